"""Telling those who joined a matter how it goes on (F13)."""

from django.utils import timezone

from casework.kinds import kinds
from casework.models import Matter
from casework.services.messages import notify


def tell_joined(matter: Matter, *, before: str) -> None:
    """Tell those who joined that the matter is at another step: what they may see of it, in plain words.

    Only where the plain words change. Who may not see the matter any more is told these and no title;
    whose own units it accuses is told nothing.
    """
    words = plain_words(matter.kind, matter.status)
    if words == plain_words(matter.kind, before):
        return
    for joining in matter.joinings.select_related("by", "event").order_by("by", "pk").distinct("by"):
        key = f"joined:{matter.pk}:{matter.version}"
        if Matter.objects.visible_to(joining.by).filter(pk=matter.pk).exists():
            notify([joining.by], key=key, text=f"一起反映的有变化：{matter}。{words}。", matter=matter)
        elif not matter.accusations.exists():
            said = f"{timezone.localtime(joining.event.at):%Y-%m-%d} 一起反映的那件有变化：{words}。"
            notify([joining.by], key=key, text=said)


def plain_words(kind: str, status: str) -> str:
    """What somebody who may not see the matter is told of its status (ux.md 7.3)."""
    return str(kinds()[kind].workflow.resident.get(status, "正在办"))
