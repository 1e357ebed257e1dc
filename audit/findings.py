"""What can be wrong with the record, and the sentence that says so."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was done to the record."""

    EDITED = "改动"
    BACKDATED = "倒填时间"
    DELETED = "删除"
    SWAPPED = "对调"
    INSERTED = "补插"
    CUT = "截尾"
    REWRITTEN = "重写"
    BROKEN = "封存被改"
    UNWATCHED = "没有记录"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in a sentence."""

    kind: Kind
    words: str
