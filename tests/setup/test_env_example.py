"""`.env.example` is the list of `edsportal.environment`, with its defaults and purposes."""

import re
from pathlib import Path

from edsportal.environment import VARIABLES

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def test_the_example_holds_each_variable_once_with_its_default_and_purpose() -> None:
    written = re.findall(r"^# (.+)\n(\w+)=(.*)$", EXAMPLE.read_text(), re.M)
    assert written == [(v.purpose, v.name, v.default) for v in VARIABLES]
