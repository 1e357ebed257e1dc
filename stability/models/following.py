"""What comes after the decision: check-ups each quarter, an assessment afterwards, who answers for what."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter
from stability.dictionaries import Fault


class CheckUp(models.Model):
    """How the risks and the measures stand, looked at each quarter while it is carried out (RA-06)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="check_ups")
    on = models.DateField("哪天")
    found = models.TextField("风险和措施的情况")
    in_time = models.BooleanField("按期", editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "季度跟踪"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="check_up_says_what_was_found",
                condition=~Q(found=""),
                violation_error_message="写明风险和措施的情况。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} 跟踪{'' if self.in_time else '（晚了）'}"


class PostAssessment(models.Model):
    """What the decision led to, looked at by others than who assessed it before (713号令 36; RA-09)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="post_assessments")
    assessed_before_by = models.CharField("决策前由谁评估", max_length=60, editable=False)
    made_by = models.CharField("决策后由谁评估", max_length=60)
    made_on = models.DateField("哪天")
    found = models.TextField("评估意见")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "决策后评估"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="others_assess_it_afterwards",
                condition=~Q(made_by=F("assessed_before_by")) & ~Q(made_by="") & ~Q(found=""),
                violation_error_message="决策前的主要评估单位不做决策后评估，换一个（713号令 36）。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_on:%Y-%m-%d} {self.made_by}"


class Accountability(models.Model):
    """That an organisation was called to account, for what in its procedure, by which document (RA-12).

    A fact that somebody enters; the platform judges nobody, and names no person.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="accountabilities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位")
    fault = models.CharField("哪种情形", max_length=8, choices=Fault)
    facts = models.TextField("事实")
    document = models.CharField("追责文书的文号", max_length=80)
    on = models.DateField("哪天")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("fault", "document"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "责任追究"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="account_has_its_document",
                condition=~Q(document="") & ~Q(facts=""),
                violation_error_message="写明事实和文书的文号。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_fault_display()}（{self.document}）"
