"""The portal's part, run inside its own Django: data to measure with, and the count afterwards.

``prepare COUNT FOLDER`` builds the demonstration, invites ``COUNT`` graders more to the
assessment that is open and brings them in by their links; ``check`` counts what is kept and
``kept`` lists it.
"""

import datetime as dt
import io
import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  # All of these need the set-up above.
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from demo.services.build import build_demo  # noqa: E402
from edsportal.common.pdf import ASSETS  # noqa: E402
from grading.models import Assessment, Grader, LocalGrade, LocalGradeRevision  # noqa: E402
from grading.selectors.grader import grader_by_pk, outcomes_to_grade  # noqa: E402
from grading.services.invitation import Invited, invite  # noqa: E402
from reports.domain.snapshot import read_snapshot  # noqa: E402
from reports.models import Report  # noqa: E402
from reports.presenters.document import document_html  # noqa: E402

NAME = "Bench grader"
TODAY = dt.date(2026, 2, 27)


def prepare(count: int, folder: Path) -> dict[str, object]:
    """Everything that is measured later, and where to find it."""
    call_command("migrate", verbosity=0)
    call_command("load_frameworks", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        report = build_demo(today=TODAY)
    counting, *graders = invite_graders(count + 1)
    people = [person(come_in(invited), invited.grader) for invited in graders]
    return {
        "people": people,
        "statements": statements(come_in(counting), counting.grader),
        "grades": [grade.key for grade in open_assessment().edition.grades],
        "report": write_html(report, folder),
    }


def open_assessment() -> Assessment:
    return Assessment.objects.select_related("framework", "organisation").get(state="grading")


def invite_graders(count: int) -> list[Invited]:
    """People of one patient group: the busiest kind, with a question for each service."""
    assessment = open_assessment()
    part = assessment.participations.get(local_interest__kind="healthwatch")
    lead = assessment.organisation.memberships.get(role="equality_lead")
    return [
        invite(
            assessment=assessment,
            local_interest=part.local_interest,
            name=f"{NAME} {number}",
            email=f"bench-{number}@example.org",
            by=lead.user,
        )
        for number in range(count)
    ]


def come_in(invited: Invited) -> Client:
    """A browser that has pressed Start on the invitation's page."""
    client = Client(SERVER_NAME="127.0.0.1")
    entry = reverse("grading:enter", args=[invited.secrets.token])
    answer = client.post(entry, {"interest": "none", "comment_consent": "with_name"})
    assert answer.status_code == 302, answer.content[:2000]
    return client


def questions_of(grader: Grader) -> list[int]:
    fresh = grader_by_pk(grader.pk)
    assert fresh is not None
    return [row.pk for row in outcomes_to_grade(fresh)]


def person(client: Client, grader: Grader) -> dict[str, object]:
    questions = questions_of(grader)
    client.get(reverse("grading:question", args=[questions[0]]))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    return {"cookie": cookie, "token": token, "questions": questions}


def statements(client: Client, grader: Grader) -> dict[str, int]:
    """Statements sent for one page, a first answer and a changed one; of the two the larger."""
    first, second = questions_of(grader)[:2]
    address = reverse("grading:question", args=[first])
    saves = []
    for version, answer in enumerate(("developing", "achieving")):
        typed = {"answer": answer, "version": version, "continue_to": second, "comment": "Seen"}
        with CaptureQueriesContext(connection) as saving:
            assert client.post(address, typed).status_code == 302
        saves.append(len(saving))
    with CaptureQueriesContext(connection) as page:
        assert client.get(address).status_code == 200
    return {"page": len(page), "save": max(saves)}


def write_html(report: Report, folder: Path) -> dict[str, object]:
    """The report's HTML as a file, for WeasyPrint alone."""
    html = folder / "report.html"
    html.write_text(document_html(read_snapshot(report.content), sha256=report.sha256))
    return {"pk": report.pk, "html": str(html), "base_url": f"{ASSETS.as_uri()}/"}


def check() -> dict[str, object]:
    """How many saves the database remembers of the graders that were measured."""
    mine = {"grader__invitation__name__startswith": NAME}
    counting = {"grader__invitation__name": f"{NAME} 0"}
    grades = LocalGrade.objects.filter(**mine).exclude(**counting)
    revisions = LocalGradeRevision.objects.filter(**mine).exclude(**counting)
    return {
        "rows": grades.count(),
        "versions": grades.aggregate(all=Sum("version"))["all"] or 0,
        "revisions": revisions.count(),
    }


def kept() -> dict[str, object]:
    """Question, version and words of every revision of the graders that saved."""
    mine = LocalGradeRevision.objects.filter(grader__invitation__name__startswith=NAME)
    theirs = mine.exclude(grader__invitation__name=f"{NAME} 0")
    rows = theirs.values_list("assessed_outcome_id", "version", "words__comment")
    return {"revisions": list(rows)}


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        result = prepare(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        result = check() if sys.argv[1] == "check" else kept()
    print(json.dumps(result))
