"""What can be tried before grading closes. Each says first whether the design allows it."""

from datetime import timedelta

from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_item import ItemFacts
from grading.models import AssessedOutcome, Grader, LocalGrade, Participation
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services import running
from grading.services.closing import close_due, extend_closing
from grading.services.declared_interest import decide_interest
from grading.services.declining import change_mind, decline
from grading.services.evidence_while_grading import change_while_grading
from grading.services.grader_session import Beginning, start_grading
from grading.services.group_answer import Agreed, record_group_answer
from grading.services.handing_in import hand_in, take_back
from grading.services.local_grade import save_local_grade
from grading.services.organisation_grade import save_organisation_grade
from tests.independent.reading import GRADES, NO_EVIDENCE, RATHER_NOT
from tests.lives.ledger import ANSWERS, Person, Place, Said, is_over
from tests.lives.story import Story
from workshops.domain.paper import Typed
from workshops.services.phone import enter_phone_answers


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
    lead = story.rng.random() < 0.9
    who = story.trust.staff["lead" if lead else "contributor"]
    assessment = story.assessment
    allowed = story.ledger.state == "preparing" and lead

    def note(_: object) -> None:
        story.ledger.state = "grading"

    story.attempt(
        "open grading", allowed, lambda: running.open_grading(assessment=assessment, by=who), note
    )


def someone(story: Story, *, started: bool | None = None) -> Person | None:
    people = [p for p in story.ledger.people.values() if started is None or p.started is started]
    return story.rng.choice(people) if people else None


def start(story: Story) -> None:
    person = someone(story, started=False)
    if person is None:
        return
    grader = grader_by_pk(person.pk)
    tie = story.rng.random() < 0.15
    allowed = story.open and not story.ledger.groups[person.group].stood_down
    beginning = Beginning(interest="family" if tie else "none", interest_text="My sister.")

    def note(_: object) -> None:
        person.started, person.tie, person.declined = True, tie, False

    story.attempt("start", allowed, lambda: start_grading(beginning=beginning, by=grader), note)


def say_no(story: Story) -> None:
    person = someone(story)
    if person is None:
        return
    grader = grader_by_pk(person.pk)
    in_time = story.ledger.state in ("preparing", "grading")
    if person.declined and story.rng.random() < 0.7:
        story.attempt(
            "change one's mind",
            in_time,
            lambda: change_mind(by=grader),
            lambda _: setattr(person, "declined", False),
        )
        return
    story.attempt(
        "decline",
        in_time and not person.started,
        lambda: decline(reason="No time.", by=grader),
        lambda _: setattr(person, "declined", True),
    )


def save(story: Story) -> None:
    """An answer, a change, the same again, or one on an old version (a clash)."""
    person = someone(story, started=True)
    if person is None:
        return
    rng, place = story.rng, story.place()
    grader = grader_by_pk(person.pk)
    row = outcome_of_assessment(grader, place.pk)
    held = person.said.get(place.pk)
    version = held.version if held else 0
    answer = rng.choice([*ANSWERS, *ANSWERS, "", "splendid"])
    comment = rng.choice(["", "", f"Words {rng.random()}"])
    expected = version
    chance = rng.random()
    if held and chance < 0.1:
        answer, comment = held.answer, held.comment
    elif chance < 0.25:
        expected = rng.choice([0, version + 1, max(version - 1, 0)])
    same = held is not None and (answer, comment) == (held.answer, held.comment)
    may = (
        story.open
        and story.ledger.may_grade(story.ledger.groups[person.group], place)
        and story.ledger.counts(person)
        and not person.handed_in
        and answer != "splendid"
    )
    allowed = may and (expected == version or same)
    story.attempt(
        "save" if expected == version else "save on an old version",
        allowed,
        lambda: save_local_grade(
            assessed_outcome=row,
            answer=answer,
            comment=comment,
            expected_version=expected,
            by=grader,
        ),
        lambda saved: _note_saved(story, person, place, saved),
    )


def _note_saved(story: Story, person: Person, place: Place, saved: LocalGrade) -> None:
    """Each version is one more than the last, or the same answer was there already."""
    held = person.said.get(place.pk)
    same = held and (held.answer, held.comment) == (saved.answer, saved.comment)
    last = held.version if held else 0
    assert saved.version == last + 1 or (same and saved.version == last)
    if saved.version == last + 1:
        acknowledged = (person.pk, place.pk, saved.version, saved.answer, saved.comment)
        story.ledger.acknowledged.append(acknowledged)
    person.said[place.pk] = Said(saved.answer, saved.comment, saved.version, place.round)


