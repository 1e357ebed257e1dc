"""What the county asks of an assessment where no norm says a number (RA-11), by version."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, User
from security.custody import ACTOR, APPEND, Custody, Export, Scope, for_good, of_roles, recorded
from stability.levels import Shares

OWN_HAND = f"({of_roles(Role.SYSTEM_ADMIN).rows}) AND by_id = {ACTOR}"


class StandardQuerySet(models.QuerySet["Standard"]):
    def in_force(self, on: date) -> "Standard":
        """The version that holds on this day; where the county has said nothing, the platform's own."""
        found = self.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()
        return found or Standard()


class Standard(models.Model):
    """One version of the county's numbers. Never changed; the next version holds from its day."""

    sample = models.PositiveSmallIntegerField("每个群体至少问多少人", default=30)
    medium_share = models.PositiveSmallIntegerField("反对的超过百分之几建议中风险", default=20)
    high_share = models.PositiveSmallIntegerField("反对的超过百分之几建议高风险", default=50)
    signals = models.PositiveSmallIntegerField("新来多少件提示重新评估", default=5)
    valid_from = models.DateField("从哪天起")
    basis = models.CharField("依据", max_length=120)
    reason = models.CharField("为什么改", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁改的")
    created_at = models.DateTimeField("写下时间", db_default=Now(), editable=False)

    objects = StandardQuerySet.as_manager()

    custody = Custody(
        Scope("true", "稳评的要求是公开的规定", OWN_HAND),
        for_good("评估照它做"),
        recorded("basis", "reason"),
        Export.PUBLIC,
        rights=APPEND,
        stamped=("created_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "稳评口径"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="standard_says_why_and_can_be_met",
                condition=~Q(basis="")
                & ~Q(reason="")
                & Q(sample__gte=1, signals__gte=1, high_share__lte=100, medium_share__lt=F("high_share")),
                violation_error_message="写明依据和为什么改；至少 1 人、1 件，中风险的百分比小于高风险的。",
            )
        ]

    def __str__(self) -> str:
        return f"每个群体 {self.sample} 人，{self.valid_from:%Y-%m-%d} 起"

    @property
    def shares(self) -> Shares:
        return Shares(self.medium_share, self.high_share)
