"""What units ask of each other: the request, its columns, whom it asks, what was answered."""

from admission.models.records import Step, Synonym, Value
from admission.models.requests import Answer, Asked, Column, Request, SourceSort

__all__ = ["Answer", "Asked", "Column", "Request", "SourceSort", "Step", "Synonym", "Value"]
