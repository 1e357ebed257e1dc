"""The demo on one's own machine: plain http, mail written to files."""

from base64 import b64encode
from hashlib import sha256

from governance.settings.base import *  # noqa: F403
from governance.settings.base import DATA_DIR, SECRET_KEY, env

DEMO = True
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DEVICE_COOKIE_NAME = "device"
TRUSTED_PROXIES = 0
# Its people are invented and share a password: easy to come in as.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", False)
PASSWORD_DAYS = 0
PASSWORD_DAYS_BY_ROLE = {}
FIELD_KEYS = f"demo:{b64encode(sha256(SECRET_KEY.encode()).digest()).decode()}"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
