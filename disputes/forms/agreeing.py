"""The forms about an agreement: what, signed when, done how far."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import DayField
from disputes.dictionaries import WRITTEN_ONLY, AgreementForm, Performance
from disputes.forms.fields import YuanField
from disputes.models import Agreement, Item
from disputes.services.agreeing import first_day, last_to_perform, too_late
from security import clock

ITEMS = 6
CENT = Decimal("0.01")


class AgreeForm(MoveForm):
    """What they agreed. An unclear agreement no court confirms, so all of it has to be said (MD-22)."""

    form = forms.ChoiceField(
        label="形式", choices=AgreementForm, initial=AgreementForm.WRITTEN, widget=forms.RadioSelect
    )
    reached_on = DayField(label="达成的日期")
    facts = TextField(label="主要事实和争议", empty="写一写事情经过，争的是什么")
    duties = TextField(label="各方责任", empty="写一写各方有什么责任，没有责任的也写一句")
    content = TextField(label="协议内容", empty="写一写谈成了什么")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].error_messages["required"] = "选一下书面还是口头"
        self.first_day = first_day(self.matter)
        self.fields["reached_on"].initial = clock.today()
        if self.matter.own.justice_type in WRITTEN_ONLY:
            self.fields["form"].help_text = "这一类纠纷的协议法律要求书面。"
        for place in range(1, ITEMS + 1):
            self.fields |= dict(slot(place))
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
            for name in ("text", "amount", "due_on"):
                self.fields[f"item{place}_{name}"].initial = getattr(item, name)

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
        return given

    def check_item(self, place: int) -> None:
        """An item says what and to which day; that day is not before the agreement's own."""
        given = self.cleaned_data
        text, amount, due = (given.get(f"item{place}_{name}") for name in ("text", "amount", "due_on"))
        if not text and (amount or due) and f"item{place}_text" not in self.errors:
            self.add_error(f"item{place}_text", "写一写谁做什么，或者这一项都不填。")
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
            item = {name: given.pop(f"item{place}_{name}") for name in ("text", "amount", "due_on")}
            items += [item] if item["text"] else []
        return {**given, "items": items}


def slot(place: int) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one item. Its amount is said in capitals beside the figures (M3)."""
    label = f"履行事项 {place}"
    yield f"item{place}_text", forms.CharField(label=label, max_length=200, required=False)
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


class PayForm(MoveForm):
    """What was done, and how much of it was paid."""

    item = forms.ModelChoiceField(Item.objects.none(), label="哪一项", empty_label="选一项")
    amount = amount("这次付了多少（元）")
    on = DayField(label="哪天")
    attachments = FilesField(label="收据、照片", help_text="不传也可以")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = Item.objects.filter(matter=self.matter, done_on=None).select_related("agreement")
        field = self.fields["item"]
        field.queryset, field.initial = owed, owed.first()
        field.error_messages |= {"required": "选一项", "invalid_choice": "这一项已经履行完了，换一项。"}
        self.fields["amount"].help_text = "不是付钱的就不填；可以只付一部分。"
        self.fields["on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        item, paid, on = given.get("item"), given.get("amount"), given.get("on")
        if item and item.amount is None and paid:
            self.add_error("amount", "这一项不是付钱的，金额不用填。")
        due = item.owed if item and item.amount is not None else None
        if due is not None and "amount" not in self.errors and not (paid and paid <= due):
            self.add_error("amount", f"写这次付了多少，最多 {due:,.2f} 元。")
        if item and on and not item.agreement.reached_on <= on <= clock.today():
            self.add_error("on", f"日期要在 {item.agreement.reached_on:%Y-%m-%d} 到今天之间。")
        return given


class FollowUpForm(MoveForm):
    """How far the agreement is kept, and whether all is well (MD-27)."""

    visited_on = DayField(label="哪天回访")
    performance = forms.ChoiceField(
        label="履行情况",
        choices=Performance,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下履行到哪一步"},
    )
    satisfied = forms.BooleanField(label="双方满意", required=False, initial=True)
    sued = forms.BooleanField(label="有一方起诉了", required=False)
    escalating = forms.BooleanField(label="有激化迹象", required=False)
    notes = TextField(label="回访记录", empty="写一句问了谁、怎么说的")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].initial = clock.today()

    def clean_visited_on(self) -> Any:
        agreement = Agreement.objects.filter(matter=self.matter).first()
        day, first = self.cleaned_data["visited_on"], agreement.reached_on if agreement else clock.today()
        if not first <= day <= clock.today():
            raise forms.ValidationError(f"回访的日期要在 {first:%Y-%m-%d} 到今天之间。")
        return day


class VisitForm(FollowUpForm):
    """The visit after which the file is put away: all was kept (M6)."""

    def clean_performance(self) -> str:
        performance: str = self.cleaned_data["performance"]
        if performance != Performance.WHOLE:
            raise forms.ValidationError("没有全部履行的，点“未按期履行”，写上还差什么。")
        return performance
