"""Every address of the portal. Each needs sign-in unless its view says otherwise by name."""

from django.conf import settings
from django.urls import include, path

from edsportal.common.views import health
from edsportal.common.views.mailbox import mailbox
from reports.views.api_door import api_patterns

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("grading.urls")),
    path("", include("workshops.urls")),
    path("", include("evidence.urls")),
    path("", include("objectives.urls")),
    path("", include("stakeholders.urls")),
    path("account/", include("stakeholders.account_urls")),
    path("api/v1/", api_patterns()),
    path("health/", health, name="health"),
]

if not settings.PRODUCTION:
    urlpatterns.append(path("design/", include("edsportal.common.gallery_urls")))
    urlpatterns.append(path("design/mail/", mailbox, name="mailbox"))
