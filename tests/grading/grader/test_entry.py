"""Coming in: pages on GET, acts on a pressed button, codes that cannot be guessed."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import NotPermitted
from grading.domain.workflow import Move
from grading.models import CommentConsent, Grader
from grading.services.assessment import move
from grading.services.grader_session import Beginning, start_grading
from grading.services.invitation import revoke_invitation
from grading.views.grader.entry import WRONG_CODES_FROM
from grading.views.grader.session import SESSION_KEY
from stakeholders.models import Membership
from tests.grading.grader.conftest import browser_of, stand_down
from tests.world import TEST, World

# What the start form sends when only its button is pressed, and with comments allowed.
START = {"interest": "none", "comment_consent": "none"}
WITH_NAME = START | {"comment_consent": "with_name"}


@pytest.fixture
def newcomer(open_world: World) -> Grader:
    return open_world.grader("hw", "healthwatch", started=False)


def link(world: World, grader: Grader) -> str:
    return f"/i/{world.secrets[grader.pk].token}/"


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_spends_nothing(open_world: World, newcomer: Grader, method: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = getattr(Client(), method)(link(open_world, newcomer))
    assert response.status_code == 200
    assert writes(queries) == []
    newcomer.refresh_from_db()
    newcomer.invitation.refresh_from_db()
    assert newcomer.started_at is None
    assert newcomer.invitation.opened_at is None
    assert SESSION_KEY not in response.client.session


def test_pressing_start_begins(open_world: World, newcomer: Grader) -> None:
    client = Client()
    page = client.get(link(open_world, newcomer))
    for words in ("Test Community NHS Trust", "Example hw", "Start", "minutes", "lead@example.org"):
        assert words in page.content.decode()
    response = client.post(link(open_world, newcomer), WITH_NAME)
    assert response["Location"] == f"/grade/{open_world.assessed_outcome('1A', 's1').pk}/"
    newcomer.refresh_from_db()
    newcomer.invitation.refresh_from_db()
    assert newcomer.started_at
    assert newcomer.comment_consent == CommentConsent.WITH_NAME
    assert newcomer.invitation.opened_at
    assert client.get("/grade/").status_code == 200


def test_both_questions_have_to_arrive_with_an_answer(open_world: World, newcomer: Grader) -> None:
    response = Client().post(link(open_world, newcomer))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say if you or someone close to you works there" in page
    assert "Choose if your comments may be published" in page
    newcomer.refresh_from_db()
    assert newcomer.started_at is None


def test_the_choice_is_asked_once_and_kept(open_world: World, newcomer: Grader) -> None:
    address = link(open_world, newcomer)
    Client().post(address, START)
    page = Client().get(address).content.decode()
    assert "Carry on" in page
    assert "comment_consent" not in page
    assert "interest" not in page
    started = Grader.objects.get(pk=newcomer.pk).started_at
    assert Client().post(address, WITH_NAME).status_code == 302
    newcomer.refresh_from_db()
    assert (newcomer.started_at, newcomer.comment_consent) == (started, CommentConsent.NONE)


def test_a_planted_session_is_not_taken_over(open_world: World, newcomer: Grader) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.post(link(open_world, newcomer), START)
    assert client.session.session_key != before
    assert "planted" not in client.session


def test_pressing_again_keeps_the_same_session(open_world: World, newcomer: Grader) -> None:
    client = Client()
    client.post(link(open_world, newcomer), START)
    before = client.session.session_key
    client.post(link(open_world, newcomer))
    assert client.session.session_key == before


def test_a_signed_in_member_of_staff_is_signed_out_first(
    open_world: World, newcomer: Grader
) -> None:
    client = open_world.client("reader")
    assert "signs you out first" in client.get(link(open_world, newcomer)).content.decode()
    client.post(link(open_world, newcomer), START)
    assert "_auth_user_id" not in client.session
    assert client.session[SESSION_KEY] == newcomer.pk


def test_a_graders_session_opens_no_staff_page(browser: Client) -> None:
    response = browser.get("/work/1/invitations/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_before_opening_the_page_says_so_and_has_no_button(world: World) -> None:
    grader = world.grader(started=False)
    page = Client().get(link(world, grader)).content.decode()
    assert "Grading has not opened yet" in page
    assert "Start</" not in page
    client = Client()
    assert client.post(link(world, grader), WITH_NAME).status_code == 200
    grader.refresh_from_db()
    assert grader.started_at is None
    assert SESSION_KEY not in client.session


def test_after_closing_one_may_read_ones_own_answers(open_world: World) -> None:
    grader = open_world.grader()
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    client = Client()
    page = client.get(link(open_world, grader)).content.decode()
    assert "Grading has closed" in page
    assert "Read my answers" in page
    assert client.post(link(open_world, grader))["Location"] == "/grade/"
    assert "Grading has closed" in client.get("/grade/").content.decode()


def test_after_closing_nobody_starts(open_world: World, newcomer: Grader) -> None:
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    client = Client()
    assert "Grading has closed" in client.get(link(open_world, newcomer)).content.decode()
    client.post(link(open_world, newcomer), WITH_NAME)
    assert SESSION_KEY not in client.session


def test_somebody_who_came_to_work_for_the_trust_is_turned_away(
    open_world: World, newcomer: Grader
) -> None:
    person = open_world.people["other_lead"]
    Membership.objects.create(
        user=person, organisation=open_world.organisation, role="board_member"
    )
    newcomer.invitation.email = person.email.upper()
    newcomer.invitation.save()
    client = Client()
    response = client.post(link(open_world, newcomer), WITH_NAME)
    assert response.status_code == 403
    assert "Board member" in response.content.decode()
    assert SESSION_KEY not in client.session


def test_a_group_that_stood_down_does_not_start(open_world: World, newcomer: Grader) -> None:
    stand_down(open_world)
    client = Client()
    assert "stood down" in client.get(link(open_world, newcomer)).content.decode()
    client.post(link(open_world, newcomer), WITH_NAME)
    assert SESSION_KEY not in client.session
    with pytest.raises(NotPermitted, match="stood down"):
        start_grading(beginning=Beginning(), by=Grader.objects.get(pk=newcomer.pk))


@pytest.mark.parametrize("address", ["/i/wrong/", "/i/" + "x" * 300 + "/"])
def test_a_wrong_link_offers_a_new_one(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    page = response.content.decode()
    assert "does not work any more" in page
    assert 'action="/code/new-link/"' in page


def test_withdrawing_ends_an_open_visit(open_world: World, grader: Grader, browser: Client) -> None:
    assert browser.get("/grade/").status_code == 200
    revoke_invitation(grader=grader, by=open_world.people["lead"])
    assert browser.get("/grade/")["Location"] == "/code/?ended=1"
    assert Client().get(link(open_world, grader)).status_code == 404


def test_leaving_ends_the_visit(browser: Client) -> None:
    assert browser.post("/grade/leave/")["Location"] == "/code/"
    assert browser.get("/grade/")["Location"] == "/code/?ended=1"
    assert browser.get("/grade/leave/").status_code == 405


def guess(times: int, *, origin: str = "127.0.0.1") -> None:
    """As if so many wrong codes had come from one address, each from another browser."""
    for _number in range(times):
        WRONG_CODES_FROM.count(origin)


class TestCode:
    def test_a_code_as_people_type_it_lets_in(self, open_world: World, newcomer: Grader) -> None:
        client = Client()
        assert 'autocomplete="one-time-code"' in client.get("/code/").content.decode()
        typed = f" {open_world.secrets[newcomer.pk].code.lower().replace('-', ' - ')} "
        assert client.post("/code/", {"code": typed})["Location"] == "/grade/start/"
        assert client.get("/grade/")["Location"] == "/grade/start/"
        first = f"/grade/{open_world.assessed_outcome('1A', 's1').pk}/"
        assert client.post("/grade/start/", START)["Location"] == first
        newcomer.invitation.refresh_from_db()
        assert newcomer.invitation.opened_at

    def test_somebody_who_has_started_goes_on(self, open_world: World, grader: Grader) -> None:
        response = Client().post("/code/", {"code": open_world.secrets[grader.pk].code})
        assert response["Location"] == "/grade/"

    @pytest.mark.parametrize("typed", ["", "CDFGH-34679", "x" * 61, "\x00"])
    def test_a_wrong_code_is_an_error_at_the_field(self, db: None, typed: str) -> None:
        response = Client().post("/code/", {"code": typed})
        assert response.status_code == 422
        assert 'href="#id_code"' in response.content.decode()

    def test_ten_wrong_codes_of_one_browser_are_enough(
        self, open_world: World, grader: Grader
    ) -> None:
        client = Client()
        for number in range(10):
            # The network address changes each time, as on a phone: the browser's count holds.
            assert (
                client.post("/code/", {"code": "W"}, REMOTE_ADDR=f"192.0.2.{number}").status_code
                == 422
            )
        response = client.post(
            "/code/", {"code": open_world.secrets[grader.pk].code}, REMOTE_ADDR="192.0.2.99"
        )
        assert response.status_code == 429
        assert "15 minutes" in response.content.decode()
        assert SESSION_KEY not in client.session

    def test_a_workshop_behind_one_address_may_mistype(
        self, open_world: World, grader: Grader
    ) -> None:
        for _person in range(80):
            assert Client().post("/code/", {"code": "W"}).status_code == 422
        code = open_world.secrets[grader.pk].code
        assert Client().post("/code/", {"code": code}).status_code == 302

    def test_one_address_cannot_guess_without_end(self, open_world: World, grader: Grader) -> None:
        guess(WRONG_CODES_FROM.most)
        code = open_world.secrets[grader.pk].code
        assert Client().post("/code/", {"code": code}).status_code == 429
        assert Client().post("/code/", {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 302

    def test_an_invented_forwarded_address_does_not_help(self, db: None) -> None:
        guess(WRONG_CODES_FROM.most - 1)
        invented = {"X-Forwarded-For": "192.0.2.3"}
        assert Client().post("/code/", {"code": "W"}, headers=invented).status_code == 422
        assert Client().post("/code/", {"code": "W"}, headers=invented).status_code == 429

    def test_behind_a_trusted_proxy_each_visitor_has_a_count(
        self, db: None, settings: object
    ) -> None:
        settings.TRUSTED_PROXY = True
        guess(WRONG_CODES_FROM.most - 1, origin="192.0.2.1")
        claimed = {"X-Forwarded-For": "10.0.0.9, 192.0.2.1"}
        assert Client().post("/code/", {"code": "W"}, headers=claimed).status_code == 422
        same, other = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
        assert Client().post("/code/", {"code": "W"}, headers=same).status_code == 429
        assert Client().post("/code/", {"code": "W"}, headers=other).status_code == 422

    def test_the_wait_ends(self, open_world: World, grader: Grader, time_machine: object) -> None:
        time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
        client, code = Client(), {"code": open_world.secrets[grader.pk].code}
        for _number in range(10):
            client.post("/code/", {"code": "W"})
        assert client.post("/code/", code).status_code == 429
        time_machine.move_to("2026-03-01T10:15:01Z", tick=False)
        response = client.post("/code/", {"code": open_world.secrets[grader.pk].code})
        assert response.status_code == 302


class TestFreshLink:
    def ask(self, email: str) -> str:
        client = Client()
        response = client.post("/code/new-link/", {"email": email})
        assert response.status_code == 302
        return client.get(response["Location"]).content.decode()

    def test_a_known_address_gets_a_link_that_works(
        self, open_world: World, grader: Grader, django_capture_on_commit_callbacks: object
    ) -> None:
        old = link(open_world, grader)
        with django_capture_on_commit_callbacks(execute=True):
            self.ask(grader.invitation.email.upper())
        (message,) = mail.outbox
        assert message.to == [grader.invitation.email]
        new = next(line for line in message.body.splitlines() if "/i/" in line)
        path = "/i/" + new.split("/i/")[1]
        assert Client().get(path).status_code == 200
        assert Client().get(old).status_code == 404

    def test_the_page_is_the_same_for_strangers(
        self, grader: Grader, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            known, unknown = self.ask(grader.invitation.email), self.ask("stranger@example.org")
        assert known == unknown
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("started", [True, False])
    def test_once_grading_has_closed_nobody_is_asked_to_grade(
        self,
        open_world: World,
        started: bool,
        django_capture_on_commit_callbacks: object,
    ) -> None:
        grader = open_world.grader("hw", "healthwatch", started=started)
        move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        with django_capture_on_commit_callbacks(execute=True):
            self.ask(grader.invitation.email)
        (message,) = mail.outbox
        assert "grade" not in message.subject.lower().replace("your grades", "")
        assert "Grading has closed" in message.body
        assert "asks you to say" not in message.body
        path = "/i/" + message.body.split("/i/")[1].split()[0]
        assert Client().get(path).status_code == 200

    def test_a_withdrawn_invitation_gets_nothing(
        self, open_world: World, grader: Grader, django_capture_on_commit_callbacks: object
    ) -> None:
        revoke_invitation(grader=grader, by=open_world.people["lead"])
        with django_capture_on_commit_callbacks(execute=True):
            self.ask(grader.invitation.email)
        assert mail.outbox == []

    def test_nobodys_mailbox_can_be_flooded(
        self, grader: Grader, django_capture_on_commit_callbacks: object
    ) -> None:
        for _number in range(6):
            with django_capture_on_commit_callbacks(execute=True):
                self.ask(grader.invitation.email)
        assert len(mail.outbox) == 3

    def test_no_address_is_an_error(self, db: None) -> None:
        assert Client().post("/code/new-link/", {"email": "nobody"}).status_code == 422


def test_a_browser_without_a_visit_is_asked_in_everywhere(db: None) -> None:
    for address in (
        "/grade/",
        "/grade/1/",
        "/grade/check/",
        "/grade/receipt/",
        "/grade/evidence/1/",
    ):
        assert Client().get(address)["Location"] == "/code/?ended=1"
    assert "Your visit has ended" in Client().get("/code/?ended=1").content.decode()


def test_who_comes_in_is_not_who_was_signed_in(open_world: World) -> None:
    one, two = open_world.grader("hw"), open_world.grader("patients", "patient_group")
    client = browser_of(one)
    client.post(link(open_world, two))
    assert client.session[SESSION_KEY] == two.pk
    assert timezone.now() > Grader.objects.get(pk=two.pk).started_at
