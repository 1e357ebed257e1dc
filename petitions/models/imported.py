"""Where a petition that was loaded from another system stood there."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casework.models import Matter
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter


class ImportedRow(models.Model):
    """One row of a file that was loaded: its number there, and every column that has no place here.

    Whoever wrote it is not among them: their name is sealed with the petition's people.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="imported_row", verbose_name="信访件"
    )
    origin = models.CharField("从哪个系统", max_length=60)
    number = models.CharField("原编号", max_length=60)
    rest = models.JSONField("其余各列", default=dict)
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("origin", "number"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("matter_id", "origin", "number"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "导入的原始行"
        constraints = [
            models.UniqueConstraint(name="row_is_imported_once", fields=["origin", "number"]),
            models.CheckConstraint(
                name="imported_row_names_its_origin", condition=~Q(origin="") & ~Q(number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.number}"
