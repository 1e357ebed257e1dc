from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "季度报告"

    def ready(self) -> None:
        from reports import errands, work  # noqa: F401 - enrol themselves
