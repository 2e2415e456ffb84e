"""Someone reads what is held of them and leaves; their lead reads who did what. On any width."""

from collections.abc import Callable

import pytest
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse

from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.services.assessment import move
from stakeholders.models import Invitation
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed_db")]
WIDTHS = [320, 768, 1280]


@pytest.fixture
def world(committed_db: None, settings: object) -> World:
    settings.DEMO_SIGN_IN = True
    return build_world()


def comes_in(person: Person, world: World) -> Person:
    """The cookie of somebody who came in by their link and has started."""
    grader = world.grader("hw", "healthwatch")
    client = Client()
    session = client.session
    session["grader"] = grader.pk
    session.save()
    cookie = {"name": conf.SESSION_COOKIE_NAME, "value": session.session_key}
    person.goes("/privacy/")
    person.page.context.add_cookies([{**cookie, "url": person.page.url.removesuffix("privacy/")}])
    return person


@pytest.mark.parametrize("width", WIDTHS)
def test_a_grader_sees_what_is_held_and_is_removed(
    arrive: Callable[..., Person], world: World, width: int
) -> None:
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    ama = comes_in(arrive("Ama", width=width), world)
    ama.goes("/grade/your-data/").reads("Person of hw", "hw-0@example.org")
    ama.presses("What goes, and what stays").reads("The grades you gave, without your name")
    ama.chooses("I understand that this cannot be undone").presses("Remove me")
    ama.reads("You are removed")
    assert not Invitation.objects.filter(email="hw-0@example.org").exists()
    assert ama.faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_lead_reads_the_trail_and_writes_about_privacy(
    arrive: Callable[..., Person], world: World, width: int
) -> None:
    lead = arrive("Pat", width=width)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True)
    lead.goes("/work/audit/TST/").reads(
        "Who did what", "Pat Lead signed in by a demonstration link"
    )
    lead.find("details summary").click()
    lead.picks("What happened", "Grader invited").presses("Look", exact=True).reads(
        "Nothing was found."
    )
    lead.goes("/work/privacy/TST/").types("What you say about privacy", "Write to our officer.")
    lead.presses("Save", exact=True).presses("See the public page").reads("Write to our officer.")
    lead.goes("/account/your-data/").reads("lead@example.org")
    assert AuditEvent.objects.filter(event="privacy_text_changed").exists()
    assert lead.faults == []
