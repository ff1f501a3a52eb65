"""Made news: how much of what was planted sayso finds, and what it finds that was not planted.

`python -m quality made [--articles N]` makes articles with a fixed seed into a temporary folder, reads them into an
archive and compares its export with the truth. Paths: none, or a folder that `python -m quality make --findings` wrote
and, to try another way of linking, an archive: made of the folder's pages where there is none, else a copy of it is
linked anew, which costs a tenth.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from quality.making import write_news
from sayso.archive import Archive
from sayso.archive.linking import link_stories
from sayso.export import export_lines
from sayso.store.sqlite import SqliteStore

SEED = 1848
ARTICLES = 500
IOU = 0.5
FIGURE_IOU = 0.2
Row = dict[str, Any]
Spans = Sequence[tuple[int, int]]


class Tally(NamedTuple):
    """Of one kind of relation: how many are planted, found, and found though not planted (None: cannot be)."""

    planted: int
    found: int
    false: int | None
    missed: Sequence[str]
    spurious: Sequence[str]


def measure(paths: list[str], errors: int = 0, articles: int = ARTICLES) -> dict[str, float]:
    """F1 of articles, characters, statements, speakers and figures; of each relation the share found, and how many
    were found that are not so (`…_false`)."""
    with tempfile.TemporaryDirectory() as folder:
        made, own = Path(paths[0]) if paths else Path(folder) / "made", Path(folder) / "sayso.db"
        if not paths:
            write_news(made, articles=articles, seed=SEED, findings=True)
        found = link_anew(made, Path(paths[1]), Path(folder) / "copy.db") if paths[1:] else read_found(made, own)
        comparison = Comparison(Lines(read_truth(made)), Lines(found))
    basics = comparison.measure_findings()
    tallies = comparison.measure_relations()
    print_table(tallies, errors)
    measures = dict(basics)
    for name, tally in tallies.items():
        measures[f"{name}_found"] = tally.found / tally.planted if tally.planted else 1.0
        if tally.false is not None:
            measures[f"{name}_false"] = float(tally.false)
    return measures | comparison.measure_pairs()


def read_truth(made: Path) -> list[Row]:
    """The lines of `truth.jsonl`."""
    with (made / "truth.jsonl").open("rb") as file:
        return [msgspec.json.decode(line) for line in file]


def read_found(made: Path, archive: Path) -> list[Row]:
    """What sayso says of the pages."""
    with Archive.open(archive, create=True) as opened:
        opened.add([str(made / "pages")])
        return [msgspec.json.decode(line) for line in export_lines(opened)]


def link_anew(made: Path, kept: Path, copy: Path) -> list[Row]:
    """What sayso says of an archive of the pages that is kept, which is made where it is missing; only the links are of
    today's code."""
    if not kept.exists():
        return read_found(made, kept)
    shutil.copyfile(kept, copy)
    store = SqliteStore(copy)
    with contextlib.closing(store), store.transaction():
        link_stories(store, [story.id for story in store.stories()])
    with Archive.open(copy) as opened:
        return [msgspec.json.decode(line) for line in export_lines(opened)]


class Lines:
    """The lines of an export by kind and by id."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_kind[row["type"]].append(row)
        self.by_id = {row["id"]: row for rows in self.by_kind.values() for row in rows if "id" in row}

    def on_pages(self, kind: str) -> dict[str, list[Row]]:
        """Records of a kind by their page."""
        pages: dict[str, list[Row]] = defaultdict(list)
        for row in self.by_kind[kind]:
            pages[row["page"]].append(row)
        return pages


def _has_headline(own: Row, other: Row) -> bool:
    """Whether the headline found is one of those printed."""
    found, printed = other["headline"], [own["headline"], *own["headline_repeats"]]
    return bool(found) and any(p["start"] < found["end"] and found["start"] < p["end"] for p in printed)


def _is_wire(name: str | None, other: str | None) -> bool:
    """Whether two names are one agency's, one of them perhaps its initials."""
    return name == other or bool(name and other and name == "".join(word[0] for word in other.split()))


def _bare(name: str | None) -> str:
    return (name or "").casefold().removeprefix("the ")


