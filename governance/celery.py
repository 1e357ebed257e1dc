"""The Celery application. Tasks are found in each app's `tasks` module."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging

from security.context import everything

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "governance.settings.base")


class PortalTask(Task):
    """Each task asks the database in the portal's own name, and says which task it is."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with everything(f"task:{self.name}"):
            return super().__call__(*args, **kwargs)


app = Celery("governance", task_cls=PortalTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_settings_logging(**given: Any) -> None:
    """Celery would put handlers of its own in the place of ours, which take people's numbers out."""
