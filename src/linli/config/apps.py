"""Django's entry into the composition: permissions are joined once, when the apps are ready."""

from django.apps import AppConfig


class LinliConfig(AppConfig):
    """The composition as an app, so that it is ready after all others."""

    name = "linli.config"
    label = "linli_config"

    def ready(self) -> None:
        from linli.config.grants import join_grants

        join_grants()
