"""Addresses for pages."""

from django.urls import NoReverseMatch, reverse


def address(name: str, **kwargs: object) -> str:
    """The address of a page, "" where this installation has no such page."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
