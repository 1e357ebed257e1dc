"""What residents are told of what they reported: at which steps, in which words, and to whom."""

import re

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.kinds import kinds
from casework.models import Matter, Message, Person, Telling
from casework.models.tellings import IN_WORDS
from casework.selectors import said_to_resident
from casework.services.messages import write_messages
from casework.tellings import ONCE, sentence
from security import clock
from security.context import everything

MOBILE = re.compile(r"1\d{2}\*+\d{4}")  # as lists show it: what takes an SMS


def tell_step(matter: Matter, move: str, *, by: User, told: str = "") -> int:
    """Tell the reporter that this step was made; how many were told.

    `told` are words that somebody wrote for them: they go as the form showed them. Without, the kind's
    table says at which steps they are told, in the portal's own words; a kind with a sentence of its own
    sends that and nothing else.
    """
    kind = kinds()[matter.kind]
    event = kind.tells.get(move)
    if kind.sentence:
        return tell_resident(matter, kind.sentence(move, matter.number), event=event, by=by) if event else 0
    unit = None if matter.confidential or matter.accusations.exists() else matter.unit
    if told:
        said = str(said_to_resident(matter, status=matter.status, words=told, unit=unit))
        return tell_resident(matter, said, event=event or Telling.Event.PROGRESS, by=by, in_words=True)
    if event not in settings.TELL_RESIDENTS or move in kind.tells_in_words:
        return 0
    own = sentence(event, matter.number, unit=unit.name if unit else "")
    return tell_resident(matter, own, event=event, by=by)


@transaction.atomic
def tell_resident(matter: Matter, text: str, *, event: str, by: User, in_words: bool = False) -> int:
    """Tell whoever reported the matter this sentence, now and on its timeline; how many were told.

    Nobody but the reporter, and only one who gave a name and a mobile number, or an e-mail address: who
    stayed anonymous is left in peace. The county may have switched this event off. `in_words` is for what
    somebody wrote, which stands in the history with its step.
    """
    if event not in settings.TELL_RESIDENTS or clock.told():
        return 0
    key = event if event in ONCE else f"{event}:{matter.version}"
    key = f"{IN_WORDS}{event}:{matter.version}" if in_words else key
    with everything("tellings"):  # who has it in hand may not know whom they tell
        return write_tellings(matter, text, event=event, key=key, by=by)


def write_tellings(matter: Matter, text: str, *, event: str, key: str, by: User) -> int:
    """The sentence for each reporter who can be told, with its message; how many are new."""
    tellings = [
        Telling(matter=matter, person=person, event=event, key=key, text=text, by=by)
        for person in reached(matter)
    ]
    if not tellings:
        return 0
    Telling.objects.bulk_create(tellings, ignore_conflicts=True)
    fresh = list(matter.tellings.filter(key=key, messages=None).select_related("person"))
    write_messages(
        [
            Message(telling=telling, person=telling.person, channel=way)
            for telling in fresh
            for way in ways_to(telling.person)
        ]
    )
    return len(fresh)


def told_outside(matter: Matter) -> bool:
    """Is there anybody who is told of this matter by SMS or e-mail? The others are told on paper."""
    with everything("tellings"):
        return bool(reached(matter))


def reached(matter: Matter) -> list[Person]:
    """The reporters of the matter who can be told."""
    reporters = matter.people.filter(part=Person.Part.REPORTER, erased_at=None)
    return [person for person in reporters if ways_to(person)]


def ways_to(person: Person) -> list[str]:
    """How they are told: by SMS who gave a name and a mobile number, by e-mail who gave an address for it."""
    ways = []
    if person.masked_name and MOBILE.fullmatch(person.masked_phone):
        ways.append(Message.Channel.SMS)
    if person.masked_email:
        ways.append(Message.Channel.EMAIL)
    return [str(way) for way in ways]
