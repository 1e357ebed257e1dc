class ReportRefused(ValueError):
    """A report that cannot be made; the message says why and what to do. A job shows it as it is."""
