from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"

    def ready(self) -> None:
        from edsportal.common.outbox import MessageKind
        from edsportal.common.outbox.outcomes import when_settled
        from stakeholders.selectors.audit_names import name_rows
        from stakeholders.services.membership import note_joining_outcome

        name_rows()
        when_settled(MessageKind.JOINING, note_joining_outcome)
