"""The portal's Celery application with moments to halt at, for workers that tests kill.

At the moment that HALT_AT names, the first process that comes to it says so in the folder
HALT_IN, and waits there until it is killed or somebody writes into the pipe.
"""

import os
from collections.abc import Callable
from pathlib import Path

import django

from edsportal.celery import app

django.setup()

from reports.models import Rendition  # noqa: E402  Models can be imported only from here on.
from reports.services import rendering  # noqa: E402

__all__ = ["app"]

FOLDER = Path(os.environ["HALT_IN"])
real_claim, real_make_pdf, real_store = rendering.claim, rendering.make_pdf, rendering._store


def halt(moment: str) -> None:
    if os.environ["HALT_AT"] != moment or (FOLDER / "halted").exists():
        return
    (FOLDER / "halted").touch()
    (FOLDER / "go").read_text()  # Comes back when somebody has written, and not before.


def claim(job_pk: int) -> int | None:
    attempt = real_claim(job_pk)
    if attempt is not None:
        halt("claimed")
    return attempt


def make_pdf(html: str, *, on_step: Callable[[], None]) -> bytes:
    def step() -> None:
        on_step()
        halt("laid out")

    return real_make_pdf(html, on_step=step)


def store(rendition: Rendition, content: bytes) -> None:
    real_store(rendition, content)
    halt("stored")


rendering.claim, rendering.make_pdf, rendering._store = claim, make_pdf, store
