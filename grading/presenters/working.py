"""The working behind a grade, told in at most five short sentences anyone can read.

Words for `grading.domain.trace`: one sentence per line, the last names the result. Short words
are meant: a test holds every working to a reading age of 11 (docs/scoring.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from grading.domain.reconciliation import NotCountedReason, Reconciliation
from grading.domain.trace import TraceCode, TraceLine
from grading.presenters.result_words import short_labels

# More names than these in one sentence are hard to read; the page lists all of them.
MOST_NAMED = 2
MOST_SENTENCES = 5


def working_sentences(
    reconciliation: Reconciliation,
    *,
    edition_labels: Mapping[str, str],
    interest_names: Mapping[str, str],
) -> list[str]:
    """The working, one sentence a line, in the language now active.

    `edition_labels` goes from grade key to the edition's word (a last word that all of them
    share is left out), `interest_names` from the key of a local interest to its name. Names
    are shown only of those who met, changed their answer, may not grade this outcome, or stood
    down: who would rather not say is a number.
    """
    words = Words(short_labels(edition_labels), interest_names)
    sentences = [SENTENCES[line.code](line, words) for line in reconciliation.trace]
    last = reconciliation.trace[-1]
    if last.code in IN_TWO and len(sentences) < MOST_SENTENCES:
        sentences[-1:] = IN_TWO[last.code](last, words)
    return sentences


@dataclass(frozen=True, slots=True)
class Words:
    """The edition's grade words and the names of the local interests, by key."""

    grades: Mapping[str, str]
    names: Mapping[str, str]

    def grade(self, line: TraceLine, name: str = "grade") -> str:
        """The word for the grade that a line carries under this name."""
        return self.grades[str(line.values[name])]

    def listed(self, keys: Sequence[str]) -> str:
        """Names of local interests as a list in words; a number where they are many."""
        if len(keys) > MOST_NAMED:
            return _("%(number)d groups") % {"number": len(keys)}
        return in_words([self.names.get(key, key) for key in keys])


def in_words(items: Sequence[str]) -> str:
    """“A, B and C” in the active language."""
    return str(get_text_list(list(items), _("and")))


def _keys(line: TraceLine, name: str) -> tuple[str, ...]:
    value = line.values.get(name, ())
    return value if isinstance(value, tuple) else (str(value),)


def _counted(line: TraceLine, words: Words) -> str:
    answers = _keys(line, "answers")
    if not answers:
        return _("No group gave an answer.")
    said = in_words([_said(key, len(list(same)), words) for key, same in groupby(answers)])
    if len(answers) == 1:
        one = _("it saw too little to say") if answers[0] == NOT_ENOUGH_EVIDENCE else ""
        said = one or _("it said %(grade)s") % {"grade": words.grades[answers[0]]}
    return ngettext(
        "%(number)d group gave an answer: %(said)s.",
        "%(number)d groups gave an answer: %(said)s.",
        len(answers),
    ) % {"number": len(answers), "said": said}


def _said(key: str, number: int, words: Words) -> str:
    if key == NOT_ENOUGH_EVIDENCE:
        return _("%(number)d saw too little to say") % {"number": number}
    return _("%(number)d said %(grade)s") % {"number": number, "grade": words.grades[key]}


def _not_counted(line: TraceLine, words: Words) -> str:
    parts = []
    if barred := _keys(line, NotCountedReason.NOT_ENTITLED):
        parts.append(_("%(names)s (may not grade this)") % {"names": words.listed(barred)})
    if stood_down := _keys(line, NotCountedReason.STOOD_DOWN):
        parts.append(_("%(names)s (stood down)") % {"names": words.listed(stood_down)})
    if silent := len(_keys(line, NotCountedReason.NO_ANSWER)):
        parts.append(
            ngettext(
                "%(number)d group that chose not to say",
                "%(number)d groups that chose not to say",
                silent,
            )
            % {"number": silent}
        )
    if line.values.get("set_aside"):
        parts.append(_("a meeting of groups that may not grade this"))
    return _("We left out %(who)s.") % {"who": in_words(parts)}


def _changed_after_reply(line: TraceLine, words: Words) -> str:
    return _("After the reply, %(names)s had a new view.") % {
        "names": words.listed(_keys(line, "groups"))
    }


def _below_quorum(line: TraceLine, words: Words) -> str:
    quorum = int(str(line.values["quorum"]))
    return ngettext(
        "At least %(quorum)d group must take part, and %(heard)s did.",
        "At least %(quorum)d groups must take part, and %(heard)s did.",
        quorum,
    ) % {"quorum": quorum, "heard": line.values["heard"]}


def _meeting(line: TraceLine, words: Words) -> str:
    present = _keys(line, "present")
    return _("%(names)s met to talk it over and chose %(grade)s, so that is what counts.") % {
        "names": words.listed(present),
        "grade": words.grade(line),
    }


def _no_evidence(line: TraceLine, words: Words) -> str:
    if line.values["answered"] == 1:
        return _("As it saw too little to say, the lowest grade of all is what counts.")
    return _("As more than half saw too little to say, the lowest grade of all is what counts.")


