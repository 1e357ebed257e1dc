"""What people are told: notices on screen, and the messages that will carry them elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from casework.models import Accusation, Matter, Message, Notice, SpecialDay
from casework.quiet import QuietHours
from security import clock
from security.context import everything

Pace, Channel = Notice.Pace, Message.Channel


def notify(
    recipients: list[User],
    *,
    key: str,
    text: str,
    matter: Matter | None = None,
    heading: str = "",
    pace: str = Pace.SOON,
    group: int | None = None,
    by_sms: bool = False,
    now: datetime | None = None,
) -> None:
    """Tell these people. The same key and person twice is one notice; a message follows where known how.

    Call it in the transaction that causes it: no cause without its notice, no notice without its cause.
    `group` is the unit whose people they are: its group chat hears of it, too, where it has a robot.
    """
    notices = [
        notice_to(user, key=key, text=text, matter=matter, heading=heading, pace=pace) for user in recipients
    ]
    for notice in notices:
        notice.group, notice.by_sms = group, by_sms
    write_notices(notices, now=now)


def notice_to(
    user: User, *, key: str, text: str, matter: Matter | None, heading: str = "", pace: str = Pace.SOON
) -> Notice:
    """One person's notice, not yet written."""
    said = {"heading": heading} if heading else {}
    return Notice(recipient=user, matter=matter, key=f"{key}:{user.pk}", text=text, pace=pace, **said)


def write_notices(notices: Iterable[Notice], *, now: datetime | None = None) -> None:
    """Write those that are not there yet, and a message for each recipient who can be reached outside.

    As many queries for a thousand as for one.
    """
    notices = list(notices)
    if not notices or clock.told():
        return
    with everything("notices"):  # others' notices are read and written here
        write_withheld_to_nobody(notices, now or clock.now())


def write_withheld_to_nobody(notices: list[Notice], now: datetime) -> None:
    """Write the fresh ones of those that each recipient may know of."""
    wanted = {notice.key: notice for notice in less_withheld(notices)}
    known = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    fresh = sorted(wanted.keys() - known)
    Notice.objects.bulk_create((wanted[key] for key in fresh), ignore_conflicts=True)
    outward = [key for key in fresh if way_to(wanted[key]) or robot_of(wanted[key])]
    written = Notice.objects.filter(key__in=outward).values_list("key", "pk") if outward else []
    messages = [message for key, pk in sorted(written) for message in messages_of(wanted[key], pk)]
    add_messages(once_for_each_group(messages), now)


def messages_of(notice: Notice, pk: int) -> Iterator[Message]:
    """The ways that this notice goes out: one to the person, one to the group of their unit."""
    notice.pk = pk
    vital = notice.pace == Pace.VITAL
    if way := way_to(notice):
        yield Message(notice=notice, channel=way, recipient=notice.recipient, vital=vital)
    if robot := robot_of(notice):
        yield Message(notice=notice, channel=robot["kind"], unit_id=notice.group, vital=vital)


def way_to(notice: Notice) -> str:
    """How the recipient is reached: by e-mail, or by SMS where it cannot wait; else by the other."""
    user = notice.recipient
    ways = {Channel.EMAIL: user.email, Channel.SMS: user.phone}
    first = Channel.SMS if notice.by_sms or notice.pace == Pace.VITAL else Channel.EMAIL
    return next((way for way in sorted(ways, key=lambda way: way != first) if ways[way]), "")


def robot_of(notice: Notice) -> dict[str, str]:
    """The robot in the group chat of the unit that the notice goes to."""
    return settings.ROBOTS.get(str(notice.group), {})


def once_for_each_group(messages: list[Message]) -> list[Message]:
    """Without the second of two that say the same in the same group: its people are each told."""
    said = set()
    kept = []
    for message in messages:
        notice = message.notice
        same = message.unit_id and (message.unit_id, notice and (notice.matter_id, notice.heading))
        if not same or same not in said:
            kept.append(message)
        said.add(same)
    return kept


def add_messages(messages: list[Message], now: datetime) -> None:
    """Let the messages wait until they may go: what can wait for the morning, for its digest (F19).

    What may go in the day and is written at night waits for the deliverer's gate.
    """
    quiet = quiet_hours()
    paces = [message.notice.pace if message.notice else Pace.SOON for message in messages]
    morning = digest_after(now, quiet) if quiet and Pace.LATER in paces else now
    for message, pace in zip(messages, paces, strict=True):
        message.try_after = morning if pace == Pace.LATER else now
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def write_messages(messages: list[Message]) -> None:
    """The same for what residents are told: whoever tells may read nobody's messages."""
    with everything("tellings"):
        add_messages(messages, clock.now())


def digest_after(now: datetime, quiet: QuietHours) -> datetime:
    """The next morning's digest."""
    return quiet.next_digest(now, SpecialDay.calendar(), timezone.get_default_timezone())


def quiet_hours() -> QuietHours | None:
    """The county's quiet hours, from its settings."""
    return QuietHours.read(settings.QUIET_HOURS, settings.DIGEST_AT, rest_days=settings.QUIET_REST_DAYS)


def less_withheld(notices: Iterable[Notice]) -> list[Notice]:
    """Without those about a matter that their recipient may not see: a notice names the matter.

    Only what is confidential or accuses somebody can be withheld from people whose turn it is.
    """
    notices = list(notices)
    accusing = set(
        Accusation.objects.filter(matter__in={notice.matter_id for notice in notices}).values_list(
            "matter", flat=True
        )
    )
    return [
        notice
        for notice in notices
        if notice.matter is None
        or not (notice.matter.confidential or notice.matter_id in accusing)
        or Matter.objects.visible_to(notice.recipient).filter(pk=notice.matter.pk).exists()
    ]
