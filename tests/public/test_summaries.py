"""Rows for lists and tables: right from the moment of publishing, and made again the same."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.forms.models import model_to_dict

from edsportal.common.public_stamp import public_stamp, touch_public
from grading.models import Assessment, LocalGrade
from reports.domain.snapshot import read_snapshot
from reports.models import OutcomeSummary, Report, ReportSummary
from reports.presenters.board_paper import board_paper
from reports.presenters.report_view import report_view
from reports.services import report as report_service
from reports.services.report import publish, publish_correction, withdraw
from tests.public.published import body, history_of
from tests.reports.cases import ON, agreed
from tests.world import World


@pytest.fixture
def report(world: World) -> Report:
    return publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])


def held() -> list[dict[str, object]]:
    rows = [*ReportSummary.objects.order_by("pk"), *OutcomeSummary.objects.order_by("code")]
    return [model_to_dict(row, exclude=["id"]) for row in rows]


def by_code() -> dict[str, OutcomeSummary]:
    return {row.code: row for row in OutcomeSummary.objects.all()}


def test_publishing_writes_what_the_snapshot_says(report: Report) -> None:
    summary = ReportSummary.objects.get()
    snapshot = read_snapshot(report.content)
    assert (summary.report, summary.version, summary.graded) == (report, 1, 9)
    assert (summary.outcomes, summary.score, summary.score_of) == (11, None, 33)
    rows = by_code()
    assert {code: row.grade for code, row in rows.items()} == {
        outcome["code"]: outcome["grade"] or "" for outcome in snapshot["outcomes"]
    }
    split = rows["2A"]
    assert (split.grade, split.step, split.own_grade, split.own_step) == (
        "undeveloped",
        0,
        "achieving",
        2,
    )
    assert (split.firmness, split.local_interests) == ("hangs_on_one", 2)
    by_service = rows["1A"]
    assert (by_service.basis, by_service.own_grade) == ("middle_of_services", "achieving")
    ungraded = rows["2D"]
    assert (ungraded.grade, ungraded.step, ungraded.firmness) == ("", None, "")


def test_an_outcome_is_firm_where_only_one_service_hangs_on_a_voice(world: World) -> None:
    """1A's middle is achieving whoever is left out; only its first service can move."""
    assessment = agreed(world)
    LocalGrade.objects.filter(
        assessed_outcome__assessment=assessment,
        assessed_outcome__outcome_code="1A",
        assessed_outcome__service__key="s1",
        grader__participation__local_interest__kind="patient_group",
    ).update(answer="achieving")
    report = publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    snapshot = read_snapshot(report.content)
    outcome = next(row for row in snapshot["outcomes"] if row["code"] == "1A")
    assert [bool(part["pivotal"]) for part in outcome["parts"]] == [True, False, False]
    assert (outcome["grade"], outcome["pivotal"]) == ("achieving", [])
    assert by_code()["1A"].firmness == "firm"
    paper = {line.code: line.firm for line in board_paper(snapshot).lines}
    assert paper["1A"] == "Firm"
    fragile = [row.code for row in report_view(snapshot).fragile]
    assert fragile == ["2A"]


def test_made_up_organisations_are_in_no_count(report: Report) -> None:
    assert not OutcomeSummary.objects.filter(counted=True).exists()


def test_a_correction_replaces_and_a_withdrawal_takes_out_of_every_count(world: World) -> None:
    first = history_of(body("RX1"))
    rows = OutcomeSummary.objects.filter(summary__report=first)
    assert set(rows.values_list("counted", flat=True)) == {True}
    assessment = Assessment.objects.get(pk=first.assessment_id)
    assessment.assessed_outcomes.filter(outcome_code="1.1").update(published_grade="excelling")
    second = publish_correction(
        assessment=assessment,
        after_version=1,
        reason="A figure was wrong",
        published_on=ON,
        by=report_service.Machine("test"),
    )
    summary = ReportSummary.objects.get()
    assert (summary.report, summary.version) == (second, 2)
    assert (summary.first_published_on, summary.published_on) == (first.published_on, ON)
    assert by_code()["1.1"].grade == "excelling"
    world.people["lead"].memberships.update(organisation=assessment.organisation)
    withdraw(report=first, reason="Superseded", by=world.people["lead"])
    assert not ReportSummary.objects.get().withdrawn
    withdraw(report=second, reason="Wrong year", by=world.people["lead"])
    assert ReportSummary.objects.get().withdrawn
    assert not OutcomeSummary.objects.filter(counted=True).exists()


def test_they_come_with_the_report_or_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment = agreed(world)

    def fails(report: Report) -> None:
        raise RuntimeError("The power went out.")

    monkeypatch.setattr(report_service, "queue_pdf", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    assert (Report.objects.count(), ReportSummary.objects.count()) == (0, 0)
    assert public_stamp().mark == ""


def test_made_again_they_are_the_same(world: World, report: Report) -> None:
    other = history_of(body("RX1"))
    world.people["lead"].memberships.update(organisation=other.assessment.organisation)
    withdraw(report=other, reason="Wrong", by=world.people["lead"])
    before = held()
    OutcomeSummary.objects.all().delete()
    ReportSummary.objects.update(graded=0, withdrawn=False)
    said = io.StringIO()
    call_command("rebuild_summaries", stdout=said)
    assert held() == before
    assert "2 reports summarised" in said.getvalue()


def test_the_stamp_changes_with_every_change(world: World, report: Report) -> None:
    first = public_stamp()
    touch_public()
    second = public_stamp()
    assert second.mark != first.mark
    assert (second.at - first.at).total_seconds() >= 1
