"""Forms of support and honours: a scheme and its parts, a period, vouchers, nominations, objections."""

from typing import Any

from django import forms

from accounts.models import Unit, User
from casework.forms import TextField
from casework.forms.moves import DayField
from outcomes.forms.measures import YES_NO, UnitField, choice, line
from outcomes.models import HonourSort, Reach, Roll, Scheme
from outcomes.selectors import countable, units_here
from pilot.forms.funds import AmountField
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from security import clock


class YearField(forms.IntegerField):
    """A year, this one to begin with."""

    def __init__(self) -> None:
        told = dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年度像 2026 这样写")
        super().__init__(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, error_messages=told)


class SchemeForm(forms.Form):
    """A scheme: how much there is, by which document, who checks the money."""

    name = line("名称", 80, "写名称，比如“矛盾纠纷化解以奖代补”")
    year = YearField()
    budget = AmountField(label="预算（元）")
    scaled = forms.BooleanField(
        label="超出预算时按比例压减", required=False, help_text="不选的，算下来超出预算就不能生成。"
    )
    finance = UnitField("哪个单位核对资金")
    basis = line("依据", 120, "写依据哪个文件")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["finance"].queryset = units_here(user)


class ItemForm(forms.Form):
    """So much for each row of a figure."""

    figure = forms.ChoiceField(
        label="按哪个指标",
        help_text="占比的指标，数其中达到的。件数都从平台的事项里数，点开就是那些。",
        error_messages={"required": "选一个指标", "invalid_choice": "没有这个指标，重新选。"},
    )
    reach = choice("数哪些", Reach, "选数哪些", initial=Reach.UNIT)
    rate = AmountField(label="每件（元）")
    cap = AmountField(label="每个单位最多（元）", required=False, help_text="没有上限的空着。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(key, figure.name) for key, figure in countable().items()]
        self.fields["figure"].choices = [("", "选一个指标"), *known]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rate, cap = given.get("rate"), given.get("cap")
        if rate and cap and cap < rate:
            self.add_error("cap", f"最多的不能少于一件的（{rate} 元）。")
        return given


class UnitsForm(forms.Form):
    """Which units are supported."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="补助哪些单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "至少选一个单位",
            "invalid_choice": "没有这个单位，重新选。",
            "invalid_pk_value": "重新选单位。",
        },
    )

    def __init__(self, *args: Any, user: User, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units_here(user).exclude(pk__in=scheme.units.values("unit"))

    def clean_units(self) -> list[Unit]:
        return list(self.cleaned_data["units"])


class AdoptForm(forms.Form):
    """Under which number it goes out."""

    document = line("印发文号", 80, "写方案印发的文号")


class ReviseForm(forms.Form):
    """The next version, with what budget."""

    budget = AmountField(label="新的预算（元）")


class ComputeForm(forms.Form):
    """Which days are worked out."""

    begins_on = DayField(label="从哪天起")
    ends_on = DayField(label="到哪天止")


class VoucherForm(forms.Form):
    """A payment that was made elsewhere."""

    amount = AmountField(label="金额（元）")
    document = line("凭证号", 80, "写凭证号")
    on = DayField(label="支付日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class RollForm(forms.Form):
    """A round of honours."""

    title = line("名称", 80, "写名称，比如“平安建设先进”")
    year = YearField()
    basis = line("依据", 120, "写依据哪个文件")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class NominateForm(forms.Form):
    """A unit, or somebody of it, and why."""

    sort = choice("推荐什么", HonourSort, "选先进集体或者先进个人")
    unit = UnitField("单位")
    name = forms.CharField(
        label="姓名",
        max_length=40,
        required=False,
        help_text="推荐个人的才写。",
        error_messages={"max_length": "最多 40 个字，删短一点"},
    )
    responsible = forms.BooleanField(
        label="是单位的主要、分管或者直接责任领导",
        required=False,
        help_text="单位挂牌督办、一票否决期间，这些人不得评先评优。",
    )
    reasons = TextField(label="事迹和理由", empty="写一写做了什么、为什么推荐", rows=6)

    def __init__(self, *args: Any, user: User, roll: Roll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = units_here(user)
        own = roll.area_id == min((duty.area_code[:6] for duty in user.held), default="")
        office = own and any(duty.unit_id == roll.office_id for duty in user.held)
        self.fields["unit"].queryset = here if office else here.filter(pk__in=user.units)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        person = given.get("sort") == HonourSort.PERSON
        if person and not given.get("name") and "name" not in self.errors:
            self.add_error("name", "写推荐的是谁")
        if not person and "sort" not in self.errors:
            given["name"], given["responsible"] = "", False
        return given


class StrikeForm(forms.Form):
    """Why a name is taken off."""

    why = line("为什么取消", 200, "写一句为什么取消")


class ObjectionForm(forms.Form):
    """What is said against a line. Who said it stays with whoever writes it down."""

    text = TextField(label="异议是什么", empty="写一写异议是什么", help_text="不写提异议的人是谁。")


class AnswerForm(forms.Form):
    """What was found."""

    upheld = choice("查下来", [("yes", "异议成立，取消这一条"), ("no", "异议不成立")], "选成立或者不成立")
    words = TextField(label="怎么查的", empty="写一句怎么查的", rows=3)

    def clean_upheld(self) -> bool:
        return YES_NO[self.cleaned_data["upheld"]]
