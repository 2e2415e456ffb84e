"""Atom feeds of what was published, corrected or withdrawn."""

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from reports.models import ReportSummary
from reports.presenters.addresses import version_address


def feed_text(title: str, site: str, rows: Iterable[ReportSummary], *, path: str, page: str) -> str:
    """The feed as XML. An entry is one version; its number is its address, which stays.

    ``page`` is the page that shows the same; the feed's own number is its own address.
    """
    feed = Atom1Feed(
        title=title,
        link=site + page,
        description=None,
        feed_url=site + path,
        feed_guid=site + path,
        language="en-gb",
    )
    for row in rows:
        href = site + version_address(row)
        feed.add_item(
            title=_title(row),
            link=href,
            description=_said(row),
            unique_id=href,
            updateddate=row.updated_at,
            author_name=row.organisation.name,
        )
    return str(feed.writeString("utf-8"))


def _title(row: ReportSummary) -> str:
    named = {
        "organisation": row.organisation.name,
        "edition": row.framework.edition.short_name,
        "year": row.year,
    }
    if row.withdrawn:
        return _("Withdrawn: %(organisation)s, %(edition)s %(year)s") % named
    if row.version > 1:
        return _("Corrected: %(organisation)s, %(edition)s %(year)s") % named
    return _("%(organisation)s, %(edition)s %(year)s") % named


def _said(row: ReportSummary) -> str:
    if row.withdrawn:
        return _("This report is withdrawn. Its page says why.")
    graded = {"graded": row.graded, "outcomes": row.outcomes}
    if row.score is not None:
        return _("%(score)d of %(of)d points; every outcome is graded.") % {
            "score": row.score,
            "of": row.score_of,
        }
    return _("%(graded)d of %(outcomes)d outcomes are graded.") % graded
