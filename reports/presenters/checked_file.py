"""The answer about a file, in words for whoever holds it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reports.models import Report
from reports.presenters.addresses import report_address
from reports.selectors.checked_file import CheckedFile, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """A heading, what it means, and where to read on; `good` only for what still stands."""

    heading: str
    sentences: list[str]
    sha256: str
    good: bool
    address: str = ""
    address_words: str = ""


def answer_about(checked: CheckedFile) -> Answer:
    """Five kinds of answer; each says what to do next."""
    return _ANSWERS[checked.verdict](checked)


def named(report: Report) -> str:
    """Version, report and organisation in one phrase."""
    assessment = report.assessment
    return _("version %(version)d of the %(edition)s report %(year)s of %(organisation)s") % {
        "version": report.version,
        "edition": assessment.framework.name,
        "year": assessment.year,
        "organisation": assessment.organisation.name,
    }


def _published(checked: CheckedFile) -> str:
    report = _of(checked)
    form = checked.rendition.get_kind_display() if checked.rendition else ""
    return _("It is %(what)s: %(form)s, published on %(day)s. Not one byte is different.") % {
        "what": named(report),
        "form": form,
        "day": date_format(report.published_on, "j F Y"),
    }


def _current(checked: CheckedFile) -> Answer:
    return Answer(
        _("This is the published report"),
        [_published(checked), _("There is no newer version.")],
        checked.sha256,
        True,
        report_address(_of(checked).assessment),
        _("Read it on this site"),
    )


def _superseded(checked: CheckedFile) -> Answer:
    return Answer(
        _("This report has been corrected since"),
        [
            _published(checked),
            _("A newer one was published on %(day)s: version %(version)d.")
            % {
                "day": date_format(_newest(checked).published_on, "j F Y"),
                "version": _newest(checked).version,
            },
        ],
        checked.sha256,
        False,
        report_address(_newest(checked).assessment),
        _("Read the newest version"),
    )


def _withdrawn(checked: CheckedFile) -> Answer:
    report, newest = _of(checked), _newest(checked)
    gone = hasattr(newest, "withdrawal")
    return Answer(
        _("This report was withdrawn"),
        [
            _published(checked),
            *_why_withdrawn(report, newest),
        ],
        checked.sha256,
        False,
        report_address(newest.assessment),
        _("See what became of it") if gone else _("Read the version that stands"),
    )


def _why_withdrawn(report: Report, newest: Report) -> list[str]:
    """Of this version or of the one that replaced it, and whether any is left."""
    said = []
    if hasattr(report, "withdrawal"):
        said.append(
            _("The organisation withdrew it on %(day)s. Its reason: %(reason)s")
            % _withdrawal(report)
        )
    if hasattr(newest, "withdrawal"):
        if newest.pk != report.pk:
            said.append(
                _(
                    "Version %(version)d, which replaced it, was withdrawn on %(day)s. "
                    "The reason: %(reason)s"
                )
                % _withdrawal(newest)
            )
        said.append(_("No version of this report stands now."))
    elif newest.pk != report.pk:
        said.append(
            _("Version %(version)d stands now, published on %(day)s.")
            % {"version": newest.version, "day": date_format(newest.published_on, "j F Y")}
        )
    return said


def _withdrawal(report: Report) -> dict[str, object]:
    return {
        "version": report.version,
        "day": date_format(localtime(report.withdrawal.at), "j F Y"),
        "reason": report.withdrawal.reason,
    }


def _changed(checked: CheckedFile) -> Answer:
    return Answer(
        _("This file is not as it was published"),
        [
            _("It says that it is %(what)s.") % {"what": named(_of(checked))},
            _(
                "But its bytes are not those that were published. It was changed, damaged, "
                "printed anew or saved by another program. Do not rely on it."
            ),
        ],
        checked.sha256,
        False,
        report_address(_newest(checked).assessment),
        _("Read the published report"),
    )


def _unknown(checked: CheckedFile) -> Answer:
    return Answer(
        _("This is no report from this site"),
        [
            _("No PDF or Word file published here has these bytes."),
            _(
                "If you were told that it is one, find the organisation's report here and "
                "compare the two."
            ),
        ],
        checked.sha256,
        False,
    )


def _of(checked: CheckedFile) -> Report:
    assert checked.report is not None  # Every verdict but “unknown” is about a report.
    return checked.report


def _newest(checked: CheckedFile) -> Report:
    assert checked.newest is not None
    return checked.newest


_ANSWERS = {
    Verdict.CURRENT: _current,
    Verdict.SUPERSEDED: _superseded,
    Verdict.WITHDRAWN: _withdrawn,
    Verdict.CHANGED: _changed,
    Verdict.UNKNOWN: _unknown,
}
