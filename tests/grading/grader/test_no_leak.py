"""No page of a grader, in any state, holds the organisation's grade or another person's answer."""

import pytest
from django.core import mail
from django.test import Client

from grading.domain.workflow import Move
from grading.models import AssessedOutcome, Grader, LocalGrade
from grading.services.assessment import move
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from tests.grading.grader.conftest import browser_of
from tests.world import TEST, World

ORGANISATION_REASON = "SENTINEL-ORGANISATION-REASON"
OTHER_COMMENT = "SENTINEL-OTHER-COMMENT"
OTHER_PERSON = "SENTINEL-OTHER-PERSON"


@pytest.fixture(autouse=True)
def _others_have_answered(open_world: World) -> None:
    """The organisation and a colleague of the same group have both given everything "excelling"."""
    open_world.assessment.assessed_outcomes.update(
        organisation_grade="excelling", organisation_reason=ORGANISATION_REASON
    )
    for key, kind in (("hw", "healthwatch"), ("other", "patient_group")):
        other = open_world.grader(key, kind)
        other.invitation.name = OTHER_PERSON
        other.invitation.save()
        for row in open_world.assessment.assessed_outcomes.filter(outcome_code__startswith="1"):
            row.assessment = open_world.assessment
            save_local_grade(
                assessed_outcome=row,
                answer="excelling",
                comment=OTHER_COMMENT,
                expected_version=0,
                by=other,
            )


def every_page(client: Client, world: World, grader: Grader, outcome: AssessedOutcome) -> list[str]:
    """Everything this grader can be shown, refusals and clashes included."""
    token = world.secrets[grader.pk].token
    pks = world.assessment.assessed_outcomes.values_list("pk", flat=True)
    addresses = [
        "/grade/",
        "/grade/check/",
        "/grade/receipt/",
        "/grade/start/",
        "/grade/about-you/",
        f"/i/{token}/",
        "/code/",
    ]
    pages = [client.get(a, follow=True) for a in [*addresses, *(f"/grade/{pk}/" for pk in pks)]]
    typed = {"answer": "developing", "comment": "Mine.", "version": "7"}
    pages.append(client.post(f"/grade/{outcome.pk}/", typed))
    pages.append(client.post(f"/grade/{outcome.pk}/", {**typed, "answer": "brilliant"}))
    pages.append(client.get(f"/grade/{outcome.pk}/?saved={outcome.pk}"))
    return [page.content.decode() for page in pages]


@pytest.mark.parametrize("phase", ["fresh", "answered", "handed_in", "closed", "agreed"])
def test_nothing_of_others_is_shown(
    open_world: World,
    outcome: AssessedOutcome,
    phase: str,
    django_capture_on_commit_callbacks: object,
) -> None:
    me = open_world.grader("hw", "healthwatch")
    with django_capture_on_commit_callbacks(execute=True):
        if phase != "fresh":
            save_local_grade(
                assessed_outcome=outcome,
                answer="developing",
                comment="Mine.",
                expected_version=0,
                by=me,
            )
        if phase in {"handed_in", "closed", "agreed"}:
            hand_in(by=me)
        if phase in {"closed", "agreed"}:
            move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        if phase == "agreed":
            move(open_world.assessment, move=Move.SIGN_OFF, by=TEST)
    pages = every_page(browser_of(me), open_world, me, outcome)
    pages += [message.subject + message.body for message in mail.outbox]
    for page in pages:
        for sentinel in (ORGANISATION_REASON, OTHER_COMMENT, OTHER_PERSON):
            assert sentinel not in page
        # "Excelling" is offered as a choice; nothing else may speak of it, and it is never chosen.
        assert 'value="excelling" checked' not in page
        assert "<strong>Excelling activity</strong>" not in page
        assert 'summary-list__value">Excelling activity' not in page


def test_the_sentinels_are_there_to_be_leaked(open_world: World) -> None:
    assert LocalGrade.objects.filter(comment=OTHER_COMMENT).count() == 24
    assert open_world.assessment.assessed_outcomes.filter(
        organisation_reason=ORGANISATION_REASON
    ).exists()
