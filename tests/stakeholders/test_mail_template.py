"""An organisation's own words for its messages: what fits, who may, and the pages."""

import pytest
from django.test import Client

from edsportal.common.errors import InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import MessageKind
from stakeholders.domain.mail_template import Unfit, fill, unfit_places
from stakeholders.domain.message_places import PLACES
from stakeholders.models import MailTemplate
from stakeholders.presenters.mail_template import place_rows, preview
from stakeholders.selectors.mail_template import standard_words, words_of
from stakeholders.services.mail_template import (
    problems_with,
    save_mail_template,
    use_standard_words,
)
from tests.common.markup import parse_page
from tests.world import World

ROOT = "/work/organisation/TST/messages/"
PAGE = f"{ROOT}invitation/en/"
OURS = {
    "subject": "Come and grade ((organisation))",
    "body": "Hello ((name))\n\n((link))\n((code))",
}
KINDS = [MessageKind(kind) for kind in PLACES]


def save(world: World, **other: object) -> None:
    told = {"kind": MessageKind.INVITATION, "language": "en", **OURS, **other}
    save_mail_template(organisation=world.organisation, by=world.people["lead"], **told)


class TestFilling:
    def test_every_place_is_filled_once(self) -> None:
        values = {"name": "Ann ((code)) {x} %s", "code": "SECRET"}
        assert fill("Dear (( name )),\r\n((code))", values) == "Dear Ann ((code)) {x} %s,\nSECRET\n"

    def test_an_empty_place_leaves_no_gap(self) -> None:
        assert fill("a\n\n((when))\n\n((help))\n\nb", {"when": "", "help": ""}) == "a\n\nb\n"

    def test_unknown_and_missing_places_are_named(self) -> None:
        found = unfit_places(
            "((nmae)) ((link)) ((nmae)) (( ))", allowed=["name", "link"], required=["link", "code"]
        )
        assert found == [
            Unfit("nmae", missing=False),
            Unfit("", missing=False),
            Unfit("code", missing=True),
        ]


@pytest.mark.parametrize("kind", KINDS)
class TestStandardWords:
    def test_they_fit_their_own_rule(self, kind: MessageKind) -> None:
        words = standard_words(kind)
        assert problems_with(kind, subject=words.subject, body=words.body) == []

    def test_they_use_every_place(self, kind: MessageKind) -> None:
        words = standard_words(kind)
        unused = [p.place for p in place_rows(kind) if p.place not in words.subject + words.body]
        assert unused == []

    def test_their_preview_has_no_place_left(self, kind: MessageKind, world: World) -> None:
        words = standard_words(kind)
        shown = preview(world.organisation, subject=words.subject, body=words.body)
        assert "((" not in shown.subject + shown.body
        assert world.organisation.name in shown.subject


class TestSaving:
    def test_own_words_are_used_and_audited(self, world: World) -> None:
        save(world)
        words = words_of(world.organisation, MessageKind.INVITATION)
        assert (words.subject, words.body, words.own) == (
            OURS["subject"],
            OURS["body"] + "\n",
            True,
        )
        assert not words_of(world.other_organisation, MessageKind.INVITATION).own
        assert AuditEvent.objects.get(event="message_words_changed").organisation == "TST"

    def test_going_back_takes_them_away(self, world: World) -> None:
        save(world)
        use_standard_words(
            organisation=world.organisation,
            kind=MessageKind.INVITATION,
            language="en",
            by=world.people["lead"],
        )
        assert words_of(world.organisation, MessageKind.INVITATION) == standard_words(
            MessageKind.INVITATION
        )

    def test_saving_the_standard_words_is_going_back(self, world: World) -> None:
        save(world)
        words = standard_words(MessageKind.INVITATION)
        save(world, subject=words.subject, body=words.body.replace("\n", "\r\n"))
        assert not MailTemplate.objects.exists()

    @pytest.mark.parametrize(
        ("change", "place", "told"),
        [
            (
                {"body": "((link)) ((code)) ((nmae))"},
                "body",
                r"\(\(nmae\)\).*You can use: \(\(name\)\)",
            ),
            ({"body": "((code))"}, "body", r"must hold \(\(link\)\)"),
            ({"body": "((link))"}, "body", r"must hold \(\(code\)\)"),
            ({"subject": "Your ((code))"}, "subject", r"\(\(code\)\)"),
            ({"body": "((link)) ((code))" + "x" * 10_000}, "body", "10000 characters"),
        ],
    )
    def test_words_that_do_not_fit_are_refused(
        self, world: World, change: dict[str, str], place: str, told: str
    ) -> None:
        with pytest.raises(InvalidInput, match=told) as refusal:
            save(world, **change)
        assert [problem.place for problem in refusal.value.problems] == [place]
        assert not MailTemplate.objects.exists()

    @pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
    def test_only_leads_may(self, world: World, role: str) -> None:
        with pytest.raises(NotPermitted):
            save_mail_template(
                organisation=world.organisation,
                kind=MessageKind.INVITATION,
                language="en",
                by=world.people[role],
                **OURS,
            )


