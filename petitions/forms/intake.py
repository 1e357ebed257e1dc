"""Write down a petition: how it came, from whom, what is asked."""

from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import Unit, User
from areas.models import Area, inside
from casework.exceptions import MoveDenied
from casework.forms import FilesField, TextField, no_room
from casework.models import Matter
from petitions.dictionaries import ORAL, Category, Channel, Path, Subject
from petitions.forms.fields import PastDayField, chips, units_of_county
from petitions.forms.people import CountField, PetitionersForm
from petitions.services.people import TEXTS, must_hide, refuse_crowd, refuse_named
from petitions.workflow import INTAKE
from security import clock

CANNOT_LOG = "您没有登记信访件的岗位。请信访部门、综治中心或群众服务窗口来登记。"
PARTS = (2, 3)  # further requests of one letter


def may_register(user: User) -> bool:
    """Is it this user's part to write down petitions?"""
    return bool(user.roles & INTAKE)


class PetitionForm(PetitionersForm):
    """A petition. How it came, what is asked and who asks have to be said; all else may wait."""

    channel = chips("怎么来的", Channel, "选一下是怎么来的")
    received_on = PastDayField(label="收到日期")
    postmarked_on = PastDayField(label="邮戳日期", required=False)
    reception = forms.CharField(label="接待场所", max_length=60, required=False)
    skipped_level = forms.BooleanField(label="越级走访（照样登记，引导到该去的地方）", required=False)
    read_back = forms.BooleanField(label="念给本人听过，本人认可", required=False)
    request = TextField(label="请求", empty="写一句请求什么", rows=2)
    facts = TextField(label="事实", empty="写一写事情的经过，几句话就行")
    reasons = TextField(label="理由", required=False, rows=2)
    complained = forms.CharField(label="反映谁（单位或人）", max_length=120, required=False)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="反映的是平台上的哪个单位", required=False
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label="哪里的事", empty_label="选一个地方", required=False
    )
    anonymous = forms.BooleanField(label="没有留姓名", required=False)
    unreachable = forms.BooleanField(label="姓名或地址不清，联系不上", required=False)
    foreigner = forms.BooleanField(label="外国人、无国籍人", required=False)
    joint = forms.BooleanField(label="多人共同提出", required=False)
    headcount = CountField(label="一共几个人")
    veiled = forms.BooleanField(label="不让承办单位知道是谁反映的", required=False)
    category = chips("类别", Category)
    path = chips("途径", Path)
    subject = forms.ChoiceField(label="内容大类", choices=[("", "先不选"), *Subject.choices], required=False)
    purpose = forms.CharField(label="信访目的", max_length=60, required=False)
    attachments = FilesField(label="信件扫描、照片或文件", help_text="来信先扫描；不传也可以")
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    grown_from = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for number in PARTS:
            self.fields[f"part{number}_request"] = TextField(label=f"请求{number}", required=False, rows=2)
            self.fields[f"part{number}_facts"] = TextField(label=f"事实{number}", required=False, rows=2)
        mine = {duty.area_code for duty in user.held if duty.role in INTAKE}
        places = Area.objects.current().filter(inside(mine, "code"), code__regex=r"^\d{6}(\d{3}){0,2}$")
        area = self.fields["area"]
        area.queryset, area.initial = places, min(mine, key=len, default=None)
        area.error_messages["invalid_choice"] = "这个地方不归您管，选一个自己管的地方。"
        self.fields["units"].queryset = units_of_county(user)
        self.fields["units"].error_messages["invalid_choice"] = "没有这个单位，重新选一个。"
        self.fields["received_on"].initial = clock.today()
        self.fields["submission"].initial = uuid4
        self.fields["veiled"].help_text = "勾选后承办单位连姓名的一部分也看不到。检举控告一律这样。"

    @property
    def part_fields(self) -> list[Any]:
        """The fields of further requests, for the page."""
        return [self[f"part{number}_{name}"] for number in PARTS for name in ("request", "facts")]

    @property
    def has_parts(self) -> bool:
        return any(self.data.get(field.html_name) for field in self.part_fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        place = self.fields["area"]
        given["area"] = given.get("area") or place.queryset.filter(pk=place.initial).first()
        if not given["area"] and "area" not in self.errors:
            self.add_error("area", "选一个地方。")
        self.check_channel(given)
        self.check_people(given)
        self.check_parts(given)
        if given.get("path") and given.get("category") != Category.CLAIM:
            self.add_error("path", "只有申诉求决选途径；类别不对的，改类别。")
        no_room(self, matter=None)
        return given

    def check_channel(self, given: dict[str, Any]) -> None:
        """What belongs to a letter, and to a visit."""
        channel, posted, received = (given.get(name) for name in ("channel", "postmarked_on", "received_on"))
        if posted and channel and channel != Channel.LETTER:
            self.add_error("postmarked_on", "只有来信写邮戳日期。")
        if posted and received and posted > received:
            self.add_error("postmarked_on", f"邮戳日期晚于收到日期（{received:%Y-%m-%d}），改一个。")
        if given.get("skipped_level") and channel and channel != Channel.VISIT:
            self.add_error("skipped_level", "只有来访才有越级走访。")
        if channel in ORAL and not given.get("read_back"):
            self.add_error("read_back", "口头提出的要如实记录，念给本人听，本人认可了再登记。")

    def check_people(self, given: dict[str, Any]) -> None:
        """Who petitions, or that they left no name; how many; not named where they are to be hidden."""
        people = self.petitioners()
        given["headcount"] = given.get("headcount") or max(1, len(people))
        if not people and not given.get("anonymous") and not self.errors:
            self.add_error("person1_name", "写上信访人的姓名或电话；没有留姓名的，勾选“没有留姓名”。")
        if given.get("joint") and given["headcount"] < 2:
            self.add_error("headcount", "多人共同提出的至少 2 人。")
        try:
            refuse_crowd(given.get("channel", ""), bool(given.get("joint")), people, given["headcount"])
        except MoveDenied as error:
            self.add_error("headcount", str(error))
        if must_hide(given.get("category", ""), bool(given.get("veiled"))):
            try:
                refuse_named(people, (given.get(name) or "" for name in TEXTS))
            except MoveDenied as error:
                self.add_error("request", str(error))

    def check_parts(self, given: dict[str, Any]) -> None:
        """A further request has its own facts."""
        for number in PARTS:
            said = [bool(given.get(f"part{number}_{name}")) for name in ("request", "facts")]
            if any(said) and not all(said):
                self.add_error(f"part{number}_request", "请求和事实都要写，或者都不写。")

    def clean_grown_from(self) -> Matter | None:
        """The matter that this one grows from, where the user sees it (一码到底)."""
        if not (number := self.cleaned_data["grown_from"]):
            return None
        known = Matter.objects.visible_to(self.user).filter(number=number) if number.isprintable() else None
        if known is None or not (found := known.first()):
            raise forms.ValidationError("没有找到由来的那件事，从那件事的页面重新点“由此新记一件”。")
        return found

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.register; call it on a valid form."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(("person", "part"))
        }
        parts = [
            {name: self.cleaned_data[f"part{number}_{name}"] for name in ("request", "facts")}
            for number in PARTS
        ]
        given["petitioners"] = self.petitioners()
        given["parts"] = [part for part in parts if part["request"]]
        given["files"] = given.pop("attachments")
        return given
