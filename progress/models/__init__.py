"""What units report each quarter: the catalogue of items, the returns, and what was mended after."""

from progress.models.items import Item, ItemSort, ItemUnit
from progress.models.records import Amendment, Closing, Step
from progress.models.returns import Return
from progress.models.rows import Answered, Row

__all__ = [
    "Amendment",
    "Answered",
    "Closing",
    "Item",
    "ItemSort",
    "ItemUnit",
    "Return",
    "Row",
    "Step",
]
