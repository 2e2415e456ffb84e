from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """What every app shares. It imports none of them."""

    name = "edsportal.common"
    label = "common"

    def ready(self) -> None:
        from edsportal.common.append_only import install_guards_after_migrate

        post_migrate.connect(install_guards_after_migrate, sender=self)
