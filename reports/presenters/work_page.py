"""The staff's page of one report: where it stands, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.models import Assessment
from reports.models import RenderJob, Report
from reports.presenters.report_page import ReportPage, report_page

NO_PREVIEW = frozenset({State.PREPARING, State.GRADING})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the PDF is. `finished` is whether looking again is of no use."""

    words: str
    finished: bool
    failed: bool

    def as_data(self) -> dict[str, Any]:
        return {"words": self.words, "finished": self.finished}


def has_preview(assessment: Assessment) -> bool:
    """Whether a preview may be shown: never while people still grade."""
    return State(assessment.state) not in NO_PREVIEW


def progress_of(job: RenderJob | None) -> Progress:
    """The job row in words."""
    if job is None:
        return Progress(_("No PDF was asked for."), finished=True, failed=False)
    if job.status == RenderJob.Status.DONE:
        return Progress(_("Ready"), finished=True, failed=False)
    if job.status == RenderJob.Status.FAILED:
        return Progress(_("The PDF could not be made."), finished=True, failed=True)
    if job.status == RenderJob.Status.RUNNING:
        words = _("Being made: %(done)d of %(total)d steps") % {
            "done": job.steps_done,
            "total": job.steps_total,
        }
        return Progress(words, finished=False, failed=False)
    return Progress(_("Waiting to be made"), finished=False, failed=False)


def work_page(
    assessment: Assessment, versions: Sequence[Report], job: RenderJob | None, *, may_publish: bool
) -> dict[str, Any]:
    """Context of the page, without the preview."""
    page: ReportPage | None = report_page(versions[0], versions) if versions else None
    return {
        "page": page,
        "progress": progress_of(job),
        "ready_to_publish": assessment.state == State.AGREED,
        "may_publish": may_publish,
        "has_preview": has_preview(assessment),
        "newest_withdrawn": bool(page and page.withdrawn_reason),
    }
