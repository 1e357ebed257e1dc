"""What may go wrong here. Each message is a Chinese sentence that says what to do."""


class ExtractRefused(ValueError):
    """These entries cannot be exported as asked."""
