"""What moves an assessment on until grading closes, by a button or by the clock."""

from datetime import timedelta

from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_item import ItemFacts
from grading.domain.opening import EngagementItem
from grading.models import AssessedOutcome, Assessment, EngagementChecklist
from grading.services import running
from grading.services.closing import close_due, extend_closing
from grading.services.evidence_while_grading import change_while_grading
from grading.services.organisation_grade import save_organisation_grade
from tests.independent.reading import GRADES
from tests.lives.moves_answers import save
from tests.lives.story import Story
from tests.lives.things import A_WEEK, end_of, is_over


def grade_oneself(story: Story) -> None:
    """The organisation proposes its grade: only while preparing."""
    place, rng = story.place(), story.rng
    grade = rng.choice([*GRADES, "excelling", "excelling", "", "splendid"])
    stale = rng.random() < 0.1
    allowed = (
        story.ledger.state == "preparing"
        and place.graded_here
        and grade != "splendid"
        and not stale
    )
    row = AssessedOutcome.objects.select_related("assessment__organisation").get(pk=place.pk)

    def note(_: object) -> None:
        place.own, place.own_version = grade or None, place.own_version + 1

    if place.published:
        return
    story.attempt(
        "grade oneself",
        allowed,
        lambda: save_organisation_grade(
            assessed_outcome=row,
            grade=grade,
            reason="As our figures say.",
            expected_version=place.own_version + 7 * stale,
            by=story.trust.staff["lead"],
        ),
        note,
    )


def open_grading(story: Story) -> None:
    """Refused until the engagement checklist is answered: support first."""
    led = story.ledger
    lead = story.rng.random() < 0.9
    who = story.trust.staff["lead" if lead else "contributor"]
    assessment = story.assessment
    ready = led.prepared and led.everything_has_graders() and led.closes_on >= story.today
    allowed = led.state == "preparing" and lead and ready

    def note(_: object) -> None:
        led.state = "grading"

    story.attempt(
        "open grading", allowed, lambda: running.open_grading(assessment=assessment, by=who), note
    )
    if led.state == "preparing":
        put_right(story)


def put_right(story: Story) -> None:
    """What the refusal named is done, so that the next try may succeed."""
    led = story.ledger
    last = {EngagementItem.SENIOR_PEOPLE.value: "A director came."}
    EngagementChecklist.objects.filter(assessment=story.pk).update(**last)
    led.closes_on = max(led.closes_on, story.today + A_WEEK)
    Assessment.objects.filter(pk=story.pk).update(closes_on=led.closes_on)
    led.prepared, story.seen = True, None


def change_evidence(story: Story) -> None:
    """A new version of what graders see: grades stay, and rounds go on."""
    item = EvidenceItem.objects.get(pk=story.trust.evidence.pk)
    words = story.rng.choice([f"Waits by group, again {story.rng.random()}", item.summary])
    facts = ItemFacts(title=item.title, kind=item.kind, summary=words, url=item.url)
    note_words = story.rng.choice(["Ages were added.", "Ages were added.", ""])
    allowed = story.ledger.state == "grading" and bool(note_words) and words != item.summary
    assessment = story.assessment

    def note(_: object) -> None:
        for place in story.ledger.places.values():
            place.round += place.graded_here
        story.ledger.evidence += 1

    story.attempt(
        "change evidence",
        allowed,
        lambda: change_while_grading(
            assessment=assessment,
            item=item,
            facts=facts,
            note=note_words,
            seen=fingerprint(item),
            by=story.trust.staff["lead"],
        ),
        note,
    )


def extend(story: Story) -> None:
    led, rng = story.ledger, story.rng
    day = led.closes_on + timedelta(days=rng.choice([-1, 0, 2, 9, 60]))
    seen = led.closes_on if rng.random() < 0.9 else None
    ahead = day >= story.today and day > led.closes_on
    allowed = led.state == "grading" and ahead and seen is not None
    assessment = story.assessment
    story.attempt(
        "extend",
        allowed,
        lambda: extend_closing(
            assessment=assessment,
            closes_on=day,
            reason="More time was asked for.",
            seen=seen,
            by=story.trust.staff["lead"],
        ),
        lambda _: setattr(led, "closes_on", day),
    )


def close(story: Story) -> None:
    """By a button; a group that stood down has a week to say no first."""
    led = story.ledger
    lead = story.rng.random() < 0.9
    had_time = all(
        story.today >= story.day_of(group.down_at) + A_WEEK
        for group in led.groups.values()
        if group.down_at
    )
    allowed = led.state == "grading" and lead and not led.undecided() and had_time
    assessment = story.assessment
    by = story.trust.staff["lead" if lead else "board"]
    story.attempt(
        "close by hand",
        allowed,
        lambda: running.close_grading(assessment=assessment, reason="All have answered.", by=by),
        lambda _: note_closed(story),
    )


def note_closed(story: Story) -> None:
    story.ledger.state, story.ledger.closed_at, story.ledger.reply = "reconciling", story.now, None


def the_day_ends(story: Story) -> None:
    """Time goes by, now and then past the closing date; the clock's job is run."""
    hours = story.rng.choice([1, 7, 25, 49, 24 * 12])
    story.pass_time(timedelta(hours=hours))
    run_the_job(story)


def around_midnight(story: Story) -> None:
    """The last minutes of the closing date in London, the hour nobody is told of, and after."""
    led = story.ledger
    for name, minutes in (("last minutes", -3), ("hidden hour", 57), ("after the hour", 61)):
        moment = end_of(led.closes_on) + timedelta(minutes=minutes)
        if led.state != "grading" or moment < story.now:
            return
        story.clock.move_to(moment)
        for _ in range(3):
            save(story, moment=f" in the {name}" if minutes < 60 else f" {name}")
        run_the_job(story)


def run_the_job(story: Story) -> None:
    """Closes what is due, unless somebody's decision is missing."""
    led = story.ledger
    due = led.state == "grading" and is_over(led.closes_on, story.now)
    closes = due and not led.undecided()
    found = close_due(now=story.now)
    story.seen = None
    story.told.append(f"the clock ({'closes' if closes else 'waits' if due else 'nothing due'})")
    assert bool(found.closed) == closes
    assert bool(found.waiting) == (due and not closes)
    if due:
        story.tried["close by date", closes] += 1
    if closes:
        note_closed(story)
