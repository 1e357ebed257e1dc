"""What stands over one matter of the world for a while."""

from datetime import date

from accounts.models import User
from casework.models import Matter, Postponement, Supervision


def add_standing(matter: Matter, *, by: User, until: date) -> None:
    """Asked to be put off to a day, and supervised."""
    Supervision.objects.create(matter=matter, words="督办", until=until, by=by)
    Postponement.objects.create(matter=matter, words="缓办", until=until, asked_by=by)
