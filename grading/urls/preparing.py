"""What an organisation does before grading opens."""

from django.urls import path

from grading.views.preparing.checklist import checklist
from grading.views.preparing.coverage import coverage, coverage_file
from grading.views.preparing.evidence import adding, evidence, library, removing
from grading.views.preparing.evidence_item import changing
from grading.views.preparing.figures import figures
from grading.views.preparing.grades import grade, grades
from grading.views.preparing.home import home, start
from grading.views.preparing.narrowing import narrowing
from grading.views.preparing.reading import reading
from grading.views.preparing.scope import scope, scope_outcome
from grading.views.preparing.settings import services, settings
from grading.views.preparing.task_list import task_list

urlpatterns = [
    path("work/", home, name="home"),
    path("work/start/<str:ods_code>/", start, name="start_assessment"),
    path("work/<int:pk>/", task_list, name="task_list"),
    path("work/<int:pk>/settings/", settings, name="settings"),
    path("work/<int:pk>/who-grades/", narrowing, name="narrowing"),
    path("work/<int:pk>/services/", services, name="services"),
    path("work/<int:pk>/scope/", scope, name="scope"),
    path("work/<int:pk>/scope/<int:outcome_pk>/", scope_outcome, name="scope_outcome"),
    path("work/<int:pk>/evidence/", evidence, name="evidence"),
    path("work/<int:pk>/evidence/<int:outcome_pk>/add/", adding, name="add_evidence"),
    path("work/<int:pk>/evidence/<int:outcome_pk>/library/", library, name="library"),
    path("work/<int:pk>/evidence/item/<int:item_pk>/", changing, name="change_evidence"),
    path("work/<int:pk>/evidence/use/<int:use_pk>/remove/", removing, name="remove_evidence"),
    path("work/<int:pk>/coverage/", coverage, name="coverage"),
    path("work/<int:pk>/coverage.csv", coverage_file, name="coverage_file"),
    path("work/<int:pk>/reading/", reading, name="reading"),
    path("work/<int:pk>/figures/<int:file_pk>/", figures, name="figures"),
    path("work/<int:pk>/grades/", grades, name="grades"),
    path("work/<int:pk>/grades/<int:outcome_pk>/", grade, name="grade"),
    path("work/<int:pk>/checklist/", checklist, name="checklist"),
]
