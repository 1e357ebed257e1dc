"""Forms of the leading group's list: a line more, and what makes it hold."""

from typing import Any

from django import forms

from accounts.models import Duty, Unit, User
from areas.models import inside
from casework.forms.moves import DayField
from pilot.models import GroupVersion, MemberUnit, Office
from security import clock

DOWN_TO_TOWNS = r"^\d{6}(\d{3})?$"


def units_of(version: GroupVersion) -> Any:
    """Units of the county and its townships that work; those of villages are no members."""
    there = Unit.objects.filter(inside([version.area_id]), active=True, area__code__regex=DOWN_TO_TOWNS)
    return there.order_by("area", "name", "pk")


class UnitField(forms.ModelChoiceField):
    """One unit, chosen."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), label=label, empty_label="选一个单位", **kwargs)
        told = "选一个单位"
        self.error_messages |= {"required": told, "invalid_choice": "没有这个单位，重新选一个。"}


class LineForm(forms.Form):
    """One more line of a draft."""

    def __init__(self, *args: Any, version: GroupVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for name in ("unit", "lead", "units"):
            if name in self.fields:
                self.fields[name].queryset = units_of(version)

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.listing.add; call it on a valid form."""
        return dict(self.cleaned_data)


class PostForm(LineForm):
    """Who holds which post: a person with an account, or a name."""

    office = forms.ChoiceField(
        label="在领导小组里",
        choices=Office,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下在领导小组里是什么", "invalid_choice": "没有这一项，重新选。"},
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="人员",
        required=False,
        empty_label="没有账号，写姓名",
        error_messages={"invalid_choice": "没有这个人员，重新选。"},
    )
    name = forms.CharField(label="姓名", max_length=40, required=False, help_text="选了人员就不用写。")
    unit = UnitField("单位", required=False)
    title = forms.CharField(label="职务", max_length=60, error_messages={"required": "写职务，比如“副县长”"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Duty.objects.current().filter(inside([self.version.area_id], "unit__area"))
        people = User.objects.filter(pk__in=here.values("user")).order_by("name", "pk")
        self.fields["user"].queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("user")) == bool(given.get("name")) and not {"user", "name"} & self.errors.keys():
            self.add_error("name", "选一个人员，或者写姓名，只要一样。")
        return given


class MemberForm(LineForm):
    """One more member unit."""

    unit = UnitField("单位")


class DutyForm(LineForm):
    """One more line of a member unit's 权责清单."""

    member = forms.ModelChoiceField(
        MemberUnit.objects.none(),
        label="哪个成员单位",
        empty_label="选一个成员单位",
        error_messages={"required": "选一个成员单位", "invalid_choice": "名单里没有这个单位，先加上。"},
    )
    text = forms.CharField(label="职责", max_length=300, error_messages={"required": "写一句负责什么"})
    basis = forms.CharField(
        label="依据",
        max_length=120,
        help_text="哪个文件、哪一条。",
        error_messages={"required": "写明依据哪个文件"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = self.version.memberunits.select_related("unit")


class SpecialForm(LineForm):
    """One more special group."""

    name = forms.CharField(label="名称", max_length=60, error_messages={"required": "给专项组起个名称"})
    lead = UnitField("牵头单位")
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="成员单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这个单位，重新选。", "invalid_pk_value": "重新选单位。"},
    )

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | {"units": [unit for unit in given["units"] if unit != given["lead"]]}


class AdoptForm(forms.Form):
    """In which document it stands, and from when it holds (LG-01)."""

    document = forms.CharField(
        label="文号",
        max_length=80,
        help_text="印发名单的文件的文号。",
        error_messages={"required": "写印发名单的文号"},
    )
    dated_on = DayField(label="发文日期")
    valid_from = DayField(label="自哪天起")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("dated_on", "valid_from"):
            self.fields[name].initial = clock.today()


LINES: dict[str, tuple[str, type[LineForm]]] = {
    "post": ("加一位成员", PostForm),
    "unit": ("加一个成员单位", MemberForm),
    "duty": ("加一条权责", DutyForm),
    "special": ("加一个专项组", SpecialForm),
}
