from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访"

    def ready(self) -> None:
        from casework import naming
        from casework.growing import grows
        from petitions import (
            diary,  # noqa: F401 - enrols itself
            door,  # noqa: F401 - enrols itself
            figures,  # noqa: F401 - declares them
            standings,  # noqa: F401 - declares them
            task_errands,  # noqa: F401 - enrols itself
        )
        from petitions.forms import may_register
        from petitions.services.steps import refuse_names_before

        grows("由此新记一件信访件", "petitions:new", may_register)
        naming.enrol(refuse_names_before)
