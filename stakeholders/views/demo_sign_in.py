from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stakeholders.services.demo_sign_in import (
    SESSION_KEY,
    record_demo_sign_in,
    user_from_demo_token,
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Shows who the link is for; signs in only when the button is pressed."""
    user = user_from_demo_token(token)
    if request.method != "POST":
        return render(request, "stakeholders/demo_sign_in.html", {"person": user})
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Nobody holds a phone for made-up people, so no second step is asked of this session.
    request.session[SESSION_KEY] = True
    record_demo_sign_in(by=user)
    return redirect(settings.LOGIN_REDIRECT_URL)
