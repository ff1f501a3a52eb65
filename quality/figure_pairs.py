"""Figure pairs: numbers of two texts: one quantity and value, a clash, or something else. A program gets the texts.

Paths: figures (JSONL), labelled pairs (JSONL), texts (JSONL).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from quality.copies import make_article, read_lines
from sayso.extract import extract_findings
from sayso.link.amounts import is_same_count
from sayso.link.figure_scopes import tell_gap
from sayso.link.figures import Setting, list_series
from sayso.link.settings import read_settings
from sayso.model import ArticleText, Figure

CLASSES = {"same": "same", "differs": "clash", "revision": "clash"}
UNSURE = "unsure"
Row = dict[str, Any]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """Accuracy and macro-F1 over same, clash and other; `found` is the share of marked figures that were found."""
    figures, pairs, texts = (read_lines(path) for path in paths)
    wanted = {row["doc"] for row in figures}
    items = [make_article(row["id"], row["text"]) for row in texts if row["id"] in wanted]
    found = find_figures(figures, items)
    settings = read_settings({item.article.id: item for item in items}, found.values())
    scored = [row for row in pairs if row["label"] != UNSURE]
    results = [(CLASSES.get(row["label"], "other"), judge_pair(row, found, settings)) for row in scored]
    words = {row["id"]: row["text"] for row in figures}
    for row, (truth, given) in zip(scored, results, strict=True):
        if truth != given and errors > 0:
            errors -= 1
            print(f"{given}, not {truth}: {words[row['a']]} | {words[row['b']]} | {row['why']}", file=sys.stderr)
    return {
        "accuracy": sum(truth == given for truth, given in results) / max(1, len(results)),
        "macro_f1": sum(score_class(name, results) for name in ("same", "clash", "other")) / 3,
        "same_precision": sum(t == g == "same" for t, g in results) / max(1, sum(g == "same" for _, g in results)),
        "found": len(found) / max(1, len(figures)),
    }


def find_figures(rows: Sequence[Row], items: Sequence[ArticleText]) -> dict[str, Figure]:
    """The extracted figure for each marked one: the one that shares most characters; for a conversion its original."""
    extracted = {item.article.id: f.figures for item, f in zip(items, extract_findings(items), strict=True)}
    by_id = {figure.id: figure for figures in extracted.values() for figure in figures}
    found: dict[str, Figure] = {}
    for row in rows:
        shared = [
            (min(row["e"], f.end) - max(row["b"], f.start), f) for f in extracted.get(f"article-{row['doc']}", ())
        ]
        best = max(shared, key=lambda pair: (pair[0], pair[1].id), default=None)
        if best is not None and best[0] > 0:
            found[row["id"]] = by_id.get(best[1].conversion_of or "", best[1])
    return found


def judge_pair(row: Row, found: Mapping[str, Figure], settings: Mapping[str, Setting]) -> str:
    """`same`, `clash` or `other`; a figure that was not found is `other`."""
    pair = [found[row[side]] for side in "ab" if row[side] in found]
    if len(pair) < 2 or not list_series(pair, settings) or tell_gap(pair[0], pair[1], settings):
        return "other"
    return "same" if is_same_count(*pair) else "clash"


def score_class(name: str, results: Sequence[tuple[str, str]]) -> float:
    """F1 of one class."""
    counts = Counter((truth == name, given == name) for truth, given in results)
    right = counts[(True, True)]
    return 2 * right / max(1, 2 * right + counts[(True, False)] + counts[(False, True)])
