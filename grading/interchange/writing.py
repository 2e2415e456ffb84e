"""Writing an assessment back as an interchange file that gives the same report elsewhere.

The file carries no names or addresses of graders: they are g1, g2 … in each local
interest, in an order that does not follow the invitations. A comment goes in only where
its writer agreed to have it published with the group's name, because the file names the
group. What no longer counts stays out: a local interest or a person that stood down, an
answer not given yet.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from edsportal.common.errors import NotNow
from evidence.models import EvidenceItem
from grading.domain.meeting import RecordedMeeting
from grading.domain.workflow import State
from grading.interchange.document import (
    Document,
    Entry,
    Evidence,
    LocalGrade,
    LocalInterest,
    MeetingGrade,
    Organisation,
    Service,
    Settings,
    Source,
)
from grading.models import (
    AssessedOutcome,
    Assessment,
    CommentConsent,
    EvidenceUse,
    Grader,
    Participation,
)
from grading.models import LocalGrade as SavedGrade
from grading.selectors.results import standing_meetings
from stakeholders.domain.characteristics import ProtectedCharacteristic
from stakeholders.models import Characteristic

_PROTECTED = frozenset(ProtectedCharacteristic)


def document_of(assessment: Assessment, *, published_on: date | None) -> Document:
    """The document that stands for ``assessment``; a fixed number of queries.

    ``published_on`` is the day of its newest report, which this room does not know.
    Raises `NotNow` while grading is open: nobody sees others' grades before it closes.
    """
    if assessment.state == State.GRADING:
        raise NotNow(
            _("Grading is open, and nobody sees local grades before it closes. Export it then.")
        )
    organisation = assessment.organisation
    participations = _participations(assessment)
    answers = _answers(participations)
    met = standing_meetings(assessment)
    services = [row.service for row in assessment.assessment_services.select_related("service")]
    return Document(
        organisation=Organisation(organisation.ods_code, organisation.name, organisation.kind),
        framework=assessment.framework.key,
        year=assessment.year,
        services=tuple(Service(service.key, service.name) for service in services),
        settings=Settings(
            method=assessment.method,
            quorum=assessment.quorum,
            who_grades={goal: tuple(kinds) for goal, kinds in assessment.narrowing.items()},
        ),
        local_interests=tuple(_local_interest(row) for row in participations),
        outcomes=tuple(
            _entry(row, answers.get(row.pk, []), met.get(row.pk)) for row in _rows(assessment)
        ),
        source=Source(assessment.source_url, assessment.source_note),
        published_on=published_on,
    )


def text_of(document: Document) -> str:
    """The file's text, laid out for people to read."""
    return json.dumps(document.as_json(), ensure_ascii=False, indent=2) + "\n"


def _participations(assessment: Assessment) -> list[Participation]:
    people = Grader.objects.select_related("declared_interest")
    return list(
        Participation.objects.filter(assessment=assessment, stood_down_at=None)
        .select_related("local_interest")
        .prefetch_related(
            "local_interest__represents", Prefetch("graders", people), "graders__local_grades"
        )
        .order_by("local_interest__key")
    )


def _rows(assessment: Assessment) -> list[AssessedOutcome]:
    return list(
        assessment.assessed_outcomes.select_related("service", "meeting_grade")
        .prefetch_related(
            "meeting_grade__present__local_interest",
            "evidence_uses__item__characteristics",
            "evidence_uses__version",
        )
        .order_by("position")
    )


def _local_interest(row: Participation) -> LocalInterest:
    interest = row.local_interest
    return LocalInterest(
        interest.key, interest.name, interest.kind, _protected(interest.represents.all())
    )


def _protected(groups: Iterable[Characteristic]) -> tuple[str, ...]:
    """The nine that every organisation knows; inclusion groups are an organisation's own."""
    return _protected_keys(group.key for group in groups)


def _protected_keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in _PROTECTED)


def _answers(participations: list[Participation]) -> dict[int, list[LocalGrade]]:
    """Answers by assessed outcome; those with a comment alone are no answer yet."""
    found: dict[int, list[LocalGrade]] = defaultdict(list)
    for participation in participations:
        for name, grader in _named(list(participation.graders.all())).items():
            for saved in grader.local_grades.all():
                if saved.answer and not grader.stood_down:
                    found[saved.assessed_outcome_id].append(
                        _local_grade(participation.local_interest.key, name, grader, saved)
                    )
    return found


def _named(graders: list[Grader]) -> dict[str, Grader]:
    """Graders by the name they have in the file: the one they came with, or g1, g2 …"""
    named = {grader.import_key: grader for grader in graders if grader.import_key}
    free = (f"g{n}" for n in range(1, 2 * len(graders) + 1) if f"g{n}" not in named)
    others = [grader for grader in graders if not grader.import_key]
    return named | dict(zip(free, sorted(others, key=_shuffled), strict=False))


def _shuffled(grader: Grader) -> str:
    """A place in the order that stays, and that nobody can tell from the invitations."""
    return salted_hmac("grading.interchange.grader", str(grader.pk)).hexdigest()


def _local_grade(interest: str, name: str, grader: Grader, saved: SavedGrade) -> LocalGrade:
    return LocalGrade(
        local_interest=interest,
        grader=name,
        answer=saved.answer,
        comment=saved.comment if grader.comment_consent == CommentConsent.WITH_NAME else "",
        groups_faring_well=tuple(saved.groups_faring_well),
    )


def _entry(row: AssessedOutcome, answers: list[LocalGrade], met: RecordedMeeting | None) -> Entry:
    graded = row.in_scope
    return Entry(
        outcome=row.outcome_code,
        service=row.service.key if row.service else None,
        in_scope=row.in_scope,
        out_of_scope_reason="" if row.in_scope else row.out_of_scope_reason,
        organisation_grade=(row.organisation_grade or None) if graded else None,
        organisation_reason=row.organisation_reason if graded else "",
        evidence=tuple(_evidence(row)),
        local_grades=tuple(answers) if graded else (),
        meeting_grade=_meeting_grade(row, met) if graded else None,
        published_grade=(row.published_grade or None) if graded else None,
        published_certainty=(row.published_certainty or None) if graded else None,
        published_note=row.published_note if graded else "",
    )


def _evidence(row: AssessedOutcome) -> list[Evidence]:
    """What a report may say of it: a file for other places is as public as the report."""
    return [
        _as_reported(use)
        for use in row.evidence_uses.all()
        if use.item.visibility != EvidenceItem.Visibility.STAFF
    ]


def _as_reported(use: EvidenceUse) -> Evidence:
    """In the version that was graded, where one was kept."""
    said = use.version or use.item
    if use.item.visibility != EvidenceItem.Visibility.PUBLIC:
        return Evidence(said.title, "", "", ())
    keys = (
        [group["key"] for group in use.version.groups]
        if use.version
        else [group.key for group in use.item.characteristics.all()]
    )
    return Evidence(said.title, said.summary, said.url, _protected_keys(keys))


def _meeting_grade(row: AssessedOutcome, met: RecordedMeeting | None) -> MeetingGrade | None:
    """What a file said of a meeting, or what the groups that were there have confirmed."""
    if met is not None:
        return MeetingGrade(met.grade, met.confirmed, met.note)
    meeting = getattr(row, "meeting_grade", None)
    if meeting is None:
        return None
    present = tuple(
        there.local_interest.key for there in meeting.present.all() if there.stood_down_at is None
    )
    return MeetingGrade(meeting.grade, present, meeting.note) if present else None
