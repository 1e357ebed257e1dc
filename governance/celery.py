"""The Celery application. Tasks are found in each app's `tasks` module."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging

from security.context import everything

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "governance.settings.base")


class PortalTask(Task):
    """Each task asks the database in the portal's own name, and says which task it is; one that the clock
    wakes leaves a mark when it came to its end.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from jobs.heartbeats import beat, regular  # models are not loaded before

        with everything(f"task:{self.name}"):
            done = super().__call__(*args, **kwargs)
            if self.name in regular():
                beat(self.name)
            return done


app = Celery("governance", task_cls=PortalTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_settings_logging(**given: Any) -> None:
    """Celery would put handlers of its own in the place of ours, which take people's numbers out."""
