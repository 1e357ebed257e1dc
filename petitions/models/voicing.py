"""What petitioners say of how they were served: their rating, and that it is not solved (XF-72, XF-73)."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.models import Matter
from petitions.dictionaries import Level, Rated
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter

CHANGEABLE = timedelta(days=7)


class Rating(models.Model):
    """How content a petitioner is with one of the two organs. It may be changed for seven days.

    No rating is no contentment: figures divide by those who rated.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ratings")
    rated = models.CharField("评谁", max_length=6, choices=Rated)
    level = models.CharField("满意不满意", max_length=5, choices=Level)
    why = models.TextField("为什么", blank=True)
    at = models.DateTimeField("评价时间", db_default=Now(), editable=False)
    changed_at = models.DateTimeField("改动时间", db_default=Now())

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("rated", "level"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "rated"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "满意度评价"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="each_organ_is_rated_once", fields=["matter", "rated"]),
            models.CheckConstraint(
                name="rating_changes_within_seven_days",
                condition=Q(changed_at__lte=F("at") + CHANGEABLE),
                violation_error_message="评价以后 7 天里可以改，现在已经过了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rated_display()}：{self.get_level_display()}"


class Unsolved(models.Model):
    """The petitioner says that it is not solved, and why. Never changed; once a day is enough."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="unsolved")
    why = models.TextField("哪里没解决")
    on = models.DateField("哪天说的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "没解决"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="unsolved_once_a_day", fields=["matter", "on"]),
            models.CheckConstraint(
                name="unsolved_says_why",
                condition=~Q(why=""),
                violation_error_message="写一句哪里没解决。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} 说没解决"
