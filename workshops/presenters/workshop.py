"""Shaping workshops for those who lead them, and for the screen in the room."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.models import AssessedOutcome, SittingQuestion
from grading.presenters.grader.answers import answer_words
from workshops.domain.code import in_halves
from workshops.domain.spread import Bar
from workshops.models import Workshop
from workshops.presenters.phase import closed_words
from workshops.selectors.code import code_of, join_address, qr_path
from workshops.selectors.workshop import Heads

FULL = 100


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """One workshop in the list."""

    title: str
    url: str
    state: str
    colour: str
    words: str


def workshop_rows(workshops: Iterable[Workshop]) -> list[WorkshopRow]:
    """Rows for `workshops_of`; no query."""
    return [
        WorkshopRow(
            title=row.title,
            url=reverse("workshops:workshop", args=[row.assessment_id, row.pk]),
            state=state_of(row)[0],
            colour=state_of(row)[1],
            words=_("%(asks)d questions; %(joined)d of %(cap)d people have joined")
            % {
                "asks": getattr(row, "asks", 0),
                "joined": getattr(row, "have_joined", 0),
                "cap": row.cap,
            },
        )
        for row in workshops
    ]


def state_of(workshop: Workshop) -> tuple[str, str]:
    """Whether it is open, with a tag colour."""
    if workshop.is_open and closed_words(workshop.assessment):
        return _("Grading is closed"), "grey"
    if workshop.is_open:
        return _("Open"), "green"
    return (_("Closed"), "grey") if workshop.closed_at else (_("Not open yet"), "blue")


def is_led(workshop: Workshop) -> bool:
    """Whether people can join and answer: the workshop is open, and so is grading."""
    return workshop.is_open and not closed_words(workshop.assessment)


def question_words(row: AssessedOutcome) -> str:
    """A question as it is chosen from a list."""
    words = f"{row.outcome_code}: {row.outcome.question}"
    return f"{words} ({row.service.name})" if row.service else words


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question on the facilitator's page; ``answered`` is a count in words."""

    pk: int
    number: int
    words: str
    answered: str
    status: str
    colour: str
    current: bool
    shown: bool
    may_be_shown: bool
    show_url: str
    table_url: str


def question_rows(
    workshop: Workshop, questions: Sequence[SittingQuestion], answered: Mapping[int, int]
) -> list[QuestionRow]:
    """The room's questions, with how many answered each; no query."""
    rows = []
    led = is_led(workshop)
    for question in questions:
        current, sealed = question.pk == workshop.current_id, question.sealed_at is not None
        count = answered.get(question.assessed_outcome_id, 0)
        status, colour = ("", "")
        if sealed:
            status, colour = _("Shown"), "grey"
        if current:
            status, colour = (_("On the screen, shown") if sealed else _("On the screen")), "green"
        where = [workshop.assessment_id, workshop.pk, question.pk]
        rows.append(
            QuestionRow(
                pk=question.pk,
                number=question.position,
                words=question_words(question.assessed_outcome),
                answered=answered_words(count),
                status=status,
                colour=colour,
                current=current,
                shown=sealed,
                may_be_shown=led and not sealed and count >= workshop.shown_from,
                show_url=reverse("workshops:reveal", args=where),
                table_url=reverse("workshops:table_answer", args=where),
            )
        )
    return rows


def too_few_words(fewest: int) -> str:
    """Why a question cannot be shown yet: ``fewest`` people must have answered it."""
    return (
        ngettext(
            "There are not enough answers to show: at least %d person must have answered.",
            "There are not enough answers to show: at least %d people must have answered.",
            fewest,
        )
        % fewest
    )


def answered_words(count: int) -> str:
    """How many people answered."""
    return ngettext("%d person has answered", "%d people have answered", count) % count


def around(
    questions: Sequence[SittingQuestion], current_pk: int | None
) -> tuple[SittingQuestion | None, SittingQuestion | None]:
    """The questions before and after the one on the screen; the first where none is yet."""
    pks = [question.pk for question in questions]
    if current_pk not in pks:
        return None, questions[0] if questions else None
    at = pks.index(current_pk)
    following = questions[at + 1] if at + 1 < len(questions) else None
    return (questions[at - 1] if at else None), following


@dataclass(frozen=True, slots=True)
class Timer:
    """Until when there is time: as a clock time, and for a script that counts down."""

    until: str
    iso: str
    over: bool


def timer_of(workshop: Workshop, now: dt.datetime) -> Timer | None:
    """The timer on the screen; None where none runs."""
    ends = workshop.timer_ends_at
    if ends is None:
        return None
    return Timer(date_format(timezone.localtime(ends), "H:i:s"), ends.isoformat(), ends <= now)


@dataclass(frozen=True, slots=True)
class ShownBar:
    """One answer of the spread; ``width`` is in hundredths of the longest bar."""

    label: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Screen:
    """What the projector shows. ``bars`` is None until the room was shown its answers.

    ``closed`` says why nobody can join where there is no ``code``. ``stamp`` changes when the
    page must be fetched anew, and not for a mere count.
    """

    title: str
    organisation: str
    caption: str
    question: str
    counts: str
    joined: str
    bars: Sequence[ShownBar] | None
    timer: Timer | None
    code: str
    address: str
    qr: str
    qr_size: int
    closed: str
    stamp: str


def screen_of(
    workshop: Workshop,
    *,
    questions: int,
    heads: Heads,
    spread: Sequence[Bar] | None,
    code_page: str,
    now: dt.datetime,
) -> Screen:
    """The screen as it is ``now``; no query."""
    current = workshop.current
    led = is_led(workshop)
    path, size = qr_path(join_address(workshop)) if led else ("", 0)
    caption = question = ""
    if current is not None:
        caption = _("Question %(number)d of %(of)d") % {"number": current.position, "of": questions}
        row = current.assessed_outcome
        row.assessment = workshop.assessment
        question = row.outcome.question
        caption = f"{caption}: {row.service.name}" if row.service else caption
    return Screen(
        title=workshop.title,
        organisation=workshop.assessment.organisation.name,
        caption=caption,
        question=question,
        counts=counts_words(heads) if current else "",
        joined=joined_words(heads.joined),
        bars=_bars(workshop, spread) if spread is not None else None,
        timer=timer_of(workshop, now) if led else None,
        code=in_halves(code_of(workshop)) if led else "",
        address=code_page,
        qr=path,
        qr_size=size,
        closed=closed_words(workshop.assessment) or _("The workshop is not open."),
        stamp=stamp_of_screen(workshop),
    )


def counts_words(heads: Heads) -> str:
    """How many answered, of how many that the question is for."""
    return _("%(answered)d of %(asked)d have answered") % {
        "answered": heads.answered,
        "asked": heads.asked,
    }


def joined_words(joined: int) -> str:
    """How many are in the room."""
    return ngettext("%d person has joined", "%d people have joined", joined) % joined


def stamp_of_screen(workshop: Workshop) -> str:
    """Differs when question, timer or what may be shown differ."""
    sealed = workshop.current.sealed_at if workshop.current else None
    parts = (is_led(workshop), workshop.current_id, workshop.timer_ends_at, sealed)
    return "|".join(str(part) for part in parts)


def _bars(workshop: Workshop, spread: Sequence[Bar]) -> list[ShownBar]:
    edition, longest = workshop.assessment.edition, max(bar.count for bar in spread) or 1
    return [
        ShownBar(answer_words(edition, bar.answer), bar.count, round(FULL * bar.count / longest))
        for bar in spread
    ]
