"""Public pages and files: for everyone, from the frozen content, cheap to ask for again."""

import csv
import io
import re
from collections.abc import Iterator

import html5lib
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from edsportal.common.audit import Event
from edsportal.common.models import AuditEvent
from edsportal.common.release import release
from evidence.models import EvidenceItem
from grading.models import LocalGrade, MeetingGrade
from reports.models import RenderJob, Rendition, Report
from reports.selectors.standing import standing_report
from reports.services import rendering
from reports.services.rendering import render_job, render_now
from reports.services.report import publish, publish_correction, publish_imported, withdraw
from stakeholders.models import Organisation
from tests.reports.cases import ON, OPEN_WORDS, SECRET_WORDS, agreed, history
from tests.world import TEST, World

PLACE = "/reports/TST/eds2022/2025-26"
PDF = b"%PDF-1.7 stand-in"


@pytest.fixture
def report(world: World, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.setattr(rendering, "make_pdf", lambda html, on_step: PDF)
    return publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])


@pytest.fixture
def visitor() -> Client:
    return Client()


def text_of(content: bytes) -> str:
    return content.decode()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_page_tells_the_whole_story(report: Report, visitor: Client) -> None:
    response = visitor.get(f"{PLACE}/")
    page = text_of(response.content)
    assert response.status_code == 200
    for words in (
        "9 of 11 graded",
        "They saw it differently, so the local interests&#x27; view prevails.",
        "2 said Developing and 1 said Achieving",
        "self-assessment only, not graded by local interests",
        "Without Example tu the grade would be different.",
        "No provider yet",
        "Patient survey 2025",
        "Open a text line for appointments",
        "Answer about easy_read",
        "so it is not shown",
        report.sha256,
        "The PDF is being made.",
    ):
        assert words in page, words
    assert "Local interests&#x27; answers: Undeveloped activity 0, Developing activity 2" in page


def test_no_secret_and_no_markup_of_others(report: Report, visitor: Client) -> None:
    page = text_of(visitor.get(f"{PLACE}/").content)
    assert SECRET_WORDS not in page
    assert OPEN_WORDS not in page
    assert "not a formula &lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize("address", ["/", f"{PLACE}/", "/?q=nobody"])
def test_strict_html(report: Report, visitor: Client, address: str) -> None:
    page = text_of(visitor.get(address).content)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "style=" not in page


def test_it_answers_from_the_snapshot(
    report: Report, visitor: Client, django_assert_num_queries
) -> None:
    before = visitor.get(f"{PLACE}/v1/").content
    LocalGrade.objects.update(answer="excelling")
    EvidenceItem.objects.update(title="Another title")
    Organisation.objects.filter(ods_code="TST").update(name="Renamed Trust")
    with django_assert_num_queries(3):
        assert visitor.get(f"{PLACE}/v1/").content == before


def test_the_same_queries_for_many_outcomes(
    report: Report, world: World, visitor: Client, django_assert_num_queries
):
    publish_imported(assessment=history(world), published_on=ON, by=TEST)
    with django_assert_num_queries(3):
        assert visitor.get("/reports/TST/eds2/2014-15/").status_code == 200


