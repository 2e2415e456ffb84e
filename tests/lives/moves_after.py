"""What can be tried once grading has closed. Each says first whether the design allows it."""

from datetime import timedelta
from typing import Any

from grading.domain.results import fingerprint
from grading.models import AssessedOutcome, LocalGrade, MeetingRecord, Participation
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.selectors.results import results_of
from grading.services import group_reply, running
from grading.services.group_answer import Agreed
from grading.services.meeting import answer_meeting, record_meeting, take_meeting_back
from grading.services.reply import write_reply
from grading.services.reply_answer import change_answer, keep_answer
from grading.services.reply_round import (
    act_on_reply_dates,
    ask_for_reply,
    say_no_reply,
    send_replies,
)
from reports.models import Report
from reports.services.report import publish, publish_correction, withdraw
from tests.independent.reading import GRADES, NO_EVIDENCE
from tests.lives.ledger import ANSWERS, Meeting, Reply, Said, is_over
from tests.lives.moves_grading import someone
from tests.lives.story import Story


def stage(story: Story) -> str:
    """How far the right of reply is, by its days alone."""
    held = story.ledger.reply
    if held is None:
        return "undecided"
    if not held.asked:
        return "not asked"
    if held.final:
        return "final"
    if held.sent:
        return "final" if is_over(held.answers_by, story.now) else "looking"
    if not is_over(held.reply_by, story.now):
        return "writing"
    return "sending" if held.written else "final"


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
            met_on=story.now.date(),
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
    there = [p for p in led.people.values() if p.group in meeting.present]
    person = rng.choice(there) if there and rng.random() < 0.9 else person
    grader, agreed = grader_by_pk(person.pk), rng.random() < 0.8
    allowed = (
        led.state == "reconciling"
        and person.group in meeting.present
        and led.counts(person)
        and person.pk not in meeting.words
    )
    story.attempt(
        "answer a meeting",
        allowed,
        lambda: answer_meeting(meeting=row, agreed=agreed, by=grader),
        lambda _: meeting.words.__setitem__(person.pk, agreed),
    )


def ask_reply(story: Story) -> None:
    """The lead asks for a right of reply, or says that there is none."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    lead = story.trust.staff["lead"]
    if rng.random() < 0.25:
        quiet = led.reply is None or not led.reply.asked

        def note_none(_: object) -> None:
            led.reply = led.reply or Reply(asked=False)

        story.attempt(
            "say there is no reply",
            led.state == "reconciling" and quiet,
            lambda: say_no_reply(assessment=assessment, by=lead),
            note_none,
        )
        return
    day = story.now.date() + timedelta(days=rng.choice([-1, 0, 4, 4, 4, 4, 43]))
    days = rng.choice([6, 7, 14, 14, 14])
    allowed = (
        led.state == "reconciling"
        and (led.reply is None or not led.reply.asked)
        and bool(led.differs())
        and story.now.date() <= day <= story.now.date() + timedelta(days=42)
        and days >= 7
    )

    def note(_: object) -> None:
        led.reply = Reply(asked=True, reply_by=day, days=days)

    story.attempt(
        "ask for a reply",
        allowed,
        lambda: ask_for_reply(assessment=assessment, reply_by=day, days_to_answer=days, by=lead),
        note,
    )


def write(story: Story) -> None:
    """The organisation writes where the view differs, or sends what it wrote."""
    led, rng, lead = story.ledger, story.rng, story.trust.staff["lead"]
    held = led.reply
    if held and held.written and rng.random() < 0.5:
        assessment = story.assessment
        allowed = led.state == "reconciling" and stage(story) in ("writing", "sending")
        story.attempt(
            "send replies",
            allowed,
            lambda: send_replies(assessment=assessment, by=lead),
            lambda _: note_sent(story),
        )
        return
    pk = rng.choice(led.differs() or list(led.places))
    row = AssessedOutcome.objects.select_related("assessment__organisation").get(pk=pk)
    allowed = led.state == "reconciling" and stage(story) == "writing" and pk in led.differs()
    version = held.written.get(pk, 0) if held else 0

    def note(_: object) -> None:
        assert held is not None
        held.written[pk] = version + 1

    story.attempt(
        "write a reply",
        allowed,
        lambda: write_reply(
            assessed_outcome=row,
            text=f"We see it otherwise {rng.random()}",
            evidence=None,
            expected_version=version,
            by=lead,
        ),
        note,
    )


def note_sent(story: Story) -> None:
    held = story.ledger.reply
    assert held is not None
    held.sent, held.answers_by = True, story.now.date() + timedelta(days=held.days)
    note_all_answered(story)


def note_all_answered(story: Story) -> None:
    """When everybody who could answer has, it is over."""
    held, led = story.ledger.reply, story.ledger
    assert held is not None
    due = {
        (person.pk, pk)
        for person in led.people.values()
        for pk in held.written
        if person.comes_in and led.counts(person) and pk in person.said and person.said[pk].answer
    }
    together = {
        (group.key, pk)
        for group in led.groups.values()
        for pk in held.written
        if pk in group.agreed and led.who_comes_in(group.key)
    }
    held.final = due <= held.answered and together <= held.together


def answer_reply(story: Story) -> None:
    """A person keeps or changes an answer: once."""
    led, rng, held = story.ledger, story.rng, story.ledger.reply
    person = someone(story, started=True)
    if held is None or person is None:
        return
    place = led.places[rng.choice(list(held.written) or list(led.places))]
    grader = grader_by_pk(person.pk)
    row = outcome_of_assessment(grader, place.pk)
    said = person.said.get(place.pk)
    allowed = (
        led.state == "reconciling"
        and stage(story) == "looking"
        and place.pk in held.written
        and led.may_grade(led.groups[person.group], place)
        and led.counts(person)
        and bool(said and said.answer)
        and (person.pk, place.pk) not in held.answered
    )
    answer, comment = rng.choice(ANSWERS), f"After reading it {rng.random()}"
    keeps = rng.random() < 0.4

    def call() -> Any:
        if keeps:
            return keep_answer(assessed_outcome=row, by=grader)
        return change_answer(assessed_outcome=row, answer=answer, comment=comment, by=grader)

    def note(_: object) -> None:
        held.answered.add((person.pk, place.pk))
        if not keeps:
            person.said[place.pk] = Said(answer, comment, said.version + 1, said.round)
            kept = LocalGrade.objects.get(grader=person.pk, assessed_outcome=place.pk)
            assert (kept.answer, kept.comment, kept.version) == (answer, comment, said.version + 1)
            led.acknowledged.append((person.pk, place.pk, kept.version, answer, comment))
        note_all_answered(story)

    story.attempt("keep an answer" if keeps else "change an answer", allowed, call, note)


def answer_reply_together(story: Story) -> None:
    """A group that agreed on one answer says it again, or another one: once."""
    led, rng, held = story.ledger, story.rng, story.ledger.reply
    person = someone(story, started=True)
    if held is None or person is None:
        return
    group = led.groups[person.group]
    place = led.places[rng.choice(list(held.written) or list(led.places))]
    grader = grader_by_pk(person.pk)
    row = outcome_of_assessment(grader, place.pk)
    coordinated = any(other.coordinator for other in led.who_comes_in(group.key))
    allowed = (
        led.state == "reconciling"
        and stage(story) == "looking"
        and place.pk in held.written
        and place.pk in group.agreed
        and led.may_grade(group, place)
        and led.counts(person)
        and (person.coordinator or not coordinated)
        and (group.key, place.pk) not in held.together
    )
    answer = rng.choice([*GRADES, NO_EVIDENCE])
    comment = f"Together, after reading it {rng.random()}"

    def note(_: object) -> None:
        held.together.add((group.key, place.pk))
        group.agreed[place.pk] = (answer, group.agreed[place.pk][1] + 1)
        note_all_answered(story)

    story.attempt(
        "answer a reply as a group",
        allowed,
        lambda: group_reply.answer_reply_together(
            assessed_outcome=row, said=Agreed(answer, agreed=2, comment=comment), by=grader
        ),
        note,
    )


def days_go_by(story: Story) -> None:
    """Time goes by and the clock's job is run: replies are sent, and what is over ends."""
    led = story.ledger
    story.pass_time(timedelta(days=story.rng.choice([1, 3, 9, 16])))
    before, story.seen = stage(story), None
    if led.reply and led.reply.asked and not led.reply.final:
        moves = before in ("sending", "final")
        assert bool(act_on_reply_dates(now=story.now)) == moves
        if before == "sending":
            note_sent(story)
        elif before == "final":
            led.reply.final = True


