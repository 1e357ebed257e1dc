"""The acts of requests for data."""

from admission.services.drafting import draft, rewrite, settle
from admission.services.filling import fill
from admission.services.moving import may, open_to, press

__all__ = ["draft", "fill", "may", "open_to", "press", "rewrite", "settle"]
