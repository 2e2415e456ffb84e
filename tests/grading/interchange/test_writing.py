"""Exporting: the file gives the same report elsewhere, and tells nobody what it must not."""

import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.errors import NotNow
from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.interchange.document import Document
from grading.interchange.importing import import_assessment
from grading.interchange.writing import document_of, text_of
from grading.models import Assessment, Participation
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from reports.domain.eds_report import eds_report
from reports.services.snapshot import build_snapshot
from tests.grading.interchange.files import SOUND, TODAY, Json, load_editions, read, spoilt, take
from tests.independent.files import random_file
from tests.world import World

pytestmark = pytest.mark.django_db
BY = Machine("test")


def imported(document: Document) -> Assessment:
    return import_assessment(document=document, by=BY).assessment


def report_of(assessment: Assessment) -> dict[str, Any]:
    snapshot = build_snapshot(assessment, version=1, published_on=TODAY, correction_reason="")
    return eds_report(snapshot, sha256="")


def elsewhere(document: Json) -> Json:
    """The file as another portal, where no such trust is yet, would take it."""
    return {**document, "organisation": {**document["organisation"], "ods_code": "ELS"}}


@pytest.mark.parametrize("given", [SOUND, *(random_file(seed) for seed in range(9))])
def test_an_export_imported_elsewhere_gives_the_same_report(given: Json) -> None:
    load_editions()
    here = imported(read(given))

    written = json.loads(text_of(document_of(here, published_on=None)))
    there = imported(read(elsewhere(written)))

    same = {**report_of(there), "organisation": report_of(here)["organisation"]}
    assert same == report_of(here)


def test_an_export_of_an_export_is_the_same_file() -> None:
    load_editions()
    here = imported(read(SOUND))
    first = text_of(document_of(here, published_on=None))

    there = imported(read(elsewhere(json.loads(first))))

    assert text_of(document_of(there, published_on=None)).replace('"ELS"', '"FIL"') == first


def test_the_day_of_publication_is_carried() -> None:
    load_editions()
    here = imported(read(spoilt(take("published_on"))))

    document = document_of(here, published_on=date(2025, 2, 27))

    assert document.as_json()["published_on"] == "2025-02-27"
    assert document.history_published_on is None


def graded_world(world: World) -> Assessment:
    """Two people of one group and one of another have graded; the first lets nobody publish."""
    silent, open_ = world.grader("hw"), world.grader("hw")
    other = world.grader("cg", "community_group")
    open_.comment_consent = "with_name"
    open_.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=BY)
    row = world.assessed_outcome("1A", "s1")
    for grader, answer in ((silent, "developing"), (open_, "achieving"), (other, "excelling")):
        grader.participation.assessment.refresh_from_db()
        row.assessment.refresh_from_db()
        save_local_grade(
            assessed_outcome=row,
            answer=answer,
            comment=f"I think {answer}.",
            expected_version=0,
            by=grader,
        )
    return world.assessment


def test_nothing_is_exported_while_grading_is_open(world: World) -> None:
    assessment = graded_world(world)

    with pytest.raises(NotNow, match="nobody sees local grades"):
        document_of(assessment, published_on=None)


def test_no_name_no_address_and_no_private_comment_leaves(world: World) -> None:
    assessment = graded_world(world)
    move(assessment, move=Move.CLOSE_GRADING, by=BY)

    text = text_of(document_of(assessment, published_on=None))

    assert "I think achieving." in text
    assert "I think developing." not in text
    assert "I think excelling." not in text
    assert "Person of" not in text
    assert "@" not in text
    graders = {
        (given["local_interest"], given["grader"])
        for entry in json.loads(text)["outcomes"]
        for given in entry["local_grades"]
    }
    assert graders == {("hw", "g1"), ("hw", "g2"), ("cg", "g1")}


def test_who_stood_down_stays_out_so_that_they_count_nowhere(world: World) -> None:
    assessment = graded_world(world)
    move(assessment, move=Move.CLOSE_GRADING, by=BY)
    Participation.objects.filter(local_interest__key="hw").update(
        stood_down_at=timezone.now(),
        stood_down_by=world.people["lead"],
        stood_down_reason="Employed here.",
    )

    document = document_of(assessment, published_on=None)

    assert [interest.id for interest in document.local_interests] == ["cg"]
    there = imported(read(elsewhere(document.as_json())))
    assert report_of(there)["outcomes"] == report_of(assessment)["outcomes"]


def test_an_export_costs_the_same_for_one_group_and_for_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    assessment = graded_world(world)
    move(assessment, move=Move.CLOSE_GRADING, by=BY)
    trail = AuditEvent.objects.count()

    with django_assert_max_num_queries(12):
        document_of(assessment, published_on=None)

    assert AuditEvent.objects.count() == trail
