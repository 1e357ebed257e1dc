"""Tests: as the demo, with cheap password hashes and no manifest of static files."""

import os

from governance.settings.demo import *  # noqa: F403
from governance.settings.demo import DATA_DIR

# Two processes test at once, and both keep a report of this quarter.
MEDIA_ROOT = DATA_DIR / f"media-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
