"""People: coming in, saying no, their ties, and the ties of a whole group."""

from grading.models import Grader, Participation
from grading.selectors.grader import grader_by_pk
from grading.services.declared_interest import decide_interest
from grading.services.declining import change_mind, decline
from grading.services.grader_session import Beginning, start_grading
from grading.services.group_declaration import decide_for_group, declare_for_group, keep_group_in
from tests.lives.story import Story
from tests.lives.things import A_WEEK, Group, Person


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


def declare_for_all(story: Story) -> None:
    """The coordinator says once that the whole group has a tie."""
    person = someone(story)
    if person is None:
        return
    led, group = story.ledger, story.ledger.groups[person.group]
    allowed = (
        story.open
        and person.coordinator
        and led.counts(person)
        and not group.declared
        and not led.was_heard(group)
    )
    grader = grader_by_pk(person.pk)
    story.attempt(
        "declare for the group",
        allowed,
        lambda: declare_for_group(text="The trust pays our rent.", by=grader),
        lambda _: setattr(group, "declared", True),
    )


def decide_for_all(story: Story) -> None:
    """The lead lets a group with a tie count, or stands it down: never knowing its grades."""
    led, rng = story.ledger, story.rng
    declared = [group for group in led.groups.values() if group.declared and not group.kept_in]
    group = rng.choice(declared or list(led.groups.values()))
    decision = rng.choice(["allowed", "stand_down", "stand_down"])
    reason = "As the panel agreed." if rng.random() < 0.85 else " "
    down = decision == "stand_down"
    allowed = (
        led.state == "grading"
        and bool(reason.strip())
        and group.declared
        and not group.kept_in
        and not led.decided_before_closing(group)
        and (not down or may_be_stood_down(story, group))
    )
    row = Participation.objects.select_related("assessment__organisation", "local_interest").get(
        pk=group.pk
    )

    def note(_: object) -> None:
        if down and not group.down_at:
            group.down_at, group.allowed_at = story.now, None
        elif not down and not group.allowed_at:
            group.down_at, group.allowed_at = None, story.now

    story.attempt(
        "stand a group down" if down else "let a group count",
        allowed,
        lambda: decide_for_group(
            participation=row, decision=decision, reason=reason, by=story.trust.staff["lead"]
        ),
        note,
    )


def may_be_stood_down(story: Story, group: Group) -> bool:
    """Unseen, with a week left, nobody who could not say no, and enough groups without it."""
    led = story.ledger
    return (
        not led.was_heard(group)
        and story.today + A_WEEK <= led.closes_on
        and not led.untold(group)
        and not led.short_without(group)
    )


def keep_in(story: Story) -> None:
    """One of a stood-down group's people says that it should count."""
    led = story.ledger
    there = [p for p in led.people.values() if led.groups[p.group].stood_down]
    person = story.rng.choice(there) if there else someone(story)
    if person is None:
        return
    group = led.groups[person.group]
    allowed = (
        story.open
        and group.stood_down
        and not led.decided_before_closing(group)
        and person.decision != "stand_down"
    )
    grader = grader_by_pk(person.pk)

    def note(_: object) -> None:
        group.down_at, group.kept_in = None, True

    story.attempt("keep the group in", allowed, lambda: keep_group_in(by=grader), note)
