"""Robots of group chats. What they are sent is read by the whole group: numbers and kinds, nothing else."""

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

from casework.channels.parcels import Parcel
from casework.channels.web import post
from security import clock

BUSY = {45009, 130101, 410100, -1}  # too many messages a minute, or a moment of trouble: they took nothing


class WeCom:
    """A group robot of WeCom (企业微信). The parcel goes to the robot's address, key and all."""

    knows_keys = False

    def send(self, parcel: Parcel) -> None:
        check(post(parcel.to, text_message(parcel)))


class DingTalk:
    """A group robot of DingTalk (钉钉); a secret behind "#" in its address signs each message."""

    knows_keys = False

    def send(self, parcel: Parcel) -> None:
        url, _, secret = parcel.to.partition("#")
        if secret:
            moment = int(clock.now().timestamp() * 1000)
            url += "&" + urlencode({"timestamp": moment, "sign": signature(moment, secret)})
        check(post(url, text_message(parcel)))


def text_message(parcel: Parcel) -> dict[str, Any]:
    """A text message, which both robots take in the same form."""
    return {"msgtype": "text", "text": {"content": parcel.text}}


def signature(moment: int, secret: str) -> str:
    """DingTalk's signature of this millisecond: HMAC-SHA256 over "timestamp\\nsecret", in Base64."""
    said = f"{moment}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def check(answer: dict[str, Any]) -> None:
    """Raise OSError where the robot is to be asked later, ValueError where it took nothing and never will."""
    code = answer.get("errcode", 0)
    if code in BUSY:
        raise OSError(f"群机器人说晚些再试（{code}）")
    if code:
        raise ValueError(f"群机器人不收（{code}）：{str(answer.get('errmsg', ''))[:80]}")
