"""What changes a preparation: permission, state, rule, write and audit, held by its service."""

from collections.abc import Callable
from datetime import date

import pytest

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from evidence.services.evidence_item import ItemFacts
from grading.domain.opening import EngagementItem
from grading.models import Assessment, EvidenceUse
from grading.services.checklist import answer_checklist, stamp_of
from grading.services.evidence_use import add_evidence, change_evidence, end_use, use_items
from grading.services.organisation_grade import save_organisation_grade
from grading.services.scope import put_in_scope, take_out_of_scope
from grading.services.services_forward import choose_services
from grading.services.settings import change_settings, start_assessment
from stakeholders.models import User
from tests.grading.preparing import people
from tests.world import World, frameworks

FACTS = ItemFacts(title="Survey", kind="survey", summary="Shows waits.", url="https://example.org/")
ANSWERS = {item: f"About {item.value}" for item in EngagementItem}
Act = Callable[[World, User], object]


def outcome(world: World):  # type: ignore[no-untyped-def]
    return world.assessed_outcome("2A")


def left_out(world: World):  # type: ignore[no-untyped-def]
    row = outcome(world)
    row.in_scope, row.out_of_scope_reason = False, "Not ours"
    row.save()
    return row


# Every change, and the roles beside the lead that may make it.
ACTS: dict[str, tuple[Act, set[str]]] = {
    "settings": (
        lambda w, by: change_settings(
            assessment=w.assessment, method="lowest", quorum=2, closes_on=None, by=by
        ),
        set(),
    ),
    "services": (
        lambda w, by: choose_services(assessment=w.assessment, services=w.services[:2], by=by),
        set(),
    ),
    "out of scope": (
        lambda w, by: take_out_of_scope(assessed_outcome=outcome(w), reason="Not ours", by=by),
        set(),
    ),
    "in scope": (lambda w, by: put_in_scope(assessed_outcome=left_out(w), by=by), set()),
    "grade": (
        lambda w, by: save_organisation_grade(
            assessed_outcome=outcome(w),
            grade="achieving",
            reason="Shown",
            expected_version=0,
            by=by,
        ),
        set(),
    ),
    "checklist": (
        lambda w, by: answer_checklist(assessment=w.assessment, answers=ANSWERS, seen="", by=by),
        set(),
    ),
    "evidence": (
        lambda w, by: add_evidence(assessed_outcome=outcome(w), facts=FACTS, by=by),
        {"contributor"},
    ),
    "library": (
        lambda w, by: use_items(assessed_outcome=outcome(w), items=[people.item(w)], by=by),
        {"contributor"},
    ),
    "end of use": (lambda w, by: end_use(use=people.use(w, outcome(w)), by=by), set()),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_lead_may_and_it_is_audited(world: World, name: str) -> None:
    before = AuditEvent.objects.count()
    ACTS[name][0](world, world.people["lead"])
    assert AuditEvent.objects.count() > before
    newest = AuditEvent.objects.first()
    assert (newest.organisation, newest.actor_id) == ("TST", str(world.people["lead"].pk))


@pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
@pytest.mark.parametrize("name", ACTS)
def test_who_else_may(world: World, name: str, role: str) -> None:
    act, allowed = ACTS[name]
    if role in allowed:
        act(world, world.people[role])
        return
    with pytest.raises(NotPermitted, match=r"You cannot .* for Test Community NHS Trust"):
        act(world, world.people[role])


@pytest.mark.parametrize("name", ACTS)
def test_nothing_changes_once_grading_opened(world: World, name: str) -> None:
    people.open_grading(world)
    with pytest.raises(NotNow, match="Grading has opened"):
        ACTS[name][0](world, world.people["lead"])


@pytest.mark.parametrize("name", ACTS)
def test_a_lead_with_an_old_page_is_refused_too(world: World, name: str) -> None:
    """The state is read from the database, not from what the page had loaded."""
    Assessment.objects.filter(pk=world.assessment.pk).update(state="grading")
    assert world.assessment.state == "preparing"
    with pytest.raises(NotNow):
        ACTS[name][0](world, world.people["lead"])


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("settings", "settings"),
        ("services", "services_forward"),
        ("out of scope", "scope"),
        ("grade", "organisation_grade"),
        ("checklist", "checklist"),
        ("evidence", "evidence_use"),
        ("end of use", "evidence_use"),
    ],
)
def test_change_and_audit_roll_back_together(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr(f"grading.services.{module}.record", broken)
    before = snapshot(world)
    with pytest.raises(RuntimeError, match="no audit"):
        ACTS[name][0](world, world.people["lead"])
    after = snapshot(world)
    if name == "end of use":  # The use itself was made by the test.
        assert after.pop("uses") == before.pop("uses") + 1
        assert after.pop("items") == before.pop("items") + 1
    assert after == before


def snapshot(world: World) -> dict[str, object]:
    assessment = Assessment.objects.get(pk=world.assessment.pk)
    return {
        "settings": (assessment.method, assessment.quorum, assessment.closes_on),
        "outcomes": list(assessment.assessed_outcomes.order_by("position").values()),
        "services": list(assessment.assessment_services.values_list("service", "position")),
        "checklist": stamp_of(assessment.checklist),
        "items": EvidenceItem.objects.count(),
        "uses": EvidenceUse.objects.count(),
    }


def test_settings_are_kept_and_old_ones_audited(world: World) -> None:
    change_settings(
        assessment=world.assessment,
        method="majority",
        quorum=3,
        closes_on=date(2027, 1, 31),
        by=world.people["lead"],
    )
    world.assessment.refresh_from_db()
    assert (world.assessment.method, world.assessment.quorum) == ("majority", 3)
    details = AuditEvent.objects.get(event="settings_changed").details
    assert details["before"] == {"method": "median", "quorum": 1, "closes_on": None}
    assert details["after"]["closes_on"] == "2027-01-31"


@pytest.mark.parametrize(
    ("method", "quorum", "place"), [("mean", 1, "method"), ("median", 0, "quorum")]
)
def test_unusable_settings_name_their_field(
    world: World, method: str, quorum: int, place: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_settings(
            assessment=world.assessment,
            method=method,
            quorum=quorum,
            closes_on=None,
            by=world.people["lead"],
        )
    assert [problem.place for problem in refused.value.problems] == [place]


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("2025/26", "already has an assessment"),
        ("2025/27", "the year after the first"),
        ("next", "Write the year as 2025/26"),
    ],
)
def test_a_year_that_cannot_be_started(world: World, year: str, words: str) -> None:
    framework = frameworks()["eds2022"]
    with pytest.raises(InvalidInput, match=words) as refused:
        start_assessment(
            organisation=world.organisation, framework=framework, year=year, by=world.people["lead"]
        )
    assert refused.value.problems[0].place == "year"


