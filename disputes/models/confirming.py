"""An agreement before a court: asked to confirm it or to order payment, taken or not, and ruled on."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from disputes.court import FOLLOWS, CourtGround, CourtRefusal, CourtWay, Material, Rejection, Ruling
from security.custody import Custody, Export, of_matter, recorded, with_matter

PENDING = Q(refusal="", result="")


class Confirmation(models.Model):
    """Once asked of a court (MD-30 to MD-37). The court's own limits are no clocks of ours (MD-36)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="confirmations")
    way = models.CharField("申请什么", max_length=12, choices=CourtWay)
    applied_on = models.DateField("哪天申请的")
    court = models.CharField("哪个法院", max_length=80)
    ground = models.CharField("为什么是它", max_length=12, choices=CourtGround)
    materials = models.JSONField("带了什么", default=list)
    accepted_on = models.DateField("法院受理的日期", null=True, blank=True)
    refusal = models.CharField("不受理的原因", max_length=12, choices=CourtRefusal, blank=True)
    result = models.CharField("结果", max_length=10, choices=Ruling, blank=True)
    ruled_on = models.DateField("裁定的日期", null=True, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    rejection = models.CharField("没有确认的原因", max_length=14, choices=Rejection, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("way", "ground", "refusal", "result", "rejection"),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "way", "applied_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "司法确认"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_application_is_before_the_court",
                fields=["matter"],
                condition=PENDING,
                violation_error_message="已经有一个申请在法院，等有了结果再申请。",
            ),
            models.UniqueConstraint(
                name="agreement_is_confirmed_once",
                fields=["matter"],
                condition=Q(result=Ruling.VALID),
                violation_error_message="这份协议已经裁定有效，不用再申请。",
            ),
            models.CheckConstraint(
                name="application_names_the_court",
                condition=~Q(court=""),
                violation_error_message="写上是哪个法院。",
            ),
            models.CheckConstraint(
                name="court_takes_it_or_does_not",
                condition=Q(refusal="") | Q(accepted_on=None),
                violation_error_message="法院不受理的，没有受理的日期。",
            ),
            models.CheckConstraint(
                name="court_rules_on_what_it_took",
                condition=Q(result="", ruled_on=None, number="")
                | (
                    ~Q(result="")
                    & Q(accepted_on__isnull=False, ruled_on__gte=F("accepted_on"))
                    & ~Q(number="")
                ),
                violation_error_message="裁定要写日期和文号，日期不能早于受理。",
            ),
            models.CheckConstraint(
                name="rejection_says_why",
                condition=Q(result=Ruling.REJECTED) & ~Q(rejection="")
                | ~Q(result=Ruling.REJECTED) & Q(rejection=""),
                violation_error_message="法院没有确认的，要选原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applied_on:%Y-%m-%d} 向{self.court}申请{self.get_way_display()}"

    @property
    def pending(self) -> bool:
        """Has the court still to answer?"""
        return not (self.refusal or self.result)

    @property
    def brought(self) -> str:
        """What was brought, in words."""
        return "、".join(Material(code).label for code in self.materials if code in Material.values)

    @property
    def stands(self) -> str:
        """How far it is, in words, and what follows (MD-32)."""
        if self.refusal:
            return f"法院不受理：{self.get_refusal_display()}"
        if not self.accepted_on:
            return "等法院答复受不受理"
        if not self.result:
            return f"法院 {self.accepted_on:%Y-%m-%d} 受理，等裁定"
        why = f"：{self.get_rejection_display()}" if self.rejection else ""
        said = f"{self.ruled_on:%Y-%m-%d} {self.get_result_display()}{why}，{self.number}"
        return f"{said}。{FOLLOWS[self.result]}"
