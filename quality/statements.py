"""Statements: who said what, against texts whose attributions were marked by hand. Path: the gold (JSONL).

The marks do not nest, so statements inside the content of others are left out. Intervals are for 95 per cent of 200
resamplings of the texts. Confidence is held against how often statements are right: a reliability table is printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from quality.scorers import load_scorer
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Span, Statement

RESAMPLINGS = 200
BATCH = 32
RIGHT = 0.5  # IoU of the contents from which a statement is right
BINS = 20  # equal ones of confidence
SURE = 0.9  # confidence from which nine in ten should be right


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`exact_f1 iou_f1 e2e_f1 source_acc direct_recall`, the intervals of F1, `calibration_error sure_right sure`."""
    scorer = load_scorer("score_statements", paths[0])
    gold = {row["doc_id"]: row for row in read_rows(paths[0])}
    found = predict(list(gold.values()))
    result = scorer.score(gold, found, fold=True, bootstrap=RESAMPLINGS)
    if errors:
        print_errors(scorer, gold, found, errors)
    direct = result["recall_by_type"].get("direct", {})
    measures = {f"{name}_f1": result[name]["f1"] for name in ("exact", "iou", "e2e")}
    measures["source_acc"] = result["source_acc_overlap"] or 0.0
    measures["direct_recall"] = direct.get("matched_recall", 0.0)
    for name in ("exact", "iou", "e2e"):
        measures[f"{name}_f1_low"], measures[f"{name}_f1_high"] = result["ci95_f1"][name]
    return measures | measure_confidence(rate_statements(scorer, gold, found))


def rate_statements(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any]) -> list[tuple[float, bool]]:
    """Confidence of each statement, and whether it is right; those that are neither wanted nor wrong are left out."""
    rated = []
    for name, row in gold.items():
        text, marks, given = row["text"], row["attributions"], found[name]["attributions"]
        wanted, places = ([scorer.positions(text, mark["content"], True) for mark in side] for side in (marks, given))
        right = {place for place, overlap in scorer.align(wanted, places).values() if overlap >= RIGHT}
        passed = frozenset().union(*(place for place, mark in zip(wanted, marks, strict=True) if mark.get("ignore")))
        for number, (place, mark) in enumerate(zip(places, given, strict=True)):
            if number in right or len(place & passed) * 2 <= len(place):
                rated.append((mark["confidence"], number in right))
    return rated


def measure_confidence(rated: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """The mean distance of confidence from the share that is right, over bins; the share and count of the sure ones."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in rated:
        bins.setdefault(round(confidence * BINS), []).append((confidence, right))
    apart = 0.0
    for number, held in sorted(bins.items()):
        said, true = sum(item[0] for item in held) / len(held), sum(item[1] for item in held) / len(held)
        apart += abs(said - true) * len(held)
        print(f"confidence {number / BINS:.2f}: {said:.2f} said, {true:.2f} right of {len(held)}")
    sure = [right for confidence, right in rated if confidence >= SURE]
    return {
        "calibration_error": apart / len(rated) if rated else 0.0,
        "sure_right": sum(sure) / len(sure) if sure else 1.0,
        "sure": float(len(sure)),
    }


def read_rows(path: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def make_article(name: str, text: str) -> ArticleText:
    """A text as an article whose body is its paragraphs."""
    body = tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if found.group().strip())
    article = Article(id=f"article-{name}", page=f"page-{name}", block=Span(0, len(text)), body=body)
    return ArticleText(article=article, text=text)


def predict(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """sayso's statements for each text, in the scorer's form."""
    found = {}
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        items = [make_article(row["doc_id"], row["text"]) for row in batch]
        for row, statements in zip(batch, extract_statements(items), strict=True):
            marks = [write_mark(statement) for statement in statements if statement.parent is None]
            found[row["doc_id"]] = {"doc_id": row["doc_id"], "attributions": marks}
    return found


def write_mark(statement: Statement) -> dict[str, Any]:
    """One statement as source, cue and content offsets, and its confidence."""
    return {
        "source": [[span.start, span.end] for span in statement.source.spans],
        "cue": [[statement.cue.start, statement.cue.end]] if statement.cue else [],
        "content": [[span.start, span.end] for span in statement.content],
        "confidence": statement.confidence,
    }


def print_errors(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any], limit: int) -> None:
    """What was missed, what was found amiss and what is in neither, up to `limit` of each."""
    missed, spurious = [], []
    for name, row in gold.items():
        text = row["text"]
        wanted = [mark for mark in row["attributions"] if not mark.get("ignore")]
        ignored = [mark for mark in row["attributions"] if mark.get("ignore")]
        given = found[name]["attributions"]
        places = [
            [scorer.positions(text, mark["content"], True) for mark in marks] for marks in (wanted, given, ignored)
        ]
        pairs = scorer.align(places[0], places[1])
        right = {i: j for i, (j, overlap) in pairs.items() if overlap >= 0.5}
        missed += [f"{name}: {show(text, mark)}" for i, mark in enumerate(wanted) if i not in right]
        passed = frozenset().union(*places[2])
        spurious += [
            f"{name}: {show(text, mark)}"
            for j, mark in enumerate(given)
            if j not in right.values() and len(places[1][j] & passed) * 2 <= len(places[1][j])
        ]
    for title, lines in (("missed", missed), ("spurious", spurious)):
        print(f"{title}: {len(lines)}")
        print("\n".join(f"  {line}" for line in lines[:limit]))


def show(text: str, mark: dict[str, Any]) -> str:
    """A mark as `source | cue | content`, shortened."""
    parts = [" … ".join(text[start:end] for start, end in mark[key]) for key in ("source", "cue", "content")]
    return " | ".join(" ".join(part.split())[:200] for part in parts)
