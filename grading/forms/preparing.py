"""Questions asked while an assessment is prepared."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    CharField,
    Choice,
    ChoiceField,
    DateField,
    HiddenField,
    IntegerField,
    PortalForm,
    SeenForm,
    TextField,
)
from edsportal.common.forms.asked import Asked
from evidence.models import EvidenceItem
from grading.domain.edition import Edition
from grading.domain.opening import EngagementItem
from grading.domain.reconciliation import Method
from grading.models import EngagementChecklist, Framework
from grading.models.assessment import METHOD_LABELS
from stakeholders.models import Service

METHOD_HINTS = {
    Method.MEDIAN: _(
        "Recommended. One group that sees it very differently cannot sink or lift the result."
    ),
    Method.MAJORITY: _(
        "Can break the rule that raising a grade never lowers the result: a raised grade may "
        "make a tie, and a tie goes to the lower grade."
    ),
    Method.LOWEST: _("The most careful: the result is the lowest grade any group gave."),
}
NOT_DECIDED = "none"
LONGEST_REASON = 3000


class StartForm(PortalForm):
    """Which edition and year a new assessment is for."""

    framework = forms.ModelChoiceField(
        label=_("Which edition do you grade by?"),
        queryset=Framework.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose an edition")},
    )
    year = CharField(
        label=_("Reporting year"),
        help_text=_("April to March, for example 2025/26"),
        missing=_("Enter the reporting year"),
        max_length=7,
        look={"width": 10},
    )

    def __init__(self, *args: Any, editions: QuerySet[Framework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("framework", editions)


class SettingsForm(SeenForm):
    """How the local views will combine; fixed when grading opens."""

    method = ChoiceField(
        label=_("How should the grades of local interests be put together?"),
        help_text=_("Each local interest counts once. This is fixed when grading opens."),
        choices=[Choice(m.value, METHOD_LABELS[m], hint=METHOD_HINTS[m]) for m in Method],
        missing=_("Choose how grades are put together"),
    )
    quorum = IntegerField(
        label=_("Fewest local interests needed for a grade"),
        help_text=_("With fewer answers than this, an outcome stays without a grade."),
        missing=_("Enter how many local interests are needed"),
        min_value=1,
        max_value=99,
        look={"width": 2},
        error_messages={"min_value": _("At least one local interest must be needed")},
    )
    closes_on = DateField(
        label=_("When does grading close?"),
        named=_("The closing date"),
        help_text=_(
            "Graders see this date. Grading closes by itself at the end of that day. "
            "You need a date to open grading, and can move it to a later one."
        ),
        required=False,
        earliest=timezone.localdate,
    )


class ServicesForm(SeenForm):
    """Which services are put forward."""

    services = forms.ModelMultipleChoiceField(
        label=_("Which services are graded?"),
        queryset=Service.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    new_services = TextField(
        label=_("Other services"),
        help_text=_("Add services that are not in the list: one name on each line."),
        required=False,
        rows=3,
        max_length=1000,
    )

    def __init__(self, *args: Any, offered: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("services", offered)
        # None of the list is fine where new ones are typed, so it is neither required nor optional.
        cast(Asked, self.fields["services"]).say_optional = False
        if not offered:
            del self.fields["services"]

    def chosen(self) -> list[Service]:
        """The services ticked, in the list's order."""
        return list(self.cleaned_data.get("services") or ())

    def new_names(self) -> list[str]:
        """The names typed, line by line."""
        return list(self.cleaned_data["new_services"].splitlines())


class OutOfScopeForm(SeenForm):
    """Why an outcome is not graded this year."""

    reason = TextField(
        label=_("Why is it not graded this year?"),
        help_text=_("The published report shows this reason."),
        missing=_("Say why this outcome is not graded this year"),
        max_length=1000,
    )


class LibraryForm(PortalForm):
    """Which items of the library are used for an outcome too."""

    items = forms.ModelMultipleChoiceField(
        label=_("Which evidence also speaks to this outcome?"),
        queryset=EvidenceItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one piece of evidence")},
    )

    def __init__(self, *args: Any, offered: QuerySet[EvidenceItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("items", offered)


class OrganisationGradeForm(PortalForm):
    """The organisation's own grade, or a reason kept while it is not decided."""

    grade = ChoiceField(
        label=_("Which grade does your organisation give itself?"),
        missing=_("Choose a grade, or say that it is not decided yet"),
    )
    reason = TextField(
        label=_("Why?"),
        help_text=_("Point to the evidence. Needed with a grade; it is published with it."),
        required=False,
        max_length=LONGEST_REASON,
        rows=6,
        say_optional=False,
    )
    version = HiddenField()

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = ChoiceField(
            label=self.fields["grade"].label,
            choices=_grade_choices(edition),
            missing=self.fields["grade"].error_messages["required"],
        )
        self.order_fields(["grade", "reason", "version"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("grade") not in (None, NOT_DECIDED) and not said.get("reason"):
            self.add_error("reason", _("Say why you give this grade"))
        return said

    @property
    def chosen(self) -> str:
        """The grade's key, "" while none is decided."""
        grade: str = self.cleaned_data["grade"]
        return "" if grade == NOT_DECIDED else grade

    @property
    def opened_with(self) -> int:
        """The version the page was opened with; a tampered one clashes with every version."""
        version: str = self.cleaned_data["version"]
        return int(version) if version.isdecimal() else -1


class ChecklistForm(SeenForm):
    """What was done so that local interests can grade; answers may be saved a few at a time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in EngagementItem:
            self.fields[item.value] = _checklist_field(item)

    def by_item(self) -> dict[EngagementItem, str]:
        """What was typed for each question."""
        return {item: self.cleaned_data[item.value] for item in EngagementItem}


def _checklist_field(item: EngagementItem) -> TextField:
    label = getattr(EngagementChecklist, item.value).field.verbose_name
    return TextField(label=label, required=False, max_length=2000, rows=3, say_optional=False)


def _grade_choices(edition: Edition) -> Iterable[Choice]:
    """Lowest first, as the standard lists them; the plain words under each."""
    grades = [Choice(grade.key, grade.label, hint=grade.plain) for grade in edition.grades]
    return [*grades, Choice(NOT_DECIDED, _("We have not decided yet"), divider=_("or"))]
