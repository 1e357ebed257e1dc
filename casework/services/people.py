"""People in a matter: written sealed, shown masked, and in full to those who say what for."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import ProgrammingError, connection, transaction

from accounts.models import User
from casework.exceptions import RevealDenied
from casework.models import DataKey, Matter, Person, Reveal, Sealed
from security.encryption import Key, blind_index, key_name, new_data_key, open_data_key, seal, unseal
from security.findings import masked as without_numbers
from security.identifiers import bare, is_id_number, is_landline, is_mobile, phone_of
from security.masking import Kind, Level, mask

COLUMNS = ("name", "phone", "id_number", "address")
SEALED, KEYS = Sealed._meta.db_table, DataKey._meta.db_table


@dataclass(frozen=True)
class Revealed:
    """A person's full details, on their way to one page. Printed nowhere."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    id_number: str = field(repr=False)
    address: str = field(repr=False)


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
) -> Person:
    """Write somebody down in a matter: masked for all who see it, the values themselves sealed."""
    values = normalised(name=name, phone=phone, id_number=id_number, address=address)
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
    """A person's full details, for a purpose that is on record before anything is read.

    Two statements, each its own transaction: the ticket, then the values. Raises RevealDenied, and
    RuntimeError inside a transaction, whose rollback would take the ticket away after the values were seen.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a reveal inside a transaction could be rolled back, and its record with it")
    seen = Matter.objects.visible_to(by).filter(pk=person.matter_id).exists()
    if not (seen and may_reveal(by, person.matter)):
        raise RevealDenied("您可以看这件事，不能看当事人的完整信息。要看请找经办人或分派员。")
    if purpose in Reveal.NEED_WORDS and not words.strip():
        raise RevealDenied("写一句用来做什么。")
    asked = [person.pk, purpose, without_numbers(words)]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT portal.request_reveal(%s, %s, %s)", asked)
            (ticket,) = cursor.fetchone()
            cursor.execute("SELECT name, phone, id_number, address, keys FROM portal.reveal(%s)", [ticket])
            row = cursor.fetchone()
    except ProgrammingError as error:
        raise RevealDenied("现在不能看这个人的完整信息。刷新页面再试，还不行请联系管理员。") from error
    if row is None:
        raise RevealDenied("这个人的身份信息已经去标识，没有完整信息了。")
    *texts, keys = row
    return opened(
        person.pk, dict(zip(COLUMNS, texts, strict=True)), json.loads(keys) if isinstance(keys, str) else keys
    )


def may_reveal(user: User, matter: Matter) -> bool:
    """Of those who see the matter, who has a duty that handles it: some move of its table is theirs to make.

    Leaders who only look on, and those who were let in one by one, see the people masked.
    """
    return any((user.handles if move.in_unit else user.holds)(move.roles, matter) for move in matter.flow)


def opened(person: int, texts: dict[str, str], keys: dict[str, str]) -> Revealed:
    """The values of a person from what is sealed. Raises EncryptionFailed."""
    return Revealed(**{column: opened_value(person, column, text, keys) for column, text in texts.items()})


def opened_value(person: int, column: str, text: str, keys: dict[str, str]) -> str:
    if not text:
        return ""
    name = key_name(text)
    key = open_data_key(name, keys[name], table=KEYS, row=name) if name in keys else None
    return unseal(text, table=SEALED, row=person, column=column, key=key)


def key_of(matter: int) -> Key:
    """A fresh key of the matter's, written down wrapped."""
    row, key = new_key(matter)
    row.save(force_insert=True)
    return key


def new_key(matter: int) -> tuple[DataKey, Key]:
    """A fresh key of the matter's, and its row, not yet written."""
    row = DataKey(matter_id=matter)
    key, row.wrapped = new_data_key(row.pk.hex, table=KEYS, row=row.pk.hex)
    return row, key


def normalised(**values: str) -> dict[str, str]:
    """The values as they are sealed and searched: numbers without spaces."""
    kept = {name: value.strip() for name, value in values.items()}
    for name, tidy in (("phone", phone_of), ("id_number", bare)):
        if name in kept:
            kept[name] = tidy(kept[name])
    return kept


def masked(values: dict[str, str]) -> dict[str, str]:
    """What lists show of the values."""
    phone = values.get("phone", "")
    kinds = {
        "name": Kind.NAME,
        "phone": Kind.MOBILE if is_mobile(phone) else Kind.LANDLINE,
        "id_number": Kind.ID_NUMBER,
        "address": Kind.ADDRESS,
    }
    return {
        f"masked_{name}": mask(kind, values.get(name, ""), Level.INTERNAL) for name, kind in kinds.items()
    }


def sealed(person: Person, values: dict[str, str], key: Key) -> dict[str, Any]:
    """The values sealed for their places, and the blind indexes of those that are searched."""
    texts = {
        name: seal(value, table=SEALED, row=person.pk, column=name, key=key) if value else ""
        for name, value in values.items()
    }
    indexes = {
        f"{name}_index": blind_index(name, values[name]) for name in ("phone", "id_number") if name in values
    }
    return texts | indexes


def index_of(number: str) -> str:
    """The blind index of a phone number, or of a resident's. "" for what is neither."""
    phone, id_number = phone_of(number), bare(number)
    if is_mobile(phone) or is_landline(phone):
        return blind_index("phone", phone)
    return blind_index("id_number", id_number) if is_id_number(id_number) else ""
