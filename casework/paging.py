"""Pages of a list that may be too long to be counted to its end."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

from casework.models.finding import MOST


class MatterPaginator(Paginator):
    """Counts all; or, where the words looked for are `common`, so many, and whether there are `more`."""

    def __init__(self, *args: Any, common: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.common = common

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        if isinstance(rows, list):
            return len(rows)
        return int(rows.order_by()[: MOST + 1].count() if self.common else rows.count())

    @property
    def more(self) -> bool:
        return self.common and self.counted > MOST

    @cached_property
    def count(self) -> int:
        """How many are listed."""
        return min(self.counted, MOST) if self.common else self.counted
