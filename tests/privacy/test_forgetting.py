"""Removing a person: no trace but the trail's pseudonym, and no grade any different."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.models import Grader, LocalGrade, LocalGradeRevision, RevisionComment
from grading.selectors.results import results_of
from grading.services import forgetting
from grading.services.assessment import move
from grading.services.forgetting import forget_myself, forget_person
from grading.services.handing_in import hand_in
from grading.services.invitation import invite, renew_invitation
from grading.services.local_grade import save_local_grade
from grading.views.grader.session import SESSION_KEY
from reports.models import Report
from reports.services.report import publish
from stakeholders.models import Invitation, Membership, User
from tests.privacy.everywhere import files_with, tables_with
from tests.world import TEST, World, build_world, make_person

NAME, EMAIL = "Zebedee Quillfeather", "zebedee.q@quillfeather.example.org"
COMMENT = "I am Zebedee Quillfeather and the ramp is steep"
BY = Machine("forget_person")
FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def _mail_in_a_folder(settings: object, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = FOLDER
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.SEND_MAIL_IN_PROCESS = True


def invited(world: World, *, organisation: str = "TST", email: str = EMAIL) -> Grader:
    """Zebedee, invited by mail for Healthwatch."""
    interest = world.grader("hw", "healthwatch").participation.local_interest
    return invite(
        assessment=world.assessment,
        local_interest=interest,
        name=NAME,
        email=email,
        by=world.people["lead"],
    ).grader


def graded(world: World) -> Grader:
    """Zebedee has answered, changed his mind, asked for publication, and handed in."""
    from grading.services.grader_session import Beginning, start_grading

    grader = invited(world)
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    world.assessment.refresh_from_db()
    grader = Grader.objects.select_related(
        "invitation", "participation__local_interest", "participation__assessment__organisation"
    ).get(pk=grader.pk)
    beginning = Beginning(
        interest="family",
        interest_text=f"The brother of {NAME} works there",
        comment_consent="with_name",
        access_needs=f"Large print for {NAME}",
        language="cy",
    )
    start_grading(beginning=beginning, by=grader)
    for row in world.assessment.assessed_outcomes.filter(outcome_code__startswith="1"):
        for version, answer in enumerate(("developing", "achieving")):
            save_local_grade(
                assessed_outcome=row,
                answer=answer,
                comment=f"{COMMENT} ({version})",
                expected_version=version,
                by=grader,
            )
    hand_in(by=grader)
    return grader


def forget(email: str = EMAIL, by: object = BY) -> object:
    return forget_person(email=email, by=by, reason="The person asked for it.")


def grades(world: World) -> list[tuple[object, ...]]:
    world.assessment.refresh_from_db()
    return [
        (part.pk, part.grade, part.basis, part.reconciliation and dict(part.reconciliation.tally))
        for outcome in results_of(world.assessment).outcomes
        for part in outcome.parts
    ]


@pytest.mark.usefixtures("committed_db")
def test_a_grader_leaves_no_trace_and_every_grade_stays(settings: object) -> None:
    world = build_world()
    grader = graded(world)
    session = SessionStore()
    session[SESSION_KEY] = grader.pk
    session.create()
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    before = grades(world)
    answers = list(LocalGrade.objects.order_by("pk").values_list("pk", "answer", "version"))
    assert "stakeholders_invitation.email" in tables_with(EMAIL)
    assert "grading_revisioncomment.comment" in tables_with(NAME)
    assert files_with(Path(settings.EMAIL_FILE_PATH), EMAIL, NAME)

    done = forget()

    assert tables_with(EMAIL, NAME, "Zebedee") == []
    assert files_with(Path(settings.EMAIL_FILE_PATH), EMAIL, NAME) == []
    assert (done.accounts, done.invitations, done.comments) == (0, 1, 24)
    assert grades(world) == before
    assert list(LocalGrade.objects.order_by("pk").values_list("pk", "answer", "version")) == answers
    assert LocalGradeRevision.objects.filter(grader=grader).count() == 24
    assert not SessionStore(session.session_key).load()
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        # Another process reads them: closing one of these files here would drop the locks
        # that SQLite holds on it for this whole process.
        files = sorted(database.parent.glob(f"{database.name}*"))
        on_disk = [subprocess.check_output(["cat", path]) for path in files]
        assert on_disk
        assert not any(
            needle.encode() in raw for raw in on_disk for needle in (EMAIL, COMMENT, NAME)
        )


def test_published_reports_and_their_files_stay_byte_for_byte(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    graded(world)
    for step in (Move.CLOSE_GRADING, Move.SIGN_OFF):
        move(world.assessment, move=step, by=TEST)
    world.assessment.refresh_from_db()
    report = publish(
        assessment=world.assessment, published_on=date(2026, 2, 27), by=world.people["board"]
    )
    files = {
        path: path.read_bytes() for path in Path(conf.PRIVATE_FILES).rglob("*") if path.is_file()
    }
    with django_capture_on_commit_callbacks(execute=True):
        forget()
    after = Report.objects.get()
    assert (after.sha256, after.content) == (report.sha256, report.content)
    assert {path: path.read_bytes() for path in files} == files
    assert tables_with(EMAIL) == []
    # Published with consent, named after the group. docs/privacy.md says so.
    assert tables_with(NAME) == ["reports_report.content"]


def test_the_link_the_code_and_the_session_let_nobody_in(world: World) -> None:
    grader = graded(world)
    secrets = renew_invitation(grader=grader, by=world.people["lead"])
    browser = Client()
    browser_session = browser.session
    browser_session[SESSION_KEY] = grader.pk
    browser_session.save()
    assert browser.get("/grade/").status_code == 200
    forget()
    assert browser.get("/grade/").status_code == 302
    assert Client().get(f"/i/{secrets.token}/").status_code == 404
    assert Client().post("/code/", {"code": secrets.code}).status_code == 422
    assert (
        "Removed person"
        in world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    )


def test_a_member_of_staff_becomes_nobody(world: World, tmp_path: Path) -> None:
    from allauth.account.models import EmailAddress

    user = make_person("zeb", world.organisation, Membership.Role.EQUALITY_LEAD)
    user.name, user.email = NAME, EMAIL
    user.set_password("a long enough password")
    user.save()
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    browser = Client()
    browser.force_login(user)
    browser.get("/work/")
    done = forget(EMAIL.upper())
    user.refresh_from_db()
    assert done.accounts == 1
    assert (user.name, user.email, user.is_active) == (
        "Removed person",
        f"removed-{user.pk}@removed.invalid",
        False,
    )
    assert not user.has_usable_password()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not user.memberships.filter(ended_at=None).exists()
    assert user.memberships.count() == 1
    assert browser.get("/work/").status_code == 302
    assert tables_with(EMAIL, NAME) == []
    told = AuditEvent.objects.get(event="person_forgotten")
    assert (told.organisation, told.subject_id, told.actor_id) == (
        "TST",
        str(user.pk),
        "forget_person",
    )
    page = world.client("lead").get("/work/audit/TST/").text
    assert f"removed the name and address of a person who was removed (user {user.pk})" in page


def test_an_organisation_left_without_a_lead_is_named(world: World) -> None:
    assert forget("lead@example.org").without_lead == ("TST",)


def test_one_person_many_organisations_and_each_trail_tells_only_its_own(world: World) -> None:
    from stakeholders.models import LocalInterest

    invited(world)
    other = LocalInterest.objects.create(
        organisation=world.other_organisation,
        key="hw",
        name="Other Healthwatch",
        kind="healthwatch",
    )
    Invitation.objects.create(
        local_interest=other,
        name=NAME,
        email=EMAIL.title(),
        token_hash="t" * 64,
        code_hash="c" * 64,
    )
    assert forget().invitations == 2
    events = AuditEvent.objects.filter(event="person_forgotten")
    assert sorted(events.values_list("organisation", flat=True)) == ["OTH", "TST"]
    assert tables_with(EMAIL, NAME) == []


@pytest.mark.parametrize("role", ["lead", "contributor", "board", "reader", "other_lead"])
def test_only_administrators_and_commands_remove_others(world: World, role: str) -> None:
    invited(world)
    with pytest.raises(NotPermitted, match="administrator"):
        forget(by=world.people[role])
    assert Invitation.objects.filter(email=EMAIL).exists()


def test_a_grader_cannot_remove_another(world: World) -> None:
    invited(world)
    with pytest.raises(NotPermitted):
        forget(by=world.grader("pg", "patient_group"))


def test_an_administrator_can(world: World) -> None:
    invited(world)
    administrator = User.objects.create_user(
        "boss@example.org", name="Boss", is_platform_administrator=True
    )
    assert forget(by=administrator).invitations == 1


def test_what_was_declared_and_needed_goes_and_the_decision_stays(world: World) -> None:
    grader = graded(world)
    assert {"grading_grader.access_needs", "grading_declaredinterest.text"} <= set(
        tables_with(NAME)
    )
    forget()
    grader.refresh_from_db()
    assert (grader.comment_consent, grader.access_needs, grader.language) == ("none", "", "")
    assert (grader.declared_interest.kind, grader.declared_interest.text) == ("family", "")
    assert tables_with(NAME, EMAIL) == []


def test_the_contact_of_a_group_is_removed_and_the_group_stays(world: World) -> None:
    group = world.grader("hw", "healthwatch").participation.local_interest
    group.contact_name, group.contact_email = NAME, EMAIL
    group.save()
    forget()
    group.refresh_from_db()
    assert (group.name, group.contact_name, group.contact_email) == ("Example hw", "", "")
    text = world.client("lead").get("/work/audit/TST/").text
    assert "removed the name and address of the contact of Example hw" in text


def test_nobody_has_the_address(world: World) -> None:
    with pytest.raises(InvalidInput, match="Nobody"):
        forget("nobody@example.org")
    invited(world)
    forget()
    with pytest.raises(InvalidInput, match="Nobody"):
        forget()


def test_all_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    graded(world)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(forgetting, "record", broken)
    with pytest.raises(RuntimeError, match="no trail"):
        forget()
    assert Invitation.objects.get(email=EMAIL).name == NAME
    assert RevisionComment.objects.count() == 24
    assert LocalGrade.objects.exclude(comment="").count() == 12
    assert not AuditEvent.objects.filter(event="person_forgotten").exists()


def test_removing_oneself_touches_one_invitation_only(world: World) -> None:
    mine = graded(world)
    theirs = world.grader("pg", "patient_group")
    theirs.invitation.email = EMAIL
    theirs.invitation.save()
    forget_myself(by=mine)
    forget_myself(by=mine)
    theirs.invitation.refresh_from_db()
    assert theirs.invitation.email == EMAIL
    assert AuditEvent.objects.filter(event="person_forgotten").count() == 1
    assert not RevisionComment.objects.filter(revision__grader=mine).exists()


def test_messages_of_others_stay_in_the_folder(
    world: World, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited(world)
    body = f"Write to {NAME.upper()} – ä"
    EmailMessage(subject="Names him", body=body, to=["other@example.org"]).send()
    EmailMessage(subject="Stays", body="Nothing here", to=["other@example.org"]).send()
    with django_capture_on_commit_callbacks(execute=True):
        forget()
    left = [path.read_text() for path in Path(settings.EMAIL_FILE_PATH).glob("*.log")]
    assert len(left) == 1
    assert "Stays" in left[0]


def test_the_command_says_what_it_did_and_what_it_cannot_judge(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    graded(world)
    world.assessment.source_note = f"Ask {EMAIL}"
    world.assessment.save()
    call_command("forget_person", EMAIL)
    printed = capsys.readouterr().out
    assert "invitations 1, comments 24" in printed
    assert "grading_assessment.source_note, rows: 1" in printed
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_person", EMAIL)
