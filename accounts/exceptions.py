"""What may go wrong with signing in. Each message is a Chinese sentence that says what to do."""

from datetime import timedelta
from math import ceil

from django.core.exceptions import PermissionDenied, ValidationError


class Refusal(Exception):
    """The secret was not looked at; it may be given again after so many seconds."""

    status: int
    seconds: int


class TooSoon(Refusal):
    """Too many wrong tries came before this one."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"试错的次数多了，请等 {in_words(wait)}再试。")
        self.seconds = ceil(wait.total_seconds())


class TooMany(Refusal):
    """As many applications came from this address as are taken from one in so short a time."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            f"这个网络上刚才交来的申请多了，请等 {in_words(wait)}再交。写的内容都在，急的可以先打电话。"
        )
        self.seconds = ceil(wait.total_seconds())


class TooBusy(Refusal):
    """As many passwords are being looked at as this process has room for."""

    status = 503
    seconds = 5

    def __init__(self) -> None:
        super().__init__("现在登录的人多，请等几秒再点一次。")


class WrongCode(ValidationError):
    """No code of the user's phone, or one that was used."""

    def __init__(self) -> None:
        super().__init__("动态码不对，或者已经用过。看看手机时间准不准，等下一个码再试。")


class NotYours(PermissionDenied):
    """The administrators watch each other: nobody decides on their own rights."""


def in_words(wait: timedelta) -> str:
    """The time to wait, rounded up."""
    seconds = ceil(wait.total_seconds())
    return f"{seconds} 秒" if seconds < 60 else f"{ceil(seconds / 60)} 分钟"
