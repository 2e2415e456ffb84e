"""The main job, step by step, through the same services as the pages."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demo.services.paper import paper
from demo.services.people import Trust
from demo.services.spec import Spec
from evidence.models import EvidenceItem
from evidence.services.evidence_item import ItemFacts
from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.opening import EngagementItem
from grading.domain.results import fingerprint
from grading.models import AssessedOutcome, Assessment, Framework, Grader
from grading.selectors.grader import graders, outcomes_to_grade
from grading.selectors.results import results_of
from grading.services.checklist import answer_checklist, stamp_of
from grading.services.declared_interest import allow_staff
from grading.services.evidence_use import add_evidence, use_items
from grading.services.grader_session import Beginning, start_grading
from grading.services.handing_in import hand_in
from grading.services.invitation import invite
from grading.services.local_grade import save_local_grade
from grading.services.organisation_grade import save_organisation_grade
from grading.services.reply_round import say_no_reply
from grading.services.running import close_grading, open_grading, sign_off
from grading.services.scope import take_out_of_scope
from grading.services.services_forward import choose_services
from grading.services.settings import change_settings, start_assessment
from objectives.services.objective import add_action, add_objective
from stakeholders.models import Characteristic

OPEN_FOR_DAYS = 28
WORDS = {"none": NOT_ENOUGH_EVIDENCE, "private": PREFER_NOT_TO_SAY}


def prepare(trust: Trust, spec: Spec, *, framework: Framework, year: str) -> Assessment:
    """Start the assessment and put in all that the trust has."""
    lead = trust.lead
    assessment = start_assessment(
        organisation=trust.organisation, framework=framework, year=year, by=lead
    )
    choose_services(assessment=assessment, services=trust.services, by=lead)
    outcomes = places(assessment)
    for code, reason in spec["out_of_scope"].items():
        take_out_of_scope(assessed_outcome=outcomes[code], reason=reason, by=lead)
    put_evidence(trust, spec, outcomes)
    for place, (grade, reason, _answers) in spec["grades"].items():
        if place not in spec["out_of_scope"]:
            save_organisation_grade(
                assessed_outcome=outcomes[place],
                grade=grade,
                reason=reason,
                expected_version=0,
                by=lead,
            )
    change_settings(
        assessment=assessment,
        method=assessment.method,
        quorum=assessment.quorum,
        closes_on=timezone.localdate() + dt.timedelta(days=OPEN_FOR_DAYS),
        by=lead,
    )
    answers = {item: spec["checklist"][item.value] for item in EngagementItem}
    answer_checklist(
        assessment=assessment, answers=answers, seen=stamp_of(assessment.checklist), by=lead
    )
    return assessment


def invite_everyone(
    trust: Trust, spec: Spec, assessment: Assessment
) -> dict[tuple[str, int], Grader]:
    """Invite each group's people; returns graders by group and place in its list."""
    invited = {}
    for interest, facts in zip(trust.interests, spec["local_interests"], strict=True):
        for number, name in enumerate(facts["people"]):
            email = f"{name.split()[0].lower()}@{interest.key}.example"
            grader = invite(
                assessment=assessment,
                local_interest=interest,
                name=name,
                email=email,
                by=trust.lead,
            ).grader
            invited[interest.key, number] = grader
    return invited


def grade(spec: Spec, invited: dict[tuple[str, int], Grader]) -> None:
    """Each person starts, answers what the facts say they answer, and hands in."""
    for (group, number), made in invited.items():
        said = dict(_answers_of(spec, group, number))
        if not said:
            continue
        grader = graders().get(pk=made.pk)
        start_grading(beginning=beginning_of(spec, group), by=grader)
        for outcome in outcomes_to_grade(grader):
            place = _place(outcome)
            if place in said:
                comment = spec["comments"].get(place, {}).get(group, "") if number == 0 else ""
                save_local_grade(
                    assessed_outcome=outcome,
                    answer=said[place],
                    comment=comment,
                    groups_faring_well=_groups_of(spec, place, group),
                    expected_version=0,
                    by=grader,
                )
        hand_in(by=grader)


