"""What a petitioner may do on the page that their code opened, each a form of its own."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from casework.forms import TextField
from casework.models import Matter
from petitions import rating
from petitions.dictionaries import Level, Rated
from petitions.progress import Progress
from petitions.statuses import PetitionStatus as S

# Once something was said to them, they may say that it is not solved.
SAID = frozenset(
    {
        S.DELIVERED,
        S.REVIEW_DELIVERED,
        S.RECHECK_DELIVERED,
        S.FINAL,
        S.LAPSED,
        S.NOT_ACCEPTED,
        S.GUIDED,
        S.REPLIED,
        S.MEDIATED,
    }
)


class ActForm(forms.Form):
    """One of several on a page: its fields' ids begin with its name."""

    act: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.act}_%s", **kwargs)


class UnsolvedForm(ActForm):
    """It is not solved, and why."""

    act = "unsolved"
    why = TextField(label="哪里没解决", empty="写一句哪里没解决", rows=3)


class AskForm(ActForm):
    """A review or recheck is asked for, and why."""

    act = "ask"
    why = TextField(label="为什么不服", empty="写一句为什么不服", rows=3)


class ReceiveForm(ActForm):
    """The opinion is taken here, instead of on paper."""

    act = "receive"


class RateForm(ActForm):
    """How content with the two organs. Nobody is asked for a good mark: none is chosen."""

    act = "rate"

    def __init__(self, *args: Any, rated: list[Rated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in rated:
            self.fields[one.value] = forms.ChoiceField(
                label=f"对{one.label}",
                choices=Level,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "没有这一项，重新选一个。"},
            )
        self.fields["why"] = TextField(label="为什么", required=False, rows=2)
        self.rated = rated

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(one.value) for one in self.rated):
            self.add_error(self.rated[0].value, "选一个，或者不评。")
        return given


@dataclass(frozen=True)
class Act:
    """A form, over what is said of it, with its button."""

    form: Any
    title: str
    help: str
    button: str

    @property
    def name(self) -> str:
        return str(self.form.act)


def forms_for(matter: Matter, progress: Progress, given: Any = None, act: str = "") -> list[Act]:
    """The forms that make sense now; the one that was just sent holds what was typed."""

    def data(name: str) -> Any:
        return given if name == act else None

    found = []
    if progress.waiting and progress.papers:
        words = "按下就算送到了：从明天起算 30 日的申请期限。不按的，单位会当面或者寄给您。"
        found.append(Act(ReceiveForm(data("receive")), "在这里收下意见书", words, "收下意见书"))
    if progress.remedy and progress.remedy.to:
        asked = progress.remedy
        words = f"向{asked.to}提出，{asked.until:%Y年%-m月%-d日}前都可以。"
        found.append(Act(AskForm(data("ask")), f"申请{asked.words}", words, f"申请{asked.words}"))
    if matter.status in SAID and not matter.confidential:
        words = "写下来就回到承办单位和信访部门手里，不只是记一个不满意。"
        found.append(Act(UnsolvedForm(data("unsolved")), "没解决", words, "没解决"))
    if days := rating.last_days(matter):
        last = max(days.values())
        words = f"{last:%Y年%-m月%-d日}前可以评，评了 7 天里可以改。评不评、怎么评，都不影响办理。"
        form = RateForm(data("rate"), rated=list(days), initial=rated_before(matter))
        found.append(Act(form, "评一评", words, "提交评价"))
    return found


def rated_before(matter: Matter) -> dict[str, str]:
    return dict(matter.ratings.values_list("rated", "level"))
