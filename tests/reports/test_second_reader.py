"""A second reader: what the papers say, read back out of them, is what the data says.

Twenty random assessments of all editions go the whole way: taken in, reconciled, published,
set on paper, and read again in the order in which a screen reader has them.
"""

import io
import json
import re
from pathlib import Path

import docx
import pytest
from django.core.management import call_command

from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.domain.eds_report import eds_report
from reports.domain.snapshot import Snapshot, read_snapshot
from reports.models import Rendition, Report
from reports.presenters.document import book_html
from reports.presenters.official_form import official_form
from tests.grading.interchange.files import load_editions
from tests.independent.files import random_file
from tests.reports.read_by_tags import words_by_tags

pytestmark = [pytest.mark.once, pytest.mark.django_db]

Kind = Rendition.Kind
NONE = ("Not graded", "Out of scope", "No grade yet")
#: The line of groups ends where the next heading or table begins.
FARING = r"Fares well here (.+?\))(?= (?:The organisation|Who saw|What others|Comments|Evidence))"
#: Outcomes that a report keeps of what its random file holds; the rest are out of scope.
KEPT = 5


class Read:
    """A published report: its data as anybody may fetch it, and how it says things."""

    def __init__(self, seed: int, folder: Path) -> None:
        document = random_file(seed)
        if seed % 4:  # Every fourth is whole, and so has a total where its edition adds scores.
            document["outcomes"] = document["outcomes"][:KEPT]
        file = folder / "assessment.json"
        file.write_text(json.dumps(document))
        load_editions()
        call_command("import_assessment", str(file))
        which = [document["organisation"]["ods_code"], document["year"]]
        framework = ["--framework", document["framework"]]
        call_command("publish_assessment", *which, *framework, "--pdf-later")
        report = Report.objects.get()
        self.snapshot: Snapshot = read_snapshot(report.content)
        self.data = eds_report(self.snapshot, sha256=report.sha256)
        self.labels = {grade["key"]: grade["label"] for grade in self.snapshot["grades"]}
        self.answers = {**self.labels, "not_enough_evidence": "Not enough evidence"}
        self.pairs = list(zip(self.data["outcomes"], self.snapshot["outcomes"], strict=True))

    @property
    def words(self) -> str:
        """Any grade or word for having none, for a pattern."""
        return "|".join(map(re.escape, [*self.labels.values(), *NONE]))

    def word(self, row: dict) -> str:
        if row["grade"]:
            return self.labels[row["grade"]]
        return {"not_graded": NONE[0], "out_of_scope": NONE[1]}.get(row["basis"], NONE[2])

    @property
    def result(self) -> str:
        total = self.data["total"]
        graded = sum(row["grade"] is not None for row in self.data["outcomes"])
        if total is None or total["score"] is None:
            return f"{graded} of {len(self.data['outcomes'])} graded"
        return f"{total['score']} of {total['of']}"

    @property
    def rating(self) -> str | None:
        total = self.data["total"]
        return total and total["rating"] and self.labels[total["rating"]]

    def paper(self, kind: str) -> str:
        """The words of a PDF in the order a screen reader has them."""
        return words_by_tags(make_pdf(book_html(kind, self.snapshot, sha256="a" * 64)))

    def word_file(self) -> str:
        """The words of the Word file in its order, table cells from left to right."""
        document = docx.Document(
            io.BytesIO(make_docx(official_form(self.snapshot), sha256="a" * 64))
        )
        said: list[str] = []
        for block in document.iter_inner_content():
            rows = getattr(block, "rows", None)
            said += [cell.text for row in rows for cell in row.cells] if rows else [block.text]
        return plain(" ".join(said))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def cut(text: str, starts: list[str], end: str = "") -> list[str]:
    """The text from each start to the next, each looked for behind the one before."""
    places: list[int] = []
    for start in starts:
        places.append(text.index(start, places[-1] + 1 if places else 0))
    ends = [*places[1:], text.index(end, places[-1]) if end else len(text)]
    return [text[place:stop] for place, stop in zip(places, ends, strict=True)]


def parts_of(row: dict) -> list[dict]:
    return row["services"] or [row]


def faring_of(part: dict) -> str:
    """How a part says which groups fare well; empty where nobody named any."""
    of = part["faring_well"]["of"]
    groups = [group for group in part["faring_well"]["groups"] if group["local_interests"]]
    return ", ".join(f"{group['label']} ({group['local_interests']} of {of})" for group in groups)


