from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
    verbose_name = "指标"

    def ready(self) -> None:
        from figures import services  # noqa: F401 - enrols the work
