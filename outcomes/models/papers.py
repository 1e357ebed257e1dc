"""The signed papers of what results are used for: notices, records, decisions, summaries; one series."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Unit, User
from areas.models import Area
from casework.models.matter import among, one_of
from casework.models.signed import NumberSeries, SignedPaper, goes_on_with, stands_in
from outcomes.models.honours import Roll
from outcomes.models.measures import Measure, keeps_outcomes
from pilot.models.group import WRITERS, county_of
from pilot.workflow import CONCERNED
from security.custody import APPEND, Custody, Export, Scope, for_good, of_roles, open_to_all, recorded

READERS = of_roles(*sorted(CONCERNED)).rows
IN_COUNTY = f"({one_of('areas', 'area_id')}) AND ({WRITERS})"


class PaperSeries(NumberSeries):
    """The numbers of one office's papers in one year."""

    custody = Custody(
        open_to_all("只有编到几号；号只随签发的文书往前走"),
        for_good("文号不能断、不能重"),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("unit_id", "year"),
    )

    class Meta(NumberSeries.Meta):
        verbose_name = verbose_name_plural = "结果运用文号"
        triggers = goes_on_with("outcomes_paper", "outcome_series")
        constraints = [
            models.UniqueConstraint(name="one_outcome_series_of_a_unit_and_year", fields=["unit", "year"])
        ]


class PaperSort(models.TextChoices):
    """Which paper it is."""

    NOTICE = "notice", "通知书"
    TALK = "talk", "约谈纪要"
    EXTENDED = "extended", "延长整改通知书"
    LIFTED = "lifted", "解除通知书"
    HONOURS = "honours", "表彰决定"
    SUMMARY = "summary", "履行职责情况"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> Self:
        """Those to one's own unit; decisions on honours for all concerned; all for office and group."""
        county = county_of(user)
        here = self.filter(area=county) if county else self.none()
        if keeps_outcomes(user):
            return here
        shown = Q(sort=PaperSort.HONOURS) if user.roles & CONCERNED else Q(pk=None)
        return here.filter(shown | Q(unit__in=user.units))


class Paper(SignedPaper):
    """One paper as it was signed. Never changed."""

    series = models.ForeignKey(PaperSeries, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField("哪一种", max_length=10, choices=PaperSort)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="papers")
    roll = models.OneToOneField(Roll, null=True, on_delete=models.PROTECT, related_name="paper")
    year = models.PositiveSmallIntegerField("哪一年的", null=True)

    objects = PaperQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"({IN_COUNTY}) OR {among('units', 'unit_id')} OR (sort = 'honours' AND ({READERS}))",
            "",
            IN_COUNTY,
        ),
        for_good("签发的文书"),
        recorded("number", "sha256", "sort"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta(SignedPaper.Meta):
        verbose_name = verbose_name_plural = "结果运用的文书"
        triggers = stands_in("outcomes_paperseries", "outcome_paper")
        constraints = [
            models.UniqueConstraint(name="outcome_number_is_given_once", fields=["series", "serial"]),
            models.CheckConstraint(name="outcome_numbers_begin_at_one", condition=Q(serial__gte=1)),
            models.CheckConstraint(
                name="paper_is_of_one_thing",
                condition=Q(measure__isnull=False, unit__isnull=False, roll=None, year=None)
                | Q(measure=None, unit=None, roll__isnull=False, year=None)
                | Q(measure=None, unit__isnull=False, roll=None, year__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.number}"
