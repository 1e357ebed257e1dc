"""The petitioners on the form of a petition, each in a part of its own."""

from collections.abc import Iterator
from typing import Any

from django import forms

from casework.forms import IdNumberField, MailField, PhoneField, PrivateField

MOST = 6  # one more than may speak for a crowd, so that somebody who writes six is told so (XF-06)
DETAILS = ("name", "phone", "id_number", "address", "email")
PARTS = (*DETAILS, "represents")


class PetitionersForm(forms.Form):
    """Who petitions: sealed at once, shown masked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST + 1):
            self.fields |= dict(slot(place))

    @property
    def slots(self) -> list[list[Any]]:
        """The fields of each petitioner, for the page."""
        return [[self[f"person{place}_{part}"] for part in PARTS] for place in range(1, MOST + 1)]

    @property
    def first_slot(self) -> list[Any]:
        return self.slots[0]

    @property
    def more_slots(self) -> list[list[Any]]:
        return self.slots[1:]

    @property
    def names_more(self) -> bool:
        """Is a second petitioner named, or wrong? Then the page shows that part unfolded."""
        return any(self.data.get(f"person{place}_{part}") for place in range(2, MOST + 1) for part in PARTS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(1, MOST + 1):
            said = {part: self.cleaned_data.get(f"person{place}_{part}") for part in PARTS}
            if (
                any(said.values())
                and not (said["name"] or said["phone"] or said["email"])
                and not self.wrong(place)
            ):
                self.add_error(
                    f"person{place}_name", "姓名、电话、电子邮箱至少写一样；没有留姓名的，勾选下面那一项。"
                )
        return given

    def wrong(self, place: int) -> bool:
        return any(f"person{place}_{part}" in self.errors for part in PARTS)

    def petitioners(self) -> list[dict[str, Any]]:
        """What was said of each of whom anything was said."""
        people = [
            {part: self.cleaned_data.get(f"person{place}_{part}", "") for part in PARTS}
            for place in range(1, MOST + 1)
        ]
        return [person for person in people if any(person[part] for part in DETAILS)]


def slot(place: int) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one petitioner."""
    yield f"person{place}_name", PrivateField(label="姓名或单位名称", max_length=40)
    yield f"person{place}_phone", PhoneField(label="电话")
    yield f"person{place}_id_number", IdNumberField(label="身份证号")
    yield f"person{place}_address", PrivateField(label="住址", max_length=120)
    yield f"person{place}_email", MailField(label="电子邮箱", max_length=254)
    yield f"person{place}_represents", forms.BooleanField(label="推选的代表", required=False)


class CountField(forms.IntegerField):
    """How many people."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=30_000, required=False, **kwargs)
        told = "写一个数，1 到 30000"
        self.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), told)
