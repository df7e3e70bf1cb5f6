"""Django's settings. What a site may change comes from the environment (`env`); the rest is the house's."""

from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from csp.constants import NONCE, NONE, SELF

from linli.config import drafting, env, mail, sign_in
from linli.kit import keeping, keyring

VAR = env.var()
SECRET_KEY = env.kept_secret("SECRET_KEY", "secret_key")
LINLI_CIPHER = env.cipher()
"""The algorithms new values are sealed with: aes, or sm4 (国密)."""
LINLI_DATA_KEY = env.first_data_key()
LINLI_DATA_KEYS = keyring.given(env.text("LINLI_DATA_KEYS"))
LINLI_DATA_KEYS_FILE = VAR / "data_keys"
LINLI_KEEP_DAYS = keeping.read(env.text("LINLI_KEEP_DAYS"))
"""How many days what is known of people is kept after it is over, by kind."""
LINLI_DATA = env.data()
LINLI_FILES = VAR / "files"
LINLI_FONTS = env.ROOT / "web" / "node_modules" / "@expo-google-fonts"
DEBUG = env.flag("LINLI_DEBUG")
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [
    *filter(None, (h.strip() for h in env.text("LINLI_HOSTS").split(","))),
    urlsplit(PUBLIC_URL).hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "linli.config",
    "linli.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "linli.ledger",
    "linli.commands",
    "linli.editions",
    "linli.territory",
    "linli.accounts",
    "linli.calendars",
    "linli.files",
    "linli.delivery",
    "linli.workforce",
    "linli.feedback",
    "linli.blocks",
    "linli.classifying",
    "linli.register",
    "linli.regrouping",
    "linli.sheets",
    "linli.matters",
    "linli.visits",
    "linli.patrols",
    "linli.hotspots",
    "linli.habits",
    "linli.sync",
    "linli.safekeeping",
]

MIDDLEWARE = [
    "linli.config.middleware.FreshThread",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.config.middleware.CleanCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.config.middleware.ActorMiddleware",
    "linli.config.middleware.ForPages",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
PAGE_MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.portal.context.frame",
            ]
        },
    }
]

DATABASE_URL = env.text("DATABASE_URL", "postgres://linli_owner@127.0.0.1:5432/linli")
DATABASE_ROLE = env.text("LINLI_DATABASE_ROLE", "web")
DATABASES = {
    "default": env.database(DATABASE_URL, role=DATABASE_ROLE, secret=SECRET_KEY),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "linli.accounts.backends.PhoneOrName",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "linli.accounts.adapter.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/10m/ip,40/h/key",
    "change_password": "5/m/user",
}

LINLI_SECOND_FACTOR = sign_in.second_factor(PUBLIC_URL)
"""Roles whose people must have a second factor."""
MFA_ADAPTER = "linli.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "邻里"
MFA_TOTP_TOLERANCE = 1
LINLI_OIDC = sign_in.other_house()
"""Another house people may sign in by way of, or nothing."""
SOCIALACCOUNT_ADAPTER = "linli.portal.other_house.OtherHouse"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "linli.kit.http.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False

SESSION_ENGINE = "linli.config.sessions"
SESSION_COOKIE_AGE = 12 * 3600
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE
SESSION_COOKIE_NAME = "linli_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "linli.config.refusals.forged"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("LINLI_BEHIND_PROXY") else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *([LINLI_OIDC.origin] if LINLI_OIDC else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [env.ROOT / "src" / "linli" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("LINLI_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WEB_DIST = env.ROOT / "web" / "dist"
STATICFILES_DIRS = [("web", WEB_DIST)] if WEB_DIST.exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(web/assets/.+-[\w-]{8}\.\w+|.+\.[0-9a-f]{12}\.\w+)$"
"""Names that carry a hash of what is in them: Vite's and Django's."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "linli.files.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 100
"""Far more than a form takes: who picks a whole album is told how many it may be, and keeps his words. `Bounded` holds
all of them together to 60 MB."""

MAIL = mail.server()
LINLI_MAIL_ON = MAIL.on
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = mail.TIMEOUT
DEFAULT_FROM_EMAIL = MAIL.sender

LINLI_DRAFT = drafting.model()
"""A model of the site's own that may draft answers, or none."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LINLI_PIONEER_NAME = env.text("LINLI_PIONEER_NAME", "先锋")
LINLI_DEMO_COMMUNITY = "990101001001"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "linli.config.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        f"django.security.{name}": {"filters": ["one_line"]}
        for name in ("DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
    },
    "root": {"handlers": ["console"], "level": env.text("LINLI_LOG", "WARNING")},
}
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,  # plain: no local values, which may be somebody's name or phone
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
