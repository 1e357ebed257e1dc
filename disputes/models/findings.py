"""What a sweep brought to light, and what was wrong with its report (MD-42, MD-43)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from disputes.models.sweeps import Sweep
from security.custody import APPEND, Custody, Export, for_good, of_matter, recorded, through, with_matter


class Found(models.Model):
    """A dispute that a sweep brought to light; of one sweep alone, so that no number counts it twice."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.PROTECT, related_name="found")
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="finds")
    later = models.BooleanField("签报以后才记的", default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "排查出的纠纷"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.matter)


class Fault(models.Model):
    """What is wrong with what a unit reported: late, missed and concealed are not the same (MD-43)."""

    class Code(models.TextChoices):
        LATE = "late", "迟报"
        MISSED = "missed", "漏报"
        CONCEALED = "concealed", "瞒报"

    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="faults")
    code = models.CharField("哪一种", max_length=10, choices=Code)
    reason = models.CharField("为什么这样认定", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        through("disputes_sweep", "sweep_id"),
        for_good("排查台账的依据"),
        recorded("code"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "迟报漏报瞒报"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="fault_is_found_once",
                fields=["sweep", "code"],
                violation_error_message="这一期已经这样认定过了。",
            ),
            models.CheckConstraint(
                name="fault_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="写一句为什么这样认定。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())
