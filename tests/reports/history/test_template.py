"""Past grades from Word and Excel templates; our own Word file reads back to the same grades."""

import io
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.domain.file_refusal import FileRefused
from evidence.domain.file_refusal import Why as Refusal
from reports.docx import make_docx
from reports.domain.history.cells import FileWhy, NotReadable, from_data
from reports.domain.history.gathered import Details, Gathered
from reports.domain.history.template import template_grades
from reports.domain.history.understand import understand
from reports.domain.history.words import Why, Words
from reports.domain.snapshot import Snapshot
from reports.presenters.official_form import official_form
from tests.reports.history.files import EDITIONS, GRADES, NEW, OLD, bomb, cells, sheet, word
from tests.reports.small_reports import random_report

HEADS = ["Outcome", "Evidence", "Rating"]


def own_file(snapshot: Snapshot) -> bytes:
    return make_docx(official_form(snapshot), sha256="a" * 64)


def read_back(snapshot: Snapshot) -> Gathered:
    understood = understand(cells(own_file(snapshot), "own.docx"), EDITIONS, Details())
    assert not understood.faults
    return understood.assessments[0]


def grades_of(snapshot: Snapshot) -> dict[tuple[str, str | None], str | None]:
    """Outcomes and services with their grades as the snapshot has them."""
    found: dict[tuple[str, str | None], str | None] = {}
    for row in snapshot["outcomes"]:
        if row["by_service"]:
            found |= {(row["code"], part["service_name"]): part["grade"] for part in row["parts"]}
        else:
            found[row["code"], None] = row["grade"]
    return found


def as_eds2(seed: int) -> Snapshot:
    """A random report made over into one of EDS2: its own codes, no services, no total."""
    snapshot = deepcopy(random_report(3 * seed))
    plain = [row for row in snapshot["outcomes"] if not row["by_service"]]
    snapshot["outcomes"] = [
        {**plain[number % len(plain)], "code": code, "goal": "3"}
        for number, code in enumerate(OLD.codes)
    ]
    for number, row in enumerate(snapshot["outcomes"]):
        row["grade"] = [*GRADES, None][(seed + number * 7) % 5]
        row["basis"] = "agreed" if row["grade"] else ["not_graded", "out_of_scope"][number % 2]
    for grade in snapshot["grades"]:
        grade["score"], grade["label"] = None, grade["key"].capitalize()
    snapshot["framework"] |= {"key": "eds2", "short_name": "EDS2", "goal_word": "goal"}
    snapshot["total"] = None
    return snapshot


@pytest.mark.parametrize("seed", range(6))
def test_our_own_template_of_eds_2022_reads_back_to_the_same_grades(seed: int) -> None:
    snapshot = random_report(seed)
    gathered = read_back(snapshot)
    assert not gathered.unclear
    found = {(one.outcome, one.service): one.grade for one in gathered.graded}
    assert found == grades_of(snapshot)


@pytest.mark.parametrize("seed", range(4))
def test_our_own_template_of_eds2_reads_back_to_the_same_grades(seed: int) -> None:
    snapshot = as_eds2(seed)
    gathered = read_back(snapshot)
    assert not gathered.unclear
    assert {(one.outcome, one.service): one.grade for one in gathered.graded} == grades_of(snapshot)
    for one in gathered.graded:
        row = next(row for row in snapshot["outcomes"] if row["code"] == one.outcome)
        assert (one.no_grade or "agreed") == row["basis"]


def test_our_own_template_says_whose_it_is() -> None:
    snapshot = random_report(0)
    details = read_back(snapshot).details
    assert (details.ods_code, details.framework, details.year) == ("TST", "eds2022", "2025/26")


def read(raw: bytes, name: str = "a.docx", words: Words = NEW) -> Gathered:
    return template_grades(cells(raw, name), words, Details())


@given(
    st.dictionaries(st.sampled_from(NEW.codes), st.sampled_from(GRADES), min_size=1, max_size=11)
)
def test_a_workbook_reads_back_to_the_same_grades(grades: dict[str, str]) -> None:
    rows = [[f"{code}: Words", "Survey", NEW.grades[key][0]] for code, key in grades.items()]
    gathered = read(sheet([["EDS report"], [], HEADS, *rows]), "a.xlsx")
    assert {one.outcome: one.grade for one in gathered.graded} == grades
    assert set(gathered.missing) == set(NEW.codes) - set(grades)


