"""What residents were told of the matter that they reported."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from casework.models.matter import Matter
from casework.models.people import Person
from security.custody import Custody, Export, of_matter, recorded, with_matter

IN_WORDS = "said:"  # begins the key of a sentence that somebody wrote, which stands with its step


class Telling(models.Model):
    """A sentence to the resident who reported a matter. Stands in the matter's history; goes out by SMS.

    The key makes it once for each person. The words name nobody: whoever holds the phone may read them.
    """

    class Event(models.TextChoices):
        RECEIVED = "received", "告诉群众：已收到"
        ACCEPTED = "accepted", "告诉群众：已安排"
        DECLINED = "declined", "告诉群众：不归这里办"
        DELAYED = "delayed", "告诉群众：要晚些答复"
        ANSWERED = "answered", "告诉群众：办理结果"
        PROGRESS = "progress", "告诉群众：进展"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="tellings", verbose_name="事项")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="tellings", verbose_name="告诉谁"
    )
    event = models.CharField("什么时候告诉", max_length=10, choices=Event)
    key = models.CharField("键", max_length=60)
    text = models.TextField("说了什么")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="经谁办理"
    )
    at = models.DateTimeField("时间", db_default=Now())

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("event"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE", "DELETE"),  # deleted where its step is taken back unsent
        stamped=("at",),
        fixed=("matter_id", "person_id", "event", "key", "by_id"),
        system=("text",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "告诉群众的话"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(name="person_is_told_once", fields=["person", "key"])]

    def __str__(self) -> str:
        return self.text
