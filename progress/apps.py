from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"
    verbose_name = "季度报送"

    def ready(self) -> None:
        from progress import (
            errands,  # noqa: F401 - enrols itself
            limits,  # noqa: F401 - enrols the day by which a return is due
        )
