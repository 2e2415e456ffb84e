"""The working behind a grade, told in at most six short sentences anyone can read.

Words for `grading.domain.trace`: one sentence per line, the last names the result.
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


def working_sentences(
    reconciliation: Reconciliation,
    *,
    edition_labels: Mapping[str, str],
    interest_names: Mapping[str, str],
) -> list[str]:
    """The working, one sentence a line, in the language now active.

    `edition_labels` goes from grade key to the edition's word, `interest_names` from the
    key of a local interest to its name. Names are shown only of those who met, may not
    grade this outcome, or stood down: who would rather not say is a number.
    """
    words = Words(edition_labels, interest_names)
    return [SENTENCES[line.code](line, words) for line in reconciliation.trace]


@dataclass(frozen=True, slots=True)
class Words:
    """The edition's grade words and the names of the local interests, by key."""

    grades: Mapping[str, str]
    names: Mapping[str, str]

    def grade(self, line: TraceLine, name: str = "grade") -> str:
        """The word for the grade that a line carries under this name."""
        return self.grades[str(line.values[name])]

    def listed(self, keys: Sequence[str]) -> str:
        """Names of local interests as a list in words."""
        return in_words([self.names.get(key, key) for key in keys])


def in_words(items: Sequence[str]) -> str:
    """“A, B and C” in the active language."""
    return str(get_text_list(list(items), _("and")))


def _keys(line: TraceLine, name: str) -> tuple[str, ...]:
    value = line.values[name]
    return value if isinstance(value, tuple) else (str(value),)


def _counted(line: TraceLine, words: Words) -> str:
    answers = _keys(line, "answers")
    if not answers:
        return _("No group gave an answer.")
    said = in_words([_said(key, len(list(same)), words) for key, same in groupby(answers)])
    return ngettext(
        "%(number)d group gave an answer: %(said)s.",
        "%(number)d groups gave an answer: %(said)s.",
        len(answers),
    ) % {"number": len(answers), "said": said}


def _said(key: str, number: int, words: Words) -> str:
    if key == NOT_ENOUGH_EVIDENCE:
        return _("%(number)d said there was not enough evidence") % {"number": number}
    return _("%(number)d said %(grade)s") % {"number": number, "grade": words.grades[key]}


def _not_counted(line: TraceLine, words: Words) -> str:
    parts = []
    if barred := _keys(line, NotCountedReason.NOT_ENTITLED):
        parts.append(_("%(names)s (cannot grade this)") % {"names": words.listed(barred)})
    if stood_down := _keys(line, NotCountedReason.STOOD_DOWN):
        parts.append(_("%(names)s (stood down)") % {"names": words.listed(stood_down)})
    if silent := len(_keys(line, NotCountedReason.NO_ANSWER)):
        parts.append(
            ngettext(
                "%(number)d group that would rather not say",
                "%(number)d groups that would rather not say",
                silent,
            )
            % {"number": silent}
        )
    return _("Not counted: %(who)s.") % {"who": in_words(parts)}


def _meeting_set_aside(line: TraceLine, words: Words) -> str:
    return _("A meeting gave a grade, but no group that can grade this was there.")


def _changed_after_reply(line: TraceLine, words: Words) -> str:
    return _("Changed after the organisation's reply: %(names)s.") % {
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
    return _("%(names)s met and agreed on %(grade)s, and that is what counts.") % {
        "names": words.listed(_keys(line, "present")),
        "grade": words.grade(line),
    }


def _no_evidence(line: TraceLine, words: Words) -> str:
    if line.values["answered"] == 1:
        return _(
            "Only one group answered and saw too little evidence, so the lowest grade counts: "
            "%(grade)s."
        ) % {"grade": words.grade(line)}
    return _("More than half saw too little evidence, so the lowest grade counts: %(grade)s.") % {
        "grade": words.grade(line)
    }


def _only_one(line: TraceLine, words: Words) -> str:
    return _("Only one group answered, so its grade counts: %(grade)s.") % {
        "grade": words.grade(line)
    }


def _median(line: TraceLine, words: Words) -> str:
    middle = [words.grades[key] for key in _keys(line, "middle")]
    if len(set(middle)) == 1:
        return _("The grade in the middle counts: %(grade)s.") % {"grade": words.grade(line)}
    return _("%(grades)s are in the middle, and the lower one counts: %(grade)s.") % {
        "grades": in_words(middle),
        "grade": words.grade(line),
    }


def _majority(line: TraceLine, words: Words) -> str:
    most = [words.grades[key] for key in _keys(line, "most")]
    if len(most) == 1:
        return _("The grade given most often counts: %(grade)s.") % {"grade": words.grade(line)}
    return _("%(grades)s were given equally often, and the lowest counts: %(grade)s.") % {
        "grades": in_words(most),
        "grade": words.grade(line),
    }


def _lowest(line: TraceLine, words: Words) -> str:
    return _("The lowest grade given counts: %(grade)s.") % {"grade": words.grade(line)}


def _agreed(line: TraceLine, words: Words) -> str:
    return _("The organisation gave the same grade, so the agreed grade is %(grade)s.") % {
        "grade": words.grade(line)
    }


def _prevails(line: TraceLine, words: Words) -> str:
    return _(
        "The organisation said %(own)s, but the groups decide, so the agreed grade is %(grade)s."
    ) % {"own": words.grade(line, "organisation_grade"), "grade": words.grade(line)}


def _local_view(line: TraceLine, words: Words) -> str:
    return _("The organisation gave no grade, so the agreed grade is %(grade)s.") % {
        "grade": words.grade(line)
    }


def _not_graded(line: TraceLine, words: Words) -> str:
    if "organisation_grade" not in line.values:
        return _("So there is no agreed grade.")
    return _("The organisation said %(own)s, but that alone makes no agreed grade.") % {
        "own": words.grade(line, "organisation_grade")
    }


SENTENCES: Mapping[TraceCode, Callable[[TraceLine, Words], str]] = {
    TraceCode.COUNTED: _counted,
    TraceCode.NOT_COUNTED: _not_counted,
    TraceCode.MEETING_SET_ASIDE: _meeting_set_aside,
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
