from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from grading.selectors.afterwards import tells_of_reports
        from grading.selectors.opening import also_asked_before_opening
        from grading.selectors.providers import tells_of_providers
        from grading.selectors.said_and_done import tells_what_became
        from reports.selectors.audit_names import name_rows
        from reports.selectors.before_opening import comments_without_answer
        from reports.selectors.for_commissioners import published_by_providers
        from reports.selectors.for_graders import earlier_grades, own_grades
        from reports.selectors.said_and_done import became_of

        name_rows()
        tells_of_providers(published_by_providers)
        also_asked_before_opening(comments_without_answer)
        tells_what_became(became_of)
        tells_of_reports(earlier=earlier_grades, own=own_grades)
