from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "演示"

    def ready(self) -> None:
        from demo import sentences  # noqa: F401 - offers its examples
