"""Standard texts (标准用语): what the county usually writes at a step, for a kind and a category."""

from typing import Self

from django.db import models
from django.db.models import Q

from casework.models.matter import Matter
from security.custody import Custody, Export, for_good, open_to_all, recorded


class StandardTextQuerySet(models.QuerySet["StandardText"]):
    def fitting(self, matter: Matter, step: str) -> Self:
        """Those for this step of this matter: of its category and those around it, the closest first."""
        code = str(getattr(matter.own, "category_id", "") or "")
        around = [code[:end] for end in range(3, len(code) + 1, 3)]
        fits = Q(category="") | Q(category__in=around)
        return self.filter(fits, step=step, kind__in=["", matter.kind]).order_by("-category", "place", "pk")


class StandardText(models.Model):
    """A text that is offered at a step and edited before it goes in. Blank kind and category: for all."""

    class Step(models.TextChoices):
        HANDLE = "handle", "写进展"
        FINISH = "finish", "办结上报"
        CLOSE = "close", "办结"
        DECLINE = "decline", "不立案"
        POSTPONE = "postpone", "申请暂缓"

    step = models.CharField("环节", max_length=10, choices=Step)
    kind = models.CharField("种类", max_length=20, blank=True, help_text="案件填 case；空着是各种事项都用。")
    category = models.CharField(
        "类别代码", max_length=12, blank=True, help_text="例如 104；下级类别也用。空着是所有类别都用。"
    )
    title = models.CharField("名称", max_length=40, help_text="选的时候看到的几个字。")
    text = models.TextField("用语", help_text="群众会看到，写得让人看得懂。选了以后还能改。")
    place = models.PositiveSmallIntegerField("排序", default=100)

    objects = StandardTextQuerySet.as_manager()

    custody = Custody(
        open_to_all("县里公开的用语", "system_admin"),
        for_good("办理时套用"),
        recorded("step", "kind", "category"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "标准用语"
        ordering = ["step", "category", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_standard_text_of_a_title",
                fields=["step", "kind", "category", "title"],
                violation_error_message="这个环节和类别已有同名的用语，改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
