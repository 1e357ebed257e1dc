"""督办函: a letter to the unit whose task is under supervision, numbered when it is signed."""

from django.db import models
from django.db.models import Q

from casework.models import Matter, Supervision
from casework.models.signed import NumberSeries, SignedPaper, goes_on_with, stands_in
from security.custody import APPEND, Custody, Export, for_good, of_matter, open_to_all, recorded, with_matter


class LetterSeries(NumberSeries):
    """The numbers of one office's letters in one year."""

    custody = Custody(
        open_to_all("只有编到几号；号只随签发的督办函往前走"),
        for_good("文号不能断、不能重"),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("unit_id", "year"),
    )

    class Meta(NumberSeries.Meta):
        verbose_name = verbose_name_plural = "督办函文号"
        triggers = goes_on_with("pilot_letter", "letter_series")
        constraints = [
            models.UniqueConstraint(name="one_series_of_an_office_and_year", fields=["unit", "year"])
        ]


class Letter(SignedPaper):
    """The letter of one supervision. Never changed."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="letters")
    supervision = models.OneToOneField(Supervision, on_delete=models.PROTECT, related_name="letter")
    series = models.ForeignKey(LetterSeries, on_delete=models.PROTECT, related_name="+")

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("number", "sha256"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta(SignedPaper.Meta):
        verbose_name = verbose_name_plural = "督办函"
        triggers = stands_in("pilot_letterseries", "letter")
        constraints = [
            models.UniqueConstraint(name="letter_number_is_given_once", fields=["series", "serial"]),
            models.CheckConstraint(name="letter_numbers_begin_at_one", condition=Q(serial__gte=1)),
        ]

    def __str__(self) -> str:
        return f"督办函 {self.number}"
