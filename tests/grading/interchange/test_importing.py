"""Importing: what a file makes, what the same and another do, and that nothing is half-saved."""

import json

import pytest

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from grading.interchange import importing
from grading.interchange.importing import Imported, import_assessment
from grading.models import AssessedOutcome, Assessment, Grader, LocalGrade, LocalGradeRevision
from grading.selectors.results import results_of
from stakeholders.models import LocalInterest, Organisation, Service
from tests.grading.interchange.files import SOUND, Json, load_editions, put, read, spoilt, take

pytestmark = pytest.mark.django_db
BY = Machine("test")


@pytest.fixture(autouse=True)
def _editions() -> None:
    load_editions()


def do_import(document: Json) -> Imported:
    return import_assessment(document=read(document), by=BY)


def grades(assessment: Assessment) -> dict[str, tuple[str | None, str]]:
    return {o.outcome.code: (o.grade, o.basis.value) for o in results_of(assessment).outcomes}


def test_a_file_makes_everything_it_says() -> None:
    assessment = do_import(SOUND).assessment

    assert (assessment.organisation.ods_code, assessment.year) == ("FIL", "2024/25")
    assert (assessment.method, assessment.quorum, assessment.state) == ("lowest", 2, "reconciling")
    assert (assessment.source_url, assessment.source_note) == (
        "https://example.org/eds",
        "Kept by the trust.",
    )
    assert [s.service.key for s in assessment.assessment_services.all()] == ["s1", "s2", "s3"]
    interests = LocalInterest.objects.filter(participations__assessment=assessment)
    assert set(interests.values_list("key", "kind")) == {
        ("hw", "healthwatch"),
        ("cg", "community_group"),
        ("un", "trade_union"),
        ("nw", "staff_network"),
    }
    assert [c.key for c in interests.get(key="hw").represents.all()] == ["age"]


def test_grades_and_scope_come_out_by_the_rules() -> None:
    found = grades(do_import(SOUND).assessment)

    assert found["1A"] == ("developing", "middle_of_services")
    assert found["2A"] == ("achieving", "local_view_prevails")
    assert found["3A"] == (None, "out_of_scope")
    assert found["3B"] == ("undeveloped", "as_published")
    assert found["1B"] == found["2B"] == (None, "out_of_scope")


def test_what_the_file_leaves_out_says_so() -> None:
    assessment = do_import(SOUND).assessment

    left_out = assessment.assessed_outcomes.get(outcome_code="2B")
    assert left_out.out_of_scope_reason == "not in the imported file"
    assert (
        assessment.assessed_outcomes.get(outcome_code="3A").out_of_scope_reason
        == "No board papers this year."
    )


def test_answers_keep_their_words_and_their_first_revision() -> None:
    do_import(SOUND)

    saved = LocalGrade.objects.get(assessed_outcome__service__key="s1", answer="developing")
    assert (saved.comment, saved.groups_faring_well, saved.version) == ("Slow.", ["age"], 1)
    assert LocalGradeRevision.objects.count() == LocalGrade.objects.count() == 11
    assert saved.grader.import_key == "g1"
    assert saved.grader.handed_in_at is not None


def test_one_person_is_one_grader_and_comments_mean_consent() -> None:
    do_import(SOUND)

    people = Grader.objects.values_list(
        "participation__local_interest__key", "import_key", "comment_consent"
    )
    assert set(people) == {
        ("hw", "g1", "with_name"),
        ("hw", "g2", "none"),
        ("cg", "g1", "none"),
        ("nw", "g1", "none"),
        ("un", "g1", "none"),
    }
    assert people.count() == 5


def test_evidence_used_for_many_outcomes_is_held_once() -> None:
    do_import(SOUND)

    item = EvidenceItem.objects.get()
    assert item.uses.count() == 4
    assert {c.key for c in item.characteristics.all()} == {"age", "disability"}


def test_the_import_and_each_step_are_in_the_trail() -> None:
    imported = do_import(SOUND)

    events = list(AuditEvent.objects.filter(organisation="FIL").values_list("event", flat=True))
    assert {"organisation_created", "assessment_created", "assessment_imported"} <= set(events)
    assert events.count("state_changed") == imported.assessment.transitions.count() == 2
    assert events.count("service_added") == 3
    assert events.count("local_interest_added") == 4


