"""The staff's page of one report: where it stands, and what can be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.models import Assessment
from reports.models import RenderJob, Rendition, Report
from reports.presenters.report_page import ReportPage, file_views, report_page

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
        return Progress(_("It could not be made."), finished=True, failed=True)
    if job.status == RenderJob.Status.RUNNING:
        words = _("Being made: %(done)d of %(total)d steps") % {
            "done": job.steps_done,
            "total": job.steps_total,
        }
        return Progress(words, finished=False, failed=False)
    return Progress(_("Waiting to be made"), finished=False, failed=False)


def progress_of_all(jobs: Mapping[str, RenderJob]) -> Progress:
    """How far the files of a report are; the annual report is made before the others."""
    annual = progress_of(jobs.get(Rendition.Kind.PDF))
    others = [progress_of(job) for kind, job in jobs.items() if kind != Rendition.Kind.PDF]
    if not others or (not annual.finished and not annual.failed):
        return annual
    every = [annual, *others]
    if any(not progress.finished for progress in every):
        ready = sum(progress.finished and not progress.failed for progress in every)
        words = _("%(ready)d of %(all)d files are ready") % {"ready": ready, "all": len(every)}
        return Progress(words, finished=False, failed=False)
    if any(progress.failed for progress in every):
        return Progress(_("Some files could not be made."), finished=True, failed=True)
    return Progress(_("Ready"), finished=True, failed=False)


@dataclass(frozen=True, slots=True)
class WorkFile:
    """One file of the newest version: where it is, or how far it is in words."""

    label: str
    href: str
    size: int
    words: str


def work_files(report: Report, jobs: Mapping[str, RenderJob]) -> list[WorkFile]:
    """Every form of the report, made or not."""
    made = {file.kind: file for file in file_views(report)}
    files = []
    for kind in Rendition.Kind:
        file, job = made.get(kind.value), jobs.get(kind.value)
        waits = _("Waits for the annual report") if job is None else progress_of(job).words
        files.append(
            WorkFile(
                label=str(kind.label),
                href=file.href if file else "",
                size=file.size if file else 0,
                words=waits,
            )
        )
    return files


def work_page(
    assessment: Assessment,
    versions: Sequence[Report],
    jobs: Mapping[str, RenderJob],
    *,
    may_publish: bool,
) -> dict[str, Any]:
    """Context of the page, without the preview."""
    page: ReportPage | None = report_page(versions[0], versions) if versions else None
    return {
        "page": page,
        "progress": progress_of_all(jobs),
        "files": work_files(versions[0], jobs) if versions else [],
        "ready_to_publish": assessment.state == State.AGREED,
        "may_publish": may_publish,
        "has_preview": has_preview(assessment),
        "newest_withdrawn": bool(page and page.withdrawn_reason),
    }
