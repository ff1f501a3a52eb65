"""Copies: labelled pairs of news texts, same work or not. Paths: pairs (JSONL), texts (JSONL)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality.anchors import find_copies_by_containment, find_copies_by_minhash
from quality.bootstrap import add_interval
from sayso.collapse import Collapse
from sayso.match.gather import gather, list_pairs
from sayso.model import Article, ArticleText, Span

SAME = frozenset({"identical", "near", "version", "excerpt"})
UNSURE = "unsure"


def read_lines(path: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def make_article(name: str, text: str) -> ArticleText:
    """A plain text as one article whose paragraphs are its lines. Its id ends in its name."""
    body: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            body.append(Span(start, start + len(line)))
        start += len(line) + 1
    article = Article(id=f"article-{name}", page=f"page-{name}", block=Span(0, len(text)), body=tuple(body))
    return ArticleText(article=article, text=text)


def collapse_texts(texts: Mapping[str, str]) -> list[list[str]]:
    """The works of these texts, each as the names of its printings."""
    items = [make_article(name, text) for name, text in texts.items()]
    works = gather(Collapse(), items, lambda item: item.article.id)
    return [[printing.article.removeprefix("article-") for printing in work.articles] for work in works]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """F1, precision and recall of same-work pairs over the labelled pairs, unsure ones left out.

    `merged_independent` counts labelled pairs that are not one work and were merged, `merged_topics` pairs of texts of
    different topics that were. The anchors judge the labelled pairs alone; the interval draws topics.
    """
    pairs, documents = read_lines(paths[0]), read_lines(paths[1])
    topics = {document["id"]: document["topic"] for document in documents}
    texts = {document["id"]: document["text"] for document in documents}
    together = list_pairs(collapse_texts(texts))
    scored = [pair for pair in pairs if pair["label"] != UNSURE]
    surer = [pair for pair in scored if pair["sure"] != "low"]
    wrong = [pair for pair in scored if (pair["label"] in SAME) != (_key(pair) in together)]
    for pair in wrong[:errors]:
        kind = "missed" if pair["label"] in SAME else "merged"
        print(f"{kind} {pair['a']} {pair['b']}: {pair['label']} ({pair['sure']}): {pair['why']}", file=sys.stderr)
    precision, recall, f1 = score_pairs(scored, together)
    keys = [_key(pair) for pair in scored]
    measures = {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "merged_independent": sum(pair["label"] not in SAME for pair in wrong),
        "merged_topics": sum(topics[a] != topics[b] for a, b in together),
        "f1_without_low": score_pairs(surer, together)[2],
        "precision_without_low": score_pairs(surer, together)[0],
        "minhash_f1": score_pairs(scored, find_copies_by_minhash(texts, keys))[2],
        "containment_f1": score_pairs(scored, find_copies_by_containment(texts, keys))[2],
    }
    by_topic: dict[str, list[Mapping[str, Any]]] = {}
    for pair in scored:
        by_topic.setdefault(pair["topic"], []).append(pair)

    def score_f1(topics: Sequence[Sequence[Mapping[str, Any]]]) -> float:
        return score_pairs((pair for topic in topics for pair in topic), together)[2]

    add_interval(measures, "f1", list(by_topic.values()), score_f1)
    return measures


def score_pairs(pairs: Iterable[Mapping[str, Any]], together: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that were put together among the labelled ones."""
    labelled = [(pair["label"] in SAME, _key(pair) in together) for pair in pairs]
    right = sum(wanted and found for wanted, found in labelled)
    found_all, wanted_all = sum(found for _, found in labelled), sum(wanted for wanted, _ in labelled)
    precision = right / found_all if found_all else 0.0
    recall = right / wanted_all if wanted_all else 0.0
    return precision, recall, 2 * right / (found_all + wanted_all) if right else 0.0


def _key(pair: Mapping[str, Any]) -> tuple[str, str]:
    a, b = sorted((pair["a"], pair["b"]))
    return a, b
