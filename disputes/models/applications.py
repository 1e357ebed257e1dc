"""What a resident holds who applied by themselves: a code that opens the progress and nothing else."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casework.models import Matter
from security.custody import APPEND, Custody, internal, recorded, with_matter


class Application(models.Model):
    """A dispute for which a resident applied online. Of the code, with the end of the phone number that
    belongs to it, only a keyed digest stands here; who applied is a party, sealed as parties are.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="application", verbose_name="纠纷"
    )
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField("申请时间", db_default=Now(), editable=False)

    custody = Custody(
        internal(),
        with_matter(),
        recorded(),
        rights=APPEND,
        stamped=("at",),
        fixed=("matter_id", "digest"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "网上申请"
        constraints = [models.CheckConstraint(name="application_has_its_code", condition=~Q(digest=""))]

    def __str__(self) -> str:
        return f"{self.matter_id}"
