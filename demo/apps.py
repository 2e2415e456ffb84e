from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Made-up trusts for trying the portal, and real history. Never loaded by production."""

    name = "demo"