class Comparison:
    """Truth beside what was found. `same` is from ids of truth to ids found, `true` the other way."""

    def __init__(self, truth: Lines, found: Lines) -> None:
        self.truth = truth
        self.found = found
        self.same: dict[str, str] = {}
        for kind, spans_of in (("article", list_body), ("statement", list_content), ("figure", list_figure)):
            pages = found.on_pages(kind)
            for page, rows in truth.on_pages(kind).items():
                least = FIGURE_IOU if kind == "figure" else IOU  # "84 more" is the figure 84
                self.same.update(match_rows(rows, pages.get(page, []), spans_of, least))
        self.true = {other: own for own, other in self.same.items()}
        self.work = {p["article"]: w["id"] for w in found.by_kind["work"] for p in w["articles"]}
        self.true_work = {p["article"]: w["id"] for w in truth.by_kind["work"] for p in w["articles"]}

    # --- findings ---------------------------------------------------------------------------------------------------

    def measure_findings(self) -> dict[str, float]:
        """How well articles, statements and figures are found, before anything is linked."""
        measures = {f"{kind}s_f1": self._score_kind(kind) for kind in ("article", "statement", "figure")}
        measures["body_chars"] = self._score_characters()
        pairs = [(self.truth.by_id[a], self.found.by_id[b]) for a, b in self.same.items()]
        said = [(a, b) for a, b in pairs if a["type"] == "statement"]
        counted = [(a, b) for a, b in pairs if a["type"] == "figure"]
        measures["speaker"] = share(same_speaker(a["source"], b["source"]) for a, b in said)
        measures["via"] = share(
            {v["name"] for v in a["via"]} <= {v["name"] for v in b["via"]} for a, b in said if a["via"]
        )
        measures["figure_value"] = share(a["value"] == b["value"] for a, b in counted)
        measures["figure_scope"] = share(a["scope"] == b["scope"] for a, b in counted if a["scope"] != "total")
        articles = [(a, b) for a, b in pairs if a["type"] == "article"]
        measures["headline"] = share(_has_headline(a, b) for a, b in articles if a["headline"])
        measures["outlet"] = share(_bare(a["outlet"]) == _bare(b["outlet"]) for a, b in articles if a["outlet"])
        measures["bylines"] = share(a["bylines"] == b["bylines"] for a, b in articles)
        measures["wire"] = share(_is_wire(a["wire"], b["wire"]) for a, b in articles if a["wire"])
        measures["wire_wrong"] = float(sum(bool(b["wire"]) and not _is_wire(a["wire"], b["wire"]) for a, b in articles))
        dates = [(a["published"], b["published"]) for a, b in articles]
        measures["dates_found"] = share(bool(b) and a["date"] == b["date"] for a, b in dates if a)
        measures["dates_wrong"] = float(
            sum(bool(b) and b["basis"] != "inferred" and (not a or a["date"] != b["date"]) for a, b in dates)
        )
        return measures

    def _score_kind(self, kind: str) -> float:
        wanted, given = len(self.truth.by_kind[kind]), len(self.found.by_kind[kind])
        right = sum(self.truth.by_id[own]["type"] == kind for own in self.same)
        return 2 * right / (wanted + given) if wanted + given else 1.0

    def _score_characters(self) -> float:
        """F1 of the characters of bodies."""
        wanted, given = (
            {
                page: set_of(span for row in rows for span in list_body(row))
                for page, rows in lines.on_pages("article").items()
            }
            for lines in (self.truth, self.found)
        )
        both = sum(len(chars & given.get(page, set())) for page, chars in wanted.items())
        total = sum(map(len, wanted.values())) + sum(map(len, given.values()))
        return 2 * both / total if total else 1.0

    # --- relations --------------------------------------------------------------------------------------------------

    def measure_relations(self) -> dict[str, Tally]:
        """Each planted kind of relation."""
        planted: dict[str, list[Row]] = defaultdict(list)
        for row in self.truth.by_kind["planted"]:
            planted[row["kind"]].append(row)
        copies = [row for kind in ("identical", "near", "excerpt", "version") for row in planted[f"copy_{kind}"]]
        merged = self._list_merged()
        tallies = {"copies": self._tally(copies, self._is_one_work, merged)}
        for kind in ("identical", "near", "excerpt", "version"):
            tallies[f"copies_{kind}"] = self._tally(planted[f"copy_{kind}"], self._is_one_work)
        tallies["independent_apart"] = self._tally(planted["independent"], lambda row: not self._is_one_work(row))
        tallies["stories"] = self._tally(planted["independent"], self._is_one_story, self._list_mixed())
        tallies["lookalike_apart"] = self._tally(planted["lookalike"], lambda row: not self._is_one_story(row))
        tallies["corroboration"] = self._tally(
            planted["corroboration"], self._is_corroborated, self._list_false_origins()
        )
        tallies["one_origin"] = self._tally(planted["one_origin"], self._has_one_origin)
        tallies["circular"] = self._tally(planted["circular"], self._has_one_origin)
        tallies["second_hand"] = self._tally(planted["second_hand"], self._names_via)
        kinds = {
            "denial": "denial",
            "reversal": "reversal",
            "revision_up": "revision",
            "revision_down": "revision",
            "differs": "differs",
        }
        conflicts = self._list_conflicts()
        for name, kind in kinds.items():
            false = self._list_false_conflicts(kind, conflicts) if name != "revision_down" else None
            tallies[name] = self._tally(planted[name], lambda row, k=kind: self._conflicts_with(row, {k}), false)
        tallies["additional"] = self._tally(planted["additional"], self._is_additional)
        tallies["stale"] = self._tally(planted["stale"], self._is_stale)
        tallies["conversion"] = self._tally(planted["conversion"], self._is_converted)
        real = {"revision", "differs", "denial", "reversal"}
        for name in ("other_measure", "other_scope"):
            tallies[f"{name}_apart"] = self._tally(planted[name], lambda row: not self._conflicts_with(row, real))
        return tallies

    def _tally(self, rows: Sequence[Row], is_found: Any, spurious: Sequence[str] | None = None) -> Tally:
        missed = [tell_planted(row) for row in rows if not is_found(row)]
        false = None if spurious is None else len(spurious)
        return Tally(len(rows), len(rows) - len(missed), false, missed, spurious or ())

    def _ids(self, row: Row, side: int) -> set[str]:
        """The found records of one side."""
        return {self.same[part["id"]] for part in row["about"][side] if part["id"] in self.same}

    def _is_one_work(self, row: Row) -> bool:
        one, other = ({self.work.get(i) for i in self._ids(row, side)} for side in (0, 1))
        return bool(one & other)

    def _list_merged(self) -> list[str]:
        """Pairs of articles in one work that are of two."""
        found = []
        for work in self.found.by_kind["work"]:
            members = [p["article"] for p in work["articles"] if p["article"] in self.true]
            groups = Counter(self.true_work[self.true[article]] for article in members)
            wrong = (len(members) ** 2 - sum(count**2 for count in groups.values())) // 2
            found += [f"{work['id']} holds articles of {len(groups)} texts: {', '.join(members[:4])}"] * wrong
        return found

    def _stories(self) -> dict[str, set[str]]:
        """Found stories by article."""
        of_work: dict[str, set[str]] = defaultdict(set)
        for story in self.found.by_kind["story"]:
            for part in story["parts"]:
                of_work[part["work"]].add(story["id"])
        return {article: of_work[work] for article, work in self.work.items()}

    def _is_one_story(self, row: Row) -> bool:
        stories = self._cached_stories
        one, other = ({s for i in self._ids(row, side) for s in stories.get(i, ())} for side in (0, 1))
        return bool(one & other)

    @property
    def _cached_stories(self) -> dict[str, set[str]]:
        if not hasattr(self, "_of_article"):
            self._of_article = self._stories()
        return self._of_article

    def _list_mixed(self) -> list[str]:
        """Found stories that hold works of several."""
        true_story = {part["work"]: s["id"] for s in self.truth.by_kind["story"] for part in s["parts"]}
        mixed: dict[str, set[str]] = defaultdict(set)
        for article, stories in self._cached_stories.items():
            if article in self.true:
                for story in stories:
                    mixed[story].add(true_story[self.true_work[self.true[article]]])
        return [
            f"{story} ({self.found.by_id[story]['title']}) holds {len(held)} stories"
            for story, held in mixed.items()
            if len(held) > 1
        ]

    # --- claims and conflicts ---------------------------------------------------------------------------------------

    def _claims_of(self, ids: set[str]) -> list[Row]:
        return [c for c in self.found.by_kind["claim"] if ids & {*c["statements"], *c["figures"]}]

    def _is_corroborated(self, row: Row) -> bool:
        one, other = self._ids(row, 0), self._ids(row, 1)
        claims = [c for c in self._claims_of(one) if other & {*c["statements"], *c["figures"]}]
        return any(c["independent_origins"] > 1 for c in claims)

    def _has_one_origin(self, row: Row) -> bool:
        """The claim that holds most of what one told counts one origin at most; houses that cite one another, none."""
        ids = {i for side in range(len(row["about"])) for i in self._ids(row, side)}
        claims = [c for c in self._claims_of(ids) if len(ids & {*c["statements"]}) > 1]
        if not claims:
            return False
        closest = max(claims, key=lambda c: (len(ids & {*c["statements"]}), -len(c["statements"]), c["id"]))
        if row["kind"] == "circular":
            return not any(set(origin["statements"]) <= ids and origin["organisation"] for origin in closest["origins"])
        return bool(closest["independent_origins"] < 2)

    def _list_false_origins(self) -> list[str]:
        """Claims said to have several origins, of which truth knows one."""
        supported: dict[str, set[str]] = defaultdict(set)
        origins: dict[str, int] = {}
        for claim in self.truth.by_kind["claim"]:
            origins[claim["id"]] = claim["independent_origins"]
            for member in (*claim["statements"], *claim["figures"]):
                supported[member].add(claim["id"])
        found = []
        for claim in self.found.by_kind["claim"]:
            if claim["independent_origins"] < 2:
                continue
            members = [self.true[i] for i in (*claim["statements"], *claim["figures"]) if i in self.true]
            held = Counter(c for member in members for c in supported[member])
            if not any(count > 1 and origins[c] > 1 for c, count in held.items()):
                found.append(f"{claim['independent_origins']} origins: {claim['text']}")
        return found

    def _names_via(self, row: Row) -> bool:
        """Whether a house that truth names in between is named; truth written without `--findings` names none."""
        told = [self.truth.by_id[part["id"]] for part in row["about"][0] if part["id"] in self.truth.by_id]
        wanted = {via["name"] for statement in told for via in statement.get("via", ())}
        return any(wanted & {via["name"] for via in self.found.by_id[i].get("via", ())} for i in self._ids(row, 0))

    def measure_pairs(self) -> dict[str, float]:
        """Precision and recall of pairs of statements in one claim, apart for one speaker and for two.

        Of statements that are found and that truth puts into a claim. Those that truth or sayso calls a copy are left
        out of what is wanted as well as of what is given: copies are measured by themselves.
        """
        told = {i: row for i, row in self.truth.by_id.items() if i in self.same and row["type"] == "statement"}
        speakers = {
            i: row["source"]["name"]
            for i, row in told.items()
            if not row.get("mirror_of") and not self.found.by_id[self.same[i]].get("mirror_of")
        }
        claims = [claim["statements"] for claim in self.truth.by_kind["claim"]]
        asked = {i for members in claims for i in members} & speakers.keys()
        wanted = _pair_members(asked.intersection(members) for members in claims)
        given = _pair_members(
            asked.intersection(self.true[i] for i in claim["statements"] if i in self.true)
            for claim in self.found.by_kind["claim"]
        )
        measures = {}
        for name, alike in (("one_speaker", True), ("two_speakers", False)):
            want, got = (
                {(a, b) for a, b in pairs if (speakers[a] == speakers[b]) is alike} for pairs in (wanted, given)
            )
            measures[f"{name}_precision"] = share(pair in want for pair in got)
            measures[f"{name}_recall"] = share(pair in got for pair in want)
        return measures

    def _list_conflicts(self) -> list[tuple[str, set[str], set[str], Row]]:
        return [(c["kind"], set(c["between"][0]), set(c["between"][1]), c) for c in self.found.by_kind["conflict"]]

    def _conflicts_with(self, row: Row, kinds: set[str], sides: tuple[int, int] = (0, 1)) -> bool:
        one, other = self._ids(row, sides[0]), self._ids(row, sides[1])
        return any(
            kind in kinds and ((one & a and other & b) or (one & b and other & a))
            for kind, a, b, _ in self._cached_conflicts
        )

    @property
    def _cached_conflicts(self) -> list[tuple[str, set[str], set[str], Row]]:
        if not hasattr(self, "_conflicts"):
            self._conflicts = self._list_conflicts()
        return self._conflicts

    def _list_false_conflicts(self, kind: str, conflicts: Sequence[tuple[str, set[str], set[str], Row]]) -> list[str]:
        """Conflicts of a kind that no claims of truth bear out: their sides are of no two that conflict so."""
        claim_of: dict[str, set[str]] = defaultdict(set)
        for claim in self.truth.by_kind["claim"]:
            for member in (*claim["statements"], *claim["figures"]):
                claim_of[member].add(claim["id"])
        true_pairs = {
            pair
            for conflict in self.truth.by_kind["conflict"]
            if conflict["kind"] == kind
            for pair in cross(*({c for i in side for c in claim_of[i]} for side in conflict["between"]))
        }
        found = []
        for name, a, b, row in conflicts:
            if name != kind:
                continue
            sides = [{c for i in side if i in self.true for c in claim_of[self.true[i]]} for side in (a, b)]
            if not true_pairs & set(cross(*sides)):
                found.append(f"{row['because']} | {self._words(a)} | {self._words(b)}")
        return found

    def _words(self, ids: set[str]) -> str:
        row = self.found.by_id[min(ids)]
        return str(row["text"]) if row["type"] == "figure" else " … ".join(w["text"] for w in row["content"])

    def _is_additional(self, row: Row) -> bool:
        figures = [self.found.by_id[i] for i in self._ids(row, 0) if i.startswith("figure")]
        return any(f["scope"] == "additional" for f in figures) and not self._conflicts_with(
            row, {"revision", "differs"}
        )

    def _is_stale(self, row: Row) -> bool:
        """The old number stands with its like, and not as news against the newest."""
        old = self._ids(row, 0)
        tied = any(old & {*c["figures"]} and self._ids(row, 1) & {*c["figures"]} for c in self._claims_of(old))
        return tied and not any(
            kind == "revision" and old & b and not self._ids(row, 1) & b for kind, _, b, _ in self._cached_conflicts
        )

    def _is_converted(self, row: Row) -> bool:
        one, other = self._ids(row, 0), self._ids(row, 1)
        return any(self.found.by_id[i].get("conversion_of") in one for i in other)


