from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访"

    def ready(self) -> None:
        from casework.growing import grows
        from petitions import (
            diary,  # noqa: F401 - enrols itself
            door,  # noqa: F401 - enrols itself
            task_errands,  # noqa: F401 - enrols itself
        )
        from petitions.forms import may_register

        grows("由此新记一件信访件", "petitions:new", may_register)