def beginning_of(spec: Spec, group: str) -> Beginning:
    """What each person of a group says before the first question; nothing said is the default."""
    said = {"comment_consent": spec["comment_consent"].get(group, "none")}
    return Beginning(**said, **spec.get("declared", {}).get(group, {}))


def open_for_grading(trust: Trust, assessment: Assessment) -> None:
    """The lead opens grading; everything asked for is in place."""
    open_grading(assessment=assessment, by=trust.lead)


def close_and_sign_off(trust: Trust, assessment: Assessment) -> None:
    """The lead decides on declared interests, closes and lets the grades stand; the board signs."""
    allow_staff(
        assessment=assessment, reason="Staff groups speak for people who work here.", by=trust.lead
    )
    close_grading(assessment=assessment, reason="Everybody has answered.", by=trust.lead)
    say_no_reply(assessment=assessment, by=trust.lead)
    sign_off(assessment=assessment, seen=fingerprint(results_of(assessment)), by=trust.board)


def plan(trust: Trust, spec: Spec, assessment: Assessment, *, today: dt.date) -> None:
    """Objectives and what will be done for them."""
    for facts in spec["objectives"]:
        objective = add_objective(
            organisation=trust.organisation,
            title=facts["title"],
            starts_on=today.replace(day=1),
            ends_on=today.replace(day=1, year=today.year + facts["years"]),
            by=trust.lead,
        )
        for action in facts["actions"]:
            add_action(
                objective=objective,
                assessment=assessment,
                outcome_code=action["outcome"],
                text=action["text"],
                owner=action["owner"],
                due_on=today + dt.timedelta(days=30 * action["months"]),
                by=trust.lead,
            )


def places(assessment: Assessment) -> dict[str, AssessedOutcome]:
    """Assessed outcomes by ``code`` or ``code/service``."""
    rows = assessment.assessed_outcomes.select_related(
        "service", "assessment__framework", "assessment__organisation"
    )
    return {_place(row): row for row in rows}


def put_evidence(trust: Trust, spec: Spec, outcomes: dict[str, AssessedOutcome]) -> None:
    """Add each item where it is first used and use it again at the other outcomes it is for."""
    held = {
        item.title: item for item in EvidenceItem.objects.filter(organisation=trust.organisation)
    }
    for facts in spec["evidence"]:
        used_for = [
            row
            for place, row in outcomes.items()
            if place.split("/")[0] in facts["used_for"] and row.in_scope
        ]
        item = held.get(facts["title"])
        if item is None:
            first, *used_for = used_for
            item = add_evidence(
                assessed_outcome=first,
                facts=_item_facts(facts),
                upload=_upload(facts),
                by=trust.lead,
            ).item
        for outcome in used_for:
            use_items(assessed_outcome=outcome, items=[item], by=trust.lead)


def _item_facts(facts: Spec) -> ItemFacts:
    return ItemFacts(
        title=facts["title"],
        kind=facts["kind"],
        summary=facts["summary"],
        url=facts.get("url", ""),
        characteristics=list(
            Characteristic.objects.filter(organisation=None, key__in=facts["groups"])
        ),
    )


def _upload(facts: Spec) -> SimpleUploadedFile | None:
    if "document" in facts:
        return SimpleUploadedFile(facts["document"]["name"], paper(facts["document"]["pages"]))
    if "file" not in facts:
        return None
    return SimpleUploadedFile(
        facts["file"]["name"], facts["file"]["text"].encode(), content_type="text/csv"
    )


def _answers_of(spec: Spec, group: str, number: int) -> Iterator[tuple[str, str]]:
    for place, (_grade, _reason, answers) in spec["grades"].items():
        said = answers.get(group, [])
        mine = [said] if isinstance(said, str) else said
        if number < len(mine):
            yield place, WORDS.get(mine[number], mine[number])


def _groups_of(spec: Spec, place: str, group: str) -> list[str]:
    """Whom the people of a group say fares well here; editions that do not ask have none."""
    named: list[str] = spec.get("faring_well", {}).get(place, {}).get(group, [])
    return named


def _place(row: AssessedOutcome) -> str:
    return f"{row.outcome_code}/{row.service.key}" if row.service else row.outcome_code
