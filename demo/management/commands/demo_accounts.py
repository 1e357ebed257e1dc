import unicodedata
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from demo.people import PASSWORD, SHOWN

HEAD = ("角色", "用户名", "姓名", "密码")


class Command(BaseCommand):
    help = "列出演示账号：每个角色一行，角色、用户名、姓名、密码。"

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这里是正式环境，没有演示账号。")
        rows = [(label, username, name) for username, name, label in SHOWN.values()]
        known = set(
            User.objects.filter(username__in=[row[1] for row in rows], is_active=True).values_list(
                "username", flat=True
            )
        )
        if not known:
            raise CommandError("还没有演示账号。先运行 python manage.py demo_data。")
        lines = [HEAD, *((*row, PASSWORD) for row in rows if row[1] in known)]
        for line in aligned(lines):
            self.stdout.write(line)


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The rows as columns; a Chinese character is two places wide."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """How many places the text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
