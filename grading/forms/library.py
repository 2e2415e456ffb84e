"""Questions about an organisation's library of evidence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import BooleanField, CharField, FileField, PortalForm, SelectField
from evidence.models import EvidenceItem
from grading.models import Assessment
from grading.presenters.preparing import assessment_title
from grading.selectors.library import LibraryFilters
from stakeholders.models import Characteristic

ANY = ("", _("Any"))
SEEN_BY = [
    (EvidenceItem.Visibility.PUBLIC, _("Everyone")),
    (EvidenceItem.Visibility.GRADERS, _("People invited to grade")),
    (EvidenceItem.Visibility.STAFF, _("Our own staff")),
]


class LibraryFilterForm(PortalForm):
    """Sent by GET, so that a found page has an address."""

    text = CharField(label=_("Words in the title or summary"), required=False, max_length=200)
    kind = SelectField(label=_("Kind"), required=False, choices=[ANY, *EvidenceItem.Kind.choices])
    group = SelectField(label=_("Group it speaks of"), required=False, choices=[ANY])
    visibility = SelectField(label=_("Who may see it"), required=False, choices=[ANY, *SEEN_BY])
    used_in = SelectField(label=_("Used in"), required=False, choices=[ANY])
    without_file = BooleanField(label=_("Only those without a file"), required=False)
    review_passed = BooleanField(label=_("Only those overdue for a review"), required=False)

    def __init__(
        self,
        *args: Any,
        groups: Iterable[Characteristic],
        assessments: Iterable[Assessment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", [ANY, *((str(g.pk), g.label) for g in groups)])
        self.offer("used_in", [ANY, *((str(a.pk), assessment_title(a)) for a in assessments)])

    @property
    def filters(self) -> LibraryFilters:
        """What was asked; of a form with mistakes, only what was understood."""
        asked = getattr(self, "cleaned_data", {})
        return LibraryFilters(
            text=asked.get("text") or "",
            kind=asked.get("kind") or "",
            group=_number(asked.get("group")),
            visibility=asked.get("visibility") or "",
            used_in=_number(asked.get("used_in")),
            without_file=bool(asked.get("without_file")),
            review_passed=bool(asked.get("review_passed")),
        )


class GroupForm(PortalForm):
    """A group for the ticked items. The ticks stand in the list itself."""

    group = SelectField(
        label=_("Group that the ticked evidence speaks of too"),
        missing=_("Choose a group"),
        choices=[("", _("Choose a group"))],
    )
    items = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=EvidenceItem.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick at least one piece of evidence")},
    )

    def __init__(
        self,
        *args: Any,
        groups: Iterable[Characteristic],
        offered: QuerySet[EvidenceItem],
        **kwargs: Any,
    ) -> None:
        # The filter on the same page has a field of this name too.
        super().__init__(*args, **{"auto_id": "tag_%s", **kwargs})
        self.groups = {str(group.pk): group for group in groups}
        self.offer(
            "group", [("", _("Choose a group")), *((k, g.label) for k, g in self.groups.items())]
        )
        self.offer_rows("items", offered)

    @property
    def chosen(self) -> Characteristic:
        return self.groups[self.cleaned_data["group"]]


class EvidenceZipForm(PortalForm):
    """Many items from one ZIP."""

    file = FileField(
        label=_("ZIP file"),
        accept=".zip",
        max_length=400,
        missing=_("Choose the ZIP file"),
    )
    assessment = SelectField(
        label=_("Put the evidence forward in"),
        help_text=_("Needed when the list names outcomes."),
        required=False,
        choices=[("", _("No assessment: only add it to the library"))],
    )

    def __init__(self, *args: Any, assessments: Iterable[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessments = {str(a.pk): a for a in assessments}
        nothing = ("", _("No assessment: only add it to the library"))
        listed = ((k, assessment_title(a)) for k, a in self.assessments.items())
        self.offer("assessment", [nothing, *listed])

    @property
    def chosen(self) -> Assessment | None:
        return self.assessments.get(self.cleaned_data["assessment"])


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
