"""The demo on one's own machine: plain http, mail written to files."""

from governance.settings.base import *  # noqa: F403
from governance.settings.base import DATA_DIR, env

DEMO = True
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
# Without https a browser takes no cookie whose name promises it.
SESSION_COOKIE_NAME = "sessionid"
CSRF_COOKIE_NAME = "csrftoken"
TEXT_SIZE_COOKIE_NAME = "text_size"
KEYS_COOKIE_NAME = "keys"
DEVICE_COOKIE_NAME = "device"
TRUSTED_PROXIES = 0
# Its people are invented and share a password: easy to come in as.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", False)
PASSWORD_DAYS = 0
PASSWORD_DAYS_BY_ROLE = {}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
