"""How residents ask, without an account: what they send, and what they read in the answer."""

import re

from django.utils import timezone

from accounts.models import User
from casework.models import Matter

PAGE, LOOK = "/s/mediate/", "/s/q/"
FACTS = "演示张三家的围挡堵了通道。"
GIVEN = {
    "name": "演示王五",
    "phone": "13900003333",
    "against": "演示赵六",
    "against_phone": "13900004444",
    "facts": FACTS,
    "request": "请他拆掉。",
}
TOLD_NOBODY = ("演示", "王五", "赵六", "3333", "4444", "围挡", "拆掉")
CODE = re.compile(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})</code>")
UNREADABLE = {"casework_datakey", "casework_sealed"}  # written and never read, by anybody who signs in
AWAY = "198.51.100.7"


def text(response):
    return response.content.decode()


def code_in(response):
    return CODE.search(text(response)).group(1)


def on_desk(user):
    """What waits for the user in their next request."""
    fresh = User.objects.get(pk=user.pk)
    return list(Matter.objects.visible_to(fresh).on_desk_of(fresh))


def look(client, code, tail="3333"):
    return client.post(LOOK, {"code": code, "tail": tail})


def day(moment):
    return f"{timezone.localtime(moment):%-m月%-d日}"
