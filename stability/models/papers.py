"""The report as it was signed, with its number; and the rows that the numbers come from."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from security.custody import APPEND, Custody, Export, for_good, of_matter, open_to_all, recorded, with_matter

# A series goes on by one, and only with the report that bears the number: asked when all is written.
BY_ONE = """
    IF NEW.last <> OLD.last + 1 OR NOT EXISTS (
        SELECT FROM stability_signedreport r WHERE r.series_id = NEW.id AND r.serial = NEW.last
    ) THEN
        RAISE EXCEPTION 'a number is given with its report, one after the other'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_series_goes_on_with_its_report';
    END IF;
    RETURN NULL;
"""
THE_LAST = """
    IF NOT EXISTS (
        SELECT FROM stability_reportseries s WHERE s.id = NEW.series_id AND s.last = NEW.serial
    ) THEN
        RAISE EXCEPTION 'a report bears the number that its series is at'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_bears_the_next_number';
    END IF;
    RETURN NULL;
"""


class ReportSeries(models.Model):
    """The numbers of one unit's reports in one year. Its row is locked while one is given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位")
    year = models.PositiveSmallIntegerField("哪一年")
    last = models.PositiveIntegerField("编到几号", default=0)

    custody = Custody(
        open_to_all("只有编到几号；号只随签发的报告往前走"),
        for_good("文号不能断、不能重"),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("unit_id", "year"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "稳评报告文号"
        ordering = ["-year", "unit"]
        triggers = [
            pgtrigger.Trigger(
                name="report_series_goes_on_with_its_report",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=BY_ONE,
            ),
            pgtrigger.Trigger(
                name="report_series_begins_at_the_beginning",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.last = 0; RETURN NEW;",
            ),
        ]
        constraints = [models.UniqueConstraint(name="one_series_of_a_unit_and_year", fields=["unit", "year"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} 年，编到 {self.last} 号"


class SignedReport(models.Model):
    """The report of one round: its number, its text and the PDF as they were on that day. Never changed."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="signed_reports")
    round = models.PositiveSmallIntegerField("第几轮")
    series = models.ForeignKey(ReportSeries, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField("几号")
    number = models.CharField("文号", max_length=40)
    form = models.JSONField("全文")
    pdf = models.BinaryField("签发的 PDF")
    sha256 = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁签发的")
    signed_on = models.DateField("签发日期")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("number", "sha256"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "签发的稳评报告"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="report_bears_the_next_number",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=THE_LAST,
            ),
            pgtrigger.Protect(
                name="signed_report_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("current_user <> 'governance_keeper'"),
            ),
        ]
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
