"""Every pattern of the URLconf by name, and an address in the walked world for each."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from evidence.domain.typed_figures import TYPED_NAME
from evidence.models import EvidenceFile
from grading.domain.things_to_look_at import Hint, Thing
from grading.models import AskedQuestion, EvidenceUse, MeetingRecord, Participation, SharedLink
from objectives.models import Action
from reports.domain.comments import comment_key
from stakeholders.models import JoiningInvitation, Membership
from stakeholders.services.demo_sign_in import demo_token
from tests.permissions.walked_world import PUBLISHED_WORDS
from tests.world import World
from workshops.models import PaperPack, Workshop


def patterns(
    within: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[str]:
    """The full name of every pattern; a pattern without a name is named by its route."""
    for entry in get_resolver().url_patterns if within is None else within:
        if isinstance(entry, URLPattern):
            yield space + (entry.name or str(entry.pattern))
        else:
            yield from patterns(
                entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space
            )


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What each pattern with parameters is given. The rows are the trust's own."""
    pk = {"pk": world.assessment.pk}
    code = {"ods_code": "TST"}
    report = {"ods_code": "TST", "framework": "eds2022", "year": "2025-26"}
    grader = world.assessment.participations.get(local_interest__key="hw").graders.get()
    outcome = {"outcome_pk": world.assessed_outcome("1B", "s1").pk}
    use = EvidenceUse.objects.filter(assessed_outcome__assessment=world.assessment).first()
    file = EvidenceFile.objects.get(name="sentinel.txt")
    typed = EvidenceFile.objects.get(name=TYPED_NAME)
    message = {**code, "kind": "invitation", "language": "en"}
    given: dict[str, dict[str, object]] = {
        "reports:report": report,
        "reports:rendition": {**report, "kind": "json"},
        "reports:report_version": {**report, "version": 1},
        "reports:rendition_version": {**report, "version": 1, "kind": "csv"},
        "reports:book": {**report, "book": "board", "kind": "pdf"},
        "reports:book_version": {**report, "version": 1, "book": "board", "kind": "pdf"},
        "reports:withdraw": {**pk, "version": 1},
        "reports:right_case": {"before": "organisations", "ods_code": "tst", "after": "/"},
        "reports:reports_file": {"kind": "csv"},
        "reports:organisation_file": {**code, "kind": "json"},
        "reports:compare": report,
        "reports:compare_file": {**report, "kind": "csv"},
        "reports:outcome": {"code": "1A"},
        "reports:outcome_file": {"code": "1A", "kind": "csv"},
        "reports:england_years_file": {"kind": "json"},
        "api:outcome": {"code": "1A"},
        "api:nowhere": {"rest": "nosuch"},
        "api:england": {"framework": "eds2022", "year": "2025-26"},
        "api:compare": report,
        "reports:england": {"framework": "eds2022", "year": "2025-26"},
        "reports:england_file": {"framework": "eds2022", "year": "2025-26", "kind": "csv"},
        "grading:enter": {"token": "made-up"},
        "grading:join": {"token": "made-up"},
        "grading:close_shared_link": {**pk, "link_pk": SharedLink.objects.get().pk},
        "grading:decline_by_link": {"token": "made-up"},
        "grading:remove_person": {"pk": grader.pk},
        "grading:change_group": {**code, "group_pk": grader.participation.local_interest_id},
        "grading:stop_reminders": {"token": "made-up"},
        "grading:question": {"pk": outcome["outcome_pk"]},
        "grading:grader_reply": {"pk": outcome["outcome_pk"]},
        "grading:group_declaration": {
            **pk,
            "participation_pk": Participation.objects.get(local_interest__key="pg").pk,
        },
        "grading:let_stand": {**pk, "key": Thing(Hint.ALL_THE_SAME, "", ("developing",)).key},
        "grading:write_reply": pk | outcome,
        "grading:grader_meeting": {"pk": meeting_of(world)},
        "grading:record_meeting": pk | outcome,
        "grading:take_meeting_back": pk | {"outcome_pk": world.assessed_outcome("1A", "s1").pk},
        "grading:ask": {"pk": outcome["outcome_pk"]},
        "grading:withdraw_question": {"pk": AskedQuestion.objects.get().pk},
        "grading:answer_question": {**pk, "question_pk": AskedQuestion.objects.get().pk},
        "reports:answer_comment": {
            **pk,
            "comment": comment_key("1B", "s1", PUBLISHED_WORDS, 0),
        },
        "grading:evidence_changes": {"pk": outcome["outcome_pk"]},
        "grading:change_in_grading": {**pk, "item_pk": use.item_id},
        "grading:add_in_grading": pk | outcome,
        "grading:keep": {"pk": outcome["outcome_pk"]},
        "grading:earlier": {"pk": outcome["outcome_pk"]},
        "grading:grader_evidence_file": {"pk": file.pk},
        "grading:grader_figures": {"pk": file.pk},
        "grading:retype_figures": {**code, "item_pk": typed.item_id},
        "grading:grader_preview": {"pk": file.pk},
        "evidence:preview": {"pk": file.pk},
        "grading:figures": {**pk, "file_pk": file.pk},
        "evidence:file": {"pk": file.pk},
        "grading:start_assessment": code,
        "grading:scope_outcome": pk | outcome,
        "grading:add_evidence": pk | outcome,
        "grading:library": pk | {"outcome_pk": world.assessed_outcome("3C").pk},
        "grading:grade": pk | outcome,
        "grading:change_evidence": {**pk, "item_pk": use.item_id},
        "grading:remove_evidence": {**pk, "use_pk": use.pk},
        "grading:evidence_item": {**code, "item_pk": use.item_id},
        "grading:change_in_library": {**code, "item_pk": use.item_id},
        "objectives:action_done": {**pk, "action_pk": Action.objects.get().pk},
        "stakeholders:demo_sign_in": {"token": demo_token(world.people["reader"])},
        "stakeholders:join": {"token": "made-up"},
        "stakeholders:withdraw_joining": {**code, "pk": JoiningInvitation.objects.get().pk},
        "stakeholders:end_membership": {
            **code,
            "pk": Membership.objects.get(user=world.people["leaver"]).pk,
        },
        "stakeholders:message": message,
        "stakeholders:standard_message": message,
        "stakeholders:link_providers": {"ods_code": "QQQ"},
        "account_confirm_email": {"key": "made-up"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "made-up"},
        "openid_connect_login": {"provider_id": "none"},
        "openid_connect_callback": {"provider_id": "none"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }
    given |= workshop_arguments(world)
    for name in ("coordinator", "declaration", "remind", "renew_invitation", "revoke_invitation"):
        given[f"grading:{name}"] = {**pk, "grader_pk": grader.pk}
    return given


def meeting_of(world: World) -> int:
    """A recorded meeting that cannot be confirmed any more, so that the board may sign."""
    return MeetingRecord.objects.get(assessed_outcome=world.assessed_outcome("1A", "s1")).pk


def workshop_arguments(world: World) -> dict[str, dict[str, object]]:
    """Addresses of a workshop that is open, and whose first question can be shown."""
    workshop = Workshop.objects.get()
    one = {"pk": world.assessment.pk, "workshop_pk": workshop.pk}
    question = {**one, "question_pk": workshop.sitting.questions.get(position=1).pk}
    given: dict[str, dict[str, object]] = {"workshops:join": {"code": "CDFGHJ"}}
    for name in ("workshop", "open", "close", "timer", "screen", "screen_counts"):
        given[f"workshops:{name}"] = one
    pack = PaperPack.objects.get()
    batch = {"pk": world.assessment.pk, "first": pack.pk, "last": pack.pk}
    given["workshops:packs"] = given["workshops:packs_pdf"] = batch
    given["workshops:type_paper"] = {"pk": world.assessment.pk, "serial": pack.serial}
    given["workshops:phone_answers"] = {
        "pk": world.assessment.pk,
        "group_pk": pack.participation_id,
    }
    for name in ("together_answer", "take_back_together", "group_reply"):
        given[f"workshops:{name}"] = {"pk": world.assessed_outcome("1C", "s1").pk}
    for name in ("go_on", "reveal", "table_answer"):
        given[f"workshops:{name}"] = question
    return given


def address(name: str, world: World, given: dict[str, dict[str, object]]) -> str:
    """The address of pattern ``name``: its own arguments, else those its kind takes."""
    if name in given:
        return reverse(name, kwargs=given[name])
    for kwargs in ({}, {"pk": world.assessment.pk}, {"ods_code": "TST"}):
        try:
            return reverse(name, kwargs=kwargs)
        except Exception:  # noqa: S112 - the next kind of address is tried
            continue
    raise AssertionError(f"{name} needs arguments in tests/permissions/places.py")
