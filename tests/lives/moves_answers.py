"""Answers: a person's own, a group's one, and what is said on the telephone."""

from grading.models import AssessedOutcome, Grader, LocalGrade, Participation
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.group_answer import Agreed, record_group_answer
from grading.services.handing_in import hand_in, take_back
from grading.services.local_grade import save_local_grade
from tests.independent.reading import GRADES, NO_EVIDENCE, RATHER_NOT
from tests.lives.moves_people import someone
from tests.lives.story import Story
from tests.lives.things import ANSWERS, OneAnswer, Person, Place, Said
from workshops.domain.paper import Typed
from workshops.services.phone import enter_phone_answers


def save(story: Story, *, moment: str = "", person: Person | None = None) -> None:
    """An answer, a change, the same again, or one on an old version (a clash)."""
    person = person or someone(story, started=True)
    if person is None:
        return
    rng, place = story.rng, a_place_for(story, person)
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
        and story.ledger.room_takes(person, place.pk)
        and answer != "splendid"
    )
    allowed = may and (expected == version or same)
    story.attempt(
        f"save{moment}" if expected == version else "save on an old version",
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


def walk(story: Story) -> None:
    """Somebody goes through their questions."""
    person = someone(story, started=True)
    if person is not None:
        for _ in range(4):
            save(story, person=person)


def a_place_for(story: Story, person: Person) -> Place:
    """Mostly a question that is this person's to answer."""
    led = story.ledger
    mine = [
        place
        for place in led.places.values()
        if led.may_grade(led.groups[person.group], place) and led.room_takes(person, place.pk)
    ]
    return story.rng.choice(mine) if mine and story.rng.random() < 0.9 else story.place()


def _note_saved(story: Story, person: Person, place: Place, saved: LocalGrade) -> None:
    """Each version is one more than the last, or the same answer was there already."""
    held = person.said.get(place.pk)
    same = held and (held.answer, held.comment) == (saved.answer, saved.comment)
    last = held.version if held else 0
    story.ledger.hear(person.group, story.now)
    assert saved.version == last + 1 or (same and saved.version == last)
    if saved.version == last + 1:
        acknowledged = (person.pk, place.pk, saved.version, saved.answer, saved.comment)
        story.ledger.acknowledged.append(acknowledged)
    person.said[place.pk] = Said(saved.answer, saved.comment, saved.version, place.round)


def hand_in_or_take_back(story: Story) -> None:
    person = someone(story, started=True if story.rng.random() < 0.9 else None)
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


def agree_as_group(story: Story) -> None:
    """One answer for the group, by its coordinator."""
    rng, place = story.rng, story.place()
    person = someone(story, started=True)
    if person is None:
        return
    group = story.ledger.groups[person.group]
    answer = rng.choice([*GRADES, *GRADES, NO_EVIDENCE, RATHER_NOT])
    agreed, dissented = rng.choice([2, 9, 13]), rng.choice([0, 3, 11])
    words, publish = "One carer." if dissented else "", rng.random() < 0.5
    version = group.agreed[place.pk].version if place.pk in group.agreed else 0
    stale = rng.random() < 0.1
    own_right = person.coordinator and story.ledger.counts(person) and not person.handed_in
    allowed = (
        story.open
        and own_right
        and not group.stood_down
        and story.ledger.may_grade(group, place)
        and answer != RATHER_NOT
        and not story.ledger.room_has_seen(group, place.pk)
        and not stale
    )
    row = AssessedOutcome.objects.select_related("assessment__organisation").get(pk=place.pk)

    def note(_: object) -> None:
        said = OneAnswer(answer, version + 1, agreed, dissented, words if publish else "")
        group.agreed[place.pk] = said
        story.ledger.hear(group.key, story.now)

    story.attempt(
        "agree as a group",
        allowed,
        lambda: record_group_answer(
            assessed_outcome=row,
            said=Agreed(
                answer, agreed, dissented=dissented, dissent=words, publish_dissent=publish
            ),
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
        note_dictated(story, group.key, grader.pk, {pk: one.answer for pk, one in said.items()})

    story.attempt(
        "answer by telephone",
        allowed,
        lambda: enter_phone_answers(
            participation=taking_part, answers=said, comment_consent="none", by=by
        ),
        note,
    )


def note_dictated(story: Story, group: str, pk: int, said: dict[int, str]) -> None:
    """One more person of the group, without an address, with these answers handed in."""
    led = story.ledger
    made = Person(pk, group, coordinator=False, started=True, handed_in=True)
    made.comes_in = made.has_mail = False
    led.people[pk] = made
    led.hear(group, story.now)
    for place, answer in said.items():
        made.said[place] = Said(answer, "", 1, led.places[place].round)
        led.acknowledged.append((pk, place, 1, answer, ""))
