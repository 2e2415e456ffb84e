"""Writing down what a table of one group agreed on. Nothing anybody answered is shown here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from grading.models import AssessedOutcome, Participation, SittingQuestion
from grading.views.preparing.page import put_refusal_on
from stakeholders.models import User
from workshops.forms.answers import TableAndGroupForm, agreed_from, answer_choices
from workshops.models import Workshop
from workshops.presenters.agreed import agreed_rows
from workshops.presenters.phase import closed_words
from workshops.presenters.workshop import question_words
from workshops.selectors.workshop import groups_that_may_join
from workshops.services.table import write_down_table_answer
from workshops.views.page import workshop_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table_answer(request: HttpRequest, pk: int, workshop_pk: int, question_pk: int) -> HttpResponse:
    """Asks what the table agreed, reads it back, and keeps it when the table said yes."""
    found, user = workshop_for(request, pk, workshop_pk)
    question = _question(found, question_pk)
    groups = groups_that_may_join(found)
    form = _form(request, found, groups)
    reading = []
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        group, said = form.group_of(groups), agreed_from(form.cleaned_data)
        if "confirmed" not in request.POST:
            reading = agreed_rows(found.assessment.edition, said, group=group.local_interest.name)
        elif _kept(form, found, question, group, user):
            messages.success(request, _("The table's answer is kept, and its group is told."))
            return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)
    context = {
        "assessment": found.assessment,
        "organisation": found.assessment.organisation,
        "workshop": found,
        "question": question_words(question.assessed_outcome),
        "form": form,
        "closed": closed_words(found.assessment),
        "reading": reading,
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/table_answer.html", context, status=status)


def _question(found: Workshop, pk: int) -> SittingQuestion:
    rows = SittingQuestion.objects.select_related("assessed_outcome__service")
    question = get_object_or_404(rows, sitting=found.sitting_id, pk=pk)
    row: AssessedOutcome = question.assessed_outcome
    row.assessment = found.assessment
    return question


def _form(request: HttpRequest, found: Workshop, groups: list[Participation]) -> TableAndGroupForm:
    form = TableAndGroupForm(request.POST if request.method == "POST" else None)
    offered = [(str(row.pk), row.local_interest.name) for row in groups]
    form.offer("group", [("", _("Choose a group")), *offered])
    form.offer("answer", answer_choices(found.assessment.edition, rather_not=False))
    return form


def _kept(
    form: TableAndGroupForm,
    found: Workshop,
    question: SittingQuestion,
    group: Participation,
    user: User,
) -> bool:
    """Keep it; False, with the reason on the form, where something stands in the way."""
    try:
        write_down_table_answer(
            workshop=found,
            question=question,
            participation=group,
            said=agreed_from(form.cleaned_data),
            by=user,
        )
    except (InvalidInput, NotNow, NotPermitted) as refusal:
        put_refusal_on(form, refusal)
    return not form.errors
