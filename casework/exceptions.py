"""What may go wrong with a move. Each message is a Chinese sentence that says what to do."""

from django.core.exceptions import PermissionDenied


class IllegalMove(Exception):
    """The matter is not in a state from which this move starts."""


class StaleMatter(IllegalMove):
    """Somebody moved the matter after this user's page was drawn."""


class MoveDenied(PermissionDenied):
    """The user holds no duty that allows this move, or a guard of the move refuses it."""


class ExtensionDenied(PermissionDenied):
    """The limit may not be made longer, or not by this user, or not stand still."""


class RevealDenied(PermissionDenied):
    """The user may not see a person's full details, or not now."""


class MaybeSent(Exception):
    """A channel gave no answer: what it was handed may have left, or not."""


class NudgeDenied(PermissionDenied):
    """The user may not ask for this matter now: it is not theirs to, or somebody did so today."""
