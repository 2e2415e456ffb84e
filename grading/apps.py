from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "grading"

    def ready(self) -> None:
        from edsportal.common.outbox import MessageKind
        from edsportal.common.outbox.outcomes import when_settled
        from grading.selectors.audit_names import name_rows
        from grading.services.invitation import note_outcome
        from grading.services.joining_rule import why_a_grader_may_not_join
        from stakeholders.services.joining_rules import asks_before_joining

        name_rows()
        when_settled(MessageKind.INVITATION, note_outcome)
        when_settled(MessageKind.LINK_TO_ANSWERS, note_outcome)
        asks_before_joining(why_a_grader_may_not_join)
