"""The least a Django view can do to save one grade: session, CSRF, one form, one upsert.

Everything the portal does beyond this (rules, versions, history, evidence) is what the
ratio to this floor measures. Settings other than the database are Django's own.
``python app.py prepare COUNT`` makes tables and people, ``check`` counts the rows.
"""

import json
import os
import sys
from itertools import groupby
from pathlib import Path

import django
import environ
from django.conf import settings

FOLDER = Path(__file__).resolve().parent
DATABASE = {**environ.Env.db_url_config(os.environ["FLOOR_DATABASE_URL"]), "CONN_MAX_AGE": 60}
if DATABASE["ENGINE"].endswith("sqlite3"):  # As the portal has it.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")
    ],
    MIDDLEWARE=MIDDLEWARE,
    DATABASES={"default": DATABASE},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates"],
            "OPTIONS": {"context_processors": PROCESSORS},
        }
    ],
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402  # Models and forms can only be made after the set-up.
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402

LABELS = ("Undeveloped", "Developing", "Achieving", "Excelling")
OUTCOMES = 12
PUBLISHED = (250, 18)  # Bodies and outcomes of the public table.


class Outcome(models.Model):
    title = models.CharField(max_length=300)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.title


class Grade(models.Model):
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE)
    grader = models.ForeignKey(User, on_delete=models.CASCADE)
    grade = models.SmallIntegerField()
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        app_label = "floor"
        constraints = (models.UniqueConstraint(fields=["outcome", "grader"], name="grade_once"),)

    def __str__(self) -> str:
        return f"{self.grader_id}: {self.grade}"


class Published(models.Model):
    """One cell of a public table of bodies and outcomes."""

    body = models.CharField(max_length=20)
    outcome = models.PositiveSmallIntegerField()
    grade = models.SmallIntegerField()

    class Meta:
        app_label = "floor"
        indexes = (models.Index(fields=["body", "outcome", "grade"], name="published_in_order"),)

    def __str__(self) -> str:
        return f"{self.body} {self.outcome}: {self.grade}"


class GradeForm(forms.Form):
    outcome = forms.IntegerField(min_value=1, max_value=OUTCOMES)
    grade = forms.TypedChoiceField(choices=list(enumerate(LABELS)), coerce=int)
    comment = forms.CharField(required=False, max_length=4000)


@login_required
def grade(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return save(request)
    context = {
        "outcome": Outcome.objects.get(pk=pk),
        "mine": Grade.objects.filter(outcome=pk, grader=request.user.pk).first(),
        "labels": list(enumerate(LABELS)),
    }
    return render(request, "grade.html", context)


def save(request: HttpRequest) -> HttpResponse:
    form = GradeForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    said = form.cleaned_data
    row = Grade(
        outcome_id=said["outcome"],
        grader_id=request.user.pk,
        grade=said["grade"],
        comment=said["comment"],
        saved_at=timezone.now(),
    )
    Grade.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["outcome", "grader"],
        update_fields=["grade", "comment", "saved_at"],
    )
    return redirect(f"/grade/{row.outcome_id}/?saved={row.outcome_id}")


def hello(request: HttpRequest) -> HttpResponse:
    """The least that Django answers to anybody: public pages are measured against it."""
    return HttpResponse("hello")


def table(request: HttpRequest) -> HttpResponse:
    """A table of 4,500 grades as Django makes it cheaply: plain values, cells joined by hand."""
    cells = [f"<td>{label}</td>" for label in LABELS]
    found = Published.objects.order_by("body", "outcome").values_list("body", "grade")
    rows = [
        (body, mark_safe("".join(cells[number] for _body, number in same)))  # noqa: S308
        for body, same in groupby(found, key=lambda row: row[0])
    ]
    return render(request, "table.html", {"rows": rows})


urlpatterns = [
    path("grade/<int:pk>/", grade),
    path("hello/", hello),
    path("table/", table),
]
application = get_wsgi_application()


def prepare(count: int) -> dict[str, object]:
    """Tables, outcomes and ``count`` signed-in people; the first of them counts the statements."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Outcome)
        editor.create_model(Grade)
        editor.create_model(Published)
    Published.objects.bulk_create(
        Published(body=f"Body {body:03}", outcome=outcome, grade=(body + outcome) % len(LABELS))
        for body in range(PUBLISHED[0])
        for outcome in range(PUBLISHED[1])
    )
    words = "People say that what is offered to them fits their needs and is fair and safe"
    Outcome.objects.bulk_create(Outcome(title=f"{words} ({n})") for n in range(OUTCOMES))
    User.objects.bulk_create(User(username=f"person{number}") for number in range(count + 1))
    counting, *clients = [signed_in(user) for user in User.objects.order_by("pk")]
    return {"people": [person(client) for client in clients], "statements": statements(counting)}


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


def person(client: Client) -> dict[str, object]:
    client.get("/grade/1/")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    questions = list(range(1, OUTCOMES + 1))
    return {"cookie": cookie, "token": client.cookies["csrftoken"].value, "questions": questions}


def statements(client: Client) -> dict[str, int]:
    """Statements sent for one page and one save."""
    with CaptureQueriesContext(connection) as page:
        assert client.get("/grade/1/").status_code == 200
    with CaptureQueriesContext(connection) as saving:
        assert client.post("/grade/1/", {"outcome": 1, "grade": 2}).status_code == 302
    Grade.objects.all().delete()
    return {"page": len(page), "save": len(saving)}


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        print(json.dumps(prepare(int(sys.argv[2]))))
    else:
        print(json.dumps({"rows": Grade.objects.count()}))
