"""`python -m quality make`: invented news with its truth. `load`: an archive full of it."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from quality.making import load_news, write_news
from sayso.errors import ArchiveError


def make(arguments: list[str]) -> int:
    """Write made news into a folder. Exit code 0, or 2 where it cannot be written."""
    options = parse(arguments)
    try:
        made = write_news(
            Path(options.out),
            articles=options.articles,
            seed=options.seed,
            findings=options.findings,
            pages=options.pages,
            workers=options.workers,
        )
    except OSError as error:
        print(f"make: {error}", file=sys.stderr)
        return 2
    print(f"{made:,} articles in {options.out}", flush=True)
    return 0


def load(arguments: list[str]) -> int:
    """Fill a new archive with made news, findings and links of the truth included, without reading a page. Prints how
    many articles, how long it took, how large the archive is and what memory it took. Exit code 0, or 2 where it cannot
    be written."""
    parser = argparse.ArgumentParser(prog="python -m quality load", description=load.__doc__)
    parser.add_argument("out", help="a new file: the archive")
    add_common(parser)
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    archive = Path(options.out)
    try:
        loaded = load_news(archive, articles=options.articles, seed=options.seed, workers=options.workers)
    except (OSError, ArchiveError) as error:
        print(f"load: {error}", file=sys.stderr)
        return 2
    seconds, megabytes = time.perf_counter() - start, archive.stat().st_size / 1e6
    peaks = [resource.getrusage(who).ru_maxrss / 1e3 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        f"{loaded:,} articles in {archive}: {seconds:,.0f} s ({seconds / loaded * 1e3:.2f} ms an article),"
        f" {megabytes:,.0f} MB; at most {peaks[0]:,.0f} MB of memory, {peaks[1]:,.0f} MB in a worker",
        flush=True,
    )
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality make", description=__doc__)
    parser.add_argument("out", help="a new or empty folder: gets pages/… (or pages.warc.gz) and truth.jsonl")
    add_common(parser)
    parser.add_argument("--findings", action="store_true", help="write statements, figures, claims and conflicts too")
    parser.add_argument("--pages", choices=["text", "html", "warc"], default="text")
    return parser.parse_args(arguments)


def add_common(parser: argparse.ArgumentParser) -> None:
    """How much news, which, and by how many processes."""
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed writes the same news")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes; the news stays the same")
