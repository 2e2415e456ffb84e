"""A session that ends loses nothing that was typed, and shows it to nobody else."""

import pytest
from django.http import QueryDict
from django.test import Client

from edsportal.common.views.failures import what_was_typed
from grading.domain.workflow import State
from grading.selectors.grader import outcomes_graded_by
from stakeholders.models import User
from tests.workshops.rooms import participation, put_into
from tests.world import World
from workshops.services.paper import make_packs

PASSWORD = "a long enough secret"
REASON = "We met 40 people & heard “waiting times”."


def path(world: World) -> str:
    return f"/work/{world.assessment.pk}/grades/{world.assessed_outcome('1A').pk}/"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, user: User, next_page: str) -> object:
    sent = {"login": user.email, "password": PASSWORD, "next": next_page}
    return client.post("/account/login/", sent, follow=True)


def end_session(client: Client) -> None:
    """As time does: the session is gone, other cookies stay."""
    client.session.flush()
    del client.cookies["sessionid"]


@pytest.fixture
def typed(world: World) -> Client:
    """A browser whose lead typed a grade after the session had ended."""
    with_password(world.people["lead"])
    client = Client()
    sign_in(client, world.people["lead"], path(world))
    end_session(client)
    answer = client.post(
        path(world), {"grade": "achieving", "reason": REASON, "version": "0", "password": "hush"}
    )
    assert answer.url == f"/account/login/?next={path(world)}"
    return client


def test_what_was_typed_is_back_in_the_form_after_signing_in_and_can_be_saved(
    world: World, typed: Client
) -> None:
    page = sign_in(typed, world.people["lead"], path(world))
    assert page.request["PATH_INFO"] == path(world)
    form = page.context["form"]
    assert (form["grade"].value(), form["reason"].value()) == ("achieving", REASON)
    assert "You were signed out before this was saved" in page.text
    assert world.assessed_outcome("1A").organisation_grade == ""
    data = {name: form[name].value() for name in form.fields}
    data["version"] = world.assessed_outcome("1A").version
    assert typed.post(path(world), data).status_code == 302
    assert world.assessed_outcome("1A").organisation_reason == REASON
    assert "You were signed out" not in typed.get(path(world)).text


def test_it_stays_until_it_is_sent(world: World, typed: Client) -> None:
    sign_in(typed, world.people["lead"], path(world))
    assert typed.get(path(world)).context["form"]["reason"].value() == REASON


def test_passwords_and_tokens_are_not_kept(world: World, typed: Client) -> None:
    assert "hush" not in str(dict(typed.session))


def test_a_colleague_at_the_same_browser_sees_none_of_it(world: World, typed: Client) -> None:
    board = with_password(world.people["board"])
    page = sign_in(typed, board, path(world))
    assert page.status_code == 200
    assert "waiting times" not in page.text


def test_nothing_is_kept_for_somebody_who_never_signed_in(world: World) -> None:
    client = Client()
    assert client.post(path(world), {"reason": REASON}).status_code == 302
    assert "typed_before_signing_in" not in client.session
    client.cookies["last_person"] = f"{world.people['lead'].pk}:forged"
    client.post(path(world), {"reason": REASON})
    assert "typed_before_signing_in" not in client.session


def test_a_page_that_shows_no_such_form_gives_the_text_as_a_list(world: World) -> None:
    with_password(world.people["lead"])
    client = Client()
    sign_in(client, world.people["lead"], "/work/")
    end_session(client)
    button = "/work/organisation/TST/people/invitation/1/withdraw/"
    client.post(button, {"note": REASON})
    page = sign_in(client, world.people["lead"], button)
    assert page.status_code == 200
    assert "We met 40 people &amp; heard" in page.text
    assert "Nothing was changed" in page.text


def test_text_without_end_is_not_kept(world: World, typed: Client) -> None:
    typed.post("/work/", {"reason": "x" * 300_000})
    assert "/work/" not in typed.session["typed_before_signing_in"]
    for n in range(8):
        typed.post(f"/work/{n}/grades/1/", {"reason": "x"})
    assert len(typed.session["typed_before_signing_in"]) == 5


def test_a_second_step_that_is_missing_loses_nothing_either(world: World, settings: object) -> None:
    client = world.client("lead")
    settings.REQUIRE_SECOND_FACTOR = "leads"
    assert (
        client.post(path(world), {"grade": "achieving", "reason": REASON}).url
        == "/account/second-step-needed/"
    )
    settings.REQUIRE_SECOND_FACTOR = "nobody"
    assert client.get(path(world)).context["form"]["reason"].value() == REASON


@pytest.mark.parametrize("where", ["checklist", "telephone", "paper"])
def test_pages_that_make_their_fields_themselves_give_them_back(world: World, where: str) -> None:
    group = participation(world)
    put_into(world, State.GRADING)
    place = f"/work/{world.assessment.pk}"
    outcome = outcomes_graded_by(group)[0]
    lead = world.people["lead"]
    asked = {"assessment": world.assessment, "participation": group, "by": lead}
    pack = make_packs(format="standard", count=1, **asked)[0]
    page, name = {
        "checklist": (f"{place}/checklist/", "easy_read"),
        "telephone": (f"{place}/telephone/{group.pk}/", f"comment_{outcome.pk}"),
        "paper": (f"{place}/paper/{pack.serial}/", f"comment_{outcome.pk}"),
    }[where]
    put_into(world, State.PREPARING if where == "checklist" else State.GRADING)
    client = Client()
    sign_in(client, with_password(lead), page)
    end_session(client)
    client.post(page, {name: REASON, "seen": "", "form_key": "k"})
    shown = sign_in(client, lead, page)
    assert "What you typed is below" in shown.text
    assert shown.context["form"][name].value() == REASON


def test_a_list_of_what_was_typed_reads_like_words(world: World) -> None:
    sent = QueryDict(
        "answer_86=undeveloped&comment_86=A+ramp&publish=no&sure=on&seen=x&form_key=y&keep_mine=1"
        "&agreed=1&met_on-day=5&answer=not_enough_evidence"
    )
    assert what_was_typed(sent) == [
        ("Answer", "undeveloped"),
        ("Comment", "A ramp"),
        ("May the comment be published?", "no"),
        ("How many agreed", "1"),
        ("Met on day", "5"),
        ("Answer", "not enough evidence"),
    ]
    client = Client(enforce_csrf_checks=True)
    page = client.post("/code/", {"comment_86": "A ramp", "sure": "on"})
    assert page.status_code == 403
    assert "A ramp" in page.text
    assert "comment_86" not in page.text