def _only_one(line: TraceLine, words: Words) -> str:
    if line.values["lacking"]:
        return _("As one of them gave a grade, that is what counts: %(grade)s.") % {
            "grade": words.grade(line)
        }
    return _("As it is the only one, what it said counts.")


def _same(line: TraceLine) -> str:
    """For all methods alike, where all grades are the same; else ""."""
    if len(set(_keys(line, "grades"))) > 1:
        return ""
    if line.values["lacking"]:
        return _("All that gave a grade said the same, so that is what counts: %(grade)s.")
    return _("They all said the same, so that is what counts: %(grade)s.")


def _median(line: TraceLine, words: Words) -> str:
    return (_same(line) or _middle(line)) % {"grade": words.grade(line)}


def _middle(line: TraceLine) -> str:
    """Those who saw too little to say are in no order, so they are told apart."""
    lacking = bool(line.values["lacking"])
    if len(_keys(line, "grades")) == 2:
        return {
            True: _("Two gave a grade, and the lower of the two is what counts: %(grade)s."),
            False: _("The lower of the two is what counts: %(grade)s."),
        }[lacking]
    if len(set(_keys(line, "middle"))) == 1:
        return {
            True: _(
                "We put those with a grade in order, and the one in the middle is what counts: "
                "%(grade)s."
            ),
            False: _("We put these in order, and the one in the middle is what counts: %(grade)s."),
        }[lacking]
    return {
        True: _(
            "We put those with a grade in order: two are in the middle, and the lower of the two "
            "is what counts: %(grade)s."
        ),
        False: _("Two are in the middle, and the lower of the two is what counts: %(grade)s."),
    }[lacking]


def _majority(line: TraceLine, words: Words) -> str:
    if len(_keys(line, "most")) == 1:
        found = _("The grade that came up most is what counts: %(grade)s.")
    else:
        found = _("More than one grade came up most, so the lowest of these counts: %(grade)s.")
    return (_same(line) or found) % {"grade": words.grade(line)}


def _lowest(line: TraceLine, words: Words) -> str:
    found = _("The lowest grade that any of them gave is what counts: %(grade)s.")
    return (_same(line) or found) % {"grade": words.grade(line)}


def _agreed(line: TraceLine, words: Words) -> str:
    return _("The NHS body said the same, so the agreed grade is %(grade)s.") % {
        "grade": words.grade(line)
    }


def _prevails(line: TraceLine, words: Words) -> str:
    return _(
        "The NHS body said %(own)s, but it is up to the groups, so the agreed grade is %(grade)s."
    ) % {"own": words.grade(line, "organisation_grade"), "grade": words.grade(line)}


def _prevails_in_two(line: TraceLine, words: Words) -> list[str]:
    """Two short sentences where there is room: the long words of grades are easier apart."""
    return [
        _("The NHS body said %(own)s.") % {"own": words.grade(line, "organisation_grade")},
        _("But it is up to the groups, so the agreed grade is %(grade)s.")
        % {"grade": words.grade(line)},
    ]


def _agreed_in_two(line: TraceLine, words: Words) -> list[str]:
    return [
        _("The NHS body said the same."),
        _("So the agreed grade is %(grade)s.") % {"grade": words.grade(line)},
    ]


def _local_view_in_two(line: TraceLine, words: Words) -> list[str]:
    return [
        _("The NHS body gave no grade of its own."),
        _("So the agreed grade is %(grade)s.") % {"grade": words.grade(line)},
    ]


def _local_view(line: TraceLine, words: Words) -> str:
    return _("The NHS body gave no grade of its own, so the agreed grade is %(grade)s.") % {
        "grade": words.grade(line)
    }


def _not_graded(line: TraceLine, words: Words) -> str:
    if "organisation_grade" not in line.values:
        return _("So there is no agreed grade.")
    return _("The NHS body said %(own)s, but on its own that makes no agreed grade.") % {
        "own": words.grade(line, "organisation_grade")
    }


SENTENCES: Mapping[TraceCode, Callable[[TraceLine, Words], str]] = {
    TraceCode.COUNTED: _counted,
    TraceCode.NOT_COUNTED: _not_counted,
    TraceCode.CHANGED_AFTER_REPLY: _changed_after_reply,
    TraceCode.BELOW_QUORUM: _below_quorum,
    TraceCode.MEETING: _meeting,
    TraceCode.NO_EVIDENCE: _no_evidence,
    TraceCode.ONLY_ONE: _only_one,
    TraceCode.MEDIAN: _median,
    TraceCode.MAJORITY: _majority,
    TraceCode.LOWEST: _lowest,
    TraceCode.RESULT_AGREED: _agreed,
    TraceCode.RESULT_LOCAL_VIEW_PREVAILS: _prevails,
    TraceCode.RESULT_LOCAL_VIEW: _local_view,
    TraceCode.RESULT_NOT_GRADED: _not_graded,
}
# Told in two sentences where fewer than five are needed without.
IN_TWO: Mapping[TraceCode, Callable[[TraceLine, Words], list[str]]] = {
    TraceCode.RESULT_AGREED: _agreed_in_two,
    TraceCode.RESULT_LOCAL_VIEW_PREVAILS: _prevails_in_two,
    TraceCode.RESULT_LOCAL_VIEW: _local_view_in_two,
}
