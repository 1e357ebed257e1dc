"""When they are to meet next: in which room, from when until when, and who is invited (MD-13)."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from casework.models import Matter
from disputes.models.bodies import JUSTICE, Body
from disputes.models.dispute import Session
from security import clock
from security.custody import Custody, Export, for_good, of_matter, open_to_all, recorded, with_matter

TAKEN = "这个调解室那段时间已经有人用。换一个时间，或者换一间。"
STANDING = Q(called_off_at=None, session=None)


class Room(models.Model):
    """Where a body mediates. Two sessions are never in one room at one time."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="rooms", verbose_name="调解组织")
    name = models.CharField("名称", max_length=40)
    in_use = models.BooleanField("在用", default=True)

    custody = Custody(
        open_to_all("调解室是公开的", JUSTICE), for_good("约定和笔录上有它"), recorded(), Export.PUBLIC
    )

    class Meta:
        verbose_name = verbose_name_plural = "调解室"
        ordering = ["body", "name"]
        constraints = [
            models.UniqueConstraint(
                name="room_of_a_body_has_a_name_of_its_own",
                fields=["body", "name"],
                violation_error_message="这个组织已经有叫这个名称的调解室。",
            ),
            models.CheckConstraint(
                name="room_has_a_name", condition=~Q(name=""), violation_error_message="给调解室起个名称。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def standing(self) -> Self:
        """Those that were neither held nor called off."""
        return self.filter(STANDING)

    def between(self, first: datetime, end: datetime) -> Self:
        """Those that begin in this span."""
        return self.filter(starts_at__gte=first, starts_at__lt=end)


def both_same(room: str) -> Func:
    """The room as a range of one, for the database's own index over ranges compares nothing else."""
    return Func(F(room), F(room), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


class Appointment(models.Model):
    """One session to come. It ends as the session that was held, or called off."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="appointments")
    starts_at = models.DateTimeField("从什么时候")
    ends_at = models.DateTimeField("到什么时候")
    room = models.ForeignKey(
        Room,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name="调解室",
    )
    place = models.CharField("别的地方", max_length=80, blank=True)
    guests = models.TextField("请谁", blank=True)
    consented = models.BooleanField("请的人双方都同意", default=False)
    session = models.OneToOneField(
        Session, null=True, on_delete=models.CASCADE, related_name="appointment", editable=False
    )
    called_off_at = models.DateTimeField("取消的时间", null=True, editable=False)
    why = models.CharField("为什么取消", max_length=200, blank=True, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁约的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AppointmentQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "starts_at", "ends_at", "room_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "约定的调解"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index("starts_at", name="appointment_standing", condition=STANDING)]
        constraints = [
            models.UniqueConstraint(
                name="one_session_is_planned_at_a_time",
                fields=["matter"],
                condition=STANDING,
                violation_error_message="已经约了一次，先取消再改约。",
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="结束的时间要晚于开始。",
            ),
            models.CheckConstraint(
                name="appointment_is_in_a_room_or_elsewhere",
                condition=Q(room=None) & ~Q(place="") | Q(room__isnull=False, place=""),
                violation_error_message="选一间调解室，或者写别的地方，只要一样。",
            ),
            models.CheckConstraint(
                name="guests_come_with_consent",
                condition=Q(guests="") | Q(consented=True),
                violation_error_message="请人参加要双方都同意（人民调解法 20）。",
            ),
            models.CheckConstraint(
                name="appointment_is_called_off_for_a_reason",
                condition=Q(called_off_at=None, why="") | (Q(called_off_at__isnull=False) & ~Q(why="")),
                violation_error_message="写一句为什么取消。",
            ),
            models.CheckConstraint(
                name="what_was_held_is_not_called_off", condition=Q(called_off_at=None) | Q(session=None)
            ),
            ExclusionConstraint(
                name="room_holds_one_session_at_a_time",
                expressions=[
                    (both_same("room"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(room__isnull=False, called_off_at=None),
                violation_error_message=TAKEN,
            ),
        ]

    def __str__(self) -> str:
        begin, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{begin:%Y-%m-%d %H:%M}–{end:%H:%M} {self.where}"

    @property
    def where(self) -> str:
        return str(self.room or self.place)

    @property
    def over(self) -> bool:
        """Has its time passed, and nobody has written it down?"""
        return self.stands and self.ends_at < clock.now()

    @property
    def stands(self) -> bool:
        """Is it still to be held?"""
        return self.called_off_at is None and self.session_id is None
