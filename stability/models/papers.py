"""The report as it was signed, with its number; and the rows that the numbers come from."""

from django.db import models
from django.db.models import Q

from casework.models import Matter
from casework.models.signed import NumberSeries, SignedPaper, goes_on_with, stands_in
from security.custody import APPEND, Custody, Export, for_good, of_matter, open_to_all, recorded, with_matter


class ReportSeries(NumberSeries):
    """The numbers of one unit's reports in one year."""

    custody = Custody(
        open_to_all("只有编到几号；号只随签发的报告往前走"),
        for_good("文号不能断、不能重"),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("unit_id", "year"),
    )

    class Meta(NumberSeries.Meta):
        verbose_name = verbose_name_plural = "稳评报告文号"
        triggers = goes_on_with("stability_signedreport", "report_series")
        constraints = [models.UniqueConstraint(name="one_series_of_a_unit_and_year", fields=["unit", "year"])]


class SignedReport(SignedPaper):
    """The report of one round."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="signed_reports")
    round = models.PositiveSmallIntegerField("第几轮")
    series = models.ForeignKey(ReportSeries, on_delete=models.PROTECT, related_name="+")

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("number", "sha256"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta(SignedPaper.Meta):
        verbose_name = verbose_name_plural = "签发的稳评报告"
        triggers = stands_in("stability_reportseries", "report")
        constraints = [
            models.UniqueConstraint(name="report_number_is_given_once", fields=["series", "serial"]),
            models.UniqueConstraint(
                name="each_round_is_reported_once",
                fields=["matter", "round"],
                violation_error_message="这一轮的报告已经签发过了，刷新页面看看。",
            ),
            models.CheckConstraint(name="report_numbers_begin_at_one", condition=Q(serial__gte=1)),
        ]

    def __str__(self) -> str:
        return f"稳评报告 {self.number}"
