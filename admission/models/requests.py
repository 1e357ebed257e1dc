"""表格申请: what a unit wants to know, answered from what is stored before anybody is asked (F3)."""

from datetime import date
from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Role, Unit, User
from admission import costs
from admission.matching import PERSONAL
from admission.triggers import CHOSEN_IN_DRAFT, DECIDED, WANTED_IN_DRAFT
from admission.workflow import ADMITTED, RequestState, Rhythm
from areas.models import Area
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS, county_of
from progress.models.returns import keeps_returns
from security import clock
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded, through

OWN = among("units", "unit_id")
IN_COUNTY = f"({one_of('areas', 'area_id')})"
WHY_KEPT = "谁向谁要过什么，要查得到"
SAID_IN_DRAFT = (
    *("title", "purpose", "basis", "rhythm", "since", "until", "minutes"),
    *("area_id", "unit_id", "by_id"),
)


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: User) -> Self:
        """The user's units' own; what was admitted in the county; for its office all that was handed in."""
        own = Q(unit__in=user.units)
        if not (county := county_of(user)):
            return self.filter(own)
        found = own | Q(area=county, state__in=ADMITTED)
        return self.filter(found | Q(area=county) & ~Q(state="draft") if keeps_returns(user) else found)

    def running(self, today: date) -> Self:
        """Those that are asked on this day."""
        return self.filter(state=RequestState.APPROVED, since__lte=today, until__gte=today)


class Request(models.Model):
    """One form that a unit would have others fill in. `spent` is what it costs them in minutes, said when it
    is handed in; who decides on it is neither who wrote it nor who handed it in.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位要")
    title = models.CharField("表格名称", max_length=60)
    purpose = models.CharField("用来做什么", max_length=300)
    basis = models.CharField("依据", max_length=120)
    rhythm = models.CharField("多久一次", max_length=10, choices=Rhythm)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止")
    minutes = models.DecimalField("每栏几分钟", max_digits=4, decimal_places=1)
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.DRAFT)
    spent = models.DecimalField("一共几分钟", max_digits=12, decimal_places=1, null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁写的")
    sent_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁送的"
    )
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁审批的"
    )
    decided_at = models.DateTimeField("审批时间", null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RequestQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"{OWN} OR state IN ('approved', 'stopped') OR {IN_COUNTY} AND ({WRITERS}) AND state <> 'draft'",
            "",
            f"{OWN} OR ({IN_COUNTY} AND ({of_roles(Role.OFFICE).rows}))",
        ),
        for_good(WHY_KEPT),
        recorded("rhythm", "state"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("made_at",),
        fixed=("area_id", "unit_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "表格申请"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="request_says_what_for_and_by_which_rule",
                condition=~Q(title="") & ~Q(purpose="") & ~Q(basis=""),
                violation_error_message="写明表格名称、用来做什么、依据哪个文件。",
            ),
            models.CheckConstraint(
                name="request_ends_after_it_begins",
                condition=Q(until__gte=F("since")),
                violation_error_message="结束的日子早于开始的日子，改一个。",
            ),
            models.CheckConstraint(
                name="request_takes_some_minutes",
                condition=Q(minutes__gt=0) & Q(minutes__lte=60),
                violation_error_message="每栏几分钟写 0.1 到 60 之间的数。",
            ),
            models.CheckConstraint(
                name="request_is_decided_by_somebody_else",
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")) & ~Q(decided_by=F("sent_by")),
                violation_error_message="写申请、送审批的人不能自己审批，由办公室的另一个人来批。",
            ),
            models.CheckConstraint(
                name="admitted_request_says_by_whom_and_what_it_costs",
                condition=~Q(state__in=ADMITTED)
                | Q(decided_by__isnull=False, decided_at__isnull=False, sent_by__isnull=False)
                & Q(spent__isnull=False),
                violation_error_message="准入的表格要有审批人、时间和花费。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="request_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=DECIDED
            ),
            pgtrigger.Protect(
                name="handed_in_request_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND "
                    f"({', '.join(f'OLD.{name}' for name in SAID_IN_DRAFT)}) IS DISTINCT FROM "
                    f"({', '.join(f'NEW.{name}' for name in SAID_IN_DRAFT)})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("admission:detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Is the end date past, so that nobody is asked any more?"""
        return self.state == RequestState.APPROVED and clock.today() > self.until

    @property
    def is_running(self) -> bool:
        return self.state == RequestState.APPROVED and self.since <= clock.today() <= self.until

    @property
    def standing(self) -> str:
        return "到期，不再填" if self.is_over else str(self.get_state_display())

    def cost(self, columns: int, units: int, year: int | None = None) -> Decimal:
        """Minutes that so many columns cost so many units, as long as it is asked, or in this year."""
        often = costs.times(self.rhythm, self.since, self.until, year)
        return costs.cost(columns, units, often, self.minutes)

    @property
    def hours(self) -> Decimal | None:
        return None if self.spent is None else costs.hours(self.spent)


class Asked(models.Model):
    """A unit that is to fill it in."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = Custody(
        through("admission_request", "request_id"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "DELETE"),
        fixed=("request_id", "unit_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "请谁填"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="unit_is_asked_once", fields=["request", "unit"])]
        triggers = [
            pgtrigger.Trigger(
                name="units_are_chosen_in_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=CHOSEN_IN_DRAFT,
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Answer(models.TextChoices):
    """What became of a column that is wanted."""

    OPEN = "open", "还没有核对"
    STORED = "stored", "已有，直接取"
    ASKED = "asked", "没有，要问"


class SourceSort(models.TextChoices):
    """Where what is stored stands."""

    FIGURE = "figure", "平台指标"
    ITEM = "item", "季度报送"
    LEDGER = "ledger", "台账"
    FORM = "form", "准入的表格"


class Column(models.Model):
    """One column that is wanted. A person says what of the stored it is, or that it is asked, and why."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="columns")
    position = models.PositiveSmallIntegerField("第几栏")
    name = models.CharField("要的栏", max_length=60)
    answer = models.CharField("有没有", max_length=8, choices=Answer, default=Answer.OPEN)
    source = models.CharField("在哪里", max_length=8, choices=SourceSort, blank=True)
    key = models.CharField(max_length=60, blank=True)
    words = models.CharField("来源", max_length=160, blank=True)
    form = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="taken_by")
    why = models.CharField("已有的为什么不合用", max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁核对的"
    )

    custody = Custody(
        through("admission_request", "request_id"),
        for_good(WHY_KEPT),
        recorded("answer", "source", "key"),
        Export.INTERNAL,
        fixed=("request_id", "position", "name"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "要的栏"
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(name="one_column_of_a_position", fields=["request", "position"]),
            models.UniqueConstraint(
                name="a_column_is_wanted_once",
                fields=["request", "name"],
                violation_error_message="有两栏名称一样，留一栏。",
            ),
            models.CheckConstraint(
                name="column_is_confirmed_by_a_person",
                condition=Q(answer=Answer.OPEN) | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="stored_column_names_where_it_is",
                condition=Q(answer=Answer.STORED) & ~Q(source="") & ~Q(key="")
                | ~Q(answer=Answer.STORED) & Q(source="", form=None),
            ),
            models.CheckConstraint(
                name="column_asks_for_no_person",
                condition=~Q(name__regex=PERSONAL),
                violation_error_message="表格不收个人信息：姓名、证件、电话、住址都不能要。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="columns_are_settled_in_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=WANTED_IN_DRAFT,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def choice(self) -> str:
        """As the form has it: which stored thing, or that it is asked."""
        return f"{self.source}:{self.key}" if self.answer == Answer.STORED else Answer.ASKED
