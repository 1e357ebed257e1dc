"""What gunicorn writes down. It has loggers of its own, which the settings do not reach."""

from typing import Any

from gunicorn.glogging import Logger

from security.logs import mask_handlers


class MaskedLogger(Logger):
    """gunicorn's own, with the numbers taken out of each line."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        mask_handlers(self.error_log)
        mask_handlers(self.access_log)
