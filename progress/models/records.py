"""What happened to returns, written once: each move, what was mended after the lock, each closing."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, User
from areas.models import Area
from casework.models.matter import among
from progress.models.items import NO_PERSON, QUARTER, WHY_KEPT
from progress.models.returns import Return
from progress.models.rows import Row
from progress.workflow import MOVES
from security.custody import (
    APPEND,
    Custody,
    Export,
    Scope,
    for_good,
    of_roles,
    open_to_all,
    recorded,
    through,
)

OWNER = "SELECT 1 FROM progress_row r JOIN progress_return owner ON owner.id = r.sheet_id WHERE r.id = row_id"
# Raised as a constraint of its own name: a unit alone says what is wrong with its return, once it is locked.
UNIT_AMENDS = """
IF NOT EXISTS (
    SELECT FROM progress_row w JOIN progress_return r ON r.id = w.sheet_id WHERE w.id = NEW.row_id
    AND r.state = 'locked' AND (portal.everything() OR r.unit_id = ANY(portal.units()))
) THEN
    RAISE EXCEPTION 'unit_alone_amends_what_is_locked' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'unit_alone_amends_what_is_locked', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class Step(models.Model):
    """One move of a return: who, when, with which words. Written once, never changed."""

    sheet = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    note = models.TextField(blank=True)

    custody = Custody(
        through("progress_return", "sheet_id"),
        for_good(WHY_KEPT),
        recorded("move"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("sheet_id", "move", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送的经过"
        ordering = ["pk"]

    def __str__(self) -> str:
        return MOVES[self.move].label if self.move in MOVES else self.move


class Amendment(models.Model):
    """更正: a value of a locked return that was wrong, from old to new. The unit says so; it counts when
    somebody of the office has confirmed it. The row itself stays as it was signed.
    """

    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="amendments")
    old = models.TextField("原来报的")
    new = models.TextField("更正为")
    reason = models.TextField("原因")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁核对的"
    )
    confirmed_at = models.DateTimeField("核对时间", null=True)

    custody = Custody(
        Scope(
            f"EXISTS ({OWNER})",
            "",
            f"EXISTS ({OWNER} AND ({among('units', 'owner.unit_id')} OR {of_roles(Role.OFFICE).rows}))",
        ),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("row_id", "old", "new", "reason", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_amendment_of_a_row",
                fields=["row"],
                condition=Q(confirmed_at=None),
                violation_error_message="这一项已经提了更正，等办公室核对。",
            ),
            models.CheckConstraint(
                name="amendment_says_what_and_why",
                condition=~Q(new="") & ~Q(reason="") & ~Q(new=F("old")),
                violation_error_message="写明更正成什么、为什么，不能和原来一样。",
            ),
            models.CheckConstraint(
                name="amendment_is_confirmed_by_somebody_else",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("by")),
                violation_error_message="提更正的人不能自己核对。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="unit_alone_amends_what_is_locked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=UNIT_AMENDS,
            ),
            pgtrigger.Protect(
                name="confirmed_amendment_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.confirmed_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Closing(models.Model):
    """A quarter was closed: whoever had handed in nothing by then is missing. Written once."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    quarter = models.CharField("季度", max_length=6)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁关的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        open_to_all(NO_PERSON, Role.OFFICE),
        for_good(WHY_KEPT),
        recorded("quarter"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("area_id", "quarter", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "季度截止"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_quarter_is_closed_once",
                fields=["area", "quarter"],
                violation_error_message="这个季度已经截止。",
            ),
            models.CheckConstraint(name="closing_is_of_a_quarter", condition=Q(quarter__regex=QUARTER)),
        ]

    def __str__(self) -> str:
        return self.quarter
