"""Words for a ZIP of evidence that cannot be used, and for each row of its list that cannot."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from evidence.domain.evidence_archive import MANIFEST
from evidence.domain.manifest import COLUMNS, MOST_ROWS
from evidence.domain.zip_refusal import ZipWhy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "Mapping[ZipWhy, StrPromise]" = {
    ZipWhy.NOT_A_ZIP: _("This is not a ZIP file, or it is damaged."),
    ZipWhy.NO_MANIFEST: _("There is no %(manifest)s in the ZIP."),
    ZipWhy.MANIFEST_TOO_LARGE: _("%(manifest)s is too large."),
    ZipWhy.MANIFEST_NOT_UTF8: _("%(manifest)s is not UTF-8 text. Save it as “CSV UTF-8”."),
    ZipWhy.LEADS_OUT: _("file: “%(name)s” leads out of the ZIP's own folder."),
    ZipWhy.NO_SUCH_FILE: _("file: there is no “%(name)s” in the ZIP."),
    ZipWhy.DAMAGED: _("file: “%(name)s” is damaged in the ZIP."),
    ZipWhy.PACKED_OTHERWISE: _("file: “%(name)s” is packed in a way that cannot be read."),
    ZipWhy.LOCKED: _("The ZIP is locked with a password. Make one without."),
    ZipWhy.UNPACKS_TO_TOO_MUCH: _("The ZIP would unpack to far too much, as harmful files do."),
    ZipWhy.TOO_MANY_ROWS: _("%(manifest)s has more than %(most)d rows: send it in parts."),
    ZipWhy.NOT_CSV: _("%(manifest)s, line %(line)d: this is not CSV (%(error)s)."),
    ZipWhy.EMPTY: _("%(manifest)s is empty. Its first line is: %(columns)s"),
    ZipWhy.WRONG_COLUMNS: _(
        "%(manifest)s, line 1: columns %(wrong)s. The columns are: %(columns)s"
    ),
    ZipWhy.WRONG_CELLS: _("%(cells)d cells, but line 1 names %(heads)d. Check commas and quotes."),
    ZipWhy.NOT_A_DATE: _("%(column)s: “%(text)s” is not a date. Write it as 2026-03-31."),
}
COLUMN_WORDS: "Mapping[str, StrPromise]" = {
    "missing": _("missing: %(names)s"),
    "unknown": _("not known: %(names)s"),
    "twice": _("there twice: %(names)s"),
}


def zip_refusal_words(why: ZipWhy, facts: Mapping[str, object]) -> str:
    """One or two sentences for the person who sent it."""
    known = {"manifest": MANIFEST, "columns": ",".join(COLUMNS), "most": MOST_ROWS, **facts}
    wrong = [
        words % {"names": ", ".join(names)}
        for key, words in COLUMN_WORDS.items()
        if isinstance(names := facts.get(key), list) and names
    ]
    return str(WORDS[why] % (known | {"wrong": "; ".join(map(str, wrong))}))
