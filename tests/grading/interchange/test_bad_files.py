"""Every way a file can be wrong: the exact place, words that say what, and how to mend it."""

# ruff: noqa: E501 (one case a line reads as the table it is)

import pytest

from edsportal.common.actors import Machine
from stakeholders.services.organisation import create_organisation
from tests.grading.interchange.files import (
    SOUND,
    Spoil,
    add,
    both,
    load_editions,
    local_grade,
    problems_of,
    put,
    spoilt,
    take,
)

pytestmark = pytest.mark.django_db
OUTCOME = ("outcomes", 0)
MEETING = ("outcomes", 3, "meeting_grade")
GRADE = (*OUTCOME, "local_grades", 1)
WHOLE_1B = {"outcome": "1B", "published_grade": "developing"}


def history(year: str, **more: object) -> Spoil:
    """A file of published grades alone, said to be published today."""

    def spoil(data: dict[str, object]) -> None:
        data["outcomes"] = [{"outcome": "2A", "published_grade": "developing"}]
        data |= {"year": year, "published_on": "2026-11-21", **more}

    return spoil


@pytest.fixture(autouse=True)
def _editions() -> None:
    load_editions()


BAD: list[tuple[str, Spoil, str, str]] = [
    # what is wrong, how the sound file is spoilt, the place, words of the message
    ("another format", put("format", to="eds-assessment/9"), "format", "eds-assessment/1"),
    ("no format", take("format"), "format", "is missing"),
    ("a field of ours mistyped", put("framwork", to="eds2"), "framwork", "“framework”"),
    ("no organisation", take("organisation"), "organisation", "is missing"),
    ("no ODS code", take("organisation", "ods_code"), "organisation.ods_code", "is missing"),
    ("ODS code in small letters", put("organisation", "ods_code", to="rq6"), "organisation.ods_code", "capital"),
    ("ODS code with a line end", put("organisation", "ods_code", to="RQ6\n"), "organisation.ods_code", "RQ6"),
    ("organisation's kind", put("organisation", "kind", to="trust"), "organisation.kind", "provider"),
    ("organisation's name empty", put("organisation", "name", to=""), "organisation.name", "a name"),
    ("name too long", put("organisation", "name", to="x" * 201), "organisation.name", "200"),
    ("unknown edition", put("framework", to="eds3"), "framework", "Did you mean “eds2”?"),
    ("year of words", put("year", to="last year"), "year", "2023/24"),
    ("year that skips", put("year", to="2023/25"), "year", "2023/24"),
    ("year that stands still", put("year", to="2023/23"), "year", "2023/24"),
    ("year as a number", put("year", to=2015), "year", "text in quotes"),
    ("service twice", add("services", what={"id": "s1", "name": "Again"}), "services[3].id", "before"),
    ("too few services", both(take("services", 2), take("outcomes", 2)), "services", "3 services"),
    ("unknown method", put("settings", "method", to="mean"), "settings.method", "“median”"),
    ("quorum of none", put("settings", "quorum", to=0), "settings.quorum", "1 or more"),
    ("quorum in words", put("settings", "quorum", to="two"), "settings.quorum", "a whole number"),
    ("quorum true", put("settings", "quorum", to=True), "settings.quorum", "a whole number"),
    ("unknown kind", put("local_interests", 0, "kind", to="health_watch"), "local_interests[0].kind", "“healthwatch”"),
    ("local interest twice", add("local_interests", what={"id": "hw", "name": "Again", "kind": "staff"}), "local_interests[4].id", "before"),
    ("one group, two ids", put("local_interests", 1, "name", to="HEALTHWATCH example"), "local_interests[1].name", "once"),
    ("id with a space", add("local_interests", what={"id": "n w", "name": "Again", "kind": "staff"}), "local_interests[4].id", "hyphens"),
    ("speaks for unknown", put("local_interests", 0, "represents", to=["ages"]), "local_interests[0].represents[0]", "“age”"),
    ("no outcomes", put("outcomes", to=[]), "outcomes", "is empty"),
    ("outcomes not a list", put("outcomes", to={}), "outcomes", "a list"),
    ("unknown outcome", put("outcomes", 3, "outcome", to="2E"), "outcomes[3].outcome", "EDS 2022"),
    ("outcome of another edition", put("outcomes", 3, "outcome", to="1.1"), "outcomes[3].outcome", "1A"),
    ("unknown service", put(*OUTCOME, "service", to="s9"), "outcomes[0].service", "list of services"),
    ("service missing", put(*OUTCOME, "service", to=None), "outcomes[0].service", "Name a service"),
    ("service where none belongs", put("outcomes", 3, "service", to="s1"), "outcomes[3].service", "Write null"),
    ("outcome and service twice", put("outcomes", 1, "service", to="s1"), "outcomes[1]", "before"),
    ("outcome twice", add("outcomes", what={"outcome": "3B", "published_grade": "developing"}), "outcomes[6]", "before"),
    ("as a whole and by service", add("outcomes", what={**WHOLE_1B, "outcome": "1A"}), "outcomes[6]", "as a whole"),
    ("organisation's grade", put(*OUTCOME, "organisation_grade", to="good"), "outcomes[0].organisation_grade", "excelling"),
    ("published grade", put("outcomes", 5, "published_grade", to="Undeveloped"), "outcomes[5].published_grade", "undeveloped"),
    ("published beside local grades", put("outcomes", 0, "published_grade", to="developing"), "outcomes[0].published_grade", "local_grades"),
    ("published beside a meeting", put("outcomes", 3, "published_grade", to="developing"), "outcomes[3].published_grade", "meeting_grade"),
    ("how sure in other words", put("outcomes", 5, "published_certainty", to="certain"), "outcomes[5].published_certainty", "inferred"),
    ("how sure without a grade", put("outcomes", 3, "published_certainty", to="seen"), "outcomes[3].published_certainty", "published grade"),
    ("inferred from nothing", put("outcomes", 5, "published_certainty", to="inferred"), "outcomes[5].published_note", "inferred from"),
    ("answer", put(*GRADE, "answer", to="excellent"), "outcomes[0].local_grades[1].answer", "“excelling”"),
    ("answer null", put(*GRADE, "answer", to=None), "outcomes[0].local_grades[1].answer", "text in quotes"),
    ("local interest not listed", put(*GRADE, "local_interest", to="hv"), "outcomes[0].local_grades[1].local_interest", "cg, hw"),
    ("local interest not entitled", put(*GRADE, "local_interest", to="un"), "outcomes[0].local_grades[1].local_interest", "not entitled"),
    ("one person twice", put(*GRADE, "grader", to="g1"), "outcomes[0].local_grades[1].grader", "one answer"),
    ("a grader's address", put(*GRADE, "grader", to="pat@example.org"), "outcomes[0].local_grades[1].grader", "never a person's name"),
    ("groups faring well", put(*GRADE, "groups_faring_well", to=["gender"]), "outcomes[0].local_grades[1].groups_faring_well[0]", "gender_reassignment"),
    ("group twice", put(*GRADE, "groups_faring_well", to=["age", "age"]), "outcomes[0].local_grades[1].groups_faring_well", "twice"),
    ("comment not text", put(*GRADE, "comment", to=7), "outcomes[0].local_grades[1].comment", "text in quotes"),
    ("out of scope, no reason", take("outcomes", 4, "out_of_scope_reason"), "outcomes[4].out_of_scope_reason", "Say why"),
    ("out of scope, blank reason", put("outcomes", 4, "out_of_scope_reason", to="  "), "outcomes[4].out_of_scope_reason", "Say why"),
    ("out of scope with a grade", put("outcomes", 4, "organisation_grade", to="developing"), "outcomes[4].organisation_grade", "out of scope"),
    ("out of scope with an answer", put("outcomes", 4, "local_grades", to=[local_grade("un", "g1", "developing")]), "outcomes[4].local_grades", "out of scope"),
    ("out of scope as published", put("outcomes", 4, "published_grade", to="developing"), "outcomes[4].published_grade", "out of scope"),
    ("in scope with a reason", put("outcomes", 3, "out_of_scope_reason", to="Why"), "outcomes[3].out_of_scope_reason", "in scope"),
    ("scope in words", put("outcomes", 3, "in_scope", to="yes"), "outcomes[3].in_scope", "true or false"),
    ("meeting's grade", put(*MEETING, "grade", to="not_enough_evidence"), "outcomes[3].meeting_grade.grade", "not a grade"),
    ("meeting of somebody not listed", put(*MEETING, "present", to=["nw", "xx"]), "outcomes[3].meeting_grade.present[1]", "local interests"),
    ("meeting of nobody", put(*MEETING, "present", to=[]), "outcomes[3].meeting_grade.present", "is empty"),
    ("meeting without a grade", take(*MEETING, "grade"), "outcomes[3].meeting_grade.grade", "is missing"),
    ("evidence without a title", take(*OUTCOME, "evidence", 0, "title"), "outcomes[0].evidence[0].title", "is missing"),
    ("evidence link that runs", put(*OUTCOME, "evidence", 0, "url", to="javascript:alert(1)"), "outcomes[0].evidence[0].url", "https://"),
    ("evidence link to nowhere", put(*OUTCOME, "evidence", 0, "url", to="https://nowhere"), "outcomes[0].evidence[0].url", "web address"),
    ("evidence speaks of unknown", put(*OUTCOME, "evidence", 0, "characteristics", to=["men"]), "outcomes[0].evidence[0].characteristics[0]", "gender_reassignment"),
    ("source's link", put("source", "url", to="ftp://example.org"), "source.url", "https://"),
    ("date that is none", put("published_on", to="2015-02-30"), "published_on", "calendar"),
    ("date the wrong way round", put("published_on", to="31/03/2015"), "published_on", "2015-03-31"),
    ("date to come", put("published_on", to="2026-11-22"), "published_on", "future"),
    ("date before the year", put("published_on", to="2024-03-31"), "published_on", "began"),
    ("history of a year not over", history("2026/27"), "year", "not over yet"),
    ("history of a year to come", history("2027/28"), "year", "not over yet"),
    ("history of a calendar year not over", history("2026"), "year", "not over yet"),
    ("history that names no day", history("2026/27", published_on=None), "year", "not over yet"),
    ("history with neither day nor source", history("2023/24", published_on=None, source=None), "source.url", "need their source"),
    ("history without its source", history("2023/24", source={"note": "We remember."}), "source.url", "need their source"),
    ("text that cannot be stored", put("source", "note", to="a\0b"), "source.note", "cannot be stored"),
]  # fmt: skip