class TestPages:
    @pytest.mark.parametrize(
        ("role", "status"),
        [("lead", 200), ("contributor", 403), ("board", 403), ("reader", 403), ("other_lead", 404)],
    )
    def test_who_sees_them(self, world: World, role: str, status: int) -> None:
        for address in (ROOT, PAGE, f"{PAGE}standard/"):
            assert world.client(role).get(address).status_code == status
        assert Client().get(PAGE).status_code == 302

    @pytest.mark.parametrize("kind", ["digest/en", "nothing/en", "invitation/xx"])
    def test_what_is_not_there(self, world: World, kind: str) -> None:
        assert world.client("lead").get(f"{ROOT}{kind}/").status_code == 404

    def test_preview_shows_the_typed_words_and_saves_nothing(self, world: World) -> None:
        response = world.client("lead").post(PAGE, {**OURS, "preview": "1"})
        shown = response.content.decode()
        parse_page(shown)
        assert "Come and grade Test Community NHS Trust" in shown
        assert "Hello Sam Example" in shown
        assert "Hello ((name))" in shown  # still in its field
        assert "This is not saved yet" in shown
        assert not MailTemplate.objects.exists()

    def test_another_language_has_words_of_its_own(self, world: World) -> None:
        client = world.client("lead")
        asked = client.get(ROOT, {"kind": "invitation", "language": "pl"})
        assert asked["Location"] == f"{ROOT}invitation/pl/"
        assert "Standard words" in client.get(asked["Location"]).content.decode()
        polish = {**OURS, "subject": "Zaproszenie: ((organisation))"}
        assert client.post(asked["Location"], polish).status_code == 302
        assert "Polish" in client.get(ROOT).content.decode()
        organisation, kind = world.organisation, MessageKind.INVITATION
        assert words_of(organisation, kind, "pl").subject == polish["subject"]
        assert not words_of(organisation, kind, "cy").own
        assert not words_of(organisation, kind).own

    def test_own_english_is_better_than_the_portals(self, world: World) -> None:
        save(world)
        assert words_of(world.organisation, MessageKind.INVITATION, "pl").own

    def test_save_then_back_to_standard(self, world: World) -> None:
        client = world.client("lead")
        assert client.post(PAGE, OURS)["Location"] == PAGE
        assert "Your own words" in client.get(ROOT).content.decode()
        assert MailTemplate.objects.count() == 1
        assert client.get(f"{PAGE}standard/").status_code == 200
        assert MailTemplate.objects.count() == 1
        assert client.post(f"{PAGE}standard/")["Location"] == PAGE
        assert "Your own words" not in client.get(ROOT).content.decode()

    def test_words_that_do_not_fit_stay_on_the_page_with_the_reason(self, world: World) -> None:
        response = world.client("lead").post(PAGE, {**OURS, "body": "Typed text ((nmae)) <b>"})
        shown = response.content.decode()
        assert response.status_code == 422
        parse_page(shown)
        for words in ("Typed text ((nmae)) &lt;b&gt;", "((nmae)) with", "must hold ((link))"):
            assert words in shown

    def test_nothing_typed_is_told(self, world: World) -> None:
        response = world.client("lead").post(PAGE, {"subject": "", "body": ""})
        assert response.status_code == 422
        assert "Enter the message" in response.content.decode()

    def test_two_leads_at_once_overwrite_nothing_unseen(self, world: World) -> None:
        client = world.client("lead")
        seen = client.get(PAGE).context["form"]["seen"].value()
        assert client.post(PAGE, {**OURS, "seen": seen}).status_code == 302
        assert client.post(PAGE, {**OURS, "seen": seen}).status_code == 302  # A double press.
        clash = client.post(PAGE, {**OURS, "subject": "Mine ((organisation))", "seen": seen})
        assert clash.status_code == 409
        shown = clash.content.decode()
        parse_page(shown)
        for words in ("Somebody else changed this", OURS["subject"], "Mine ((organisation))"):
            assert words in shown
        assert MailTemplate.objects.get().subject == OURS["subject"]
        assert client.post(f"{PAGE}standard/", {"seen": seen}).status_code == 409
        assert MailTemplate.objects.exists()
        again = clash.context["form"]["seen"].value()
        mine = {**OURS, "subject": "Mine ((organisation))", "seen": again}
        assert client.post(PAGE, mine).status_code == 302
