"""Questions planted over made news: their answers are what the truth of the news says, none where it says nothing.

Of a story's truth: how many were killed, hurt, missing … according to whom; what somebody denied, warned of or
confirmed; who denied it. Questions without an answer take another speaker's name, or a measure that the story has not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from quality.making import write_news
from sayso.archive import Archive

SEED = 11
WORDING = {
    "killed": "How many people did {name} say had been killed?",
    "injured": "How many people did {name} say had been injured?",
    "missing": "How many people did {name} say were missing?",
    "arrested": "How many people did {name} say had been arrested?",
    "displaced": "How many people did {name} say had been displaced?",
}
STANCES = {"deny": "What did {name} deny?", "warn": "What did {name} warn of?", "confirm": "What did {name} confirm?"}
WHO = "Who denied {matter}?"
EACH = 40
"""Questions of one wording at the most."""

Json = dict[str, Any]
Place = tuple[str, int, int]
Row = tuple[str, frozenset[Place], str | None]


def plant_questions(archive: Archive, articles: int, folder: Path) -> list[Row]:
    """Add made news to the archive; (question, places that answer it, what tempts) of its truth."""
    news = folder / "news"
    write_news(news, articles=articles, seed=SEED, findings=True)
    archive.add([str(news / "pages")])
    with (news / "truth.jsonl").open(encoding="utf-8") as lines:
        truth = Truth(map(json.loads, lines))
    groups = (truth.ask_numbers(), truth.ask_stances(), truth.ask_who(), truth.tempt_speakers(), truth.tempt_stances())
    return [row for group in groups for row in islice(group, EACH)]


class Truth:
    """The findings of made news, by who said them."""

    def __init__(self, lines: Iterable[Json]) -> None:
        self.numbers: dict[tuple[str, str, str], set[Place]] = defaultdict(set)  # name, counted, measure
        self.said: dict[tuple[str, str], set[Place]] = defaultdict(set)  # name, stance
        self.denied: dict[str, set[Place]] = defaultdict(set)  # words
        self.names: list[str] = []
        statements: dict[str, str] = {}
        for line in lines:
            if line["type"] == "statement" and not line["source"]["anonymous"] and line["source"]["name"]:
                statements[line["id"]] = line["source"]["name"]
                self._note_statement(line)
            elif line["type"] == "figure" and line["statement"] in statements:
                key = (statements[line["statement"]], line["counted"] or "people", line["measure"] or "")
                self.numbers[key].add((line["page"], line["start"], line["end"]))

    def _note_statement(self, line: Json) -> None:
        name = line["source"]["name"]
        places = {(line["page"], span["start"], span["end"]) for span in line["content"]}
        self.said[name, line["stance"]] |= places
        words = " ".join(span["text"] for span in line["content"])
        if line["stance"] == "deny":
            self.denied[words] |= places
        if name not in self.names:
            self.names.append(name)

    def ask_numbers(self) -> Iterator[Row]:
        for (name, _, measure), places in self.numbers.items():
            if measure in WORDING:
                yield WORDING[measure].format(name=name), frozenset(places), None

    def ask_stances(self) -> Iterator[Row]:
        for (name, stance), places in self.said.items():
            if stance in STANCES:
                yield STANCES[stance].format(name=name), frozenset(places), None

    def ask_who(self) -> Iterator[Row]:
        for words in sorted(self.denied):
            matter = words.removeprefix("reports ").removeprefix("a report ")
            if matter[:1].islower() and '"' not in matter:
                alike = {place for other, places in self.denied.items() if matter in other for place in places}
                yield WHO.format(matter=matter), frozenset(alike), None

    def tempt_speakers(self) -> Iterator[Row]:
        """A number of the news, asked of somebody who gave none of the kind."""
        given = {(name, measure) for name, _, measure in self.numbers}
        known = [name for name in self.names if any((name, measure) in given for measure in WORDING)]
        for place, (name, _, measure) in enumerate(self.numbers):
            other = known[(place * 7 + 3) % len(known)]
            if measure in WORDING and other != name and (other, measure) not in given:
                yield WORDING[measure].format(name=other), frozenset(), "another speaker"

    def tempt_stances(self) -> Iterator[Row]:
        """What somebody denied or confirmed who did neither."""
        for place, name in enumerate(self.names):
            stance = ("deny", "confirm")[place % 2]
            if (name, stance) not in self.said:
                yield STANCES[stance].format(name=name), frozenset(), "another stance"
