"""What an organisation does before grading opens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
