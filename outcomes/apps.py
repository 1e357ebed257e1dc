from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"
    verbose_name = "结果运用"

    def ready(self) -> None:
        from outcomes import errands, limits  # noqa: F401 - enrol what is due, and what waits
