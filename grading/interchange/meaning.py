"""What a schema cannot say: whether the values mean something here and fit one another.

Works on the sound part of a file (`schema.check_schema`): a field that is missing or was
refused is passed over, so that one slip is told once.
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from grading.interchange.entries import check_outcomes
from grading.interchange.past import check_past
from grading.interchange.problems import Json, Path, Problems, did_you_mean
from grading.models import Framework
from stakeholders.models import Organisation

_is_web_address = URLValidator(schemes=["http", "https"])


def check_meaning(data: Json, problems: Problems, *, today: date) -> None:
    """Note every value that fits the schema and still cannot be used."""
    edition = _edition(data, problems)
    _check_organisation(data.get("organisation") or {}, problems)
    _check_year(data.get("year"), problems)
    _check_ids("services", data.get("services"), problems)
    _check_ids("local_interests", data.get("local_interests"), problems)
    _check_names(data.get("local_interests"), problems)
    if edition:
        _check_services_enough(data, edition, problems)
    check_outcomes(data, edition, problems)
    _check_published_on(data.get("published_on"), problems, today=today)
    check_past(data, problems, today=today)
    _check_url(("source", "url"), (data.get("source") or {}).get("url"), problems)
    _check_evidence_urls(data, problems)


def _edition(data: Json, problems: Problems) -> Edition | None:
    key = data.get("framework")
    if key is None:
        return None
    framework = Framework.objects.filter(key=key).first()
    if framework:
        return framework.edition
    known = list(Framework.objects.values_list("key", flat=True))
    problems.add(
        ("framework",),
        _("is not an edition loaded here: “%s”.") % key,
        did_you_mean(key, known)
        if known
        else _("Load the editions first: manage.py load_frameworks."),
    )
    return None


def _check_organisation(given: Json, problems: Problems) -> None:
    """The name must be the one held: a wrong code would publish another trust's grades."""
    held = Organisation.objects.filter(ods_code=given.get("ods_code") or "").first()
    if held is None:
        return
    name, kind = given.get("name"), given.get("kind")
    if name is not None and " ".join(name.casefold().split()) != " ".join(
        held.name.casefold().split()
    ):
        problems.add(
            ("organisation", "name"),
            _("“%(given)s” is not the name held here for %(code)s: “%(held)s”.")
            % {"given": name, "code": held.ods_code, "held": held.name},
            _("Correct the ODS code if it is wrong; otherwise write the name that is held."),
        )
    if kind is not None and kind != held.kind:
        problems.add(
            ("organisation", "kind"),
            _("“%(given)s” is not the kind held here for %(code)s: “%(held)s”.")
            % {"given": kind, "code": held.ods_code, "held": held.kind},
            _("Correct the ODS code if it is wrong; otherwise write the kind that is held."),
        )


def _check_year(year: str | None, problems: Problems) -> None:
    if year is None or "/" not in year:
        return
    start, end = year.split("/")
    if int(end) != (int(start) + 1) % 100:
        problems.add(
            ("year",),
            _("“%s” does not run into the next year.") % year,
            _("Write two years that follow each other: %(start)s/%(end)02d.")
            % {"start": start, "end": (int(start) + 1) % 100},
        )


def _check_ids(name: str, rows: Sequence[Json | None] | None, problems: Problems) -> None:
    seen: set[str] = set()
    for index, row in enumerate(rows or []):
        key = (row or {}).get("id")
        if key in seen:
            problems.add(
                (name, index, "id"),
                _("“%s” is used before in this list.") % key,
                _("Give each its own id."),
            )
        elif key is not None:
            seen.add(key)


def _check_names(rows: Sequence[Json | None] | None, problems: Problems) -> None:
    """One group listed twice would have two voices."""
    seen: set[str] = set()
    for index, row in enumerate(rows or []):
        name = (row or {}).get("name")
        if name is not None and name.casefold() in seen:
            problems.add(
                ("local_interests", index, "name"),
                _("“%s” is named before in this list.") % name,
                _("List each group once: it counts once, however many people answer for it."),
            )
        seen.add((name or "").casefold())


def _check_services_enough(data: Json, edition: Edition, problems: Problems) -> None:
    """Grading by service needs the edition's number of services; published grades do not."""
    services = data.get("services", [])
    by_service = any(
        entry.get("service") is not None and entry.get("in_scope", True)
        for entry in data.get("outcomes") or []
        if entry
    )
    if by_service and problems.clean("services") and len(services) < edition.services_required:
        problems.add(
            ("services",),
            _("has %(given)d; %(edition)s grades outcomes for %(required)d services.")
            % {
                "given": len(services),
                "edition": edition.short_name,
                "required": edition.services_required,
            },
            _("List every service that was graded, or leave the outcomes that name one out."),
        )


def _check_published_on(text: str | None, problems: Problems, *, today: date) -> None:
    if text is None:
        return
    path: Path = ("published_on",)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.add(
            path, _("“%s” is not a day of the calendar.") % text, _("Write a date as 2015-03-31.")
        )
        return
    if day > today:
        problems.add(
            path, _("“%s” is in the future.") % text, _("Write the day it was published, or null.")
        )


def _check_evidence_urls(data: Json, problems: Problems) -> None:
    for index, entry in enumerate(data.get("outcomes") or []):
        for number, item in enumerate((entry or {}).get("evidence") or []):
            _check_url(
                ("outcomes", index, "evidence", number, "url"), (item or {}).get("url"), problems
            )


def _check_url(path: Path, url: str | None, problems: Problems) -> None:
    if not url:
        return
    try:
        _is_web_address(url)
    except ValidationError:
        problems.add(
            path,
            _("is not a web address: “%s”.") % url,
            _("Write the whole address, or leave it empty."),
        )
