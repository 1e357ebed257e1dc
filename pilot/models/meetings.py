"""会议 (LG-02): what the leading group met about, its 纪要, and what was decided for whom, by when."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area
from casework.models.matter import one_of
from pilot.models.group import CONCERNED, WRITERS, county_of, decides_list, writes_list
from pilot.quarters import Quarter
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded

WHY_KEPT = "会上定了什么、谁来办，要查得到"
READERS = of_roles(*sorted(CONCERNED)).rows
SEEN = "EXISTS (SELECT 1 FROM pilot_meeting owner WHERE owner.id = meeting_id)"
# Raised as a constraint of its own name: what the minutes say is changed by another meeting alone.
ISSUED_STAYS = """
IF EXISTS (
    SELECT FROM pilot_meeting m
    WHERE m.id = COALESCE(NEW.meeting_id, OLD.meeting_id) AND m.issued_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'issued_minutes_stay' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'issued_minutes_stay', TABLE = TG_TABLE_NAME;
END IF;
RETURN COALESCE(NEW, OLD);
"""


class MeetingSort(models.TextChoices):
    """Who met. The leading group meets at least once a quarter (LG-02)."""

    GROUP = "group", "领导小组会议"
    OFFICE = "office", "办公室会议"
    SPECIAL = "special", "专题会议"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """In the user's county: issued minutes to all whom the programme concerns, others to its office and
        the leading group.
        """
        if not county_of(user) or not user.roles & CONCERNED:
            return self.none()
        here = self.filter(area=county_of(user))
        return here if writes_list(user) or decides_list(user) else here.exclude(issued_at=None)

    def in_quarter(self, quarter: Quarter) -> Self:
        return self.filter(held_on__gte=quarter.start, held_on__lt=quarter.end)


class Meeting(models.Model):
    """One meeting. Its author writes it down; somebody else issues the minutes (LG-04); then they stay."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    sort = models.CharField("哪一种会", max_length=8, choices=MeetingSort)
    title = models.CharField("会议名称", max_length=80)
    held_on = models.DateField("哪天开的")
    place = models.CharField("地点", max_length=80)
    chair = models.CharField("主持", max_length=40)
    present = models.CharField("参加", max_length=500)
    minutes = models.TextField("纪要")
    document = models.CharField("纪要文号", max_length=80, blank=True)
    issued_on = models.DateField("印发日期", null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    issued_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁签发的"
    )
    issued_at = models.DateTimeField("签发时间", null=True)

    objects = MeetingQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"({READERS}) AND (issued_at IS NOT NULL OR {one_of('areas')})",
            "",
            f"({one_of('areas')}) AND ({WRITERS})",
        ),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        stamped=("made_at",),
        fixed=("area_id", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="minutes_have_a_number_of_their_own",
                fields=["area", "document"],
                condition=~Q(document=""),
                violation_error_message="已经有这个文号的纪要。",
            ),
            models.CheckConstraint(
                name="meeting_says_what_and_when",
                condition=~Q(title="") & ~Q(minutes="") & ~Q(chair="") & ~Q(present=""),
                violation_error_message="写明会议名称、谁主持、谁参加、定了什么。",
            ),
            models.CheckConstraint(
                name="minutes_are_issued_by_somebody_else",
                condition=Q(issued_by=None) | ~Q(issued_by=F("made_by")),
                violation_error_message="记的人不能自己签发，由另一个人来签发。",
            ),
            models.CheckConstraint(
                name="issued_minutes_have_number_and_day",
                condition=Q(issued_by=None, issued_at=None, issued_on=None)
                | Q(
                    issued_by__isnull=False,
                    issued_at__isnull=False,
                    issued_on__isnull=False,
                    issued_on__gte=F("held_on"),
                )
                & ~Q(document=""),
                violation_error_message="签发的纪要要写文号和印发日期，印发不早于开会那天。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_minutes_are_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.issued_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pilot:meeting", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.held_on)


class Decision(models.Model):
    """议定事项: one thing that was decided. Of a unit it has a day and a proof, and becomes a task."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField("议定什么", max_length=500)
    lead = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位办"
    )
    due_on = models.DateField("哪天以前", null=True)
    evidence = models.CharField("交什么佐证", max_length=200, blank=True)

    custody = Custody(
        Scope(SEEN, "", f"{SEEN} AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        fixed=("meeting_id",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_is_for_a_unit_a_day_and_a_proof_or_for_nobody",
                condition=Q(lead=None, due_on=None)
                | Q(lead__isnull=False, due_on__isnull=False) & ~Q(evidence=""),
                violation_error_message="交给单位办的，写明单位、哪天以前、交什么佐证；只定不办的三样都不写。",
            ),
            models.CheckConstraint(
                name="decision_says_what",
                condition=~Q(text=""),
                violation_error_message="写明议定什么。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="issued_minutes_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ISSUED_STAYS,
            )
        ]

    def __str__(self) -> str:
        return self.text
