from figures.selectors.answers import ENOUGH, UNKNOWN, Answer
from figures.selectors.counting import ask, ask_as, by_group, chosen, compare, count
from figures.selectors.tally import Question

__all__ = [
    "ENOUGH",
    "UNKNOWN",
    "Answer",
    "Question",
    "ask",
    "ask_as",
    "by_group",
    "chosen",
    "compare",
    "count",
]
