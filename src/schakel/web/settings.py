"""Settings, all from the environment. docs/settings.md lists every name; a test keeps the two equal."""

import os
import secrets
from pathlib import Path

from schakel.web.accounts.config import oidc, oidc_apps
from schakel.web.environment import Environment, SettingRefused

env = Environment()

DEBUG = env.bool("SCHAKEL_DEBUG", default=False)
DEMO = env.bool("SCHAKEL_DEMO", default=False)
DATA_DIR = Path(env.str("SCHAKEL_DATA_DIR", default="var")).resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise SettingRefused(
        f"SCHAKEL_DATA_DIR: {DATA_DIR} cannot be made ({error.strerror}). Name another folder."
    ) from None


def _secret_key() -> str:
    """The key of this installation: given, or made once and kept beside the data."""
    given = env.str("SCHAKEL_SECRET_KEY", default="")
    if given:
        return given
    path = DATA_DIR / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


SECRET_KEY = _secret_key()
# Keys of before still sign in people and find voter codes until the vote is over.
SECRET_KEY_FALLBACKS = env.list("SCHAKEL_OLD_SECRET_KEYS", default=[])
ALLOWED_HOSTS = env.list("SCHAKEL_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# The address that links in mail and calendars begin with.
SITE_URL = env.str("SCHAKEL_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("SCHAKEL_ORIGINS", default=[])
# How many proxies of our own stand in front: their X-Forwarded-For is believed, no other.
TRUSTED_PROXIES = env.int("SCHAKEL_PROXIES", default=0)
HTTPS = env.bool("SCHAKEL_HTTPS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "rules",
    "django_tasks",
    "django_tasks_db",
    # Before allauth: its pages and forms are ours.
    "schakel.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "schakel.base",
    "schakel.journal",
    "schakel.norms",
    "schakel.areas",
    "schakel.people",
    "schakel.sheets",
    "schakel.dossiers",
    "schakel.processes",
    "schakel.exchange",
    "schakel.agenda",
    "schakel.initiatives",
    "schakel.voice",
    "schakel.funding",
    "schakel.web",
    "schakel.web.search",
]
if DEMO:
    INSTALLED_APPS.append("schakel.web.demo")

MIDDLEWARE = [
    "schakel.web.operating.middleware.request_line",
    "schakel.web.operating.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "schakel.web.operating.middleware.in_turn",
    "csp.middleware.CSPMiddleware",
    "schakel.web.middleware.request_size",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "schakel.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schakel.web.middleware.actor",
    "schakel.web.middleware.plain_address",
    "schakel.web.middleware.refusals",
]

ROOT_URLCONF = "schakel.web.urls"
WSGI_APPLICATION = "schakel.web.wsgi.application"
FORM_RENDERER = "schakel.base.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "schakel.web.context.page",
            ],
        },
    },
]

# Words of this municipality for the search, beside the shipped theme list.
SEARCH_THEMES = env.str("SCHAKEL_THEMES", default="")

# The application role does not own the tables in production: migrations have a URL of their own.
_DATABASE_URL = env.str("DATABASE_URL", default="")
MIGRATE_DATABASE_URL = env.str("MIGRATE_DATABASE_URL", default="")
if _DATABASE_URL:
    DATABASES = {"default": env.database("DATABASE_URL")}
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("SCHAKEL_CONN_MAX_AGE", default=60)
    # A page asks a dozen questions that PostgreSQL spends longer planning than answering: prepared
    # once on a connection that stays, they halve what a page costs it. A pooler that hands out
    # connections per transaction cannot do this; set 0 then.
    if prepare := env.int("SCHAKEL_PREPARE_THRESHOLD", default=2):
        DATABASES["default"].setdefault("OPTIONS", {}).update(
            server_side_binding=True, prepare_threshold=prepare
        )
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "schakel.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

# Who may decide for others signs in with two steps. The demo has no passwords: there, nobody does.
SECOND_FACTOR_ROLES = frozenset(
    env.list(
        "SCHAKEL_SECOND_STEP_ROLES",
        default=[] if DEMO else ["official", "area_manager", "desk", "council", "admin"],
    )
)

