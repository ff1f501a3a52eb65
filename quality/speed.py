"""Speed: sayso's extraction against spaCy's full pipeline on the same texts, in CPU seconds. Path: texts (JSONL).

A line is {"id" or "doc_id", "text"}, perhaps with "attributions". Near-copies are left out. Both sides read the same
chunks in one process and in turn, now one first and now the other, so that a machine that slows down slows both.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from quality.statements import make_article, read_rows
from sayso.extract import extract_findings
from sayso.extract.attributions import is_quotation, may_attribute
from sayso.extract.dialogue import find_turns
from sayso.extract.parse import MODEL, mask_quotations, parse_sentences
from sayso.extract.sentences import split_sentences
from sayso.model import ArticleText
from sayso.pipeline import warm_up
from sayso.run.local import ONE_THREAD

CHUNK = 16
SHINGLE = 5  # words
COPY = 0.5  # share of a text's shingles that an earlier text holds


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`articles_per_s ratio_to_nlp_pipe peak_mb parsed_share filter_recall`."""
    rows = drop_copies(read_rows(paths[0]))
    items = [make_article(str(number), row["text"]) for number, row in enumerate(rows)]
    os.environ.update(ONE_THREAD)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        ours, theirs = pool.submit(time_both, items).result()
    recall, lost = recall_filter(rows, items)
    if errors:
        print(f"gold cues in sentences that are not parsed: {len(lost)}")
        print("\n".join(f"  {line}" for line in lost[:errors]))
    return {
        "articles_per_s": len(items) / ours,
        "ratio_to_nlp_pipe": theirs / ours,
        "nlp_pipe_articles_per_s": len(items) / theirs,
        "peak_mb": measure_peak(items),
        "parsed_share": share_parsed(items),
        "filter_recall": recall,
        "articles": float(len(items)),
    }


def drop_copies(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without those that mostly repeat an earlier one, by runs of five words."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        words = row["text"].lower().split()
        shingles = {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
        if len(shingles & seen) <= COPY * len(shingles):
            kept.append(row)
        seen |= shingles
    return kept


def time_both(items: Sequence[ArticleText]) -> tuple[float, float]:
    """CPU seconds of sayso, as its workers run it, and of spaCy's full `nlp.pipe`, in a process of one thread."""
    import spacy

    model = spacy.load(MODEL)
    warm_up()

    def run_ours(chunk: Sequence[ArticleText]) -> None:
        extract_findings(chunk)

    def run_theirs(chunk: Sequence[ArticleText]) -> None:
        for _ in model.pipe(item.text for item in chunk):
            pass

    warm = [make_article("warm", 'Ann Lee said on Monday that 12 boats sank. "They sank," she told reporters.')]
    run_ours(warm)
    run_theirs(warm)
    ours = theirs = 0.0
    for number, start in enumerate(range(0, len(items), CHUNK)):
        chunk = items[start : start + CHUNK]
        if number % 2:
            theirs += time_run(run_theirs, chunk)
            ours += time_run(run_ours, chunk)
        else:
            ours += time_run(run_ours, chunk)
            theirs += time_run(run_theirs, chunk)
    return ours, theirs


def time_run(run: Callable[[Sequence[ArticleText]], None], chunk: Sequence[ArticleText]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    run(chunk)
    return time.process_time() - start


def measure_peak(items: Sequence[ArticleText]) -> float:
    """The most memory, in MB, that a process of its own needs to extract from all items."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run_alone, list(items)).result()


def run_alone(items: Sequence[ArticleText]) -> float:
    """Extract from all items; the peak of this process's memory in MB."""
    warm_up()
    for start in range(0, len(items), CHUNK):
        extract_findings(items[start : start + CHUNK])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def share_parsed(items: Sequence[ArticleText]) -> float:
    """Characters given to the parser, of all characters of the sentences."""
    parsed = whole = 0
    for item in items:
        for sentence in split_sentences(item.text, item.article):
            words = item.text[sentence.start : sentence.end]
            whole += len(words)
            if may_attribute(words) and not is_quotation(words):
                parsed += len(mask_quotations(words).text)
    return parsed / whole if whole else 0.0


def recall_filter(rows: Sequence[dict[str, Any]], items: Sequence[ArticleText]) -> tuple[float, list[str]]:
    """The share of cues that lie in sentences the filter lets through, and the sentences of the others.

    The cues are the marked ones where the file has marks (those to ignore left out), else sayso's with every sentence
    parsed.
    """
    passed, lost = 0, []
    for row, item in zip(rows, items, strict=True):
        sentences = split_sentences(item.text, item.article)
        turns = [turn.cue for turn in find_turns(item.text, sentences)]
        for start in list_cues(row, item):
            held = [s for s in sentences if s.start <= start < s.end]
            if not held:
                continue
            words = item.text[held[0].start : held[0].end]
            if any(turn.start <= start < turn.end for turn in turns) or (
                may_attribute(words) and not is_quotation(words)
            ):
                passed += 1
            else:
                lost.append(f"{item.text[start : start + 30]!r} in {words[:200]!r}")
    return passed / (passed + len(lost)) if passed or lost else 1.0, lost


def list_cues(row: dict[str, Any], item: ArticleText) -> list[int]:
    """Where the cues of one text begin."""
    if "attributions" in row:
        return [mark["cue"][0][0] for mark in row["attributions"] if mark["cue"] and not mark.get("ignore")]
    from sayso.extract.attributions import read_tree
    from sayso.extract.tree import Tree

    sentences = split_sentences(item.text, item.article)
    parses = parse_sentences([item.text[s.start : s.end] for s in sentences])
    found = zip(sentences, parses, strict=True)
    return [sentence.start + read.cue.start for sentence, parse in found for read in read_tree(Tree(parse))]
