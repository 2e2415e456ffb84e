"""A member of staff's own data: to see and to take away."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stakeholders.models import User
from stakeholders.presenters.held_data import held_of_user, held_summary


@never_cache
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """What is held of the person who asks, in words."""
    held = held_summary(cast(User, request.user))  # The middleware lets nobody else through.
    return render(request, "stakeholders/your_data.html", {"held": held})


@never_cache
@require_safe
def your_data_file(request: HttpRequest) -> HttpResponse:
    """All of it as a JSON file."""
    held = held_of_user(cast(User, request.user))
    response = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="your-data.json"'
    return response
