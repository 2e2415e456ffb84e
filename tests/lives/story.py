"""One life story: a random trust, random moves, each compared with what the ledger expects."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from edsportal.common.append_only import AppendOnlyModel
from edsportal.common.errors import PortalError
from grading.models import Assessment
from tests.lives.ledger import Ledger
from tests.lives.things import LONDON, Place, is_over
from tests.lives.trust import Trust, begin

GROWING = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
CHANGING = ["Assessment", "AssessedOutcome", "Grader", "LocalGrade", "GroupAnswer", "ReplyRound"]
CHANGING += ["DeclaredInterest", "MeetingRecord", "MeetingAnswer", "EvidenceUse", "Participation"]
CHANGING += ["GroupDeclaration", "SittingQuestion"]


class Story:
    """A trust, its ledger and the clock; `tried` counts each move as allowed or refused."""

    def __init__(self, trust: Trust, seed: int, clock: Any) -> None:
        self.rng, self.trust, self.clock = Random(seed), trust, clock
        assessment, self.ledger = begin(trust, self.rng, seed)
        self.pk = assessment.pk
        self.told: list[str] = []
        self.tried: Counter[tuple[str, bool]] = Counter()
        self.turns = 0
        self.began = self.ended = self.now
        self.seen: dict[str, list[Any]] | None = None
        self.grown = dict.fromkeys(GROWING, 0)

    @property
    def assessment(self) -> Assessment:
        """As somebody's next page would fetch it."""
        rows = Assessment.objects.select_related("organisation", "framework")
        return rows.get(pk=self.pk)

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def today(self) -> date:
        """London's day, which is not UTC's in the last hour of a summer's day."""
        return self.day_of(self.now)

    @staticmethod
    def day_of(moment: datetime) -> date:
        return moment.astimezone(LONDON).date()

    @property
    def open(self) -> bool:
        """Whether answers are taken."""
        led: Ledger = self.ledger
        return led.state == "grading" and not is_over(led.closes_on, self.now)

    def place(self, *, mostly_graded: bool = True) -> Place:
        places = list(self.ledger.places.values())
        graded = [place for place in places if place.graded_here]
        return self.rng.choice(graded if mostly_graded and self.rng.random() < 0.95 else places)

    def pass_time(self, span: timedelta) -> None:
        self.clock.shift(span)

    def attempt(
        self,
        name: str,
        allowed: bool,
        call: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """Make one move. What is not allowed must be refused in words and change nothing."""
        self.told.append(f"{name} ({'may' if allowed else 'may not'})")
        self.tried[name, allowed] += 1
        # What the last refusal left is what this one finds, if nothing was done between.
        before = None if allowed else (self.seen or self.everything())
        self.seen = None
        came, refusal = tried(call)
        assert bool(refusal) != allowed, f"{name}: refused with {refusal!r}"
        if refusal:
            self.seen = self.everything()
            assert self.seen == before, f"{name} was refused and changed something"
        elif then:
            then(came)

    def everything(self) -> dict[str, list[Any]]:
        """Rows that change and the number of those that only grow: a refusal changes neither."""
        changing = [apps.get_model("grading", name)._meta.db_table for name in CHANGING]
        found: dict[str, list[Any]] = {}
        with connection.cursor() as cursor:
            for table in changing:
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608
                found[table] = cursor.fetchall()
            counts = [f"(SELECT COUNT(*) FROM {model._meta.db_table})" for model in GROWING]  # noqa: S608
            cursor.execute(f"SELECT {', '.join(counts)}")
            found["growing"] = cursor.fetchall()
        return found

    def grows_only(self) -> None:
        """Rows of a record are never fewer than before."""
        for model in GROWING:
            count = model.objects.count()
            assert count >= self.grown[model], f"{model.__name__} lost rows"
            self.grown[model] = count


def tried(call: Callable[[], Any]) -> tuple[Any, PortalError | None]:
    """What came of a move: its result, or the refusal."""
    try:
        with transaction.atomic():
            return call(), None
    except PortalError as refusal:
        return None, refusal
