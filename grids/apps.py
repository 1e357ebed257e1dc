from django.apps import AppConfig


class GridsConfig(AppConfig):
    name = "grids"
    verbose_name = "网格"

    def ready(self) -> None:
        from casework.growing import grows
        from grids import figures, triage  # noqa: F401 - declare them

        grows("由此新记一件案件", "grids:new", lambda user: user.logs)
