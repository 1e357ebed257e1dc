"""Forms about limits: a county's own version of one, more time for one, a year's notice on holidays."""

import json
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from casework.forms import TextField
from casework.models import Deadline, LimitRule
from casework.rules import rules
from casework.services.calendar import NoticeInvalid, parse_notice
from security import clock

NOTICE_BYTES = 200_000


class LimitRuleForm(forms.ModelForm):
    """One version. Left without a length it takes the county's word back."""

    key = forms.ChoiceField(label="环节")
    category = forms.ChoiceField(label="类别", required=False)
    grade = forms.ChoiceField(label="紧急程度", required=False)

    class Meta:
        model = LimitRule
        fields: ClassVar[tuple[str, ...]] = (
            "key",
            "category",
            "grade",
            "amount",
            "unit",
            "valid_from",
            "basis",
            "reason",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "amount": "长短和单位都不填，就是收回县里的规定，改回平台的期限。",
            "valid_from": "不能早于今天：已经在走的期限不受影响。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" not in self.fields:
            return  # the admin only shows it
        known = rules()
        self.fields["key"].choices = [(key, f"{rule.kind}·{rule.label}") for key, rule in known.items()]
        categories = {code: name for rule in known.values() for code, name in rule.categories().items()}
        self.fields["category"].choices = [
            ("", "全部"),
            *((code, f"{code} {name}") for code, name in categories.items()),
        ]
        grades = {grade: label for rule in known.values() for grade, label in rule.grades.items()}
        self.fields["grade"].choices = [("", "全部"), *grades.items()]

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError("从今天或以后的一天起。已经在走的期限按开始时的规定走，不往回改。")
        return day


class ExtensionForm(forms.Form):
    """Ask for more time."""

    amount = forms.IntegerField(label="延长多久", min_value=1)
    reason = TextField(label="为什么要延长", empty="写一句为什么来不及，批的人要看")

    def __init__(self, *args: Any, deadline: Deadline, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        amount.label = f"延长几{deadline.unit}"
        amount.help_text = f"最多 {most} {deadline.unit}"
        amount.widget.attrs.update(max=most, inputmode="numeric")
        amount.error_messages.update(
            required="写一个数，比如 2", invalid="写一个整数，比如 2", min_value="至少是 1"
        )
        self.most, self.unit = most, deadline.unit
        self.ask_for_consent(deadline)

    def ask_for_consent(self, deadline: Deadline) -> None:
        """Where the article wants it, a tick without which nothing is asked for (MD-18)."""
        rule = deadline.article
        self.consent = rule.extension.consent if rule and rule.extension else ""
        if self.consent:
            self.fields["consent"] = forms.BooleanField(
                label=self.consent, error_messages={"required": f"{self.consent}，才能申请延长。"}
            )

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount > self.most:
            raise ValidationError(f"这条期限最多延长 {self.most} {self.unit}。")
        return amount

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of ask_extension: a consent that was asked for stands in the reason."""
        given = dict(self.cleaned_data)
        if given.pop("consent", False):
            given["reason"] = f"{self.consent}。{given['reason']}"
        return given


class DecisionForm(forms.Form):
    """Grant it or refuse it; a refusal says why."""

    granted = forms.ChoiceField(
        label="同意吗",
        choices=[("yes", "同意延长"), ("no", "不同意")],
        widget=forms.RadioSelect,
        error_messages={"required": "选一个：同意，或者不同意"},
    )
    answer = TextField(label="答复", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("granted") == "no" and not given.get("answer"):
            self.add_error("answer", "不同意要写一句为什么，申请的人好接着办。")
        return given


class NoticeForm(forms.Form):
    """A year's notice as a file."""

    file = forms.FileField(
        label="放假通知（JSON 文件）",
        help_text="一年一个文件，里面有 year、papers、days。",
        error_messages={"required": "选一个文件", "empty": "这个文件是空的，重新选一个"},
    )

    def clean_file(self) -> Any:
        """The notice in the file, read and looked at."""
        file = self.cleaned_data["file"]
        if file.size > NOTICE_BYTES:
            raise ValidationError("这个文件太大，不像放假通知。一年的通知不到 200 KB。")
        try:
            data = json.loads(file.read().decode("utf-8-sig"))
            _, _, days = parse_notice(data)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise ValidationError("这不是 JSON 文件。请用国务院放假通知的 JSON 文件。") from error
        except NoticeInvalid as error:
            raise ValidationError(str(error)) from error
        if not days:
            raise ValidationError("这个文件里一天也没有：通知还没公布，公布后再上传。")
        return data
