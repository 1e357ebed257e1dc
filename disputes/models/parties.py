"""Who quarrels, and who may not mediate between them."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter, Person
from disputes.dictionaries import Nature, Recusing, Side
from disputes.models.bodies import Mediator
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter


class Party(models.Model):
    """What is known of a party beside the sealed details: a person or a body, and on which side."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="parties")
    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="party", verbose_name="谁"
    )
    nature = models.CharField("性质", max_length=8, choices=Nature, default=Nature.NATURAL)
    side = models.CharField("哪一方", max_length=10, choices=Side)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("nature", "side"),
        Export.INTERNAL,
        fixed=("matter_id", "person_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_side_display())


class Recusal(models.Model):
    """A mediator gave way in this dispute, and why; they are not chosen for it again (MD-18b)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals")
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField("为什么", max_length=10, choices=Recusing)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("reason"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="mediator_gives_way_once", fields=["matter", "mediator"])]

    def __str__(self) -> str:
        return f"{self.mediator}：{self.get_reason_display()}"
