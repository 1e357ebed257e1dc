"""Messages on their way out: claim (committed), send with the provider's key, confirm (safety.md 3.5)."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Role, User
from casework.channels import channel
from casework.exceptions import MaybeSent
from casework.models import Accusation, Matter, Message, SpecialDay
from casework.models.messages import MessageQuerySet
from casework.services.messages import notify, quiet_hours
from casework.services.parcels import parcel_of
from security import clock
from security.encryption import EncryptionFailed

# One more wait than there are tries after the first: half a day in all, then a person looks.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 480)]
CLAIMING = 7_302  # the advisory lock behind which one worker claims at a time
OUT_OF_SIGHT = "收件人现在看不到这件事，没有发。"


def deliver_next_message(*, now: datetime | None = None) -> bool:
    """Send the next parcel that may go now; False when none is left.

    What fails before anything left is tried again later, visibly. Where nobody knows whether it left, it is
    tried again only if its provider knows the key again; else a person decides.
    """
    messages = claim(now or clock.now())
    if not messages:
        return False
    wanted = [message for message in messages if may_be_told(message)]
    drop([message for message in messages if message not in wanted])
    if wanted:
        hand_over(wanted)
    return True


def hand_over(messages: list[Message]) -> None:
    """Send these as one parcel, and write how that went."""
    out = channel(messages[0].channel)
    try:
        out.send(parcel_of(messages))
    except MaybeSent as error:
        if out.knows_keys:
            put_back(messages, str(error))
        else:
            leave_to_a_person(of(messages), f"{error}，请人工核对是否已发出。")
    except (OSError, ValueError, EncryptionFailed) as error:
        put_back(messages, str(error))
    else:
        of(messages).update(state=Message.State.SENT, sent_at=Now(), error="")


def of(messages: list[Message]) -> MessageQuerySet:
    return Message.objects.filter(pk__in=[message.pk for message in messages])


@transaction.atomic
def claim(now: datetime) -> list[Message]:
    """Take what waits for the next addressee, so that it is this worker's alone, and give it one key.

    One worker claims at a time: two would each take a part of what one person is to get at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [CLAIMING])
    first = sendable(now).first()
    if first is None:
        return []
    related = ("notice__recipient", "notice__matter", "telling__matter", "recipient", "person")
    going = Message.objects.going_with(first).select_for_update(of=("self",)).select_related(*related)
    messages = sorted(going, key=lambda message: (not message.vital, message.pk))
    key, moment = first.parcel or uuid4(), clock.asked()
    for message in messages:
        message.state, message.parcel, message.claimed_at = Message.State.CLAIMED, key, moment
        message.attempts += 1
    Message.objects.bulk_update(messages, ["state", "parcel", "claimed_at", "attempts"])
    return messages


def sendable(now: datetime) -> MessageQuerySet:
    """What may go at this moment: in quiet hours, what is vital alone (F19)."""
    waiting, quiet = Message.objects.waiting(now), quiet_hours()
    if quiet is None:
        return waiting
    calendar, zone = SpecialDay.calendar(), timezone.get_default_timezone()
    if quiet.silent(now, calendar, zone, staff=False):
        return waiting.filter(vital=True)
    if quiet.silent(now, calendar, zone, staff=True):
        return waiting.exclude(vital=False, person=None)
    return waiting


def may_be_told(message: Message) -> bool:
    """May the addressee still see what it names? It may have changed hands while the message waited."""
    notice = message.notice
    if notice is None or notice.matter is None:
        return True
    if message.unit_id:
        accuses = Accusation.objects.filter(matter=notice.matter).exists()
        return not (notice.matter.confidential or accuses)
    return Matter.objects.visible_to(notice.recipient).filter(pk=notice.matter.pk).exists()


def drop(messages: list[Message]) -> None:
    """Let them be: nothing leaves, and the page of messages says why."""
    of(messages).update(state=Message.State.DROPPED, error=OUT_OF_SIGHT)


def put_back(messages: list[Message], error: str) -> None:
    """Wait, longer each time, and try again; or give up where it failed too often."""
    attempts = max(message.attempts for message in messages)
    left = attempts <= len(WAITS)
    of(messages).update(
        state=Message.State.WAITING if left else Message.State.FAILED,
        try_after=clock.now() + WAITS[min(attempts, len(WAITS)) - 1],
        error=error[:200],
    )
    if not left:
        tell_who_keeps_the_platform()


def give_up_abandoned() -> int:
    """What a killed worker left in its hands: once more where the provider knows the key, else unknown.

    How many a person has to decide about.
    """
    lost = Message.objects.abandoned(clock.now() - timedelta(seconds=settings.MESSAGE_ABANDONED_SECONDS))
    known = [name for name in Message.Channel if channel(name).knows_keys]
    lost.filter(channel__in=known).update(
        state=Message.State.WAITING, error="上次发送时中断，按同一个编号再发。"
    )
    return leave_to_a_person(lost.exclude(channel__in=known), "发送时中断，请人工核对是否已发出。")


def leave_to_a_person(messages: MessageQuerySet, error: str) -> int:
    """Nobody knows whether these left: how many."""
    lost = messages.update(state=Message.State.UNKNOWN, error=error[:200])
    if lost:
        tell_who_keeps_the_platform()
    return lost


def tell_who_keeps_the_platform() -> None:
    """Once a day: there is something to look at on the page of messages."""
    keepers = User.objects.filter(is_active=True, duties__role=Role.SYSTEM_ADMIN).distinct()
    notify(
        list(keepers),
        key=f"stuck:{clock.today()}",
        text="有外发消息不知道发出没有，或者发不出去，到“外发消息”核对。",
        heading="外发消息要核对",
    )


@transaction.atomic
def confirm_sent(messages: MessageQuerySet) -> int:
    """Somebody looked, and found that these did leave. How many."""
    return messages.stuck().update(state=Message.State.SENT, sent_at=Now())


def send_again(messages: MessageQuerySet) -> int:
    """Let messages that failed, or may not have left, go once more; a person has looked. How many.

    Under a new key, else a provider that did take them would take no second one.
    """
    return messages.stuck().update(
        state=Message.State.WAITING, attempts=0, try_after=clock.now(), parcel=None, error=""
    )
