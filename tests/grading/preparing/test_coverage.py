"""Who the evidence speaks of: the page, the file, the command, the grader's line, the report."""

import csv
import io
from datetime import date

from django.core.management import call_command
from django.test import Client

from evidence.models import EvidenceItem
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, EvidenceUse
from grading.selectors.grader import SESSION_KEY
from grading.services.assessment import move
from reports.services.snapshot import build_snapshot
from stakeholders.models import Characteristic
from tests.common.markup import parse_page
from tests.world import TEST, World


def put(world: World, row: AssessedOutcome, *groups: str, visibility: str = "public") -> None:
    """An item for an outcome that says it speaks of the groups."""
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="An item", summary="Shows it.", visibility=visibility
    )
    item.characteristics.set(Characteristic.objects.filter(organisation=None, key__in=groups))
    EvidenceUse.objects.create(assessed_outcome=row, item=item)


def filled(world: World) -> None:
    """1A of the first service: age twice, sex once; 2A: nothing named; 3A: for staff alone."""
    first = world.assessed_outcome("1A", "s1")
    put(world, first, "age", "sex")
    put(world, first, "age", visibility=EvidenceItem.Visibility.GRADERS)
    put(world, world.assessed_outcome("2A"))
    put(world, world.assessed_outcome("3A"), "age", visibility=EvidenceItem.Visibility.STAFF)
    AssessedOutcome.objects.filter(outcome_code="3C").update(
        in_scope=False, out_of_scope_reason="No"
    )


def counted(world: World) -> dict[tuple[str, str, str], int]:
    """The same counted the long way round, one query for each cell."""
    rows = world.assessment.assessed_outcomes.filter(in_scope=True).order_by("position")
    return {
        (row.outcome_code, row.service.name if row.service else "", group.label): (
            row.evidence_uses.exclude(item__visibility="staff")
            .filter(item__characteristics=group)
            .count()
        )
        for row in rows
        for group in Characteristic.objects.filter(organisation=None)
    }


def read_csv(text: str) -> dict[tuple[str, str, str], int]:
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {
        (line["outcome"], line["service"], group): int(items)
        for line in lines
        for group, items in line.items()
        if group not in ("outcome", "service", "items")
    }


def test_file_and_command_agree_with_a_count_of_another_kind(world: World, capsys) -> None:
    filled(world)
    response = world.client("lead").get(f"/work/{world.assessment.pk}/coverage.csv")
    expected = counted(world)
    assert sum(expected.values()) == 3
    assert read_csv(response.content.decode()) == expected
    call_command("coverage", "TST", "2025/26", "--framework", "eds2022", "--format", "csv")
    assert read_csv(capsys.readouterr().out) == expected


def test_the_page_is_a_table_with_heads_and_words(world: World) -> None:
    filled(world)
    response = world.client("reader").get(f"/work/{world.assessment.pk}/coverage/")
    page = response.content.decode()
    parse_page(page)
    groups = Characteristic.objects.filter(organisation=None).count()
    rows = world.assessment.assessed_outcomes.filter(in_scope=True).count()
    assert page.count('scope="col"') == groups + 1
    assert page.count('scope="row"') == rows
    assert page.count(">2 items<") == 1
    assert page.count(">1 item<") == 1
    assert page.count(">None<") == rows * groups - 2
    assert f"in 2 of {rows * groups} places. {rows * groups - 2} are empty." in page


def test_as_many_queries_for_much_evidence(world: World, django_assert_max_num_queries) -> None:
    client = world.client("lead")
    filled(world)
    for _each in range(3):
        filled(world)
    with django_assert_max_num_queries(9):
        assert client.get(f"/work/{world.assessment.pk}/coverage/").status_code == 200


def test_a_grader_reads_whom_nothing_speaks_of(world: World) -> None:
    filled(world)
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    page = client.get(f"/grade/{world.assessed_outcome('1A', 's1').pk}/").content.decode()
    said = page.split("No evidence here speaks of:")[1].split("</p>")[0]
    labels = dict(Characteristic.objects.values_list("key", "label"))
    assert labels["age"] not in said
    assert labels["sex"] + "," not in said
    assert labels["disability"] in said
    empty = client.get(f"/grade/{world.assessed_outcome('1B', 's1').pk}/").content.decode()
    assert "No evidence here speaks of" not in empty


def test_the_report_counts_only_what_everybody_may_read(world: World) -> None:
    filled(world)
    coverage = build_snapshot(world.assessment, version=1, published_on=date(2026, 2, 27))[
        "coverage"
    ]
    age, sex = (
        coverage["groups"].index(Characteristic.objects.get(key=key, organisation=None).label)
        for key in ("age", "sex")
    )
    rows = {(row["outcome"], row["service_name"]): row for row in coverage["rows"]}
    first = rows["1A", "Example service 1"]
    assert (first["items"], first["by_group"][age], first["by_group"][sex]) == (2, 1, 1)
    assert rows["3A", ""]["items"] == 0
    assert ("3C", "") not in rows
    assert sum(sum(row["by_group"]) for row in coverage["rows"]) == 2
