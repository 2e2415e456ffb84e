"""Inviting, opening, closing, reconciling and signing off."""

from django.urls import path

from grading.views.running.about_graders import about_graders
from grading.views.running.closing_date import extending
from grading.views.running.coordinator import naming_coordinator
from grading.views.running.declarations import allowing_staff, declaration, declarations
from grading.views.running.directory import adding_group, changing_group, directory
from grading.views.running.evidence_changes import (
    adding_in_grading,
    changed_evidence,
    changing_in_grading,
)
from grading.views.running.group_declaration import group_declaration
from grading.views.running.heard import heard, heard_file
from grading.views.running.invitations import invitations, inviting, renewing, revoking
from grading.views.running.inviting_many import inviting_last_time, inviting_several, uploading
from grading.views.running.let_stand import letting_stand
from grading.views.running.meetings import meetings, recording, taking_back
from grading.views.running.opening import closing, opening, reopening
from grading.views.running.questions import answering, questions
from grading.views.running.reconciliation import reconciliation
from grading.views.running.reminders import reminding, reminding_all
from grading.views.running.reply import (
    asking_for_reply,
    no_reply,
    reply,
    sending_replies,
    writing_reply,
)
from grading.views.running.shared_links import closing_shared_link, opening_shared_link
from grading.views.running.sign_off import sending_back, signing_off

urlpatterns = [
    path("work/<int:pk>/invitations/", invitations, name="invitations"),
    path("work/<int:pk>/invitations/new/", inviting, name="invite"),
    path("work/<int:pk>/invitations/upload/", uploading, name="upload_invitations"),
    path("work/<int:pk>/invitations/several/", inviting_several, name="invite_several"),
    path("work/<int:pk>/invitations/last-time/", inviting_last_time, name="invite_last_time"),
    path("work/<int:pk>/invitations/remind/", reminding_all, name="remind_all"),
    path("work/<int:pk>/invitations/<int:grader_pk>/remind/", reminding, name="remind"),
    path("work/<int:pk>/invitations/<int:grader_pk>/renew/", renewing, name="renew_invitation"),
    path("work/<int:pk>/invitations/<int:grader_pk>/withdraw/", revoking, name="revoke_invitation"),
    path("work/<int:pk>/invitations/shared/", opening_shared_link, name="open_shared_link"),
    path(
        "work/<int:pk>/invitations/shared/<int:link_pk>/close/",
        closing_shared_link,
        name="close_shared_link",
    ),
    path(
        "work/<int:pk>/invitations/<int:grader_pk>/coordinator/",
        naming_coordinator,
        name="coordinator",
    ),
    path("work/organisation/<str:ods_code>/directory/", directory, name="directory"),
    path("work/organisation/<str:ods_code>/directory/add/", adding_group, name="add_group"),
    path(
        "work/organisation/<str:ods_code>/directory/<int:group_pk>/",
        changing_group,
        name="change_group",
    ),
    path("work/<int:pk>/declarations/", declarations, name="declarations"),
    path("work/<int:pk>/declarations/staff/", allowing_staff, name="allow_staff"),
    path("work/<int:pk>/declarations/<int:grader_pk>/", declaration, name="declaration"),
    path(
        "work/<int:pk>/declarations/group/<int:participation_pk>/",
        group_declaration,
        name="group_declaration",
    ),
    path("work/<int:pk>/about-graders/", about_graders, name="about_graders"),
    path("work/<int:pk>/heard/", heard, name="heard"),
    path("work/<int:pk>/heard.csv", heard_file, name="heard_file"),
    path("work/<int:pk>/questions/", questions, name="questions"),
    path("work/<int:pk>/questions/<int:question_pk>/", answering, name="answer_question"),
    path("work/<int:pk>/evidence/changes/", changed_evidence, name="changed_evidence"),
    path(
        "work/<int:pk>/evidence/changes/item/<int:item_pk>/",
        changing_in_grading,
        name="change_in_grading",
    ),
    path(
        "work/<int:pk>/evidence/changes/<int:outcome_pk>/add/",
        adding_in_grading,
        name="add_in_grading",
    ),
    path("work/<int:pk>/opening/", opening, name="opening"),
    path("work/<int:pk>/closing/", closing, name="closing"),
    path("work/<int:pk>/closing/date/", extending, name="extend_closing"),
    path("work/<int:pk>/reopening/", reopening, name="reopening"),
    path("work/<int:pk>/reply/", reply, name="reply"),
    path("work/<int:pk>/reply/ask/", asking_for_reply, name="ask_for_reply"),
    path("work/<int:pk>/reply/none/", no_reply, name="no_reply"),
    path("work/<int:pk>/reply/send/", sending_replies, name="send_replies"),
    path("work/<int:pk>/reply/<int:outcome_pk>/", writing_reply, name="write_reply"),
    path("work/<int:pk>/meetings/", meetings, name="meetings"),
    path("work/<int:pk>/meetings/<int:outcome_pk>/", recording, name="record_meeting"),
    path("work/<int:pk>/meetings/<int:outcome_pk>/back/", taking_back, name="take_meeting_back"),
    path("work/<int:pk>/reconciliation/", reconciliation, name="reconciliation"),
    path(
        "work/<int:pk>/reconciliation/hint/<slug:key>/",
        letting_stand,
        name="let_stand",
    ),
    path("work/<int:pk>/sign-off/", signing_off, name="sign_off"),
    path("work/<int:pk>/sending-back/", sending_back, name="send_back"),
]
