"""领导接访、下访: days that are published, who receives where, which petition they take charge of (包案)."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from areas.models import Area
from casework.models import Matter
from casework.models.accusing import accuses
from petitions.dictionaries import ReceptionKind
from security.custody import (
    Custody,
    Export,
    Scope,
    for_good,
    of_matter,
    of_roles,
    recorded,
    with_matter,
)

# A leader whom it complains of takes no charge of it, nor one who sits in an accused unit or below (XF-60).
NOT_BY_AN_ACCUSED_LEADER = f"""
    IF EXISTS (
        SELECT FROM casework_accusation WHERE matter_id = NEW.matter_id AND user_id = NEW.leader_id
    ) OR EXISTS (
        SELECT FROM accounts_duty seat
        WHERE seat.user_id = NEW.leader_id AND {accuses("NEW.matter_id", "seat.unit_id")}
    ) THEN
        RAISE EXCEPTION 'the accused takes no charge of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accused_never_in_charge';
    END IF;
    RETURN NULL;
"""


class ReceptionDayQuerySet(models.QuerySet["ReceptionDay"]):
    def coming(self, today: object) -> Self:
        """What residents may still come to."""
        return self.filter(on__gte=today, called_off="").select_related("unit", "area")


class ReceptionDay(models.Model):
    """On this day a leader receives whoever comes, at a place, or goes to where people live. Public."""

    on = models.DateField("哪天")
    begins = models.TimeField("几点开始")
    ends = models.TimeField("几点结束")
    kind = models.CharField("方式", max_length=6, choices=ReceptionKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪里")
    post = models.CharField("谁接待（职务）", max_length=60)
    place = models.CharField("地点", max_length=80)
    called_off = models.CharField("取消的原因", max_length=80, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁公布的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReceptionDayQuerySet.as_manager()

    custody = Custody(
        Scope("true", "接访日是公开的", of_roles(Role.XF_OFFICE).rows),
        for_good("公布过的安排"),
        recorded("kind"),
        Export.PUBLIC,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("on", "begins", "ends", "kind", "unit_id", "area_id", "post", "place", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "接访日"
        ordering = ["on", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reception_ends_after_it_begins",
                condition=Q(ends__gt=F("begins")) & ~Q(post="") & ~Q(place=""),
                violation_error_message="写明谁接待、在哪里；结束晚于开始。",
            ),
            models.UniqueConstraint(
                name="one_receives_in_one_place_at_a_time",
                fields=["on", "unit", "post", "begins"],
                violation_error_message="这个时间已经公布过了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.begins:%H:%M} {self.post}{self.get_kind_display()}"


class Charge(models.Model):
    """A leader took charge of the petition (包案): since when, what came of it, what is next."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="charges")
    leader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="哪位领导包案")
    day = models.ForeignKey(
        ReceptionDay,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="charges",
        verbose_name="哪个接访日",
    )
    since = models.DateField("哪天开始包案")
    next_step = models.TextField("下一步", blank=True)
    result = models.TextField("结果", blank=True)
    ended_on = models.DateField("哪天化解的", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "leader_id", "day_id", "since", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "领导包案"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="accused_never_in_charge",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=NOT_BY_AN_ACCUSED_LEADER,
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_leader_is_in_charge",
                fields=["matter"],
                condition=Q(ended_on=None),
                violation_error_message="已经有领导包案。先写明结果，再换人。",
            ),
            models.CheckConstraint(
                name="charge_that_ended_has_its_result",
                condition=(Q(ended_on=None, result="") & ~Q(next_step=""))
                | (Q(ended_on__gte=F("since")) & ~Q(result="")),
                violation_error_message="没有化解的写下一步；化解了的写结果和哪天。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader}包案，{self.since:%Y-%m-%d} 起"
