"""`python -m quality SET PATH…`: score one set. `python -m quality all`: every set at hand, against the floors.

The last line printed is one JSON object: {"set": …, "measures": {name: number}}.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent

SETS = {
    "samples": (),
    "pages": ("gold/pages", "seeds"),
    "statements": ("data/attribution-polnear/dev.speech.jsonl",),
    "copies": ("gold/copies.dev.jsonl", "data/stories-ecbplus/docs.jsonl"),
    "stories": ("data/stories-ecbplus/docs.jsonl",),
    "speed": ("data/attribution-polnear/dev.jsonl",),
}
"""Each set with its paths below ../shared. Its module is `quality.SET`, with a function `measure(paths, errors, …)`."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 where a measure is under its floor, or 2 where a set cannot be read."""
    options = parse(arguments)
    if options.set == "all":
        return score_all(Path(options.shared), options.errors)
    measures = score(options.set, options.paths, options.errors, options.pages)
    print_measures(options.set, measures)
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("set", choices=[*SETS, "all"])
    parser.add_argument("paths", nargs="*")
    parser.add_argument(
        "--pages", default="", help="only these pages of the page gold, by the beginnings of their names"
    )
    parser.add_argument("--errors", type=int, nargs="?", const=40, default=0, metavar="N", help="list up to N errors")
    parser.add_argument("--shared", default="../shared", help="where `all` looks for the sets")
    return parser.parse_args(arguments)


def score(name: str, paths: list[str], errors: int, pages: str) -> dict[str, float]:
    """The measures of one set."""
    module = importlib.import_module(f"quality.{name.replace('-', '_')}")
    extra = {"pages": pages} if name == "pages" else {}
    measures: dict[str, float] = module.measure(paths, errors=errors, **extra)
    return measures


def print_measures(name: str, measures: dict[str, float]) -> None:
    """One JSON object on one line."""
    rounded = {key: round(value, 4) for key, value in measures.items()}
    print(json.dumps({"set": name, "measures": rounded}), flush=True)


def score_all(shared: Path, errors: int) -> int:
    """Every set at hand, held against `floors.toml`; sets whose data is absent are named."""
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
    fallen: list[str] = []
    for name, places in SETS.items():
        paths = [shared / place for place in places]
        absent = [str(path) for path in paths if not path.exists()]
        if absent:
            print(f"{name}: skipped, {', '.join(absent)} is not here", flush=True)
            continue
        measures = score(name, [str(path) for path in paths], errors, "000,001,002,003")
        print_measures(name, measures)
        fallen += check_floors(name, measures, floors.get(name, {}))
    print("\n".join(fallen) if fallen else "Every measure stands at or above its floor.", flush=True)
    return 1 if fallen else 0


def check_floors(name: str, measures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One sentence for each measure on the wrong side. A floor whose name begins with `max.` is a ceiling."""
    fallen = []
    for key, floor in floors.items():
        ceiling = key.startswith("max.")
        value = measures.get(key.removeprefix("max."))
        if value is None:
            fallen.append(f"{name} {key}: has a floor of {floor}, but was not measured.")
        elif value > floor if ceiling else value < floor:
            fallen.append(f"{name} {key}: {value:.4f} is {'over' if ceiling else 'under'} {floor}.")
    return fallen


if __name__ == "__main__":
    sys.exit(main())
