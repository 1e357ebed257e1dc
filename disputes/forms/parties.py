"""The parties on the form of a dispute: two at least, six at most, each in a part of its own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms import IdNumberField, PhoneField, PrivateField
from disputes.dictionaries import Nature, Side
from disputes.forms.fields import CreditCodeField

FIRST, MOST = 2, 6  # whoever is more chooses up to five to speak for them (MD-16)
PARTS = ("side", "nature", "name", "phone", "id_number", "address")
DETAILS = ("name", "phone", "id_number", "address")


class PartiesForm(forms.Form):
    """Who quarrels with whom: sealed at once, shown masked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST + 1):
            self.fields |= dict(slot(place))

    @property
    def slots(self) -> list[list[Any]]:
        """The fields of each party, for the page."""
        return [[self[f"party{place}_{part}"] for part in PARTS] for place in range(1, MOST + 1)]

    @property
    def first_slots(self) -> list[list[Any]]:
        """Of the two parties that every dispute has."""
        return self.slots[:FIRST]

    @property
    def more_slots(self) -> list[list[Any]]:
        return self.slots[FIRST:]

    @property
    def names_more(self) -> bool:
        """Is a third party named, or wrong? Then the page shows that part unfolded."""
        more = range(FIRST + 1, MOST + 1)
        return any(self.data.get(f"party{place}_{part}") for place in more for part in DETAILS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(1, MOST + 1):
            self.check_party(place)
        self.check_numbers()
        sides = {party["side"] for party in self.parties()}
        if len(self.parties()) >= FIRST and sides != {*Side.values} and not self.errors:
            self.add_error("party2_side", "双方都要有：一方选“申请人”，另一方选“被申请人”。")
        return given

    def check_party(self, place: int) -> None:
        """A party has a name, and a number of its own kind."""
        said = {part: self.cleaned_data.get(f"party{place}_{part}", "") for part in PARTS}
        named = any(said[part] for part in DETAILS)
        if not said["name"] and (named or place <= FIRST) and f"party{place}_name" not in self.errors:
            who = "双方都要写上姓名或单位名称" if place <= FIRST else "写上这一位的姓名，或者都不填"
            self.add_error(f"party{place}_name", f"{who}。")
        field = CreditCodeField() if said["nature"] == Nature.LEGAL else IdNumberField()
        try:
            self.cleaned_data[f"party{place}_id_number"] = field.clean(said["id_number"])
        except ValidationError as error:
            self.add_error(f"party{place}_id_number", error)

    def check_numbers(self) -> None:
        """Nobody quarrels with themselves: one number, one party."""
        known: dict[str, int] = {}
        for place in range(1, MOST + 1):
            number = self.cleaned_data.get(f"party{place}_id_number")
            if number and number in known:
                told = f"和当事人 {known[number]} 的证件号码一样。双方不能是同一个人，检查一下。"
                self.add_error(f"party{place}_id_number", told)
            elif number:
                known[number] = place

    def parties(self) -> list[dict[str, str]]:
        """What was said of each party that has a name."""
        found = []
        for place in range(1, MOST + 1):
            party = {part: self.cleaned_data.get(f"party{place}_{part}", "") for part in PARTS}
            if party["name"]:
                side = Side.APPLICANT if place == 1 else Side.RESPONDENT
                found.append(
                    {**party, "side": party["side"] or side, "nature": party["nature"] or Nature.NATURAL}
                )
        return found

    def without_parties(self) -> dict[str, Any]:
        """What a valid form was given beside them."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("party")}


def slot(place: int) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one party."""
    side = Side.APPLICANT if place == 1 else Side.RESPONDENT
    yield f"party{place}_side", chips("哪一方", Side, side)
    yield f"party{place}_nature", chips("个人还是单位", Nature, Nature.NATURAL)
    yield f"party{place}_name", PrivateField(label="姓名或单位名称", max_length=40)
    yield f"party{place}_phone", PhoneField(label="电话")
    yield f"party{place}_id_number", PrivateField(label="身份证号或统一社会信用代码", max_length=30)
    yield f"party{place}_address", PrivateField(label="住址", max_length=120)


def chips(label: str, choices: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, initial=initial, required=False, widget=forms.RadioSelect
    )
