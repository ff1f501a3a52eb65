"""Names: the people, organisations, countries and places of the page gold, found, of the right kind, and merged.

Paths: the gold's folder and the pages'. A mention is right where the words found share half of the shorter one's
characters with marked ones of that kind (a government's metonyms are countries; country and place are two kinds). Only
headline and body count; pronouns, roles and anonymous sources are not names. `merges`: the entries of
entities_merge.json whose mentions that were found are one entity; `apart_merged`: pairs to keep apart that are one.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quality.pages import write_export

KINDS = {"person", "organisation", "country", "place"}
NAMED = ("name", "metonym")


class Marked(NamedTuple):
    """Characters of a page that name something."""

    page: str
    start: int
    end: int
    kind: str
    entity: str


def measure(paths: list[str], errors: int = 0, pages: str = "") -> dict[str, float]:
    """Precision, recall and F1 of mentions, by kind too; merges right; pairs merged that must not be."""
    gold_folder, pages_folder = (Path(path) for path in paths)
    wanted = tuple(part for part in pages.split(",") if part)
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.jsonl"
        write_export(sorted(pages_folder.iterdir()), Path(folder), export)
        lines = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    entities = [json.loads(line) for line in (gold_folder / "entities.jsonl").read_text("utf-8").splitlines()]
    merges = json.loads((gold_folder / "entities_merge.json").read_text("utf-8"))
    names = {Path(line["path"]).name: line["id"] for line in lines if line["type"] == "page"}
    bodies = read_bodies(lines, {page for name, page in names.items() if name.startswith(wanted)})
    gold = [mark for mark in read_gold(entities, names) if is_inside(mark, bodies)]
    other = [mark for mark in read_gold(entities, names, named=False) if is_inside(mark, bodies)]
    found = [mark for mark in read_found(lines) if is_inside(mark, bodies)]
    pairs = match_marks(gold, found)
    if errors:
        print_errors(gold, found, pairs, errors)
    return {**score_mentions(gold, found, other, pairs), **score_merges(merges, gold, found, pairs)}


def read_bodies(lines: Iterable[dict[str, Any]], pages: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Headlines and bodies of the articles, by page."""
    bodies: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        if line["type"] == "article" and line["page"] in pages:
            spans = [*line["body"], *([line["headline"]] if line["headline"] else [])]
            bodies[line["page"]] += [(span["start"], span["end"]) for span in spans]
    return bodies


def read_gold(entities: Iterable[dict[str, Any]], names: dict[str, str], *, named: bool = True) -> Iterator[Marked]:
    """The marked names; without `named` all else that is marked."""
    for entity in entities:
        for mention in entity["mentions"]:
            is_name = entity["type"] in KINDS and mention["form"].startswith(NAMED)
            if is_name is named and mention["page"] in names:
                yield Marked(names[mention["page"]], mention["b"], mention["e"], entity["type"], entity["id"])


def read_found(lines: Iterable[dict[str, Any]]) -> Iterator[Marked]:
    for line in lines:
        if line["type"] == "entity":
            for mention in line["mentions"]:
                yield Marked(mention["page"], mention["start"], mention["end"], line["kind"], line["id"])


def is_inside(mark: Marked, bodies: dict[str, list[tuple[int, int]]]) -> bool:
    return any(start <= mark.start and mark.end <= end for start, end in bodies.get(mark.page, ()))


def share(a: Marked, b: Marked) -> float:
    """Characters of both, as a share of the shorter one's."""
    if a.page != b.page:
        return 0.0
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / max(1, min(a.end - a.start, b.end - b.start))


def match_marks(gold: list[Marked], found: list[Marked]) -> dict[int, int]:
    """Number of a marked name → number of a found one of its kind; each is used once, those that share most first."""
    by_page: dict[str, list[int]] = defaultdict(list)
    for number, mark in enumerate(found):
        by_page[mark.page].append(number)
    likes = sorted(
        (-share(mark, found[other]), number, other)
        for number, mark in enumerate(gold)
        for other in by_page[mark.page]
        if found[other].kind == mark.kind and share(mark, found[other]) >= 0.5
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, number, other in likes:
        if number not in pairs and other not in used:
            pairs[number] = other
            used.add(other)
    return pairs


def score_mentions(
    gold: list[Marked], found: list[Marked], other: list[Marked], pairs: dict[int, int]
) -> dict[str, float]:
    """F1 over all, and by kind. What is found on words marked as a role or the like is not counted."""
    beside = {n for n, mark in enumerate(found) if any(share(mark, role) >= 0.5 for role in other)} - set(
        pairs.values()
    )
    measures = {}
    for kind in ("", *sorted(KINDS)):
        wanted = sum(not kind or mark.kind == kind for mark in gold)
        right = sum(not kind or gold[number].kind == kind for number in pairs)
        made = sum((not kind or mark.kind == kind) and n not in beside for n, mark in enumerate(found))
        precision, recall = right / max(1, made), right / max(1, wanted)
        name = f"{kind}_" if kind else ""
        measures[f"{name}f1"] = 2 * precision * recall / max(1e-9, precision + recall)
        if not kind:
            measures |= {"precision": precision, "recall": recall}
    return measures


def score_merges(
    merges: dict[str, Any], gold: list[Marked], found: list[Marked], pairs: dict[int, int]
) -> dict[str, float]:
    """Merges made, pairs wrongly merged, and F1 over the pairs of mentions that are one entity."""
    ours: dict[str, set[str]] = defaultdict(set)
    for number, other in pairs.items():
        ours[gold[number].entity].add(found[other].entity)
    kept = [entry["keep"] for entry in merges["merge"] if ours[entry["keep"]]]
    apart = [(pair["a"], pair["b"]) for pair in merges["do_not_merge"]]
    wrong = [pair for pair in apart if ours[pair[0]] & ours[pair[1]]]
    for pair in wrong:
        print("merged:", *pair, file=sys.stderr)
    both = one = other = 0
    told = [(gold[number].entity, found[match].entity) for number, match in pairs.items()]
    for at, (a, x) in enumerate(told):
        for b, y in told[at + 1 :]:
            both, one, other = both + (a == b and x == y), one + (a == b), other + (x == y)
    return {
        "merges": sum(len(ours[keep]) == 1 for keep in kept) / max(1, len(kept)),
        "merges_seen": float(len(kept)),
        "apart_merged": float(len(wrong)),
        "apart_seen": float(sum(bool(ours[a] and ours[b]) for a, b in apart)),
        "pairs_f1": 2 * both / max(1, one + other),
    }


def print_errors(gold: list[Marked], found: list[Marked], pairs: dict[int, int], limit: int) -> None:
    """What was missed and what was made up, for a person to read."""
    for mark in [mark for number, mark in enumerate(gold) if number not in pairs][:limit]:
        beside = [f"{other.kind}" for other in found if share(mark, other) >= 0.5]
        print(f"missed: {mark.page[5:10]} [{mark.start}:{mark.end}] {mark.kind} {mark.entity} {beside}")
    taken = set(pairs.values())
    for mark in [mark for number, mark in enumerate(found) if number not in taken][:limit]:
        print(f"made up: {mark.page[5:10]} [{mark.start}:{mark.end}] {mark.kind} {mark.entity}")
