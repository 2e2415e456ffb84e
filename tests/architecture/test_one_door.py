"""An assessment's state is changed in one place; WeasyPrint is called in one place."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "edsportal",
    "stakeholders",
    "evidence",
    "grading",
    "workshops",
    "objectives",
    "reports",
    "demo",
)
DOOR = ROOT / "grading/services/assessment.py"
RENDERER = ROOT / "edsportal/common/pdf.py"


def sources() -> list[Path]:
    return [p for room in ROOMS for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts]


def writes_state(tree: ast.AST) -> bool:
    """Whether anything assigns ``something.state`` or passes ``state=`` to an update."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
            owner = [t for t in targets if isinstance(t, ast.Attribute) and t.attr == "state"]
            if any(not (isinstance(t.value, ast.Name) and t.value.id == "self") for t in owner):
                return True
        updates = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "bulk_update"}
        )
        if updates and any(keyword.arg == "state" for keyword in node.keywords):
            return True
    return False


def test_only_the_door_changes_a_state() -> None:
    found = [p for p in sources() if writes_state(ast.parse(p.read_text()))]
    assert found == [DOOR]


def test_weasyprint_is_called_in_one_file() -> None:
    assert [
        p
        for p in sources()
        if "import weasyprint" in (t := p.read_text()) or "from weasyprint" in t
    ] == [RENDERER]
