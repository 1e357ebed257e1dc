"""What the intake page asks: which of its matters, and one act on many."""

from typing import Any

from django import forms

from accounts.models import User
from casework.exceptions import IllegalMove, MoveDenied
from casework.forms import MoveForm, TextField
from casework.models import Matter
from casework.services.together import AT_ONCE
from casework.triage import triage_of

DEEDS = {"send": "派单", "return": "退回", "join": "并案"}


class FindForm(forms.Form):
    """The words by which the list is narrowed; they stand in the address."""

    q = forms.CharField(label="找", required=False, max_length=60)

    @property
    def words(self) -> str:
        return str(self.data.get("q", "")).replace("\x00", "").strip()[:60]


class SharedReturnForm(forms.Form):
    """What is asked of all who reported these."""

    note = TextField(label="要补什么", empty="写清楚缺什么，比如“补哪栋楼”", rows=2)


class SharedJoinForm(forms.Form):
    """Which one the others go along with."""

    into = forms.CharField(label="并到哪一件", max_length=20, help_text="写编号。它自己在里面的话，不会变。")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].error_messages["required"] = "写并到哪一件的编号"


SHARED: dict[str, type[forms.Form]] = {"return": SharedReturnForm, "join": SharedJoinForm}


class Line:
    """One matter of a preview: the form of its move, or why the move cannot be made."""

    def __init__(self, matter: Matter, deed: str, *, user: User, data: Any, shared: dict[str, Any]) -> None:
        self.matter = matter
        self.move = triage_of(matter.kind).move_for(deed, matter)
        self.form: MoveForm | None = None
        self.refused = self.why_not(user)
        if self.move and not self.refused:
            way = triage_of(matter.kind).forms[self.move.name]
            given = None if data is None else self.given(data, shared)
            self.form = way(given, matter=matter, user=user, prefix=matter.number)

    def why_not(self, user: User) -> str:
        """The sentence that says why it stays as it is, or nothing."""
        if self.move is None:
            return "这一种事项没有这一步。"
        try:
            self.matter.flow.check(self.move.name, self.matter, by=user)
        except (IllegalMove, MoveDenied) as error:
            return str(error)
        return ""

    def given(self, data: Any, shared: dict[str, Any]) -> Any:
        """What was sent, with what was said once for all."""
        said = data.copy()
        for name, value in shared.items():
            said[f"{self.matter.number}-{name}"] = value
        return said

    @property
    def to(self) -> Any:
        """The field that asks which unit, where the move asks it."""
        return self.form["to"] if self.form and "to" in self.form.fields else None


class TogetherForm:
    """One act on many matters: its lines, what is said once for all, and whether all is filled in."""

    def __init__(self, deed: str, matters: list[Matter], *, user: User, data: Any = None) -> None:
        self.deed, self.label = deed, DEEDS[deed]
        chosen = matters[:AT_ONCE]
        self.left = matters[AT_ONCE:]
        ask = SHARED.get(deed)
        first = {"into": chosen[0].number} if chosen else {}
        self.shared = ask(data, initial=first) if ask else None
        said = self.said(data)
        into = said.get("into", "")
        self.lines = [
            Line(matter, deed, user=user, data=data, shared=said)
            for matter in chosen
            if matter.number != into
        ]

    def said(self, data: Any) -> dict[str, Any]:
        """What was said once for all, as it was sent."""
        return (
            {name: data.get(name, "").strip() for name in self.shared.fields} if self.shared and data else {}
        )

    @property
    def able(self) -> list[Line]:
        return [line for line in self.lines if line.form]

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.refused]

    def is_valid(self) -> bool:
        """Is everything said that the moves need? What is wrong in a line for all of them stands above."""
        if self.shared and not self.shared.is_valid():
            return False
        well = [line.form.is_valid() for line in self.able if line.form]
        return all(well)

    def asked(self) -> list[tuple[Matter, str, dict[str, Any]]]:
        """The moves with what their forms gave; call it when valid."""
        return [
            (line.matter, line.move.name, line.form.acts()) for line in self.able if line.form and line.move
        ]
