"""A dispute: what is particular to it, who mediates it, and each time they met."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from casework.clocks import Limit
from casework.kinds import kind
from casework.models import LimitRule, Matter
from disputes.dictionaries import (
    BodySort,
    DisputeSource,
    Ending,
    JusticeType,
    PublicType,
    Refusal,
    Risk,
    Scale,
    Selection,
    Way,
)
from disputes.models.bodies import Body, Mediator
from disputes.models.writing import written_where_it_must
from disputes.papers import Contents, Paper, papers
from disputes.risk import Colour, colour_of
from disputes.telling import IN_WORDS, TELLS
from disputes.workflow import DISPUTE_FLOW
from security import clock
from security.custody import Custody, Export, of_matter, recorded, with_matter

MOMENTS = ("accepted_at", "notified_at", "agreed_at", "ended_at", "performed_at", "visited_at", "filed_at")
SERVED = "NEW.matter_id = ANY(portal.admitted())"


@kind(workflow=DISPUTE_FLOW, searched=("request", "facts"), tells=TELLS, in_words=IN_WORDS)
class Dispute(models.Model):
    """A quarrel between people that a committee is asked to settle, or settles of its own accord.

    The moments of its steps stand here, written by the moves, so that figures need no history.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="dispute")
    request = models.TextField("请求什么", blank=True)
    facts = models.TextField("纠纷事实")
    justice_type = models.CharField("纠纷类型", max_length=12, choices=JusticeType)
    public_type = models.CharField("综治分类", max_length=2, choices=PublicType, default=PublicType.NONE)
    scale = models.CharField("规模", max_length=2, choices=Scale, default=Scale.SINGLE)
    heads = models.PositiveSmallIntegerField("涉及几人", default=2)
    amount = models.DecimalField("涉及金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField("来源", max_length=14, choices=DisputeSource, default=DisputeSource.APPLIED)
    risk = models.CharField("激化风险", max_length=10, choices=Risk, default=Risk.NONE)
    police_at = models.DateTimeField("报告公安的时间", null=True, blank=True)
    violence = models.BooleanField("涉家庭暴力", default=False)
    minors = models.BooleanField("涉未成年人", default=False)
    difficult = models.BooleanField("疑难复杂", default=False)
    crime_prevented = models.PositiveIntegerField("防止民转刑涉及人数", null=True, blank=True)
    petition_prevented = models.PositiveIntegerField("防止群体性上访涉及人数", null=True, blank=True)
    identified = models.BooleanField("身份证明核对过", default=False, editable=False)
    mediator = models.ForeignKey(
        Mediator,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disputes",
        verbose_name="调解员",
    )
    selection = models.CharField("怎样确定的", max_length=10, choices=Selection, blank=True)
    refusal = models.CharField("不受理的理由", max_length=14, choices=Refusal, blank=True)
    ending = models.CharField("没有调成的原因", max_length=14, choices=Ending, blank=True)
    way = models.CharField("告诉了哪条途径", max_length=18, choices=Way, blank=True)

    accepted_at = models.DateTimeField("受理时间", null=True, editable=False)
    notified_at = models.DateTimeField("告知时间", null=True, editable=False)
    agreed_at = models.DateTimeField("达成协议时间", null=True, editable=False)
    ended_at = models.DateTimeField("终止时间", null=True, editable=False)
    performed_at = models.DateTimeField("履行完的时间", null=True, editable=False)
    visited_at = models.DateTimeField("回访时间", null=True, editable=False)
    filed_at = models.DateTimeField("立卷时间", null=True, editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("justice_type", "public_type", "source", "risk", "ending"),
        Export.INTERNAL,
        fixed=("matter_id",),
        system=MOMENTS,
        served=SERVED,
    )

    class Meta:
        verbose_name = verbose_name_plural = "矛盾纠纷"
        triggers = [written_where_it_must("type_allows_its_oral_agreement", "justice_type")]
        indexes = [
            models.Index("accepted_at", name="dispute_by_accepted_at"),
            models.Index("agreed_at", name="dispute_by_agreed_at"),
            models.Index("ended_at", name="dispute_by_ended_at"),
            models.Index("filed_at", name="dispute_by_filed_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="dispute_says_what_happened",
                condition=~Q(facts=""),
                violation_error_message="写一写纠纷是怎么回事，几句话就行。",
            ),
            models.CheckConstraint(
                name="dispute_amount_is_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
                violation_error_message="金额不能是负数。",
            ),
            models.CheckConstraint(
                name="dispute_is_of_two_at_least",
                condition=Q(heads__gte=2),
                violation_error_message="纠纷至少涉及 2 人。",
            ),
            models.CheckConstraint(
                name="what_was_prevented_has_people",
                condition=(Q(crime_prevented=None) | Q(crime_prevented__gt=0))
                & (Q(petition_prevented=None) | Q(petition_prevented__gt=0)),
                violation_error_message="写涉及几人；没有就不填。",
            ),
            models.CheckConstraint(
                name="mediator_was_appointed_or_chosen",
                condition=Q(mediator=None) | ~Q(selection=""),
                violation_error_message="说清调解员是指派的还是当事人选的。",
            ),
            models.CheckConstraint(
                name="acute_dispute_was_told_to_the_police",
                condition=~Q(risk=Risk.ACUTE) | Q(police_at__isnull=False),
                violation_error_message="可能发生治安或刑事案件的，要立即报告公安机关，写上报告的时间。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def waits_for_experts(self) -> bool:
        """Does its limit stand still while an expert is asked? A medical dispute's alone (T-09)."""
        return self.justice_type == JusticeType.MEDICAL

    @property
    def vital(self) -> bool:
        """May its limits wake somebody at night? What may come to blows may (F19)."""
        return self.risk == Risk.ACUTE

    @property
    def volume(self) -> str:
        """The number on the cover of its file: （2026）武原调字第 202604-000012 号."""
        unit = self.matter.unit
        body = getattr(unit, "body", None)
        mark = body.mark if body and body.mark else "人调"
        return f"（{self.matter.registered_at:%Y}）{mark}字第 {self.matter.number} 号"

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Its file, paper by paper."""
        matter = self.matter
        agreement = getattr(matter, "agreement", None)
        sessions = len(matter.sessions.all())
        people = matter.people.all()
        return papers(
            Contents(
                told_of_rights=self.notified_at is not None,
                identified=self.identified,
                agents=len([person for person in people if person.part == "agent"]),
                inquiries=len(matter.inquiries.all()),
                evidence=matter.attachments.count(),
                sessions=sessions,
                agreed=bool(agreement and agreement.effective_on),
                payments=len([1 for item in agreement.items.all() if item.paid]) if agreement else 0,
                visits=len(matter.visits.all()),
                confirmations=len(matter.confirmations.all()),
                settled=bool(agreement and agreement.effective_on),
                mediated=sessions > 0,
            )
        )

    @staticmethod
    def page_of(matter: Matter) -> str:
        """The address of a dispute's page."""
        return reverse("disputes:detail", args=[matter.number])

    def limit(self, key: str) -> Limit:
        """The limit for this step, should it start now: the county's own, or the platform's."""
        return LimitRule.objects.limit(key, categories=[], grade=self.justice_type, on=clock.today())

    def tier_limit(self, key: str) -> Limit | None:
        """How long the body's tier tries before it goes up; none where no tier is above it."""
        body = getattr(self.matter.unit, "body", None)
        tiers = (BodySort.VILLAGE, BodySort.TOWN, BodySort.COUNTY)
        if body is None or body.sort not in tiers:
            return None
        above = Body.objects.filter(sort__in=tiers[tiers.index(body.sort) + 1 :], retired_on=None)
        if not above.filter(unit__area__in=self.matter.area.lineage, unit__active=True).exists():
            return None
        return LimitRule.objects.limit(key, categories=[], grade=body.sort, on=clock.today())

    @property
    def colour(self) -> Colour:
        """How bad it might become, as one of four colours (MD-44)."""
        return colour_of(self.risk, self.scale, tender=self.violence or self.minors)


class Session(models.Model):
    """Once at the table: when, where, who was there, what was said (调解笔录)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="sessions")
    held_at = models.DateTimeField("什么时候")
    place = models.CharField("在哪里", max_length=80)
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="sessions")
    guests = models.TextField("还请了谁", blank=True, help_text="亲友、邻居、专家、律师；当事人同意才请。")
    closed_doors = models.BooleanField("不公开", default=False)
    notes = models.TextField("笔录")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "调解笔录"
        ordering = ["held_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_says_something",
                condition=~Q(notes=""),
                violation_error_message="写一写双方说了什么。",
            ),
            models.CheckConstraint(
                name="session_was_held_before_it_was_written",
                condition=Q(held_at__lte=F("written_at")),
                violation_error_message="调解的时间不能在以后。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d %H:%M} {self.place}"
