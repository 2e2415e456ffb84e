"""The grader's walk: public to Django's sign-in, guarded by the grader's own session."""

from django.urls import path

from grading.views.grader.about_you import about_you
from grading.views.grader.asking import asking, withdrawing
from grading.views.grader.declining import declining, declining_by_link
from grading.views.grader.earlier import earlier
from grading.views.grader.entry import code, enter, fresh_link, fresh_link_asked, leave, start
from grading.views.grader.evidence import evidence_figures, evidence_file, evidence_preview
from grading.views.grader.evidence_changes import evidence_changes
from grading.views.grader.group_declaration import declaring_for_group, keeping_group_in
from grading.views.grader.handing_in import check, receipt, taking_back
from grading.views.grader.joining import join, own_code
from grading.views.grader.keeping import keep, token
from grading.views.grader.meetings import meetings, one_meeting
from grading.views.grader.offline import offline, worker
from grading.views.grader.people import people, removing_person
from grading.views.grader.practice import practice
from grading.views.grader.reminders import stopping_reminders
from grading.views.grader.replies import one_reply, replies
from grading.views.grader.walk import question, walk
from grading.views.grader.wording import wording
from grading.views.grader.your_data import removed, removing_myself, your_data, your_data_file

urlpatterns = [
    path("i/<str:token>/", enter, name="enter"),
    path("i/<str:token>/decline/", declining_by_link, name="decline_by_link"),
    path("join-grading/<str:token>/", join, name="join"),
    path("code/", code, name="code"),
    path("code/new-link/", fresh_link, name="fresh_link"),
    path("code/new-link/sent/", fresh_link_asked, name="fresh_link_asked"),
    path("reminders/stop/<str:token>/", stopping_reminders, name="stop_reminders"),
    path("grade/", walk, name="walk"),
    path("grade/start/", start, name="start"),
    path("grade/own-code/", own_code, name="own_code"),
    path("grade/start/decline/", declining, name="decline"),
    path("grade/people/", people, name="grader_people"),
    path("grade/people/<int:pk>/remove/", removing_person, name="remove_person"),
    path("grade/group/tie/", declaring_for_group, name="declare_for_group"),
    path("grade/group/keep-in/", keeping_group_in, name="keep_group_in"),
    path("grade/leave/", leave, name="leave"),
    path("grade/check/", check, name="check"),
    path("grade/about-you/", about_you, name="about_you"),
    path("grade/receipt/", receipt, name="receipt"),
    path("grade/take-back/", taking_back, name="take_back"),
    path("grade/evidence/<int:pk>/figures/", evidence_figures, name="grader_figures"),
    path("grade/evidence/<int:pk>/preview.png", evidence_preview, name="grader_preview"),
    path("grade/evidence/<int:pk>/", evidence_file, name="grader_evidence_file"),
    path("grade/replies/", replies, name="grader_replies"),
    path("grade/replies/<int:pk>/", one_reply, name="grader_reply"),
    path("grade/meetings/", meetings, name="grader_meetings"),
    path("grade/meetings/<int:pk>/", one_meeting, name="grader_meeting"),
    path("grade/your-data/", your_data, name="your_data"),
    path("grade/your-data/download/", your_data_file, name="your_data_file"),
    path("grade/your-data/remove/", removing_myself, name="removing_myself"),
    path("grade/your-data/removed/", removed, name="removed"),
    path("grade/practice/", practice, name="practice"),
    path("grade/wording/", wording, name="wording"),
    path("grade/token/", token, name="token"),
    path("grade/worker.js", worker, name="worker"),
    path("grade/offline/", offline, name="offline"),
    path("grade/asked/<int:pk>/take-back/", withdrawing, name="withdraw_question"),
    path("grade/<int:pk>/ask/", asking, name="ask"),
    path("grade/<int:pk>/", question, name="question"),
    path("grade/<int:pk>/changes/", evidence_changes, name="evidence_changes"),
    path("grade/<int:pk>/keep/", keep, name="keep"),
    path("grade/<int:pk>/earlier/", earlier, name="earlier"),
]
