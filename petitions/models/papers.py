"""What was signed: a paper with its number, kept as it was; and the rows that the numbers come from."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from petitions.dictionaries import PaperKind
from security.custody import APPEND, Custody, Export, for_good, of_matter, open_to_all, recorded, with_matter

# A series goes on by one, and only with the paper that bears the number: asked when all is written.
BY_ONE = """
    IF NEW.last <> OLD.last + 1 OR NOT EXISTS (
        SELECT FROM petitions_paper p WHERE p.series_id = NEW.id AND p.serial = NEW.last
    ) THEN
        RAISE EXCEPTION 'a number is given with its paper, one after the other'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'series_goes_on_with_its_paper';
    END IF;
    RETURN NULL;
"""
THE_LAST = """
    IF NOT EXISTS (SELECT FROM petitions_series s WHERE s.id = NEW.series_id AND s.last = NEW.serial) THEN
        RAISE EXCEPTION 'a paper bears the number that its series is at'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_bears_the_next_number';
    END IF;
    RETURN NULL;
"""


class Series(models.Model):
    """The numbers of one kind of paper of one organ in one year. Its row is locked while one is given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位")
    kind = models.CharField("什么文书", max_length=10, choices=PaperKind)
    year = models.PositiveSmallIntegerField("哪一年")
    last = models.PositiveIntegerField("编到几号", default=0)

    custody = Custody(
        open_to_all("只有编到几号，没有谁的信息；号只随签发的文书往前走"),
        for_good("文号不能断、不能重"),
        recorded("kind"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("unit_id", "kind", "year"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        ordering = ["-year", "unit", "kind"]
        triggers = [
            pgtrigger.Trigger(
                name="series_goes_on_with_its_paper",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=BY_ONE,
            ),
            pgtrigger.Trigger(
                name="series_begins_at_the_beginning",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.last = 0; RETURN NEW;",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="one_series_of_a_kind_and_year", fields=["unit", "kind", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.year} 年，编到 {self.last} 号"


class Paper(models.Model):
    """A paper that was signed: its number, its text and the PDF as they were on that day. Never changed.

    `about` is the row that it says in writing (the sending, the opinion …): each is signed once. It names no
    petitioner: the copy that goes to them is drawn from the same text, for a purpose on record.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="signed_papers")
    kind = models.CharField("什么文书", max_length=10, choices=PaperKind)
    about = models.PositiveBigIntegerField("说的哪一条")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
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
        recorded("kind", "number", "sha256"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "签发的文书"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="paper_bears_the_next_number",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=THE_LAST,
            ),
            pgtrigger.Protect(
                name="signed_paper_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("current_user <> 'governance_keeper'"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="number_is_given_once",
                fields=["series", "serial"],
                violation_error_message="这个文号刚给了另一份，再按一次签发。",
            ),
            models.UniqueConstraint(
                name="each_is_signed_once",
                fields=["kind", "about"],
                violation_error_message="这一份已经签发过了，刷新页面看看。",
            ),
            models.CheckConstraint(name="numbers_begin_at_one", condition=Q(serial__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
