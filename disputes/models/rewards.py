"""以案定补: what a county gives for the complete file of a dispute that was settled and performed.

Claimed once, checked by somebody else, published, open to objection. The portal pays nobody.
"""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from areas.models import Area, inside
from casework.models import Matter
from disputes.models.bodies import JUSTICE, Mediator
from security.custody import APPEND, Custody, Export, Scope, for_good, open_to_all, recorded

KEPT = ("SELECT", "INSERT", "UPDATE")
OF_MATTER = "EXISTS (SELECT 1 FROM casework_matter owner WHERE owner.id = matter_id)"
# Raised as a constraint of its own name: whatever writes a claim, the file is put away and all was done.
EARNED = """
IF NOT EXISTS (
    SELECT FROM casework_matter m
    JOIN disputes_dispute d ON d.matter_id = m.id JOIN disputes_agreement a ON a.matter_id = m.id
    WHERE m.id = NEW.matter_id AND m.status = 'filed'
    AND d.performed_at IS NOT NULL AND a.effective_on IS NOT NULL
) THEN
    RAISE EXCEPTION 'reward_is_earned' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'reward_is_earned', TABLE = 'disputes_claim';
END IF;
RETURN NEW;
"""


class RewardSort(models.TextChoices):
    """What a county's table distinguishes."""

    ORAL = "oral", "口头协议"
    WRITTEN = "written", "书面协议"
    DIFFICULT = "difficult", "疑难复杂"
    GROUP = "group", "群体性"


class RewardRateQuerySet(models.QuerySet["RewardRate"]):
    def on(self, day: date, area_code: str) -> Self:
        """The table of the county in which the place lies, as it stands on this day."""
        standing = self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
        return standing.filter(area=area_code[:6])


class RewardRate(models.Model):
    """A line of the county's table: so much for a file of this sort, from then on."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    sort = models.CharField("哪一种", max_length=10, choices=RewardSort)
    amount = models.DecimalField("每件（元）", max_digits=8, decimal_places=2)
    valid_from = models.DateField("自哪天")
    valid_until = models.DateField("至哪天", null=True, blank=True)
    basis = models.CharField("依据", max_length=120, help_text="县里的文件和文号。")

    objects = RewardRateQuerySet.as_manager()

    custody = Custody(
        open_to_all("补贴标准是公开的", JUSTICE),
        for_good("申报按它定的数"),
        recorded("sort"),
        Export.PUBLIC,
        fixed=("area_id", "sort", "amount", "valid_from"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "以案定补标准"
        ordering = ["area", "sort", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="one_rate_of_a_sort_from_a_day",
                fields=["area", "sort", "valid_from"],
                violation_error_message="这个县这一种自这天起已有标准。",
            ),
            models.CheckConstraint(
                name="rate_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message="金额要大于 0。",
            ),
            models.CheckConstraint(
                name="rate_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="“至哪天”不能早于“自哪天”。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.amount} 元"


class Publication(models.Model):
    """公示: the claims that passed, put up for some days so that anybody may object."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪里")
    starts_on = models.DateField("公示自")
    ends_on = models.DateField("公示至")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁公示的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        open_to_all("公示就是给人看的；名单里的每一行另有自己的范围", Role.JUDICIAL),
        for_good("公示过什么要查得到"),
        recorded(),
        Export.PUBLIC,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "以案定补公示"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="publication_lasts_a_day_at_least", condition=Q(ends_on__gt=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.starts_on:%Y-%m-%d} ～ {self.ends_on:%Y-%m-%d}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> Self:
        """Of disputes that the user sees; and all in their area to the judicial office, which checks them,
        but for those that are confidential.
        """
        mine = {duty.area_code for duty in user.held if duty.role == Role.JUDICIAL}
        seen = Q(matter__in=Matter.objects.visible_to(user))
        return self.filter(seen | (inside(mine) & Q(confidential=False)))


class Claim(models.Model):
    """What a mediator claims for one dispute: once, for good. No party is named here."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="claim", verbose_name="纠纷"
    )
    confidential = models.BooleanField("涉隐私", editable=False)
    volume = models.CharField("卷号", max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪里")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="调解组织")
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="claims")
    payee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="调解员")
    rate = models.ForeignKey(RewardRate, on_delete=models.PROTECT, related_name="claims")
    amount = models.DecimalField("金额（元）", max_digits=8, decimal_places=2)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁申报")
    claimed_at = models.DateTimeField("申报时间", db_default=Now(), editable=False)
    checked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁审核"
    )
    checked_at = models.DateTimeField("审核时间", null=True)
    passed = models.BooleanField("通过", null=True)
    reason = models.CharField("为什么不通过", max_length=200, blank=True)
    publication = models.ForeignKey(
        Publication, null=True, on_delete=models.PROTECT, related_name="claims", verbose_name="公示"
    )

    objects = ClaimQuerySet.as_manager()

    custody = Custody(
        Scope(f"{OF_MATTER} OR (NOT confidential AND (SELECT portal.holds('{Role.JUDICIAL.value}')))"),
        for_good("钱的依据"),
        recorded(),
        Export.INTERNAL,
        rights=KEPT,
        stamped=("claimed_at",),
        fixed=("matter_id", "confidential", "mediator_id", "payee_id", "rate_id", "amount", "claimed_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "以案定补申报"
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="claim_is_checked_by_somebody_else",
                condition=Q(checked_by=None) | (~Q(checked_by=F("payee")) & ~Q(checked_by=F("claimed_by"))),
                violation_error_message="自己的申报要由另一个人审核。",
            ),
            models.CheckConstraint(
                name="claim_is_decided_by_whoever_checked_it",
                condition=Q(checked_by=None, checked_at=None, passed=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False, passed__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_claim_says_why",
                condition=Q(passed=None) | Q(passed=True) | ~Q(reason=""),
                violation_error_message="写一句为什么不通过。",
            ),
            models.CheckConstraint(
                name="only_what_passed_is_published", condition=Q(publication=None) | Q(passed=True)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="reward_is_earned", when=pgtrigger.Before, operation=pgtrigger.Insert, func=EARNED
            )
        ]

    def __str__(self) -> str:
        return self.volume


class Objection(models.Model):
    """Somebody says that a published claim is not right, and what was found of that."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField("说什么")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记下")
    at = models.DateTimeField(db_default=Now(), editable=False)
    answer = models.TextField("查下来怎样", blank=True)
    upheld = models.BooleanField("异议成立", null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    custody = Custody(
        Scope("EXISTS (SELECT 1 FROM disputes_claim owner WHERE owner.matter_id = claim_id)"),
        for_good("钱的依据"),
        recorded(),
        Export.INTERNAL,
        rights=KEPT,
        stamped=("at",),
        fixed=("claim_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "对以案定补的异议"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_says_something",
                condition=~Q(text=""),
                violation_error_message="写一写异议是什么。",
            ),
            models.CheckConstraint(
                name="objection_is_answered_by_somebody",
                condition=Q(upheld=None, answered_by=None, answer="")
                | Q(upheld__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:30]
