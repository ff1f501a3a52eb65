"""Documents per CPU second: collapse beside MinHash LSH of datasketch and rensa on the same texts in the same run.

`python -m quality copy-speed [FOLDER] [--articles N]`: made news (or the folder that `python -m quality make` wrote)
read as articles, without furniture. collapse finds whole copies and excerpts, aligns each pair and makes works; the
others find candidates by signature alone. datasketch is asked twice: shingle by shingle as its documentation shows
(`datasketch`), and all shingles of a text at once (`datasketch_batch`), which is its quickest way. Each runs in a
process of its own, so that the memory is its own. What collapse found is measured too (`quality.copy_truth`).
"""

from __future__ import annotations

import importlib.util
import math
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from quality.anchors import PERMUTATIONS, SEED, list_shingles
from quality.copy_truth import make_articles, measure_found, read_made
from quality.making import write_news
from sayso.collapse import Collapse
from sayso.match.gather import gather
from sayso.model import ArticleText

ARTICLES = 5_000
THRESHOLD = 0.5  # of estimated Jaccard
ROUNDS = 3  # of all tools; of each the quickest run counts
SMALLER = 4  # the growth is measured from a quarter of the texts to all of them


class Load(NamedTuple):
    """What one tool needed for the texts: CPU seconds, and megabytes beyond those of the texts themselves."""

    seconds: float
    megabytes: float
    works: Sequence[Sequence[str]] = ()


Tool = Callable[[Mapping[str, ArticleText]], Sequence[Sequence[str]]]


def measure(paths: list[str], errors: int = 0, articles: int = ARTICLES) -> dict[str, float]:
    """Documents a CPU second, growth and memory of collapse; the same of the others; what collapse found."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(paths[0]) if paths else Path(folder)
        if not paths:
            write_news(made, articles=articles, seed=SEED)
        read = read_made(made, articles)
    found = measure_found(read, collapse_items, errors)
    items = {article.item.article.id: article.item for article in read}
    small = dict(list(items.items())[: len(items) // SMALLER])
    runs = [(run_all(items), run_all(small)) for _ in range(ROUNDS)]
    measures: dict[str, float] = {"articles": len(items)} | found
    for name, _ in list_tools():
        all_of_them, some = (min((loads[name] for loads in sizes), key=by_seconds) for sizes in zip(*runs, strict=True))
        measures[f"{name}_per_s"] = len(items) / all_of_them.seconds
        measures[f"{name}_growth"] = math.log(all_of_them.seconds / some.seconds, len(items) / len(small))
        measures[f"{name}_mb"] = all_of_them.megabytes
        if name != "collapse":
            measures[f"over_{name}"] = measures["collapse_per_s"] / measures[f"{name}_per_s"]
    return measures


def list_tools() -> Iterator[tuple[str, Tool]]:
    """collapse, and those of the others that are installed."""
    yield "collapse", collapse_items
    if importlib.util.find_spec("datasketch"):
        yield "datasketch", find_by_datasketch
        yield "datasketch_batch", find_by_datasketch_batch
    yield "rensa", find_by_rensa


def run_all(items: Mapping[str, ArticleText]) -> dict[str, Load]:
    """What each tool needs, one after the other, so that what slows the machine for a while slows all of them."""
    return {name: run_apart(tool, items) for name, tool in list_tools()}


by_seconds = attrgetter("seconds")


# --- the tools ------------------------------------------------------------------------------------------------------


def run_apart(tool: Tool, items: Mapping[str, ArticleText]) -> Load:
    """What the tool needs, in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, tool, items).result()


def _run(tool: Tool, items: Mapping[str, ArticleText]) -> Load:
    tool(dict(list(items.items())[:8]))  # imports and tables are not counted
    before, start = _peak_megabytes(), time.process_time()
    works = tool(items)
    return Load(time.process_time() - start, _peak_megabytes() - before, works)


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_collapse(articles: int) -> Load:
    """What collapse needs for so many made articles, in this process."""
    return _run(collapse_items, {made.item.article.id: made.item for made in make_articles(articles)})


def collapse_items(items: Mapping[str, ArticleText]) -> list[list[str]]:
    """Works of several printings."""
    works = gather(Collapse(), items.values(), lambda item: item.article.id)
    return [[printing.article for printing in work.articles] for work in works if len(work.articles) > 1]


def find_by_datasketch(items: Mapping[str, ArticleText]) -> list[list[str]]:
    """Near texts by MinHash LSH, shingle by shingle as in the tool's own examples."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found, import-untyped, unused-ignore]

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found = []
    for name, item in items.items():
        signature = MinHash(num_perm=PERMUTATIONS, seed=SEED)
        for shingle in list_shingles(item.text):
            signature.update(shingle.encode())
        found.append([name, *lsh.query(signature)])
        lsh.insert(name, signature)
    return found


def find_by_datasketch_batch(items: Mapping[str, ArticleText]) -> list[list[str]]:
    """The same with all shingles of a text at once, the tool's fastest way."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found = []
    for name, item in items.items():
        signature = MinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update_batch([shingle.encode() for shingle in list_shingles(item.text)])
        found.append([name, *lsh.query(signature)])
        lsh.insert(name, signature)
    return found


def find_by_rensa(items: Mapping[str, ArticleText]) -> list[list[str]]:
    """Near texts by rensa's MinHash LSH, which is written in Rust."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    found = []
    for number, item in enumerate(items.values()):
        signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(list(list_shingles(item.text)))
        found.append([str(number), *map(str, lsh.query(signature))])
        lsh.insert(number, signature)
    return found
