"""Past grades from CSV: whatever order, case and commas; every wrong line by its number."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.domain.history.cells import FileWhy, NotReadable
from reports.domain.history.csv_file import MOST_BROKEN, csv_cells
from reports.domain.history.csv_lines import COLUMNS
from reports.domain.history.gathered import Details, Understood
from reports.domain.history.understand import understand
from tests.reports.history.files import CSV, EDITIONS, GRADES, HEAD, NEW, OLD, SOURCE

NAMES = st.text("abc éx,;\"'", min_size=1, max_size=12).map(str.strip).filter(bool)


def read(text: str, details: Details = Details()) -> Understood:  # noqa: B008 - it is frozen
    return understand(csv_cells(text.encode()), EDITIONS, details)


def lines(understood: Understood) -> list[tuple[int, str]]:
    return [(fault.place.row, fault.code) for fault in understood.faults]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    grades=st.dictionaries(st.sampled_from(OLD.codes), st.sampled_from(GRADES), min_size=1),
    services=st.dictionaries(NAMES, st.sampled_from(GRADES), min_size=3, max_size=4),
    columns=st.permutations(COLUMNS),
    delimiter=st.sampled_from(",;\t"),
    shape=st.sampled_from([str.lower, str.upper, str.title]),
    mark=st.booleans(),
)
def test_what_is_written_is_read_back(grades, services, columns, delimiter, shape, mark) -> None:
    rows = [("eds2", "2014/15", code, "", grade) for code, grade in grades.items()]
    rows += [("eds2022", "2022/23", "1A", name, grade) for name, grade in services.items()]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([shape(name) for name in columns])
    for framework, year, outcome, service, grade in rows:
        line = dict(
            zip(COLUMNS, ("TST", framework, year, outcome, service, shape(grade)), strict=False)
        )
        writer.writerow([line.get(name, "") for name in columns])
    understood = understand(
        csv_cells(out.getvalue().encode("utf-8-sig" if mark else "utf-8")), EDITIONS, Details()
    )
    assert not understood.faults
    found = [
        (
            one.details.framework,
            one.details.year,
            graded.outcome,
            graded.service or "",
            graded.grade,
        )
        for one in understood.assessments
        for graded in one.graded
    ]
    assert found == rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD, [(1, "no_lines")]),
        ("ods_code,framework,year,outcome\nTST,eds2,2015,1.1", [(1, "columns_missing")]),
        ("outcome,grade,colour\n1.1,achieving,red", [(1, "columns_unknown")]),
        ("outcome,grade,Grade\n1.1,achieving,achieving", [(1, "column_twice")]),
        (CSV + "TST,eds9,2014/15,1.3,,achieving,,,\n", [(4, "framework")]),
        (CSV.replace("1.2", "9.9"), [(3, "outcome")]),
        (CSV.replace("Developing", "Developing or Achieving"), [(3, "grade")]),
        (CSV.replace("Developing", ""), [(3, "grade")]),
        (CSV.replace("1.2", "1.1"), [(3, "again")]),
        (CSV.replace("1.2,,", "1.2,Maternity,"), [(3, "no_services")]),
        (CSV.replace("page,2015-03-31\nTST", "page,2015-04-01\nTST"), [(3, "differs")]),
        (CSV.replace("TST,eds2,2014/15,1.2", ",eds2,2014/15,1.2"), [(3, "not_said")]),
        (CSV.replace("Developing", "Developing,x,y"), [(3, "too_many_cells")]),
    ],
)
def test_every_wrong_line_is_named(text: str, found: list[tuple[int, str]]) -> None:
    understood = read(text)
    assert lines(understood) == found
    assert not understood.assessments


def test_several_wrong_lines_are_told_at_once() -> None:
    wrong = CSV.replace("achieving", "good").replace("1.2", "9.9")
    assert lines(read(wrong)) == [(2, "grade"), (3, "outcome")]


@pytest.mark.parametrize("cut", ['TST,eds2,2014/15,1.4,,"achieving', 'TST,"a"b,2014/15,1.4,,x'])
def test_a_line_that_cannot_be_read_hides_no_other(cut: str) -> None:
    wrong = CSV.replace("achieving", "good")
    after = CSV.splitlines()[1].replace("1.1", "9.9")
    found = lines(read(f"{wrong}{cut}\n{after}\n"))
    assert found == [(2, "grade"), (4, "broken"), (5, "outcome")]
    assert lines(read(f"{wrong}{cut}")) == [(2, "grade"), (4, "broken")]


def test_a_file_of_broken_lines_is_given_up() -> None:
    broken = read(CSV + 'TST,"a"b\n' * 500).faults
    assert {fault.code for fault in broken} == {"broken"}
    assert len(broken) == MOST_BROKEN + 1


def test_the_whole_outcome_and_a_service_of_it_do_not_go_together() -> None:
    rows = [f"TST,eds2022,2022/23,1A,{name},2" for name in ("", "Maternity")]
    text = "ods_code,framework,year,outcome,service,grade\n" + "\n".join(rows)
    assert lines(read(text)) == [(3, "again")]


def test_what_is_said_beside_the_file_fills_what_it_leaves_empty() -> None:
    details = Details("TST", "eds2", "2014/15", SOURCE, "Note", "2015-03-31")
    (gathered,) = read("Grade;Outcome\nachieving;1.1\n", details).assessments
    assert gathered.details == details
    assert gathered.missing == OLD.codes[1:]
    assert lines(read(CSV.replace("TST", "OTH"), details))[0] == (2, "another_organisation")


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b'"broken\nx', FileWhy.UNREADABLE), ("é".encode("latin-1"), FileWhy.NOT_TEXT)],
)
def test_what_is_no_csv_is_refused(raw: bytes, why: FileWhy) -> None:
    with pytest.raises(NotReadable) as refused:
        csv_cells(raw)
    assert refused.value.why is why


def test_scores_are_read_where_the_edition_has_them() -> None:
    text = "ods_code,framework,year,outcome,grade\nTST,EDS 2022,2023/24,2a,2\n"
    (gathered,) = read(text).assessments
    assert [(one.outcome, one.grade) for one in gathered.graded] == [("2A", NEW.scores[2])]
