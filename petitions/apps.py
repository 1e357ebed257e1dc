from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访"

    def ready(self) -> None:
        from petitions import door  # noqa: F401 - enrols itself
