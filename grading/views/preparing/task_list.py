from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from grading.domain.asked_question import NOTHING_ASKED
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.about_evidence import about_evidence
from grading.presenters.links import address, public_report
from grading.presenters.next_step import next_step
from grading.presenters.task_list import TaskFacts, progress_words, sections
from grading.selectors.asked_question import tally_in
from grading.selectors.assessment import way_back
from grading.selectors.opening import opening_obstacles
from grading.selectors.preparing import (
    checklist_of,
    outcomes_of,
    outcomes_with_a_use,
    tables_in,
)
from grading.views.preparing.page import show
from grading.views.preparing.phase import phase_facts
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission, permissions_of


@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything there is to do in one assessment, and what this person can do now."""
    assessment, user = assessment_for(request, pk)
    facts = _facts(assessment, user)
    return show(
        request,
        "task_list",
        assessment,
        sections=sections(facts),
        progress=progress_words(facts),
        next_step=next_step(facts),
        workshops_href=address("workshops:workshops", pk=pk)
        if Permission.FACILITATE in facts.may
        else "",
        about_evidence=about_evidence(
            pk=pk, tables=tables_in(assessment), changes=_sees_changes(facts)
        ),
        plan_href=address("objectives:plan", pk=pk) if facts.state is State.PUBLISHED else "",
    )


def _sees_changes(facts: TaskFacts) -> bool:
    return facts.state is not State.PREPARING and Permission.RUN_GRADING in facts.may


def _facts(assessment: Assessment, user: User) -> TaskFacts:
    rows = outcomes_of(assessment)
    in_scope = [row for row in rows if row.in_scope]
    used = outcomes_with_a_use(assessment)
    checklist = checklist_of(assessment)
    preparing, back = assessment.state == State.PREPARING, way_back(assessment)
    obstacles = opening_obstacles(assessment) if preparing else ()
    return TaskFacts(
        pk=assessment.pk,
        state=State(assessment.state),
        outcomes=len(rows),
        in_scope=len(in_scope),
        with_evidence=sum(row.pk in used for row in in_scope),
        graded=sum(bool(row.organisation_grade) for row in in_scope),
        services=assessment.assessment_services.count(),
        services_required=assessment.edition.services_required,
        has_closing_date=assessment.closes_on is not None,
        checklist_answered=len(checklist.answered) if checklist else 0,
        obstacles=frozenset(obstacle.code for obstacle in obstacles),
        may=permissions_of(user, assessment.organisation),
        back_because=back.reason if back else "",
        report_href=public_report(assessment),
        **phase_facts(assessment, user),
        questions=NOTHING_ASKED if preparing else tally_in(assessment),
    )
