"""The three editions of the standard are whole, and our own words are fit to be read."""

import re
from collections import Counter
from pathlib import Path

import pytest

import grading
from grading.domain.edition import Certainty, Edition
from grading.domain.edition_file import read_edition_file
from stakeholders.domain.kinds import LocalInterestKind

FOLDER = Path(grading.__file__).parent / "frameworks"
EDITIONS = {path.stem: read_edition_file(path)[1] for path in sorted(FOLDER.glob("*.yaml"))}
OUTCOMES = [(edition, outcome) for edition in EDITIONS.values() for outcome in edition.outcomes]
OWN_TEXTS = [
    (f"{edition.key} {outcome.code}", text)
    for edition, outcome in OUTCOMES
    for text in (outcome.question, outcome.explanation, outcome.easy_read)
] + [
    (f"{edition.key} {grade.key}", text)
    for edition in EDITIONS.values()
    for grade in edition.grades
    for text in (grade.plain, grade.easy_read)
]
EASY_READ = [(f"{edition.key} {part.code}", part.easy_read) for edition, part in OUTCOMES] + [
    (f"{edition.key} {grade.key}", grade.easy_read)
    for edition in EDITIONS.values()
    for grade in edition.grades
]
SCALE = ("undeveloped", "developing", "achieving", "excelling")
PATIENT_KINDS = {
    "healthwatch",
    "patient_group",
    "community_group",
    "public",
    "governors",
    "council",
}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if part]


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("eds2011", "1.1 1.2 1.3 1.4 1.5 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4 3.5 3.6 4.1 4.2 4.3"),
        ("eds2", "1.1 1.2 1.3 1.4 1.5 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4 3.5 3.6 4.1 4.2 4.3"),
        ("eds2022", "1A 1B 1C 1D 2A 2B 2C 2D 3A 3B 3C"),
    ],
)
def test_each_edition_has_its_outcomes_in_order(key: str, codes: str) -> None:
    edition = EDITIONS[key]
    assert [outcome.code for outcome in edition.outcomes] == codes.split()
    assert [outcome.position for outcome in edition.outcomes] == list(range(len(codes.split())))


def test_there_are_three_editions_and_each_file_has_its_key_for_a_name() -> None:
    assert {name: edition.key for name, edition in EDITIONS.items()} == {
        "eds2011": "eds2011",
        "eds2": "eds2",
        "eds2022": "eds2022",
    }


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_the_four_grades_have_the_standards_order_and_colours(edition: Edition) -> None:
    assert edition.scale.keys == SCALE
    assert [grade.colour for grade in edition.grades] == ["red", "amber", "green", "purple"]


def test_only_eds_2022_scores_and_adds_up() -> None:
    assert [grade.score for grade in EDITIONS["eds2022"].grades] == [0, 1, 2, 3]
    total = EDITIONS["eds2022"].total
    assert total is not None
    bands = [(band.minimum, band.maximum, band.grade) for band in total.bands]
    assert bands == list(zip((0, 8, 22, 33), (7, 21, 32, 33), SCALE, strict=True))
    for key in ("eds2011", "eds2"):
        assert EDITIONS[key].total is None
        assert {grade.score for grade in EDITIONS[key].grades} == {None}


def test_eds_and_eds2_count_groups_save_where_another_rule_holds() -> None:
    for key in ("eds2011", "eds2"):
        bands = [(band.minimum, band.maximum, band.grade) for band in EDITIONS[key].counting]
        assert bands == list(zip((0, 3, 6, 9), (2, 5, 8, 9), SCALE, strict=True))
    uncounted = {
        key: [o.code for o in EDITIONS[key].outcomes if not o.counts_groups]
        for key in ("eds2011", "eds2")
    }
    assert uncounted == {"eds2011": [], "eds2": ["4.1", "4.2"]}
    assert EDITIONS["eds2022"].counting == ()
    assert not any(outcome.counts_groups for outcome in EDITIONS["eds2022"].outcomes)


def test_who_grades_what() -> None:
    every = frozenset(LocalInterestKind)
    assert {goal.entitled_kinds for key in ("eds2011", "eds2") for goal in EDITIONS[key].goals} == {
        every
    }
    new = EDITIONS["eds2022"]
    assert new.entitled_kinds("1A") == PATIENT_KINDS
    assert new.entitled_kinds("2C") == {"trade_union", "staff_network", "staff"}
    assert new.entitled_kinds("3B") == {"trade_union", "independent_evaluator", "peer_reviewer"}


