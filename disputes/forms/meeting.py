"""The forms of sessions: planned, written down, interrupted, called off."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import DayField
from disputes.forms.fields import MomentField
from disputes.models import Appointment, Room
from disputes.services.mediating import accepted_at
from disputes.services.planning import FURTHEST, LONGEST
from security import clock

GUESTS = "律师、专家、亲友、邻居；双方同意才请。写身份和姓名就行，不写电话。"
ASK_THEM = "请人参加要双方都同意。同意了再勾选，没请就不写。"
WHERE = ("room", "place")


class HourField(forms.TimeField):
    """A time of a day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M"], **kwargs)
        self.error_messages |= {"required": "选一个时间", "invalid": "时间像 09:30 这样写"}


class WithGuests(MoveForm):
    """Whoever else is there comes with the consent of both (MD-13)."""

    guests = TextField(label="还请谁", required=False, rows=2, help_text=GUESTS)
    agreed_to = forms.BooleanField(label="请的人双方都同意", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("guests") and not given.get("agreed_to"):
            self.add_error("agreed_to", ASK_THEM)
        return given


class PlanForm(WithGuests):
    """When and where they meet next. `asked` says whether the form is about nothing else."""

    asked = True

    day = DayField(label="哪天")
    begins = HourField(label="从几点")
    ends = HourField(label="到几点")
    room = forms.ModelChoiceField(
        Room.objects.none(), label="调解室", empty_label="不在调解室", required=False
    )
    place = forms.CharField(label="别的地方", max_length=80, required=False)
    field_order = ("note", "day", "begins", "ends", "room", "place", "guests", "agreed_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(body=self.matter.unit_id, in_use=True)
        self.fields["room"].error_messages["invalid_choice"] = "这间现在不能用，换一间。"
        self.fields["place"].help_text = "不在调解室的才填，比如上门、现场。"
        last = self.matter.appointments.last()
        self.fields["room"].initial = last.room if last else self.fields["room"].queryset.first()
        self.fields["begins"].initial, self.fields["ends"].initial = time(9), time(11)
        for name in ("day", "begins", "ends"):
            self.fields[name].required = self.asked

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.asked or given.get("day"):
            self.check_where(given)
            self.check_when(given)
        return given

    def check_where(self, given: dict[str, Any]) -> None:
        """In one room, or at one other place."""
        if not (given.get("room") or given.get("place") or "room" in self.errors):
            self.add_error("room", "选一间调解室，或者写别的地方。")
        if given.get("room") and given.get("place"):
            self.add_error("place", "选了调解室，这里就不填；不在调解室的，上面选“不在调解室”。")

    def check_when(self, given: dict[str, Any]) -> None:
        """On a day to come, and over on the same day."""
        day, begins, ends = (given.get(name) for name in ("day", "begins", "ends"))
        if begins and ends and not begins < ends:
            self.add_error("ends", "结束要晚于开始。")
        elif begins and ends and hours(begins, ends) > LONGEST:
            self.add_error("ends", "一次最多 12 小时，检查时间。")
        if day and begins and not clock.now() < moment(day, begins) <= clock.now() + FURTHEST:
            self.add_error("day", "约的时间要在现在以后、一年以内。已经谈过的，用“记一次调解”。")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        day, begins, ends = (given.pop(name) for name in ("day", "begins", "ends"))
        given["consented"] = given.pop("agreed_to") and bool(given["guests"])
        return given | ({"starts_at": moment(day, begins), "ends_at": moment(day, ends)} if day else {})


def moment(day: Any, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def hours(begins: time, ends: time) -> timedelta:
    day = clock.today()
    return datetime.combine(day, ends) - datetime.combine(day, begins)


class CallOffForm(MoveForm):
    """Why it is not held; what was planned stands on the form."""

    note = forms.CharField(
        label="为什么取消", max_length=200, error_messages={"required": "写一句为什么取消，改到什么时候"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = next_of(self.matter)
        self.fields["note"].help_text = f"约的是 {planned}。请的人和双方都要告诉到。" if planned else ""


def next_of(matter: Any) -> Appointment | None:
    """What is planned."""
    planned: Appointment | None = matter.appointments.standing().first()
    return planned


class AdjournForm(PlanForm):
    """Why they pause; and, where it is known already, when they meet again."""

    asked = False
    note = TextField(label="为什么休会", empty="写一句为什么休会，还差什么")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "再约哪天"
        self.fields["day"].help_text = "还定不下来就不填，以后再“约调解”。"

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        step = {"note": given.pop("note"), "seen": given.pop("seen")}
        return step | {"again": given if "starts_at" in given else None}


class MeetForm(WithGuests):
    """One session, written down (M2): of one that was planned, all but the notes is filled in beforehand."""

    planned = forms.BooleanField(label="就是约好的那一次", required=False)
    held_at = MomentField(label="什么时候")
    place = forms.CharField(label="在哪里", max_length=80, error_messages={"required": "写一写在哪里调解的"})
    notes = TextField(label="笔录", empty="写一写双方说了什么，谈到哪一步")
    closed_doors = forms.BooleanField(label="不公开调解", required=False)
    attachments = FilesField(label="照片或文件", help_text="笔录签字页、证据，不传也可以")
    field_order = (
        "planned",
        "held_at",
        "place",
        "notes",
        "guests",
        "agreed_to",
        "closed_doors",
        "attachments",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last, planned = self.matter.sessions.last(), next_of(self.matter)
        self.fields["held_at"].initial = clock.now()
        self.fields["place"].initial = last.place if last else str(self.matter.unit or "")
        self.fields["guests"].label = "还请了谁"
        if planned:
            self.fill(planned)
        else:
            del self.fields["planned"]

    def fill(self, planned: Appointment) -> None:
        """What was planned stands in the form, where its time has come."""
        self.fields["planned"].help_text = f"{planned}"
        if planned.starts_at > clock.now():
            return
        said = {"planned": True, "held_at": planned.starts_at, "place": planned.where}
        said |= {"guests": planned.guests, "agreed_to": planned.consented}
        for name, value in said.items():
            self.fields[name].initial = value

    def clean_held_at(self) -> Any:
        held_at, first = self.cleaned_data["held_at"], accepted_at(self.matter)
        if held_at < first:
            began = f"{timezone.localtime(first):%Y-%m-%d %H:%M}"
            raise forms.ValidationError(f"调解要在受理（{began}）以后，检查时间。")
        return held_at

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["agreed_to"]
        return given
