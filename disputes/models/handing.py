"""What went on elsewhere, and what came from there: told of another way, entrusted to us."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from disputes.dictionaries import Way
from disputes.ways import ROUTES, Outcome, PriorReview, Route
from security.custody import Custody, Export, of_matter, recorded, with_matter


class HandOff(models.Model):
    """The parties were told where else they may go, and until when (MD-26); its end comes later."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="hand_offs")
    way = models.CharField("哪条途径", max_length=18, choices=Way)
    act = models.CharField("复议前置的行政行为", max_length=12, choices=PriorReview, blank=True)
    counts_from = models.DateField("从哪天起算", null=True, blank=True)
    until = models.DateField("最晚哪天", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField("结果的日期", null=True, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁告诉的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("way", "act", "outcome"),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "way", "act", "counts_from", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "告知其他途径"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="outcome_has_its_day",
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                violation_error_message="写上结果和日期。",
            ),
            models.CheckConstraint(
                name="what_is_reconsidered_first_is_not_sued_over",
                condition=Q(act="") | ~Q(way=Way.COURT),
                violation_error_message="这一类要先申请行政复议（行政复议法 23）。",
            ),
        ]

    def __str__(self) -> str:
        until = f"，最晚 {self.until:%Y-%m-%d}" if self.until else ""
        return f"{self.get_way_display()}{until}"

    @property
    def route(self) -> Route:
        """Where, with what, until when, in words."""
        return ROUTES[self.way]


class Referral(models.Model):
    """A court, the police, the petition office or another organ entrusted us with it (MD-11), and wants to
    hear how it ended.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="referral")
    sender = models.CharField("谁委托的", max_length=60)
    number = models.CharField("委托文号", max_length=60, blank=True)
    sent_on = models.DateField("哪天委托的")
    report_by = models.DateField("哪天以前回报")
    reported_on = models.DateField("哪天回报的", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "sent_on", "report_by", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "委托移送"
        constraints = [
            models.CheckConstraint(
                name="referral_names_its_sender",
                condition=~Q(sender=""),
                violation_error_message="写上是哪个单位委托的。",
            ),
            models.CheckConstraint(
                name="report_comes_after_the_referral",
                condition=Q(report_by__gt=F("sent_on"))
                & (Q(reported_on=None) | Q(reported_on__gte=F("sent_on"))),
                violation_error_message="回报的日期要在委托以后。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.sent_on:%Y-%m-%d} 委托，{self.report_by:%Y-%m-%d} 以前回报"
