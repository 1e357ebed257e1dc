"""What a password must be (等保三级; settings PASSWORD_…). Each refusal says what to do instead."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError


class LongEnough:
    """So many characters at least."""

    def validate(self, password: str, user: Any = None) -> None:
        least = settings.PASSWORD_MIN_LENGTH
        if len(password) < least:
            raise ValidationError(f"新密码至少 {least} 个字符，现在是 {len(password)} 个。")

    def get_help_text(self) -> str:
        return f"至少 {settings.PASSWORD_MIN_LENGTH} 个字符。"


class MixedEnough:
    """Characters of several kinds: small and great letters, digits, anything else."""

    def validate(self, password: str, user: Any = None) -> None:
        least = settings.PASSWORD_CLASSES
        if len({kind(letter) for letter in password}) < least:
            raise ValidationError(f"新密码里，大写字母、小写字母、数字、符号至少要有 {least} 种。")

    def get_help_text(self) -> str:
        return f"大写字母、小写字母、数字、符号至少要有 {settings.PASSWORD_CLASSES} 种。"


class NotLately:
    """Neither the present password nor one of the last few."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or not user.pk or not settings.PASSWORD_HISTORY:
            return
        kept = user.former_passwords.values_list("password", flat=True)[: settings.PASSWORD_HISTORY]
        if any(check_password(password, encoded) for encoded in {user.password, *kept}):
            raise ValidationError(f"这个密码最近用过。换一个和最近 {settings.PASSWORD_HISTORY} 个都不同的。")

    def get_help_text(self) -> str:
        return f"和最近 {settings.PASSWORD_HISTORY} 个都不同。"


def kind(letter: str) -> str:
    """One of the four kinds of characters; a Chinese one counts as a sign."""
    if not letter.isascii() or not letter.isalnum():
        return "sign"
    return "digit" if letter.isdigit() else ("great" if letter.isupper() else "small")
