"""Inviting, opening, closing, reconciling and signing off."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