def test_only_domain_1_of_eds_2022_is_graded_by_service() -> None:
    by_service = [o.code for edition, o in OUTCOMES if edition.by_service(o.code)]
    assert by_service == ["1A", "1B", "1C", "1D"]
    assert {key: edition.services_required for key, edition in EDITIONS.items()} == {
        "eds2011": 0,
        "eds2": 0,
        "eds2022": 3,
    }


def test_only_the_edition_in_force_has_a_day_to_publish_by() -> None:
    in_force = {key: edition.in_force for key, edition in EDITIONS.items()}
    assert in_force == {"eds2011": False, "eds2": False, "eds2022": True}
    assert EDITIONS["eds2022"].publish_by_day == "02-28"
    assert EDITIONS["eds2"].publish_by_day is None


def test_official_wording_is_as_sure_as_the_facts_say() -> None:
    counts = {
        key: Counter(outcome.official.certainty for outcome in edition.outcomes)
        for key, edition in EDITIONS.items()
    }
    assert counts == {
        "eds2011": {Certainty.SEEN: 9, Certainty.LIKELY: 7, Certainty.PROBABLE: 2},
        "eds2": {Certainty.SEEN: 5, Certainty.LIKELY: 13},
        "eds2022": {Certainty.SEEN: 11},
    }


def test_wording_that_was_not_read_in_its_source_says_so() -> None:
    for edition, outcome in OUTCOMES:
        if outcome.official.certainty is not Certainty.SEEN:
            assert "not yet checked" in outcome.official.note, (edition.key, outcome.code)


def test_every_source_that_is_named_has_a_title() -> None:
    for edition, outcome in OUTCOMES:
        assert edition.source(outcome.official.source).title


def test_no_text_of_ours_repeats_another_of_its_kind() -> None:
    for kind in ("question", "explanation", "easy_read"):
        texts = Counter(getattr(outcome, kind) for _, outcome in OUTCOMES)
        assert [text for text, times in texts.items() if times > 1] == []
    assert len(OUTCOMES) == 47


def test_our_words_are_not_the_standards() -> None:
    official = {outcome.official.text.rstrip(".").lower() for _, outcome in OUTCOMES}
    for where, text in OWN_TEXTS:
        assert text.rstrip(".?").lower() not in official, where


def test_each_question_is_one_question_short_enough_to_hear_once() -> None:
    for edition, outcome in OUTCOMES:
        where = (edition.key, outcome.code)
        assert outcome.question.endswith("?"), where
        assert outcome.question.count("?") == 1, where
        assert len(sentences(outcome.question)) == 1, where
        assert len(outcome.question.split()) <= 28, where


def test_each_explanation_is_one_sentence_that_says_what_to_look_for() -> None:
    for edition, outcome in OUTCOMES:
        where = (edition.key, outcome.code)
        assert outcome.explanation.startswith("Look "), where
        assert len(sentences(outcome.explanation)) == 1, where
        assert len(outcome.explanation.split()) <= 32, where


def test_each_grade_is_told_in_one_plain_sentence() -> None:
    for edition in EDITIONS.values():
        for grade in edition.grades:
            assert len(sentences(grade.plain)) == 1, (edition.key, grade.key)


def test_easy_read_has_short_sentences_of_common_words() -> None:
    for where, text in EASY_READ:
        assert len(sentences(text)) >= 2, where
        for sentence in sentences(text):
            assert len(sentence.split()) <= 12, (where, sentence)
            assert not re.search(r"[;:()“”]", sentence), (where, sentence)
        for word in re.findall(r"[a-z]+", text.lower()):
            assert len(word) <= 12, (where, word)


def test_our_words_use_no_unexplained_initials() -> None:
    for where, text in OWN_TEXTS:
        initials = set(re.findall(r"\b[A-Z]{2,}\b", text))
        explained = {"COPD"} if "lung disease" in text else set()
        assert initials <= explained, where


def test_our_words_ask_how_groups_fare_in_every_outcome() -> None:
    """The question of the standard is how protected groups fare beside people overall."""
    for edition, outcome in OUTCOMES:
        where = (edition.key, outcome.code)
        assert "group" in outcome.explanation, where
        assert re.search(r"\bgroups?\b|other cultures", outcome.easy_read), where


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_the_notice_owns_up_to_our_words_and_names_the_nine_groups(edition: Edition) -> None:
    notice = edition.own_words_notice
    assert "portal’s own words" in notice
    for group in (
        "age",
        "disability",
        "gender reassignment",
        "marriage",
        "pregnancy",
        "race",
        "religion or belief",
        "sex,",
        "sexual orientation",
    ):
        assert group in notice
