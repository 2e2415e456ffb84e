"""Public descriptions of formats."""

from django.urls import path

from grading.views.interchange import assessment_schema

urlpatterns = [path("schemas/eds-assessment-1.json", assessment_schema, name="assessment-schema")]
