from django.apps import AppConfig
from django.db.backends.signals import connection_created

from security import clock
from security.encryption import check_settings


class SecurityConfig(AppConfig):
    name = "security"
    verbose_name = "安全"

    def ready(self) -> None:
        connection_created.connect(clock.read_at_opening, dispatch_uid="security.clock")
        # No process starts with keys that could not seal: better at once than at the first reporter.
        check_settings()
