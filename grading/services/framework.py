"""Loading editions from their files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from grading.domain.edition_file import canonical_json, content_sha256, read_edition_file
from grading.models import Framework

SHIPPED_EDITIONS = Path(__file__).resolve().parent.parent / "frameworks"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one edition file: ``outcome`` is ``loaded``, ``changed`` or ``unchanged``."""

    framework: Framework
    outcome: str


def shipped_edition_files() -> list[Path]:
    """The editions that come with the portal, in name order."""
    return sorted(SHIPPED_EDITIONS.glob("*.yaml"))


@transaction.atomic
def load_frameworks(*, files: Iterable[Path], by: Actor) -> list[Loaded]:
    """Load edition files, all or nothing; the same file again changes nothing.

    Raises `grading.domain.edition_file.EditionErrors` for a bad file and `NotNow` for a
    changed one that an assessment already uses: grades given under one wording must not
    change their meaning.
    """
    return [_load(path, by=by) for path in files]


def _load(path: Path, *, by: Actor) -> Loaded:
    content, edition = read_edition_file(path)
    sha256 = content_sha256(content)
    framework = Framework.objects.filter(key=edition.key).first()
    if framework and framework.sha256 == sha256:
        return Loaded(framework, "unchanged")
    if framework and framework.assessments.exists():
        raise NotNow(
            _(
                "%(file)s: edition %(key)s is used by an assessment and cannot change. "
                "Give the new edition its own key."
            )
            % {"file": path.name, "key": edition.key}
        )
    outcome = "changed" if framework else "loaded"
    framework = framework or Framework(key=edition.key)
    framework.name, framework.content, framework.sha256 = (
        edition.name,
        json.loads(canonical_json(content)),
        sha256,
    )
    framework.save()
    record(Event.FRAMEWORK_LOADED, by=by, organisation="", subject=framework, sha256=sha256)
    return Loaded(framework, outcome)
