"""From samples to the figures that goals are about, the tables, and the file that keeps them."""

import datetime as dt
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Spread, ratios, short, spread, table
from bench.goals import GOALS
from bench.web import Rounds

WEB_COLUMNS = {
    "rate": "a second",
    "p50_ms": "p50 ms",
    "p99_ms": "p99 ms",
    "cpu_ms": "CPU ms",
    "web_cpu_ms": "web",
    "database_cpu_ms": "database",
    "worker_mb": "worker MB",
    "foreign_cores": "other cores",
}
PDF_COLUMNS = {
    "seconds": "seconds",
    "cpu_seconds": "CPU s",
    "ms_a_page": "ms a page",
    "peak_mb": "peak MB",
    "pages": "pages",
    "bytes": "bytes",
}


def figures_of(web: Rounds, pdf: Rounds, statements: Mapping[str, float]) -> dict[str, Spread]:
    """One spread for each goal's key."""
    saves, floor_saves = web["portal: save"], web["floor: save"]
    return {
        "save_cpu": ratios(saves, floor_saves, "cpu_ms"),
        "page_cpu": ratios(web["portal: page"], web["floor: page"], "cpu_ms"),
        "save_statements": Spread.of([statements["save"]]),
        "page_statements": Spread.of([statements["page"]]),
        "save_rate": ratios(saves, floor_saves, "rate"),
        "save_p99": ratios(saves, floor_saves, "p99_ms"),
        "worker_memory": ratios(saves, floor_saves, "worker_mb"),
        "pdf_job": ratios(pdf["portal"], pdf["tagged"], "seconds"),
        "pdf_tagged": ratios(pdf["portal"], pdf["untagged"], "seconds"),
    }


def goals_table(figures: Mapping[str, Spread]) -> str:
    """Every goal with its figure, its limits and how it does."""
    rows = []
    for goal in GOALS:
        figure, sign = figures[goal.key], "≥" if goal.more_is_better else "≤"
        limits = [f"{sign} {short(goal.must)}", f"{sign} {short(goal.reach)}"]
        rows.append(
            [f"{goal.number:>2} {goal.what}", str(figure), *limits, goal.verdict(figure.median)]
        )
    return table(["goal", "median [least..most]", "must", "reach", ""], rows)


def samples_table(rounds: Rounds, columns: Mapping[str, str]) -> str:
    """The absolute figures. They compare with nothing outside this run."""
    rows = [
        [name, *(str(spread(samples, key)) for key in columns)] for name, samples in rounds.items()
    ]
    return table(["", *columns.values()], rows)


def machine() -> dict[str, Any]:
    """What it ran on, in generic words."""
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write(folder: Path, content: dict[str, Any], figures: Mapping[str, Spread]) -> Path:
    """Keep every sample as JSON, under the time of the run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{content['machine']['when'].replace(':', '')}.json"
    spreads = {key: asdict(value) for key, value in figures.items()}
    path.write_text(json.dumps({**content, "figures": spreads}, indent=1) + "\n")
    return path


def printed(web: Rounds, pdf: Rounds, figures: Mapping[str, Spread], notes: Sequence[str]) -> str:
    parts = [
        goals_table(figures),
        samples_table(web, WEB_COLUMNS),
        samples_table(pdf, PDF_COLUMNS),
        *notes,
    ]
    return "\n\n".join(parts)