def counts() -> dict[str, int]:
    models = (
        Organisation,
        Service,
        LocalInterest,
        Assessment,
        AssessedOutcome,
        Grader,
        LocalGrade,
        AuditEvent,
    )
    return {model.__name__: model.objects.count() for model in models}


def test_the_same_file_again_changes_nothing() -> None:
    first = do_import(SOUND)
    before = counts()

    again = do_import(SOUND)

    assert (first.outcome, again.outcome) == ("created", "unchanged")
    assert again.assessment == first.assessment
    assert counts() == before


def test_layout_and_defaults_written_out_make_no_other_file() -> None:
    do_import(SOUND)
    written = spoilt(
        put("outcomes", 3, "in_scope", to=True), put("outcomes", 3, "published_grade", to=None)
    )

    assert do_import(dict(reversed(written.items()))).outcome == "unchanged"


def test_another_file_for_the_same_assessment_is_refused() -> None:
    do_import(SOUND)
    before = counts()

    with pytest.raises(InvalidInput, match="already has an assessment for 2024/25"):
        do_import(spoilt(put("settings", "quorum", to=1)))

    assert counts() == before


def test_a_failure_half_way_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing, "import_answers", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        do_import(SOUND)

    assert counts() == before


def test_a_file_nobody_has_graded_stays_in_preparation() -> None:
    document = spoilt(put("outcomes", to=[{"outcome": "2A", "organisation_grade": "developing"}]))

    assessment = do_import(document).assessment

    assert assessment.state == "preparing"
    assert assessment.assessed_outcomes.get(outcome_code="2A").organisation_grade == "developing"


def test_published_grades_without_a_day_wait_to_be_signed_off() -> None:
    document = spoilt(put("outcomes", to=[{"outcome": "2A", "published_grade": "developing"}]))

    assert do_import(document).assessment.state == "reconciling"


def test_next_years_file_may_use_the_same_ids_for_other_services_and_groups() -> None:
    do_import(SOUND)
    other = spoilt(put("year", to="2025/26"))
    other["services"][0]["name"] = "Another service"
    other["local_interests"][0]["name"] = "Another Healthwatch"

    assessment = do_import(other).assessment

    assert [s.service.name for s in assessment.assessment_services.all()] == [
        "Another service",
        "Service 2",
        "Service 3",
    ]
    assert Service.objects.get(key="s1").name == "Service 1"
    assert LocalInterest.objects.get(key="hw").name == "Healthwatch Example"
    assert LocalInterest.objects.get(name="Another Healthwatch").key == "hw-2"
    assert LocalInterest.objects.count() == 5
    assert grades(assessment)["1A"] == ("developing", "middle_of_services")


def test_a_group_already_in_the_directory_is_found_by_name_and_kind() -> None:
    organisation = Organisation.objects.create(
        ods_code="FIL", name="Filed Example NHS Trust", kind="provider"
    )
    held = LocalInterest.objects.create(
        organisation=organisation,
        key="our-healthwatch",
        name="Healthwatch example",
        kind="healthwatch",
    )

    do_import(SOUND)

    assert held.participations.count() == 1
    assert LocalInterest.objects.count() == 4


def test_an_outcome_published_as_a_whole_keeps_one_row() -> None:
    whole = {"outcome": "1B", "published_grade": "achieving"}
    document = spoilt()
    document["outcomes"].append(whole)

    assessment = do_import(document).assessment

    assert assessment.assessed_outcomes.filter(outcome_code="1B").count() == 1
    assert grades(assessment)["1B"] == ("achieving", "as_published")


def test_out_of_scope_as_a_whole_holds_for_every_service() -> None:
    document = spoilt()
    document["outcomes"].append(
        {"outcome": "1C", "in_scope": False, "out_of_scope_reason": "Next year."}
    )

    assessment = do_import(document).assessment

    reasons = assessment.assessed_outcomes.filter(outcome_code="1C").values_list(
        "out_of_scope_reason", flat=True
    )
    assert list(reasons) == ["Next year."] * 3
    assert grades(assessment)["1C"] == (None, "out_of_scope")


def test_nulls_stand_for_nothing_said() -> None:
    document = spoilt(
        take("settings"), put("source", to=None), put("outcomes", 3, "organisation_reason", to=None)
    )

    assert json.loads(json.dumps(read(document).as_json()))["settings"] == {
        "method": "median",
        "quorum": 1,
    }
    assert do_import(document).outcome == "created"
