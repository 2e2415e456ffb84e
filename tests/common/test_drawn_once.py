"""Parts drawn once a process: once for each reader's language and each thing shown."""

from dataclasses import replace

import pytest

from edsportal.common import drawn_once as module
from edsportal.common.drawn_once import drawn_once
from grading.presenters.grader.options import Option
from grading.templatetags.choices import radios, tick_boxes

ONE = Option(id="one", value="age", label="Age <65", hint="A hint", checked=False)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of each drawing that was made."""
    made: list[str] = []

    def draw(name: str, context: object) -> str:
        made.append(name)
        return f"{name} {context}"

    monkeypatch.setattr(module, "render_to_string", draw)
    module._drawn.cache_clear()
    return made


def test_once_for_each_language(drawings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en-gb", "cy", "en-gb", "cy"):
        monkeypatch.setattr(module, "get_language", lambda language=language: language)
        drawn_once("part.html", easy=True)
    assert len(drawings) == 2


def test_once_for_each_thing_shown(drawings: list[str]) -> None:
    for options in ((ONE,), (replace(ONE, checked=True),), (ONE,)):
        drawn_once("part.html", options=options)
    drawn_once("other.html", options=(ONE,))
    assert len(drawings) == 3


def test_choices_are_ticked_as_they_are() -> None:
    ticked = replace(ONE, checked=True)
    module._drawn.cache_clear()
    for option, marks in ((ONE, 0), (ticked, 1), (ONE, 0)):
        assert tick_boxes([option]).count(" checked") == marks
        assert radios([option], [], easy=False).count(" checked") == marks
        assert "Age &lt;65" in tick_boxes([option])
