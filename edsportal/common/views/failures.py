from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of a sent form that holds something, with its name."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(KEPT_OUT)
        for value in values
        if value.strip()
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token had run out: show what was typed and a way back, change nothing."""
    context = {"typed": what_was_typed(request), "back": request.path}
    return render(request, "csrf_failure.html", context, status=403)
