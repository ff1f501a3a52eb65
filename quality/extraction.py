"""Extraction: the text of the main article, from HTML. Path: a folder with `html/ID.html.gz` and `ground-truth.json`.

The measure is that of the published article-extraction-benchmark: precision and recall of runs of four words, each run
as often as it occurs, averaged over the pages; F1 is that of the two means. What is compared is the body of the page's
longest article: the truth holds no headline, byline or caption.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from quality.anchors import extract_with_trafilatura
from quality.bootstrap import add_interval
from sayso.errors import InputError
from sayso.model import Article, Capture
from sayso.read import page_id, read_page
from sayso.read.main_text import read_main_text
from sayso.read.text import decode_page
from sayso.spans import slice_text
from sayso.split import split_page
from sayso.strip import strip_page

RUN = 4  # words
SHOWN = 3  # lines of an error's text

_WORD = re.compile(r"\w+")


class Example(NamedTuple):
    """One page of the set and the text that should be found on it."""

    name: str
    data: bytes
    body: str


class Overlap(NamedTuple):
    """How a text agrees with the truth: runs of words in both, in ours alone, in the truth alone."""

    right: int
    foreign: int
    lost: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.foreign) if self.right else float(not self.foreign and not self.lost)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.lost) if self.right else float(not self.foreign and not self.lost)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.foreign + self.lost) if self.right else self.recall


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`f1 precision recall trafilatura_f1 pages_per_s` (CPU seconds of read, split and strip), with intervals.

    `doubtful` is how many pages were left to trafilatura. `times_trafilatura` is how many times as many pages a second
    as it we read, with all that is said of a page: its lines, menus and facts, what is printed twice, who wrote it.
    `main_times_trafilatura` is the same of the main text alone, which is what trafilatura gives. `over_trafilatura` is
    the difference of the two F1; its interval draws the same pages for both. `empty` counts pages on which no article
    was found.
    """
    examples = read_examples(Path(paths[0]))
    _, main_seconds = extract_all(find_main, examples)  # first: what was met before is remembered
    ours, seconds = extract_all(extract_body, examples)
    theirs, their_seconds = extract_all(extract_by_anchor, examples)
    overlaps = [compare_texts(example.body, text) for example, text in zip(examples, ours, strict=True)]
    anchors = [compare_texts(example.body, text) for example, text in zip(examples, theirs, strict=True)]
    if errors:
        print_errors(examples, ours, overlaps, errors)
    precision, recall, f1 = average_overlaps(overlaps)
    measures = {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "trafilatura_f1": average_overlaps(anchors)[2],
        "over_trafilatura": f1 - average_overlaps(anchors)[2],
        "pages_per_s": len(examples) / seconds,
        "trafilatura_pages_per_s": len(examples) / their_seconds,
        "times_trafilatura": their_seconds / seconds,
        "main_times_trafilatura": their_seconds / main_seconds,
        "doubtful": float(sum(map(is_doubtful, examples))),
        "empty": float(sum(not text for text in ours)),
    }
    add_interval(measures, "f1", overlaps, score_f1)
    add_interval(measures, "over_trafilatura", list(zip(overlaps, anchors, strict=True)), compare_f1)
    return measures


def read_examples(folder: Path) -> list[Example]:
    """The pages with a truth, by id."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        Example(name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), row["articleBody"])
        for name, row in sorted(truth.items())
    ]


def extract_all(extract: Callable[[Example], str], examples: Sequence[Example]) -> tuple[list[str], float]:
    """The text of each page, and the CPU seconds that took after a first page to warm up."""
    extract(examples[0])
    start = time.process_time()
    texts = [extract(example) for example in examples]
    return texts, time.process_time() - start


def extract_body(example: Example) -> str:
    """The paragraphs of the page's longest article by sayso, a line each; nothing where it finds none."""
    capture = Capture(page=page_id(example.data), path=f"{example.name}.html")
    try:
        page = read_page(example.data, capture)
    except InputError:
        return ""
    articles = strip_page(page, split_page(page)).articles
    main = max(articles, key=count_characters, default=None)
    return slice_text(page.text, main.body, "\n") if main else ""


def find_main(example: Example) -> str:
    """The lines of the main text by the shape of the page alone, as `read_page` finds them where they are sure."""
    return "\n".join(read_main_text(decode_page(example.data, Capture(page="", path=example.name))).lines)


def is_doubtful(example: Example) -> bool:
    """Whether the shape of the page does not tell what its main text is."""
    return not read_main_text(example.data.decode("utf-8", "replace")).is_sure


def count_characters(article: Article) -> int:
    """The length of an article's body."""
    return sum(span.end - span.start for span in article.body)


def extract_by_anchor(example: Example) -> str:
    """The text by trafilatura; the set's pages are UTF-8."""
    return extract_with_trafilatura(example.data.decode("utf-8", "replace"))


def compare_texts(truth: str, text: str) -> Overlap:
    """Runs of four words in both and in either (a shorter text is one run)."""
    wanted, given = count_runs(truth), count_runs(text)
    right = (wanted & given).total()
    return Overlap(right, given.total() - right, wanted.total() - right)


def count_runs(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words occurs."""
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)) if words)


def average_overlaps(overlaps: Sequence[Overlap]) -> tuple[float, float, float]:
    """Mean precision over pages on which something was found, mean recall over pages that hold something, and F1."""
    precisions = [overlap.precision for overlap in overlaps if overlap.right + overlap.foreign]
    recalls = [overlap.recall for overlap in overlaps if overlap.right + overlap.lost]
    if not precisions or not recalls:
        return 0.0, 0.0, 0.0
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_f1(overlaps: Sequence[Overlap]) -> float:
    """F1 alone."""
    return average_overlaps(overlaps)[2]


def compare_f1(pairs: Sequence[tuple[Overlap, Overlap]]) -> float:
    """By how much the first F1 is above the second."""
    return score_f1([ours for ours, _ in pairs]) - score_f1([theirs for _, theirs in pairs])


def print_errors(examples: Sequence[Example], texts: Sequence[str], overlaps: Sequence[Overlap], limit: int) -> None:
    """The worst pages, what was lost of each and what does not belong to it, on standard error."""
    ranked = sorted(zip(examples, texts, overlaps, strict=True), key=lambda row: (row[2].f1, row[0].name))
    for example, text, overlap in ranked[:limit]:
        if overlap.foreign or overlap.lost:
            scores = f"precision {overlap.precision:.2f}, recall {overlap.recall:.2f}"
            print(f"{example.name[:12]}: {scores}, {len(example.body)} characters in the truth", file=sys.stderr)
            for title, lines in (
                ("lost", list_missing(example.body, text)),
                ("foreign", list_missing(text, example.body)),
            ):
                for line in lines[:SHOWN]:
                    print(f"  {title} ({len(lines)} lines): {line[:160]}", file=sys.stderr)


def list_missing(text: str, other: str) -> list[str]:
    """The lines of a text that the other has neither whole nor in most of their runs, longest first."""
    known, flat = count_runs(other), flatten_words(other)
    missing = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        runs = count_runs(line)
        if runs and flatten_words(line) not in flat and 2 * (runs & known).total() < runs.total():
            missing.append(line)
    return sorted(missing, key=lambda line: (-len(line), line))


def flatten_words(text: str) -> str:
    """The words with one blank between and around them."""
    return f" {' '.join(_WORD.findall(text))} "
