"""Signing in and one's own account: allauth's addresses, less those that would let anyone join
or change the address they are known by."""

from allauth.account import urls as account
from allauth.socialaccount import views as social
from django.urls import include, path

from stakeholders.views.account import account_page, address_is_fixed, second_factor_needed

urlpatterns = [
    path("", account_page, name="account_page"),
    path("second-step-needed/", second_factor_needed, name="second_factor_needed"),
    path("email/", address_is_fixed, name="account_email"),
    path("second-step/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("with/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("with/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("with/error/", social.login_error, name="socialaccount_login_error"),
    path("", include([entry for entry in account.urlpatterns if entry.name != "account_email"])),
]
