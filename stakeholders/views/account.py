"""A person's own account."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stakeholders.models import User
from stakeholders.selectors.second_factor import has_second_factor, second_factor_required


@require_safe
def account_page(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and where password, second step and sessions are kept."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    context = {
        "person": user,
        "has_password": user.has_usable_password(),
        "has_second_factor": has_second_factor(user),
        "second_factor_required": second_factor_required(user),
    }
    return render(request, "account/account_page.html", context)


@require_safe
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Why nothing else opens yet, and the ways to go on."""
    if has_second_factor(cast(User, request.user)):
        return redirect("grading:home")
    return render(request, "account/second_factor_needed.html")


def address_is_fixed(request: HttpRequest) -> HttpResponse:
    """People are known by the address they were invited at, so nobody changes their own."""
    return redirect("account_page")