def test_unchanged_is_304_without_reading_the_content(
    report: Report, visitor: Client, django_assert_num_queries
) -> None:
    first = visitor.get(f"{PLACE}/")
    assert "no-cache" in first["Cache-Control"]
    with django_assert_num_queries(2):
        again = visitor.get(f"{PLACE}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Content-Security-Policy" not in again


def test_the_etag_follows_every_change(world: World, report: Report, visitor: Client) -> None:
    lead = world.people["lead"]
    seen = [visitor.get(f"{PLACE}/v1/")["ETag"]]
    render_now(report)
    seen.append(visitor.get(f"{PLACE}/v1/")["ETag"])
    publish_correction(
        assessment=report.assessment, after_version=1, reason="A link", published_on=ON, by=lead
    )
    seen.append(visitor.get(f"{PLACE}/v1/")["ETag"])
    withdraw(report=report, reason="Wrong", by=lead)
    seen.append(visitor.get(f"{PLACE}/v1/")["ETag"])
    assert len(set(seen)) == 4


@pytest.mark.parametrize("address", ["/", ".json", ".csv"])
def test_a_new_release_is_a_new_page(
    report: Report, visitor: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """The page names style sheets by their hash: kept too long, it would miss them."""
    first = visitor.get(f"{PLACE}{address}")["ETag"]
    release.cache_clear()
    assert visitor.get(f"{PLACE}{address}")["ETag"] == first
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "of other files", raising=False)
    release.cache_clear()
    assert visitor.get(f"{PLACE}{address}")["ETag"] != first
    monkeypatch.undo()
    release.cache_clear()


def test_the_day_of_withdrawal_is_the_uks(
    report: Report, world: World, visitor: Client, time_machine: object
) -> None:
    """Half past midnight in summer, which is still the day before in UTC."""
    time_machine.move_to("2026-06-30T23:30:00Z", tick=False)
    withdraw(report=report, reason="Wrong", by=world.people["lead"])
    assert "1 July 2026" in text_of(visitor.get(f"{PLACE}/").content)


def test_a_grade_is_called_what_its_own_basis_says(world: World, visitor: Client) -> None:
    """One published before beside others that were graded here."""
    assessment = agreed(world)
    assessment.assessed_outcomes.filter(outcome_code="2D").update(published_grade="achieving")
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    page = text_of(visitor.get(f"{PLACE}/").content)
    labels = {
        code: re.search(r'report-label">([^<]+)<', page.split(f'id="outcome-{code}"')[1]).group(1)
        for code in ("1A", "2C", "2D", "3C")
    }
    assert labels == {
        "1A": "Agreed grade",
        "2C": "Agreed grade",
        "2D": "Grade as published",
        "3C": "Grade",
    }


def test_who_only_met_was_heard(world: World, visitor: Client) -> None:
    assessment = agreed(world)
    met = MeetingGrade.objects.create(
        assessed_outcome=world.assessed_outcome("2D"), grade="achieving", note=""
    )
    met.present.set(assessment.participations.filter(local_interest__kind="trade_union"))
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    data = visitor.get(f"{PLACE}.json").json()
    [part] = [row for row in data["outcomes"] if row["outcome"] == "2D"]
    assert (part["view_from"], part["local_interests"]) == ("meeting", 1)
    assert set(part["tally"].values()) == {0}
    assert b"Answers of local interests" not in section(visitor.get(f"{PLACE}/").content, b"2D")


def section(page: bytes, code: bytes) -> bytes:
    return page.split(b'id="outcome-' + code + b'"')[1].split(b"</section>")[0]


def test_a_signed_in_page_is_nobody_elses(report: Report, world: World) -> None:
    response = world.client("lead").get(f"{PLACE}/")
    assert "ETag" not in response
    assert "private" in response["Cache-Control"]


def test_versions_are_told_apart(world: World, report: Report, visitor: Client) -> None:
    lead = world.people["lead"]
    publish_correction(
        assessment=report.assessment,
        after_version=1,
        reason="The link was wrong",
        published_on=ON,
        by=lead,
    )
    newest, old = (
        text_of(visitor.get(f"{PLACE}/").content),
        text_of(visitor.get(f"{PLACE}/v1/").content),
    )
    assert "Version 2 corrects the one before." in newest
    assert "The link was wrong" in newest
    assert "There is a newer version" not in newest
    assert "There is a newer version" in old
    assert visitor.get(f"{PLACE}.json").json()["version"] == 2
    assert visitor.get(f"{PLACE}/v1.json").json()["version"] == 1
    withdraw(report=Report.objects.get(version=2), reason="All figures were last year's", by=lead)
    page = text_of(visitor.get(f"{PLACE}/").content)
    assert "Withdrawn" in page
    assert "All figures were last year&#x27;s" in page


def correct(report: Report, world: World) -> Report:
    return publish_correction(
        assessment=report.assessment,
        after_version=1,
        reason="The link was wrong",
        published_on=ON,
        by=world.people["lead"],
    )


@pytest.mark.parametrize("ending", ["json", "csv", "figures.csv", "pdf"])
def test_each_file_says_what_its_version_is_now(
    world: World, report: Report, visitor: Client, ending: str
) -> None:
    render_now(report)
    lead, old = world.people["lead"], f"{PLACE}/v1.{ending}"
    seen = [visitor.get(old)]
    second = correct(report, world)
    render_now(second)
    seen.append(visitor.get(old, headers={"If-None-Match": seen[0]["ETag"]}))
    seen_newest = [visitor.get(f"{PLACE}.{ending}")]
    withdraw(report=second, reason="All figures were last year's", by=lead)
    seen.append(visitor.get(old, headers={"If-None-Match": seen[1]["ETag"]}))
    assert [answer.status_code for answer in seen] == [200, 200, 200]
    assert [answer["X-Report-Status"] for answer in seen] == ["current", "superseded", "withdrawn"]
    seen_newest.append(visitor.get(f"{PLACE}.{ending}"))
    assert [answer["X-Report-Status"] for answer in seen_newest] == ["current", "withdrawn"]
    for answer in filter(lambda answer: answer.streaming, [*seen, *seen_newest]):
        body(answer)
    assert f'{PLACE}/>; rel="latest-version"' in seen[0]["Link"]
    unchanged = visitor.get(old, headers={"If-None-Match": seen[2]["ETag"]})
    assert (unchanged.status_code, unchanged["X-Report-Status"]) == (304, "withdrawn")


def test_an_old_version_does_not_come_back(world: World, report: Report, visitor: Client) -> None:
    second = correct(report, world)
    withdraw(report=second, reason="All figures were last year's", by=world.people["lead"])
    old = text_of(visitor.get(f"{PLACE}/v1/").content)
    assert "No version of this report stands" in old
    assert "Go to the newest version" not in old
    assert standing_report(report.assessment) is None


def test_a_lost_file_is_made_again(report: Report, visitor: Client) -> None:
    rendition = render_now(report)
    rendition.file.storage.delete(rendition.file.name)
    for _again in range(2):
        lost = visitor.get(f"{PLACE}.pdf")
        assert (lost.status_code, lost["Retry-After"]) == (503, "60")
        assert "This file is being made again" in text_of(lost.content)
        assert "no-store" in lost["Cache-Control"]
    job = RenderJob.objects.get(report=report, kind="pdf")
    assert job.status == RenderJob.Status.QUEUED
    asked = AuditEvent.objects.filter(event=Event.RENDITION_ASKED_AGAIN)
    assert asked.count() == 1
    assert render_job(job.pk)
    assert body(visitor.get(f"{PLACE}.pdf")) == PDF
    assert Rendition.objects.get(report=report, kind="pdf").sha256 == rendition.sha256


def test_history_is_shown_as_published(world: World, visitor: Client) -> None:
    publish_imported(assessment=history(world, {"1.1": "excelling"}), published_on=ON, by=TEST)
    page = text_of(visitor.get("/reports/TST/eds2/2014-15/").content)
    assert "Brought in from a published report, not graded here." in page
    assert "https://example.org/eds2-2015" in page
    assert "Outcome 4.3 is inferred from the total." in page
    assert "Agreed" not in page
    assert "Who graded and how" not in page


def test_data_carries_the_fingerprint(report: Report, visitor: Client) -> None:
    response = visitor.get(f"{PLACE}.json")
    assert response.json()["sha256"] == report.sha256
    assert (
        visitor.get(f"{PLACE}.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
    )
    table = visitor.get(f"{PLACE}/v1.csv")
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="eds-TST-eds2022-2025-26-v1.csv"' in table["Content-Disposition"]
    assert len(list(csv.reader(io.StringIO(text_of(table.content), newline="")))) == 1 + 23


def test_the_pdf_when_it_is_made(report: Report, visitor: Client) -> None:
    assert visitor.get(f"{PLACE}.pdf").status_code == 404
    rendition = render_now(report)
    response = visitor.get(f"{PLACE}.pdf")
    assert (response["Content-Type"], body(response)) == ("application/pdf", PDF)
    assert (
        visitor.get(f"{PLACE}.pdf", headers={"If-None-Match": response["ETag"]}).status_code == 304
    )
    assert rendition.sha256 in text_of(visitor.get(f"{PLACE}/").content)


@pytest.mark.parametrize(
    "address",
    [
        "/reports/OTH/eds2022/2025-26/",
        "/reports/TST/eds2/2025-26/",
        "/reports/TST/eds2022/2024-25/",
        f"{PLACE}/v2/",
        f"{PLACE}/v2.json",
        f"{PLACE}.docx",
    ],
)
def test_what_is_not_there(report: Report, visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", f"{PLACE}/", f"{PLACE}.json"])
def test_nobody_writes_here(report: Report, visitor: Client, address: str) -> None:
    assert visitor.post(address).status_code == 405


def organisations(number: int) -> Iterator[Organisation]:
    for place in range(number):
        yield Organisation.objects.create(
            ods_code=f"Z{place:02d}", name=f"Zed {place} Trust", kind="provider"
        )


def test_front_page_finds_by_name_and_code(report: Report, visitor: Client) -> None:
    for search, found in (
        ("", True),
        ("community", True),
        ("tst", True),
        ("nobody", False),
        ("%", False),
    ):
        page = text_of(visitor.get("/", {"q": search}).content)
        assert (f'href="{PLACE}/"' in page) is found, search
    assert 'href="/code/"' in page


def test_front_page_costs_the_same_for_many(
    report: Report, world: World, visitor, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        visitor.get("/")
    for organisation in organisations(3):
        world.organisation = organisation
        publish_imported(assessment=history(world), published_on=ON, by=TEST)
    with django_assert_num_queries(3):
        page = text_of(visitor.get("/").content)
    assert page.count("Zed ") >= 6


def test_front_page_names_the_newest_three_and_leads_to_the_others(world: World, visitor) -> None:
    for year in ("2012/13", "2013/14", "2014/15", "2015/16", "2016/17"):
        publish_imported(assessment=history(world, year=year), published_on=ON, by=TEST)
    page = text_of(visitor.get("/").content)
    assert "2016/17: " in page
    assert "2014/15: " in page
    assert "2013/14: " not in page
    assert "2 more reports" in page
    searched = text_of(visitor.get("/", {"q": "TST 2012"}).content)
    assert "2012/13: " in searched
    assert "2016/17: " not in searched
    assert "more report" not in searched
