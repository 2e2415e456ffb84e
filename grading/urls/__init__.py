"""Addresses of grading: the grader's walk, preparing an assessment, running it."""

from grading.urls import grader, interchange, preparing, running

app_name = "grading"
urlpatterns = [*grader.urlpatterns, *preparing.urlpatterns, *running.urlpatterns, *interchange.urlpatterns]
