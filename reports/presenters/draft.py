"""Words for a draft that is not the one somebody saw."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.domain.changed_keys import What
from reports.domain.draft import OUTCOME
from reports.presenters.changes import PLAIN


def unseen_words(names: Iterable[str]) -> str:
    """Why nothing was published: which parts of the report changed after it was shown."""
    changed = [_said(name) for name in names]
    return " ".join(
        [
            _("The report changed after you opened this page, so nothing was published."),
            *changed,
            _("Look at it again below. If it is right, press once more."),
        ]
    )


def _said(name: str) -> str:
    if name.startswith(OUTCOME):
        return _("Outcome %(code)s changed.") % {"code": name.removeprefix(OUTCOME)}
    if name == "objectives":
        return _("An objective or an action changed.")
    return str(PLAIN[What(name)])
