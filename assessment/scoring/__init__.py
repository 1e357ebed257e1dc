"""The scoring of organisations: pure and exact. Every score says how it came about."""

from assessment.scoring.amounts import Wrong, keep, kept, plain, read, rounded, shown
from assessment.scoring.changing import what_if
from assessment.scoring.given import Event, Given, Outcome
from assessment.scoring.ranking import Standing, places
from assessment.scoring.reading import VERSION, rule_of, score
from assessment.scoring.trees import Node, Total, problems, total_of

__all__ = [
    "VERSION",
    "Event",
    "Given",
    "Node",
    "Outcome",
    "Standing",
    "Total",
    "Wrong",
    "keep",
    "kept",
    "places",
    "plain",
    "problems",
    "read",
    "rounded",
    "rule_of",
    "score",
    "shown",
    "total_of",
    "what_if",
]
