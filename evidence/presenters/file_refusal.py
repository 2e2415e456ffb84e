"""Words for a file that is not taken: what is wrong, and how to mend it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FILE_TYPES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "Mapping[Why, StrPromise]" = {
    Why.EMPTY: _("The file is empty. Choose one that has something in it."),
    Why.TOO_LARGE: _(
        "The file is larger than %(megabytes)s MB. Make its pictures smaller, or give a link "
        "to it instead."
    ),
    Why.NOT_A_KIND_WE_TAKE: _(
        "Files ending in “%(extension)s” cannot be added. Save it as one of these: %(types)s."
    ),
    Why.NOT_WHAT_ITS_NAME_SAYS: _(
        "The name says it is %(label)s, but the content is something else. Open it in the "
        "program it was made with and save it as %(label)s."
    ),
    Why.BROKEN: _(
        "The file is damaged or not complete, so it cannot be opened as %(label)s. Save or "
        "download it again, check that it opens, then add it."
    ),
    Why.PASSWORD: _(
        "The file is locked with a password, or in an old format. Save a copy as %(label)s "
        "without a password, because graders could not open this one."
    ),
    Why.MACROS: _(
        "The file holds macros (small programs), which are not safe to pass on. Save a copy "
        "without macros as %(label)s, or as PDF."
    ),
    Why.PACKED_TOO_TIGHT: _(
        "The file would unpack to far more than its size, as harmful files do. Save it as PDF "
        "and add that."
    ),
    Why.TWO_FILES_IN_ONE: _(
        "There is an archive hidden inside this %(label)s file. Save a new copy from the "
        "program it was made with."
    ),
    Why.WEB_PAGE: _(
        "This is a web page or XML, which could run code. Print it to PDF and add that, or "
        "give a link to it."
    ),
    Why.TOO_MANY_PAGES: _(
        "The PDF has %(pages)s pages; the most is %(most)s. Add the pages that matter here."
    ),
    Why.PICTURE_TOO_LARGE: _(
        "The picture has more than %(most)s million dots. Save a smaller copy and add that."
    ),
}


def refusal_words(refusal: FileRefused) -> str:
    """One or two sentences for the person who chose the file."""
    facts = dict(refusal.facts)
    limit = facts.get("limit")
    facts["megabytes"] = limit // (1024 * 1024) or 1 if isinstance(limit, int) else ""
    facts["types"] = ", ".join(file_type.label for file_type in FILE_TYPES)
    facts["extension"] = f".{facts['extension']}" if facts.get("extension") else "…"
    return str(WORDS[refusal.why] % facts)
