"""What the documents say is there: links, files, commands, settings, constraints, decisions."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from edsportal.environment import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DECISIONS = ROOT / "docs" / "adr"
DOCUMENTS = [README, *sorted((ROOT / "docs").rglob("*.md"))]
# The portal's own folders: a path in code quotes that starts with one must be there.
FOLDERS = (
    "edsportal|stakeholders|evidence|grading|workshops|objectives|reports|demo"
    "|templates|static|tests|docs|scripts|bench"
)
NAMED_PATH = re.compile(rf"`((?:{FOLDERS})/[\w./*-]*)`")
COMMAND = re.compile(r"(?:manage\.py|portalctl manage) ([a-z_]+)")

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def text_of(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text()


def prose(document: Path) -> str:
    """The text without code, where brackets mean something else."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(), flags=re.S)


def links(document: Path) -> list[str]:
    found = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose(document))
    return [link for link in found if not link.startswith(("http://", "https://", "mailto:"))]


def headings(document: Path) -> set[str]:
    """Each heading as it is called in an address."""
    lines = re.findall(r"^#+ (.+)$", document.read_text(), re.M)
    return {re.sub(r"[^\w\s-]", "", line).strip().lower().replace(" ", "-") for line in lines}


def leads_nowhere(document: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = document if not path else document.parent / path
    return not target.exists() or (bool(heading) and heading not in headings(target))


def test_there_is_something_to_read() -> None:
    assert len(DOCUMENTS) > 15
    assert sum(len(links(document)) for document in DOCUMENTS) > 40


@each_document
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    assert [link for link in links(document) if leads_nowhere(document, link)] == []


@each_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = NAMED_PATH.findall(document.read_text())
    assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []


def test_every_command_of_the_portal_is_told_of() -> None:
    text = "\n".join(document.read_text() for document in DOCUMENTS)
    commands = {path.stem for path in ROOT.glob("*/management/commands/[!_]*.py")}
    assert commands
    assert sorted(name for name in commands if not re.search(rf"\b{name}\b", text)) == []


@each_document
def test_no_command_is_told_of_that_is_not_there(document: Path) -> None:
    named = set(COMMAND.findall(document.read_text()))
    assert sorted(named - set(get_commands()) - {"help"}) == []


def test_the_readme_names_each_command_of_portalctl() -> None:
    branches = re.findall(r"^  ([a-z |]+)\)", text_of("portalctl"), re.M)
    commands = {name for branch in branches for name in branch.split(" | ")} | {"help"}
    named = set(re.findall(r"`\./portalctl ([a-z]+)", text_of("README.md")))
    assert named == commands


def test_every_setting_is_in_the_table_of_settings() -> None:
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", text_of("docs", "running.md"), re.M)
    assert rows == [variable.name for variable in VARIABLES]


def test_every_constraint_that_holds_a_promise_is_in_the_database() -> None:
    text = text_of("docs", "architecture.md")
    table = text[text.index("## Where each promise is held") :]
    named = {
        name
        for row in re.findall(r"^\|[^|]+\|([^|]+)\|", table, re.M)
        for name in re.findall(r"`(\w+)`", row)
    }
    real = {
        constraint.name for model in apps.get_models() for constraint in model._meta.constraints
    }
    assert len(named) > 10
    assert sorted(named - real) == []


def test_decisions_have_unique_numbers_and_are_all_listed_with_their_titles() -> None:
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    numbers = [page.name[:4] for page in pages]
    assert numbers == [f"{n:04}" for n in range(1, len(pages) + 1)]
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([\w.-]+)\) \| (.+?) \|", text_of("docs", "adr", "README.md"), re.M
    )
    titles = [page.read_text().splitlines()[0] for page in pages]
    assert [f"# {number} {title}" for number, _, title in listed] == titles
    assert [name for _, name, _ in listed] == [page.name for page in pages]


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_is_short_and_has_every_part(page: Path) -> None:
    lines = page.read_text().splitlines()
    assert len(lines) < 60
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Refused",
        "## Consequences",
    ]
    assert lines[2].startswith("**Status:** ")
