"""Who is signed in, on which devices, and since when; and who no longer is."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Device, Stay, User
from accounts.origins import Origin, digest
from security.clock import now
from security.context import everything

A_MINUTE = timedelta(minutes=1)  # the last sign of a user is written this often at most


def open_stay(user: User, *, origin: Origin) -> Stay:
    """The user is in. Of their other stays the oldest end where there would be too many."""
    with everything("sign-in"), transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        end(user.stays.open().filter(worn_out(user)), Stay.Ending.OLD)
        newest = user.stays.open().values_list("pk", flat=True)
        kept = list(newest[: settings.SIGN_INS_PER_USER - 1])
        end(user.stays.open().exclude(pk__in=kept), Stay.Ending.CROWDED)
        return Stay.objects.create(user=user, address=origin.address, label=origin.label)


def look_after(pk: int | None, *, user: User, active: bool) -> str:
    """Why this stay is over; "" while it goes on, in which case an active user is noted as seen."""
    stay = user.stays.filter(pk=pk or 0).first()
    if stay is None:
        return Stay.Ending.CLOSED
    moment = now()
    if not stay.ending and (why := outlived(stay, user, moment)):
        end(Stay.objects.filter(pk=stay.pk), why)
        return why
    if not stay.ending and active and moment - stay.seen_at >= A_MINUTE:
        Stay.objects.filter(pk=stay.pk).update(seen_at=moment)
    return stay.ending


def outlived(stay: Stay, user: User, moment: datetime) -> Stay.Ending | None:
    """Whether the stay is too old, or its user did nothing for too long."""
    if moment - stay.started_at >= longest():
        return Stay.Ending.OLD
    return Stay.Ending.IDLE if moment - stay.seen_at >= patience(user) else None


def end(stays: QuerySet[Stay], why: Stay.Ending) -> int:
    """These are over; those that were before stay as they ended."""
    with everything("sign-in"):
        return stays.filter(ended_at=None).update(ended_at=now(), ending=why)


def end_all(user: User, *, why: Stay.Ending = Stay.Ending.CLOSED) -> int:
    """The user is nowhere signed in any more."""
    return end(Stay.objects.filter(user=user), why)


def end_others(user: User, *, but: int) -> int:
    """Only this stay of the user's goes on; and the other devices are strangers again."""
    with everything("sign-in"), transaction.atomic():
        own = user.stays.filter(pk=but, device__isnull=False).values("device")
        user.devices.exclude(pk__in=own).delete()
        return end(user.stays.exclude(pk=but), Stay.Ending.SENT_OUT)


def worn_out(user: User) -> Q:
    """Stays that nobody came back to end: too old, or idle too long."""
    return Q(started_at__lte=now() - longest()) | Q(seen_at__lte=now() - patience(user))


def longest() -> timedelta:
    return timedelta(hours=settings.SIGN_IN_HOURS)


def patience(user: User) -> timedelta:
    """How long the user may do nothing: the shortest that their roles have."""
    minutes = strictest(settings.SIGN_IN_IDLE_MINUTES, settings.SIGN_IN_IDLE_MINUTES_BY_ROLE, user)
    return timedelta(minutes=minutes) if minutes else longest()


def strictest(usual: int, by_role: Mapping[str, int], user: User) -> int:
    """The smallest of what the user's roles have; 0 is without end."""
    found = [by_role.get(role, usual) for role in user.roles] or [usual]
    return min((each for each in found if each), default=0)


def authority(user: User) -> str:
    """What the user may do, in one word that changes when that does."""
    held = user.held
    duties = sorted((duty.role, duty.unit_id or 0, duty.area_id or "", duty.leads) for duty in held)
    return hashlib.sha256(repr(duties).encode()).hexdigest()[:16]


def know_device(user: User, *, origin: Origin, stay: int) -> str:
    """The user came all the way in on this device: its secret, a new one where it was not known."""
    with everything("sign-in"), transaction.atomic():
        known = Device.objects.known(user, origin.digests).first()
        secret = next((each for each in origin.secrets if known and digest(each) == known.digest), None)
        if known is None or secret is None:
            secret = secrets.token_urlsafe(16)
            known = Device.objects.create(user=user, digest=digest(secret))
        Device.objects.filter(pk=known.pk).update(seen_at=now())
        Stay.objects.filter(pk=stay).update(device=known)
        return secret


def clear_old() -> int:
    """Delete stays older than the log is kept, and devices that nobody used in that time."""
    limit = now() - timedelta(days=settings.SIGN_IN_LOG_DAYS)
    gone, _ = Stay.objects.filter(started_at__lt=limit).delete()
    return gone + Device.objects.filter(seen_at__lt=limit).delete()[0]
