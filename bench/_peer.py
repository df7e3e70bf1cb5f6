"""The peer, django-helpdesk, as its guide says to set it up, under our web server's settings: Django's usual
middleware, kept connections, tokens for its API, mail made and thrown away. Runs in the peer's own environment and
knows nothing of ours. `python -m bench._peer` makes its tables and prints the token and the queue as JSON."""

import json
import os
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.urls import include, path

_database = urlsplit(os.environ["DATABASE_URL"])

settings.configure(
    SECRET_KEY="peer",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": _database.hostname,
            "PORT": _database.port,
            "USER": _database.username,
            "PASSWORD": unquote(_database.password or ""),
            "NAME": _database.path.lstrip("/"),
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.humanize",
        "django.contrib.admin",
        "rest_framework",
        "rest_framework.authtoken",
        "helpdesk",
        "django_cleanup.apps.CleanupConfig",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    STATIC_URL="/static/",
    SITE_ID=1,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    HELPDESK_TEAMS_MODE_ENABLED=False,
)
django.setup()

urlpatterns = [path("", include("helpdesk.urls"))]
application = WSGIHandler()


def main() -> None:
    """Tables, mail templates, one public queue, one member of staff with a token."""
    from django.apps import apps  # filled by the set-up above

    call_command("migrate", interactive=False, verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    people = apps.get_model("auth", "User").objects
    staff = people.create(username="bench", email="bench@example.invalid", is_staff=True, is_superuser=True)
    queue = apps.get_model("helpdesk", "Queue").objects.create(
        title="community",
        slug="community",
        allow_public_submission=True,
        email_address="desk@example.invalid",
    )
    token = apps.get_model("authtoken", "Token").objects.create(user=staff)
    print(json.dumps({"token": token.pk, "queue": queue.pk}))


if __name__ == "__main__":
    main()