def test_a_score_in_a_workbook_is_a_number() -> None:
    gathered = read(sheet([HEADS, ["2A", "", 2], ["2B", "", 2.0], ["2C", "", 2.5]]), "a.xlsx")
    assert [(one.outcome, one.grade) for one in gathered.graded] == [
        ("2A", "achieving"),
        ("2B", "achieving"),
    ]
    assert [(one.outcome, one.why) for one in gathered.unclear] == [("2C", Why.NOT_A_GRADE)]


@pytest.mark.parametrize(
    ("rows", "unclear"),
    [
        ([["2A", "", "Developing, nearly achieving"]], [("2A", Why.TWO_GRADES, 2)]),
        ([["2A", "", ""]], [("2A", Why.EMPTY, 2)]),
        ([["2A", "", "Good"]], [("2A", Why.NOT_A_GRADE, 2)]),
        ([["2A", "", "=1+1"]], [("2A", Why.FORMULA, 2)]),
        ([["", "", "Achieving"]], [("", Why.NO_OUTCOME, 2)]),
        (
            [["2A", "", "Achieving"], ["2A", "", "Developing"]],
            [("2A", Why.TOLD_TWICE, 2), ("2A", Why.TOLD_TWICE, 3)],
        ),
        ([["1A", "", "Kite: Achieving\nKite: Developing"]], [("1A", Why.SERVICE_TWICE, 2)]),
        (
            [["1A", "", "3 Excelling\nA: Developing\nB: Developing\nC: Excelling"]],
            [("1A", Why.SERVICES_DIFFER, 2)],
        ),
    ],
)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_could_be_two_things_is_told_with_its_place(rows, unclear, kind: str) -> None:
    raw = (word if kind == "docx" else sheet)([HEADS, *rows])
    gathered = read(raw, f"a.{kind}")
    found = [(one.outcome, one.why, one.place.row) for one in gathered.unclear]
    assert found == unclear
    assert all(one.place.column == 3 and one.text == rows[0][2] for one in gathered.unclear[:1])
    assert not gathered.graded


def test_rows_of_sums_and_tables_without_grades_are_passed_over() -> None:
    rows = [HEADS, ["2A: Words", "", "2"], ["Domain 2 overall rating", "", "7"], ["Total", "", "2"]]
    gathered = read(word(rows))
    assert [one.outcome for one in gathered.graded] == ["2A"]
    assert not gathered.unclear
    assert not read(word([["Outcome", "Action"], ["2A", "Achieving more"]])).graded


ALL = [[code, "", "Achieving activity"] for code in NEW.codes]


@pytest.mark.parametrize(
    ("label", "text", "agrees"),
    [
        ("Total", 22, True),
        ("Total", 25, False),
        ("Total score", "22/33", True),
        ("EDS organisation rating", "Achieving", True),
        ("EDS organisation rating", "Excelling", False),
        ("Overall rating", "21 of 33, Achieving activity", False),
        ("Organisation rating", "see the annex", None),
        ("Domain 2 overall rating", "8", True),
        ("Domain 2 overall rating", "7", False),
        ("Domain overall rating", "7", None),
    ],
)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_stated_total_is_held_against_the_grades(label, text, agrees, kind: str) -> None:
    rows = [HEADS, *ALL, [label, "", text if kind == "xlsx" else str(text)]]
    gathered = read((word if kind == "docx" else sheet)(rows), f"a.{kind}")
    assert [(one.label, one.text, one.agrees) for one in gathered.stated] == [
        (label, str(text), agrees)
    ]
    differs = [(label, Why.SUM_DIFFERS, 13)] if agrees is False else []
    assert [(one.outcome, one.why, one.place.row) for one in gathered.unclear] == differs
    assert len(gathered.graded) == 11


def test_a_total_is_compared_with_nothing_while_a_grade_is_missing() -> None:
    gathered = read(sheet([HEADS, *ALL[:-1], ["Total", "", 25]]), "a.xlsx")
    assert [one.agrees for one in gathered.stated] == [None]


