"""Meetings: written down by the lead, counting by the groups' own word."""

from grading.models import AssessedOutcome, MeetingRecord, Participation
from grading.selectors.grader import grader_by_pk
from grading.services.meeting import answer_meeting, record_meeting, take_meeting_back
from tests.independent.reading import GRADES
from tests.lives.moves_people import someone
from tests.lives.story import Story
from tests.lives.things import Meeting


def meet(story: Story) -> None:
    """A lead writes down what a meeting agreed: that alone changes nothing."""
    led, rng, place = story.ledger, story.rng, story.place()
    entitled = [g for g in led.groups.values() if led.may_grade(g, place) and not g.stood_down]
    with_people = [
        g for g in entitled if any(p.group == g.key and not p.declined for p in led.people.values())
    ]
    groups = [g for g in with_people if rng.random() < 0.8]
    if rng.random() < 0.1:
        groups = [*groups, rng.choice(list(led.groups.values()))]
    grade = rng.choice([*GRADES, *GRADES, "splendid"])
    allowed = (
        led.state == "reconciling"
        and place.graded_here
        and place.pk not in led.meetings
        and grade != "splendid"
        and bool(groups)
        and all(group in with_people for group in groups)
    )
    row = AssessedOutcome.objects.select_related("assessment__organisation").get(pk=place.pk)
    present = list(Participation.objects.filter(pk__in=[group.pk for group in groups]))

    def note(made: MeetingRecord) -> None:
        led.meetings[place.pk] = Meeting(made.pk, grade, {group.key for group in groups})

    story.attempt(
        "record a meeting",
        allowed,
        lambda: record_meeting(
            assessed_outcome=row,
            grade=grade,
            present=present,
            met_on=story.today,
            by=story.trust.staff["lead"],
        ),
        note,
    )


def speak_of_meeting(story: Story) -> None:
    """Somebody who may have been there confirms it or not; or the lead takes it back."""
    led, rng = story.ledger, story.rng
    person = someone(story)
    if not led.meetings or person is None:
        return
    pk, meeting = rng.choice(list(led.meetings.items()))
    row = MeetingRecord.objects.select_related("assessed_outcome__assessment__organisation").get(
        pk=meeting.pk
    )
    if rng.random() < 0.15:
        story.attempt(
            "take a meeting back",
            led.state == "reconciling" and led.meeting_stands(pk) != "stands",
            lambda: take_meeting_back(meeting=row, by=story.trust.staff["lead"]),
            lambda _: led.meetings.pop(pk),
        )
        return
    there = [
        p
        for p in led.people.values()
        if p.group in meeting.present and p.pk not in meeting.words and led.counts(p)
    ]
    person = rng.choice(there) if there and rng.random() < 0.9 else person
    grader, agreed = grader_by_pk(person.pk), rng.random() < 0.8
    words, publish = rng.choice(["", "Night staff were not asked."]), rng.random() < 0.5
    allowed = (
        led.state == "reconciling"
        and person.group in meeting.present
        and led.counts(person)
        and person.pk not in meeting.words
    )

    def note(_: object) -> None:
        meeting.words[person.pk] = agreed
        if words and publish:
            meeting.dissent.append((person.pk, words))

    story.attempt(
        "answer a meeting",
        allowed,
        lambda: answer_meeting(
            meeting=row, agreed=agreed, dissent=words, publish=publish, by=grader
        ),
        note,
    )
