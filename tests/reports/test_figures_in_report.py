"""Figures of the evidence in everything that is published: no small number, and no way to one."""

import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from edsportal.common.pdf import make_pdf
from evidence.domain.suppression import SafeCounts
from evidence.models import EvidenceFile, EvidenceItem, Indicator
from evidence.services.evidence_item import ItemFacts, add_item
from grading.models import Assessment, EvidenceUse
from reports.domain.eds_report import eds_report
from reports.domain.snapshot import Snapshot, canonical_text, read_snapshot
from reports.models import Report
from reports.presenters.document import document_html
from reports.presenters.figures import figures_csv
from reports.services.report import publish
from reports.services.snapshot import build_snapshot
from reports.services.snapshot_figures import indicator_parts
from tests.common.markup import parse_page
from tests.evidence.test_disclosure import PEOPLE, left_for_hidden
from tests.reports.cases import ON, agreed, graded
from tests.world import World

TABLE = (
    "measure,characteristic,group,numerator,denominator,better\r\n"
    "Seen in time,,Overall,203,400,higher\r\n"
    "Seen in time,Sex,Women,160,300,higher\r\n"
    "Seen in time,Sex,Men,40,80,higher\r\n"
    "Seen in time,Sex,Another way,3,20,higher\r\n"
)
HERE = "/reports/TST/eds2022/2025-26/"
RANGE = range(1, 8)


def put(world: World, assessment: Assessment, *, visibility: str = "public") -> EvidenceFile:
    item = add_item(
        organisation=world.organisation,
        facts=ItemFacts(title="Waits", kind="data", summary="Who waits.", visibility=visibility),
        upload=SimpleUploadedFile("waits.csv", TABLE.encode()),
        by=world.people["lead"],
    )
    for code in ("1B", "2A"):
        row = assessment.assessed_outcomes.filter(outcome_code=code).first()
        EvidenceUse.objects.create(assessed_outcome=row, item=item)
    return item.files.get()


def cells_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def counts_in(document: str) -> list[int]:
    """Every count of people in the tables of figures, in page or PDF source."""
    tables = re.findall(r"Beside people overall</th></tr></thead>(.*?)</table>", document, re.S)
    said = re.findall(r"<td[^>]*>([^<]*)</td>", "".join(tables))
    people = [cell for cell in said if re.fullmatch(r"[\d,]+( of [\d,]+)?", cell)]
    return [int(number) for cell in people for number in re.findall(r"\d+", cell)]


def test_the_published_report_shows_them(world: World, client) -> None:
    assessment = agreed(world)
    put(world, assessment)
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    page = client.get(HERE).content.decode()
    parse_page(page)
    assert "Figures in the evidence" in page
    assert "* (hidden)" in page
    assert "160 of 300" in page
    assert "Fares as well as people overall" in page
    assert "3 of 20" not in page
    data = client.get(HERE[:-1] + ".json").json()
    (part,) = data["indicators"]
    assert part["outcomes"] == ["1B", "2A"]
    hidden = [row["group"] for row in part["measures"][0]["rows"] if row["hidden"]]
    assert hidden == ["Men", "Another way"]
    response = client.get(HERE[:-1] + ".figures.csv")
    assert response["Content-Disposition"].endswith('.figures.csv"')
    rows = cells_of(response.content.decode())
    assert [row["numerator"] for row in rows] == ["160", "*", "*", "205"]
    assert f"{HERE}v1.figures.csv" in page


def test_the_pdf_shows_them(world: World) -> None:
    assessment = graded(world)
    put(world, assessment)
    snapshot = build_snapshot(assessment, version=1, published_on=ON)
    pdf = make_pdf(document_html(snapshot, sha256="0" * 64))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    said = " ".join(text.split())
    assert "160 of 300" in said
    assert "* (hidden)" in said
    assert "3 of 20" not in said


@pytest.mark.parametrize("visibility", ["graders", "staff"])
def test_only_what_is_for_everybody_is_in_it(world: World, visibility: str) -> None:
    assessment = graded(world)
    put(world, assessment, visibility=visibility)
    assert indicator_parts(assessment) == []
    assert "indicators" not in build_snapshot(assessment, version=1, published_on=ON)


