from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edsportal.common.gallery_examples import COMPONENTS, GRADES
from edsportal.common.gallery_form import EveryFieldForm, wrong_form


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component and every field in each state; the address does not exist in production."""
    messages.success(request, "A success message")
    messages.info(request, "An information message")
    return render(
        request,
        "design/components.html",
        {
            "components": COMPONENTS.values(),
            "grades": GRADES,
            "plain_form": EveryFieldForm(prefix="plain"),
            "form": wrong_form(),
            "navigation": [
                {"href": "#components", "text": "Components", "current": True},
                {"href": "#fields", "text": "Fields"},
                {"href": "#errors", "text": "Errors"},
            ],
        },
    )
