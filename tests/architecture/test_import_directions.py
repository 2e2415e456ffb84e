"""Which way imports run: between apps, inside an app, and out of the pure rules."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Lowest first: an app may import those before it, never those behind it.
APPS = (
    "edsportal.common",
    "stakeholders",
    "evidence",
    "grading",
    "workshops",
    "objectives",
    "reports",
    "demo",
)
# Lowest first. Layers on one line may import each other.
LAYERS = (
    {"domain"},
    {"migrations", "models"},
    {"permissions"},
    {"selectors"},
    {"presenters", "services", "forms"},
    {"tasks", "interchange"},
    # Adapters stand where views do: through them allauth's pages ask the portal, by selectors.
    {"views", "templatetags", "management", "context", "adapters", "middleware"},
    {"urls"},
    {"apps"},
)
# Parsers: bytes in, structure out.
PURE_MAY_IMPORT = {
    "yaml",
    "openpyxl",
    "pypdf",
    "pypdfium2",
    "PIL",
    "defusedxml",
}  # readers of files: bytes in, answer out


def app_of(module: str) -> str | None:
    return next((app for app in APPS if module == app or module.startswith(app + ".")), None)


def layer_of(module: str, app: str) -> str:
    rest = module.removeprefix(app).strip(".")
    return rest.split(".")[0] if rest else ""


def modules() -> list[tuple[str, Path]]:
    files = [p for app in APPS for p in (ROOT / app.replace(".", "/")).rglob("*.py")]
    return [(".".join(p.relative_to(ROOT).with_suffix("").parts), p) for p in files]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rank(layer: str) -> int | None:
    return next((n for n, layers in enumerate(LAYERS) if layer in layers), None)


def test_there_is_something_to_walk() -> None:
    assert len(modules()) > 40


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_run_down(module: str, path: Path) -> None:
    app = app_of(module)
    assert app is not None
    for target in imports_of(path):
        other = app_of(target)
        if other is None:
            continue
        if other != app:
            assert APPS.index(other) < APPS.index(app), (
                f"{module} imports {target}: wrong way between apps"
            )
            continue
        mine, theirs = rank(layer_of(module, app)), rank(layer_of(target, app))
        if mine is not None and theirs is not None:
            assert theirs <= mine, f"{module} imports {target}: wrong way between layers"


@pytest.mark.parametrize(
    ("module", "path"),
    [(m, p) for m, p in modules() if ".domain." in m],
    ids=lambda value: str(value),
)
def test_domain_is_pure(module: str, path: Path) -> None:
    import sys

    for target in imports_of(path):
        top = target.split(".")[0]
        pure = top in sys.stdlib_module_names or top in PURE_MAY_IMPORT or ".domain" in target
        assert pure, f"{module} imports {target}: rules import no Django, clock or settings"
        assert not target.startswith(("datetime.datetime.now", "random", "time")), (
            f"{module} reads {target}"
        )
