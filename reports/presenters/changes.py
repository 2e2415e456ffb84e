"""Words for what a correction changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.domain.changed_keys import What
from reports.domain.snapshot import ChangePart, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrPromise

SIDE_BY_SIDE: "Mapping[str, StrPromise]" = {
    What.TOTAL: gettext_lazy("The total was %(before)s; it is now %(after)s."),
    What.GRADED: gettext_lazy("Outcomes graded: %(before)s before, %(after)s now."),
    What.GRADE: gettext_lazy("The agreed grade was %(before)s; it is now %(after)s."),
    What.OWN_GRADE: gettext_lazy("The organisation’s own grade was %(before)s; now %(after)s."),
    What.HEARD: gettext_lazy("Local interests heard: %(before)s before, %(after)s now."),
    What.NAME: gettext_lazy("The organisation’s name was %(before)s; it is now %(after)s."),
}
PLAIN: "Mapping[str, StrPromise]" = {
    What.BASIS: gettext_lazy("What the grade stands on changed."),
    What.CERTAINTY: gettext_lazy("How sure the published grade is changed."),
    What.ANSWERS: gettext_lazy("The counts of answers changed."),
    What.REASON: gettext_lazy("The organisation’s reason was rewritten."),
    What.SCOPE: gettext_lazy("Whether or why it is out of scope changed."),
    What.COMMENTS: gettext_lazy("Comments or dissent changed."),
    What.WORKING: gettext_lazy("The words on how the grade was reached changed."),
    What.FARING_WELL: gettext_lazy("Which groups are said to fare well changed."),
    What.EVIDENCE_ADDED: gettext_lazy("Evidence was added: %(name)s."),
    What.EVIDENCE_GONE: gettext_lazy("Evidence was taken out: %(name)s."),
    What.EVIDENCE_TEXT: gettext_lazy("Evidence was rewritten: %(name)s."),
    What.WORDING: gettext_lazy("The question or its wording changed."),
    What.OBJECTIVE_ADDED: gettext_lazy("An objective was added: %(name)s."),
    What.OBJECTIVE_GONE: gettext_lazy("An objective was taken out: %(name)s."),
    What.ACTIONS: gettext_lazy("An objective or its actions changed: %(name)s."),
    What.INTERESTS: gettext_lazy("The list of local interests changed."),
    What.PEOPLE: gettext_lazy("The numbers of people who took part changed."),
    What.ENGAGEMENT: gettext_lazy("The words on how people were helped to take part changed."),
    What.PART_ADDED: gettext_lazy("It was added."),
    What.PART_GONE: gettext_lazy("It was taken out."),
    What.REPLY: gettext_lazy("The organisation’s reply, or what became of it, changed."),
    What.EVIDENCE_TOLD: gettext_lazy("How often its evidence changed was put right."),
    What.WHO_GRADES: gettext_lazy("Who was asked to grade which part changed."),
    What.COVERAGE: gettext_lazy("Which groups the evidence speaks of changed."),
    What.QUESTIONS: gettext_lazy("The numbers of questions asked and answered changed."),
    What.FIGURES: gettext_lazy("The figures in the evidence changed."),
    What.ORGANISATION: gettext_lazy("What is said about the organisation changed."),
    What.EDITION: gettext_lazy("What is said about the edition and its grades changed."),
    What.METHOD: gettext_lazy("The rule by which grades were agreed changed."),
    What.TOTAL_COUNT: gettext_lazy("How far the total is counted changed."),
    What.EARLIER: gettext_lazy("What is said about earlier years changed."),
    What.SOURCE: gettext_lazy("The source changed."),
    What.FORM: gettext_lazy("What the official form says beside the grades changed."),
}


def change_lines(changes: Iterable[ChangePart]) -> list[str]:
    """One sentence for each change, with the outcome and service it is about."""
    return [_line(change) for change in changes]


def changes_of(snapshot: Snapshot) -> list[str]:
    """The same of a whole report; a correction that corrects nothing in it says so.

    Empty for a first version, and for corrections from before changes were listed.
    """
    changes = snapshot.get("changes", [])
    if not changes and "changes" in snapshot and snapshot["correction_reason"]:
        return [_("Nothing in the report itself. Only the reason above was added.")]
    return change_lines(changes)


def _line(change: ChangePart) -> str:
    where = " – ".join(filter(None, (change["outcome"], change["service_name"])))
    return f"{where}: {_sentence(change)}" if where else _sentence(change)


def _sentence(change: ChangePart) -> str:
    what = change["what"]
    if what in SIDE_BY_SIDE:
        values = {
            "before": change.get("before") or _("none"),
            "after": change.get("after") or _("none"),
        }
        return str(SIDE_BY_SIDE[what]) % values
    return str(PLAIN[what]) % {"name": change["name"]}
