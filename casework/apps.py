from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "事项"

    def ready(self) -> None:
        from casework import work  # noqa: F401 - enrols the work
        from casework.selectors import extending  # noqa: F401 - enrols itself
