"""What a resident holds of their matter: a code that opens its progress and nothing else."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models.matter import Matter
from security.custody import APPEND, Custody, internal, recorded, with_matter


class QueryCode(models.Model):
    """A code that was given out for a matter: by the resident's own press, or printed at a window.

    Of the code, with the four digits that belong to it, only a keyed digest stands here. A slip that was lost
    is followed by another, with another code.
    """

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="query_codes", verbose_name="事项"
    )
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁给的")
    at = models.DateTimeField("什么时候给的", db_default=Now(), editable=False)

    custody = Custody(
        internal(),
        with_matter(),
        recorded(),
        rights=APPEND,
        stamped=("at",),
        fixed=("matter_id", "digest", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "查询码"
        constraints = [models.CheckConstraint(name="query_code_has_its_digest", condition=~Q(digest=""))]

    def __str__(self) -> str:
        return f"{self.matter_id}"
