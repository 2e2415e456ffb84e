"""Ending browsers' sessions of a person, wherever they are signed in."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.sessions.models import Session


def end_sessions(matching: Callable[[Mapping[str, Any]], bool]) -> int:
    """Delete each stored session whose contents match; how many. Reads every session there is."""
    ended = [
        session.pk for session in Session.objects.iterator() if matching(session.get_decoded())
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
