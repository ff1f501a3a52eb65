"""The set `samples`: the invented pages that ship, read from end to end and held against their hand-written truth.

The truth (`samples/EXPECTED/expected.json`) names words; `quality.sample_truth` makes lines of the export of it. These
are matched with the program's own as made news is, best first, each line once. The truth lists what is certain, not
everything, so findings are scored by recall, groups by both.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from quality.made import list_body, list_content, list_figure, match_rows
from quality.sample_truth import find_all, truth_id, truth_lines
from sayso.archive import Archive
from sayso.export import export_lines

HERE = Path(__file__).parent
REAL = {"denial", "differs", "revision", "reversal"}

Json = dict[str, Any]


RULES = (("article", list_body, 0.5), ("statement", list_content, 0.5), ("figure", list_figure, 0.0))
"""Which characters of a line are compared, and the least share of them that two lines have in common."""


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`paths`: the folder of the sample pages (default: the project's own)."""
    folder = Path(paths[0]) if paths else HERE.parent / "samples"
    expected = json.loads((folder / "EXPECTED" / "expected.json").read_text("utf-8"))
    names = sorted({name.partition("#")[0] for name in expected["pages"]})
    board = Board(expected, list(map(json.loads, truth_lines(folder))), read_lines(folder, names))
    measures = board.measures()
    for line in board.complaints[:errors]:
        print(line)
    return measures


def read_lines(folder: Path, names: list[str]) -> list[Json]:
    """The export of an archive that holds these pages."""
    with tempfile.TemporaryDirectory() as temporary, Archive.open(Path(temporary) / "sayso.db", create=True) as archive:
        archive.add(str(folder / name) for name in names)
        return [json.loads(line) for line in export_lines(archive, with_text=True)]


@dataclass
class Tally:
    """Right, of those given and of those expected."""

    right: int = 0
    given: int = 0
    expected: int = 0

    def f1(self) -> float:
        return 2 * self.right / (self.given + self.expected) if self.given + self.expected else 1.0

    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    def count(self, right: bool) -> bool:
        """One more that was expected."""
        self.expected += 1
        self.right += right
        return right


