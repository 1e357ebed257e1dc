"""What the parties agreed, who signed, what each owes, and whether it was done (domain.md 2.3, 2.4)."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from disputes.amounts import in_capitals
from disputes.dictionaries import AgreementForm, Manner, Performance, Satisfaction
from disputes.models.dispute import SERVED
from disputes.models.writing import written_where_it_must
from security.custody import Custody, Export, of_matter, recorded, with_matter


class Agreement(models.Model):
    """An agreement, oral or written; it takes effect when all have signed and the seal is on it (MD-23)."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="agreement"
    )
    form = models.CharField("形式", max_length=8, choices=AgreementForm, default=AgreementForm.WRITTEN)
    facts = models.TextField("主要事实和争议")
    duties = models.TextField("各方责任")
    content = models.TextField("协议内容")
    reached_on = models.DateField("达成的日期")
    parties_signed_on = models.DateField("双方签字", null=True, blank=True)
    mediator_signed_on = models.DateField("调解员签字", null=True, blank=True)
    sealed_on = models.DateField("调委会盖章", null=True, blank=True)
    effective_on = models.DateField("生效的日期", null=True, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("form"),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id",),
        system=("effective_on",),
        served=SERVED,
    )

    class Meta:
        verbose_name = verbose_name_plural = "调解协议"
        triggers = [written_where_it_must("oral_agreement_is_lawful", "form")]
        constraints = [
            models.CheckConstraint(
                name="agreement_says_facts_duties_and_content",
                condition=~Q(facts="") & ~Q(duties="") & ~Q(content=""),
                violation_error_message="事实和争议、各方责任、协议内容都要写。",
            ),
            models.CheckConstraint(
                name="written_agreement_takes_effect_when_all_have_signed",
                condition=Q(effective_on=None)
                | Q(form=AgreementForm.ORAL)
                | Q(
                    parties_signed_on__isnull=False, mediator_signed_on__isnull=False, sealed_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="agreement_takes_effect_after_it_was_reached",
                condition=Q(effective_on=None) | Q(effective_on__gte=F("reached_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_form_display())

    @property
    def unsigned(self) -> list[str]:
        """What it lacks to take effect."""
        signed = (
            ("双方当事人签字", self.parties_signed_on),
            ("调解员签字", self.mediator_signed_on),
            ("调委会盖章", self.sealed_on),
        )
        return [] if self.form == AgreementForm.ORAL else [name for name, day in signed if not day]

    @property
    def takes_effect_on(self) -> date:
        """The day of the last signature; of an oral one the day on which it was reached (MD-23)."""
        days = (self.parties_signed_on, self.mediator_signed_on, self.sealed_on)
        return max([self.reached_on, *(day for day in days if day and self.form == AgreementForm.WRITTEN)])


class Item(models.Model):
    """One thing that somebody has to do by the agreement, to a day."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="items")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="items")
    text = models.CharField("履行什么", max_length=200)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    manner = models.CharField("怎样履行", max_length=10, choices=Manner, blank=True)
    due_on = models.DateField("哪天以前")
    paid = models.DecimalField("已付（元）", max_digits=14, decimal_places=2, default=0)
    done_on = models.DateField("履行完的日期", null=True, blank=True)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("due_on", "done_on", "manner"),
        Export.INTERNAL,
        fixed=("matter_id", "agreement_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "履行事项"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="item_says_what",
                condition=~Q(text=""),
                violation_error_message="写一写履行什么。",
            ),
            models.CheckConstraint(
                name="item_amount_is_more_than_nothing",
                condition=Q(amount=None) | Q(amount__gt=0),
                violation_error_message="金额要大于 0；不是付钱的就不填。",
            ),
            models.CheckConstraint(
                name="item_is_not_paid_too_much",
                condition=Q(paid__gte=0) & (Q(amount=None, paid=0) | Q(paid__lte=F("amount"))),
                violation_error_message="已付的不能超过应付的。",
            ),
            models.CheckConstraint(
                name="item_that_is_done_is_paid",
                condition=Q(done_on=None) | Q(amount=None) | Q(paid=F("amount")),
                violation_error_message="还没有付清。",
            ),
        ]

    def __str__(self) -> str:
        how = f"，{self.get_manner_display()}" if self.manner else ""
        return f"{self.due_on:%Y-%m-%d} 前{self.text}{how}" + (f"，{self.money}" if self.amount else "")

    @property
    def money(self) -> str:
        """The amount in figures and in capitals, of one number (M3)."""
        return f"{self.amount:,.2f} 元（{in_capitals(self.amount)}）" if self.amount else ""

    @property
    def owed(self) -> Decimal:
        """What is still to be paid, in yuan."""
        return Decimal(0) if self.amount is None or self.done_on else self.amount - self.paid

    @property
    def stands(self) -> str:
        """How far it is, in words."""
        if self.done_on:
            return f"{self.done_on:%Y-%m-%d} 履行完"
        return f"已付 {self.paid:,.2f} 元，还欠 {self.owed:,.2f} 元" if self.paid else "还没有履行"


class Visit(models.Model):
    """Once asked after: how far the agreement was kept, and whether all is well (回访记录, MD-27)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="visits")
    visited_on = models.DateField("哪天回访")
    performance = models.CharField("履行情况", max_length=6, choices=Performance)
    applicant_says = models.CharField(
        "申请人满意吗", max_length=14, choices=Satisfaction, default=Satisfaction.UNASKED
    )
    respondent_says = models.CharField(
        "被申请人满意吗", max_length=14, choices=Satisfaction, default=Satisfaction.UNASKED
    )
    sued = models.BooleanField("已起诉", default=False)
    escalating = models.BooleanField("有激化迹象", default=False)
    notes = models.TextField("回访记录", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁回访")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("performance", "applicant_says", "respondent_says"),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "回访记录"
        ordering = ["visited_on", "pk"]

    def __str__(self) -> str:
        return f"{self.visited_on:%Y-%m-%d} {self.get_performance_display()}"

    @property
    def satisfied(self) -> bool:
        """Are both sides, each asked for itself?"""
        return {self.applicant_says, self.respondent_says} <= {Satisfaction.SATISFIED, Satisfaction.FAIR}
