"""Papers that are signed: a number that goes on by one, and the paper as it was on that day, for good.

An app that signs papers has a series and a paper of its own: who sees them is its own to say. What holds for
all of them stands here, in the tables and in their triggers.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

KEPT = pgtrigger.Condition("current_user <> 'governance_keeper'")  # who erases what is due, and nobody else
# Asked when all is written: a series goes on by one, and only with the paper that bears the number.
BY_ONE = """
    IF NEW.last <> OLD.last + 1 OR NOT EXISTS (
        SELECT FROM {paper} p WHERE p.series_id = NEW.id AND p.serial = NEW.last
    ) THEN
        RAISE EXCEPTION 'a number is given with its paper, one after the other'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
"""
THE_LAST = """
    IF NOT EXISTS (SELECT FROM {series} s WHERE s.id = NEW.series_id AND s.last = NEW.serial) THEN
        RAISE EXCEPTION 'a paper bears the number that its series is at'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
"""


def goes_on_with(paper: str, word: str) -> list[pgtrigger.Trigger]:
    """The triggers of a series: `paper` is the table of what bears its numbers, `word` begins their names."""
    name = f"{word}_goes_on_with_its_paper"
    return [
        pgtrigger.Trigger(
            name=name,
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            func=BY_ONE.format(paper=paper, name=name),
        ),
        pgtrigger.Trigger(
            name=f"{word}_begins_at_the_beginning",
            operation=pgtrigger.Insert,
            when=pgtrigger.Before,
            func="NEW.last = 0; RETURN NEW;",
        ),
    ]


def stands_in(series: str, word: str) -> list[pgtrigger.Trigger]:
    """The triggers of a paper: `series` is the table of its numbers, `word` begins their names."""
    name = f"{word}_bears_the_next_number"
    return [
        pgtrigger.Trigger(
            name=name,
            operation=pgtrigger.Insert,
            when=pgtrigger.After,
            func=THE_LAST.format(series=series, name=name),
        ),
        pgtrigger.Protect(name=f"signed_{word}_stands", operation=pgtrigger.Update, condition=KEPT),
    ]


class NumberSeries(models.Model):
    """The numbers of one unit's papers in one year. Its row is locked while one is given."""

    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位"
    )
    year = models.PositiveSmallIntegerField("哪一年")
    last = models.PositiveIntegerField("编到几号", default=0)

    class Meta:
        abstract = True
        ordering = ["-year", "unit"]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} 年，编到 {self.last} 号"


class SignedPaper(models.Model):
    """A paper as it was signed: its number, its text and the PDF of that day. Never changed."""

    serial = models.PositiveIntegerField("几号")
    number = models.CharField("文号", max_length=40)
    form = models.JSONField("全文")
    pdf = models.BinaryField("签发的 PDF")
    sha256 = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁签发的"
    )
    signed_on = models.DateField("签发日期")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]
