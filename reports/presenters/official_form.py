"""A report in the order of its edition's official form, for PDF and Word alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reports.domain.official_form import FormFile, FormSection, read_form
from reports.domain.snapshot import GoalPart, OutcomePart, Snapshot
from reports.presenters.brought_in import BroughtIn, brought_in
from reports.presenters.form_fillers import FILLERS, Lines, Place
from reports.presenters.form_tables import TABLES, Rows
from reports.presenters.words import CERTAINTY_WORDS, subject_words

BOXES = ("grade_ticks", "group_ticks")
FOLDER = Path(settings.BASE_DIR) / "reports" / "official_forms"


@dataclass(frozen=True, slots=True)
class FieldView:
    """A label and the lines beside it; none where it is left to be written in.

    `boxes` are lines that each are a box, ticked or not.
    """

    label: str
    lines: Lines
    boxes: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """A head with what stands under it; `level` 2 once, 3 for each of several."""

    heading: str
    level: int
    text: str
    columns: list[str]
    rows: Rows
    fields: list[FieldView]


@dataclass(frozen=True, slots=True)
class FormView:
    """The whole form. `own` is whether it belongs to this very edition.

    `left_empty` stands where nothing is filled in, `no_rows` where a table has no rows.
    """

    title: str
    name: str
    certainty: str
    source_title: str
    source_url: str
    own: bool
    organisation: str
    edition: str
    year: str
    ods_code: str
    published_on: str
    version: int
    correction_reason: str
    is_fictional: bool
    brought_in: BroughtIn | None
    subject: str
    left_empty: str
    no_rows: str
    sections: list[SectionView]


def official_form(snapshot: Snapshot) -> FormView:
    """Fill in the form of the snapshot's edition, or the nearest where it has none of its own."""
    with translation.override(settings.LANGUAGE_CODE):
        form = form_of(snapshot)
        framework, organisation = snapshot["framework"], snapshot["organisation"]
        return FormView(
            title=_("%(organisation)s: %(form)s, %(year)s")
            % {"organisation": organisation["name"], "form": form.name, "year": snapshot["year"]},
            name=form.name,
            certainty=str(CERTAINTY_WORDS[form.certainty]),
            source_title=form.source_title,
            source_url=form.source_url,
            own=form.edition == framework["key"],
            organisation=organisation["name"],
            edition=framework["short_name"],
            year=snapshot["year"],
            ods_code=organisation["ods_code"],
            published_on=snapshot["published_on"],
            version=snapshot["version"],
            correction_reason=snapshot["correction_reason"],
            is_fictional=organisation["is_fictional"],
            brought_in=brought_in(snapshot),
            subject=subject_words(snapshot),
            left_empty=_("Not held here") if snapshot["history"] else _("To be filled in"),
            no_rows=_("not held here") if snapshot["history"] else _("none"),
            sections=[
                _view(section, place)
                for section in form.sections
                for place in _places(section, snapshot)
            ],
        )


def form_of(snapshot: Snapshot) -> FormFile:
    """The form that the report of a snapshot is put into."""
    return form_for(snapshot["framework"]["key"], has_total=bool(snapshot["total"]))


def form_for(edition: str, *, has_total: bool) -> FormFile:
    """The edition's own form; else that of EDS 2022 for editions with a total, or of EDS2."""
    forms = form_files()
    return forms.get(edition, forms["eds2022" if has_total else "eds2"])


@cache
def form_files() -> dict[str, FormFile]:
    """Every form that comes with the portal, by its edition's key."""
    read = [read_form(path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))]
    return {form.edition: form for form in read}


def _places(section: FormSection, snapshot: Snapshot) -> Iterator[Place]:
    goals = {goal["key"]: goal for goal in snapshot["goals"]}
    if section.each == "goal":
        yield from (Place(snapshot, goal=goal) for goal in goals.values())
    elif section.each == "outcome":
        for outcome in snapshot["outcomes"]:
            yield Place(snapshot, goal=goals[outcome["goal"]], outcome=outcome)
    else:
        yield Place(snapshot)


def _view(section: FormSection, place: Place) -> SectionView:
    goal, outcome = place.goal, place.outcome
    return SectionView(
        heading=_heading(section, place, goal, outcome),
        level=3 if section.each == "outcome" else 2,
        text=section.text,
        columns=list(section.columns),
        rows=TABLES[section.table](place) if section.table else [],
        fields=[
            FieldView(field.label, FILLERS[field.fill](place), field.fill in BOXES)
            for field in section.fields
            if field.is_for(outcome["code"] if outcome else goal["key"] if goal else "")
        ],
    )


def _heading(
    section: FormSection, place: Place, goal: GoalPart | None, outcome: OutcomePart | None
) -> str:
    return section.heading.format(
        goal_word=place.snapshot["framework"]["goal_word"].capitalize(),
        goal=goal["key"] if goal else "",
        label=goal["label"] if goal else "",
        code=outcome["code"] if outcome else "",
    )
