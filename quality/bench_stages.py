"""The stages of the bench, each to be run in a process of its own: CPU seconds, memory and latencies of an archive."""

from __future__ import annotations

import math
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from quality.bench_beside import time_stations
from quality.bench_kept import Copies, Growth, Large, Measured
from quality.bench_memory import MemoryWatch
from quality.copy_speed import measure_collapse
from quality.inline import InlineArchive
from quality.making import load_news, write_news
from sayso.archive import Archive
from sayso.dossier import Dossier
from sayso.settings import Settings
from sayso.spans import slice_text

SEED = 7
WORKERS = 2
MORE = 20  # pages that are added one by one
ASKED = 100  # questions of each kind
LONGER = 4  # letters than which a word of a question is longer
FEW = 5  # times that all stories are listed


def run_stage(stage: str) -> Measured:
    """Measure `stations`, `copies:N`, `add:N` or `filled:N`. Scratch files go where `TMPDIR` says, and away again."""
    kind, _, size = stage.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        if kind == "stations":
            return time_stations(Path(folder))
        if kind == "copies":
            load = measure_collapse(int(size))
            return Copies(int(size), load.seconds, load.megabytes)
        return measure_growth(Path(folder), int(size)) if kind == "add" else measure_filled(Path(folder), int(size))


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
    made, path = folder / "news", folder / "news.db"
    write_news(made, articles=articles, seed=SEED)
    clock, began, before = _Clock(), time.perf_counter(), read_cpu(of_children=True)
    with MemoryWatch() as memory, Archive.open(path, Settings(workers=WORKERS), create=True) as archive:
        added = archive.add([str(made / "pages")], progress=clock)
    wall = time.perf_counter() - began
    seconds = clock.seconds | {"workers": read_cpu(of_children=True) - before}
    return Growth(added.articles, seconds, wall, memory.megabytes, path.stat().st_size / 1e6)


def read_cpu(*, of_children: bool = False) -> float:
    """CPU seconds of this process, or of those it has waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


# --- a large archive ------------------------------------------------------------------------------------------------


def measure_filled(folder: Path, articles: int) -> Large:
    """Fill an archive from the truth, and measure what reading and one more page cost there."""
    path = folder / "filled.db"
    load_news(path, articles=articles, seed=SEED, workers=WORKERS)
    with InlineArchive.open(path) as archive:
        count, size = archive.counts()["articles"], path.stat().st_size / 1e6
        latencies = time_questions(archive)
        more = time_more(archive, folder / "more")
    return Large(count, size, more, latencies)


def time_questions(archive: Archive) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of CPU milliseconds, by question."""
    random = Random(SEED)
    asked = random.choices(archive.stories(), k=ASKED)
    words = [" ".join(random.choices(story.title.split(), k=2)) for story in asked]
    claims = [claim.id for story in asked for claim in archive.dossier(story.id).links.claims[:1]]
    questions = [ask for story in asked for ask in make_questions(archive.dossier(story.id), random)]
    return {
        "search": time_each(lambda text: list(archive.search(text)), words),
        "ask": time_each(archive.ask, questions),
        "story": time_each(lambda story: archive.brief(story.id), asked),
        "claim": time_each(archive.trace, claims),
        "all stories": time_each(lambda _: archive.stories(), range(FEW)),
    }


def make_questions(dossier: Dossier, random: Random) -> list[str]:
    """What one of a story's speakers said of a thing, and how many there were of what one of its figures counts."""
    told = [s for s in dossier.statements.values() if s.source.name]
    counts = [figure for figure in dossier.figures.values() if figure.counted]
    questions = []
    if told:
        statement = random.choice(told)
        said = slice_text(dossier.articles[statement.article].text, statement.content)
        words = [word for word in said.split() if word.isalpha() and len(word) > LONGER]
        questions.append(f"What did {statement.source.name} say about {random.choice(words or ['it'])}?")
    if counts:
        questions.append(f"How many {random.choice(counts).counted} were there?")
    return questions


def time_each(ask: Callable[[Any], object], questions: Sequence[Any]) -> tuple[float, float]:
    """Median and 95th percentile of CPU milliseconds."""
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
