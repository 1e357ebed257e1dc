"""安全感和满意度调查 (domain.md 5.3): rounds that an agency made, and how many said yes, by town."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Role, User
from areas.models import Area
from casework.models.matter import one_of
from pilot.models.group import PROGRAMME, WRITERS, county_of, decides_list, writes_list
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded

WHY_KEPT = "调查结果进考核，要查得到"
SURVEYED = frozenset({*PROGRAMME, Role.MEMBER_UNIT, Role.TOWN, Role.CENTER})
READERS = of_roles(*sorted(SURVEYED)).rows
SEEN = "EXISTS (SELECT 1 FROM pilot_survey owner WHERE owner.id = survey_id)"
TARGET = Decimal("96.00")  # percent
# Raised as a constraint of its own name: what was published is changed by no one.
PUBLISHED_STAYS = """
IF EXISTS (
    SELECT FROM pilot_survey s
    WHERE s.id = COALESCE(NEW.survey_id, OLD.survey_id) AND s.published_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'published_survey_stays' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'published_survey_stays', TABLE = TG_TABLE_NAME;
END IF;
RETURN COALESCE(NEW, OLD);
"""


class Question(models.TextChoices):
    """What is asked: the three rates."""

    SAFETY = "safety", "群众安全感率"
    CRIME = "crime", "扫黑除恶成效率"
    JUSTICE = "justice", "执法工作满意率"


class Method(models.TextChoices):
    """How people were asked."""

    PHONE = "phone", "电话"
    VISIT = "visit", "入户"
    NET = "net", "网络"


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: User) -> Self:
        """In the user's county: what was published, to whom it concerns; the rest to office and group."""
        if not county_of(user) or not user.roles & SURVEYED:
            return self.none()
        here = self.filter(area=county_of(user))
        return here if writes_list(user) or decides_list(user) else here.exclude(published_at=None)


class Survey(models.Model):
    """One round. The office brings in what the agency found; somebody else publishes it (LG-04)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几轮")
    agency = models.CharField("调查机构", max_length=80)
    method = models.CharField("怎么问的", max_length=8, choices=Method)
    began_on = models.DateField("开始")
    ended_on = models.DateField("结束")
    target = models.DecimalField("目标（%）", max_digits=5, decimal_places=2, default=TARGET)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁录的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    published_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁发布的"
    )
    published_at = models.DateTimeField("发布时间", null=True)

    objects = SurveyQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"({READERS}) AND (published_at IS NOT NULL OR {one_of('areas')})",
            "",
            f"({one_of('areas')}) AND ({WRITERS})",
        ),
        for_good(WHY_KEPT),
        recorded("method"),
        Export.INTERNAL,
        stamped=("made_at",),
        fixed=("area_id", "year", "number", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "安全感满意度调查"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="one_survey_of_a_round",
                fields=["area", "year", "number"],
                violation_error_message="这一年这一轮已经有了，打开它再传。",
            ),
            models.CheckConstraint(
                name="survey_says_who_asked_and_when",
                condition=~Q(agency="")
                & Q(ended_on__gte=F("began_on"), number__gte=1, number__lte=12)
                & Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR, target__gt=0, target__lte=100),
                violation_error_message="写明调查机构；结束不早于开始；目标在 0 到 100 之间。",
            ),
            models.CheckConstraint(
                name="survey_is_published_by_somebody_else",
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=F("made_by")),
                violation_error_message="录的人不能自己发布，由另一个人来发布。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_survey_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} 年第 {self.number} 轮"

    def get_absolute_url(self) -> str:
        return reverse("pilot:survey", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class SurveyResult(models.Model):
    """Of one town and question: how many were asked, how many said yes. Nobody's own answer is kept."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="results")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="镇（街道）")
    question = models.CharField("问的什么", max_length=8, choices=Question)
    asked = models.PositiveIntegerField("样本数")
    positive = models.PositiveIntegerField("满意数")

    custody = Custody(
        Scope(SEEN, "", f"{SEEN} AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded("question"),
        Export.INTERNAL,
        fixed=("survey_id", "area_id", "question"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "调查结果"
        ordering = ["area", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_result_of_a_town_and_question", fields=["survey", "area", "question"]
            ),
            models.CheckConstraint(
                name="no_more_say_yes_than_were_asked",
                condition=Q(asked__gte=1, positive__lte=F("asked")),
                violation_error_message="满意数不能多于样本数，样本数至少是 1。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_survey_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=PUBLISHED_STAYS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_question_display()} {self.positive}/{self.asked}"
