"""What may go wrong here. Each message is a Chinese sentence that says what to do."""

from django.core.exceptions import PermissionDenied


class AssessmentDenied(PermissionDenied):
    """Not this user's to do, or not as things stand."""


def refuse(holds: bool, sentence: str) -> None:
    """Go on where it holds. Raises AssessmentDenied."""
    if not holds:
        raise AssessmentDenied(sentence)
