"""Forms of the money of the programme: it comes in, is planned, is used, comes back."""

from decimal import Decimal
from typing import Any

from django import forms

from accounts.models import Unit
from areas.models import inside
from casework.forms.moves import DayField
from pilot.forms.listing import DOWN_TO_TOWNS, UnitField
from pilot.forms.meetings import line
from pilot.models import Fund
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from security import clock

MOST = Decimal("999999999999.99")


class AmountField(forms.DecimalField):
    """An amount in yuan. The errors say how to mend it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, min_value=Decimal("0.01"), max_value=MOST, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"
        told = "金额写数字，单位是元，比如 3000 或 3000.50"
        self.error_messages |= {"required": told, "invalid": told}
        self.error_messages |= {"min_value": "金额要大于 0", "max_value": "金额太大，单位是元，检查一下"}


class FundForm(forms.Form):
    """Money that was given for the programme."""

    name = line("名称", 80, "写名称，比如“网格经费”")
    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年度像 2026 这样写"),
    )
    level = forms.ChoiceField(
        label="哪一级的钱",
        choices=Fund.Level,
        initial=Fund.Level.COUNTY,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下哪一级的钱", "invalid_choice": "没有这一项，重新选。"},
    )
    amount = AmountField(label="金额（元）")
    document = line("下达的文号", 120, "写下达资金的文号")
    on = DayField(label="下达日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["on"].initial = clock.today()


class PlanForm(forms.Form):
    """So much of it for one unit and one purpose."""

    unit = UnitField("用款单位")
    purpose = line("用途", 120, "写一句用来做什么")
    amount = AmountField(label="金额（元）")
    document = line("依据", 120, "写安排的依据，比如会议纪要的文号")
    on = DayField(label="安排日期")

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Unit.objects.filter(inside([fund.area_id]), active=True, area__code__regex=DOWN_TO_TOWNS)
        self.fields["unit"].queryset = there.order_by("area", "name", "pk")
        self.fields["on"].initial = clock.today()


class ReplanForm(forms.Form):
    """Another amount for the same."""

    amount = AmountField(label="改为（元）")


class SpendForm(forms.Form):
    """So much was paid, by a voucher."""

    what = line("用在哪里", 120, "写一句用在哪里")
    amount = AmountField(label="金额（元）")
    document = line("凭证号", 120, "写凭证号或者合同号")
    on = DayField(label="支付日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class BackForm(forms.Form):
    """It came back, or was written down wrongly."""

    document = line("退回或者更正的依据", 120, "写退回的凭证号，或者为什么更正")
    on = DayField(label="退回日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()
