"""Questions about one piece of evidence."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    CharField,
    Choice,
    ChoiceField,
    DateField,
    FileField,
    HiddenField,
    OnceForm,
    SelectField,
    TextField,
    URLField,
)
from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import ACCEPTED_EXTENSIONS, FILE_TYPES
from evidence.domain.item_rules import SUMMARY_WORDS
from evidence.models import EvidenceItem
from evidence.presenters.file_refusal import refusal_words
from evidence.services.evidence_item import ItemFacts
from stakeholders.models import Characteristic, Organisation
from stakeholders.selectors.local_interest import characteristics_open_to

KIND_CHOICES = [("", _("Choose a kind")), *EvidenceItem.Kind.choices]
VISIBILITY_CHOICES = [
    Choice(
        EvidenceItem.Visibility.PUBLIC,
        _("Everyone"),
        hint=_("Graders, and in the published report everyone, with the summary and the link"),
    ),
    Choice(
        EvidenceItem.Visibility.GRADERS,
        _("People invited to grade"),
        hint=_("The published report gives only the title"),
    ),
    Choice(
        EvidenceItem.Visibility.STAFF,
        _("Our own staff"),
        hint=_("Neither graders nor the report show it"),
    ),
]
ACCEPT = ",".join(f".{extension}" for extension in ACCEPTED_EXTENSIONS)


class EvidenceForm(OnceForm):
    """One item. `file_limit` is in bytes; `too_large` names fields whose file was dropped."""

    title = CharField(label=_("Title"), missing=_("Enter a title"), max_length=200)
    kind = SelectField(
        label=_("What kind of evidence is it?"),
        choices=KIND_CHOICES,
        missing=_("Choose what kind of evidence it is"),
    )
    summary = TextField(
        label=_("What this shows, and whom it leaves out"),
        help_text=_(
            "In plain words. Many people will read only this. Say which groups it tells "
            "nothing about."
        ),
        missing=_("Say in a few words what this shows, and whom it leaves out"),
        max_words=SUMMARY_WORDS,
        rows=6,
    )
    url = URLField(
        label=_("Link"),
        help_text=_("For something already on a website, like https://www.example.nhs.uk/report"),
        required=False,
        max_length=500,
    )
    file = FileField(label=_("File"), required=False, accept=ACCEPT, max_length=400)
    groups = forms.ModelMultipleChoiceField(
        label=_("Which groups does it speak of?"),
        help_text=_("Choose every group that the evidence says something about."),
        queryset=Characteristic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    effective_on = DateField(
        label=_("Date of the evidence"),
        named=_("The date of the evidence"),
        help_text=_("For example, 31 3 2026"),
        required=False,
        latest=timezone.localdate,
    )
    review_on = DateField(
        label=_("When should somebody look at it again?"),
        named=_("The date to look at it again"),
        help_text=_("Leave empty when it does not grow old. For example, 31 3 2027"),
        required=False,
    )
    owner = CharField(
        label=_("Who looks after it?"),
        help_text=_("A post, like Head of Patient Experience. Not a person's name."),
        required=False,
        max_length=100,
    )
    visibility = ChoiceField(
        label=_("Who may see it?"),
        choices=VISIBILITY_CHOICES,
        required=False,
        initial=EvidenceItem.Visibility.PUBLIC,
        say_optional=False,
    )
    seen = HiddenField()

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        file_limit: int,
        too_large: Collection[str] = (),
        new_version: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.file_limit = file_limit
        self.offer_rows("groups", characteristics_open_to(organisation))
        self.fields["file"].help_text = _(
            "One file of up to %(megabytes)d MB: %(types)s. A link or a file is needed, unless "
            "this is a person's story or an account of engagement."
        ) % {
            "megabytes": file_limit // (1024 * 1024) or 1,
            "types": ", ".join(file_type.label for file_type in FILE_TYPES),
        }
        if new_version:
            self.fields["file"].label = _("New version of the file")

    def clean(self) -> dict[str, Any]:
        if self.add_prefix("file") in self.too_large:
            self.add_error("file", refusal_words(FileRefused(Why.TOO_LARGE, limit=self.file_limit)))
        return super().clean() or {}

    def ask_for_the_file_again(self) -> None:
        """Browsers empty a file box whenever a page is shown again; say so where one was chosen."""
        sent = self.files.get(self.add_prefix("file"))
        if sent and self.errors and "file" not in self.errors:
            words = _("Choose “%(name)s” again: your browser does not keep a chosen file")
            self.add_error("file", words % {"name": sent.name})

    def facts(self) -> ItemFacts:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return ItemFacts(
            title=said["title"],
            kind=said["kind"],
            summary=said["summary"],
            url=said["url"],
            effective_on=said["effective_on"],
            review_on=said["review_on"],
            owner=said["owner"],
            visibility=said["visibility"] or EvidenceItem.Visibility.PUBLIC,
            characteristics=list(said["groups"]),
        )


def initial_of(item: EvidenceItem, *, seen: str) -> dict[str, Any]:
    """What the form shows of an item; `seen` is its fingerprint."""
    return {
        "title": item.title,
        "kind": item.kind,
        "summary": item.summary,
        "url": item.url,
        "effective_on": item.effective_on,
        "review_on": item.review_on,
        "owner": item.owner,
        "visibility": item.visibility,
        "groups": [group.pk for group in item.characteristics.all()],
        "seen": seen,
    }
