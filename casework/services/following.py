"""Matters that go along with another (并案): whoever reported them hears what becomes of it."""

from casework.models import Event, Matter
from casework.services.messages import notify
from security.context import everything


def tell_followers(leading: Matter, event: Event) -> None:
    """Tell those who reported what goes along with this matter that it moved on.

    Their own matter is named, not the other: they may not see that one, nor its people theirs.
    """
    if event.from_status == event.to_status:
        return
    with everything("followers"):  # they lie out of sight of many who move the other
        followers = Matter.objects.filter(mergers__into=leading.pk, mergers__ended_at=None)
        for matter in followers.select_related("created_by"):
            text = f"一起办的那件有变化：{leading.status_label}。您报的是：{matter.title}"
            key = f"follow:{matter.pk}:{leading.pk}:{leading.version}"
            notify([matter.created_by], key=key, text=text, matter=matter)
