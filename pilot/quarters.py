"""A quarter of a year, as the programme counts it. Pure."""

import re
from dataclasses import dataclass
from datetime import date

WRITTEN = re.compile(r"(20\d\d)Q([1-4])")
IN_WORDS = "一二三四"


@dataclass(frozen=True, order=True)
class Quarter:
    """2026Q1."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """As it is written: 2026Q1. Raises ValueError with a Chinese sentence."""
        if not (found := WRITTEN.fullmatch(text)):
            raise ValueError("季度像 2026Q1 这样写。")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def in_words(self) -> str:
        return f"{self.year}年第{IN_WORDS[self.number - 1]}季度"

    @property
    def start(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def next(self) -> "Quarter":
        return self.later(1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.next.start

    def later(self, more: int) -> "Quarter":
        """So many quarters after it; before it where that is less than none."""
        years, rest = divmod(self.number - 1 + more, 4)
        return Quarter(self.year + years, rest + 1)

    def around(self, before: int, after: int) -> list["Quarter"]:
        """So many before it, itself, and so many after it, the latest first."""
        return [self.later(more) for more in range(after, -before - 1, -1)]
