"""What is sent when a button is pressed: enough to make each act succeed where it may."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint as evidence_fingerprint
from grading.domain.opening import EngagementItem
from grading.domain.results import fingerprint
from grading.models import EvidenceUse, Framework, Participation
from grading.selectors.results import results_of
from objectives.models import Objective
from reports.domain.history.csv_file import csv_cells
from reports.domain.history.csv_lines import COLUMNS
from reports.views.history import carried
from stakeholders.models import Characteristic, LocalInterest
from stakeholders.services.privacy_text import stamp_of
from tests.reports.cases import seen_of_report
from tests.world import World

FILE_HEAD = "ods_code,name,kind,region,commissioner_ods\n"


def in_three_boxes(name: str, day: date) -> dict[str, str]:
    """A date as a form sends it."""
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


SURE = {"sure": "on"}
LATER = {"closes_on-day": "31", "closes_on-month": "12", "closes_on-year": "2039"}
WHY = {"reason": "A page was missing."}
DATE = {"due_on-day": "1", "due_on-month": "9", "due_on-year": "2026"}
PERIOD = {
    f"{name}-{part}": value
    for name, year in (("starts_on", "2025"), ("ends_on", "2028"))
    for part, value in (("day", "1"), ("month", "4"), ("year", year))
}


def spare_item(world: World) -> EvidenceItem:
    """An item nobody grades by: what somebody was asked to grade by does not change."""
    item, _made = EvidenceItem.objects.get_or_create(
        organisation=world.organisation, title="Spare", defaults={"summary": "Used for nothing."}
    )
    return item


def used_item(world: World) -> EvidenceItem:
    """The item that `places.arguments` changes."""
    use = EvidenceUse.objects.filter(assessed_outcome__assessment=world.assessment).first()
    return use.item


def past_grades() -> str:
    """A file of past grades as its preview carries it."""
    row = "TST,eds2,2010/11,1.1,,achieving,https://example.org/eds,,2011-03-31"
    cells = csv_cells(f"{','.join(COLUMNS)}\n{row}\n".encode())
    return carried("TST", "0" * 64, cells)


def noted() -> dict[str, object]:
    """Evidence with what changed, as it is sent while grading is open."""
    return {
        "note": "More was found.",
        "title": "Sentinel evidence",
        "kind": "story",
        "summary": "What 500 people said.",
        "visibility": "public",
    }


def pressed(world: World) -> dict[str, dict[str, object]]:
    """By address. One that is not here is sent an empty form."""
    room = world.assessment.participations.get(local_interest__key="room").pk
    first = world.assessed_outcome("1B", "s1").pk
    return {
        "grading:let_stand": WHY,
        "grading:start_assessment": {
            "framework": Framework.objects.get(key="eds2").pk,
            "year": "2027/28",
        },
        "grading:settings": {"method": "lowest", "quorum": "2"},
        "grading:scope_outcome": {"in_scope": "no", **WHY},
        "grading:add_evidence": {
            "title": "New evidence",
            "kind": "other",
            "summary": "What it shows.",
            "url": "https://example.org/new",
        },
        "grading:add_in_grading": {**noted(), "title": "New evidence"},
        "grading:change_in_grading": {**noted(), "seen": evidence_fingerprint(used_item(world))},
        "grading:add_to_library": {"title": "Held", "kind": "story", "summary": "What it shows."},
        "grading:evidence_library": {
            "items": [spare_item(world).pk],
            "group": str(Characteristic.objects.first().pk),
        },
        "grading:library": {"items": [EvidenceItem.objects.order_by("pk")[0].pk]},
        "grading:remove_evidence": {},
        "grading:grade": {"grade": "excelling", "reason": "Another reason", "version": "0"},
        "grading:checklist": {item.value: "Done" for item in EngagementItem} | {"seen": ""},
        "grading:invite": {
            "local_interest": str(
                world.assessment.participations.get(local_interest__key="hw").local_interest_id
            ),
            "name": "New Person",
            "email": "new-person@example.org",
        },
        "grading:upload_invitations": {
            "file": SimpleUploadedFile(
                "people.csv",
                b"local_interest,kind,name,email\n"
                b"New Voices,healthwatch,New,new-voice@example.org\n",
            )
        },
        "grading:open_shared_link": {
            "local_interest": str(LocalInterest.objects.get(key="walkers").pk),
            "cap": "20",
        },
        "grading:close_shared_link": {},
        "grading:coordinator": {"coordinator": "yes"},
        "grading:add_group": {"name": "Another Group", "kind": "council"},
        "grading:change_group": {"name": "Renamed Group", "kind": "healthwatch"},
        "grading:renew_invitation": {},
        "grading:revoke_invitation": {},
        "grading:answer_question": {"text": "What the survey says", "item": "", "seen": ""},
        "grading:closing": {**SURE, "reason": "Because"},
        "grading:extend_closing": {
            **WHY,
            **LATER,
            "seen": world.assessment.closes_on.isoformat() if world.assessment.closes_on else "",
        },
        "grading:reopening": {**WHY, **LATER},
        "grading:ask_for_reply": {
            **in_three_boxes("reply_by", timezone.localdate() + timedelta(days=20)),
            "days_to_answer": "14",
        },
        "grading:record_meeting": {
            "grade": "excelling",
            "present": ["hw"],
            "met_on-day": "1",
            "met_on-month": "2",
            "met_on-year": "2026",
        },
        "grading:take_meeting_back": {},
        "grading:sign_off": {**SURE, "seen": fingerprint(results_of(world.assessment))},
        "grading:send_back": WHY,
        "workshops:plan": {
            "title": "Another room",
            "outcomes": [str(world.assessed_outcome("1B", "s1").pk)],
            "cap": "20",
        },
        "workshops:close": {},
        "workshops:timer": {"minutes": "5"},
        "workshops:go_on": {},
        "workshops:reveal": {},
        "workshops:table_answer": {
            "group": str(Participation.objects.get(local_interest__key="table").pk),
            "answer": "achieving",
            "agreed": "4",
            "dissented": "1",
            "publish": "no",
            "confirmed": "1",
        },
        "workshops:print_paper": {"group": str(room), "format": "standard", "count": "1"},
        "workshops:type_paper": {f"answer_{first}": "achieving", "comment_consent": "none"},
        "workshops:phone_answers": {
            f"answer_{first}": "achieving",
            "comment_consent": "none",
            "confirmed": "1",
        },
        "reports:form_answers": {"board_lead": "Director of people"},
        "reports:publish": {"seen": seen_of_report(world.assessment)},
        "reports:import_history": {"cells": past_grades()},
        "reports:answer_comment": {"owner": "Head of estates", "text": "A new door", "seen": ""},
        "reports:correct": {
            **WHY,
            "after_version": "1",
            "seen": seen_of_report(world.assessment),
        },
        "reports:withdraw": WHY,
        "objectives:add_objective": {"title": "Another objective", **PERIOD},
        "objectives:add_action": {
            "objective": str(Objective.objects.get().pk),
            "outcome_code": "1A",
            "text": "Another action",
            "owner": "Director",
            **DATE,
        },
        "objectives:action_done": {},
        "stakeholders:invite_member": {
            "name": "New",
            "email": "new@example.org",
            "role": "board_member",
        },
        "stakeholders:withdraw_joining": {},
        "stakeholders:end_membership": SURE,
        "stakeholders:writing_privacy": {"text": "Our words", "seen": stamp_of("")},
        "stakeholders:candour": {"gap": "show", "seen": stamp_of(False)},
        "stakeholders:add_organisation": {"ods_code": "NEW", "name": "New", "kind": "provider"},
        "stakeholders:upload_organisations": {
            "file": SimpleUploadedFile("o.csv", f"{FILE_HEAD}RZ1,New,provider,,\n".encode())
        },
        "stakeholders:change_organisation": {"name": "Another name", "suppress_below": "9"},
        "stakeholders:link_providers": {"providers": [world.organisation.pk]},
    }
