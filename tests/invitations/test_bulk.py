"""Inviting from a file: what is right goes in once, and every wrong line is named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import MessageKind, OutgoingMessage
from grading.domain import invitation_file
from grading.domain.workflow import State
from grading.models import Grader
from grading.services.bulk_invitations import FileDone, invite_from_file
from grading.services.invitation import revoke_invitation
from stakeholders.models import Invitation, LocalInterest
from tests.invitations.files import BAD_ROWS, HEAD, file, five_hundred, row
from tests.world import World

MACHINE = Machine("invite")


def invited(world: World, text: str) -> FileDone:
    return invite_from_file(assessment=world.assessment, text=text, by=MACHINE)


def queued() -> list[str]:
    return sorted(
        OutgoingMessage.objects.filter(kind=MessageKind.INVITATION).values_list("to", flat=True)
    )


def test_480_are_queued_once_each_and_20_lines_are_named(world: World) -> None:
    text, wrong_lines = five_hundred()
    assert text.count("\n") == 501
    done = invited(world, text)
    assert done.queued == 480
    assert [found.line for found in done.errors] == wrong_lines
    assert len(wrong_lines) == len(BAD_ROWS) == 20
    assert len(queued()) == len(set(queued())) == 480
    assert Grader.objects.count() == 480

    again = invited(world, text)
    assert (again.queued, len(again.errors), len(again.invited_before)) == (0, 20, 480)
    assert len(queued()) == 480
    assert Grader.objects.count() == 480


def test_a_wrong_line_leaves_nothing_behind(world: World) -> None:
    done = invited(world, file(row(group="Left Behind", email="lead@example.org")))
    assert (done.queued, len(done.errors)) == (0, 1)
    assert "works for" in done.errors[0].problem
    assert not LocalInterest.objects.exists()
    assert not Invitation.objects.exists()
    assert not AuditEvent.objects.filter(
        event__in=["local_interest_added", "invitation_made"]
    ).exists()


def test_a_group_whose_first_line_is_wrong_is_made_by_its_second(world: World) -> None:
    done = invited(world, file(row(email="lead@example.org"), row(email="good@example.org")))
    assert (done.queued, [found.line for found in done.errors]) == (1, [2])
    assert LocalInterest.objects.get().contact_email == "good@example.org"


def test_names_keep_their_letters_and_people_how_they_read_best(world: World) -> None:
    name, group = "Zoë O’Brien-D'Souza", "Café Réunion d'Été"
    line = row(
        group=group, represents="race; disability", name=name, language="Polish", format="Easy read"
    )
    assert invited(world, "\ufeff" + file(line)).queued == 1
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.language, invitation.format) == (name, "pl", "easy_read")
    interest = LocalInterest.objects.get()
    assert (interest.name, interest.contact_name, interest.preferred_language) == (
        group,
        name,
        "pl",
    )
    assert {each.key for each in interest.represents.all()} == {"race", "disability"}
    assert invited(world, file(row(group=group.upper()))).invited_before, (
        "capitals make no new group"
    )


def test_a_group_of_the_directory_keeps_its_kind(world: World) -> None:
    world.grader("hw", "healthwatch")
    done = invited(
        world,
        file(
            row(group="Example hw", kind="council"),
            row(group="example HW", kind="", email="b@example.org"),
        ),
    )
    assert (done.queued, [found.line for found in done.errors]) == (1, [2])
    assert LocalInterest.objects.get().kind == "healthwatch"


def test_a_formula_is_only_text(world: World) -> None:
    formula = '=HYPERLINK("https://evil.example","Click")'
    assert invited(world, file(row(group=formula, name="@SUM(1)"))).queued == 1
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/")
    assert "=HYPERLINK(&quot;https://evil.example&quot;" in page.text
    assert '<a href="https://evil.example"' not in page.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (file(row()).replace(",", ";"), "semicolons"),
        (file(row()).replace(",", "\t"), "tabs"),
        ("", "columns missing"),
        (HEAD, "names nobody"),
        ("name,email\nPat,pat@example.org\n", "columns missing: local_interest"),
        (file(row(), head=HEAD + ",shoe_size"), "columns not known: shoe_size"),
        (file(row(), head=HEAD.replace("format", "name")), "columns there twice: name"),
        ("PK\x03\x04\x14", "columns missing"),
    ],
)
def test_a_file_that_says_nothing_is_refused_whole(world: World, text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        invited(world, text)


def test_lines_are_counted_as_an_editor_counts_them(world: World) -> None:
    text = file(row(name="Pat\nof two lines"), "", row(email="wrong"), "", row(email="last wrong"))
    done = invited(world, text)
    assert (done.queued, [found.line for found in done.errors]) == (1, [5, 7])
    assert Invitation.objects.get().name == "Pat of two lines"


def test_an_open_quote_costs_its_own_line_and_says_where(world: World) -> None:
    done = invited(world, file(row(), '"Never closed,x', row(email="swallowed@example.org")))
    assert (done.queued, [found.line for found in done.errors]) == (1, [3])


def test_rows_beyond_the_most_are_named_and_not_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_file, "MOST_ROWS", 2)
    done = invited(world, file(*(row(email=f"p{number}@example.org") for number in range(4))))
    assert (done.queued, [found.line for found in done.errors]) == (2, [4])
    assert "were not read" in done.errors[0].problem


def test_whom_the_lead_withdrew_no_file_brings_back(world: World) -> None:
    invited(world, file(row()))
    revoke_invitation(grader=Grader.objects.get(), by=world.people["lead"])
    done = invited(world, file(row()))
    assert (done.queued, len(done.invited_before)) == (0, 1)
    assert "withdrawn" in done.invited_before[0].problem
    assert Invitation.objects.get().revoked_at is not None


@pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
def test_only_a_lead_sends_a_file(world: World, role: str) -> None:
    with pytest.raises(NotPermitted):
        invite_from_file(assessment=world.assessment, text=file(row()), by=world.people[role])
    assert not Grader.objects.exists()


def test_nobody_is_invited_once_grading_is_over(world: World) -> None:
    world.assessment.state = State.RECONCILING
    world.assessment.save()
    with pytest.raises(NotNow, match="Grading is over"):
        invited(world, file(row()))


def command(path: Path) -> str:
    out = StringIO()
    call_command("invite", "TST", "2025/26", str(path), framework="eds2022", stdout=out)
    return out.getvalue()


def test_the_command_prints_what_it_did(world: World, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(file(row(), row(email="wrong")), encoding="utf-8-sig")
    assert command(path).splitlines() == [
        "1 queued, 1 errors",
        "line 3: email: Enter a valid email address.",
    ]
    first, *lines = command(path).splitlines()
    assert first == "0 queued, 1 errors"
    assert lines[1] == "line 2: pat@example.org has been invited already."


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", file(row()).replace(",", ";").encode()])
def test_the_command_fails_where_nothing_could_be_read(
    world: World, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        command(path)
    with pytest.raises(CommandError):
        command(tmp_path / "not there.csv")


def test_the_page_shows_the_errors_by_line_and_keeps_what_was_right(world: World) -> None:
    sent = SimpleUploadedFile("people.csv", file(row(), row(email="wrong")).encode("utf-8-sig"))
    address = f"/work/{world.assessment.pk}/invitations/upload/"
    page = world.client("lead").post(address, {"file": sent})
    assert page.status_code == 200
    assert "Line 3" in page.text
    assert "Enter a valid email address" in page.text
    assert Grader.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfea", "UTF-8"),
        (file(row()).replace(",", ";").encode(), "semicolons"),
        (b"", "empty"),
    ],
)
def test_the_page_says_why_a_file_cannot_be_read(world: World, content: bytes, says: str) -> None:
    address = f"/work/{world.assessment.pk}/invitations/upload/"
    page = world.client("lead").post(address, {"file": SimpleUploadedFile("people.csv", content)})
    assert page.status_code == 422
    assert says in page.text
