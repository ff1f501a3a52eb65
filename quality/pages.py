"""The set `pages`: an archive made of the pages, exported and scored against the hand-made gold."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from quality.scorers import load_scorer
from sayso.archive import Archive
from sayso.export import export_lines


def measure(paths: list[str], errors: int = 0, pages: str = "") -> dict[str, float]:
    """Measures by the scorer's names: the F1, accuracy or recall; counts for errors; `.precision`, `.recall` beside.

    `paths`: the gold's folder and the pages' folder; `pages`: beginnings of page names, separated by commas.
    """
    gold_folder, pages_folder = paths
    scorer = load_scorer("score_pages", gold_folder)
    names = [name for name in pages.split(",") if name]
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.jsonl"
        write_export(sorted(Path(pages_folder).iterdir()), Path(folder), export)
        gold = scorer.Gold(gold_folder, names or None)
        found = scorer.Scorer(gold, scorer.Export(str(export), gold)).measures()
    if errors:
        for result in found:
            print_errors(result, errors)
    return {key: value for result in found for key, value in flatten(result)}


def write_export(pages: list[Path], folder: Path, export: Path) -> None:
    """All pages go into one archive: what one supplies (a year, an original) serves the others."""
    with Archive.open(folder / "sayso.db", create=True) as archive:
        archive.add(str(page) for page in pages)
        export.write_bytes(b"".join(line + b"\n" for line in export_lines(archive)))


def flatten(result: Any) -> list[tuple[str, float]]:
    """(name, number) of one of the scorer's measures."""
    if result.kind == "errors":
        return [(result.name, float(result.counts["errors"]))]
    parts = [(result.name, result.score), (f"{result.name}.precision", result.precision)]
    parts += [(f"{result.name}.recall", result.recall)] if result.kind == "prf" else []
    return [(name, float(value)) for name, value in parts if value is not None]


def print_errors(result: Any, limit: int) -> None:
    """What was missed and what was made up, for a person to read."""
    for kind, lines in (("missed", result.missed), ("spurious", result.spurious)):
        for line in lines[:limit]:
            print(f"{result.name} {kind}: {line}")
