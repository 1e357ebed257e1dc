"""Filters that somebody keeps under a name of their own."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from security.custody import Custody, for_good, of_user, recorded

NAME_LENGTH, QUERY_LENGTH = 20, 1000


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user.pk)


class SavedFilter(models.Model):
    """The state of a list under a name: its address, which may be sent to a colleague.

    The address holds no rows: whoever opens it sees what they may see themselves.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="谁的"
    )
    name = models.CharField("名字", max_length=NAME_LENGTH)
    path = models.CharField("哪个列表", max_length=60)
    query = models.CharField("条件", max_length=QUERY_LENGTH)
    created_at = models.DateTimeField("保存时间", db_default=Now(), editable=False)

    objects = SavedFilterQuerySet.as_manager()

    custody = Custody(
        of_user("user_id"), for_good("由本人存，由本人删"), recorded("path"), fixed=("user_id",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "常用条件"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="saved_filter_has_a_name_of_its_own", fields=["user", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}"
