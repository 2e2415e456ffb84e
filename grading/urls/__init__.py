"""Addresses of grading: the grader's walk, preparing an assessment, running it."""

from grading.urls import grader, interchange, library, preparing, running

app_name = "grading"
urlpatterns = [
    *grader.urlpatterns,
    *preparing.urlpatterns,
    *library.urlpatterns,
    *running.urlpatterns,
    *interchange.urlpatterns,
]
