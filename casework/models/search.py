"""What a matter says, for search: kept by the database's triggers, read through portal.search."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from accounts.models import Unit
from areas.models import Area
from casework.models.matter import Matter
from security.custody import READ, Custody, not_recorded, of_matter, with_matter

# Kept by the database beside the matter's own, which is the one that is checked.
COPIED: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "related_name": "+",
    "db_index": False,
    "db_constraint": False,
}


class SearchText(models.Model):
    """All that is said in a matter, and its pairs of signs with the marks that narrow a search down.

    The portal's role reads it and never writes it: casework/sql/search.sql does, from what was written.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.DO_NOTHING, related_name="search", verbose_name="事项"
    )
    text = models.TextField("说的话")
    vector = SearchVectorField("两个字两个字")
    # What the policy of matters asks of a row, and its order: a search need not open hundreds of matters.
    area = models.ForeignKey(Area, verbose_name="发生地", **COPIED)
    unit = models.ForeignKey(Unit, null=True, verbose_name="承办单位", **COPIED)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, verbose_name="经办人", **COPIED)
    kind = models.CharField("种类", max_length=20)
    confidential = models.BooleanField("涉密涉隐私")
    registered_at = models.DateTimeField("登记时间")

    custody = Custody(
        of_matter(),
        with_matter(),
        not_recorded("由数据库从事项的文字算出；那些文字的写入各有记录"),
        rights=READ,
    )

    class Meta:
        verbose_name = verbose_name_plural = "搜索用的文字"
        indexes = [
            # A short list of what is not merged yet: each search reads the whole of it.
            GinIndex(
                fields=["vector"], name="searchtext_by_pair", fastupdate=True, gin_pending_list_limit=512
            )
        ]

    def __str__(self) -> str:
        return str(self.matter_id)
