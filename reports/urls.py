"""Addresses of reports: public ones for everyone, and the staff's page of one assessment."""

from django.urls import include, path, re_path

from reports.views import form_answers, front, history, public, said, work

app_name = "reports"

_REPORT = r"^reports/(?P<ods_code>[A-Z0-9]{3,10})/(?P<framework>[-\w]+)/(?P<year>\d{4}(?:-\d{2})?)"
_VERSION = _REPORT + r"/v(?P<version>[1-9]\d{0,4})"
_FORMAT = r"\.(?P<kind>json|csv|pdf|figures\.csv)$"

_BOOK = r"/(?P<book>board|easy-read|large-print|template)\.(?P<kind>pdf|docx)$"

urlpatterns = [
    path("", front.front, name="front"),
    path("", include("reports.public_urls")),
    re_path(_REPORT + "/$", public.report, name="report"),
    re_path(_REPORT + _FORMAT, public.rendition, name="rendition"),
    re_path(_VERSION + "/$", public.report, name="report_version"),
    re_path(_VERSION + _FORMAT, public.rendition, name="rendition_version"),
    re_path(_REPORT + _BOOK, public.book, name="book"),
    re_path(_VERSION + _BOOK, public.book, name="book_version"),
    path("work/organisation/<str:ods_code>/history/", history.reading, name="history"),
    path(
        "work/organisation/<str:ods_code>/history/import/",
        history.bringing_in,
        name="import_history",
    ),
    path("work/<int:pk>/report/", work.work_report, name="work_report"),
    path("work/<int:pk>/report/progress/", work.progress, name="progress"),
    path("work/<int:pk>/said/", said.said, name="said"),
    path("work/<int:pk>/said/<slug:comment>/", said.answering, name="answer_comment"),
    path("work/<int:pk>/report/form/", form_answers.form_answers, name="form_answers"),
    path("work/<int:pk>/report/publish/", work.publish_report, name="publish"),
    path("work/<int:pk>/report/correct/", work.correct, name="correct"),
    path("work/<int:pk>/report/v<int:version>/withdraw/", work.withdraw_version, name="withdraw"),
    path("work/<int:pk>/report/try-again/", work.try_again_pdf, name="try_again"),
]
