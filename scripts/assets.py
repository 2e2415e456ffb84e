"""Lay the few front-end files the portal serves under ``var/assets``.

The npm packages hold 1,400 files; pages need eleven. NHS.UK's style sheet is
changed on the way in two places, so that pages ask nothing of other hosts:
its Frutiger faces (licensed, fetched from an NHS host) go, and Arimo, which
has the widths of the Arial that NHS.UK falls back to, takes their place.
NHS logo images are left out: not every organisation is entitled to them.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
NHSUK = MODULES / "nhsuk-frontend" / "dist" / "nhsuk"
ARIMO = MODULES / "@fontsource" / "arimo"
SERVED = ROOT / "var" / "assets"
FOR_TESTS = ROOT / "var" / "test-assets"

FONT_FACE = re.compile(r"@font-face\{[^}]*Frutiger[^}]*\}")
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$")
IMAGE = re.compile(r"url\(/assets/(images/[\w.-]+)\)")
# The module starts its own components, so that pages need neither an inline
# script nor an import of a name that changes with the file's content.
START = 'document.body.classList.add("js-enabled","nhsuk-frontend-supported");initAll();\n'


class AssetsChanged(Exception):
    """A package no longer has the shape this script relies on."""


def lay_styles() -> None:
    """Copy the style sheet without Frutiger, and the images it names."""
    css = (NHSUK / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    css, faces = FONT_FACE.subn("", css)
    css, families = re.subn(r"Frutiger W01(?=,arial)", "Arimo", css)
    if not faces or not families or "Frutiger" in css or "//assets.nhs.uk" in css:
        raise AssetsChanged("nhsuk-frontend's style sheet names its fonts in a new way.")
    write(SERVED / "nhsuk" / "nhsuk-frontend.min.css", SOURCE_MAP.sub("", css))
    for image in sorted(set(IMAGE.findall(css))):
        copy(NHSUK / "assets" / image, SERVED / image)


def lay_scripts() -> None:
    """Copy the components' module, made to start by itself."""
    script = (NHSUK / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    if "function initAll(" not in script:
        raise AssetsChanged("nhsuk-frontend's module has no initAll to call.")
    write(SERVED / "nhsuk" / "nhsuk-frontend.min.js", SOURCE_MAP.sub("", script) + START)


def lay_fonts() -> None:
    """Copy Arimo's western files with its licence: the same for pages and for PDFs."""
    for subset in ("latin", "latin-ext"):
        for face in ("400-normal", "400-italic", "700-normal", "700-italic"):
            name = f"arimo-{subset}-{face}.woff2"
            copy(ARIMO / "files" / name, SERVED / "fonts" / "arimo" / name)
    copy(ARIMO / "LICENSE", SERVED / "fonts" / "arimo" / "LICENSE")


def lay_test_tools() -> None:
    """Copy axe where tests find it and no page does; a production install has none."""
    axe = MODULES / "axe-core" / "axe.min.js"
    if axe.exists():
        copy(axe, FOR_TESTS / "axe.min.js")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> int:
    """Lay everything afresh, so that a file dropped by an upgrade does not linger."""
    shutil.rmtree(SERVED, ignore_errors=True)
    try:
        lay_styles()
        lay_scripts()
        lay_fonts()
        lay_test_tools()
    except (OSError, AssetsChanged) as problem:
        print(f"Front-end files: {problem} Is 'npm ci' done?", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
