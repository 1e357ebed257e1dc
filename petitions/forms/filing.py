"""What a resident writes by themselves, one thing a screen: what, where, who. No screen is kept anywhere."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms

from areas.models import Area
from casework.codes import TAIL
from casework.exceptions import MoveDenied
from casework.forms import MailField, PhoneField, PrivateField, TextField
from casework.forms.residents import TailField
from casework.selectors.places import places
from petitions.dictionaries import Category, Channel
from petitions.services.people import TEXTS, must_hide, refuse_named
from petitions.services.residing import somebody_sits
from security import clock

SORTS = (
    ("", "说不清，由信访部门定"),
    (Category.SUGGEST, "提建议、意见"),
    (Category.CLAIM, "要求解决问题"),
    (Category.ACCUSE, "举报单位或个人违纪违法"),
)
NAMED = "写的内容里有您的姓名，承办单位会看到。把姓名改成“我”，再按一次。"


class FilingForm(forms.Form):
    """A petition in three screens. A screen shows its own fields and carries the others along, hidden.

    A programme that fills in every field fills in the trap.
    """

    SCREENS: ClassVar = (
        ("什么事", ("category", "facts", "request")),
        ("在哪里", ("area", "complained")),
        ("您是谁", ("name", "phone", "email", "tail", "address", "veiled")),
    )

    category = forms.ChoiceField(label="是哪一种", choices=SORTS, required=False, widget=forms.RadioSelect)
    facts = TextField(label="发生了什么", empty="写一写发生了什么，几句话就行", rows=6)
    request = TextField(label="您想怎么解决", empty="写一句想怎么解决", rows=2)
    area = forms.ChoiceField(label="哪里的事", help_text="选村（社区），不清楚就选镇街")
    complained = forms.CharField(
        label="反映的是哪个单位或谁", max_length=120, required=False, help_text="不知道就不填"
    )
    name = PrivateField(label="您的姓名", max_length=40, help_text="不想留姓名就不填")
    phone = PhoneField(label="您的电话", help_text="有进展发短信，打这个电话找您")
    email = MailField(label="您的电子邮箱", max_length=254, help_text="有进展也发一封邮件，不用就不填")
    tail = TailField(
        label="自己定 4 位数字", empty="", help_text="不留电话的才写，查进度时用；留了电话的用电话的后 4 位"
    )
    address = PrivateField(label="您的住址", max_length=120, help_text="书面答复寄到这里，不用寄就不填")
    veiled = forms.BooleanField(
        label="不让承办单位知道是我反映的",
        required=False,
        help_text="勾了以后只有信访部门知道您是谁。举报的一律这样。",
    )
    website = forms.CharField(label="这一栏不要填", required=False, max_length=200)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, screen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.screen = screen
        area = self.fields["area"]
        area.choices = [("", "选一个地方"), *places()]
        area.error_messages |= {"required": "选一个地方", "invalid_choice": "没有这个地方，重新选一个。"}
        self.fields["category"].error_messages["invalid_choice"] = "没有这一种，重新选一个。"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["submission"].initial = uuid4

    @property
    def title(self) -> str:
        return str(self.SCREENS[self.screen][0])

    @property
    def shown(self) -> list[Any]:
        """The fields of this screen."""
        return [self[name] for name in self.SCREENS[self.screen][1]]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the other screens hold, by its name in the form."""
        others = [name for at, (_, names) in enumerate(self.SCREENS) if at != self.screen for name in names]
        held = [(name, str(self[name].value() or "")) for name in others]
        return [(name, value if value != "False" else "") for name, value in held]

    def on(self, screen: int) -> "FilingForm":
        """The same answers, on another screen, without complaints about what was not asked yet."""
        form = FilingForm(self.data, screen=screen)
        asked = {name for at in range(screen) for name in self.SCREENS[at][1]}
        for name in [name for name in form.errors if name not in asked]:
            del form.errors[name]
        return form

    def wrong_screen(self) -> int:
        """The first screen with something to mend; the last where it concerns no field."""
        for at, (_, names) in enumerate(self.SCREENS):
            if set(names) & set(self.errors):
                return at
        return len(self.SCREENS) - 1

    def clean_area(self) -> Area:
        """A place for which somebody sits in a petition office: nothing is taken that lies in no hands."""
        area: Area = Area.objects.get(pk=self.cleaned_data["area"])
        if not somebody_sits(area):
            raise forms.ValidationError("这里的信访部门还没有上平台，网上交了没有人接。请打电话或者去窗口。")
        return area

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("phone") or given.get("tail")) and not {"phone", "tail"} & self.errors.keys():
            self.add_error("phone", "写一个电话；不想留电话的，在下面自己定 4 位数字。")
        people = [{"name": given.get("name", "")}]
        if must_hide(given.get("category", ""), bool(given.get("veiled"))):
            try:
                refuse_named(people, (given.get(name) or "" for name in TEXTS))
            except MoveDenied:
                self.add_error("facts", NAMED)
        if self.data.get("website"):
            self.data = self.data.copy()
            self.data["website"] = ""
            self.add_error(None, "没有交上去。看一看写的对不对，再按一次“提交”。")
        return given

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.file, beside where it comes from; call it on a valid form."""
        given = self.cleaned_data
        person = {name: given[name] for name in ("name", "phone", "address", "email") if given[name]}
        return {
            **{
                name: given[name] for name in ("category", "facts", "request", "area", "complained", "veiled")
            },
            "channel": Channel.NET,
            "received_on": clock.today(),
            "anonymous": not given["name"],
            "unreachable": not person,
            "petitioners": [person] if person else [],
            "submission": given["submission"] or uuid4(),
            "tail": given["phone"][-TAIL:] if given["phone"] else given["tail"],
        }


class SlipForm(forms.Form):
    """The four digits that the petitioner at the window wants to use with the code."""

    tail = TailField(
        label="信访人的手机后 4 位",
        empty="写 4 位数字",
        help_text="没有手机的，请信访人自己定 4 位数字，记住",
    )
