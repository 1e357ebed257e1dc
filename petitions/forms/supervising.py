"""Forms of supervision: recommend, answer, measure, take charge; of the days on which leaders receive."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import Duty, Role, User
from areas.models import Area, inside
from casework.forms import TextField
from casework.models import Matter
from petitions.dictionaries import Advice, Answered, Measured, ReceptionKind, SupervisionGround
from petitions.forms.fields import LaterDayField, PastDayField, chips
from petitions.models import ReceptionDay
from petitions.services.accusing import units_accused
from petitions.services.supervising import FEEDBACK_DAYS
from petitions.supervision import grounds
from security import clock

DOWN_TO_VILLAGES = r"^\d{6}(\d{3}(\d{3})?)?$"  # leaders receive in no grid
HIDDEN = "信访人要隐去的，不写姓名。"


class OfPetitionForm(forms.Form):
    """What is written down of a petition, by a user."""

    def __init__(self, *args: Any, matter: Matter, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.user = matter, user

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of the service; call it on a valid form."""
        return dict(self.cleaned_data)


class RecommendForm(OfPetitionForm):
    """Why, what kind, what, and by when the answer comes (XF-62, XF-63)."""

    ground = forms.ChoiceField(
        label="为什么督办",
        choices=[("", "选一种情形"), *SupervisionGround.choices],
        error_messages={"required": "选一种督办的情形", "invalid_choice": "没有这一项，重新选一个。"},
    )
    kind = chips("哪一种建议", Advice.choices, "选哪一种建议")
    words = TextField(label="建议什么", empty="写一写建议什么", help_text=f"收到的单位会看到。{HIDDEN}")
    due_on = LaterDayField(
        label="哪天以前书面反馈", required=False, help_text=f"不填就是 {FEEDBACK_DAYS} 日以后。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggested = grounds(self.matter)
        self.fields["ground"].initial = suggested[0][0] if suggested else ""


class FeedbackForm(OfPetitionForm):
    """In writing: taken up or not, and what was done (XF-63)."""

    answer = chips("采纳情况", Answered.choices, "选采纳没有")
    feedback = TextField(label="书面反馈", empty="写一写怎么做的；没有采纳的，写为什么")


class MeasureForm(OfPetitionForm):
    """What was done with those who lead, in which document (XF-64)."""

    kind = chips("哪一种", Measured.choices, "选哪一种")
    document = forms.CharField(
        label="文书或记录的文号", max_length=80, error_messages={"required": "写文书或记录的文号"}
    )
    words = TextField(label="内容和要求", empty="写一写内容和要求", help_text=HIDDEN)
    taken_on = PastDayField(label="哪天")
    until = LaterDayField(label="哪天以前改好", required=False, help_text="只有责令限期整改才填。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mends = given.get("kind") == Measured.MEND
        if mends and not given.get("until") and "until" not in self.errors:
            self.add_error("until", "限期整改的写明哪天以前改好。")
        if given.get("until") and given.get("kind") and not mends:
            self.add_error("until", "只有责令限期整改才填这一项，别的不填。")
        return given


class ChargeForm(OfPetitionForm):
    """Which leader takes charge, met on which day, and what is next."""

    leader = forms.ModelChoiceField(
        User.objects.none(),
        label="哪位领导包案",
        empty_label="选一位",
        help_text="联席会议、领导小组的成员，承办单位的负责人。",
    )
    day = forms.ModelChoiceField(
        ReceptionDay.objects.none(), label="哪个接访日", required=False, empty_label="不是接访日接的"
    )
    next_step = TextField(label="下一步", empty="写一句下一步做什么", rows=2, help_text=HIDDEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leader, day = self.fields["leader"], self.fields["day"]
        leader.queryset = User.objects.filter(pk__in=leaders_for(self.matter)).order_by("pk")
        leader.error_messages |= {"required": "选一位领导", "invalid_choice": "这位不能包这一件，换一位。"}
        day.queryset = days_of(self.matter)
        day.error_messages["invalid_choice"] = "没有这个接访日，重新选一个。"


class GoOnForm(OfPetitionForm):
    """What is next; or what came of it, and the charge ends."""

    next_step = TextField(label="下一步", required=False, rows=2, help_text="没有化解的写下一步。")
    result = TextField(label="结果", required=False, help_text="化解了的写结果，包案就结束。")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("next_step") and not given.get("result"):
            self.add_error("next_step", "没有化解的写下一步；化解了的写结果。")
        return given


class ReceptionForm(forms.Form):
    """When, where and who: residents read it. Of the leader the post alone."""

    kind = chips("方式", ReceptionKind.choices, "选接访还是下访", initial=ReceptionKind.IN)
    on = LaterDayField(label="哪天")
    begins = forms.TimeField(label="几点开始", widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label="几点结束", widget=forms.TimeInput(attrs={"type": "time"}))
    area = forms.ModelChoiceField(Area.objects.none(), label="哪里", empty_label="选县、镇街或村（社区）")
    post = forms.CharField(
        label="谁接待（职务）", max_length=60, help_text="写职务，不写姓名，例如：副县长（分管交通）。"
    )
    place = forms.CharField(label="地点", max_length=80)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = inside({duty.area_code for duty in user.held}, "code")
        self.fields["area"].queryset = Area.objects.current().filter(own, code__regex=DOWN_TO_VILLAGES)
        told = {"post": "写谁接待，写职务", "place": "写在哪里接待", "area": "选一个地方"}
        for name, words in told.items():
            self.fields[name].error_messages["required"] = words
        self.fields["area"].error_messages["invalid_choice"] = "没有这个地方，重新选一个。"
        for name in ("begins", "ends"):
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid"), "时间像 09:00 这样写")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            raise ValidationError({"ends": "结束要晚于开始。"})
        return given


class CallOffForm(forms.Form):
    """Why it does not take place: residents read it."""

    reason = forms.CharField(
        label="取消的原因",
        max_length=80,
        help_text="群众会看到。",
        error_messages={"required": "写一句为什么取消，群众会看到。"},
    )


def leaders_for(matter: Matter) -> set[int]:
    """Ids of whoever leads the county's work on petitions there, or heads the unit that has it, and is not
    accused. Three queries; whether each sees this one is asked when it is given.
    """
    around = Q(role__in={Role.LEADING_GROUP, Role.XF_JOINT}, unit__area__in=matter.area.lineage)
    near = Duty.objects.current().filter(around | Q(leads=True, unit=matter.unit_id, unit__isnull=False))
    shut = set(matter.accusations.exclude(user=None).values_list("user", flat=True))
    shut |= set(Duty.objects.filter(unit__in=units_accused(matter)).values_list("user", flat=True))
    return {one for one in near.values_list("user", flat=True) if one not in shut}


def days_of(matter: Matter) -> Any:
    """Days of reception in its county that were not called off, the last first."""
    held = ReceptionDay.objects.filter(called_off="", area__code__startswith=matter.area_id[:6])
    return held.order_by("-on", "begins")
