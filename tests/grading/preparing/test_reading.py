"""What graders are asked to read: sums held to a count in the test, and how it is shown."""

import math

from django.test import Client

from evidence.models import EvidenceFile, EvidenceItem, ReadingLoad
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, EvidenceUse
from grading.selectors.grader import SESSION_KEY
from grading.selectors.reading import reading_loads
from grading.services.assessment import move
from tests.common.markup import parse_page
from tests.world import TEST, World


def put(
    world: World, row: AssessedOutcome, words: int, *, title: str = "Item", **more: object
) -> None:
    item = EvidenceItem.objects.create(
        organisation=world.organisation,
        title=title,
        summary="What it shows.",
        visibility=more.pop("visibility", "public"),
    )
    EvidenceUse.objects.create(assessed_outcome=row, item=item)
    for version, count in ((1, 99_999), (2, words)):
        file = EvidenceFile.objects.create(
            item=item, version=version, name="x.pdf", content_type="application/pdf", size=1,
            sha256="0", file="x", scan=more.get("scan", "clean"),
        )  # fmt: skip
        ReadingLoad.objects.create(
            file=file, words=count, pages=3, reading_age=17, initials=["ICB"], unjudged=["scans"],
            long_sentences=12,
        )  # fmt: skip


def test_minutes_of_each_outcome_agree_with_a_count(world: World) -> None:
    first, second = world.assessed_outcome("1A", "s1"), world.assessed_outcome("2A")
    put(world, first, 5000)
    put(world, first, 300)
    put(world, first, 70_000, visibility="staff")
    put(world, second, 70_000, scan="quarantined")
    found = {
        row.pk: [load.minutes for load in loads] for row, loads in reading_loads(world.assessment)
    }
    assert found.pop(first.pk) == [math.ceil(5003 / 200), math.ceil(303 / 200)]
    assert found.pop(second.pk) == [1]
    assert set(map(len, found.values())) == {0}


def test_the_lead_sees_the_longest_first_and_what_is_hard(world: World) -> None:
    put(world, world.assessed_outcome("2A"), 300, title="Little")
    first = world.assessed_outcome("1A", "s1")
    put(world, first, 300, title="Short one")
    put(world, first, 5000, title="Long one")
    page = world.client("lead").get(f"/work/{world.assessment.pk}/reading/").content.decode()
    parse_page(page)
    assert "1A – Example service 1 asks 28 minutes of a volunteer" in page
    places = [
        page.index(words)
        for words in ("Long one</strong>", "Short one</strong>", "Little</strong>")
    ]
    assert places == sorted(places)
    for words in (
        "about 26 minutes; 3 pages; 5003 words; hard to read: reading age 17; "
        "12 sentences of more than 25 words; initials never spelled out: ICB.",
        "Not counted: pages that are pictures or scans.",
    ):
        assert words in page
    assert "Change<span" in page
    assert (
        "Change<span"
        not in world.client("reader").get(f"/work/{world.assessment.pk}/reading/").content.decode()
    )


def test_as_many_queries_for_much_evidence(world: World, django_assert_num_queries) -> None:
    for many in (1, 3):
        for _each in range(many):
            put(world, world.assessed_outcome("2A"), 10)
        with django_assert_num_queries(3):
            reading_loads(world.assessment)


def test_a_grader_sees_minutes_before_opening(world: World) -> None:
    row = world.assessed_outcome("1A", "s1")
    put(world, row, 5000, title="Long one")
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    page = client.get(f"/grade/{row.pk}/").content.decode()
    assert "Long one (about 26 minutes)</span></summary>" in page
    assert "Not counted: pages that are pictures or scans." in page
