from django.apps import AppConfig


class GridsConfig(AppConfig):
    name = "grids"
    verbose_name = "网格"

    def ready(self) -> None:
        from grids import figures, triage  # noqa: F401 - declare them
