"""What residents are told of what they reported: at which steps, in which words, and to whom."""

import re

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.kinds import kinds
from casework.models import Matter, Message, Person, Telling
from casework.services.messages import write_messages
from casework.tellings import ONCE, sentence

MOBILE = re.compile(r"1\d{2}\*+\d{4}")  # as lists show it: what takes an SMS


def tell_step(matter: Matter, move: str, *, by: User, **said: str) -> int:
    """Tell the reporter that this step was made, where its kind's table says so; how many were told."""
    event = kinds()[matter.kind].tells.get(move)
    if event not in settings.TELL_RESIDENTS:
        return 0
    hidden = matter.confidential or matter.accusations.exists()
    unit = "" if hidden or matter.unit is None else matter.unit.name
    return tell_resident(matter, sentence(event, matter.number, unit=unit, **said), event=event, by=by)


@transaction.atomic
def tell_resident(matter: Matter, text: str, *, event: str, by: User) -> int:
    """Tell whoever reported the matter this sentence, now and on its timeline; how many were told.

    Nobody but the reporter, and only one who gave both a name and a mobile number: who stayed anonymous is
    left in peace. The county may have switched this event off.
    """
    if event not in settings.TELL_RESIDENTS:
        return 0
    key = event if event in ONCE else f"{event}:{matter.version}"
    tellings = [
        Telling(matter=matter, person=person, event=event, key=key, text=text, by=by)
        for person in reached(matter)
    ]
    if not tellings:
        return 0
    Telling.objects.bulk_create(tellings, ignore_conflicts=True)
    fresh = matter.tellings.filter(key=key, messages=None).select_related("person")
    messages = [
        Message(telling=telling, person=telling.person, channel=Message.Channel.SMS) for telling in fresh
    ]
    write_messages(messages)
    return len(messages)


def reached(matter: Matter) -> list[Person]:
    """The reporters of the matter who can be told."""
    reporters = matter.people.filter(part=Person.Part.REPORTER, erased_at=None).exclude(masked_name="")
    return [person for person in reporters if MOBILE.fullmatch(person.masked_phone)]
