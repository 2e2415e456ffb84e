from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from grading.selectors.afterwards import tells_of_reports
        from reports.selectors.audit_names import name_rows
        from reports.selectors.for_graders import earlier_grades, own_grades

        name_rows()
        tells_of_reports(earlier=earlier_grades, own=own_grades)
