"""考核方案: for a year, in versions; groups of organisations, and a tree of indicators with full marks."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area
from assessment.models.raising import SCHEME_SPACE, refused, scheme_stays
from casework.models.matter import one_of
from pilot.models.group import WRITERS, county_of, decides_list, writes_list
from security.custody import Custody, Export, Scope, for_good, recorded, through

WHY_KEPT = "按哪个方案打的分，要查得到"
IN_COUNTY = f"({one_of('areas')})"
ALL_WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
OF_GROUP = "SELECT g.scheme_id FROM assessment_targetgroup g WHERE g.id = it.group_id"
# Adopted, it is whole: each group's marks sum to what it declares. Held alone, so no line slips in.
ADOPTED_WHOLE = f"""
IF OLD.adopted_at IS NULL AND NEW.adopted_at IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock({SCHEME_SPACE}, OLD.id::int);
    IF NOT EXISTS (SELECT FROM assessment_targetgroup g WHERE g.scheme_id = OLD.id) OR EXISTS (
        SELECT FROM assessment_targetgroup g WHERE g.scheme_id = OLD.id AND g.full <> (
            SELECT coalesce(sum(i.full), 0) FROM assessment_indicator i
             WHERE i.group_id = g.id AND i.parent = '' AND NOT i.extra AND i.kind <> 'veto')
    ) THEN
        {refused("weights_sum_to_the_declared_total")}
    END IF;
END IF;
RETURN NEW;
"""


class Ties(models.TextChoices):
    """How equals share a place."""

    SKIP = "skip", "并列，后面空出名次（1、2、2、4）"
    DENSE = "dense", "并列，后面接着排（1、2、2、3）"
    FEWER = "fewer", "总分一样的，扣分少的在前"


class AssessmentSchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User) -> Self:
        """What was adopted in the user's county; drafts to those who write or adopt them."""
        here = self.filter(area=county_of(user)) if county_of(user) else self.none()
        return here if writes_list(user) or decides_list(user) else here.adopted()

    def adopted(self) -> Self:
        return self.exclude(adopted_at=None)


class Scheme(models.Model):
    """One version of a year's scheme. Its author writes it, somebody else adopts it (LG-04); then it stays,
    and what changes is a new version.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几版")
    name = models.CharField("名称", max_length=80)
    ties = models.CharField("总分一样的", max_length=6, choices=Ties, default=Ties.SKIP)
    document = models.CharField("文号", max_length=80, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁起草")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    adopted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的"
    )
    adopted_at = models.DateTimeField("定的时间", null=True)

    objects = AssessmentSchemeQuerySet.as_manager()

    custody = Custody(
        Scope(f"adopted_at IS NOT NULL OR {IN_COUNTY}", "", f"{IN_COUNTY} AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded("ties", "document"),
        Export.INTERNAL,
        stamped=("made_at",),
        fixed=("area_id", "year", "number", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核方案"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(name="one_scheme_of_a_number", fields=["area", "year", "number"]),
            models.UniqueConstraint(
                name="one_draft_scheme_of_a_year",
                fields=["area", "year"],
                condition=Q(adopted_at=None),
                violation_error_message="这一年已经有一份方案草稿，先定下来或者删掉。",
            ),
            models.CheckConstraint(
                name="scheme_is_adopted_by_somebody_else",
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("made_by")),
                violation_error_message="起草的人不能自己定，由领导小组的人来定。",
            ),
            models.CheckConstraint(
                name="adopted_scheme_names_its_document",
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False) & ~Q(document=""),
                violation_error_message="定下来的方案要写文号。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_scheme_is_whole",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ADOPTED_WHOLE,
            ),
            pgtrigger.Protect(
                name="adopted_scheme_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.adopted_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.year}年第{self.number}版）"

    def get_absolute_url(self) -> str:
        return reverse("assessment:scheme", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None


class Sort(models.TextChoices):
    """Which organisations are in a group. The first three are counted by place, the last by who handles."""

    TOWN = "town", "镇"
    STREET = "street", "街道"
    DEPARTMENT = "department", "县直单位"
    VILLAGE = "village", "村（社区）"


class TargetGroup(models.Model):
    """考核组: organisations that are measured alike, out of the same full marks."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField("考核组", max_length=40)
    sort = models.CharField("哪一类", max_length=10, choices=Sort)
    full = models.DecimalField("满分", max_digits=7, decimal_places=2)

    custody = Custody(
        through("assessment_scheme", "scheme_id"), for_good(WHY_KEPT), recorded("sort"), Export.INTERNAL
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核组"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_group_of_a_name", fields=["scheme", "name"]),
            models.CheckConstraint(name="group_has_full_marks", condition=Q(full__gt=0)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_scheme_stays",
                when=pgtrigger.Before,
                operation=ALL_WRITES,
                declare=[("it", "assessment_targetgroup%ROWTYPE")],
                func=scheme_stays("it.scheme_id"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_place(self) -> bool:
        return self.sort != Sort.DEPARTMENT


class Target(models.Model):
    """被考核单位: an organisation, never a person."""

    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = Custody(
        through("assessment_targetgroup", "group_id"), for_good(WHY_KEPT), recorded(), Export.INTERNAL
    )

    class Meta:
        verbose_name = verbose_name_plural = "被考核单位"
        ordering = ["group_id", "unit__area_id", "unit_id"]
        constraints = [models.UniqueConstraint(name="a_unit_is_in_a_group_once", fields=["group", "unit"])]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_scheme_stays",
                when=pgtrigger.Before,
                operation=ALL_WRITES,
                declare=[("it", "assessment_target%ROWTYPE")],
                func=scheme_stays(OF_GROUP),
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)
