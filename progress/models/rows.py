"""What stands in a return: a row an item, or a task; what the platform had, and what the unit says of it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from casework.models import Matter
from casework.models.matter import among
from progress.models.items import WHY_KEPT, Item, ItemSort
from progress.models.returns import Return
from progress.workflow import UNSIGNED
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded

# What the unit is at: a draft, and of what was sent back the rows that it is to mend, until it signs again.
IN_HAND = "(owner.state IN ('not_started', 'draft') OR owner.state = 'returned' AND note <> '')"
OWN = among("units", "owner.unit_id")
OWNER = "SELECT 1 FROM progress_return owner WHERE owner.id = sheet_id"
# Raised as a constraint of its own name. The office returns a row with a note; it writes no value (LG-03).
UNIT_WRITES = """
IF TG_OP = 'UPDATE' THEN
    IF (OLD.given, OLD.source, OLD.link, OLD.value, OLD.reason, OLD.answer, OLD.mended)
        IS NOT DISTINCT FROM (NEW.given, NEW.source, NEW.link, NEW.value, NEW.reason, NEW.answer, NEW.mended)
    THEN
        RETURN NEW;
    END IF;
END IF;
IF NOT EXISTS (
    SELECT FROM progress_return r WHERE r.id = NEW.sheet_id AND r.state IN ('draft', 'returned')
    AND (portal.everything() OR r.unit_id = ANY(portal.units()))
) THEN
    RAISE EXCEPTION 'unit_alone_writes_its_return' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'unit_alone_writes_its_return', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


# What the platform itself knows of: it stands, and who says otherwise says why.
STANDING = (ItemSort.FIGURE, ItemSort.TASK)


class Answered(models.TextChoices):
    """What the unit said to a row."""

    OPEN = "open", "待填"
    RIGHT = "right", "对的"
    CHANGED = "changed", "有出入"
    SAME = "same", "本季度无变化"


class RowQuerySet(models.QuerySet["Row"]):
    def visible_to(self, user: User) -> Self:
        """All of the user's units; of others what was handed in, and is not being mended."""
        in_hand = Q(sheet__state__in=UNSIGNED) | Q(sheet__state="returned") & ~Q(note="")
        return self.filter(Q(sheet__unit__in=user.units) | ~in_hand)


class Row(models.Model):
    """One line of a return. `given` is what stood there before the unit said anything, with its source in
    words; `link` opens what it was counted from. `note` is why the office returned this row.
    """

    sheet = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="rows")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="填报项")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=8, choices=ItemSort)
    label = models.CharField("填报项", max_length=130)
    measure = models.CharField("单位", max_length=12, blank=True)
    given = models.TextField("预填", blank=True)
    source = models.CharField("预填从哪里来", max_length=200, blank=True)
    link = models.CharField(max_length=400, blank=True)
    answer = models.CharField("怎么答的", max_length=8, choices=Answered, default=Answered.OPEN)
    value = models.TextField("报的", blank=True)
    reason = models.TextField("原因", blank=True)
    note = models.TextField("退回的话", blank=True)
    mended = models.BooleanField("改过", default=False)

    objects = RowQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"EXISTS ({OWNER} AND ({OWN} OR NOT {IN_HAND}))",
            "",
            f"EXISTS ({OWNER} AND ({OWN} OR {of_roles(Role.OFFICE).rows}))",
        ),
        for_good(WHY_KEPT),
        recorded("sort", "answer"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("sheet_id", "item_id", "matter_id", "sort", "label", "measure"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送的一项"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_row_of_an_item_and_task",
                fields=["sheet", "item", "matter"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="answered_row_has_a_value",
                condition=Q(answer=Answered.OPEN) | ~Q(value=""),
                violation_error_message="答了的要有值。",
            ),
            models.CheckConstraint(
                name="row_that_differs_says_why",
                condition=~Q(sort__in=STANDING, answer=Answered.CHANGED) | ~Q(reason=""),
                violation_error_message="和平台的不一样，写一句原因。",
            ),
            models.CheckConstraint(
                name="right_row_is_as_it_was_given",
                condition=~Q(sort=ItemSort.FIGURE, answer=Answered.RIGHT) | Q(value=models.F("given")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="unit_alone_writes_its_return",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=UNIT_WRITES,
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_counted(self) -> bool:
        return self.sort == ItemSort.FIGURE

    @property
    def stands(self) -> bool:
        """Does the platform know it, so that another value needs a reason?"""
        return self.sort in STANDING

    @property
    def is_asked(self) -> bool:
        """Has the unit still to say something? Of a return that was sent back, to what was noted alone."""
        return not self.mended if self.note else self.answer == Answered.OPEN

    @property
    def now(self) -> str:
        """What is reported, after what was mended since it was locked."""
        done = [one for one in self.amendments.all() if one.confirmed_at]
        return done[-1].new if done else self.value
