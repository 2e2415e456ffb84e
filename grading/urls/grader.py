"""The grader's walk: public to Django's sign-in, guarded by the grader's own session."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
