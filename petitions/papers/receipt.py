"""送达回证 (XF-55): which paper reached the petitioner, how, when, and the last day of their right. Pure."""

from dataclasses import dataclass
from datetime import date

from papers.document.fields import TO_DATE, TO_SIGN, frame, said_day, seal_of
from papers.document.forms import Form, Grid, Line, plain
from petitions.papers.sheets import PETITIONER


@dataclass(frozen=True)
class Handed:
    """A paper that is handed over: its name and number; how and when, where that is known."""

    name: str
    number: str
    way: str = ""
    on: date | None = None
    proof: str = ""


def receipt(number: str, organ: str, handed: tuple[Handed, ...], last_day: str, today: date) -> Form:
    """To be signed by whoever takes the papers; what is known of how they came is filled in."""
    rows = [(one.name, one.number, one.way, said_day(one.on), one.proof) for one in handed]
    grid = Grid(
        (6, 7, 5, 5, 5), (("文书", "文号", "怎么送的", "送达日期", "证明"), *rows), frozenset(), head=True
    )
    fields = frame(("受送达人", PETITIONER), ("信访事项", number), ("送达单位", organ))
    signing = (
        Line(f"受送达人（签名、盖章或按指印）：{TO_SIGN}", before=1),
        Line(f"收到日期：{TO_DATE}"),
        Line(f"送达人：{TO_SIGN}"),
        Line(f"见证人（留置送达时）：{TO_SIGN}"),
    )
    told = plain(last_day or "从收到处理意见书、复查意见书的次日起算30日；没有送达证明的，这30日不开始。")
    parts = (Line(""), fields, grid, *told, *signing, *seal_of(organ, None))
    return Form("送达回证", organ, today, parts)
