"""The front-end files ask nothing of other hosts, and what they name is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVED = ROOT / "var" / "assets"


def test_the_style_sheet_names_only_files_that_are_served() -> None:
    css = (SERVED / "nhsuk" / "nhsuk-frontend.min.css").read_text()
    named = {url.strip("\"'") for url in re.findall(r"url\(([^)]+)\)", css)}
    assert named
    for url in named:
        assert url.startswith("/assets/"), url
        assert (SERVED / url.removeprefix("/assets/")).is_file(), url


def test_nothing_needs_a_source_map_or_the_licensed_font() -> None:
    for path in (SERVED / "nhsuk").iterdir():
        assert "sourceMappingURL" not in path.read_text(), path
        assert "Frutiger" not in path.read_text(), path


def test_the_font_comes_with_its_licence() -> None:
    files = {path.name for path in (SERVED / "fonts" / "arimo").iterdir()}
    assert "LICENSE" in files
    assert {f"arimo-latin-{face}.woff2" for face in ("400-normal", "700-normal")} <= files


def test_no_nhs_logo_is_served() -> None:
    names = [
        path.name for path in SERVED.rglob("*") if re.search("logo|favicon|opengraph", path.name)
    ]
    assert names == []
