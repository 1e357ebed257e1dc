"""Notices to everybody, also to those who may not see the matter, and the messages that carry them."""

from typing import Any
from uuid import uuid4

from casework.models import Matter, Message, Notice
from tests.matrix.seen import ACTORS


def add_notices(world: Any, name: str, matter: Matter) -> None:
    notices = [Notice(recipient=world.people[actor], matter=matter, text="到期提醒") for actor in ACTORS]
    messages = [
        Message(notice=notice, channel=Message.Channel.EMAIL, recipient=notice.recipient)
        for notice in notices
    ]
    for actor, notice, message in zip(ACTORS, notices, messages, strict=True):
        with world.canaries.of(f"{name}>{actor}"):
            world.canaries.plant(Notice, notice)
            world.canaries.plant(Message, message)
    Notice.objects.bulk_create(notices)
    Message.objects.bulk_create(messages)


def add_stuck(world: Any) -> None:
    """A message of which nobody knows whether it left."""
    stuck = Message.objects.filter(recipient=world.people["town.east"]).first()
    Message.objects.filter(pk=stuck.pk).update(state=Message.State.UNKNOWN, parcel=uuid4(), attempts=1)
    world.things["stuck"] = Message.objects.get(pk=stuck.pk)
