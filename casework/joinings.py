"""What somebody reported together with others, and how it stands: as much as they may know of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accounts.models import User
from casework.models import Joining, Matter
from casework.services.joined import plain_words


@dataclass(frozen=True)
class Joined:
    """One's own words and the plain status; the matter itself only where one may see it."""

    said: str
    at: datetime
    status: str
    matter: Matter | None


def joined(user: User) -> list[Joined]:
    """All that this user joined, the last first. Three queries. Asked in the user's own request."""
    own = dict(Joining.objects.of(user).values_list("pk", "matter"))
    seen = Matter.objects.visible_to(user).in_bulk(own.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, said, at, kind, status, unit FROM portal.joined() ORDER BY id DESC")
        rows = cursor.fetchall()
    return [
        Joined(said, at, standing(kind, status, unit), seen.get(own[pk]))
        for pk, said, at, kind, status, unit in rows
    ]


def standing(kind: str, status: str, unit: str) -> str:
    """The plain status, with who has it in hand; of what may not be known, that it was received."""
    if not status:
        return "已收到"
    words = plain_words(kind, status)
    return f"{words}（{unit}）" if unit and words == "正在办" else words