def check_annual(text: str, read: Read) -> None:
    """Each outcome's own section gives its grades, counts, dissent and groups, in order."""
    starts = [f"{o['code']} {plain(o['question'])} {o['explanation']}" for _row, o in read.pairs]
    sections = cut(text, starts, "Who graded and how")
    table = " ".join(rf"{re.escape(label)} (\d+)" for label in read.answers.values())
    said = "|".join(map(re.escape, read.answers.values()))
    for (row, outcome), section in zip(read.pairs, sections, strict=True):
        code = row["outcome"]
        found = re.findall(rf"(?:Agreed grade|Grade as published|Grade) \S ({read.words})", section)
        assert found == [read.word(each) for each in [row, *row["services"]]], code
        counts = [tuple(part["tally"][answer] for answer in read.answers) for part in parts_of(row)]
        found = re.findall(rf"Answer Number {table}", section)
        assert [tuple(map(int, each)) for each in found] == [each for each in counts if any(each)]
        dissent = re.findall(rf"Group \d+ ?: (?:{said}) \(", section)
        assert len(dissent) == sum(part["dissenting"] for part in parts_of(row)), code
        lines = re.findall(
            r"Fares well here (.+?\))(?= (?:The organisation|Who saw|What|Com|Evi))", section
        )
        assert lines == [words for part in outcome["parts"] if (words := faring_of(part))], code
    assert read.result in text[: text.index("Summary")]
    if read.rating:
        assert f"Overall: {read.rating}" in text


def check_board(text: str, read: Read) -> None:
    by_grade = [
        sum(row["grade"] == key for row in read.data["outcomes"]) for key in reversed(read.labels)
    ]
    numbers = [*by_grade, len(read.pairs) - sum(by_grade)]
    rating = f" {read.rating[:1]} {read.rating}" if read.rating else ""
    assert f"{read.result}{rating} {' '.join(map(str, numbers))}" in text
    lines = cut(text, [f" {row['outcome']} " for row in read.data["outcomes"]], "How firm this is")
    for (row, _outcome), line in zip(read.pairs, lines, strict=True):
        first = re.search(rf" \S ({read.words})", line)
        assert first is not None
        assert first[1] == read.word(row), row["outcome"]


def check_easy(text: str, read: Read) -> None:
    starts = [f"Question {row['outcome']} " for row in read.data["outcomes"]]
    sections = cut(text, starts, "What happens next")
    for (row, outcome), section in zip(read.pairs, sections, strict=True):
        told = "The grade is" if row["grade"] else "There is no grade"
        assert f"{told}: {read.word(row)}" in section, row["outcome"]
        for part, given in zip(outcome["parts"], row["services"], strict=False):
            assert f"{part['service_name']}: {read.word(given)}" in section
    if read.rating:
        assert f"All the points together are {read.result}." in text
        assert f"That makes the whole grade {read.rating}." in text


def check_form(text: str, read: Read) -> None:
    """The official form in either edition's way: a score and its word, or ticked boxes."""
    if read.data["total"]:
        starts = [f"{o['code']} {plain(o['official']['text'])}" for _row, o in read.pairs]
        sections = cut(text, starts, "EDS Organisation Rating")
        assert f"overall rating) {read.result}" in text
        assert not read.rating or f"{read.result} {read.rating}" in text
    else:
        sections = cut(text, [f", outcome {o['code']} " for _row, o in read.pairs])
    for (row, outcome), section in zip(read.pairs, sections, strict=True):
        assert said_of(row, read) in section, row["outcome"]
        ticked = sum(f"[x] {label}" in section for label in read.labels.values())
        assert ticked == (0 if read.data["total"] else bool(row["grade"]))
        for part, given in zip(outcome["parts"], row["services"], strict=False):
            assert f"{part['service_name']}: {read.word(given)}" in section


def said_of(row: dict, read: Read) -> str:
    if row["grade"] is None:
        return read.word(row)
    scores = {grade["key"]: grade["score"] for grade in read.snapshot["grades"]}
    mark = scores[row["grade"]] if read.data["total"] else "[x]"
    return f"{mark} {read.word(row)}"


@pytest.mark.parametrize("seed", range(20))
def test_papers_say_what_the_data_says(seed: int, tmp_path: Path) -> None:
    read = Read(seed, tmp_path)
    check_annual(read.paper(Kind.PDF), read)
    check_board(read.paper(Kind.BOARD), read)
    check_easy(read.paper(Kind.EASY_READ), read)
    check_form(read.paper(Kind.TEMPLATE), read)
    check_form(read.word_file(), read)
