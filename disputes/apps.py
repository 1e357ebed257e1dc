from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "disputes"
    verbose_name = "矛盾纠纷"

    def ready(self) -> None:
        from casework.growing import grows
        from disputes import (
            diary,  # noqa: F401 - enrols itself
            door,  # noqa: F401 - enrols itself
            figures,  # noqa: F401 - declares them
            visit_errands,  # noqa: F401 - enrols itself
            work,  # noqa: F401 - enrols itself
        )
        from disputes.forms import may_register
        from disputes.rewards import errands as of_rewards  # noqa: F401 - enrols itself
        from disputes.sweeps import errands as of_sweeps  # noqa: F401 - enrols itself

        grows("由此新记一件纠纷", "disputes:new", may_register)
