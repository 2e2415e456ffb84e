from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash
from edsportal.common.saved import saved_texts
from grading.forms.preparing import NOT_DECIDED, OrganisationGradeForm
from grading.models import AssessedOutcome, Assessment
from grading.presenters.evidence_shown import outcome_evidence
from grading.presenters.preparing import grade_label, grade_lists, short_title
from grading.presenters.providers import providers_view
from grading.selectors.preparing import outcomes_of
from grading.selectors.providers import provider_grades
from grading.services.organisation_grade import save_organisation_grade
from grading.views.preparing.page import UNUSABLE, outcome_or_404, posted, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission


@require_safe
def grades(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation's own grades, outcome by outcome."""
    assessment, user = assessment_for(request, pk)
    rows = outcomes_of(assessment)
    in_scope = [row for row in rows if row.in_scope]
    return show(
        request,
        "grades",
        assessment,
        lists=grade_lists(assessment, rows),
        graded=sum(bool(row.organisation_grade) for row in in_scope),
        in_scope=len(in_scope),
        why_fixed=why_fixed(assessment, user, Permission.GRADE_FOR_ORGANISATION),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def grade(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """The organisation's grade for one outcome: the question, its evidence, grade and reason."""
    assessment, user = assessment_for(request, pk)
    row = outcome_or_404(assessment, outcome_pk)
    form = OrganisationGradeForm(
        posted(request), edition=assessment.edition, initial=_grade_now(row)
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, assessment, row, form, user)
    return _page(request, assessment, row, form, user, status=UNUSABLE if form.errors else 200)


def _save(
    request: HttpRequest,
    assessment: Assessment,
    row: AssessedOutcome,
    form: OrganisationGradeForm,
    user: User,
) -> HttpResponse:
    try:
        save_organisation_grade(
            assessed_outcome=row,
            grade=form.chosen,
            reason=form.cleaned_data["reason"],
            expected_version=form.opened_with,
            by=user,
        )
    except Clash as clash:
        return _clash_page(request, assessment, row, form, user, clash)
    messages.success(request, _("%(outcome)s is saved.") % {"outcome": short_title(row)})
    following = _next_row(assessment, row)
    if "next" in request.POST and following:
        return redirect("grading:grade", pk=assessment.pk, outcome_pk=following.pk)
    return redirect("grading:grades", pk=assessment.pk)


def _clash_page(
    request: HttpRequest,
    assessment: Assessment,
    row: AssessedOutcome,
    form: OrganisationGradeForm,
    user: User,
    clash: Clash,
) -> HttpResponse:
    """What was typed stays in the form, over what is stored now: saving again replaces it."""
    data = {**dict(form.data.items()), "version": str(row.version)}
    again = OrganisationGradeForm(data, edition=assessment.edition)
    again.add_error(None, clash.reason)
    stored = {"grade": grade_label(row), "reason": row.organisation_reason}
    saved = saved_texts(again, stored)
    return _page(request, assessment, row, again, user, status=clash.status, saved=saved)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    row: AssessedOutcome,
    form: OrganisationGradeForm,
    user: User,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    return show(
        request,
        "grade",
        assessment,
        status=status,
        form=form,
        row=row,
        title=short_title(row),
        evidence=outcome_evidence(row, groups=(), may_add=False, may_remove=False),
        grade_label=grade_label(row),
        providers=providers_view(
            provider_grades(assessment).get(row.outcome_code, ()),
            own=row.organisation_grade or None,
            edition=assessment.edition,
        ),
        following=_next_row(assessment, row),
        why_fixed=why_fixed(assessment, user, Permission.GRADE_FOR_ORGANISATION),
        **more,
    )


def _grade_now(row: AssessedOutcome) -> dict[str, object]:
    undecided = NOT_DECIDED if row.organisation_reason else ""
    return {
        "grade": row.organisation_grade or undecided,
        "reason": row.organisation_reason,
        "version": row.version,
    }


def _next_row(assessment: Assessment, row: AssessedOutcome) -> AssessedOutcome | None:
    """The next outcome in scope, in the order of the walk."""
    after = [r for r in outcomes_of(assessment) if r.position > row.position and r.in_scope]
    return next(iter(after), None)
