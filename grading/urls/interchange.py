"""Public descriptions: of formats, and of how grades are reached."""

from django.urls import path

from grading.views.how_grades_are_reached import how_grades_are_reached
from grading.views.interchange import assessment_schema

urlpatterns = [
    path("how-grades-are-reached/", how_grades_are_reached, name="how_grades_are_reached"),
    path("schemas/eds-assessment-1.json", assessment_schema, name="assessment-schema"),
]
