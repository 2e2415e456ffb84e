import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KEY = re.compile(r"[a-z]+(_[a-z]+)+")

# Shown back so that nobody loses what they wrote; secrets and the form's own numbers are not.
KEPT_OUT = (
    "csrfmiddlewaretoken",
    "password",
    "credential",
    "token",
    "code",
    "version",
    "seen",
    "form_key",
)


# A tick or a button holds no words that anybody would have to type again.
TICKED = "on"
PRESSED = ("keep_mine", "confirmed", "change", "leave_out", "stop", "shown", "sure")
WORDS: "Mapping[str, StrPromise]" = {
    "answer": gettext_lazy("Answer"),
    "comment": gettext_lazy("Comment"),
    "comment_consent": gettext_lazy("May comments be published?"),
    "dissent": gettext_lazy("Who saw it otherwise, and why"),
    "dissented": gettext_lazy("How many did not agree"),
    "agreed": gettext_lazy("How many agreed"),
    "grade": gettext_lazy("Grade"),
    "group": gettext_lazy("Group"),
    "groups": gettext_lazy("Group"),
    "note": gettext_lazy("Note"),
    "publish": gettext_lazy("May the comment be published?"),
    "reason": gettext_lazy("Reason"),
    "summary": gettext_lazy("Summary"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
}


def what_was_typed(sent: QueryDict) -> list[tuple[str, str]]:
    """Every field of a sent form that holds words, with what it asks as far as that is known."""
    return [
        (_label(name), _shown(value))
        for name, values in sent.lists()
        if not name.startswith(KEPT_OUT) and name not in PRESSED
        for value in values
        if value.strip() and value != TICKED
    ]


def _label(name: str) -> str:
    """A field made for one row of many has the row's number behind its name."""
    base, _dash, row = name.rpartition("_")
    known = base if row.isdecimal() else name
    return str(WORDS.get(known) or known.replace("_", " ").replace("-", " ").capitalize())


def _shown(value: str) -> str:
    """A choice is sent as its key, which reads like words once its dashes are taken out."""
    return value.replace("_", " ") if KEY.fullmatch(value) else value


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token had run out: show what was typed and a way back, change nothing."""
    context = {"typed": what_was_typed(request.POST), "back": request.path}
    return render(request, "csrf_failure.html", context, status=403)
