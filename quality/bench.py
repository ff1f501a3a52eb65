"""`python -m quality bench`: what the journey costs by station, and how that grows. Writes docs/performance.md.

CPU seconds throughout (`user + system`, this process and its workers), so that a busy machine changes little. Made news
is added in full at each of the sizes, each in a process of its own; one large archive is filled from the truth, without
a parse (`python -m quality load`), for what reading and one more page cost there.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

from quality.bench_beside import time_stations
from quality.bench_page import write_page
from quality.making import load_news, write_news
from sayso.archive import Archive
from sayso.run import Runner
from sayso.run.local import ONE_THREAD
from sayso.settings import Settings

SEED = 7
SIZES = (1_000, 4_000)
LARGE, SMALL = 100_000, 1_000
WORKERS = 2
MORE = 20  # pages that are added one by one
ASKED = 100  # questions of each kind
REPORT = Path(__file__).parent.parent / "docs" / "performance.md"


class Growth(NamedTuple):
    """What it cost to add so many made articles in full. Seconds of CPU, megabytes."""

    articles: int
    seconds: Mapping[str, float]  # by stage; those of workers under "… (workers)"
    wall: float
    peak: float  # of the process and all its workers together, at most
    archive: float

    @property
    def total(self) -> float:
        """All CPU seconds."""
        return math.fsum(self.seconds.values())


class Large(NamedTuple):
    """Costs in an archive that was filled with so many articles: CPU milliseconds, megabytes."""

    articles: int
    archive: float
    more: float  # one more page, in the middle of `MORE`
    latencies: Mapping[str, tuple[float, float]]  # question → (median, 95th percentile)


def bench(arguments: list[str]) -> int:
    """Run what is asked for and write the page. Exit code 0."""
    options = parse(arguments)
    os.environ.update(ONE_THREAD)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        growth = [run_apart(measure_growth, folder, size) for size in options.sizes]
        stations = run_apart(time_stations, folder, min(options.sizes))
        large = [
            run_apart(measure_large, folder, size, options.archive)
            for size in ((SMALL, options.large) if options.large else ())
        ]
    text = write_page(Path(options.out), growth, stations, large)
    print(text)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality bench", description=bench.__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES), metavar="N,N…"
    )
    parser.add_argument("--large", type=int, default=LARGE, metavar="N", help="articles of the filled archive; 0: none")
    parser.add_argument("--archive", type=Path, help="an archive of that size that `quality load` made")
    parser.add_argument("--out", default=str(REPORT), help="the page to write, with its plot beside it")
    return parser.parse_args(arguments)


def run_apart(measure: Callable[..., Any], *arguments: Any) -> Any:
    """The result of the call in a process of its own, so that time and memory are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


# --- adding in full -------------------------------------------------------------------------------------------------


class _Clock:
    """Told of progress, it gives the CPU seconds since it was last told to the stage of which it is told."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = read_cpu()

    def __call__(self, what: str, done: int, total: int) -> None:
        now = read_cpu()
        self.seconds[what] = self.seconds.get(what, 0.0) + now - self._last
        self._last = now


def measure_growth(folder: Path, articles: int) -> Growth:
    """Add made news with workers, as `sayso add` does."""
    made = folder / f"news-{articles}"
    write_news(made, articles=articles, seed=SEED)
    path = folder / f"news-{articles}.db"
    clock, began, before = _Clock(), time.perf_counter(), read_cpu(of_children=True)
    with Archive.open(path, Settings(workers=WORKERS), create=True) as archive:
        added = archive.add([str(made / "pages")], progress=clock)
    wall = time.perf_counter() - began
    own, workers = (resource.getrusage(who).ru_maxrss / 1e3 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = clock.seconds | {"workers": read_cpu(of_children=True) - before}
    return Growth(added.articles, seconds, wall, own + WORKERS * workers, path.stat().st_size / 1e6)


def read_cpu(*, of_children: bool = False) -> float:
    """CPU seconds of this process, or of those it has waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


# --- a large archive ------------------------------------------------------------------------------------------------


class _Inline:
    """A `Runner` in this process: what one page costs is not hidden behind the start of a worker."""

    def run(
        self, function: Any, records: Iterable[Any], *, name: Any, batch: int | None = None
    ) -> Iterator[tuple[Any, Any]]:
        for record in records:
            yield record, function([record])[0]

    def close(self) -> None:
        pass


class _InlineArchive(Archive):
    def _make_runner(self) -> Runner:
        return _Inline()


def measure_large(folder: Path, articles: int, given: Path | None) -> Large:
    """Fill an archive (or copy the given one, where it is of that size) and measure."""
    path = folder / f"filled-{articles}.db"
    if given and articles > SMALL:
        shutil.copy(given, path)
    else:
        load_news(path, articles=articles, seed=SEED, workers=WORKERS)
    with _InlineArchive.open(path) as archive:
        count, size = archive.counts()["articles"], path.stat().st_size / 1e6
        latencies = time_questions(archive)
        more = time_more(archive, folder / f"more-{articles}")
    return Large(count, size, more, latencies)


def time_questions(archive: Archive) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of CPU milliseconds, by question."""
    random = Random(SEED)
    stories = archive.stories()
    asked = random.choices(stories, k=ASKED)
    words = [" ".join(random.choices(story.title.split(), k=2)) for story in asked]
    claims = [claim.id for story in asked for claim in archive.dossier(story.id).links.claims[:1]]
    return {
        "search": time_each(lambda text: list(archive.search(text)), words),
        "story": time_each(lambda story: archive.brief(story.id), asked),
        "claim": time_each(archive.trace, claims),
        "all stories": time_each(lambda _: archive.stories(), range(5)),
    }


def time_each(ask: Callable[[Any], object], questions: Sequence[Any]) -> tuple[float, float]:
    times = []
    for question in questions:
        start = time.process_time()
        ask(question)
        times.append((time.process_time() - start) * 1e3)
    times.sort()
    return median(times), times[math.ceil(0.95 * len(times)) - 1]


def time_more(archive: Archive, folder: Path) -> float:
    """CPU milliseconds to add one page that prints a text of the archive again, with a sentence of its own."""
    folder.mkdir()
    random = Random(SEED)
    times = []
    for number, story in enumerate(random.choices(archive.stories(), k=MORE)):
        dossier = archive.dossier(story.id)
        item = dossier.articles[random.choice(sorted(dossier.articles))]
        page = folder / f"{number}.txt"
        page.write_text(f"{item.text}\n\nMore will be told at noon, said editor number {number}.\n", encoding="utf-8")
        start = time.process_time()
        archive.add([str(page)])
        times.append((time.process_time() - start) * 1e3)
    return median(times)


if __name__ == "__main__":
    sys.exit(bench(sys.argv[1:]))
