from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    name = "objectives"

    def ready(self) -> None:
        from objectives.selectors.audit_names import name_rows

        name_rows()
