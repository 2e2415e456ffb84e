"""Parts of pages that are drawn once a process, because they are the same on page after page."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def drawn_once(name: str, /, **context: object) -> SafeString:
    """The template ``name`` in the reader's language, for where the portal is served.

    Whatever it shows is in ``context``, in plain values that compare and never change, and no
    markup: it sees no request, nobody signed in and no row of a database.
    """
    return _drawn(name, get_language(), get_script_prefix(), **context)


@lru_cache(maxsize=1024)
def _drawn(name: str, _language: str | None, _prefix: str, /, **context: object) -> SafeString:
    return render_to_string(name, context)
