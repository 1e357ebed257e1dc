from django.apps import AppConfig


class PilotConfig(AppConfig):
    name = "pilot"
    verbose_name = "试点工作"

    def ready(self) -> None:
        from pilot import figures  # noqa: F401 - declares what stands now
