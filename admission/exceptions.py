"""What may go wrong here. Each message is a Chinese sentence that says what to do."""

from django.core.exceptions import PermissionDenied


class AdmissionDenied(PermissionDenied):
    """Not this user's to do, or not as things stand."""
