from collections.abc import Iterator

from django.db import connection
from django.db.models import Max

from accounts.models import User
from casework.models import Matter, SavedFilter

BATCH = 5_000


def rebuild() -> Iterator[int]:
    """Write the searched text of every matter anew, in the portal's own name; how many, batch by batch.

    The triggers keep it up: this is for a database that was filled without them, or for other rules.
    """
    last = Matter.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, BATCH):
        with connection.cursor() as cursor:
            cursor.execute("SELECT portal.index_range(%s, %s)", [first, first + BATCH - 1])
            yield cursor.fetchone()[0]


def save_filter(*, by: User, name: str, path: str, query: str) -> SavedFilter:
    """Keep a list's address under this name, in place of what stood under it."""
    saved, _ = SavedFilter.objects.update_or_create(
        user=by, name=name, defaults={"path": path, "query": query}
    )
    return saved


def forget_filter(saved: SavedFilter, *, by: User) -> None:
    """Let go of it. It must be theirs."""
    SavedFilter.objects.of(by).filter(pk=saved.pk).delete()
