"""What must hold at any moment of any story."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from grading.domain.reconciliation import Method, Reconciliation, Settings
from grading.domain.results import AssessmentResults, PartResult
from grading.models import (
    AssessedOutcome,
    Assessment,
    GroupAnswerRevision,
    LocalGrade,
    LocalGradeRevision,
)
from grading.selectors import results as selector
from grading.selectors.results import results_of
from reports.domain.eds_report import eds_report
from reports.domain.snapshot import read_snapshot
from reports.models import Report
from tests.independent import reading
from tests.lives.story import Story


def every_law_holds(story: Story) -> None:
    """All of them, at the present moment."""
    assessment = Assessment.objects.select_related("framework").get(pk=story.pk)
    assert assessment.state == story.ledger.state
    assert assessment.transitions.count() == story.turns
    assert (assessment.method, assessment.quorum) == (story.ledger.method, story.ledger.quorum)
    assert assessment.closes_on == story.ledger.closes_on
    results = results_of(assessment)
    as_the_ledger_says(story, results)
    the_working_ends_with_the_result(results)
    for handed in handed_to_the_rule(story, assessment, results):
        for law in LAWS_OF_THE_RULE:
            law(story, handed)
    nothing_is_lost(story)
    published_stays(story)
    story.grows_only()


def as_the_ledger_says(story: Story, results: AssessmentResults) -> None:
    """Grade, basis, tally and dissent are those of the independent reading; so is the total."""
    led = story.ledger
    for part in results.parts:
        expected = led.part(part.pk)
        here = found(part)
        assert here == {name: expected[name] for name in here}, (
            f"{part.outcome_code} {part.service_key}"
        )
    outcomes = led.outcomes()
    grades = {
        result.outcome.code: (result.grade, result.basis.value) for result in results.outcomes
    }
    assert grades == {o["outcome"]: (o["grade"], o["basis"]) for o in outcomes}
    total = reading.total(led.framework, outcomes)
    if total is None:
        assert results.total is None
        return
    rating = results.total.rating
    assert (results.total.score, results.total.graded) == (total["score"], total["graded"])
    assert getattr(rating, "grade", rating) == total["rating"]


def found(part: PartResult) -> dict[str, object]:
    """A part of the results in the ledger's words."""
    held = part.reconciliation
    return {
        "grade": part.grade,
        "basis": part.basis.value,
        "view_from": held.view_from.value if held and held.view_from else None,
        "organisation_grade": part.organisation_grade,
        "local_interests": len(held.heard) if held else 0,
        "tally": dict(held.tally) if held else reading.tally([]),
        "dissenting": len(held.dissent) if held else 0,
    }


def the_working_ends_with_the_result(results: AssessmentResults) -> None:
    for part in results.parts:
        if part.reconciliation is None:
            continue
        last = part.reconciliation.trace[-1]
        assert last.code.value == f"result_{part.basis.value}"
        assert last.values.get("grade") == part.grade


def own_grades_of_all_change_nothing(story: Story) -> None:
    """Whatever the organisation gave itself in the database, grades and total are the same."""
    assessment = Assessment.objects.select_related("framework").get(pk=story.pk)
    results = results_of(assessment)
    with transaction.atomic():
        rows = AssessedOutcome.objects.filter(assessment=assessment, published_grade="")
        rows.update(organisation_grade=story.rng.choice(["", *reading.GRADES]))
        other = results_of(assessment)
        transaction.set_rollback(True)
    assert [part.grade for part in other.parts] == [part.grade for part in results.parts]
    assert other.total == results.total


@dataclass
class Handed:
    """What the rule is given for one place, and what it made of it."""

    part: PartResult
    given: selector.Given
    row: AssessedOutcome
    again: Callable[[selector.Given], Reconciliation]


def handed_to_the_rule(
    story: Story, assessment: Assessment, results: AssessmentResults
) -> list[Handed]:
    """Every place that answers alone decide, fetched once for all laws of the rule."""
    interests = list(selector._local_interests(assessment))
    answers = selector._answers(assessment)
    settings = Settings(method=Method(assessment.method), quorum=assessment.quorum)
    for row in selector._agreed_answers(assessment):
        answers[row.assessed_outcome_id].agreed.append(selector._agreed(row))
    parts = {part.pk: part for part in results.parts}

    def reconciler(row: AssessedOutcome) -> Callable[[selector.Given], Reconciliation]:
        def again(given: selector.Given) -> Reconciliation:
            story.rng.shuffle(interests)
            edition = results.edition
            return selector._reconciled(row, edition, interests, given, settings, None)

        return again

    return [
        Handed(parts[row.pk], answers[row.pk], row, reconciler(row))
        for row in assessment.assessed_outcomes.order_by("position")
        if parts[row.pk].reconciliation and not parts[row.pk].recorded_meeting
    ]


