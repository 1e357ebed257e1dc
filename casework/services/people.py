"""People in a matter: written sealed, shown masked, and in full to those who say what for."""

import json
from typing import Any

from django.db import ProgrammingError, connection, transaction

from accounts.models import User
from casework.exceptions import RevealDenied
from casework.models import DataKey, Matter, Person, Reveal, Sealed
from casework.services.sealing import COLUMNS, Revealed, key_of, masked, new_key, normalised, opened, sealed
from security.findings import masked as without_numbers

USED = "这次查看已经用过了，再看要重新写用途。"


@transaction.atomic
def add_person(
    matter: Matter,
    *,
    by: User,
    part: str = Person.Part.REPORTER,
    name: str = "",
    phone: str = "",
    id_number: str = "",
    address: str = "",
    email: str = "",
) -> Person:
    """Write somebody down in a matter: masked for all who see it, the values themselves sealed."""
    values = normalised(name=name, phone=phone, id_number=id_number, address=address, email=email)
    person = Person.objects.create(matter=matter, part=part, **masked(values))
    key = key_of(matter.pk)
    Sealed(person=person, **sealed(person, values, key)).save(force_insert=True)
    return person


@transaction.atomic
def add_people(rows: list[tuple[Matter, dict[str, str]]]) -> None:
    """Write down the reporters of many matters at once."""
    written = [(matter, normalised(**values)) for matter, values in rows]
    people = Person.objects.bulk_create(Person(matter=matter, **masked(values)) for matter, values in written)
    keys = {matter.pk: new_key(matter.pk) for matter, _ in written}
    DataKey.objects.bulk_create(row for row, _ in keys.values())
    Sealed.objects.bulk_create(
        Sealed(person=person, **sealed(person, values, keys[matter.pk][1]))
        for person, (matter, values) in zip(people, written, strict=True)
    )


@transaction.atomic
def change(person: Person, *, by: User, **given: str) -> Person:
    """Put a person's details right: those that are given; the others stay as they were sealed."""
    unknown = given.keys() - set(COLUMNS)
    if unknown or person.erased_at:
        raise ValueError(f"nothing to change: {sorted(unknown)}")
    values = normalised(**given)
    shown = {name: value for name, value in masked(values).items() if name.removeprefix("masked_") in given}
    Person.objects.filter(pk=person.pk).update(**shown)
    Sealed.objects.filter(person=person.pk).update(**sealed(person, values, key_of(person.matter_id)))
    return Person.objects.get(pk=person.pk)


def reveal(person: Person, *, by: User, purpose: str, words: str = "") -> Revealed:
    """A person's full details, for a purpose that is on record before anything is read."""
    return show(person, ticket=ask(person, by=by, purpose=purpose, words=words))


def ask(person: Person, *, by: User, purpose: str, words: str = "") -> int:
    """The ticket for one look at a person's details. Committed when this returns.

    Raises RevealDenied; and RuntimeError inside a transaction, whose rollback would take the ticket away
    after the values were seen.
    """
    commits()
    seen = Matter.objects.visible_to(by).filter(pk=person.matter_id).exists()
    if not (seen and may_reveal(by, person.matter)):
        raise RevealDenied("您可以看这件事，不能看完整信息。要看请找经办人或分派员。")
    if purpose in Reveal.NEED_WORDS and not words.strip():
        raise RevealDenied("写一句用来做什么。")
    given = [person.pk, purpose, without_numbers(words)]
    ticket = asked(
        "SELECT portal.request_reveal(%s, %s, %s)", given, otherwise="现在不能看这个人的完整信息。"
    )
    return int(ticket[0])


def show(person: Person, *, ticket: int) -> Revealed:
    """What the ticket shows, once, to whom it belongs. Raises RevealDenied; and RuntimeError as `ask`."""
    commits()
    if not person.reveals.filter(pk=ticket).exists():
        raise RevealDenied(USED)
    sql = "SELECT to_jsonb(shown) FROM portal.reveal(%s) shown"
    found = json.loads(asked(sql, [ticket], otherwise=USED)[0])
    return opened(person.pk, {column: found[column] for column in COLUMNS}, found["keys"])


def commits() -> None:
    if connection.in_atomic_block:
        raise RuntimeError("a reveal inside a transaction could be rolled back, and its record with it")


def asked(sql: str, given: list[Any], *, otherwise: str) -> tuple[Any, ...]:
    """The row that the database answers. Raises RevealDenied with the sentence where it refuses."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            row: tuple[Any, ...] | None = cursor.fetchone()
    except ProgrammingError as error:
        raise RevealDenied(otherwise) from error
    if row is None:
        raise RevealDenied("这个人的身份信息已经去标识，没有完整信息了。")
    return row


def may_reveal(user: User, matter: Matter) -> bool:
    """Of those who see the matter, who has a duty that handles it: some move of its table is theirs to make.

    Leaders who only look on, though they may put it under supervision, those who decide whose it is, and
    those who were let in one by one, see the people masked.
    """
    return any(move.allows(user, matter) for move in matter.flow if move.target and not move.unnamed)
