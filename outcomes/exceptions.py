"""What may go wrong here. Each message is a Chinese sentence that says what to do."""

from pilot.exceptions import PilotDenied


class OutcomesDenied(PilotDenied):
    """Not this user's to do, or not as things stand."""


def refuse(holds: bool, sentence: str) -> None:
    """Raises OutcomesDenied with the sentence where it does not hold."""
    if not holds:
        raise OutcomesDenied(sentence)
