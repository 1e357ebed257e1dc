"""A stability risk assessment (稳评): what is particular to it, and where its present round stands."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from casework.clocks import Limit
from casework.kinds import kind
from casework.models import LimitRule, Matter
from casework.rules import rules
from security import clock
from security.custody import Custody, Export, of_matter, recorded, with_matter
from stability.dictionaries import GOING, Decision, Level, Procedure, Scope
from stability.lacking import lacking
from stability.workflow import STABILITY_FLOW

GOES = Q(decision__in=[str(one) for one in GOING])
LISTED = ("matter_id", "year", "scope", "consent", "consented_on")
# What one round found and led to. A plan that is adjusted begins a new one, without a word of the last.
OF_A_ROUND: dict[str, Any] = {
    "published_on": None,
    "published_in": "",
    "open_until": None,
    "shortened": "",
    "level": "",
    "proposed": "",
    "level_reason": "",
    "level_by": None,
    "response": "",
    "reported_on": None,
    "legality_organ": "",
    "legality_sent_on": None,
    "legality": "",
    "legality_on": None,
    "reviewed_on": None,
    "meeting": "",
    "filed_on": None,
    "filed_as": "",
    "residual": "",
    "residual_why": "",
    "reevaluated_by": None,
    "decision": "",
    "document": "",
    "decided_on": None,
}
LASTING = ("round", "filed_at", "filed_in_time", "high_at", "decided_at", "checked_at", "checked_late")
SYSTEM = tuple(f"{name}_id" if name.endswith("_by") else name for name in OF_A_ROUND) + LASTING
CODES = ("scope", "procedure", "level", "proposed", "residual", "decision")


def someone(words: str) -> Any:
    return models.ForeignKey(
        User, null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=words
    )


def after(later: str, earlier: str) -> Q:
    """The one day is there, and the other not after it. What is not known is no answer to a constraint."""
    return Q(**{f"{earlier}__isnull": False, f"{later}__gte": F(earlier)})


@kind(workflow=STABILITY_FLOW, searched=("summary", "plan"))
class Stability(models.Model):
    """A decision that may harm public order is assessed before it is made (713号令 22–24; RA-01 to RA-12).

    Who undertakes the decision is the matter's unit. Nobody who was asked stands here: numbers by groups.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="stability"
    )
    year = models.PositiveSmallIntegerField("哪一年的目录")
    scope = models.CharField("哪一类事项", max_length=8, choices=Scope)
    summary = models.TextField("事项概况")
    basis = models.TextField("依据", blank=True)
    investment = models.BooleanField("是投资项目", default=False)
    consent = models.CharField("党委同意列入目录的文号", max_length=60)
    consented_on = models.DateField("哪天同意的")
    assessor = models.CharField("评估主体（委托的机构）", max_length=60, blank=True)
    procedure = models.CharField("程序", max_length=6, choices=Procedure, blank=True)
    plan = models.TextField("评估方案", blank=True)
    exempt_as = models.CharField("已经评估过的文件", max_length=120, blank=True)
    round = models.PositiveSmallIntegerField("第几轮", default=1, editable=False)

    published_on = models.DateField("哪天公示", null=True, editable=False)
    published_in = models.CharField("在哪里公示", max_length=120, blank=True, editable=False)
    open_until = models.DateField("公示到哪天", null=True, editable=False)
    shortened = models.CharField("为什么短", max_length=200, blank=True, editable=False)
    level = models.CharField("风险等级", max_length=6, choices=Level, blank=True, editable=False)
    proposed = models.CharField("平台建议的等级", max_length=6, choices=Level, blank=True, editable=False)
    level_reason = models.TextField("为什么定这一级", blank=True, editable=False)
    level_by = someone("谁定的等级")
    response = models.TextField("应急预案", blank=True, editable=False)
    reported_on = models.DateField("报告日期", null=True, editable=False)
    legality_organ = models.CharField("合法性审查机构", max_length=60, blank=True, editable=False)
    legality_sent_on = models.DateField("哪天送审", null=True, editable=False)
    legality = models.TextField("合法性审查意见", blank=True, editable=False)
    legality_on = models.DateField("哪天出的意见", null=True, editable=False)
    reviewed_on = models.DateField("哪天集体研究", null=True, editable=False)
    meeting = models.CharField("会议和纪要编号", max_length=120, blank=True, editable=False)
    filed_on = models.DateField("哪天备案", null=True, editable=False)
    filed_as = models.CharField("备案号", max_length=60, blank=True, editable=False)
    residual = models.CharField("措施后等级", max_length=6, choices=Level, blank=True, editable=False)
    residual_why = models.TextField("再评估的意见", blank=True, editable=False)
    reevaluated_by = someone("谁再评估的")
    decision = models.CharField("决策", max_length=4, choices=Decision, blank=True, editable=False)
    document = models.CharField("决策文号", max_length=80, blank=True, editable=False)
    decided_on = models.DateField("哪天决策", null=True, editable=False)

    filed_at = models.DateTimeField("备案时间", null=True, editable=False)
    filed_in_time = models.BooleanField("按期备案", null=True, editable=False)
    high_at = models.DateTimeField("评为高风险的时间", null=True, editable=False)
    decided_at = models.DateTimeField("决策时间", null=True, editable=False)
    checked_at = models.DateTimeField("最近一次跟踪", null=True, editable=False)
    checked_late = models.BooleanField("有跟踪晚了", default=False, editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(*CODES, "consent", "document", "filed_as"),
        Export.INTERNAL,
        fixed=LISTED,
        system=SYSTEM,
        served="NEW.matter_id = ANY(portal.admitted())",
    )

    class Meta:
        verbose_name = verbose_name_plural = "稳评"
        indexes = [
            models.Index("year", name="stability_by_year"),
            models.Index("decided_at", name="stability_by_decided_at", condition=Q(decided_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessed_is_what_the_regulation_names",
                condition=Q(scope__in=[str(one) for one in Scope]),
                violation_error_message="选一类要评估的事项。",
            ),
            models.CheckConstraint(
                name="entry_of_the_catalogue_has_consent",
                condition=~Q(consent="") & ~Q(summary="") & Q(year__gte=2000),
                violation_error_message="写明事项概况，和党委同意列入目录的文号。",
            ),
            models.CheckConstraint(
                name="consultation_ends_after_it_began",
                condition=Q(published_on=None, open_until=None) | Q(open_until__gt=F("published_on")),
                violation_error_message="公示结束要晚于开始。",
            ),
            models.CheckConstraint(
                name="level_has_its_reason_and_its_hand",
                condition=Q(level="", level_by=None)
                | (Q(level_by__isnull=False) & ~Q(level_reason="") & ~Q(proposed="")),
                violation_error_message="定等级要写理由。",
            ),
            models.CheckConstraint(
                name="report_comes_after_the_consultation",
                condition=Q(reported_on=None)
                | (Q(open_until__isnull=False, reported_on__gt=F("open_until")) & ~Q(response="")),
                violation_error_message="听取意见结束以后再出报告，写明应急预案。",
            ),
            models.CheckConstraint(
                name="steps_after_the_report_keep_their_order",
                condition=(Q(legality_sent_on=None) | after("legality_sent_on", "reported_on"))
                & (Q(legality_on=None) | (after("legality_on", "legality_sent_on") & ~Q(legality="")))
                & (Q(reviewed_on=None) | (after("reviewed_on", "legality_on") & ~Q(meeting="")))
                & (Q(filed_on=None) | (after("filed_on", "reviewed_on") & ~Q(filed_as=""))),
                violation_error_message="报告、送审、审查意见、集体研究、备案，日期要一步接一步。",
            ),
            models.CheckConstraint(
                name="decision_has_its_level_and_its_document",
                condition=Q(decision="", decided_on=None)
                | (~Q(level="") & ~Q(document="") & after("decided_on", "filed_on")),
                violation_error_message="决策要在备案以后，写明文号和日期。",
            ),
            models.CheckConstraint(
                name="high_risk_never_goes_ahead",
                condition=~(Q(level=Level.HIGH) & GOES),
                violation_error_message="高风险的不能实施。调整方案、降低风险，重新评估（RA-08）。",
            ),
            models.CheckConstraint(
                name="medium_risk_goes_ahead_after_its_measures_alone",
                condition=~(Q(level=Level.MEDIUM) & GOES)
                | (Q(residual=Level.LOW, reevaluated_by__isnull=False) & ~Q(reevaluated_by=F("level_by"))),
                violation_error_message="中风险的先暂缓；措施安排好了、另一个人再评估为低风险，才能实施（RA-08）。",
            ),
            models.CheckConstraint(
                name="project_goes_ahead_at_low_risk_alone",
                condition=~(Q(investment=True, level__in=[str(Level.HIGH), str(Level.MEDIUM)]) & GOES),
                violation_error_message="投资项目是高风险、中风险的，不予批准（发改投资〔2012〕2492号）。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    @staticmethod
    def page_of(matter: Matter) -> str:
        """The address of an assessment's page."""
        return reverse("stability:detail", args=[matter.number])

    def limit(self, key: str) -> Limit:
        """The limit for this step, should it start now: the county's own, or the platform's."""
        own = LimitRule.objects.own(key, categories=[], grade="", on=clock.today())
        return own or rules()[key].limit()

    def lacks(self, what: str) -> str:
        """What is still to be entered before this step, in words; "" where nothing is."""
        return lacking(self, what)

    @property
    def carried_by(self) -> str:
        """Who assesses: whoever was entrusted with it, else who undertakes the decision (RA-02)."""
        return self.assessor or str(self.matter.unit or "")
