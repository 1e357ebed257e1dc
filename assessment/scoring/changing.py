"""What would change a score: 如果其中 2 件办好，得分 13.50 → 13.75."""

from fractions import Fraction

from assessment.scoring.amounts import shown
from assessment.scoring.given import Given
from assessment.scoring.reading import score

ENOUGH_TO_TELL = Fraction(1, 100)


def what_if(kind: str, text: str, full: Fraction, given: Given) -> str:
    """The fewest misses that, made good, move the score by a hundredth; "" where there is none."""
    now = score(kind, text, full, given).points
    if now is None or given.misses <= 0:
        return ""
    for more in range(1, min(given.misses, 50) + 1):
        then = score(kind, text, full, given.more(more)).points
        if then is not None and then - now >= ENOUGH_TO_TELL:
            return f"如果其中 {more} 件办好，得分 {shown(now)} → {shown(then)}"
    return ""
