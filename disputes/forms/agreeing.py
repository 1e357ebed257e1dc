"""The forms about an agreement: what, signed when, done how far."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from casework.forms.moves import DayField
from disputes.amounts import differing
from disputes.dictionaries import WRITTEN_ONLY, AgreementForm, Manner
from disputes.dossier.record import Duty
from disputes.dossier.wording import said_duty
from disputes.forms.fields import YuanField
from disputes.models import Agreement
from disputes.services.agreeing import first_day, last_to_perform, too_late
from security import clock

ITEMS = 6
CENT = Decimal("0.01")
ITEM = ("text", "manner", "amount", "due_on")
MONEY = (Manner.CASH, Manner.TRANSFER)


class AgreeForm(MoveForm):
    """What they agreed. An unclear agreement no court confirms, so all of it has to be said (MD-22)."""

    form = forms.ChoiceField(
        label="形式", choices=AgreementForm, initial=AgreementForm.WRITTEN, widget=forms.RadioSelect
    )
    reached_on = DayField(label="达成的日期")
    facts = TextField(label="主要事实和争议", empty="写一写事情经过，争的是什么")
    duties = TextField(label="各方责任", empty="写一写各方有什么责任，没有责任的也写一句")
    content = TextField(
        label="协议内容", required=False, help_text="不写的话，就由下面选的履行事项一条一条组成。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].error_messages["required"] = "选一下书面还是口头"
        self.first_day = first_day(self.matter)
        self.fields["reached_on"].initial = clock.today()
        if self.matter.own.justice_type in WRITTEN_ONLY:
            self.fields["form"].help_text = "这一类纠纷的协议法律要求书面。"
        for place in range(1, ITEMS + 1):
            self.fields |= dict(slot(place))
        self.fields["item1_text"].help_text = "谁做什么。至少写一项，写上哪天以前；付钱的写金额。"
        self.fill_in_draft()

    def fill_in_draft(self) -> None:
        """What was drafted before and not signed stands in the form again."""
        draft = Agreement.objects.filter(matter=self.matter).prefetch_related("items").first()
        if draft is None:
            self.fields["facts"].initial = self.matter.own.facts
            return
        for name in ("form", "facts", "duties", "content"):
            self.fields[name].initial = getattr(draft, name)
        for place, item in enumerate(draft.items.all()[:ITEMS], start=1):
            for name in ITEM:
                self.fields[f"item{place}_{name}"].initial = getattr(item, name)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The form for the page: the first item open, the others folded where nothing is in them."""
        of_items = {f"item{place}_{name}" for place in range(1, ITEMS + 1) for name in ITEM}
        plain = [field for field in self.visible_fields() if field.name not in of_items]
        first, *more = ([self[f"item{place}_{name}"] for name in ITEM] for place in range(1, ITEMS + 1))
        others = enumerate(more, start=2)
        return [
            {"fields": plain},
            {"fields": first, "unmarked": True},
            *(
                {"summary": f"履行事项 {place}", "fields": fields, "open": any(map(says_something, fields))}
                for place, fields in others
            ),
        ]

    def clean_form(self) -> str:
        form: str = self.cleaned_data["form"]
        if form == AgreementForm.ORAL and self.matter.own.justice_type in WRITTEN_ONLY:
            raise forms.ValidationError("这一类纠纷的协议法律要求书面。选“书面调解协议书”。")
        return form

    def clean_reached_on(self) -> Any:
        day = self.cleaned_data["reached_on"]
        if not self.first_day <= day <= clock.today():
            raise forms.ValidationError(f"达成的日期要在 {self.first_day:%Y-%m-%d}（第一次调解）到今天之间。")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(1, ITEMS + 1):
            self.check_item(place)
        if not any(given.get(f"item{place}_text") for place in range(1, ITEMS + 1)):
            self.add_error("item1_text", "至少写一项履行事项：谁做什么。")
        for name, said in list(given.items()):
            if isinstance(said, str) and (odd := differing(said)):
                self.add_error(name, f"“{odd}”的数字和大写对不上，改成一样的。")
        return given

    def check_item(self, place: int) -> None:
        """An item says what and to which day; that day is not before the agreement's own."""
        given = self.cleaned_data
        text, amount, due = (given.get(f"item{place}_{name}") for name in ("text", "amount", "due_on"))
        if not text and (amount or due) and f"item{place}_text" not in self.errors:
            self.add_error(f"item{place}_text", "写一写谁做什么，或者这一项都不填。")
        if text and given.get(f"item{place}_manner") in MONEY and not amount:
            self.add_error(f"item{place}_amount", "付钱的要写金额，数字就行，大写由平台写。")
        if text and not due and f"item{place}_due_on" not in self.errors:
            self.add_error(f"item{place}_due_on", "写上哪天以前履行，不然到时候说不清。")
        if due and due < (reached := given.get("reached_on") or due):
            self.add_error(f"item{place}_due_on", f"履行的日期不能早于达成的日期（{reached:%Y-%m-%d}）。")
        if due and due > (last := last_to_perform(given.get("reached_on") or clock.today())):
            self.add_error(f"item{place}_due_on", too_late(last))

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        items = []
        for place in range(1, ITEMS + 1):
            item = {name: given.pop(f"item{place}_{name}") for name in ITEM}
            items += [item] if item["text"] else []
        content = given.pop("content") or clauses(items)
        return {**given, "content": content, "items": items}


def says_something(field: forms.BoundField) -> bool:
    """Was something typed, drafted before, or found wrong there?"""
    return bool(field.value() or field.errors)


def clauses(items: list[dict[str, Any]]) -> str:
    """The content of an agreement, made of what was picked: one clause for each item (M3)."""
    labels = {"": "", **dict(Manner.choices)}
    duties = (Duty(one["text"], one["due_on"], one["amount"], labels[one["manner"]]) for one in items)
    return "\n".join(said_duty(place, duty) for place, duty in enumerate(duties, start=1))


def slot(place: int) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one item. Its amount is said in capitals beside the figures (M3)."""
    label = f"履行事项 {place}"
    yield f"item{place}_text", forms.CharField(label=label, max_length=200, required=False)
    yield (
        f"item{place}_manner",
        forms.ChoiceField(
            label=f"{label}：怎样履行", choices=[("", "不选"), *Manner.choices], required=False
        ),
    )
    yield f"item{place}_amount", amount(f"{label}：金额（元）")
    yield f"item{place}_due_on", DayField(label=f"{label}：哪天以前", required=False)


def amount(label: str) -> YuanField:
    """More than nothing, where it is said."""
    field = YuanField(label=label, min_value=CENT)
    field.error_messages["min_value"] = "金额要大于 0；不是付钱的就不填。"
    return field


class SignForm(MoveForm):
    """Who signed when; what is not there yet stays empty (MD-23)."""

    parties_signed_on = DayField(label="双方当事人签字", required=False)
    mediator_signed_on = DayField(label="调解员签字", required=False)
    sealed_on = DayField(label="调委会盖章", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = Agreement.objects.filter(matter=self.matter).first()
        for name in ("parties_signed_on", "mediator_signed_on", "sealed_on"):
            self.fields[name].initial = getattr(self.agreement, name, None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first = self.agreement.reached_on if self.agreement else clock.today()
        days = [name for name in self.fields if name.endswith("_on")]
        for name in days:
            if given.get(name) and not first <= given[name] <= clock.today():
                self.add_error(name, f"签字的日期要在 {first:%Y-%m-%d}（达成协议）到今天之间。")
        if not any(given.get(name) for name in days) and not self.errors:
            self.add_error("parties_signed_on", "至少写一个签字的日期。")
        return given
