from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Shown back so that nobody loses what they wrote; passwords and tokens are not.
KEPT_OUT = ("csrfmiddlewaretoken", "password")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token had run out: show what was typed and a way back, change nothing."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(KEPT_OUT)
        for value in values
        if value.strip()
    ]
    return render(request, "csrf_failure.html", {"typed": typed, "back": request.path}, status=403)