def test_services_below_a_merged_outcome_and_a_grade_merged_over_outcomes() -> None:
    rows = [HEADS, ["1A", "", "A: Achieving"], ["1A", "", "B: Developing"], ["2A", "", "2"]]
    gathered = read(word(rows, merge=(0, 1, 2)))
    assert [(one.outcome, one.service) for one in gathered.graded] == [
        ("1A", "A"), ("1A", "B"), ("2A", None),
    ]  # fmt: skip
    rows = [HEADS, ["2A", "", "Achieving"], ["2B", "", ""], ["2C", "", "Developing"]]
    gathered = read(word(rows, merge=(2, 1, 2)))
    assert [(one.outcome, one.why) for one in gathered.unclear] == [
        ("2A", Why.MERGED),
        ("2B", Why.MERGED),
    ]
    assert [one.outcome for one in gathered.graded] == ["2C"]


def test_a_merged_cell_of_a_workbook_grades_its_first_row_only() -> None:
    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(sheet([HEADS, ["2A", "", "Achieving"], ["2B", "", None]]))
    )
    book.active.merge_cells("C2:C3")
    out = io.BytesIO()
    book.save(out)
    gathered = read(out.getvalue(), "a.xlsx")
    assert [(one.outcome, one.why) for one in gathered.unclear] == [("2B", Why.EMPTY)]


def test_boxes_of_word_forms_are_ticks() -> None:
    text = "Undeveloped ☐  Developing ☐  Achieving ☒  Excelling ☐"
    rows = [["Outcome", "1.1 Services"], ["Grade", text], ["Outcome", "1.2 X"], ["Grade", "☐"]]
    gathered = read(word([["Field", "Answer"], *rows]), words=OLD)
    assert [(one.outcome, one.grade) for one in gathered.graded] == [("1.1", "achieving")]
    assert [one.why for one in gathered.unclear] == [Why.TICKS]


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("a.docx", b"", Refusal.EMPTY),
        ("a.docx", b"%PDF-1.7", Refusal.NOT_WHAT_ITS_NAME_SAYS),
        ("a.xlsx", word([HEADS]), Refusal.NOT_WHAT_ITS_NAME_SAYS),
        ("a.xlsx", bomb(), Refusal.PACKED_TOO_TIGHT),
        ("a.exe", b"MZ", Refusal.NOT_A_KIND_WE_TAKE),
        ("a.docx", word([HEADS])[:900], Refusal.BROKEN),
        ("a.csv", b"x" * 6_000_000, Refusal.TOO_LARGE),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.PASSWORD),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, raw: bytes, why: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        cells(raw, name)
    assert refused.value.why is why


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("a.txt", b"1A achieving", FileWhy.WRONG_TYPE),
        ("a.csv", b"\n\n", FileWhy.NO_TABLE),
        ("a.xlsx", sheet([]), FileWhy.NO_TABLE),
        ("a.xlsx", sheet([["x"]] * 2001), FileWhy.TOO_MUCH),
        ("a.csv", b"outcome,grade\n" + b"1.1,achieving\n" * 40_000, FileWhy.TOO_MUCH),
    ],
)
def test_a_file_without_tables_or_with_too_much_is_refused(
    name: str, raw: bytes, why: FileWhy
) -> None:
    with pytest.raises(NotReadable) as refused:
        cells(raw, name)
    assert refused.value.why is why


def test_cells_survive_being_carried_as_data() -> None:
    rows = [HEADS, ["2A", "", "Achieving"], ["2B", "", ""]]
    found = cells(word(rows, merge=(2, 1, 2)), "a.docx")
    assert from_data(found.as_data()) == found


def test_the_edition_is_asked_for_where_its_codes_do_not_tell() -> None:
    editions = {**EDITIONS, "eds2011": OLD}
    found = cells(word([HEADS, ["1.1", "", "Achieving"]]), "a.docx")
    (fault,) = understand(found, editions, Details()).faults
    assert fault.code == "which_edition"
    (gathered,) = understand(found, editions, Details(framework="eds2011")).assessments
    assert gathered.graded[0].grade == "achieving"
    (fault,) = understand(found, EDITIONS, Details(framework="eds2022")).faults
    assert fault.code == "nothing_found"