ACCOUNT_ADAPTER = "schakel.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
# Ours are in schakel.web.accounts.limits: rows, shared by all processes without a cache server.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "schakel.web.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "schakel.web.accounts.organisation.OrganisationAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A page that asks “are you sure?” adds nothing: the answer is bound to this browser.
SOCIALACCOUNT_LOGIN_ON_GET = True

OIDC = oidc(env)
SOCIALACCOUNT_PROVIDERS = oidc_apps(OIDC)

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
MEDIA_ROOT = DATA_DIR / "files"

# Uploads: refused by their announced size, before a byte is read.
MAX_UPLOAD_BYTES = env.int("SCHAKEL_MAX_UPLOAD_BYTES", default=20 * 1024 * 1024)
MAX_FORM_BYTES = 256 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_FORM_BYTES
# What a dossier holds, and how pictures are opened.
FILES_PER_DOSSIER = env.int("SCHAKEL_FILES_PER_DOSSIER", default=100)
PICTURE_MAX_MEGAPIXELS = env.int("SCHAKEL_PICTURE_MAX_MEGAPIXELS", default=50)
SCANNER = env.str("SCHAKEL_SCANNER", default="")
SCANNER_REQUIRED = env.bool("SCHAKEL_SCANNER_REQUIRED", default=False)
REMARKS_PER_HOUR = env.int("SCHAKEL_REMARKS_PER_HOUR", default=10)
DIGEST_HOUR = env.int("SCHAKEL_DIGEST_HOUR", default=7)
NOTICES_DAYS = env.int("SCHAKEL_NOTICES_DAYS", default=90)
# The operator's, not a norm: no office may loosen the limit on guessing codes, and none may tighten it
# until nobody gets in.
CODE_ATTEMPTS = env.int("SCHAKEL_CODE_ATTEMPTS", default=10, least=1)
CODE_ATTEMPTS_MINUTES = env.int("SCHAKEL_CODE_ATTEMPTS_MINUTES", default=15, least=1)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = env.str(
    "SCHAKEL_EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend"
)
if DEMO:
    EMAIL_BACKEND = "schakel.web.demo.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("SCHAKEL_MAIL_FROM", default="")
# Who stands behind this site; shown on the help page. Nobody is invented: empty is said to be empty.
CONTACT = {
    "name": env.str("SCHAKEL_CONTACT_NAME", default=""),
    "email": env.str("SCHAKEL_CONTACT_EMAIL", default=""),
    "phone": env.str("SCHAKEL_CONTACT_PHONE", default=""),
}

# The statement in the national register, and the status that it gives; empty is said to be empty.
ACCESSIBILITY = {
    "url": env.str("SCHAKEL_ACCESSIBILITY_URL", default=""),
    "status": env.choice("SCHAKEL_ACCESSIBILITY_STATUS", ("A", "B", "C", "D", "E", ""), default=""),
}

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": _SELF,
        "font-src": _SELF,
        "connect-src": _SELF,
        "manifest-src": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "sessie"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "schakel.web.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whoever looks whether the site is well asks the machine itself, without HTTPS.
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^livez$"]
# W021: a place on the browsers' preload list binds every other site of the domain. The domain's owner
# asks for that, not this software.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOG_LEVEL = env.choice(
    "SCHAKEL_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="WARNING"
)
LOG_FORMAT = env.choice("SCHAKEL_LOG_FORMAT", ("text", "json"), default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "schakel.web.operating.logs.Private"}},
    "formatters": {
        "text": {"()": "schakel.web.operating.logs.Text"},
        "json": {"()": "schakel.web.operating.logs.Json"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["private"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django gives these handlers of their own, which print addresses: one way out only.
    "loggers": {
        name: {"handlers": [], "propagate": True}
        for name in ("django", "django.server", "gunicorn.error", "gunicorn.access")
    },
}
