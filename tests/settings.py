"""The product's settings, for the test suite: static files are read where they lie, and nothing waits for a disk or a slow hash."""

from luoshi.district.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# A statement that waits for a lock that its own test holds fails, and says which it was, instead of waiting without end.
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off -c statement_timeout=120s"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
