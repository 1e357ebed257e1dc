"""Settings of production; demo and test change only what they must. The one reader of the environment."""

from pathlib import Path

from environs import Env

from governance.settings.administration import ADMINISTRATION  # noqa: F401 - a setting
from governance.settings.beat import CELERY_BEAT_SCHEDULE  # noqa: F401 - a setting

env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", False)
DEMO = False  # true only where invented people may be loaded
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
DATA_DIR = env.path("DATA_DIR", BASE_DIR / ".run" / "data")
REDIS_URL = env.str("REDIS_URL")

# What identifies people is kept sealed (docs/adr/0010-privacy.md). The first key seals, the others only open.
FIELD_KEYS = env.str("FIELD_KEYS")  # k2:base64,k1:base64
FIELD_CIPHER = env.str("FIELD_CIPHER", "aes")  # or sm4
BLIND_INDEX_KEY = env.str("BLIND_INDEX_KEY")
# Years for which a closed matter keeps its people, where others than declared: case=15,petition=30
RETENTION_YEARS: dict[str, float] = env.dict("RETENTION_YEARS", {}, subcast_values=float)
BLIND_INDEX_HASH = env.str("BLIND_INDEX_HASH", "sha256")  # or sm3; never changed once people are registered

INSTALLED_APPS = [
    "governance.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_htmx",
    "guardian",
    "pgtrigger",
    "security",
    "areas",
    "accounts",
    "jobs",
    "audit",
    "casework",
    "grids",
    "disputes",
    "petitions",
    "activities",
    "pilot",
    "stability",
    "figures",
    "progress",
    "outcomes",
    "assessment",
    "admission",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "governance.headers.SafetyHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "governance.context.ContextMiddleware",
    "accounts.middleware.StayMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "governance.errors.WordlessAnswersMiddleware",
    "governance.uploads.UploadMiddleware",
]

ROOT_URLCONF = "governance.urls"
WSGI_APPLICATION = "governance.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # for the admin; ours all stand in templates/
        "OPTIONS": {
            "builtins": ["governance.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "governance.navigation.navigation",
            ],
        },
    }
]

LAW_PLACES = ["机关", "乡村", "社区", "学校", "企业", "单位", "宗教场所", "网络"]  # six of them, or all
PUBLIC_DAYS = 7  # so long at least a village's decision is published

DATABASES = {
    # A role that owns nothing; security.postgres tells the database in whose name it asks.
    "default": env.dj_db_url(
        "DATABASE_URL", engine="security.postgres", conn_max_age=60, conn_health_checks=True
    )
}
OWNER_DATABASE = env.dj_db_url("OWNER_DATABASE_URL", default=None)  # for prepare_database alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.DutyBackend",
    "guardian.backends.ObjectPermissionBackend",
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "accounts.hashers.CappedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Length, classes, history and age are those of 等保三级; a county may set others (docs/adr/0009-sign-in.md).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.password_rules.LongEnough"},
    {"NAME": "accounts.password_rules.MixedEnough"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.password_rules.NotLately"},
]
PASSWORD_MIN_LENGTH = env.int("PASSWORD_MIN_LENGTH", 10)
PASSWORD_CLASSES = env.int("PASSWORD_CLASSES", 3)
PASSWORD_HISTORY = env.int("PASSWORD_HISTORY", 5)
PASSWORD_DAYS = env.int("PASSWORD_DAYS", 90)  # 0: without end
PASSWORD_DAYS_BY_ROLE: dict[str, int] = env.dict("PASSWORD_DAYS_BY_ROLE", {"grid": 180}, subcast_values=int)
PASSWORD_TEMPORARY_DAYS = env.int("PASSWORD_TEMPORARY_DAYS", 7)

TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 1)  # of ours, between the client and the portal
SIGN_IN_FAILURES = env.int("SIGN_IN_FAILURES", 5)  # of one user from one address or on one known device
SIGN_IN_FAILURES_ANYWHERE = env.int("SIGN_IN_FAILURES_ANYWHERE", 10)  # of one user from unknown devices
SIGN_IN_LOCK_MINUTES = env.int("SIGN_IN_LOCK_MINUTES", 30)
SIGN_IN_CROWD = env.int("SIGN_IN_CROWD", 10)  # users who fail from one address, within
SIGN_IN_CROWD_MINUTES = env.int("SIGN_IN_CROWD_MINUTES", 15)
SIGN_IN_PARALLEL = env.int("SIGN_IN_PARALLEL", 4)  # passwords at once in one process, 100 MB each
SIGN_IN_LOG_DAYS = env.int("SIGN_IN_LOG_DAYS", 200)
# Residents have no account: so many applications from one address, so many wrong codes before a rest.
RESIDENT_APPLICATIONS = env.int("RESIDENT_APPLICATIONS", 10)
RESIDENT_APPLICATION_MINUTES = env.int("RESIDENT_APPLICATION_MINUTES", 60)
RESIDENT_FAILURES = env.int("RESIDENT_FAILURES", 5)  # of one code
RESIDENT_CROWD = env.int("RESIDENT_CROWD", 20)  # different wrong codes from one address
RESIDENT_LOCK_MINUTES = env.int("RESIDENT_LOCK_MINUTES", 15)
RESIDENT_PHONE = env.str("RESIDENT_PHONE", "12348")  # where no committee has said its own
PETITION_PHONE = env.str("PETITION_PHONE", "12345")  # whom petitioners call
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", True)
SECOND_FACTOR_EXEMPT: list[str] = env.list("SECOND_FACTOR_EXEMPT", ["grid"])  # roles
SIGN_INS_PER_USER = env.int("SIGN_INS_PER_USER", 3)
SIGN_IN_HOURS = env.int("SIGN_IN_HOURS", 12)
SIGN_IN_IDLE_MINUTES = env.int("SIGN_IN_IDLE_MINUTES", 30)
SIGN_IN_IDLE_MINUTES_BY_ROLE: dict[str, int] = env.dict(
    "SIGN_IN_IDLE_MINUTES_BY_ROLE", {"grid": 12 * 60}, subcast_values=int
)
CONFIRMED_MINUTES = 5

LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
SESSION_COOKIE_AGE = SIGN_IN_HOURS * 60 * 60
DEVICE_COOKIE_NAME = "__Host-device"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # of a body without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", 20) * 1_000_000  # of one file as it arrives
UPLOAD_CHECK_MEMORY = env.int("UPLOAD_CHECK_MB", 1000) * 1_000_000  # of the process that checks it
UPLOAD_CHECK_SECONDS = env.int("UPLOAD_CHECK_SECONDS", 10)  # of its processor
UPLOAD_AT_ONCE = 9  # files of one step
UPLOAD_SECONDS_AT_ONCE = 45  # that their checks may take; gunicorn.conf.py and nginx wait for longer
UPLOAD_MATTER_FILES = env.int("UPLOAD_MATTER_FILES", 200)  # in one matter, and how much they take
UPLOAD_MATTER_BYTES = env.int("UPLOAD_MATTER_MB", 500) * 1_000_000
UPLOAD_DAY_FILES = env.int("UPLOAD_DAY_FILES", 300)  # of one user in a day
UPLOAD_DAY_BYTES = env.int("UPLOAD_DAY_MB", 1000) * 1_000_000
UPLOAD_DISK_FREE = env.float("UPLOAD_DISK_FREE", 0.15)  # with less of the disk free, no file is taken
CLAMD_URL = env.str("CLAMD_URL", "")  # tcp://host:3310 or unix:///path; empty: no virus scan
# Behind nginx, which hands out the files that we name to it (deploy/nginx.conf); else we send them ourselves.
FILES_BY_NGINX = env.bool("FILES_BY_NGINX", False)
FILE_UPLOAD_PERMISSIONS = (
    0o644 if FILES_BY_NGINX else 0o640
)  # nginx is another user, and alone in its container
FONT_DIR = env.path("FONT_DIR", None)  # the county's own licensed fonts for its PDF papers

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked inside the network, behind nginx
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# By the prefix a browser keeps them to this very host, to https and to the whole of it.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
TEXT_SIZE_COOKIE_NAME = "__Host-text-size"
KEYS_COOKIE_NAME = "__Host-keys"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Lax, not Strict: a link in a reminder's mail must open its case, and must not void the forms in other tabs.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "governance.errors.csrf_failure"
# In the session, not in a cookie: they name cases.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "casework.api.exception_handler",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would tell every field and choice
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 25,
}

EMAIL = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = EMAIL["EMAIL_FILE_PATH"]
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
AUDIT_ANCHOR_TO: list[str] = env.list("AUDIT_ANCHOR_TO", [])  # who keeps each day's head of the record
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "县域社会治理平台 <noreply@localhost>")

# Nothing but what is vital leaves at night or, for staff, on rest days; a digest does in the morning (F19).
QUIET_HOURS = env.str("QUIET_HOURS", "20:00-08:00")  # empty: none, everything goes at once
DIGEST_AT = env.str("DIGEST_AT", "08:30")
QUIET_REST_DAYS = env.bool("QUIET_REST_DAYS", True)
MESSAGE_ABANDONED_SECONDS = 300  # after which a worker that claimed a message is taken for dead
SMS_GATEWAY = env.str("SMS_GATEWAY", "")  # takes {key, phone, text}; without, SMS are written to files
SMS_TOKEN = env.str("SMS_TOKEN", "")
SMS_SIGN = env.str("SMS_SIGN", "")  # as 【某县综治中心】, where the gateway does not put it itself
SMS_KNOWS_KEYS = env.bool("SMS_KNOWS_KEYS", False)  # does the gateway know an Idempotency-Key again?
SMS_FILE_PATH = str(DATA_DIR / "sms")
# Robots of group chats, by the unit's id: {"12": {"kind": "wecom", "url": "https://…"}}
ROBOTS: dict[str, dict[str, str]] = dict(env.json("ROBOTS", {}))
# What residents are told of what they reported; empty: nothing.
TOLD = ["received", "accepted", "declined", "delayed", "answered", "progress"]
TELL_RESIDENTS: list[str] = env.list("TELL_RESIDENTS", TOLD)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the longest task; a killed worker's task comes back after this, and a sweep sooner.
    "visibility_timeout": 1800,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "security.logs.MaskedFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {  # these tell every glyph and font that they look at
        **{name: {"level": "WARNING"} for name in ("fontTools", "matplotlib", "fpdf", "pikepdf")},
        # Django would mail errors with all that was typed to the administrators; a masked line is enough.
        **{name: {"handlers": [], "level": "INFO"} for name in ("django", "django.server")},
    },
}
