"""Paper that two people type, and a room that is shown what it answered."""

from random import Random

from grading.models import AssessedOutcome, Assessment, Participation
from grading.services.grader_session import Beginning
from tests.lives.moves_answers import note_dictated, save
from tests.lives.story import Story
from tests.lives.things import ANSWERS, Group, Pack, Person, Place, Room
from workshops.domain.paper import Typed
from workshops.models import PaperPack, Workshop
from workshops.selectors.workshop import questions_of, workshops_with_all
from workshops.services.joining import join_workshop
from workshops.services.leading import reveal
from workshops.services.paper import make_packs, take_paper
from workshops.services.workshop import open_workshop, plan_workshop

TYPISTS = ("lead", "facilitator")
FEWEST_TO_SHOW = 3


def paper(story: Story) -> None:
    """A pack is printed, or somebody types what came back: it counts by a second person's word."""
    waiting = [pack for pack in story.ledger.packs if not pack.counted]
    typed = [pack for pack in waiting if pack.typed_by]
    if not waiting or story.rng.random() < 0.15:
        print_pack(story)
    else:
        type_pack(story, story.rng.choice(typed or waiting))


def print_pack(story: Story) -> None:
    led, rng = story.ledger, story.rng
    group = rng.choice(list(led.groups.values()))
    who = rng.choice(["lead", "facilitator", "contributor"])
    allowed = led.state in ("preparing", "grading") and not group.stood_down and who in TYPISTS
    row, assessment = taking_part(group), story.assessment
    story.attempt(
        "print paper",
        allowed,
        lambda: make_packs(
            assessment=assessment,
            participation=row,
            format="standard",
            count=1,
            by=story.trust.staff[who],
        ),
        lambda made: led.packs.append(
            Pack(made[0].pk, group.key, led.evidence, what_is_ticked(story, group))
        ),
    )


def taking_part(group: Group) -> Participation:
    rows = Participation.objects.select_related("assessment__organisation", "local_interest")
    return rows.get(pk=group.pk)


def what_is_ticked(story: Story, group: Group) -> dict[int, str]:
    """What the person puts on the paper, before anybody types it."""
    led, rng = story.ledger, story.rng
    mine = [place for place in led.places.values() if led.may_grade(group, place)]
    return {place.pk: rng.choice(ANSWERS) for place in mine if rng.random() < 0.8}


def type_pack(story: Story, pack: Pack) -> None:
    """The first typing waits; the same from another person counts; a difference counts nothing."""
    led, rng = story.ledger, story.rng
    others = [who for who in TYPISTS if who != pack.typed_by]
    who = rng.choice(others if rng.random() < 0.8 else TYPISTS)
    read = misread(rng, pack.ticked) if rng.random() < 0.2 else dict(pack.ticked)
    other_evidence = pack.evidence != led.evidence
    reason = rng.choice(["", "It says the same."]) if other_evidence else ""
    waits = pack.typed_by in ("", who)
    same = pack.typed == read
    # Nobody new is heard once the grades could be seen.
    counts = story.open and led.closed_at is None
    allowed = (
        led.state == "grading" and not led.groups[pack.group].stood_down and bool(read)
    ) and (waits or not same or (counts and (not other_evidence or bool(reason))))
    row = PaperPack.objects.select_related("assessment__organisation").get(pk=pack.pk)

    def note(taken: object) -> None:
        if waits:
            pack.typed_by, pack.typed = who, read
        elif same:
            pack.counted = True
            made = PaperPack.objects.get(pk=pack.pk).grader_id
            note_dictated(story, pack.group, made, read)
        assert getattr(taken, "counts") == pack.counted  # noqa: B009

    story.attempt(
        "type paper first" if waits else "check paper" if same else "type paper otherwise",
        allowed,
        lambda: take_paper(
            pack=row,
            answers={pk: Typed(answer) for pk, answer in read.items()},
            comment_consent="none",
            reason=reason,
            by=story.trust.staff[who],
        ),
        note,
    )


def misread(rng: Random, ticked: dict[int, str]) -> dict[int, str]:
    """One place typed wrongly."""
    if not ticked:
        return {}
    place = rng.choice(list(ticked))
    return {**ticked, place: rng.choice([each for each in ANSWERS if each != ticked[place]])}


def room(story: Story) -> None:
    """People come into a room and answer; then the room is shown a question."""
    led, rng = story.ledger, story.rng
    if led.room is None:
        plan(story)
    elif len(led.in_room()) < FEWEST_TO_SHOW:
        for _ in range(FEWEST_TO_SHOW):
            join(story)
    else:
        for person in led.in_room() * 2:
            save(story, moment=" in a room", person=person)
        if rng.random() < 0.8:
            show(story)


def plan(story: Story) -> None:
    led = story.ledger
    places = [place for place in led.places.values() if place.graded_here]
    chosen = story.rng.sample(places, min(story.rng.choice([1, 1, 2]), len(places)))
    assessment, by = story.assessment, story.trust.staff["facilitator"]

    def act() -> Workshop:
        made = plan_workshop(
            assessment=assessment,
            title="Town hall",
            outcomes=rows_of(assessment, chosen),
            cap=20,
            by=by,
        )
        return open_workshop(workshop=made, by=by)

    def note(made: Workshop) -> None:
        led.room = Room(made.pk, {place.pk for place in chosen})

    story.attempt("open a room", story.open, act, note)


def rows_of(assessment: Assessment, places: list[Place]) -> list[AssessedOutcome]:
    return list(assessment.assessed_outcomes.filter(pk__in=[place.pk for place in places]))


def join(story: Story) -> None:
    """Somebody presses the code's button; their group must grade what the room is asked."""
    led, rng = story.ledger, story.rng
    assert led.room is not None
    asked = [led.places[pk] for pk in led.room.places]
    fits = [g for g in led.groups.values() if any(led.may_grade(g, place) for place in asked)]
    group = rng.choice(fits if fits and rng.random() < 0.9 else list(led.groups.values()))
    unseen = led.closed_at is None
    allowed = story.open and unseen and group in fits and not group.stood_down
    workshop, row = workshops_with_all().get(pk=led.room.pk), taking_part(group)
    story.attempt(
        "join a room",
        allowed,
        lambda: join_workshop(workshop=workshop, participation=row, beginning=Beginning()),
        lambda joined: led.people.__setitem__(
            joined.grader.pk,
            Person(
                joined.grader.pk,
                group.key,
                coordinator=False,
                started=True,
                has_mail=False,
                in_room=True,
            ),
        ),
    )


def show(story: Story) -> None:
    """From here on nobody in the room changes that answer; fewer than three would be known."""
    led, rng = story.ledger, story.rng
    assert led.room is not None
    pk = rng.choice(sorted(led.room.places))
    answered = sum(pk in p.said and bool(p.said[pk].answer) for p in led.in_room())
    allowed = story.open and (pk in led.room.shown or answered >= FEWEST_TO_SHOW)
    workshop = workshops_with_all().get(pk=led.room.pk)
    question = next(q for q in questions_of(workshop) if q.assessed_outcome_id == pk)
    story.attempt(
        "show the room",
        allowed,
        lambda: reveal(workshop=workshop, question=question, by=story.trust.staff["facilitator"]),
        lambda _: led.room.shown.add(pk),
    )
