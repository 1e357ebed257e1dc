from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Accusation, Matter, Message, Notice
from casework.models.messages import MessageQuerySet
from security import clock
from security.context import everything
from security.findings import masked

RETRY_AFTER = timedelta(minutes=10)
ABANDONED_AFTER = timedelta(minutes=5)
MAX_ATTEMPTS = 6


def notify(recipients: list[User], *, key: str, text: str, matter: Matter | None = None) -> None:
    """Tell these people. The same key and person twice is one notice; e-mail follows where known.

    Call it in the transaction that causes it: no cause without its notice, no notice without its cause.
    """
    write_notices([notice_to(user, key=key, text=text, matter=matter) for user in recipients])


def notice_to(user: User, *, key: str, text: str, matter: Matter | None) -> Notice:
    """One person's notice, not yet written."""
    return Notice(recipient=user, matter=matter, key=f"{key}:{user.pk}", text=text)


def write_notices(notices: Iterable[Notice]) -> None:
    """Write those that are not there yet, and a message for each recipient with an e-mail address.

    As many queries for a thousand as for one.
    """
    notices = list(notices)
    if not notices:
        return
    with everything("notices"):  # others' notices are read and written here
        write_withheld_to_nobody(notices)


def write_withheld_to_nobody(notices: list[Notice]) -> None:
    """Write the fresh ones of those that each recipient may know of."""
    wanted = {notice.key: notice for notice in less_withheld(notices)}
    known = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    fresh = wanted.keys() - known
    Notice.objects.bulk_create((wanted[key] for key in sorted(fresh)), ignore_conflicts=True)
    mailed = [key for key in fresh if wanted[key].recipient.email]
    Message.objects.bulk_create(
        (
            Message(notice=notice, channel=Message.Channel.EMAIL)
            for notice in Notice.objects.filter(key__in=mailed).order_by("pk")
        ),
        ignore_conflicts=True,
    )


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


def deliver_next_message() -> bool:
    """Send one waiting message that no other worker holds; False when none is left.

    Claim (committed) → send → confirm. What fails before anything left is tried again later, visibly.
    """
    message = claim()
    if message is None:
        return False
    if not may_be_told(message.notice):
        abandon(message)
        return True
    try:
        send(message)
    except (OSError, ValueError) as error:  # the channel is away, or no such address can be
        put_back(message, str(error))
    else:
        Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=Now())
    return True


@transaction.atomic
def claim() -> Message | None:
    """Take the next waiting message, so that it is this worker's alone."""
    waiting = Message.objects.waiting(clock.now()).select_for_update(skip_locked=True, of=("self",))
    message = waiting.select_related("notice__recipient", "notice__matter").first()
    if message:
        message.state = Message.State.CLAIMED
        message.claimed_at = clock.now()
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def may_be_told(notice: Notice) -> bool:
    """May the recipient still see what the notice names? It may have changed hands while the mail waited."""
    if notice.matter is None:
        return True
    return Matter.objects.visible_to(notice.recipient).filter(pk=notice.matter.pk).exists()


def abandon(message: Message) -> None:
    """Let it be: nothing leaves, and the page of messages says why."""
    message.state = Message.State.FAILED
    message.error = "收件人现在看不到这件事，没有发。"
    message.save(update_fields=["state", "error"])


def send(message: Message) -> None:
    """Hand the message to its channel. Raises OSError where that is away, ValueError for a bad address.

    What leaves the portal names nobody by number.
    """
    notice = message.notice
    link = settings.SITE_URL + (notice.matter.get_absolute_url() if notice.matter else "/notices/")
    send_mail("县域社会治理平台提醒", f"{masked(notice.text)}\n\n{link}\n", None, [notice.recipient.email])


def put_back(message: Message, error: str) -> None:
    """Wait and try again, or give up where it failed too often."""
    message.state = Message.State.WAITING if message.attempts < MAX_ATTEMPTS else Message.State.FAILED
    message.try_after = clock.now() + RETRY_AFTER
    message.error = error[:200]
    message.save(update_fields=["state", "try_after", "error"])


def give_up_abandoned() -> int:
    """Mark what a killed worker left in its hands as unknown; how many. A person decides about them."""
    lost = Message.objects.abandoned(clock.now() - ABANDONED_AFTER)
    return lost.update(state=Message.State.UNKNOWN, error="发送时中断，请人工核对是否已发出。")


def send_again(messages: MessageQuerySet) -> int:
    """Let messages that failed, or may not have left, go once more; a person has looked. How many."""
    stuck = messages.filter(state__in=[Message.State.FAILED, Message.State.UNKNOWN])
    return stuck.update(state=Message.State.WAITING, attempts=0, try_after=Now(), error="")