def hand_in_or_take_back(story: Story) -> None:
    person = someone(story)
    if person is None:
        return
    grader = grader_by_pk(person.pk)
    may = story.open and person.started and story.ledger.counts(person)
    if story.rng.random() < 0.5:
        together = person.coordinator and story.ledger.groups[person.group].agreed
        answered = together or any(said.answer for said in person.said.values())
        story.attempt(
            "hand in",
            may and bool(person.handed_in or answered),
            lambda: hand_in(by=grader),
            lambda _: setattr(person, "handed_in", True),
        )
    else:
        story.attempt(
            "take back",
            may,
            lambda: take_back(by=grader),
            lambda _: setattr(person, "handed_in", False),
        )


def decide(story: Story) -> None:
    """The lead allows a declared interest or stands somebody down, knowing nobody's grade."""
    person = someone(story, started=True)
    if person is None:
        return
    led = story.ledger
    person = (led.waiting() or [person])[0]
    decision = story.rng.choice(["allowed", "stand_down"])
    reason = story.rng.choice(["As the panel agreed.", "As the panel agreed.", " "])
    final = bool(person.decided_at and led.closed_at and person.decided_at <= led.closed_at)
    again = decision == person.decision and reason.strip()
    allowed = (
        led.state == "grading" and person.tie and bool(reason.strip()) and (not final or again)
    )
    grader = Grader.objects.select_related("participation__assessment__organisation").get(
        pk=person.pk
    )

    def note(_: object) -> None:
        if not again:
            person.decision, person.decided_at = decision, story.now

    story.attempt(
        "decide an interest",
        bool(allowed),
        lambda: decide_interest(
            grader=grader, decision=decision, reason=reason, by=story.trust.staff["lead"]
        ),
        note,
    )


def agree_as_group(story: Story) -> None:
    """One answer for the group, by its coordinator or a facilitator."""
    rng, place = story.rng, story.place()
    person = someone(story, started=True)
    if person is None:
        return
    group = story.ledger.groups[person.group]
    answer = rng.choice([*GRADES, *GRADES, NO_EVIDENCE, RATHER_NOT])
    version = group.agreed[place.pk][1] if place.pk in group.agreed else 0
    stale = rng.random() < 0.1
    own_right = person.coordinator and story.ledger.counts(person) and not person.handed_in
    allowed = (
        story.open
        and own_right
        and not group.stood_down
        and story.ledger.may_grade(group, place)
        and answer != RATHER_NOT
        and not stale
    )
    row = AssessedOutcome.objects.select_related("assessment__organisation").get(pk=place.pk)

    def note(_: object) -> None:
        group.agreed[place.pk] = (answer, version + 1)

    story.attempt(
        "agree as a group",
        allowed,
        lambda: record_group_answer(
            assessed_outcome=row,
            said=Agreed(answer, agreed=2, dissented=1, dissent="One carer."),
            expected_version=version + 3 * stale,
            by=grader_by_pk(person.pk),
        ),
        note,
    )


def answer_by_phone(story: Story) -> None:
    """A facilitator enters what somebody said; it makes one more person of the group."""
    rng = story.rng
    group = rng.choice(list(story.ledger.groups.values()))
    mine = [p for p in story.ledger.places.values() if story.ledger.may_grade(group, p)]
    said = {place.pk: Typed(rng.choice(ANSWERS)) for place in mine if rng.random() < 0.7}
    person = rng.random() < 0.9
    by = story.trust.staff["facilitator" if person else "contributor"]
    # Nobody new once the grades could be seen.
    unseen = story.ledger.closed_at is None
    allowed = story.open and unseen and not group.stood_down and bool(said) and person
    taking_part = Participation.objects.select_related(
        "assessment__organisation", "local_interest"
    ).get(pk=group.pk)

    def note(grader: Grader) -> None:
        made = Person(grader.pk, group.key, coordinator=False, started=True, handed_in=True)
        made.comes_in = False
        story.ledger.people[made.pk] = made
        for pk, typed in said.items():
            made.said[pk] = Said(typed.answer, "", 1, story.ledger.places[pk].round)
            story.ledger.acknowledged.append((made.pk, pk, 1, typed.answer, ""))

    story.attempt(
        "answer by telephone",
        allowed,
        lambda: enter_phone_answers(
            participation=taking_part, answers=said, comment_consent="none", by=by
        ),
        note,
    )


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
    # The stories live in London's winter, where its day is UTC's.
    ahead = day >= story.now.date() and day > led.closes_on
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
    """By a button."""
    led = story.ledger
    lead = story.rng.random() < 0.9
    allowed = led.state == "grading" and lead and not led.waiting()
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
    led, rng = story.ledger, story.rng
    story.pass_time(timedelta(hours=rng.choice([1, 7, 25, 49, 24 * 12])))
    due = led.state == "grading" and is_over(led.closes_on, story.now)
    closes = due and not led.waiting()
    found = close_due(now=story.now)
    story.seen = None
    story.told.append(f"the clock ({'closes' if closes else 'waits' if due else 'nothing due'})")
    assert bool(found.closed) == closes
    assert bool(found.waiting) == (due and not closes)
    if closes:
        story.tried.add(("close by date", True))
        note_closed(story)
