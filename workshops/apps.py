from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self) -> None:
        from grading.selectors.before_closing import tells_of_waiting_papers
        from workshops.selectors.audit_names import name_rows
        from workshops.selectors.paper import papers_waiting

        name_rows()
        tells_of_waiting_papers(papers_waiting)
