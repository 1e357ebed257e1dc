"""A year's notice on holidays: brought by one, confirmed by another, taken in by a job, missed by all."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

import jobs.services as jobs
from accounts.models import Role, User
from casework.models import HolidayNotice, NoticeUpload
from casework.models.uploads import KEEPERS_OF_CALENDAR
from casework.services.calendar import NoticeInvalid, import_holidays, parse_notice
from casework.services.messages import notify
from casework.services.recomputing import Recomputed, recompute
from jobs.models import Job
from security import clock

WORK = "casework.holidays"
EXPECTED = (11, 15)  # month and day from which next year's notice is missing (CAL-07)


def upload_notice(data: Any, *, by: User) -> NoticeUpload:
    """Keep a notice until somebody else has looked at it. Raises NoticeInvalid."""
    year, _, days = parse_notice(data)
    if not days:
        raise NoticeInvalid(f"{year} 年的通知里一天也没有：还没公布，公布后再上传。")
    try:
        with transaction.atomic():
            return NoticeUpload.objects.create(year=year, data=data, uploaded_by=by)
    except IntegrityError as error:
        raise NoticeInvalid(f"{year} 年已经有一份在等核对。先核对或退回那一份。") from error


@transaction.atomic
def confirm_notice(upload: NoticeUpload, *, by: User) -> Job:
    """Say that it is the State Council's: a job takes it in. Not by whoever uploaded it (CAL-07)."""
    upload = undecided(upload)
    if upload.uploaded_by_id == by.pk:
        raise NoticeInvalid("您自己上传的，要由另一个人核对。")
    job, _ = jobs.submit(
        WORK, title=f"导入{upload}", key=f"{WORK}:{upload.year}", given={"upload": upload.pk}, by=by
    )
    decide(upload, by=by, confirmed=True, job=job)
    return job


@transaction.atomic
def refuse_notice(upload: NoticeUpload, *, by: User) -> None:
    """Say that it is not, or take back one's own."""
    decide(undecided(upload), by=by, confirmed=False)


def undecided(upload: NoticeUpload) -> NoticeUpload:
    """The upload, locked. Raises NoticeInvalid where somebody was faster."""
    fresh = NoticeUpload.objects.select_for_update().get(pk=upload.pk)
    if fresh.decided_at:
        raise NoticeInvalid("这一份已经有人核对过了。刷新页面看看。")
    return fresh


def decide(upload: NoticeUpload, *, by: User, confirmed: bool, job: Job | None = None) -> None:
    upload.confirmed, upload.decided_by, upload.decided_at, upload.job = confirmed, by, clock.asked(), job
    upload.save(update_fields=["confirmed", "decided_by", "decided_at", "job"])


def take_in(job: Job) -> None:
    """The job: import the days, then recompute what rested on guesses. Safe to run twice."""
    upload = NoticeUpload.objects.select_related("uploaded_by", "decided_by").get(pk=job.given["upload"])
    result = import_holidays(
        upload.data, entered_by=str(upload.uploaded_by), confirmed_by=str(upload.decided_by)
    )
    done = Recomputed(upload.looked_at or 0, upload.moved or 0) + recompute(job)
    NoticeUpload.objects.filter(pk=upload.pk).update(looked_at=done.looked_at, moved=done.moved)
    looked_at = f"重算暂定的期限 {done.looked_at} 条，改了 {done.moved} 条"
    job.reports(message=f"{upload.year} 年导入 {result.days} 天；{looked_at}")


def missing_year(today: date) -> int | None:
    """The year whose notice should be here and is not: next year's, from the middle of November on."""
    year = today.year + ((today.month, today.day) >= EXPECTED)
    published = HolidayNotice.objects.filter(year=year, days__isnull=False)
    return None if published.exists() else year


def warn_of_missing_notice(today: date) -> int | None:
    """Tell the system administrators and the office once that a year's notice is missing; which year."""
    year = missing_year(today)
    if year:
        keepers = User.objects.filter(Q(duties__role__in=KEEPERS_OF_CALENDAR), is_active=True).distinct()
        text = f"还没有导入 {year} 年的放假通知，这一年的期限都是暂定的。公布后到“期限日历”里上传。"
        notify(list(keepers), key=f"calendar:{year}", text=text)
    return year


def keeps_calendar(user: User) -> bool:
    """May the user upload and confirm notices?"""
    return bool(user.roles & {Role(role) for role in KEEPERS_OF_CALENDAR})
