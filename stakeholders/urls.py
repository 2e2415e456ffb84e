"""People and organisations: joining, an organisation's people, and the platform's own pages."""

from django.urls import path

from stakeholders.views import (
    audit,
    candour,
    joining,
    messages,
    people,
    platform,
    privacy,
    your_data,
)
from stakeholders.views.demo_sign_in import demo_sign_in

app_name = "stakeholders"
urlpatterns = [
    path("demo/sign-in/<str:token>/", demo_sign_in, name="demo_sign_in"),
    path("join/<str:token>/", joining.join, name="join"),
    path("work/organisation/<str:ods_code>/people/", people.people_page, name="people"),
    path("work/organisation/<str:ods_code>/people/invite/", people.inviting, name="invite_member"),
    path(
        "work/organisation/<str:ods_code>/people/invitation/<int:pk>/withdraw/",
        people.withdrawing,
        name="withdraw_joining",
    ),
    path(
        "work/organisation/<str:ods_code>/people/<int:pk>/end/",
        people.ending,
        name="end_membership",
    ),
    path("work/organisation/<str:ods_code>/messages/", messages.kinds, name="messages"),
    path(
        "work/organisation/<str:ods_code>/messages/<slug:kind>/<str:language>/",
        messages.wording,
        name="message",
    ),
    path(
        "work/organisation/<str:ods_code>/messages/<slug:kind>/<str:language>/standard/",
        messages.going_back,
        name="standard_message",
    ),
    path("platform/organisations/", platform.organisations, name="organisations"),
    path("platform/organisations/add/", platform.adding, name="add_organisation"),
    path("platform/organisations/upload/", platform.uploading, name="upload_organisations"),
    path("platform/organisations/<str:ods_code>/", platform.changing, name="change_organisation"),
    path(
        "platform/organisations/<str:ods_code>/providers/", platform.linking, name="link_providers"
    ),
    path("platform/people/", platform.people, name="platform_people"),
    path("work/audit/", audit.audit_home, name="audit_home"),
    path("work/audit/<str:ods_code>/", audit.audit, name="audit"),
    path("work/privacy/<str:ods_code>/", privacy.writing_privacy, name="writing_privacy"),
    path("work/candour/<str:ods_code>/", candour.candour, name="candour"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/<str:ods_code>/", privacy.privacy_of, name="privacy_of"),
    path("account/your-data/", your_data.your_data, name="your_data"),
    path("account/your-data/download/", your_data.your_data_file, name="your_data_file"),
]
