from django.apps import AppConfig


class StabilityConfig(AppConfig):
    name = "stability"
    verbose_name = "稳评"

    def ready(self) -> None:
        from stability import (
            figures,  # noqa: F401 - declares itself
            tracking,  # noqa: F401 - enrols itself
        )
