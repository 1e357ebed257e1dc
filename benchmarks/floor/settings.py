"""Sessions, sign-in and forms; nothing else stands between a request and its view."""

from benchmarks.apparatus.settings import *  # noqa: F403
from benchmarks.floor import WRITING
from governance.settings.base import BASE_DIR, DATABASES

ROOT_URLCONF = "benchmarks.floor.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "benchmarks" / "floor" / "templates"],
    }
]
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES[WRITING] = DATABASES["default"] | {"OPTIONS": {"options": "-c search_path=bench,public"}}
