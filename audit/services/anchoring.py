"""Take the head of the chain out of the database, where nobody who can write there can change it."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from audit.anchors import words_of
from audit.models import Anchor, Seal
from security import clock

STILL_WORTH_MAILING = timedelta(days=7)


def anchor() -> Anchor | None:
    """Write today's head into a file, once a day; None while nothing is sealed. Safe to run again."""
    head = Seal.objects.head()
    if head is None:
        return None
    day = clock.today()
    kept, _ = Anchor.objects.get_or_create(day=day, defaults={"number": head.number, "hash": head.hash})
    file = place_of(kept)
    if not file.exists():
        write(file, words_of(Seal.objects.light().get(number=kept.number)))
    return kept


def place_of(kept: Anchor) -> Path:
    """Where the day's file lies: anchors/2026-11-22.txt."""
    return Path(settings.DATA_DIR) / "anchors" / f"{kept.day:%Y-%m-%d}.txt"


def write(file: Path, words: str) -> None:
    """Put the file in place whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(words, encoding="utf-8")
    part.replace(file)


def mail_anchors() -> int:
    """Send the heads of the last days that have not left yet; how many. What fails is tried again, visibly.

    Twice is better than never: an anchor is no reminder, so it is sent first and marked then.
    """
    if not settings.AUDIT_ANCHOR_TO:
        return 0
    since = clock.today() - STILL_WORTH_MAILING
    return sum(mail(kept) for kept in Anchor.objects.filter(mailed_at=None, day__gt=since).order_by("day"))


def mail(kept: Anchor) -> bool:
    """Send one, and write down that it left or why not."""
    try:
        words = place_of(kept).read_text("utf-8")
        send_mail(f"审计封存 {kept.day} 第 {kept.number} 号", words, None, settings.AUDIT_ANCHOR_TO)
    except (OSError, ValueError) as error:  # the file or the channel is away, or no such address can be
        kept.error = str(error)[:200]
    else:
        kept.mailed_at, kept.error = clock.now(), ""
    kept.save(update_fields=["mailed_at", "error"])
    return kept.mailed_at is not None
