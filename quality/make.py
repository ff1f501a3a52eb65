"""`python -m quality make`: invented news with its truth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quality.making import write_news


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


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality make", description=__doc__)
    parser.add_argument("out", help="a new or empty folder: gets pages/… (or pages.warc.gz) and truth.jsonl")
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed writes the same news")
    parser.add_argument("--findings", action="store_true", help="write statements, figures, claims and conflicts too")
    parser.add_argument("--pages", choices=["text", "html", "warc"], default="text")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes; the news stays the same")
    return parser.parse_args(arguments)