@dataclass
class Board:
    """One export against the truth."""

    expected: Json
    truth: list[Json]  # the same as lines of the export
    lines: list[Json]
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds: dict[str, list[Json]] = {}
        for line in self.lines:
            self.kinds.setdefault(line["type"], []).append(line)
        self.pages = self._name_pages()
        self.article_of: dict[str, Json] = {}  # the truth's article → ours
        self.found: dict[str, Json] = {}  # the truth's finding → ours
        self.matched = self._match_lines()

    def _name_pages(self) -> dict[str, Json]:
        """Our pages by the truth's names: `file`, or `file#n` for the n-th page that a file holds or wraps."""
        pages = {page["id"]: page for page in self.kinds["page"]}
        held: dict[str, list[Json]] = {}
        for capture in self.kinds["capture"]:
            place = capture["path"] or capture["container"].partition("#")[0]
            held.setdefault(Path(place).name, []).append(pages[capture["page"]])
        numbered = {f"{file}#{n}": page for file, parts in held.items() for n, page in enumerate(parts, start=1)}
        return {name: numbered[name if "#" in name else f"{name}#1"] for name in self.expected["pages"]}

    def _match_lines(self) -> dict[str, Json]:
        """Our articles, statements and figures by the ids of the truth's."""
        ours = {line["id"]: line for line in self.lines if "id" in line}
        matched: dict[str, Json] = {}
        for kind, spans_of, least in RULES:
            for page in self.pages.values():
                wanted, given = (
                    [line for line in lines if line["type"] == kind and line["page"] == page["id"]]
                    for lines in (self.truth, self.lines)
                )
                same = match_rows(wanted, given, spans_of, least, prefer=_share_source)
                matched.update({own: ours[other] for own, other in same})
        return matched

    def measures(self) -> dict[str, float]:
        """Every measure by name."""
        results = {**self._articles(), **self._furniture(), **self._statements(), **self._figures(), **self._groups()}
        return {**results, **self._claims(), **self._conflicts()}

    def complain(self, what: str, detail: object) -> None:
        self.complaints.append(f"{what}: {detail}")

    # --- articles ---------------------------------------------------------------------------------------------------

    def _articles(self) -> dict[str, float]:
        found = Tally(given=len(self.kinds.get("article", [])))
        facts = {name: Tally() for name in ("headline", "outlet", "bylines", "published", "modified", "end")}
        wrong_dates = 0
        for name, page in self.expected["pages"].items():
            ours = [a for a in self.kinds.get("article", []) if a["page"] == self.pages[name]["id"]]
            for article in page["articles"]:
                twin = self._twin(article, self.pages[name]["text"])
                if not found.count(twin is not None) or twin is None:
                    self.complain("article missed", f"{article['id']} {article['headline']}")
                    continue
                ours.remove(twin)
                self.article_of[article["id"]] = twin
                for fact, right in self._facts(article, twin, self.pages[name]["text"]).items():
                    if not facts[fact].count(right):
                        self.complain(f"article {fact}", f"{article['id']}: {self._fact(twin, fact)}")
                date = twin["published"]["date"] if twin["published"] else None
                wrong_dates += bool(date and article["published"] and not _agree(date, article["published"]))
            for left in ours:
                self.complain("article made up", f"{name}: {(left['headline'] or {}).get('text')}")
        shares = {f"articles.{name}": tally.recall() for name, tally in facts.items()}
        return {"articles.found": found.f1(), **shares, "articles.wrong_dates": float(wrong_dates)}

    @staticmethod
    def _fact(article: Json, fact: str) -> object:
        return article.get(fact) if fact != "end" else article["body"][-1:]

    def _twin(self, truth: Json, text: str) -> Json | None:
        """Our article that is the truth's, where it begins with the same words."""
        ours = self.matched.get(truth_id("article", truth["id"]))
        begins = ours is not None and _squeeze(self._body(ours, text)).startswith(_squeeze(truth["first"]))
        return ours if begins else None

    @staticmethod
    def _body(article: Json, text: str) -> str:
        return " ".join(text[span["start"] : span["end"]] for span in article["body"])

    def _facts(self, truth: Json, ours: Json, text: str) -> dict[str, bool]:
        headline = _squeeze(ours["headline"]["text"]) if ours["headline"] else None
        wanted = _squeeze(truth["headline"]) if truth["headline"] else None
        date = ours["published"]["date"] if ours["published"] else None
        changed = ours["modified"]["date"] if ours["modified"] else None
        credited = {ours["outlet"], ours["wire"]} if truth["wire"] else {ours["outlet"]}
        return {
            "headline": headline == wanted,
            "outlet": truth["outlet"] in credited or _bare(truth["outlet"]) == _bare(ours["outlet"]),
            "bylines": set(ours["bylines"]) == set(truth["bylines"]),
            "published": bool(date and _agree(date, truth["published"])) if truth["published"] else True,
            "modified": _agree(changed, truth["modified"])
            if changed and truth["modified"]
            else changed == truth["modified"],
            "end": _squeeze(self._body(ours, text)).endswith(_squeeze(truth["last"])),
        }

    def _furniture(self) -> dict[str, float]:
        off = Tally()
        for name, page in self.expected["pages"].items():
            ours = [a for a in self.kinds.get("article", []) if a["page"] == self.pages[name]["id"]]
            body = {i for a in ours for span in a["body"] for i in range(span["start"], span["end"])}
            for phrase in page["furniture"]:
                places = find_all(self.pages[name]["text"], phrase)
                in_body = [s for s in places if sum(i in body for i in range(s.start, s.end)) > (s.end - s.start) / 2]
                if not off.count(len(in_body) < max(1, len(places))):
                    self.complain("furniture kept", f"{name}: {phrase}")
        return {"furniture.recall": off.recall()}

    # --- findings ---------------------------------------------------------------------------------------------------

    def _statements(self) -> dict[str, float]:
        detected, speaker, stance = Tally(), Tally(), Tally()
        names = {name["name"]: [name["name"], *name["also"]] for name in self.expected["speakers"]}
        for truth in self._truths("statements"):
            ours = self.matched.get(truth_id("statement", truth["id"]))
            if not detected.count(ours is not None) or ours is None:
                self.complain("statement missed", f"{truth['id']} {truth['source']}: {truth['content']}")
                continue
            self.found[truth["id"]] = ours
            wanted = truth["speaker"] or truth["source"]
            if not speaker.count(_names(ours, names.get(wanted, [wanted, truth["source"]]))):
                self.complain("statement speaker", f"{truth['id']}: {ours['source']['name']}, truth {wanted}")
            if not stance.count(ours["stance"] == truth["stance"]):
                self.complain("statement stance", f"{truth['id']}: {ours['stance']}, truth {truth['stance']}")
        return {
            "statements.recall": detected.recall(),
            "statements.speaker": speaker.recall(),
            "statements.stance": stance.recall(),
        }

    def _truths(self, kind: str) -> Iterator[Json]:
        for page in self.expected["pages"].values():
            yield from page[kind]

    def _figures(self) -> dict[str, float]:
        found, value, scope, wrong_speakers = Tally(), Tally(), Tally(), Tally()
        for truth in self._truths("figures"):
            ours = self.matched.get(truth_id("figure", truth["id"]))
            if not found.count(ours is not None) or ours is None:
                self.complain("figure missed", f"{truth['id']} {truth['near']}")
                continue
            self.found[truth["id"]] = ours
            if not value.count((ours["value"]["min"], ours["value"]["max"]) == (truth["min"], truth["max"])):
                self.complain("figure value", f"{truth['id']} {truth['near']}: {ours['value']}")
            if truth["scope"] in ("additional", "remaining") and not scope.count(ours["scope"] == truth["scope"]):
                self.complain("figure scope", f"{truth['id']} {truth['near']}: {ours['scope']}")
            if truth["speaker"]:
                wrong_speakers.count(ours["statement"] is not None)
        return {
            "figures.recall": found.recall(),
            "figures.value": value.recall(),
            "figures.scope": scope.recall(),
            "figures.statement": wrong_speakers.recall(),
        }

    # --- groups -----------------------------------------------------------------------------------------------------

    def _groups(self) -> dict[str, float]:
        works = [list(work["articles"]) for work in self.expected["works"]]
        stories = [story["articles"] for story in self.expected["stories"]]
        story_of = {w: s["id"] for s in self.kinds.get("story", []) for w in (part["work"] for part in s["parts"])}
        work = {truth: ours["work"] for truth, ours in self.article_of.items()}
        story = {truth: story_of.get(ours["work"], truth) for truth, ours in self.article_of.items()}
        return {"works.pairs": self._pairs("work", works, work), "stories.pairs": self._pairs("story", stories, story)}

    def _pairs(self, kind: str, truth: list[list[str]], ours: dict[str, str]) -> float:
        wanted = {pair for group in truth for pair in combinations(sorted(group), 2)}
        given = {(a, b) for a, b in combinations(sorted(ours), 2) if ours[a] == ours[b]}
        for pair in sorted(wanted ^ given):
            self.complain(f"{kind} pair {'missed' if pair in wanted else 'made up'}", pair)
        return Tally(len(wanted & given), len(given), len(wanted)).f1()

    def _claims(self) -> dict[str, float]:
        pairs, foreign, counts = Tally(), 0, Tally()
        for truth in self.expected["claims"]:
            core = [self.found[i]["id"] for i in truth["statements"] if i in self.found]
            wrong = {self.found[i]["id"] for i in truth.get("must_not_include", []) if i in self.found}
            claims = [set(c["statements"]) | set(c["figures"]) for c in self.kinds.get("claim", [])]
            pairs.expected += len(truth["statements"]) * (len(truth["statements"]) - 1) // 2
            pairs.right += sum(any({a, b} <= claim for claim in claims) for a, b in combinations(core, 2))
            held = [c for c in self.kinds.get("claim", []) if len({*c["statements"], *c["figures"]} & set(core)) > 1]
            if not held:
                self.complain("claim missed", truth["text"])
                continue
            best = max(held, key=lambda c: len({*c["statements"], *c["figures"]} & set(core)))
            foreign += bool({*best["statements"], *best["figures"]} & wrong)
            low, high = truth["independent_origins"]
            if not counts.count(low <= best["independent_origins"] <= high):
                self.complain("claim origins", f"{truth['text']}: {best['independent_origins']}, truth {low} to {high}")
        return {
            "claims.pair_recall": pairs.recall(),
            "claims.foreign": float(foreign),
            "claims.origins": counts.recall(),
        }

    def _conflicts(self) -> dict[str, float]:
        given = [c for c in self.kinds.get("conflict", []) if c["kind"] in REAL]
        real, kind = Tally(), Tally()
        for truth in self.expected["conflicts"]:
            hit = [c for c in given if self._meets(truth, c)] or self._find_chain(truth, given)
            if not real.count(bool(hit)):
                self.complain("conflict missed", f"{truth['id']} {truth['kind']} {truth['between']}")
                continue
            kind.count(any(c["kind"] == truth["kind"] for c in hit))
        false = [t for t in self.expected["not_conflicts"] if any(self._meets_one(t["between"], c) for c in given)]
        for truth in false:
            self.complain("conflict made up", f"{truth['between']}: {truth['because']}")
        return {
            "conflicts.recall": real.recall(),
            "conflicts.kind": kind.recall(),
            "conflicts.false": float(len(false)),
            "conflicts.given": float(len(given)),
        }

    def _find_chain(self, truth: Json, given: list[Json]) -> list[Json]:
        """The revisions that lead from one side to the other: a count that was revised twice was revised."""
        left, right = ({self.found[i]["id"] for i in side if i in self.found} for side in truth["between"])
        steps = [c for c in given if c["kind"] == truth["kind"] == "revision"]
        chain: list[Json] = []
        while not left & right:
            found = [c for c in steps if c not in chain and left & self._with_mirrors(c["between"][0])]
            if not found:
                return []
            left = left.union(*(self._with_mirrors(c["between"][1]) for c in found))
            chain += found
        return chain

    def _meets(self, truth: Json, conflict: Json) -> bool:
        """Whether a conflict has a finding of each side, or one that `also` names as good."""
        sides = zip(truth["between"], truth.get("also", ((), ())), strict=True)
        left, right = ({self.found[i]["id"] for i in (*own, *also) if i in self.found} for own, also in sides)
        a, b = (self._with_mirrors(side) for side in conflict["between"])
        return bool((left & a and right & b) or (left & b and right & a))

    def _meets_one(self, between: list[str], conflict: Json) -> bool:
        return len(between) == 2 and self._meets({"between": [[between[0]], [between[1]]]}, conflict)

    def _with_mirrors(self, side: Iterable[str]) -> set[str]:
        """A finding, its mirrors, and the statement a figure stands in, for either may be named."""
        wanted = set(side)
        figures = [f for f in self.kinds.get("figure", []) if f["id"] in wanted]
        wanted |= {f["statement"] for f in figures if f["statement"]}
        both = (*self.kinds.get("statement", []), *self.kinds.get("figure", []))
        return wanted | {line["id"] for line in both if line["mirror_of"] in wanted}


def _share_source(truth: Json, ours: Json) -> bool:
    """Whether two sources have words in common: "Voss asked" within "Lund said Voss asked" is another statement."""
    one, other = (line["source"]["spans"] if line["type"] == "statement" else [] for line in (truth, ours))
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one for b in other)


def _squeeze(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _bare(name: str | None) -> str:
    return _squeeze(re.sub(r"^the\s+", "", name or "", flags=re.IGNORECASE))


def _agree(date: str, truth: str) -> bool:
    """Whether a date (or a span that is at most a few days wide around it) is the truth's."""
    return date == truth or truth in date.split("/") or truth.startswith(date + "-")


def _names(statement: Json, wanted: list[str]) -> bool:
    name = _squeeze(statement["source"]["name"] or "")
    return any(_squeeze(w) in name or (name and name in _squeeze(w)) for w in wanted if w)
