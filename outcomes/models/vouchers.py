"""Payments that were made elsewhere, noted with their vouchers (domain.md 5.6)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from outcomes.models.awards import Allocation
from outcomes.models.measures import of_office
from outcomes.models.schemes import WHY_KEPT
from pilot.models.funds import money, not_over
from security.custody import APPEND, Custody, Export, for_good, recorded

PAID_WHEN_CONFIRMED = """
IF NOT EXISTS (
    SELECT FROM outcomes_allocation a JOIN outcomes_award w ON w.id = a.award_id
    WHERE a.id = NEW.allocation_id AND w.state = 'confirmed' AND NOT a.struck
) THEN
    RAISE EXCEPTION 'paid_when_confirmed' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'paid_when_confirmed', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class Voucher(models.Model):
    """A payment that was made elsewhere, noted with its voucher. The portal pays nothing."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="vouchers")
    amount = money("金额（元）")
    document = models.CharField("凭证号", max_length=80)
    on = models.DateField("支付日期")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_office("outcomes_allocation", "allocation_id"),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "兑付凭证"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="voucher_is_some_money",
                condition=Q(amount__gt=0) & ~Q(document=""),
                violation_error_message="写明凭证号和金额，金额大于 0。",
            )
        ]
        triggers = [
            not_over(
                "vouchers_stay_within_the_allocation",
                "outcomes_voucher",
                "outcomes_allocation",
                "allocation_id",
            ),
            pgtrigger.Trigger(
                name="paid_when_confirmed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=PAID_WHEN_CONFIRMED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.amount} 元"
