from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError


class SignInForm(AuthenticationForm):
    """Sign in. The errors do not tell which of the two was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不对。看看大小写，再试一次。忘了密码请找单位管理员。",
        "inactive": "用户名或密码不对。看看大小写，再试一次。忘了密码请找单位管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "填用户名"
        self.fields["password"].error_messages["required"] = "填密码"

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")
