"""A world whose grading is open, and browsers of graders in it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from grading.domain.workflow import Move
from grading.models import AssessedOutcome, Grader
from grading.services.assessment import move
from grading.views.grader.session import SESSION_KEY
from tests.world import TEST, World


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def open_world(world: World) -> World:
    """The small world with grading open."""
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


@pytest.fixture
def grader(open_world: World) -> Grader:
    """Somebody of Healthwatch who has started."""
    return open_world.grader("hw", "healthwatch")


@pytest.fixture
def outcome(open_world: World) -> AssessedOutcome:
    """The first question of Healthwatch."""
    return open_world.assessed_outcome("1A", "s1")


@pytest.fixture
def browser(grader: Grader) -> Client:
    return browser_of(grader)


def stand_down(world: World) -> None:
    """Every group taking part stands down."""
    world.assessment.participations.update(
        stood_down_at=timezone.now(),
        stood_down_by=world.people["lead"],
        stood_down_reason="Paid by the trust.",
    )


def browser_of(grader: Grader) -> Client:
    """A browser in which this grader has come in."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client
