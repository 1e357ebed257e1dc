"""Forms of the moves that every kind of matter may have, and of words that a resident is told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.forms import MoveForm, TextField
from casework.models import Matter, StandardText
from casework.selectors import decider_of
from casework.services.linking import open_children, unfinished
from casework.services.merging import refuse_unfit
from casework.services.postponing import LONGEST
from security import clock


class NoteForm(MoveForm):
    """A move that may carry a word."""

    note = TextField(label="说明", required=False)


class ReasonedForm(MoveForm):
    """A move that has to say why."""

    note = TextField(label="原因", empty="写一句原因，对方才知道怎么办")


class TextSelect(forms.Select):
    """A choice of standard texts; each option brings its text along, for a browser that can put it in."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if instance := getattr(value, "instance", None):
            option["attrs"]["data-text"] = instance.text
        return option


class WordsForm(MoveForm):
    """A move whose words may come from the county's standard texts, and be told to the resident.

    `words` names the field that holds them, `step` where the standard texts are kept.
    """

    words: ClassVar[str] = "note"
    step: ClassVar[str] = ""
    tells: ClassVar[bool] = True

    standard = forms.ModelChoiceField(
        StandardText.objects.none(),
        label="标准用语",
        required=False,
        empty_label="不用，自己写",
        widget=TextSelect,
    )
    tell = forms.BooleanField(label="同时告诉群众（会看到这段话）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].widget.attrs["data-standard"] = self.words
        self.fields["standard"].queryset = StandardText.objects.fitting(self.matter, self.step)
        if not self.fields["standard"].queryset.exists():
            del self.fields["standard"]
        if not self.tells:
            del self.fields["tell"]
        first = ["standard"] if "standard" in self.fields else []
        rest = [name for name in self.fields if name not in {"standard", "tell"}]
        place = rest.index(self.words) + 1
        self.order_fields([*first, *rest[:place], *(["tell"] if self.tells else []), *rest[place:]])

    def filled(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed, with the chosen standard text in the place of the words."""
        values = {name: given.get(name) for name in self.fields}
        chosen = str(given.get("standard") or "")
        if "standard" in self.fields and chosen.isdigit():
            text = self.fields["standard"].queryset.filter(pk=int(chosen[:9])).first()
            values[self.words] = text.text if text else values[self.words]
        return values

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        given.pop("standard", None)
        if given.pop("tell", False):
            given["told"] = given[self.words]
        return given


class DayField(forms.DateField):
    """A day, typed or picked. The errors say how to mend it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
        self.error_messages["required"] = "选一个日期"
        self.error_messages["invalid"] = "日期像 2026-04-15 这样写"


class PostponeForm(WordsForm):
    """Until when, and why: the resident will read it."""

    step = StandardText.Step.POSTPONE
    tells = False

    until = DayField(label="暂缓到哪天")
    note = TextField(
        label="原因", empty="写一句为什么现在办不了，群众会看到", help_text="同意以后群众会看到。"
    )
    field_order = ("standard", "until", "note")

    def clean_until(self) -> Any:
        day, today = self.cleaned_data["until"], clock.today()
        if not 0 < (day - today).days <= LONGEST:
            raise ValidationError(f"写今天以后、{LONGEST} 天以内的日子。")
        return day


class SuperviseForm(MoveForm):
    """What is expected, and to when."""

    note = TextField(label="督办要求", empty="写一句要办到什么样")
    until = DayField(label="到哪天")

    def clean_until(self) -> Any:
        if self.cleaned_data["until"] < clock.today():
            raise ValidationError("写今天或以后的日子。")
        return self.cleaned_data["until"]


class NumberField(forms.CharField):
    """The number of another matter that the user sees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.error_messages["required"] = "写另一件的编号"
        self.user: Any = None

    def clean(self, value: Any) -> Matter:
        number = super().clean(value).strip()
        found = Matter.objects.visible_to(self.user).filter(number=number).first()
        if found is None:
            raise ValidationError(f"没有找到编号是“{number}”的事项。检查有没有输错，或者它不归您看。")
        return found


class MergeForm(MoveForm):
    """Which one it goes along with."""

    into = NumberField(label="并到哪一件", help_text="写那一件的编号。它办完，这件的反映人也会知道。")
    note = TextField(label="说明", required=False, rows=2, help_text="承办的人看得到，比如“多了三号楼”。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].user = self.user

    def clean_into(self) -> Matter:
        into = self.cleaned_data["into"]
        try:
            refuse_unfit(self.matter, into)
        except MoveDenied as error:
            raise ValidationError(str(error)) from error
        return into


class LinkForm(MoveForm):
    """Which other matter belongs to it, and which of them grew from the other."""

    to = NumberField(label="和哪一件关联", help_text="写那一件的编号。")
    direction = forms.ChoiceField(
        label="哪件在先",
        choices=(("into", "那一件是由这件来的（子案）"), ("from", "这件是由那一件来的")),
        widget=forms.RadioSelect,
    )
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].user = self.user
        self.fields["direction"].error_messages["required"] = "选一下哪件在先"

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        given["grew_into"] = given.pop("direction") == "into"
        return given


class HandBackForm(MoveForm):
    """Why it comes back; who will then say whose it is stands on the form before it is pressed (T3)."""

    REASONS = (
        ("not_ours", "不是本单位职责"),
        ("unclear", "地点或情况说不清"),
        ("duplicate", "和别的案件重复"),
        ("beyond", "需要上级或几家一起办"),
        ("other", "其他"),
    )
    reason = forms.ChoiceField(label="退回原因", choices=REASONS, widget=forms.RadioSelect)
    note = TextField(label="说明", empty="写一句说明，比如归谁管、缺什么")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "选一个退回原因"
        self.fields["note"].help_text = self.what_follows()

    def what_follows(self) -> str:
        """Who has it next."""
        decider = decider_of(self.matter)
        who = f"兜底负责人{decider}" if decider else Role.TOWN.label
        if self.matter.returns:
            return f"这是第二次退回，由{who}来定归谁办。定了以后不能再退。"
        return f"退回以后由派单的人重新派。一件最多退两次，第二次由{who}来定。"


class CloseForm(WordsForm):
    """Closing with substance (T6): what was done, whether the resident was told, what is still open."""

    NOT_NOW = {
        "already": "已经当面或打电话告诉了",
        "no_contact": "没有留联系方式",
        "nobody": "自己巡查发现的，没有反映人",
        "unwilling": "反映人说不用告诉",
        "not_told": "没告诉，原因写在上面",
    }
    step = StandardText.Step.CLOSE
    tells = False

    note = TextField(label="办了什么", empty="写一句办了什么，结果怎样", help_text="可以在办理结果上改。")
    informed = forms.ChoiceField(
        label="告诉群众了吗",
        choices=[("now", "现在告诉（会看到上面这段话）"), *NOT_NOW.items()],
        widget=forms.RadioSelect,
    )
    unfinished = TextField(label="子案为什么不用办", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].initial = getattr(self.matter.own, "result", "")
        self.fields["informed"].error_messages["required"] = "选一下有没有告诉群众，没告诉的选原因"
        reported = self.matter.people.filter(part="reporter").exists()
        self.fields["informed"].initial = "now" if reported else "no_contact"
        self.open_ones = list(open_children(self.matter, self.user))
        if self.open_ones:
            self.fields["unfinished"].help_text = unfinished(self.open_ones)
        else:
            del self.fields["unfinished"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.open_ones and not given.get("unfinished") and "unfinished" not in self.errors:
            self.add_error("unfinished", unfinished(self.open_ones))
        return given

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        informed = given.pop("informed")
        return given | ({"told": given["note"]} if informed == "now" else {"reason": informed})


REASONS = dict(HandBackForm.REASONS) | CloseForm.NOT_NOW
