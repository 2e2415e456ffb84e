"""The audit trail as a table, and as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edsportal.common.audit.reading import Entry
from edsportal.common.domain.spreadsheet import csv_text


def trail_table(
    entries: Sequence[Entry], *, caption: str, with_organisation: bool
) -> dict[str, Any]:
    """Parameters of NHS.UK's table; a phone shows each row as a card."""
    head = [
        _("When"),
        _("What happened"),
        _("Why"),
        *([_("ODS code")] if with_organisation else []),
    ]
    return {
        "caption": {"text": caption, "size": "m"},
        "responsive": True,
        "head": [{"text": words} for words in head],
        "rows": [
            [
                {"header": head[0], "text": _when(entry)},
                {"header": head[1], "text": entry.sentence},
                {"header": head[2], "text": entry.why or "–"},
                *(
                    [{"header": head[3], "text": entry.organisation or "–"}]
                    if with_organisation
                    else []
                ),
            ]
            for entry in entries
        ],
    }


def trail_csv(entries: Iterable[Entry]) -> str:
    """The same as a CSV file: when (UK time), who, what, why, organisation, kind of event."""
    head = [_("When"), _("Who"), _("What happened"), _("Why"), _("ODS code"), _("Kind")]
    return csv_text(
        head,
        (
            (
                timezone.localtime(entry.at).isoformat(timespec="seconds"),
                entry.who,
                entry.sentence,
                entry.why,
                entry.organisation,
                entry.event,
            )
            for entry in entries
        ),
    )


def pages(page: Page[Any], asked: QueryDict) -> dict[str, Any]:
    """Parameters of NHS.UK's pagination: newer and older, with the filters kept."""

    def address(number: int) -> str:
        query = asked.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    found: dict[str, Any] = {}
    if page.has_previous():
        found["previous"] = {
            "href": address(page.previous_page_number()),
            "text": _("Newer"),
            "labelText": _here(page, -1),
        }
    if page.has_next():
        found["next"] = {
            "href": address(page.next_page_number()),
            "text": _("Older"),
            "labelText": _here(page, 1),
        }
    return found


def _here(page: Page[Any], step: int) -> str:
    return _("Page %(number)d of %(all)d") % {
        "number": page.number + step,
        "all": page.paginator.num_pages,
    }


def _when(entry: Entry) -> str:
    return date_format(timezone.localtime(entry.at), "j M Y, H:i")
