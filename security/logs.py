"""No line of a log names anybody by number: what is found in it stands there as 〔手机号〕.

Done where a line is finished, so that what came in by an exception or by a library's message is seen too.
"""

import logging

from security.findings import masked


class MaskedFormatter(logging.Formatter):
    """Formats as usual, trace and all, then takes the numbers out."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def mask_handlers(logger: logging.Logger) -> None:
    """Let the handlers of a library's own logger write masked lines, in the format that they have."""
    for handler in logger.handlers:
        usual = handler.formatter
        handler.setFormatter(MaskedFormatter(usual._fmt if usual else None, usual.datefmt if usual else None))
