"""Documents per CPU second: collapse beside MinHash LSH of datasketch and rensa on the same texts in the same run.

`python -m quality copy-speed [FOLDER] [--articles N]`: made news (or the folder that `python -m quality make` wrote)
read as articles, without furniture. collapse finds whole copies and excerpts, aligns each pair and makes works; the
others find candidates by signature alone. Each runs in a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import importlib.util
import math
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from quality.anchors import PERMUTATIONS, SEED, list_shingles
from quality.making import write_news
from quality.making.write import Made, write_bundle
from sayso.collapse import Collapse
from sayso.match.gather import gather
from sayso.model import Article, ArticleText, Capture, Span
from sayso.read import read_page

ARTICLES = 5_000
THRESHOLD = 0.5  # of estimated Jaccard
ROUNDS = 3  # of all tools; of each the quickest run counts
SMALLER = 4  # the growth is measured from a quarter of the texts to all of them
PLANTED = 200  # of each kind of copy that is derived from the texts
DERIVED = "~"  # stands in the id of what was derived
STATEMENT = (
    "The department said in a statement sent to newsrooms that it had opened a review of the handling of the case that "
    "all records would be kept until the review was over and that the families had been told before the public was as "
    "the law of the land requires in every such case without any exception whatever"
)
FURNITURE = (
    "Sign up for our evening letter and get the five stories that matter most from our reporters every working day. "
    "Readers can leave the list at any time with the link at the foot of each letter we send."
)
ACCUSED = "merged_"


class Load(NamedTuple):
    """What one tool needed for the texts: CPU seconds, and megabytes beyond those of the texts themselves."""

    seconds: float
    megabytes: float
    works: Sequence[Sequence[str]] = ()


Tool = Callable[[Mapping[str, ArticleText]], Sequence[Sequence[str]]]


def measure(paths: list[str], errors: int = 0, articles: int = ARTICLES) -> dict[str, float]:
    """Documents a CPU second, growth and memory of collapse; the same of the others; recall and false merges of copies
    derived from the texts."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(paths[0]) if paths else Path(folder)
        if not paths:
            write_news(made, articles=articles, seed=SEED)
        items = dict(read_made(made, articles))
    measures: dict[str, float] = {"articles": len(items)}
    small = dict(list(items.items())[: len(items) // SMALLER])
    runs = [(run_all(items), run_all(small)) for _ in range(ROUNDS)]
    for name, _ in list_tools():
        all_of_them, some = (min((loads[name] for loads in sizes), key=by_seconds) for sizes in zip(*runs, strict=True))
        measures[f"{name}_per_s"] = len(items) / all_of_them.seconds
        measures[f"{name}_growth"] = math.log(all_of_them.seconds / some.seconds, len(items) / len(small))
        measures[f"{name}_mb"] = all_of_them.megabytes
        if name != "collapse":
            measures[f"over_{name}"] = measures["collapse_per_s"] / measures[f"{name}_per_s"]
    return measures | measure_derived(small, errors)


def list_tools() -> Iterator[tuple[str, Tool]]:
    """collapse, and those of the others that are installed."""
    yield "collapse", collapse_items
    if importlib.util.find_spec("datasketch"):
        yield "datasketch", find_by_datasketch
        yield "datasketch_batch", find_by_datasketch_batch
    yield "rensa", find_by_rensa


def read_made(made: Path, most: int) -> Iterator[tuple[str, ArticleText]]:
    """Articles of made news with their true bodies, in the order in which they were written."""
    with (made / "truth.jsonl").open("rb") as lines:
        yield from islice(_read_truth(lines, lambda path: (made / path).read_bytes()), most)


def make_articles(most: int) -> Iterator[tuple[str, ArticleText]]:
    """The same from news that is made on the way and written nowhere."""
    bundles = (write_bundle(number, seed=SEED, findings=False, pages="text") for number in count())
    yield from islice((item for made in bundles for item in _read_bundle(made)), most)


def _read_bundle(made: Made) -> Iterator[tuple[str, ArticleText]]:
    pages = {path: data for path, _, data, _ in made.pages}
    return _read_truth(made.truth.splitlines(), pages.__getitem__)


def _read_truth(lines: Iterable[bytes], read: Callable[[str], bytes]) -> Iterator[tuple[str, ArticleText]]:
    """The articles of these lines; `read` gives the bytes of a page by its path."""
    paths: dict[str, str] = {}
    texts: dict[str, str] = {}
    for line in lines:
        if not line.startswith((b'{"type":"capture"', b'{"type":"article"')):
            continue
        row = msgspec.json.decode(line)
        page = row["page"]
        if row["type"] == "capture":
            paths[page] = row["path"]
            continue
        if page not in texts:
            texts = {page: read_page(read(paths[page]), Capture(page=page)).text}
        body = tuple(Span(span["start"], span["end"]) for span in row["body"])
        yield row["id"], make_item(row["id"], [texts[page][span.start : span.end] for span in body])


def make_item(name: str, paragraphs: Sequence[str]) -> ArticleText:
    """An article of these paragraphs and nothing else."""
    body: list[Span] = []
    start = 0
    for paragraph in paragraphs:
        body.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    text = "\n".join(paragraphs)
    return ArticleText(article=Article(id=name, page=name, block=Span(0, len(text)), body=tuple(body)), text=text)


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
    return _run(collapse_items, dict(make_articles(articles)))


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


# --- what is planted ------------------------------------------------------------------------------------------------


def measure_derived(items: Mapping[str, ArticleText], errors: int) -> dict[str, float]:
    """Copies derived from the texts: the share found; texts of two works that were made to share something: how many
    were merged."""
    derived = list(derive(items))
    everything = dict(items) | {item.article.id: item for _, _, item in derived}
    work_of = {name: number for number, work in enumerate(collapse_items(everything)) for name in work}
    planted, together = Counter[str](), Counter[str]()
    for kind, source, item in derived:
        is_one = work_of.get(source, source) == work_of.get(item.article.id)
        planted[kind] += 1
        together[kind] += is_one
        if is_one == kind.startswith(ACCUSED) and errors > 0:
            errors -= 1
            print(f"{kind}: {source}\n{item.text}\n", file=sys.stderr)
    return {
        kind: float(together[kind]) if kind.startswith(ACCUSED) else together[kind] / count
        for kind, count in planted.items()
    }


def derive(items: Mapping[str, ArticleText]) -> Iterator[tuple[str, str, ArticleText]]:
    """Kind, the text it is derived from (or must stay apart from), and the new text."""
    rng = Random(SEED)
    long = [name for name, item in items.items() if len(item.text.split()) > 150]
    for number, name in enumerate(rng.sample(long, min(PLANTED, len(long)))):
        paragraphs = items[name].text.split("\n")
        sentences = items[name].text.replace("\n", " \n").split(". ")
        third = max(2, round(0.3 * len(sentences)))
        first = rng.randrange(len(sentences) - third + 1)
        other = items[rng.choice(long)].text.split("\n")
        for kind, lines in (
            ("lead_dropped", paragraphs[1:]),
            ("excerpt_30", ". ".join(sentences[first : first + third]).split("\n")),
            ("light_edits", [edit_lightly(line, rng) for line in paragraphs]),
        ):
            yield kind, name, make_item(f"{name}{DERIVED}{kind}", [line.strip() for line in lines if line.strip()])
        for kind, shared in (("statement", STATEMENT), ("furniture", FURNITURE)):
            one, two = (f"{name}{DERIVED}{kind}-{side}" for side in "ab")
            yield f"carries_{kind}", name, make_item(one, [*paragraphs, shared])
            if number and other != paragraphs:
                yield f"{ACCUSED}{kind}", name, make_item(two, [shared, *rewrite(other, number)])


def edit_lightly(line: str, rng: Random) -> str:
    """One word in thirty is another."""
    return " ".join(f"{word}s" if rng.random() < 1 / 30 else word for word in line.split(" "))


def rewrite(paragraphs: Iterable[str], number: int) -> list[str]:
    """A text of its own: every third word is another, so that nothing but what is shared stands in both."""
    return [
        " ".join(f"{word}{number}" if place % 3 == 0 else word for place, word in enumerate(paragraph.split(" ")))
        for paragraph in paragraphs
    ]
