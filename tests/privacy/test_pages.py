"""The public pages, a lead's page for the organisation's words, and one's own data."""

import json

import pytest
from django.test import Client

from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.models import Grader, RevisionComment
from grading.services.assessment import move
from grading.services.handing_in import hand_in, receipt_number
from grading.services.local_grade import save_local_grade
from grading.views.grader.session import SESSION_KEY
from stakeholders.models import Invitation, Organisation
from stakeholders.services.privacy_text import LONGEST, save_privacy_text, stamp_of
from tests.world import TEST, World

WRITING = "/work/privacy/TST/"
ROLES = [
    ("lead", 200),
    ("contributor", 403),
    ("board", 403),
    ("reader", 403),
    ("other_lead", 404),
    ("anonymous", 302),
]
OWN_DATA = ["/grade/your-data/", "/grade/your-data/download/", "/grade/your-data/remove/"]


def browser_of(grader: Grader) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def write(world: World, text: str) -> None:
    organisation = Organisation.objects.get(ods_code="TST")
    save_privacy_text(
        organisation=organisation,
        text=text,
        seen=stamp_of(organisation.privacy_text),
        by=world.people["lead"],
    )


def grader_with_words(world: World) -> Grader:
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    world.assessment.refresh_from_db()
    grader.participation.assessment = world.assessment
    for version, words in enumerate(("First words", "Second words")):
        save_local_grade(
            assessed_outcome=world.assessed_outcome("1A", "s1"),
            answer="developing",
            comment=words,
            groups_faring_well=["age"],
            expected_version=version,
            by=grader,
        )
    hand_in(by=grader)
    return grader


class TestPublicPages:
    @pytest.mark.parametrize("role", [role for role, _status in ROLES])
    def test_everyone_reads_the_words_for_everyone(self, world: World, role: str) -> None:
        answer = world.client(role).get("/privacy/")
        assert answer.status_code == 200
        assert "24 months after the grades are published" in answer.text

    def test_every_page_links_to_it(self, world: World) -> None:
        for address in ("/", "/code/", "/privacy/"):
            assert 'href="/privacy/"' in Client().get(address).text

    def test_an_organisations_words_stand_first_and_run_nothing(self, world: World) -> None:
        write(world, "Our officer is in room 3.\n\n<script>alert(1)</script>")
        text = Client().get("/privacy/TST/").text
        assert text.index("room 3") < text.index("What holds for everyone here")
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text

    @pytest.mark.parametrize("ods_code", ["TST", "OTH", "NOPE"])
    def test_an_organisation_without_words_looks_as_if_not_there(
        self, world: World, ods_code: str
    ) -> None:
        assert Client().get(f"/privacy/{ods_code}/").status_code == 404


