"""No line of a log names anybody by number: what is found in it stands there as 〔手机号〕.

Done where a line is finished, so that what came in by an exception or by a library's message is seen too.
"""

import copy
import logging
import traceback
from typing import Any

from django.core.exceptions import PermissionDenied

from security.findings import masked


class MaskedFormatter(logging.Formatter):
    """Formats as usual, trace and all, then takes the numbers out.

    A refusal's sentence is for whoever was refused and may name what they see; the log says which one it was
    and where it was said, and not the sentence.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is the base class's)
        sort, _, trace = ei
        if sort is None or not issubclass(sort, PermissionDenied):
            return super().formatException(ei)
        frames = traceback.extract_tb(trace)
        where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        return f"{sort.__module__}.{sort.__qualname__}{where}"

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None if record.exc_info else record.exc_text  # not as another formatter has left it
        return masked(super().format(own))


def mask_handlers(logger: logging.Logger) -> None:
    """Let the handlers of a library's own logger write masked lines, in the format that they have."""
    for handler in logger.handlers:
        usual = handler.formatter
        handler.setFormatter(MaskedFormatter(usual._fmt if usual else None, usual.datefmt if usual else None))
