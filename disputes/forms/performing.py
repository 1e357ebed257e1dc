"""The forms of what comes after an agreement: paid, asked after, not kept."""

from typing import Any

from django import forms

from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import DayField, ReasonedForm
from disputes.dictionaries import Performance, Satisfaction
from disputes.forms.agreeing import amount
from disputes.models import Agreement, Item
from security import clock


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


def satisfaction(label: str) -> forms.ChoiceField:
    """What one side says, of the two that are asked apart (MD-27)."""
    return forms.ChoiceField(
        label=label,
        choices=Satisfaction,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下；没有问到就选“没有问到”"},
    )


class FollowUpForm(MoveForm):
    """How far the agreement is kept, and whether all is well (MD-27)."""

    visited_on = DayField(label="哪天回访")
    performance = forms.ChoiceField(
        label="履行情况",
        choices=Performance,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下履行到哪一步"},
    )
    applicant_says = satisfaction("申请人满意吗")
    respondent_says = satisfaction("被申请人满意吗")
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


class DefaultForm(ReasonedForm):
    """Something was not done. What was written down as done is owed again (MD-25, M6)."""

    item = forms.ModelChoiceField(
        Item.objects.none(), label="哪一项记成了履行、其实没有", empty_label="没有这样的", required=False
    )
    paid = amount("这一项实际付了多少（元）")
    note = TextField(label="哪一项没有履行", empty="写一句哪一项没有履行，对方怎么说")
    field_order = ("note", "item", "paid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = Item.objects.filter(matter=self.matter).exclude(done_on=None)
        self.fields["item"].queryset = done
        self.fields["item"].error_messages["invalid_choice"] = "这一项没有记成履行过，换一项。"
        self.fields["paid"].help_text = "一分没付就不填"
        if not done.exists():
            del self.fields["item"], self.fields["paid"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        item, paid = given.get("item"), given.get("paid")
        if paid and (item is None or item.amount is None):
            self.add_error("paid", "选了付钱的一项才写付了多少。")
        if paid and item and item.amount is not None and paid >= item.amount:
            self.add_error("paid", f"付清了就不算没有履行。要小于 {item.amount:,.2f} 元。")
        return given