class TestWriting:
    @pytest.mark.parametrize(("role", "status"), ROLES)
    def test_who_may_write(self, world: World, role: str, status: int) -> None:
        assert world.client(role).get(WRITING).status_code == status
        typed = {"text": "Words", "seen": stamp_of("")}
        sent = world.client(role).post(WRITING, typed).status_code
        assert sent == {200: 302, 302: sent}.get(status, status)
        assert Organisation.objects.get(ods_code="TST").privacy_text == (
            "Words" if role == "lead" else ""
        )

    def test_it_is_saved_shown_and_noted_once(self, world: World) -> None:
        lead = world.client("lead")
        for _again in (1, 2):
            held = Organisation.objects.get(ods_code="TST").privacy_text
            answer = lead.post(
                WRITING, {"text": " Write to us. ", "seen": stamp_of(held)}, follow=True
            )
            assert "Your words about privacy are saved." in answer.text
        assert "Write to us." in Client().get("/privacy/TST/").text
        assert AuditEvent.objects.filter(event="privacy_text_changed").count() == 1

    def test_a_clash_shows_both_texts_and_loses_neither(self, world: World) -> None:
        lead = world.client("lead")
        write(world, "Written by a colleague")
        answer = lead.post(WRITING, {"text": "Written by me", "seen": stamp_of("")})
        assert answer.status_code == 409
        assert "Written by a colleague" in answer.text
        assert "Written by me" in answer.text
        assert f'value="{stamp_of("Written by a colleague")}"' in answer.text
        assert Organisation.objects.get(ods_code="TST").privacy_text == "Written by a colleague"
        assert (
            lead.post(
                WRITING, {"text": "Both", "seen": stamp_of("Written by a colleague")}
            ).status_code
            == 302
        )

    def test_far_too_long_keeps_what_was_typed(self, world: World) -> None:
        answer = world.client("lead").post(
            WRITING, {"text": "x" * (LONGEST + 1), "seen": stamp_of("")}
        )
        assert answer.status_code == 422
        assert "x" * LONGEST in answer.text

    def test_words_and_trail_stand_or_fall_together(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("no trail")

        monkeypatch.setattr("stakeholders.services.privacy_text.record", broken)
        with pytest.raises(RuntimeError):
            write(world, "Words")
        assert Organisation.objects.get(ods_code="TST").privacy_text == ""


class TestGradersOwnData:
    @pytest.mark.parametrize("address", OWN_DATA)
    @pytest.mark.parametrize("role", [role for role, _status in ROLES])
    def test_only_the_grader_comes_in(self, world: World, role: str, address: str) -> None:
        answer = world.client(role).get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/code/?ended=1")

    def test_the_page_says_what_is_held(self, world: World) -> None:
        grader = grader_with_words(world)
        text = browser_of(grader).get("/grade/your-data/").text
        for held in (
            "Person of hw",
            "hw-0@example.org",
            "Example hw",
            receipt_number(grader),
            "1 answer",
        ):
            assert held in text

    def test_the_file_has_everything_of_them_and_nothing_of_others(self, world: World) -> None:
        other = world.grader("pg", "patient_group")
        grader = grader_with_words(world)
        answer = browser_of(grader).get("/grade/your-data/download/")
        assert answer["Content-Disposition"] == 'attachment; filename="your-data.json"'
        held = json.loads(answer.content)
        assert held["invitation"]["email"] == "hw-0@example.org"
        assert held["receipt"] == receipt_number(grader)
        assert [(row["answer"], row["comment"]) for row in held["answers"]] == [
            ("developing", "Second words")
        ]
        assert [row["comment"] for row in held["earlier_states"]] == ["First words", "Second words"]
        assert held["answers"][0]["groups_faring_well"] == ["age"]
        assert [row["what"] for row in held["noted"]] == ["grader_handed_in"]
        assert other.invitation.email not in answer.text
        assert "Pat Lead" not in answer.text

    def test_as_many_queries_for_one_answer_as_for_more(
        self, world: World, django_assert_max_num_queries: object
    ) -> None:
        browser = browser_of(grader_with_words(world))
        with django_assert_max_num_queries(13):
            browser.get("/grade/your-data/download/")

    def test_removal_needs_the_tick(self, world: World) -> None:
        browser = browser_of(grader_with_words(world))
        assert "What stays" in browser.get("/grade/your-data/remove/").text
        answer = browser.post("/grade/your-data/remove/")
        assert answer.status_code == 422
        assert "Tick the box" in answer.text
        assert Invitation.objects.filter(email="hw-0@example.org").exists()

    def test_removal_ends_the_visit(self, world: World) -> None:
        browser = browser_of(grader_with_words(world))
        answer = browser.post("/grade/your-data/remove/", {"sure": "on"})
        assert (answer.status_code, answer["Location"]) == (302, "/grade/your-data/removed/")
        assert "You are removed" in browser.get("/grade/your-data/removed/").text
        assert browser.get("/grade/").status_code == 302
        assert not Invitation.objects.filter(email="hw-0@example.org").exists()
        assert not RevisionComment.objects.exists()


class TestStaffsOwnData:
    ADDRESSES = ("/account/your-data/", "/account/your-data/download/")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_sign_in_first(self, world: World, address: str) -> None:
        assert Client().get(address).status_code == 302

    @pytest.mark.parametrize("role", ["lead", "contributor", "board", "reader", "other_lead"])
    def test_each_sees_their_own(self, world: World, role: str) -> None:
        page, file = (world.client(role).get(address) for address in self.ADDRESSES)
        mine = world.people[role]
        held = json.loads(file.content)
        assert mine.email in page.text
        assert (held["email"], held["name"]) == (mine.email, mine.name)
        assert [row["role"] for row in held["roles"]] == [mine.memberships.get().role]
        others = {person.email for person in world.people.values()} - {mine.email}
        # "other_lead@" holds "lead@", so the person's own address is taken out first.
        shown = (page.text + file.text).replace(mine.email, "")
        assert not any(email in shown for email in others)