def reopen(story: Story) -> None:
    led, rng, assessment = story.ledger, story.rng, story.assessment
    if rng.random() < 0.6:
        return
    reason = rng.choice(["A group was forgotten.", "A group was forgotten.", ""])
    day = story.now.date() + timedelta(days=rng.choice([-1, 5, 20]))
    allowed = led.state == "reconciling" and bool(reason) and day >= story.now.date()

    def note(_: object) -> None:
        led.state, led.closes_on, led.reply = "grading", day, None

    story.attempt(
        "reopen",
        allowed,
        lambda: running.reopen_grading(
            assessment=assessment, reason=reason, closes_on=day, by=story.trust.staff["lead"]
        ),
        note,
    )


def sign(story: Story) -> None:
    """A board member signs what was read, or sends it back."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    board = rng.random() < 0.85
    by = story.trust.staff["board" if board else "lead"]
    if led.state == "agreed" and rng.random() < 0.4:
        story.attempt(
            "send back",
            board,
            lambda: running.send_back(assessment=assessment, reason="Read 1A again.", by=by),
            lambda _: setattr(led, "state", "reconciling"),
        )
        return
    seen = fingerprint(results_of(assessment)) if rng.random() < 0.9 else "0" * 64
    now = stage(story)
    settled = now in ("not asked", "final") or (now == "undecided" and not led.differs())
    allowed = (
        led.state == "reconciling"
        and board
        and not led.waiting()
        and settled
        and all(led.meeting_stands(pk) != "waiting" for pk in led.meetings)
        and seen != "0" * 64
    )
    story.attempt(
        "sign off",
        allowed,
        lambda: running.sign_off(assessment=assessment, seen=seen, by=by),
        lambda _: setattr(led, "state", "agreed"),
    )


def go_public(story: Story) -> None:
    """Publish, correct or withdraw."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    lead, today = story.trust.staff["lead"], story.now.date()

    def note(report: Report) -> None:
        led.state = "published"
        led.reports[report.version] = (report.content, report.sha256)

    if not led.reports:
        story.attempt(
            "publish",
            led.state == "agreed",
            lambda: publish(assessment=assessment, published_on=today, by=lead),
            note,
        )
        return
    version = rng.choice(list(led.reports))
    if rng.random() < 0.4:
        report = Report.objects.select_related("assessment__organisation").get(
            assessment=assessment, version=version
        )
        story.attempt(
            "withdraw",
            version not in led.withdrawn,
            lambda: withdraw(report=report, reason="It named a person.", by=lead),
            lambda _: led.withdrawn.add(version),
        )
        return
    reason = rng.choice(["A name was wrong.", "A name was wrong.", " "])
    story.attempt(
        "correct",
        version == max(led.reports) and bool(reason.strip()),
        lambda: publish_correction(
            assessment=assessment,
            after_version=version,
            reason=reason,
            published_on=today,
            by=lead,
        ),
        note,
    )
