"""平安创建、星级社区: a scheme with its standards, a place's self-check, and somebody else's acceptance."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from activities.models.entries import OWN, WHY_KEPT, Entry, custody_of_entry
from areas.models import Area
from security.custody import Custody, Export, Scope, for_good, of_roles, open_to_all, recorded

CREATION = "EXISTS (SELECT 1 FROM activities_creation owner WHERE owner.id = creation_id"
ACCEPTABLE = """
IF EXISTS (
    SELECT FROM activities_creation c WHERE c.id = NEW.creation_id
    AND (c.made_by_id = NEW.made_by_id OR c.withdrawn_at IS NOT NULL)
) THEN
    RAISE EXCEPTION 'acceptance_is_by_somebody_else' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'acceptance_is_by_somebody_else', TABLE = TG_TABLE_NAME;
END IF;
IF NEW.passed AND EXISTS (
    SELECT FROM activities_creation c JOIN activities_standard s ON s.scheme_id = c.scheme_id AND s.needed
    LEFT JOIN activities_selfcheck k ON k.creation_id = c.id AND k.standard_id = s.id AND k.met
    WHERE c.id = NEW.creation_id AND k.id IS NULL
) THEN
    RAISE EXCEPTION 'acceptance_meets_the_standards' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'acceptance_meets_the_standards', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
CHECKED_ONCE = """
IF EXISTS (SELECT FROM activities_acceptance a WHERE a.creation_id = NEW.creation_id) OR NOT EXISTS (
    SELECT FROM activities_creation c JOIN activities_standard s ON s.scheme_id = c.scheme_id
    WHERE c.id = NEW.creation_id AND s.id = NEW.standard_id
) THEN
    RAISE EXCEPTION 'check_is_of_its_scheme' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'check_is_of_its_scheme', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
SCHEMES = open_to_all("创建的标准都要看得到", Role.OFFICE)


class Scheme(models.Model):
    """One kind of creation: who can take part, how many percent are wanted."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    name = models.CharField("名称", max_length=60)
    level = models.PositiveSmallIntegerField(
        "哪一级参加", choices=[(9, "乡镇（街道）"), (12, "村（社区）")], default=12
    )
    target = models.PositiveSmallIntegerField("目标（%）", default=80)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        SCHEMES,
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
        stamped=("made_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "创建办法"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_scheme_of_a_name",
                fields=["area", "name"],
                violation_error_message="已经有这个名称的创建。",
            ),
            models.CheckConstraint(
                name="scheme_wants_a_share",
                condition=Q(target__gte=1, target__lte=100, level__in=[9, 12]),
                violation_error_message="目标是 1 到 100。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """One line of what a place must be like."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="standards")
    text = models.CharField("标准", max_length=200)
    needed = models.BooleanField("一定要达到", default=True)

    custody = Custody(SCHEMES, for_good(WHY_KEPT), recorded(), Export.INTERNAL, rights=("SELECT", "INSERT"))

    class Meta:
        verbose_name = verbose_name_plural = "创建标准"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_standard_stands_once", fields=["scheme", "text"])]

    def __str__(self) -> str:
        return self.text


class Creation(Entry):
    """A place takes part: `on` is the day of its self-check."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="creations", verbose_name="哪项创建"
    )
    words = models.TextField("自查情况", blank=True)

    book = "creations"
    custody = custody_of_entry(fixed=("scheme_id", "area_id"))

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "平安创建"

    def __str__(self) -> str:
        return f"{self.area} {self.scheme}"


class SelfCheck(models.Model):
    """Is one standard met, as the place itself says?"""

    creation = models.ForeignKey(Creation, on_delete=models.PROTECT, related_name="checks")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField("达到了")

    custody = Custody(
        Scope(f"{CREATION})", "", f"{CREATION} AND owner.unit_id = ANY((SELECT portal.units())::bigint[]))"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "自查"
        ordering = ["standard"]
        constraints = [
            models.UniqueConstraint(name="a_standard_is_checked_once", fields=["creation", "standard"])
        ]
        triggers = [
            pgtrigger.Trigger(
                name="checked_once", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CHECKED_ONCE
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard}：{'达到' if self.met else '没有达到'}"


class Acceptance(models.Model):
    """What somebody else found: does it pass, and until when does that hold?"""

    creation = models.OneToOneField(Creation, on_delete=models.PROTECT, related_name="acceptance")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="验收单位")
    on = models.DateField("哪天验收的")
    passed = models.BooleanField("通过")
    until = models.DateField("有效到哪天", null=True, blank=True)
    words = models.TextField("验收情况", blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        Scope(f"{CREATION})", "", f"{CREATION}) AND {OWN} AND ({of_roles(Role.OFFICE, Role.TOWN).rows})"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
        stamped=("made_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "验收"
        constraints = [
            models.CheckConstraint(
                name="acceptance_holds_for_a_time",
                condition=Q(passed=False, until=None)
                | Q(passed=True, until__isnull=False, until__gt=models.F("on")),
                violation_error_message="通过的写有效到哪天，要在验收以后；没有通过的不写。",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="acceptable", when=pgtrigger.Before, operation=pgtrigger.Insert, func=ACCEPTABLE
            )
        ]

    def __str__(self) -> str:
        return "通过" if self.passed else "没有通过"
