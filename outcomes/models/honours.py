"""先进集体、先进个人: nominated with reasons, put up, decided by others. No score, no order."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area
from casework.models.matter import among
from outcomes.models.measures import keeps_outcomes
from outcomes.models.schemes import KEEPERS, READERS
from outcomes.workflow import STANDING
from pilot.models.group import county_of
from pilot.workflow import CONCERNED
from security.custody import Custody, Export, Scope, for_good, recorded

WHY_KEPT = "表彰过谁、为什么，要查得到"
OPEN_STATES = ", ".join(f"'{state}'" for state in STANDING)
# The second lock behind services.honouring: nobody is named for a unit that is under a listing.
NOT_LISTED = f"""
IF NOT EXISTS (SELECT FROM outcomes_roll r WHERE r.id = NEW.roll_id AND r.state = 'open') THEN
    RAISE EXCEPTION 'named_while_open' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'named_while_open', TABLE = TG_TABLE_NAME;
END IF;
IF NOT NEW.struck AND (NEW.sort = 'collective' OR NEW.responsible) AND EXISTS (
    SELECT FROM outcomes_measure m
    WHERE m.unit_id = NEW.unit_id AND m.level = 'listing' AND m.state IN ({OPEN_STATES})
) THEN
    RAISE EXCEPTION 'listed_unit_is_not_named' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'listed_unit_is_not_named', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class RollState(models.TextChoices):
    """Where a list of honours stands."""

    OPEN = "open", "推荐中"
    PUBLIC = "public", "公示中"
    DECIDED = "decided", "已表彰"
    WITHDRAWN = "withdrawn", "已撤回"


WAY = """
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY(
    ARRAY['open>public', 'public>decided', 'open>withdrawn', 'public>withdrawn']
) THEN
    RAISE EXCEPTION 'roll_goes_its_way' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'roll_goes_its_way', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class RollQuerySet(models.QuerySet["Roll"]):
    def visible_to(self, user: User) -> Self:
        """Those of the county, for all whom it concerns: they may nominate."""
        county = county_of(user)
        return self.filter(area=county) if county and user.roles & CONCERNED else self.none()


class Roll(models.Model):
    """One round of honours: for which year, by which document, from its nominations to its decision."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个办公室")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=80)
    basis = models.CharField("依据", max_length=120)
    state = models.CharField("状态", max_length=10, choices=RollState, default=RollState.OPEN)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁发起的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    shown_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁公示的"
    )
    shown_from = models.DateField("公示从哪天起", null=True)
    shown_until = models.DateField("公示到哪天止", null=True)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的"
    )
    decided_on = models.DateField("决定日期", null=True)

    objects = RollQuerySet.as_manager()

    custody = Custody(
        Scope(f"({KEEPERS}) OR ({READERS})", "", KEEPERS),
        for_good(WHY_KEPT),
        recorded("state"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("made_at",),
        fixed=("area_id", "office_id", "year", "title", "basis", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "评先评优"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_roll_of_a_title",
                fields=["area", "year", "title"],
                condition=~Q(state=RollState.WITHDRAWN),
                violation_error_message="这一年已经有这个名称的评选。",
            ),
            models.CheckConstraint(
                name="roll_says_its_basis",
                condition=~Q(title="") & ~Q(basis=""),
                violation_error_message="写明名称和依据。",
            ),
            models.CheckConstraint(
                name="roll_is_decided_by_somebody_else",
                condition=~Q(state=RollState.DECIDED)
                | Q(decided_by__isnull=False, decided_on__isnull=False, shown_until__isnull=False)
                & ~Q(decided_by=F("made_by"))
                & ~Q(decided_by=F("shown_by")),
                violation_error_message="发起的人、公示的人不能自己定。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="roll_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=WAY
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:roll", args=[self.pk])


class HonourSort(models.TextChoices):
    """What is honoured."""

    COLLECTIVE = "collective", "先进集体"
    PERSON = "person", "先进个人"


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: User) -> Self:
        """One's own unit's; all for the office and group; for the others what is put up or decided."""
        rolls = Roll.objects.visible_to(user)
        here = self.filter(roll__in=rolls)
        if keeps_outcomes(user):
            return here
        shown = Q(roll__state__in=[RollState.PUBLIC, RollState.DECIDED], struck=False)
        return here.filter(shown | Q(unit__in=user.units))


IN_ROLL = "SELECT FROM outcomes_roll r WHERE r.id = roll_id"


class Nomination(models.Model):
    """One unit, or one person of it, with the reasons why. Nothing here counts what people did."""

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="nominations")
    sort = models.CharField("推荐什么", max_length=10, choices=HonourSort)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    name = models.CharField("姓名", max_length=40, blank=True)
    responsible = models.BooleanField("是主要、分管或者直接责任领导", default=False)
    reasons = models.TextField("事迹和理由")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁推荐的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    struck = models.BooleanField("取消", default=False)
    why_struck = models.CharField("为什么取消", max_length=200, blank=True)

    objects = NominationQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"EXISTS ({IN_ROLL} AND (({KEEPERS}) OR (r.state IN ('public', 'decided') AND NOT struck)))"
            f" OR {among('units', 'unit_id')}",
            "",
            f"EXISTS ({IN_ROLL} AND (({KEEPERS}) OR {among('units', 'unit_id')}))",
        ),
        for_good(WHY_KEPT),
        recorded("sort"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("roll_id", "sort", "unit_id", "name", "responsible", "reasons", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "推荐"
        ordering = ["sort", "unit_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_nomination_of_a_name",
                fields=["roll", "sort", "unit", "name"],
                condition=Q(struck=False),
                violation_error_message="已经推荐过了。",
            ),
            models.CheckConstraint(
                name="nomination_gives_its_reasons",
                condition=~Q(reasons=""),
                violation_error_message="写明事迹和理由。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="listed_unit_is_not_named",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NOT_LISTED,
            ),
            pgtrigger.Protect(
                name="struck_nomination_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.struck"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{f' {self.name}' if self.name else ''}"
