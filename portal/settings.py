"""Configuration, all of it by environment (docs/operator.md lists every variable)."""

import logging
from pathlib import Path

import environ
from csp.constants import NONCE
from whitenoise.compress import Compressor

from portal.running.logs import configuration as log_lines
from portal.schedule import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# ── The host ────────────────────────────────────────────────────────────────────────────────────────────────────────
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PORTAL_HOST_NAME = env("PORTAL_HOST_NAME", default="Demonstration commissioner")  # the organisation named in the header
PORTAL_LOGO = env("PORTAL_LOGO", default="")  # a council sets the address of its own logo
PORTAL_ADDRESS = env("PORTAL_ADDRESS", default="http://localhost:8000")  # absolute links in email and on paper
PORTAL_CONTACT = env("PORTAL_CONTACT", default="commissioning.intentions@example.org")
BANK_HOLIDAYS = env.list("BANK_HOLIDAYS", default=[])  # beyond their rule: portal/nhsuk/days_off.py says how they are written
HTTPS = env.bool("HTTPS", default=False)  # behind TLS: secure cookies, HSTS
DATA_DIR = Path(env("DATA", default=str(BASE_DIR / "var")))

# ── What the house is made of ───────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django_structlog",
    "django_filters",
    "drf_spectacular",
    "knox",
    "pgtrigger",
    "rest_framework",
    "rules",
    "template_partials",
    "portal.accounts",
    "portal.organisations",
    "portal.audit",
    "portal.revisions",
    "portal.printing",
    "portal.nhsuk",
    "portal.richtext",
    "portal.alerts",
    "portal.people",
    "portal.running",
    "outcomes",
    "intentions",
    "providers",
    "committees",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.running.logs.Requests",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.a_session_ends_after_twelve_hours",
    "portal.middleware.nothing_typed_is_lost",
    "portal.middleware.a_second_step_is_set_up_first",
    "portal.middleware.an_invalid_form_answers_422",
    "portal.middleware.private_answers_are_not_stored",
    "portal.middleware.what_is_sealed_stays_unread",
    "portal.middleware.a_former_address_leads_on",
    "portal.middleware.what_was_not_kept_is_told",
    "portal.middleware.someone_was_faster",
    "portal.middleware.the_disk_said_no",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "portal.nhsuk.templatetags.nhs",
                "portal.revisions.templatetags.revisions",
                "portal.richtext.templatetags.rich",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.nhsuk.context.frame",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── PostgreSQL and Redis: DATABASE_URL and REDIS_URL, or what the launcher started under DATA ───────────────────────
DATABASES = {"default": env.db("DATABASE_URL", default=f"postgres://portal@/portal?host={DATA_DIR}/run")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)
# Whatever the server says: our pages ask many small things, and compiling a plan costs more than any of them.
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["options"] = f"{DATABASES['default']['OPTIONS'].get('options', '')} -c jit=off".strip()
DATABASES["default"]["TEST"] = {"NAME": env("PYTEST_DB", default="test_portal"), "TEMPLATE": env("PYTEST_TEMPLATE", default=None)}
REDIS_URL = env("REDIS_URL", default=f"unix://{DATA_DIR}/run/redis.sock")
CACHES = {"default": {"BACKEND": "portal.cache.RedisOrMemory", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "Europe/London"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "queue_order_strategy": "priority",  # receipts, then letters and the clock, then papers, then packs: see Document.priority
    "priority_steps": [0, 3, 6, 9],
}
CELERY_TASK_DEFAULT_PRIORITY = 3
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}

# ── Who comes in ────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 30 * 60  # thirty minutes idle; typing counts. portal.middleware says when it is counted anew
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation to an address that is thereby verified
ACCOUNT_ADAPTER = "portal.people.adapter.InvitationOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # whoever asks learns nothing of who has an account
# A trust or a council is one address to us: many may log in at once, few may be wrong.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key,30/5m/ip", "new_link": "20/5m/ip", "alerts": "20/5m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # email takes its time
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
SECOND_STEP_BY_EMAIL = env("SECOND_STEP_BY_EMAIL", default="providers")  # or "nobody", "everybody": docs/adr says why
ACCOUNT_FORMS = {
    "login": "portal.people.forms.entrance.LoginForm",
    "reauthenticate": "portal.people.forms.entrance.ReauthenticateForm",
    "change_password": "portal.people.forms.entrance.ChangePasswordForm",
    "confirm_login_code": "portal.people.forms.second_step.LoginCodeForm",
    "reset_password": "portal.people.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "portal.people.forms.entrance.ResetPasswordKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)  # how many proxies name the caller's address
MFA_ADAPTER = "portal.people.adapter.SecondStep"
MFA_FORMS = {
    "authenticate": "portal.people.forms.second_step.AuthenticateForm",
    "reauthenticate": "portal.people.forms.second_step.ReauthenticateForm",
    "activate_totp": "portal.people.forms.second_step.ActivateTOTPForm",
    "add_webauthn": "portal.people.forms.second_step.AddWebAuthnForm",
    "edit_webauthn": "portal.people.forms.second_step.EditWebAuthnForm",
}
MFA_TOTP_ISSUER = "Commissioning intentions"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

# ── Words, times, mail ──────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="Commissioning intentions <no-reply@example.org>")

# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("FILES", default=str(DATA_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.nhsuk.static.NamedByContent"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")  # maps are for developers' eyes
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # a form
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a file above this goes to disk; the field says 10 MB at most
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# ── The press: what one print may use before it is stopped ──────────────────────────────────────────────────────────
PRINT_CPU_SECONDS = env.int("PRINT_CPU_SECONDS", default=20)
PRINT_PACKS_AT_ONCE = env.int("PRINT_PACKS_AT_ONCE", default=1)  # fewer than the worker has processes: one is left for letters and papers
PRINT_MEMORY_MB = env.int("PRINT_MEMORY_MB", default=512)

# ── What a page may load ────────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'", NONCE],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# ── API ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.middleware.KeyUnderSeal", "rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],  # the scope is visible_to(), as on the pages
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.people.api.FlatEnough"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.explain",
    "PAGE_SIZE": 50,
}
KNOX_TOKEN_MODEL = "accounts.ApiKey"  # noqa: S105  the name of a model
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "ci_"}  # the prefix lets a search for leaked secrets find one
SPECTACULAR_SETTINGS = {
    "TITLE": "Commissioning intentions",
    "VERSION": "1",
    "DESCRIPTION": "Rounds, chapters, intentions, editions, outcomes, organisations, responses, decisions: what the pages show, as data.",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "IntentionKindEnum": "intentions.states.IntentionKind",
        "MeasureStatusEnum": "outcomes.states.MeasureStatus",
        "VersionStatusEnum": "intentions.states.Status",
        "ResponseStatusEnum": "providers.states.Status",
    },
}

# ── Logs ────────────────────────────────────────────────────────────────────────────────────────────────────────────
LOGGING = log_lines(env("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True  # a job carries the id of the request that sent it
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request: when it is answered
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
