import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services import second_factor

LONGEST_PASSWORD = 200


class UsernameInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"autocomplete": "username", "autocapitalize": "none", "autofocus": True})


def password_field(label: str, *, new: bool = False, help_text: str = "") -> forms.CharField:
    """A password as it was typed, spaces too."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput({"autocomplete": "new-password" if new else "current-password"}),
        error_messages={
            "required": f"填{label}",
            "max_length": f"{label}太长了，最多 {LONGEST_PASSWORD} 个字。",
        },
    )


def code_field(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """Six digits of the phone, or a recovery code."""
    return forms.CharField(
        label=label,
        max_length=20,
        required=required,
        help_text=help_text,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": "填手机上的 6 位数字", "max_length": "动态码是 6 位数字。"},
    )


class SignInForm(forms.Form):
    """Name and password. What is wrong does not tell which of the two."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=UsernameInput,
        error_messages={"required": "填用户名", "max_length": "用户名没有这么长，看看是不是填错了。"},
    )
    password = password_field("密码")

    def clean_username(self) -> str:
        """As it was given: letters that an input method made wide are the same letters."""
        return unicodedata.normalize("NFKC", self.cleaned_data["username"])

    def refuse_both(self) -> None:
        self.add_error(None, "用户名或密码不对。看看大小写，再试一次。忘了密码请找系统管理员。")


class CodeForm(forms.Form):
    code = code_field("动态码", help_text="手机验证器上的 6 位数字；手机不在身边，填一个恢复码。")


class BindForm(forms.Form):
    code = code_field("手机上现在的 6 位数字")


class ConfirmForm(forms.Form):
    """Who is at the keyboard: the password, and a code where a phone is bound."""

    password = password_field("密码")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if second_factor.is_bound(user):
            self.fields["code"] = code_field("动态码", help_text="手机验证器上的 6 位数字，或一个恢复码。")


class NewPasswordForm(forms.Form):
    """A new password twice; whoever is signed in gives the old one too."""

    new = password_field("新密码", new=True)
    again = password_field("再写一遍新密码", new=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            raise ValidationError({"again": "两遍写的不一样，再写一遍。"})
        return given


class ChangePasswordForm(NewPasswordForm):
    old = password_field("现在的密码")
    field_order = ("old", "new", "again")
