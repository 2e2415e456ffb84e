"""How a command names one assessment, and what it says when there is none."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from grading.models import Assessment, Framework
from grading.selectors.assessment import assessment_named
from stakeholders.models import Organisation


class AssessmentCommand(BaseCommand):
    """A command about one assessment: ``ODS YEAR --framework KEY``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "ods", metavar="ODS", help=_("ODS code of the organisation, for example RQ6")
        )
        parser.add_argument("year", metavar="YEAR", help=_("reporting year: 2023/24, or 2015"))
        parser.add_argument(
            "--framework", required=True, metavar="KEY", help=_("edition, for example eds2022")
        )

    def named(self, options: dict[str, Any]) -> Assessment:
        """The assessment the arguments name. Raises `CommandError` listing what is known."""
        return find_assessment(
            ods_code=options["ods"], year=options["year"], framework=options["framework"]
        )


def find_organisation(ods_code: str) -> Organisation:
    """The organisation; `CommandError` lists those that are known."""
    found = Organisation.objects.filter(ods_code=ods_code).first()
    if found is None:
        codes = Organisation.objects.order_by("ods_code").values_list("ods_code", flat=True)
        words = _("%(ods)s: no organisation has this ODS code here. Known: %(known)s.")
        raise CommandError(words % {"ods": ods_code, "known": _listed(codes)})
    return found


def find_assessment(*, ods_code: str, year: str, framework: str) -> Assessment:
    """The one assessment; `CommandError` says which part is not known, and what is."""
    try:
        return assessment_named(ods_code=ods_code, year=year, framework=framework)
    except Assessment.DoesNotExist:
        raise CommandError("\n".join(_why_missing(ods_code, year, framework))) from None


def _why_missing(ods_code: str, year: str, framework: str) -> list[str]:
    """Every part that is not known; where each is, that they do not come together."""
    codes = list(Organisation.objects.order_by("ods_code").values_list("ods_code", flat=True))
    editions = list(Framework.objects.values_list("key", flat=True))
    wrong = []
    if ods_code not in codes:
        wrong.append(
            _("%(ods)s: no organisation has this ODS code here. Known: %(known)s.")
            % {"ods": ods_code, "known": _listed(codes)}
        )
    if framework not in editions:
        wrong.append(
            _("%(framework)s: no such edition is loaded. Known: %(known)s.")
            % {"framework": framework, "known": _listed(editions)}
        )
    held = Assessment.objects.filter(organisation__ods_code=ods_code).order_by(
        "year", "framework__key"
    )
    if ods_code in codes and (framework in editions or not held.filter(year=year).exists()):
        pairs = [f"{row.year} ({row.framework.key})" for row in held.select_related("framework")]
        wrong.append(
            _("%(year)s: %(ods)s has no assessment for it in this edition. Known: %(known)s.")
            % {"year": year, "ods": ods_code, "known": _listed(pairs)}
        )
    return wrong


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known) or _("none")
