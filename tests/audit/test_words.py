"""Every event is worded once, plainly, and from nothing but what its sentence names."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from edsportal.common.audit import Event, names
from edsportal.common.audit.words import LABELS, WORDS, Told, told
from edsportal.common.audit.words.assessment import MOVES
from grading.domain.workflow import Move

ROOT = Path(__file__).resolve().parents[2]
APPS = ("edsportal", "stakeholders", "evidence", "grading", "objectives", "reports", "demo")
SECRET = "SECRET-GRADE"


@pytest.mark.parametrize("event", Event)
def test_every_event_has_one_sentence_and_one_label(event: Event) -> None:
    sentence = told(event.value, Told("Ama Example", "the thing", {}))
    assert sentence.startswith("Ama Example ")
    assert "%" not in sentence
    assert str(LABELS[event])


def test_there_is_no_sentence_too_many() -> None:
    assert set(WORDS) == set(Event)
    sentences = [told(event.value, Told("A", "b", {})) for event in Event]
    assert len(set(sentences)) == len(sentences)
    assert len({str(label) for label in LABELS.values()}) == len(LABELS)


@pytest.mark.parametrize("move", Move)
def test_every_move_has_words(move: Move) -> None:
    assert set(MOVES) == set(Move)
    sentence = told("state_changed", Told("Ama Example", "EDS 2022, 2025/26", {"move": move.value}))
    assert sentence.startswith("Ama Example ")
    assert "EDS 2022" in sentence
    assert "changed the state" not in sentence


def test_grading_is_opened_in_plain_words() -> None:
    what = Told("Ama Example", "EDS 2022, 2025/26", {"move": "open_grading", "to": "grading"})
    assert told("state_changed", what) == "Ama Example opened grading for EDS 2022, 2025/26"


@pytest.mark.parametrize("event", Event)
def test_what_a_sentence_does_not_name_stays_out(event: Event) -> None:
    slipped_in = {
        "grade": SECRET,
        "comment": SECRET,
        "name": SECRET,
        "email": SECRET,
        "answer": SECRET,
    }
    assert SECRET not in told(event.value, Told("Ama", "b", slipped_in))


def test_an_event_of_another_version_is_not_lost() -> None:
    assert told("made_later", Told("Ama", "b", {})) == "Ama: made_later"


def test_every_kind_that_is_recorded_has_a_name() -> None:
    """Subjects are saved models: every model of ours that a service hands to `record` is named."""
    known = names._resolvers.keys()
    assert {"stakeholders.user", "grading.grader", "grading.assessment", "reports.report"} <= known
    models = {model._meta.label_lower for model in apps.get_models()}
    assert known <= models


def test_no_service_puts_an_answer_or_a_person_into_the_trail() -> None:
    """None of the details of any call of `record` is a comment, an answer or an address."""
    calls = [
        found.group(1)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "audit" not in path.parts
        for found in re.finditer(
            r"\brecord\(\s*\n?\s*(Event\.[\s\S]*?)\n?\s*\)\n", path.read_text()
        )
    ]
    assert len(calls) > 20
    forbidden = re.compile(r"\b(comment|answer|email|person|grader|publish_comments)\s*=")
    assert [call for call in calls if forbidden.search(call)] == []
