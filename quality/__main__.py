"""`python -m quality SET PATH…`: score one set. `all`: every set at hand, against the floors. `report`: the same, and
docs/quality.md is written. `make`: write made news with its truth; `load`: fill an archive with it; `bench`: what the
journey costs (`--help`).

The last line printed for one set is one JSON object: {"set": …, "measures": {name: number}}.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from quality.bench import bench
from quality.floors import check_floors, raise_floors, read_floors, write_floors
from quality.make import load, make
from quality.report import write_report

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
REPORT = HERE.parent / "docs" / "quality.md"

Measure = Callable[[list[str]], dict[str, float]]

SETS = {
    "samples": (),
    "pages": ("gold/pages", "seeds"),
    "items": ("gold/items.dev.jsonl", "gold/pages-dev"),
    "extraction": ("data/extraction-scrapinghub",),
    "feeds": ("data/feeds",),
    "warcs": ("data/warc",),
    "copies": ("gold/copies.dev.jsonl", "data/stories-ecbplus/docs.jsonl"),
    "statements": ("data/attribution-polnear/dev.speech.jsonl",),
    "attribution-anchors": ("data/attribution-polnear/dev.speech.jsonl",),
    "stories": ("data/stories-ecbplus/docs.jsonl",),
    "figure-pairs": ("gold/figures.dev.jsonl", "gold/figure-pairs.dev.jsonl", "data/stories-ecbplus/docs.jsonl"),
    "claim-pairs": (
        "gold/statements.dev.jsonl",
        "gold/claim-pairs.dev.jsonl",
        "gold/claims.dev.jsonl",
        "data/stories-ecbplus/docs.jsonl",
    ),
    "made": (),
    "questions": ("seeds",),
    "quantities": (),
    "measured": (),
    "unseen": (),
    "dates": ("gold/pages", "seeds"),
    "names": ("gold/pages", "seeds"),
    "speed": ("data/attribution-polnear/dev.speech.jsonl",),
    "copy-speed": (),
}
"""Each set with its paths below ../shared. Its module is `quality.SET`, with a function `measure(paths, errors, …)`."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 where a measure is under its floor, or 2 where a set cannot be read."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["make"]:
        return make(given[1:])
    if given[:1] == ["load"]:
        return load(given[1:])
    if given[:1] == ["bench"]:
        return bench(given[1:])
    options = parse(given)
    if options.set in ("all", "report"):
        report = options.report or options.set == "report"
        return score_all(Path(options.shared), options.errors, pin=options.pin, report=report)
    try:
        measures = find_measure(options.set, options.errors, options.pages, options.articles)(options.paths)
    except OSError as error:
        print(f"{options.set}: {error}", file=sys.stderr)
        return 2
    print_measures(options.set, measures)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("set", choices=[*SETS, "all", "report"])
    parser.add_argument("paths", nargs="*")
    parser.add_argument(
        "--pages", default="", help="only these pages of the page gold, by the beginnings of their names"
    )
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="made news: how many articles")
    parser.add_argument("--errors", type=int, nargs="?", const=40, default=0, metavar="N", help="list up to N errors")
    parser.add_argument("--shared", default="../shared", help="where `all` looks for the sets")
    parser.add_argument("--report", action="store_true", help="with `all`: write docs/quality.md")
    parser.add_argument("--pin", action="store_true", help="with `all`: raise the floors to what is measured")
    return parser.parse_args(arguments)


def find_measure(name: str, errors: int, pages: str, articles: int = 500) -> Measure:
    """What measures one set, given its paths."""
    module = importlib.import_module(f"quality.{name.replace('-', '_')}")
    options: dict[str, dict[str, str | int]] = {
        "pages": {"pages": pages},
        "dates": {"pages": pages},
        "names": {"pages": pages},
        "made": {"articles": articles},
        "copy-speed": {"articles": articles},
        "questions": {"articles": min(articles, 300)},
    }
    return partial(module.measure, errors=errors, **options.get(name, {}))


def measure_apart(measure: Measure, paths: list[str]) -> dict[str, float]:
    """The measures, taken in a process of its own: what one set leaves in memory must not make the next one fast."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, paths).result()


def print_measures(name: str, measures: dict[str, float]) -> None:
    """One JSON object on one line."""
    rounded = {key: round(value, 4) for key, value in measures.items()}
    print(json.dumps({"set": name, "measures": rounded}), flush=True)


def score_all(shared: Path, errors: int, *, pin: bool = False, report: bool = False) -> int:
    """Every set at hand, held against `floors.toml`; sets whose data is absent are named."""
    floors = read_floors(FLOORS)
    sets = tomllib.loads((HERE / "sets.toml").read_text("utf-8"))
    results: dict[str, dict[str, float]] = {}
    absent: list[str] = []
    fallen: list[str] = []
    for name, places in SETS.items():
        paths = [shared / place for place in places]
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            print(f"{name}: skipped, {', '.join(missing)} is not here", flush=True)
            absent.append(name)
            continue
        measure = find_measure(name, errors, "000,001,002,003")
        results[name] = measure_apart(measure, [str(path) for path in paths])
        print_measures(name, results[name])
        fallen += check_floors(name, results[name], floors.get(name, {}))
        if pin:
            floors[name] = raise_floors(floors.get(name, {}), results[name], sets.get(name, {}))
    if pin:
        write_floors(FLOORS, floors, sets)
    if report:
        write_report(REPORT, results, absent, floors, sets)
    print("\n".join(fallen) if fallen else "Every measure stands at or above its floor.", flush=True)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
