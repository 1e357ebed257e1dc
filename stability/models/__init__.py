from stability.models.analysing import Finding, Grading, Measure, RiskPoint
from stability.models.following import Accountability, CheckUp, PostAssessment
from stability.models.hearing import Consultation, Expert, Tally
from stability.models.listed import AffectedArea, AffectedGroup
from stability.models.papers import ReportSeries, SignedReport
from stability.models.stability import Stability
from stability.models.standards import Standard

__all__ = [
    "Accountability",
    "AffectedArea",
    "AffectedGroup",
    "CheckUp",
    "Consultation",
    "Expert",
    "Finding",
    "Grading",
    "Measure",
    "PostAssessment",
    "ReportSeries",
    "RiskPoint",
    "SignedReport",
    "Stability",
    "Standard",
    "Tally",
]
