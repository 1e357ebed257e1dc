"""What happened to a measure, written once: each move, the talk that was held, what the organ decided."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from outcomes.models.measures import WHY_KEPT, Measure, of_office
from outcomes.workflow import MOVES, UNIT
from security.custody import APPEND, Custody, Export, for_good, recorded, through

SAID_BY_UNIT = ", ".join(f"'{name}'" for name, move in MOVES.items() if move.who.startswith(UNIT))
# Raised as a constraint of its own name: what a unit says of itself is written by it alone (LG-03).
UNIT_SAYS = f"""
IF NOT portal.everything() AND (NEW.move IN ({SAID_BY_UNIT})) <> EXISTS (
    SELECT FROM outcomes_measure m WHERE m.id = NEW.measure_id AND m.unit_id = ANY(portal.units())
) THEN
    RAISE EXCEPTION 'step_is_written_by_whose_it_is' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'step_is_written_by_whose_it_is', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class Step(models.Model):
    """One move of a measure: who, when, with which words. Written once, never changed."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    note = models.TextField(blank=True)

    custody = Custody(
        through("outcomes_measure", "measure_id"),
        for_good(WHY_KEPT),
        recorded("move"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "督导的经过"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="step_is_written_by_whose_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=UNIT_SAYS,
            )
        ]

    def __str__(self) -> str:
        if self.move == "propose":
            return "提出"
        return MOVES[self.move].label if self.move in MOVES else self.move


class Talk(models.Model):
    """约谈 as it was held (domain.md 5.4): where, when, by whom, with whom, of what, what was promised."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="held_talk")
    held_on = models.DateField("哪天谈的")
    place = models.CharField("地点", max_length=80)
    interviewer = models.CharField("约谈人", max_length=80)
    attended = models.CharField("单位谁来的", max_length=80)
    problem = models.TextField("指出的问题")
    demand = models.TextField("提出的要求")
    promise = models.TextField("单位的表态")
    signed = models.CharField("签字情况", max_length=80)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_office("outcomes_measure", "measure_id"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "约谈记录"
        constraints = [
            models.CheckConstraint(
                name="talk_is_recorded_whole",
                condition=~Q(place="")
                & ~Q(interviewer="")
                & ~Q(attended="")
                & ~Q(problem="")
                & ~Q(demand="")
                & ~Q(signed=""),
                violation_error_message="约谈记录要写全：时间、地点、约谈人、谁来的、问题、要求、签字。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} 约谈"


class OrganDecision(models.Model):
    """What the competent Party organ decided on a recommendation. The portal itself decides nothing."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="organ_decision")
    organ = models.CharField("哪个机关", max_length=80)
    document = models.CharField("文号", max_length=80)
    decided_on = models.DateField("决定日期")
    vetoed = models.BooleanField("实行一票否决")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_office("outcomes_measure", "measure_id"),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "一票否决的决定"
        constraints = [
            models.CheckConstraint(
                name="decision_names_its_organ_and_document",
                condition=~Q(organ="") & ~Q(document=""),
                violation_error_message="写明哪个机关、什么文号。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.document}"
