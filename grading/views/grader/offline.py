"""What a browser needs to keep a grader's pages while there is no network."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

WORKER = Path(settings.BASE_DIR) / "static" / "grader" / "worker.js"
# What the page without a network is made of. Other files are kept as they are used.
ASSETS = (
    "nhsuk/nhsuk-frontend.min.css",
    "nhsuk/nhsuk-frontend.min.js",
    "portal.css",
    "grader/grader.css",
    "grader/offline.js",
)


@login_not_required
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for ``/grade/`` while there is no network, and for nothing else.

    It stands here and not among the assets because a browser lets a script answer only for
    addresses below its own.
    """
    told = {
        "offline": reverse("grading:offline"),
        "assets": [static(name) for name in ASSETS],
        "kept": settings.STATIC_URL,
    }
    text = f"self.PORTAL = {json.dumps(told)};\n{WORKER.read_text()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Says that there is no network, and which questions are at hand. The same for everyone."""
    return render(request, "grading/grader/offline.html")
