"""Django settings, all from `edsportal.environment`; the default needs no variable at all."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from edsportal.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = read_environment(os.environ, base_dir=BASE_DIR)

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
SITE_URL = ENV.site_url
DATA_DIR = ENV.data_dir
DEMO_SIGN_IN = ENV.demo_sign_in
PRODUCTION = ENV.production
TRUSTED_PROXY = ENV.trusted_proxy

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, which the form renderer below looks for among ours
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "edsportal.common",
    "stakeholders",
    "evidence",
    "grading",
    "workshops",
    "objectives",
    "reports",
]

if not ENV.production:
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Default deny: every view needs sign-in unless it is exempted by name.
    "edsportal.common.signed_out.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stakeholders.middleware.SecondFactorFirst",
    "edsportal.common.middleware.PrivateToStaff",
    "edsportal.common.signed_out.GivesBackTypedText",
    "edsportal.common.middleware.RefusalsAsPages",
]

ROOT_URLCONF = "edsportal.urls"
WSGI_APPLICATION = "edsportal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "edsportal.common.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False

# --- Data ---------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {"default": environ.Env.db_url_config(ENV.database_url)}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        # Writers take the lock at the start of the transaction, so two never deadlock half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is erased is overwritten: a forgotten name must not stay in freed pages.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        ),
    }
    # A worker process started by a test must see the test's database, so it lives in a file.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "edsportal.common.postgresql"
# Opening a PostgreSQL connection costs more than a whole request: keep it.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counted tries live here: too little room would let a flood of others push them out.
CACHE_ROOM = {"MAX_ENTRIES": 20_000}
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.redis_url}
        if ENV.redis_url
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(DATA_DIR / "cache"),
            "OPTIONS": CACHE_ROOM,
        }
    ),
    # Bodies of public pages, in each web process: a few, the ones asked for again and again.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 64},
    },
}

# Graders' names, addresses and comments are removed so long after publication (docs/privacy.md).
GRADERS_KEPT_MONTHS = 24

# --- Files --------------------------------------------------------------------------------
STATIC_URL = "/assets/"  # nhsuk-frontend's style sheets name their images under this address.
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "assets"]
PRIVATE_FILES = DATA_DIR / "files"
MEDIA_ROOT = PRIVATE_FILES  # Never served by address: only views that check access read it.
MAX_UPLOAD_BYTES = ENV.max_upload_mb * 1024 * 1024
CLAMAV_URL = ENV.clamav_url
FILE_UPLOAD_HANDLERS = [
    "evidence.uploads.StopAtTheLimit",  # First: Django's own take whatever is sent.
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES: dict[str, Any] = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": ENV.s3_bucket,
                "endpoint_url": ENV.s3_endpoint_url or None,
                "default_acl": "private",
                "file_overwrite": False,
            },
        }
        if ENV.s3_bucket
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(PRIVATE_FILES)},
        }
    ),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "edsportal.common.static_files.StaticFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- People -------------------------------------------------------------------------------
AUTH_USER_MODEL = "stakeholders.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "grading:home"
LOGOUT_REDIRECT_URL = "reports:front"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "stakeholders.adapters.InvitedOnlyAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # Accounts are made by invitation to an address, never by sign-up.
)
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # Told by mail when their password or second step changes.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False  # A second factor is asked for at sign-in, not before.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/5m/ip,5/5m/key"}

# Asked for by stakeholders.middleware.SecondFactorFirst.
REQUIRE_SECOND_FACTOR = ENV.require_second_factor
MFA_ADAPTER = "stakeholders.adapters.PortalMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "stakeholders.forms.passkey.AddPasskeyForm"}
MFA_TOTP_ISSUER = "EDS grading portal"
MFA_TOTP_TOLERANCE = 1  # Half a minute either way: phones' clocks differ.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.production

OIDC_PROVIDERS = {provider.id: provider for provider in ENV.oidc_providers}
SOCIALACCOUNT_ADAPTER = "stakeholders.adapters.KnownPeopleOnlyAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": provider.id,
                "name": provider.name,
                "client_id": provider.client_id,
                "secret": provider.secret,
                "settings": {"server_url": provider.server_url, "oauth_pkce_enabled": True},
            }
            for provider in ENV.oidc_providers
        ],
    }
}

SESSION_ENGINE = "edsportal.common.session_store"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "edsportal.common.views.csrf_failure"

# --- Headers ------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # An invitation's address must not reach other sites.
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers hold a form to this also where the answer sends them on, as sign-in does.
        "form-action": [
            SELF,
            *sorted({f"https://{urlsplit(p.server_url).netloc}" for p in ENV.oidc_providers}),
        ],
        "frame-ancestors": [NONE],
    }
}
if ENV.production:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # The container's own probe speaks plain HTTP.
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [ENV.site_url]
if ENV.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail ---------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = ENV.default_from_email
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
if ENV.email_url:
    _mail = environ.Env.email_url_config(ENV.email_url)
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = (
        _mail.get("EMAIL_USE_TLS", False),
        _mail.get("EMAIL_USE_SSL", False),
    )
    if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        EMAIL_BACKEND = "edsportal.common.mail_backends.smtp.EmailBackend"
if ENV.notify_api_key:
    EMAIL_BACKEND = "edsportal.common.mail_backends.notify.EmailBackend"
NOTIFY_URL = "https://api.notifications.service.gov.uk"
NOTIFY_API_KEY, NOTIFY_TEMPLATE_ID = ENV.notify_api_key, ENV.notify_template_id
EMAIL_TIMEOUT = 20
SEND_MAIL_IN_PROCESS = False  # Workers send. Tests that have none turn it on.

# --- Words and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
# Texts go through gettext, for the day when there is a second language. With one there is nothing
# to look up, and looking for nothing sixty times a page costs a tenth of the grading page.
USE_I18N = len(LANGUAGES) > 1
USE_TZ = True

# --- Tasks (see edsportal/celery.py) ------------------------------------------------------
BROKER_FOLDER = DATA_DIR / "broker"
CELERY_BROKER_URL = ENV.redis_url or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    # Without the throttle a lost task comes back only after ten scans of the queue.
    {"visibility_timeout": 600, "unacked_restore_throttle": 1}
    if ENV.redis_url
    else {
        "data_folder_in": str(BROKER_FOLDER / "queue"),
        "data_folder_out": str(BROKER_FOLDER / "queue"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }
)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = (
    False  # The job row is the truth: the sweep sends again what was not sent.
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-render-jobs": {"task": "reports.tasks.sweep_render_jobs", "schedule": 30.0},
    "sweep-scans": {"task": "evidence.tasks.sweep_scans", "schedule": 30.0},
    "sweep-previews": {"task": "evidence.tasks.sweep_previews", "schedule": 60.0},
    "sweep-messages": {"task": "edsportal.common.tasks.sweep_messages", "schedule": 30.0},
    # Closing dates and replies. A missed run costs minutes, never an answer: saves look at the day.
    "act-on-dates": {"task": "grading.tasks.act_on_dates", "schedule": 60.0},
    # In working hours, and one after the other.
    "remind-graders": {
        "task": "grading.tasks.remind_graders",
        "schedule": crontab(hour=9, minute=0),
    },
    "tell-leads": {
        "task": "grading.tasks.send_digests",
        "schedule": crontab(hour=8, minute=30, day_of_week="mon"),
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Font subsetting and CSS notices are for people who write style sheets.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}