def own_grade_changes_nothing(story: Story, handed: Handed) -> None:
    """Whatever the organisation gave itself, the agreed grade is the same."""
    mine = handed.row.organisation_grade
    handed.row.organisation_grade = story.rng.choice(["", *reading.GRADES])
    other = handed.again(handed.given)
    handed.row.organisation_grade = mine
    assert other.grade == handed.part.grade


def order_means_nothing(story: Story, handed: Handed) -> None:
    """The same answers handed to the rule in another order."""
    story.rng.shuffle(handed.given.answers)
    story.rng.shuffle(handed.given.agreed)
    assert handed.again(handed.given) == handed.part.reconciliation


def unanimous_in_same_out(story: Story, handed: Handed) -> None:
    """All of one mind are of that mind; below the quorum there is no grade."""
    grade = story.rng.choice(reading.GRADES)
    same = handed.again(
        selector.Given(
            [replace(answer, answer=grade) for answer in handed.given.answers],
            [replace(answer, answer=grade) for answer in handed.given.agreed],
        )
    )
    assert same.grade == (None if len(same.heard) < story.ledger.quorum else grade)


def raised_never_lowers(story: Story, handed: Handed) -> None:
    """With median and lowest, one higher grade never makes the result lower."""
    answers = list(handed.given.answers)
    raisable = [n for n, said in enumerate(answers) if said.answer in reading.GRADES[:-1]]
    if story.ledger.method == "majority" or handed.part.grade is None or not raisable:
        return
    n = story.rng.choice(raisable)
    higher = reading.GRADES[reading.GRADES.index(answers[n].answer) + 1]
    answers[n] = replace(answers[n], answer=higher)
    more = handed.again(selector.Given(answers, handed.given.agreed))
    assert reading.GRADES.index(more.grade) >= reading.GRADES.index(handed.part.grade)


def counted_once(story: Story, handed: Handed) -> None:
    """A local interest counts once: twice as many people who say the same change nothing."""
    doubles = [
        replace(answer, grader=f"{answer.grader} again", comment="")
        for answer in handed.given.answers
    ]
    twice = handed.again(selector.Given([*handed.given.answers, *doubles], handed.given.agreed))
    assert twice == handed.part.reconciliation
    assert len(twice.heard) <= len(story.ledger.groups)


LAWS_OF_THE_RULE = (
    own_grade_changes_nothing,
    order_means_nothing,
    unanimous_in_same_out,
    raised_never_lowers,
    counted_once,
)


def nothing_is_lost(story: Story) -> None:
    """Every acknowledged answer is a revision exactly once, and the newest is what counts."""
    led = story.ledger
    rows = LocalGradeRevision.objects.filter(assessed_outcome__assessment=story.pk)
    kept = sorted(
        (row.grader_id, row.assessed_outcome_id, row.version, row.answer, words_of(row))
        for row in rows.select_related("words")
    )
    assert kept == sorted(led.acknowledged)
    newest = {
        (row.grader_id, row.assessed_outcome_id): (row.answer, row.comment, row.version)
        for row in LocalGrade.objects.filter(assessed_outcome__assessment=story.pk)
    }
    assert newest == {
        (person.pk, pk): (said.answer, said.comment, said.version)
        for person in led.people.values()
        for pk, said in person.said.items()
    }
    revisions = GroupAnswerRevision.objects.filter(assessed_outcome__assessment=story.pk)
    assert revisions.count() == sum(
        said.version for group in led.groups.values() for said in group.agreed.values()
    )


def words_of(revision: LocalGradeRevision) -> str:
    comment = getattr(revision, "words", None)
    return comment.comment if comment else ""


def published_stays(story: Story) -> None:
    """Each version is letter for letter as it was, hashes to what it says, and says the grades."""
    led = story.ledger
    reports = Report.objects.filter(assessment=story.pk)
    assert {r.version: (r.content, r.sha256) for r in reports} == led.reports
    for content, sha256 in led.reports.values():
        assert hashlib.sha256(content.encode()).hexdigest() == sha256
        report = json.loads(json.dumps(eds_report(read_snapshot(content), sha256=sha256)))
        outcomes = led.outcomes()
        assert report["outcomes"] == outcomes
        assert report["total"] == reading.total(led.framework, outcomes)
        assert not [n for n in counts_of_people(json.loads(content)) if not may_be_shown(n)]


def counts_of_people(snapshot: dict[str, Any]) -> list[str]:
    """Every count of people that a report gives."""
    parts = [part for outcome in snapshot["outcomes"] for part in outcome["parts"]]
    together = [row for part in parts for row in part.get("together", [])]
    return [
        snapshot["graders"],
        *snapshot["declarations"].values(),
        *(way["people"] for way in snapshot["ways"]),
        *(row[name] for row in together for name in ("agreed", "dissented")),
    ]


def may_be_shown(count: str) -> bool:
    """None, hidden, or by fives from 8 people on."""
    return count in ("0", "*") or (int(count) % 5 == 0 and int(count) >= 10)