def test_scope_needs_a_reason_and_can_be_taken_back(world: World) -> None:
    row, by = outcome(world), world.people["lead"]
    with pytest.raises(InvalidInput, match="Say why"):
        take_out_of_scope(assessed_outcome=row, reason="  ", by=by)
    take_out_of_scope(assessed_outcome=row, reason="Done by another trust", by=by)
    row.refresh_from_db()
    assert (row.in_scope, row.out_of_scope_reason) == (False, "Done by another trust")
    put_in_scope(assessed_outcome=row, by=by)
    row.refresh_from_db()
    assert (row.in_scope, row.out_of_scope_reason) == (True, "")


@pytest.mark.parametrize(
    ("grade", "reason", "place"), [("splendid", "Yes", "grade"), ("achieving", " ", "reason")]
)
def test_a_grade_that_cannot_be_used(world: World, grade: str, reason: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        save_organisation_grade(
            assessed_outcome=outcome(world),
            grade=grade,
            reason=reason,
            expected_version=0,
            by=world.people["lead"],
        )
    assert refused.value.problems[0].place == place


def test_an_outcome_left_out_takes_no_grade(world: World) -> None:
    row, by = outcome(world), world.people["lead"]
    take_out_of_scope(assessed_outcome=row, reason="Not ours", by=by)
    with pytest.raises(NotNow, match="out of scope this year: Not ours"):
        save_organisation_grade(
            assessed_outcome=row, grade="achieving", reason="x", expected_version=0, by=by
        )


def test_two_people_with_one_grade_clash(world: World) -> None:
    row, by = outcome(world), world.people["lead"]
    known = {"assessed_outcome": row, "reason": "Shown", "by": by}
    save_organisation_grade(grade="achieving", expected_version=0, **known)
    with pytest.raises(Clash, match="Somebody else saved this grade"):
        save_organisation_grade(grade="excelling", expected_version=0, **known)
    row.refresh_from_db()
    assert (row.organisation_grade, row.version) == ("achieving", 1)


def test_a_reason_is_kept_before_a_grade_is_decided(world: World) -> None:
    row = outcome(world)
    save_organisation_grade(
        assessed_outcome=row,
        grade="",
        reason="Waiting for the survey",
        expected_version=0,
        by=world.people["lead"],
    )
    row.refresh_from_db()
    assert (row.organisation_grade, row.organisation_reason) == ("", "Waiting for the survey")


def test_a_checklist_may_be_saved_in_parts_and_clashes_when_stale(world: World) -> None:
    by = world.people["lead"]
    part = {EngagementItem.FEEDBACK: "A letter to all"}
    saved = answer_checklist(assessment=world.assessment, answers=part, seen="", by=by)
    assert saved.answered == {EngagementItem.FEEDBACK}
    with pytest.raises(Clash, match="Somebody else changed this since"):
        answer_checklist(assessment=world.assessment, answers=ANSWERS, seen="", by=by)
    again = answer_checklist(
        assessment=world.assessment, answers=ANSWERS, seen=stamp_of(saved), by=by
    )
    assert again.answered == set(EngagementItem)


def test_another_trusts_items_cannot_be_used(world: World) -> None:
    with pytest.raises(InvalidInput, match="from the list"):
        use_items(
            assessed_outcome=outcome(world),
            items=[people.item(world, other=True)],
            by=world.people["lead"],
        )


def test_using_an_item_twice_changes_nothing(world: World) -> None:
    found = people.item(world)
    for _time in range(2):
        use_items(assessed_outcome=outcome(world), items=[found], by=world.people["lead"])
    assert EvidenceUse.objects.count() == 1


def test_an_item_people_grade_by_cannot_change(world: World) -> None:
    used = people.use(world, outcome(world))
    people.open_grading(world)
    with pytest.raises(NotNow, match=r"asked to grade by this evidence \(EDS 2022, 2025/26\)"):
        change_evidence(item=used.item, facts=FACTS, seen="any", by=world.people["lead"])
