"""Publishing, correcting, withdrawing: all or nothing, once, by those who may."""

import threading
from datetime import date

import pytest
from django.db import close_old_connections

from edsportal.common.actors import Machine
from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, PortalError
from edsportal.common.models import AuditEvent
from grading.models import Assessment, Transition
from objectives.models import Action, Objective
from reports.domain.snapshot import read_snapshot, sha256_of
from reports.models import RenderJob, Report, Withdrawal
from reports.services import render_queue
from reports.services import report as service
from reports.services.report import publish, publish_correction, publish_imported, withdraw
from reports.services.settling import settle_and_publish
from tests.reports.cases import ON, TEST, agreed, graded, history
from tests.world import World, build_world

LATER = date(2026, 3, 20)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What the queue was told, in place of a queue."""
    told: list[list[int]] = []
    monkeypatch.setattr(
        render_queue.current_app, "send_task", lambda name, args: told.append([name, *args])
    )
    return told


def test_it_freezes_records_and_queues(
    world: World, sent: list, django_capture_on_commit_callbacks
) -> None:
    assessment = agreed(world)
    with django_capture_on_commit_callbacks(execute=True):
        report = publish(assessment=assessment, published_on=ON, by=world.people["board"])
    assessment.refresh_from_db()
    job = RenderJob.objects.get(report=report)
    assert (assessment.state, report.version, report.published_by) == (
        "published",
        1,
        world.people["board"],
    )
    assert report.sha256 == sha256_of(report.content)
    assert (job.status, job.sent_at is None) == ("queued", False)
    assert sent == [["reports.tasks.render_report", job.pk]]
    event = AuditEvent.objects.get(event="report_published")
    assert (event.actor_id, event.organisation, event.details["version"]) == (
        world.people["board"].actor_id,
        "TST",
        1,
    )


def test_a_broker_that_is_down_stops_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks, caplog
) -> None:
    def down(name: str, args: list[int]) -> None:
        raise render_queue.OperationalError("connection refused")

    monkeypatch.setattr(render_queue.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        report = publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    job = RenderJob.objects.get(report=report)
    assert (job.status, job.sent_at) == ("queued", None)
    assert "the sweep will send it again" in caplog.text


@pytest.mark.parametrize("broken", ["record", "queue_pdf", "canonical_text"])
def test_nothing_is_half_published(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    assessment = agreed(world)

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError(broken)

    monkeypatch.setattr(service, broken, fails)
    events = AuditEvent.objects.count()
    with pytest.raises(RuntimeError, match=broken):
        publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    assert Assessment.objects.get(pk=assessment.pk).state == "agreed"
    assert not Report.objects.exists()
    assert not RenderJob.objects.exists()
    assert AuditEvent.objects.count() == events
    assert not Transition.objects.filter(move="publish").exists()


@pytest.mark.parametrize("role", ["contributor", "reader", "other_lead"])
def test_who_may_not(world: World, role: str) -> None:
    assessment = agreed(world)
    with pytest.raises(NotPermitted, match="publish the report"):
        publish(assessment=assessment, published_on=ON, by=world.people[role])
    assert not Report.objects.exists()


def test_only_when_signed_off(world: World) -> None:
    with pytest.raises(NotNow, match="Reconciling"):
        publish(assessment=graded(world), published_on=ON, by=world.people["lead"])


@pytest.mark.usefixtures("committed_db")
def test_two_at_once_make_one_report(sent: list) -> None:
    world = build_world()
    assessment = agreed(world)
    results: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        ready.wait()
        try:
            publish(
                assessment=Assessment.objects.get(pk=assessment.pk),
                published_on=ON,
                by=world.people["lead"],
            )
            results.append("published")
        except PortalError as refusal:
            results.append(refusal.reason)
        finally:
            close_old_connections()
            from django.db import connection

            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [
        "This cannot be done now. The assessment's state is: Published.",
        "published",
    ]
    assert Report.objects.count() == 1
    assert len(sent) == 1


def test_a_correction_is_the_next_version(world: World) -> None:
    assessment = agreed(world)
    lead = world.people["lead"]
    first = publish(assessment=assessment, published_on=ON, by=lead)
    second = publish_correction(
        assessment=assessment, after_version=1, reason="A wrong link", published_on=LATER, by=lead
    )
    assert (second.version, second.correction_reason, second.published_on) == (
        2,
        "A wrong link",
        LATER,
    )
    assert Report.objects.get(pk=first.pk).sha256 == first.sha256 != second.sha256
    assert Assessment.objects.get(pk=assessment.pk).state == "published"
    with pytest.raises(NotNow, match="Version 2 was published meanwhile"):
        publish_correction(
            assessment=assessment, after_version=1, reason="Twice", published_on=LATER, by=lead
        )
    with pytest.raises(InvalidInput, match="Say why"):
        publish_correction(
            assessment=assessment, after_version=2, reason="  ", published_on=LATER, by=lead
        )
    assert Report.objects.count() == 2


def test_a_correction_tells_the_plans_of_its_own_period(world: World) -> None:
    """An objective of later years is not of this report; one that has run out since still is."""
    assessment, lead = agreed(world), world.people["lead"]
    years = {"Ended since": (2025, 2027), "Began since": (2029, 2031)}
    for title, (start, end) in years.items():
        Objective.objects.create(
            organisation=world.organisation,
            title=title,
            starts_on=date(start, 4, 1),
            ends_on=date(end, 3, 31),
        )
    publish(assessment=assessment, published_on=ON, by=lead)
    Action.objects.update(done_on=date(2026, 9, 1))
    second = publish_correction(
        assessment=assessment,
        after_version=1,
        reason="A wrong link",
        published_on=date(2030, 1, 1),
        by=lead,
    )
    objectives = read_snapshot(second.content)["objectives"]
    assert [plan["title"] for plan in objectives] == ["Ended since", "Everyone can reach us"]
    [action] = objectives[1]["actions"]
    assert action["done_on"] == "2026-09-01"  # Actions are as they stand now.


@pytest.mark.parametrize("broken", ["build_snapshot", "queue_pdf"])
def test_a_publication_that_fails_leaves_the_object_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    assessment = agreed(world)

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError(broken)

    monkeypatch.setattr(service, broken, fails)
    with pytest.raises(RuntimeError, match=broken):
        publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    assert assessment.state == "agreed"


def test_nothing_to_correct_before_publication(world: World) -> None:
    with pytest.raises(NotNow, match="no published report"):
        publish_correction(
            assessment=agreed(world),
            after_version=1,
            reason="Why",
            published_on=ON,
            by=world.people["lead"],
        )


def test_withdrawing_marks_it_once(world: World) -> None:
    report = publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    with pytest.raises(InvalidInput, match="Say why"):
        withdraw(report=report, reason=" ", by=world.people["lead"])
    with pytest.raises(NotPermitted):
        withdraw(report=report, reason="Wrong", by=world.people["contributor"])
    withdraw(report=report, reason="Wrong figures", by=world.people["board"])
    assert Withdrawal.objects.get(report=report).reason == "Wrong figures"
    assert AuditEvent.objects.get(event="report_withdrawn").reason == "Wrong figures"
    with pytest.raises(NotNow, match="withdrawn already"):
        withdraw(report=report, reason="Again", by=world.people["board"])


def test_a_report_never_changes(world: World) -> None:
    report = publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    report.content = "{}"
    with pytest.raises(AppendOnlyViolation):
        report.save()


def test_history_is_published_by_its_import(world: World) -> None:
    by = Machine("import_assessment")
    assessment = history(world)
    report = publish_imported(assessment=assessment, published_on=date(2015, 3, 31), by=by)
    assert (report.version, report.published_by, assessment.state) == (1, None, "published")
    assert Transition.objects.get(assessment=assessment).by_machine == "import_assessment"
    with pytest.raises(NotNow):
        publish_imported(assessment=assessment, published_on=date(2015, 3, 31), by=by)


def test_a_command_settles_what_is_left(world: World) -> None:
    assessment = graded(world)
    report = settle_and_publish(assessment=assessment, published_on=ON, by=TEST)
    assert report.version == 1
    moves = Transition.objects.filter(assessment=assessment).values_list("move", flat=True)
    assert list(moves) == ["open_grading", "close_grading", "sign_off", "publish"]
    assert settle_and_publish(assessment=assessment, published_on=LATER, by=TEST) == report


def test_a_command_does_not_open_grading(world: World) -> None:
    with pytest.raises(NotNow, match="never opened"):
        settle_and_publish(assessment=world.assessment, published_on=ON, by=TEST)
    assert not Transition.objects.filter(assessment=world.assessment).exists()
