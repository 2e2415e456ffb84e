"""The command behind `./portalctl run`: does the whole job, and can be repeated."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from grading.domain.reconciliation import Basis
from grading.domain.workflow import State
from grading.models import Assessment, Grader
from grading.selectors.results import results_of
from reports.domain.snapshot import read_snapshot
from reports.models import Rendition, Report
from stakeholders.models import Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]


def run(today: str) -> str:
    said = StringIO()
    call_command("run_main_job", today=_day(today), stdout=said)
    return said.getvalue()


def _day(text: str) -> object:
    import datetime as dt

    return dt.date.fromisoformat(text)


def says_what_it_did(first_start: str) -> None:
    assert "10 of 11 graded. There is no total and no rating" in first_start
    assert "2B  Developing activity (Local view prevails)" in first_start
    for rendition in Rendition.objects.all():
        assert rendition.sha256 in first_start
        assert rendition.file.name in first_start
    for role in ("Equality lead", "Evidence contributor", "Board member", "Grader for"):
        assert role in first_start


def the_demonstration_holds_each_interesting_case() -> None:
    assessment = Assessment.objects.get(
        organisation__ods_code="DEMO1", framework__key="eds2022", year="2026/27"
    )
    parts = {(part.outcome_code, part.service_key): part for part in results_of(assessment).parts}
    prevails = parts["2B", None]
    assert (prevails.organisation_grade, prevails.grade) == ("excelling", "developing")
    assert prevails.basis is Basis.LOCAL_VIEW_PREVAILS
    split = parts["1A", "speech"].reconciliation
    assert split is not None
    assert len({voice.answer for voice in split.voices}) == 4
    no_evidence = parts["1C", "talking"].reconciliation
    assert no_evidence is not None
    assert no_evidence.view_from == "no_evidence"
    assert parts["3C", None].basis is Basis.OUT_OF_SCOPE
    assert assessment.participations.values("local_interest__kind").distinct().count() >= 5


def each_kind_of_person_has_something_to_do() -> None:
    states = set(
        Assessment.objects.values_list("organisation__ods_code", "framework__key", "state")
    )
    assert ("DEMO1", "eds2", State.PREPARING) in states
    assert ("DEMO2", "eds2022", State.GRADING) in states
    assert Grader.objects.filter(
        participation__assessment__state=State.GRADING, handed_in_at=None
    ).exists()


def real_history_is_history_with_its_source() -> None:
    leeds = Report.objects.get(assessment__organisation__ods_code="RR8")
    assert leeds.assessment.source_url.startswith("https://www.leedsth.nhs.uk/")
    assert "Yorkshire" in leeds.assessment.organisation.place
    assert leeds.assessment.organisation.region == ""  # No source names one.
    results = results_of(leeds.assessment)
    assert results.total is not None
    assert (results.total.score, results.total.rating) == (21, "developing")
    liverpool = results_of(Report.objects.get(assessment__organisation__ods_code="RQ6").assessment)
    assert len(liverpool.outcomes) == 18
    assert {outcome.basis for outcome in liverpool.outcomes} == {Basis.AS_PUBLISHED}


def no_report_is_older_than_what_it_tells() -> None:
    for report in Report.objects.all():
        snapshot = read_snapshot(report.content)
        told = [
            item["version_on"]
            for outcome in snapshot["outcomes"]
            for part in outcome["parts"]
            for item in part["evidence"]
            if "version_on" in item
        ]
        assert all(day <= snapshot["published_on"] for day in told)
        assert snapshot["history"] or told


def test_the_first_start(data_folder: None) -> None:
    """One test for all that a first start must show: each start makes five PDFs."""
    says_what_it_did(run("2026-11-21"))
    the_demonstration_holds_each_interesting_case()
    each_kind_of_person_has_something_to_do()
    real_history_is_history_with_its_source()
    no_report_is_older_than_what_it_tells()


def test_starting_again_loses_nothing_and_keeps_the_links(data_folder: None) -> None:
    first = run("2026-11-21")
    counts = _counts()
    again = run("2026-11-22")
    assert _counts() == counts
    assert _grader_links(again) == _grader_links(first)
    assert "2026/27" in run("2027-05-10")
    assert _counts() == counts


def _counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Organisation, User, Assessment, Report, Grader)
    )


def _grader_links(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if "/i/" in line]
