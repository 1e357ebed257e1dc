"""Schemes, a quarter's assessment by one of them, what was filled in, scores, appeals, editions."""

from assessment.models.appeals import Appeal, Correction, Recalculation
from assessment.models.editions import Edition, EditionTotal
from assessment.models.entries import Entry
from assessment.models.indicators import Indicator, Kind, Source
from assessment.models.runs import Run, RunStep
from assessment.models.schemes import Scheme, Sort, Target, TargetGroup, Ties
from assessment.models.scores import Score

__all__ = [
    "Appeal",
    "Correction",
    "Edition",
    "EditionTotal",
    "Entry",
    "Indicator",
    "Kind",
    "Recalculation",
    "Run",
    "RunStep",
    "Scheme",
    "Score",
    "Sort",
    "Source",
    "Target",
    "TargetGroup",
    "Ties",
]
