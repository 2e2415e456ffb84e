"""Keeping what an official form asks and the portal cannot know."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.stamp import require_unchanged
from edsportal.common.stamp import stamp_of as stamp
from grading.models import Assessment
from reports.domain.form_answers import TYPED
from reports.models import FormAnswers
from reports.models.form_answers import LONGEST_LINE
from reports.selectors.form_answers import answers_for_form
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def save_form_answers(
    *, assessment: Assessment, answers: Mapping[str, str], seen: str | None, by: User
) -> None:
    """Keep ``answers`` by name; those it leaves out stay as they are.

    The next version that is published has them; one that is published keeps its own. ``seen``
    is the `stamp_of` what the form was opened with. Raises `NotPermitted`, `Clash` or
    `InvalidInput`.
    """
    require(by, Permission.PUBLISH, assessment.organisation)
    Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)
    before = answers_for_form(assessment)
    require_unchanged(stamp_of(before), seen=seen)
    said = {name: " ".join(text.split()) for name, text in answers.items() if name in TYPED}
    _require_fit(said)
    changed = sorted(name for name, text in said.items() if text != before[name])
    if not changed:
        return
    row, _made = FormAnswers.objects.update_or_create(assessment=assessment, defaults=said)
    record(
        Event.FORM_ANSWERS_SAVED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=row,
        fields=", ".join(changed),
    )


def stamp_of(answers: Mapping[str, str]) -> str:
    """Stands for what is kept now."""
    return stamp(*(answers[name] for name in TYPED))


def _require_fit(said: Mapping[str, str]) -> None:
    words = _("This is longer than %(most)d characters, or has some that cannot be kept.")
    problems = [
        Problem(name, words % {"most": LONGEST_LINE}, _("Write it shorter."))
        for name, text in said.items()
        if len(text) > LONGEST_LINE or "\x00" in text
    ]
    if problems:
        raise InvalidInput(problems)
