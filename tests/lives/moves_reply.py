"""The right of reply: asked for, written, sent, and answered once by each person concerned."""

from datetime import timedelta
from typing import Any

from grading.models import AssessedOutcome, LocalGrade
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.group_answer import Agreed
from grading.services.group_reply import answer_reply_together as answer_together
from grading.services.reply import write_reply
from grading.services.reply_answer import change_answer, keep_answer
from grading.services.reply_round import (
    act_on_reply_dates,
    ask_for_reply,
    end_without_reply,
    say_no_reply,
    send_replies,
)
from tests.independent.reading import GRADES, NO_EVIDENCE
from tests.lives.moves_people import someone
from tests.lives.story import Story
from tests.lives.things import ANSWERS, OneAnswer, Person, Reply, Said, is_over


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


def ask_reply(story: Story) -> None:
    """The lead asks for a right of reply, or says that there is none."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    lead = story.trust.staff["lead"]
    if rng.random() < 0.15:
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
    day = story.today + timedelta(days=rng.choice([-1, 0, 4, 4, 4, 4, 4, 43]))
    days = rng.choice([6, 7, 14, 14, 14])
    allowed = (
        led.state == "reconciling"
        and (led.reply is None or not led.reply.asked)
        and bool(led.differs())
        and story.today <= day <= story.today + timedelta(days=42)
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
    if held and held.written and rng.random() < 0.35:
        assessment = story.assessment
        allowed = led.state == "reconciling" and stage(story) in ("writing", "sending")
        story.attempt(
            "send replies",
            allowed,
            lambda: send_replies(assessment=assessment, by=lead),
            lambda _: note_sent(story),
        )
        return
    if rng.random() < 0.08:
        end_unwritten(story)
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


def end_unwritten(story: Story) -> None:
    """The organisation says that it needs no more of its time; not once it has written."""
    held, assessment = story.ledger.reply, story.assessment
    allowed = (
        story.ledger.state == "reconciling"
        and stage(story) == "writing"
        and held is not None
        and not held.written
    )
    story.attempt(
        "end without a reply",
        allowed,
        lambda: end_without_reply(assessment=assessment, by=story.trust.staff["lead"]),
        lambda _: setattr(held, "final", True),
    )


def note_sent(story: Story) -> None:
    held = story.ledger.reply
    assert held is not None
    held.sent, held.answers_by = True, story.today + timedelta(days=held.days)
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
    if held is None:
        return
    person, pk = concerned(story)
    if person is None:
        return
    place = led.places[pk]
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


def answer_reply_together(story: Story) -> None:
    """A group that agreed on one answer says it again, or another one: once."""
    led, rng, held = story.ledger, story.rng, story.ledger.reply
    if held is None:
        return
    person, pk = who_speaks(story)
    if person is None:
        return
    group, place = led.groups[person.group], led.places[pk]
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
        version = group.agreed[place.pk].version + 1
        group.agreed[place.pk] = OneAnswer(answer, version, agreed=2, dissented=0, words="")
        note_all_answered(story)

    story.attempt(
        "answer a reply as a group",
        allowed,
        lambda: answer_together(
            assessed_outcome=row, said=Agreed(answer, agreed=2, comment=comment), by=grader
        ),
        note,
    )


def who_speaks(story: Story) -> tuple[Person | None, int]:
    """Mostly the coordinator of a group whose agreed answer was replied to."""
    led, held = story.ledger, story.ledger.reply
    assert held is not None
    may = [
        (person, pk)
        for person in led.people.values()
        for pk in held.written
        if person.coordinator
        and pk in led.groups[person.group].agreed
        and (person.group, pk) not in held.together
    ]
    if may and story.rng.random() < 0.8:
        return story.rng.choice(may)
    return someone(story, started=True), story.rng.choice(list(held.written) or list(led.places))


def concerned(story: Story) -> tuple[Person | None, int]:
    """Mostly somebody who may answer a reply, now and then anybody about anything."""
    led, rng, held = story.ledger, story.rng, story.ledger.reply
    assert held is not None
    may = [
        (person, pk)
        for person in led.people.values()
        for pk in held.written
        if pk in person.said and person.said[pk].answer and (person.pk, pk) not in held.answered
    ]
    if may and rng.random() < 0.85:
        return rng.choice(may)
    return someone(story, started=True), rng.choice(list(held.written) or list(led.places))