def test_the_file_that_the_others_spoil_is_sound() -> None:
    assert problems_of(SOUND) == ()


@pytest.mark.parametrize(
    ("spoil", "place", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_what_is_wrong_is_told_with_its_place(spoil: Spoil, place: str, words: str) -> None:
    problems = problems_of(spoilt(spoil))

    told = [problem for problem in problems if problem.place == place]
    assert [problem.place for problem in problems] == [place], problems
    assert words in str(told[0])
    assert told[0].problem.endswith(".")
    assert told[0].mend


SYNTAX = [
    ("cut off", b'{"format": "eds-assessment/1",\n  "year": ', "line 2, column 11"),
    ("not JSON", b"ODS,Year\nRQ6,2015\n", "line 1, column 1"),
    ("empty", b"", "line 1, column 1"),
    ("not UTF-8", b'{"format":\n "\xff"}', "line 2, column 3"),
    ("a field twice", b'{"year": "2015", "year": "2016"}', "“year”"),
    ("not a number", b'{"settings": {"quorum": NaN}}', "NaN"),
    ("nested without end", b"[" * 100_000, "the whole file"),
    ("half a character", b'{"year": "\\ud800"}', "year"),
    ("a list", b"[]", "the whole file"),
    ("too large", b" " * (20 * 1024 * 1024 + 1), "the whole file"),
]


@pytest.mark.parametrize(
    ("raw", "place"), [row[1:] for row in SYNTAX], ids=[row[0] for row in SYNTAX]
)
def test_broken_json_is_told_by_line_and_column(raw: bytes, place: str) -> None:
    problems = problems_of(raw)

    assert [problem.place for problem in problems] == [place]
    assert problems[0].mend


def test_every_error_is_told_at_once_whatever_its_kind() -> None:
    changes = [
        put("year", to="2023/25"),
        take("organisation", "name"),
        put(*GRADE, "answer", to="good"),
    ]
    changes += [
        put("local_interests", 0, "kind", to="nobody"),
        put("outcomes", 3, "outcome", to="9Z"),
    ]

    places = {problem.place for problem in problems_of(spoilt(*changes))}

    assert places == {
        "year",
        "organisation.name",
        "outcomes[0].local_grades[1].answer",
        "local_interests[0].kind",
        "outcomes[3].outcome",
    }


def test_an_organisation_must_be_the_one_its_code_belongs_to() -> None:
    create_organisation(
        ods_code="FIL", name="Another NHS Trust", kind="commissioner", by=Machine("test")
    )

    problems = problems_of(SOUND)

    assert [problem.place for problem in problems] == ["organisation.name", "organisation.kind"]
    assert "Another NHS Trust" in problems[0].problem


def test_capitals_and_spaces_make_no_other_organisation() -> None:
    create_organisation(
        ods_code="FIL", name="FILED example NHS  Trust", kind="provider", by=Machine("test")
    )

    assert problems_of(SOUND) == ()
