from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "disputes"
    verbose_name = "矛盾纠纷"

    def ready(self) -> None:
        from disputes import (
            diary,  # noqa: F401 - enrols itself
            door,  # noqa: F401 - enrols itself
            visit_errands,  # noqa: F401 - enrols itself
            work,  # noqa: F401 - enrols itself
        )
        from disputes.sweeps import errands  # noqa: F401 - enrols itself