# --- matching -------------------------------------------------------------------------------------------------------


def _pair_members(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """The pairs within each group."""
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def list_body(row: Row) -> Spans:
    return [(span["start"], span["end"]) for span in row["body"]]


def list_content(row: Row) -> Spans:
    return [(span["start"], span["end"]) for span in row["content"]]


def list_figure(row: Row) -> Spans:
    return [(row["start"], row["end"])]


def set_of(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The characters of the spans."""
    return {offset for start, end in spans for offset in range(start, end)}


def match_rows(
    wanted: Sequence[Row],
    given: Sequence[Row],
    spans_of: Any,
    least: float = IOU,
    prefer: Callable[[Row, Row], bool] = lambda own, other: False,
) -> Iterator[tuple[str, str]]:
    """Pairs (id of truth, id found) whose spans share this much of their characters or more, each once: best first,
    after those that are to be preferred."""
    own = [(row, set_of(spans_of(row))) for row in wanted]
    others = [(row, set_of(spans_of(row))) for row in given]
    scored = sorted(
        (
            (prefer(one, other), len(a & b) / len(a | b), one["id"], other["id"])
            for one, a in own
            for other, b in others
            if a & b
        ),
        reverse=True,
    )
    taken: set[str] = set()
    for _, score, one, other in scored:
        if score >= least and not {one, other} & taken:
            taken |= {one, other}
            yield one, other


def same_speaker(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether the resolved name is the true one; of an unnamed source, whether it is known to be unnamed."""
    if wanted["anonymous"]:
        return bool(given["anonymous"])
    name = (given["name"] or "").casefold()
    return wanted["name"].casefold() in name or (bool(name) and name in wanted["name"].casefold() and " " in name)


def share(answers: Iterable[bool]) -> float:
    """The share that is true; 1 where nothing was asked."""
    listed = list(answers)
    return sum(listed) / len(listed) if listed else 1.0


def cross(one: Iterable[str], other: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs across two lists, each in order."""
    others = list(other)
    return [(min(a, b), max(a, b)) for a in one for b in others]


def tell_planted(row: Row) -> str:
    """What was planted, in words."""
    words = " <> ".join(side[0]["text"].replace("\n", " ") for side in row["about"])
    return f"{row['why']}: {words}"


def print_table(tallies: Mapping[str, Tally], errors: int) -> None:
    """Planted, found, missed and false by kind; then examples on standard error."""
    print(f"{'relation':<20}{'planted':>8}{'found':>8}{'missed':>8}{'false':>8}")
    for name, tally in tallies.items():
        false = "" if tally.false is None else str(tally.false)
        print(f"{name:<20}{tally.planted:>8}{tally.found:>8}{tally.planted - tally.found:>8}{false:>8}")
    for name, tally in tallies.items():
        for kind, lines in (("missed", tally.missed), ("false", tally.spurious)):
            for line in lines[:errors]:
                print(f"{name} {kind}: {line}", file=sys.stderr)
