"""The portal as the demo runs it, awake at all hours, its sweeps as quick as the kills."""

from governance.settings.demo import *  # noqa: F403

QUIET_HOURS = ""
MESSAGE_ABANDONED_SECONDS = 6
CELERY_BEAT_SCHEDULE = {
    "remind": {"task": "casework.tasks.remind", "schedule": 2.0},
    "deliver_messages": {"task": "casework.tasks.deliver_messages", "schedule": 1.0},
    "seal_audit": {"task": "audit.tasks.seal", "schedule": 5.0},
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
