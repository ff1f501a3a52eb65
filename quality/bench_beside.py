"""Stations one by one in one process, each beside the tool that does the same or less, over the same made articles."""

from __future__ import annotations

import importlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from quality.anchors import PERMUTATIONS, list_shingles
from quality.bench_kept import Beside
from quality.making import write_news
from sayso.collapse import Collapse
from sayso.extract import extract_findings
from sayso.extract.parse import MODEL
from sayso.match.gather import gather
from sayso.model import ArticleText, Capture
from sayso.pipeline import warm_up
from sayso.read import page_id, read_page
from sayso.spans import slice_text
from sayso.split import split_page
from sayso.store.words import search_fields
from sayso.strip import strip_page

ARTICLES = 500  # rates, not growth, are measured here
BATCH = 16
SEED = 8


def time_stations(folder: Path) -> list[Beside]:
    """Each station over the same articles, printed as HTML."""
    made = folder / "beside"
    write_news(made, articles=ARTICLES, seed=SEED, pages="html")
    pages = [(str(path), path.read_bytes()) for path in sorted(made.rglob("*.html"))]
    items: list[ArticleText] = []

    def read_all() -> None:
        for path, data in pages:
            page = read_page(data, Capture(page=page_id(data), path=path))
            articles = strip_page(page, split_page(page)).articles
            items.extend(ArticleText(article=article, text=page.text) for article in articles)

    warm_up()
    extract_findings([])
    reading = time_run(read_all)
    texts = [slice_text(item.text, item.article.body, "\n") for item in items]
    each = 1e3 / len(items)
    _collapse(items[:BATCH])  # what is made on first use
    collapsing = time_run(_collapse, items) * each
    return [
        Beside("read, split, strip", reading * each, "trafilatura", _scale(each, _time_trafilatura, pages)),
        Beside("extract", time_run(_extract, items) * each, "spaCy nlp.pipe", _scale(each, _time_pipe, texts)),
        Beside("collapse", collapsing, "datasketch, a shingle at a time", _scale(each, _time_datasketch, texts)),
        Beside("collapse", collapsing, "datasketch, a text at a time", _scale(each, _time_datasketch_batch, texts)),
        Beside("search index", time_run(_index_fields, items) * each, "FTS5", _scale(each, _time_fts5, texts)),
    ]


def time_run(run: Callable[..., object], *arguments: Any) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    run(*arguments)
    return time.process_time() - start


def _scale(each: float, measure: Callable[[Any], float], value: Any) -> float | None:
    try:
        return measure(value) * each
    except ImportError:
        return None


def _extract(items: Sequence[ArticleText]) -> None:
    for start in range(0, len(items), BATCH):
        extract_findings(items[start : start + BATCH])


def _collapse(items: Sequence[ArticleText]) -> None:
    gather(Collapse(), items, lambda item: item.article.id)


def _index_fields(items: Sequence[ArticleText]) -> None:
    _fill_index([search_fields(item.article, item.text) for item in items])


def _fill_index(rows: Sequence[tuple[str, str]]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(headline, body, content='')")
    connection.executemany("INSERT INTO search(rowid, headline, body) VALUES (?, ?, ?)", _number(rows))
    connection.close()


def _number(rows: Sequence[tuple[str, str]]) -> list[tuple[int, str, str]]:
    return [(number, *row) for number, row in enumerate(rows, start=1)]


def _time_fts5(texts: Sequence[str]) -> float:
    return time_run(_fill_index, [("", text) for text in texts])


def _time_trafilatura(pages: Sequence[tuple[str, bytes]]) -> float:
    import trafilatura

    def extract_all() -> None:
        for _, data in pages:
            trafilatura.extract(data)

    trafilatura.extract(pages[0][1])  # what it loads on first use
    return time_run(extract_all)


def _time_pipe(texts: Sequence[str]) -> float:
    import spacy

    model = spacy.load(MODEL)

    def parse_all() -> None:
        for _ in model.pipe(texts, batch_size=BATCH):
            pass

    return time_run(parse_all)


def _time_datasketch(texts: Sequence[str]) -> float:
    """As its documentation shows: each shingle of a text by itself."""

    def add_each(minhash: Any, shingles: Sequence[bytes]) -> None:
        for shingle in shingles:
            minhash.update(shingle)

    return _time_signatures(texts, add_each)


def _time_datasketch_batch(texts: Sequence[str]) -> float:
    """Its quickest way."""
    return _time_signatures(texts, lambda minhash, shingles: minhash.update_batch(shingles))


def _time_signatures(texts: Sequence[str], add: Callable[[Any, Sequence[bytes]], None]) -> float:
    datasketch = importlib.import_module("datasketch")

    def find_copies(texts: Sequence[str]) -> None:
        index = datasketch.MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
        for number, text in enumerate(texts):
            minhash = datasketch.MinHash(num_perm=PERMUTATIONS)
            add(minhash, [shingle.encode() for shingle in list_shingles(text)])
            index.query(minhash)
            index.insert(str(number), minhash)

    find_copies(texts[:BATCH])
    return time_run(find_copies, texts)