def test_a_file_that_is_held_back_is_not_in_it(world: World) -> None:
    assessment = graded(world)
    file = put(world, assessment)
    EvidenceFile.objects.filter(pk=file.pk).update(scan=EvidenceFile.Scan.QUARANTINED)
    assert indicator_parts(assessment) == []


def test_one_item_or_three_cost_the_same(world: World, django_assert_num_queries) -> None:
    assessment = graded(world)
    put(world, assessment)
    with django_assert_num_queries(3):
        assert len(indicator_parts(assessment)) == 1
    put(world, assessment)
    put(world, assessment)
    with django_assert_num_queries(3):
        assert len(indicator_parts(assessment)) == 3


def test_a_report_from_before_has_none(world: World, client) -> None:
    assessment = agreed(world)
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    assert "indicators" not in read_snapshot(Report.objects.get().content)
    assert "Figures in the evidence" not in client.get(HERE).content.decode()
    assert cells_of(client.get(HERE[:-1] + ".figures.csv").content.decode()) == []


@pytest.fixture
def frozen(world: World) -> tuple[Assessment, EvidenceFile, Snapshot]:
    assessment = graded(world)
    file = put(world, assessment)
    return assessment, file, build_snapshot(assessment, version=1, published_on=ON)


def refill(file: EvidenceFile, rows: list[tuple[int, int]]) -> None:
    """The table's rows: people it is true for, and not true for; everybody in the end."""
    file.indicators.all().delete()
    everybody = (sum(row[0] for row in rows), sum(row[1] for row in rows))
    Indicator.objects.bulk_create(
        Indicator(
            file=file,
            position=at,
            measure="Seen in time",
            characteristic="" if at == len(rows) else "Sex",
            group="Overall" if at == len(rows) else f"group {'abcdef'[at]}",
            overall=at == len(rows),
            numerator=yes,
            denominator=yes + no,
        )
        for at, (yes, no) in enumerate([*rows, everybody])
    )


def as_shown(row: dict[str, str]) -> SafeCounts:
    if row["numerator"] == "*":
        return SafeCounts("", row["group"], None, None, hidden=True)
    return SafeCounts("", row["group"], int(row["numerator"]), int(row["denominator"]))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=6))
def test_nobody_is_found_in_anything_that_is_published(
    frozen: tuple[Assessment, EvidenceFile, Snapshot], rows: list[tuple[int, int]]
) -> None:
    """Any table, through snapshot, CSV, JSON and the PDF's own text, against an outsider."""
    assessment, file, snapshot = frozen
    refill(file, rows)
    snapshot = read_snapshot(
        canonical_text({**snapshot, "indicators": indicator_parts(assessment)})
    )
    data = json.dumps(eds_report(snapshot, sha256="0" * 64)["indicators"])
    people = [int(n) for n in re.findall(r'"(?:numerator|denominator)": (\d+)', data)]
    shown = cells_of(figures_csv(snapshot, sha256="0" * 64))
    people += [int(row[c]) for row in shown for c in ("numerator", "denominator") if row[c] != "*"]
    people += counts_in(document_html(snapshot, sha256="0" * 64))
    assert not [number for number in people if number in RANGE or number % 5]
    _outsider(rows, [as_shown(row) for row in shown])


def _outsider(rows: list[tuple[int, int]], shown: list[SafeCounts]) -> None:
    *groups, overall = shown
    hidden = [at for at, row in enumerate(groups) if row.hidden]
    for (yes, no), row in zip(rows, groups, strict=True):
        assert row.hidden or not ({yes, no, yes + no} & set(RANGE))
    if overall.hidden or not hidden:
        return
    left = left_for_hidden(groups, overall)
    assert (sum(rows[at][0] for at in hidden), sum(sum(rows[at]) for at in hidden)) in left
    for column in (0, 1):
        sums = {pair[column] for pair in left}
        others = len(hidden) - 1
        assert (len(sums) if not others else max(sums) - others) >= 2, (rows, shown)


def test_the_evidence_of_everybody_keeps_its_file_to_itself(world: World, client) -> None:
    """Public evidence is public in words: its file has no address for strangers."""
    assessment = agreed(world)
    file = put(world, assessment)
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    page = client.get(HERE).content.decode()
    assert "/evidence/file/" not in page
    for address in (f"/evidence/file/{file.pk}/", f"/grade/evidence/{file.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
    assert EvidenceItem.objects.get(title="Waits").visibility == "public"
