from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "admission"
    verbose_name = "表格准入"

    def ready(self) -> None:
        from admission import errands  # noqa: F401 - enrols itself
