"""How people's values are sealed, masked, indexed and opened, and their keys made and protected anew."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from casework.models import DataKey, Person, Sealed
from security.encryption import (
    Key,
    blind_index,
    current_key,
    key_name,
    new_data_key,
    open_data_key,
    rewrap,
    seal,
    unseal,
)
from security.identifiers import bare, is_id_number, is_landline, is_mobile, phone_of
from security.masking import Kind, Level, mask

BATCH = 1000
COLUMNS = ("name", "phone", "id_number", "address", "email")
SEALED, KEYS = Sealed._meta.db_table, DataKey._meta.db_table


@dataclass(frozen=True)
class Revealed:
    """A person's full details, on their way to one page. Printed nowhere."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    id_number: str = field(repr=False)
    address: str = field(repr=False)
    email: str = field(repr=False)


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
        "email": Kind.EMAIL,
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


def opened(person: int, texts: dict[str, str], keys: dict[str, str]) -> Revealed:
    """The values of a person from what is sealed. Raises EncryptionFailed."""
    return Revealed(**{column: opened_value(person, column, text, keys) for column, text in texts.items()})


def opened_value(person: int, column: str, text: str, keys: dict[str, str]) -> str:
    if not text:
        return ""
    name = key_name(text)
    key = open_data_key(name, keys[name], table=KEYS, row=name) if name in keys else None
    return unseal(text, table=SEALED, row=person, column=column, key=key)


@transaction.atomic
def rewrap_keys() -> int:
    """Let the county's current key protect every data key; how many had another. As the owner alone:
    the portal's role cannot read them. All or none.
    """
    current, changed = current_key().name, []
    for row in DataKey.objects.select_for_update().iterator(chunk_size=BATCH):
        if key_name(row.wrapped) != current:
            row.wrapped = rewrap(row.wrapped, table=KEYS, row=row.pk.hex)
            changed.append(row)
    DataKey.objects.bulk_update(changed, ["wrapped"], batch_size=BATCH)
    return len(changed)
