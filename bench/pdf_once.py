"""One PDF in a fresh process; prints what it cost as JSON.

``portal REPORT_PK`` runs the portal's own job from its start to the stored file;
``tagged HTML BASE_URL`` and ``untagged HTML BASE_URL`` are WeasyPrint alone with the
settings it comes with. Imports are done before the clock starts, as a worker has done them.
"""

import io
import json
import logging
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pypdf import PdfReader

#: What makes the file, and what reads it afterwards.
Way = tuple[Callable[[], object], Callable[[], bytes]]


def portal_job(report_pk: int) -> Way:
    """The job of a report, put back as if nobody had done it yet."""
    import django

    django.setup()
    from reports import tasks  # noqa: F401  # What a worker has imported before its first job.
    from reports.models import RenderJob, Rendition
    from reports.services.rendering import render_job

    pdf = {"report": report_pk, "kind": Rendition.Kind.PDF}
    for rendition in Rendition.objects.filter(**pdf):
        rendition.file.delete(save=False)
        rendition.delete()
    job = RenderJob.objects.get(**pdf)
    RenderJob.objects.filter(pk=job.pk).update(
        status=RenderJob.Status.QUEUED, attempts=0, lease_until=None, finished_at=None
    )

    def stored() -> bytes:
        with Rendition.objects.get(**pdf).file.open() as file:
            return bytes(file.read())

    return partial(render_job, job.pk), stored


def weasyprint_alone(html: str, base_url: str, *, tagged: bool) -> Way:
    """The same HTML through WeasyPrint and into a file beside it."""
    import weasyprint

    # What WeasyPrint thinks of a style sheet is not measured here.
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
    target = Path(html).with_suffix(".pdf")
    text = Path(html).read_text()

    def make() -> None:
        weasyprint.HTML(string=text, base_url=base_url).write_pdf(target, **options)

    return make, target.read_bytes


def measure(way: Way) -> dict[str, float]:
    """Seconds, CPU seconds and the process's largest memory; then what the file is."""
    make, finished = way
    cpu, begin = time.process_time(), time.perf_counter()
    made = make()
    seconds = time.perf_counter() - begin
    cpu_seconds = time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert made in (None, True), "the job was not done: its log is above"
    content = finished()
    reader = PdfReader(io.BytesIO(content))
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "peak_mb": peak,
        "pages": len(reader.pages),
        "ms_a_page": seconds * 1000 / len(reader.pages),
        "bytes": len(content),
        "tagged": "/StructTreeRoot" in reader.root_object,
    }


def main(way: str, *rest: str) -> None:
    if way == "portal":
        print(json.dumps(measure(portal_job(int(rest[0])))))
    else:
        html, base_url = rest
        print(json.dumps(measure(weasyprint_alone(html, base_url, tagged=way == "tagged"))))


if __name__ == "__main__":
    main(*sys.argv[1:])
