"""Write down a dispute: who, about what, what of it is grave."""

from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import User
from areas.models import Area, inside
from casework.forms import FilesField, TextField, no_room
from casework.models import Matter
from disputes.dictionaries import DisputeSource, JusticeType, PublicType, Risk, Scale, scale_of
from disputes.forms.fields import MomentField, YuanField
from disputes.forms.parties import PartiesForm
from disputes.models import Sweep
from disputes.workflow import INTAKE

CANNOT_LOG = "您没有登记纠纷的岗位。请当地调委会、村（社区）或镇街来登记。"
MOST_HEADS = 30_000
MOST_KEY = 2**63 - 1


def may_register(user: User) -> bool:
    """Is it this user's part to write down disputes?"""
    return bool(user.roles & INTAKE)


class DisputeForm(PartiesForm):
    """A dispute. What happened, its type and both parties have to be said; all else may wait."""

    attachments = FilesField(label="照片或文件", help_text="申请书、证据，不传也可以")
    facts = TextField(label="纠纷事实", empty="写一写纠纷是怎么回事，几句话就行")
    request = TextField(label="请求什么", required=False, rows=2)
    justice_type = forms.ChoiceField(
        label="纠纷类型",
        choices=[("", "选一类"), *JusticeType.choices],
        error_messages={"required": "选一类纠纷", "invalid_choice": "没有这一类，重新选一个。"},
    )
    public_type = forms.ChoiceField(label="综治分类", choices=PublicType, required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label="在哪里", empty_label="选一个地方", required=False
    )
    source = forms.ChoiceField(label="来源", choices=DisputeSource, required=False)
    heads = forms.IntegerField(label="涉及几人", min_value=2, max_value=MOST_HEADS, required=False)
    scale = forms.ChoiceField(label="规模", choices=[("", "按人数"), *Scale.choices], required=False)
    amount = YuanField(label="涉及金额（元）", min_value=0)
    risk = forms.ChoiceField(label="激化风险", choices=Risk, required=False, widget=forms.RadioSelect)
    police_at = MomentField(label="报告公安的时间", required=False)
    violence = forms.BooleanField(label="涉家庭暴力", required=False)
    minors = forms.BooleanField(label="涉未成年人", required=False)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    grown_from = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    sweep = forms.IntegerField(required=False, min_value=1, max_value=MOST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mine = {duty.area_code for duty in user.held if duty.role in INTAKE}
        places = Area.objects.current().filter(inside(mine, "code"), code__regex=r"^\d{9}(\d{3}){0,2}$")
        area = self.fields["area"]
        area.queryset, area.initial = places, max(mine, key=len, default=None)
        area.error_messages["invalid_choice"] = "这个地方不归您管，选一个自己管的地方。"
        heads = self.fields["heads"]
        heads.error_messages |= {
            "invalid": "写一个数，比如 2",
            "min_value": "纠纷至少涉及 2 人。",
            "max_value": f"最多写 {MOST_HEADS} 人，检查有没有多写。",
        }
        self.fields["amount"].error_messages["min_value"] = "金额不能是负数。"
        self.fields["risk"].initial = Risk.NONE
        self.fields["police_at"].help_text = "可能发生治安或刑事案件的，立即报告，再写上时间"
        self.fields["violence"].help_text = self.fields["minors"].help_text = "勾选后只有经手的人看得到"
        self.fields["submission"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        place = self.fields["area"]
        given["area"] = given.get("area") or place.queryset.filter(pk=place.initial).first()
        if not given["area"] and "area" not in self.errors:
            self.add_error("area", "选一个地方：镇街、村或网格。")
        if given.get("risk") == Risk.ACUTE and not given.get("police_at") and "police_at" not in self.errors:
            self.add_error("police_at", "可能发生治安或刑事案件的，先报告公安机关，再写上报告的时间。")
        parties = len(self.parties())
        if given.get("heads") and given["heads"] < parties:
            self.add_error("heads", f"当事人已经写了 {parties} 个，人数不能比这少。")
        no_room(self, matter=None)
        return given

    def clean_grown_from(self) -> Matter | None:
        """The matter that this one grows from, where the user sees it (一码到底)."""
        if not (number := self.cleaned_data["grown_from"]):
            return None
        known = Matter.objects.visible_to(self.user).filter(number=number) if number.isprintable() else None
        if known is None or not (found := known.first()):
            raise forms.ValidationError("没有找到由来的那件事，从那件事的页面重新点“由此新记一件纠纷”。")
        return found

    def clean_sweep(self) -> Sweep | None:
        """The sweep that found it, where the user sees it (MD-42)."""
        if not (key := self.cleaned_data["sweep"]):
            return None
        if not (found := Sweep.objects.visible_to(self.user).filter(pk=key).first()):
            raise forms.ValidationError("没有找到这一期排查，从排查表重新点“登记一件”。")
        return found

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.register; call it on a valid form."""
        given, parties = self.without_parties(), self.parties()
        given["files"], given["parties"] = given.pop("attachments"), parties
        given["heads"] = given["heads"] or max(2, len(parties))
        given["scale"] = given["scale"] or scale_of(given["heads"])
        given["public_type"] = given["public_type"] or PublicType.NONE
        given["source"] = given["source"] or DisputeSource.APPLIED
        given["risk"] = given["risk"] or Risk.NONE
        return given
