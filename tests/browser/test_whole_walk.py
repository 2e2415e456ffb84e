"""The main job in Chromium, as four people: lead, grader, board member, the public."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from evidence.models import EvidenceItem
from grading.domain.edition import Edition
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, EvidenceUse, LocalGrade
from reports.models import RenderJob, Report
from reports.services.rendering import render_job
from stakeholders.models import User
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import World, build_world, frameworks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRADED = ("2.1", "2.2")
CHECKLIST = (
    "Who was reached",
    "What easy-read material",
    "What workshops",
    "Who gives one-to-one help",
    "Which senior people",
    "How will people hear",
)


@pytest.fixture
def world(committed_db: None) -> World:
    return build_world()


def signs_in(person: Person, user: User) -> Person:
    person.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(user)]))
    return person.presses("Sign in", exact=True)


def start(lead: Person) -> Assessment:
    """The lead starts an EDS2 assessment, nearly all of it out of scope to keep the story short."""
    lead.presses("Start a new assessment").chooses(frameworks()["eds2"].name)
    lead.types("Reporting year", "2026/27").presses("Start")
    assessment = Assessment.objects.get(framework__key="eds2")
    AssessedOutcome.objects.filter(assessment=assessment).exclude(
        outcome_code__in=[*GRADED, "2.3"]
    ).update(in_scope=False, out_of_scope_reason="Graded next year.")
    return assessment


def prepares(lead: Person, assessment: Assessment) -> None:
    home = reverse("grading:task_list", args=[assessment.pk])
    rows = {row.outcome_code: row for row in assessment.assessed_outcomes.all()}
    lead.goes(reverse("grading:scope_outcome", args=[assessment.pk, rows["2.3"].pk]))
    lead.types("Why is it not graded this year?", "A new survey comes in spring.").find(
        "main form button"
    ).first.click()
    lead.goes(home).reads("Evidence")
    lead.goes(reverse("grading:add_evidence", args=[assessment.pk, rows["2.1"].pk]))
    lead.types("Title", "Waiting times by group").picks("What kind of evidence is it?", "Data")
    lead.types(
        "What this shows, and whom it leaves out",
        "Everyone waits six weeks. It leaves out religion.",
    )
    lead.types("Link", "https://www.example.org/waiting").chooses("Age").chooses("Sex")
    lead.find("#id_file").set_input_files(
        {"name": "waiting.csv", "mimeType": "text/csv", "buffer": b"group,weeks\neveryone,6\n"}
    )
    lead.presses("Add this evidence")
    assert EvidenceItem.objects.get().files.get().name == "waiting.csv"
    lead.goes(reverse("grading:library", args=[assessment.pk, rows["2.2"].pk])).chooses(
        "Waiting times by group"
    )
    lead.find("main form button").first.click()
    assert EvidenceUse.objects.count() == 2
    lead.goes(reverse("grading:settings", args=[assessment.pk]))
    closes = timezone.localdate() + timedelta(days=28)
    for part in ("day", "month", "year"):
        lead.find(f"[name=closes_on-{part}]").fill(str(getattr(closes, part)))
    lead.presses("Save and continue")
    for code in GRADED:
        lead.goes(reverse("grading:grade", args=[assessment.pk, rows[code].pk])).chooses(
            "Excelling"
        )
        lead.types("Why?", "SECRET-REASON: everybody is served well.").presses("Save and go back")
    lead.goes(reverse("grading:checklist", args=[assessment.pk]))
    for question in CHECKLIST:
        lead.types(question, "Two hundred people, through Healthwatch.")
    lead.find("main form button").first.click()
    lead.goes(home)


def invites(lead: Person, assessment: Assessment) -> str:
    """Invite Healthwatch; returns the link in its message."""
    lead.goes(reverse("grading:invite", args=[assessment.pk])).chooses("A group not in this list")
    lead.types("Name of the new group", "Healthwatch Testshire").picks(
        "Kind of the new group", "Healthwatch"
    )
    lead.types("Name of the person", "Dev Tester").types("Their e-mail address", "dev@example.org")
    lead.presses("Send the invitation").reads("Dev Tester", "Sent")
    [message] = mail.outbox
    return next(word for word in message.body.split() if "/i/" in word)


def grades(grader: Person, link: str, edition: Edition) -> None:
    grader.goes(link).reads("Healthwatch Testshire").chooses("No")
    grader.chooses("Yes, with my group's name").presses("Start")
    assert LocalGrade.objects.count() == 0
    for code in GRADED:
        grader.goes("/grade/").presses(edition.outcome(code).question)
        assert edition.outcome(code).question in grader.heading()
        grader.reads(edition.outcome(code).official.text, "Waiting times by group")
        grader.does_not_read("SECRET-REASON")
        grader.chooses("People of different ages").chooses("Women and men").chooses(
            "Disabled people"
        )
        grader.chooses("Developing")
        grader.types("Why do you think so?", "People who speak little English wait longest.")
        grader.presses("Save and continue")
    grader.goes("/grade/").presses("Check your answers and hand in")
    grader.reads("Developing", "People who speak little English").presses("Hand in", exact=True)
    grader.reads("Your receipt number is")


@pytest.mark.parametrize(
    ("javascript", "width"),
    [
        pytest.param(True, 1280, id="wide"),
        pytest.param(True, 320, id="phone", marks=pytest.mark.embedded),
        pytest.param(False, 768, id="no-javascript"),
    ],
)
def test_from_evidence_to_public_report(
    arrive: Callable[..., Person], world: World, javascript: bool, width: int
) -> None:
    lead, grader, board, public = (
        arrive(name, javascript=javascript, width=width)
        for name in ("lead", "grader", "board member", "public")
    )
    signs_in(lead, world.people["lead"])
    assessment = start(lead)
    opening = reverse("grading:opening", args=[assessment.pk])
    lead.goes(opening).reads("What is missing before grading can open")
    prepares(lead, assessment)
    link = invites(lead, assessment)
    lead.goes(opening).presses("Open grading").reads("Local interests can answer now")

    grades(grader, link, assessment.edition)

    lead.goes(opening).reads("Handed in").presses("Close grading")
    lead.find("[name=reason]").fill("Everybody who was asked has handed in.")
    lead.chooses("I have checked that everyone who wanted to answer has had time").presses(
        "Close grading"
    )
    lead.reads("Local view prevails").find(".app-part summary").first.click()
    lead.reads("The NHS body said Excelling.", "But it is up to the groups")
    lead.presses("Right of reply").presses("We do not reply")
    lead.presses("We do not reply").reads("Noted: your organisation does not reply.")

    signs_in(board, world.people["board"])
    board.goes(reverse("grading:sign_off", args=[assessment.pk]))
    board.chooses("I have read how each grade was reached").presses("Sign off the agreed grades")
    board.presses("Publish this report").presses("Publish now")
    assessment.refresh_from_db()
    assert assessment.state == State.PUBLISHED

    job = RenderJob.objects.get()
    assert render_job(job.pk)
    board.goes(reverse("reports:work_report", args=[assessment.pk])).reads(
        "1 of 6 files are ready", "Annual report (PDF)"
    )

    report = Report.objects.get()
    public.goes("/").presses("2026/27")
    public.find(".report-fold__head").filter(has_text="2.1").first.click()
    public.reads(
        "Test Community NHS Trust",
        "Developing",
        "People who speak little English wait longest.",
        report.sha256,
    )
    public.does_not_read("Dev Tester", "dev@example.org")
    pdf = public.page.request.get(public.page.url.rstrip("/") + ".pdf")
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF-")

    for person in (lead, grader, board, public):
        assert person.faults == [], person.name
