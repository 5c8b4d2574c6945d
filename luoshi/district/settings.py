"""Django's settings. What differs between installations comes from the environment:

- ``DATABASE_URL`` — another PostgreSQL than the embedded one
- ``LUOSHI_DATA`` — the data folder (default ``.luoshi`` in the checkout)
- ``LUOSHI_HOSTS`` — the names under which the site is reached, separated by commas (default: this machine only)
- ``LUOSHI_HTTPS`` — ``1`` where a proxy in front speaks https; its ``X-Forwarded-For`` says who asks, and cookies are sent over https only
- ``LUOSHI_SECRET_KEY`` — instead of the key kept in the data folder
- ``LUOSHI_DEMONSTRATION`` — ``1`` where anybody may sign in as an invented person; ``luoshi serve --demonstration`` sets it
- ``LUOSHI_OIDC_ISSUER``, ``LUOSHI_OIDC_CLIENT``, ``LUOSHI_OIDC_SECRET``, and perhaps ``LUOSHI_OIDC_NAME``, ``LUOSHI_OIDC_CLAIM`` — the
  OpenID Connect provider by which people may also sign in (default: none); see ``docs/sign-in.md``
- ``LUOSHI_MESSAGES`` — the ways by which messages leave the house, separated by blanks (default: none, there is only the inbox):
  ``mail=smtp://user:password@mail.example.gov.cn:587?from=luoshi@example.gov.cn`` and, for ``sms``, ``dingtalk``, ``wecom`` and ``feishu``,
  an Apprise URL with ``{address}`` where the receiver's address belongs: ``wecom=wechat://corp:secret@agent/{address}``, or the
  district's own gateway, ``sms=jsons://user:password@sms.example.gov.cn/send?:to={address}``; no robot, which writes to a whole group
- ``LUOSHI_MESSAGE_HOURS`` — when they leave unless urgent, on days that the district works (default ``08:30-12:00,13:30-17:30``)
- ``LUOSHI_ATTACHMENT_MEGABYTES`` — the largest file that is taken as an attachment (default 20)
- ``LUOSHI_DEVELOP`` — ``1`` for developers: error pages with details, static files read from the source folders
"""

import os
from pathlib import Path

from luoshi.district.data_folder import data_folder, secret_key
from luoshi.district.database import database_settings
from luoshi.district.message_settings import read_gateways, read_hours
from luoshi.district.sign_in_settings import read_provider

DATA_FOLDER = data_folder()
DEMONSTRATION = os.environ.get("LUOSHI_DEMONSTRATION") == "1"
DEVELOP = os.environ.get("LUOSHI_DEVELOP") == "1"
HTTPS = os.environ.get("LUOSHI_HTTPS") == "1"

DEBUG = DEVELOP
SECRET_KEY = os.environ.get("LUOSHI_SECRET_KEY") or secret_key(DATA_FOLDER)
NAMES = [name for name in os.environ.get("LUOSHI_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *NAMES]
SITE_ADDRESS = f"{'https' if HTTPS else 'http'}://{NAMES[0]}" if NAMES and not NAMES[0].startswith((".", "*")) else ""

INSTALLED_APPS = [
    "luoshi.district.access_log",
    "luoshi.district.attachments",
    "luoshi.district.background",
    "luoshi.district.bulletins",
    "luoshi.district.campaigns",
    "luoshi.district.casework",
    "luoshi.district.credentials",
    "luoshi.district.decisions",
    "luoshi.district.demonstration",
    "luoshi.district.dues",
    "luoshi.district.facts",
    "luoshi.district.forecasts",
    "luoshi.district.indicators",
    "luoshi.district.ladder",
    "luoshi.district.lights",
    "luoshi.district.messages",
    "luoshi.district.offices",
    "luoshi.district.open_data",
    "luoshi.district.overview",
    "luoshi.district.plan",
    "luoshi.district.population",
    "luoshi.district.programs",
    "luoshi.district.progress",
    "luoshi.district.register",
    "luoshi.district.report_cards",
    "luoshi.district.results",
    "luoshi.district.scores",
    "luoshi.district.services",
    "luoshi.district.simulations",
    "luoshi.district.site",
    "luoshi.district.story",
    "luoshi.district.throttle",
    "luoshi.district.tokens",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # constraints on ranges of days
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luoshi.district.content_security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "luoshi.district.urls"
WSGI_APPLICATION = "luoshi.district.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.district.background.context.background",
                "luoshi.district.casework.context.casework",
                "luoshi.district.messages.context.inbox",
                "luoshi.district.services.context.renewals",
            ],
        },
    },
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL"), DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
FORMAT_MODULE_PATH = "luoshi.district.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names carry a hash of the content, so that a browser may keep the files for ever. Developers read the source folders.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOP
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no others, and each that is kept is compressed at the first start
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOP

LOGIN_URL = "offices:sign-in"
LOGIN_REDIRECT_URL = "plan:workbench"
SIGN_IN_PROVIDER = read_provider(os.environ)
SESSION_COOKIE_AGE = 12 * 3600  # a working day
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

MESSAGE_GATEWAYS = read_gateways(os.environ.get("LUOSHI_MESSAGES", ""))
MESSAGE_HOURS = read_hours(os.environ.get("LUOSHI_MESSAGE_HOURS") or "08:30-12:00,13:30-17:30")
MESSAGES_STAY_HERE = DEMONSTRATION or DEVELOP
ATTACHMENT_BYTES_MAX = int(os.environ.get("LUOSHI_ATTACHMENT_MEGABYTES") or 20) * 1024**2

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if HTTPS else []
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # a year

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "INFO"},
    "loggers": {
        # Django answers HEAD with a body and leaves it to the server to drop it; gunicorn does, and warns each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # It says telephone numbers and secrets. What went wrong stands with the delivery, for the office alone.
        "apprise": {"propagate": False},
        # They tell each glyph that they take.
        "fontTools": {"level": "ERROR"},
        "fpdf": {"level": "ERROR"},
    },
}
