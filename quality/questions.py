"""The set `questions`: questions over the sample pages and the reference pages, and planted ones over made news.

`quality/questions/*.json` names for each question the words that answer it (samples, desk) or their place on the page
(seeds); none where the pages have no answer. The files `plain_*` and `typed_*` hold questions as people type them; the
files `more_*` name facts, each with several `wordings`; those of `tempting_*` mostly have no answer, each of a kind
that tempts, and some are true twins of these. An answer is right where its first claim cites such words. A
fixed rule, a digest of the question (of a fact, of its first wording), puts each into one of two halves: errors are
read of the first (`--errors`), the second is only counted. `steady` is the share of facts right in all wordings.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quality.asked import plant_questions
from sayso.archive import Archive
from sayso.ask import Answers

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions"
SAMPLES = HERE.parent / "samples"
SEEDS = {
    "seeds": "half",
    "plain_seeds": "plain",
    "typed_seeds": "typed",
    "more_seeds": "more",
    "tempting_seeds": "tempt",
}
GROUPS = ("half", "fresh", "plain", "typed", "more", "tempt", "made")
PAGES = ("*.txt", "*.html", "*.gz", "*.xml", "*.eml")

Json = dict[str, Any]
Place = tuple[str, int, int]


class Asked(NamedTuple):
    """One question with the places on pages that answer it; none where nothing does."""

    text: str
    places: frozenset[Place]
    tempts: str | None = None
    fact: str = ""  # its first wording, where a fact is asked for in several

    @property
    def half(self) -> int:
        """1 or 2, by a digest of the question, or of the first wording: all wordings of a fact are in one half."""
        return 1 + hashlib.blake2b((self.fact or self.text).encode(), digest_size=2).digest()[0] % 2


def measure(paths: list[str], errors: int = 0, articles: int = 300) -> dict[str, float]:
    """`paths`: the folder of the reference pages; without it, samples and made news only."""
    counts: Counter[str] = Counter()
    complaints: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, folder, groups in (
            (
                "samples",
                SAMPLES,
                {
                    "samples": "half",
                    "fresh": "fresh",
                    "plain_samples": "plain",
                    "typed_samples": "typed",
                    "more_samples": "more",
                    "tempting_samples": "tempt",
                },
            ),
            ("desk", QUESTIONS / "desk", {"plain_desk": "plain", "more_desk": "more", "tempting_desk": "tempt"}),
            (
                "street",
                QUESTIONS / "street",
                {"typed_street": "typed", "more_street": "more", "tempting_street": "tempt"},
            ),
            *((("seeds", Path(paths[0]), SEEDS),) if paths else ()),
        ):
            with Archive.open(Path(temporary) / f"{name}.db", create=True) as archive:
                archive.add(sorted(str(path) for pattern in PAGES for path in folder.glob(pattern)))
                for file, group in groups.items():
                    _score(archive, _read_asked(file, archive), group, counts, complaints)
        with Archive.open(Path(temporary) / "made.db", create=True) as archive:
            planted = plant_questions(archive, articles, Path(temporary))
            _score(archive, (Asked(*row) for row in planted), "made", counts, complaints)
    for line in complaints[:errors]:
        print(line)
    return _sum_up(counts)


def _read_asked(name: str, archive: Archive) -> Iterator[Asked]:
    pages = {page.id: page.text for page in archive.pages()}
    places = {capture.page: f"{capture.path or ''} {capture.container or ''}" for capture in archive.captures()}
    printings = _group_pages(archive)
    table = json.loads((QUESTIONS / f"{name}.json").read_text("utf-8"))
    for row in table.get("questions") or table["facts"]:
        wordings = row.get("wordings") or [row["question"]]
        found = {place for answer in row["answers"] for place in _find_places(answer, pages, places, printings)}
        if row["answers"] and not found:
            raise ValueError(f"{wordings[0]}: its answers do not stand on the pages.")
        for wording in wordings:
            yield Asked(wording, frozenset(found), row.get("tempts"), wordings[0] if "wordings" in row else "")


def _group_pages(archive: Archive) -> dict[str, set[str]]:
    """By page, the pages that print one of its texts: the same words answer there, too."""
    groups: dict[str, set[str]] = {}
    for dossier in archive.dossiers():
        for work in dossier.works.values():
            pages = {dossier.articles[printing.article].article.page for printing in work.articles}
            for page in pages:
                groups.setdefault(page, {page}).update(pages)
    return groups


def _find_places(
    answer: Json, pages: dict[str, str], places: dict[str, str], printings: dict[str, set[str]]
) -> Iterator[Place]:
    for page, text in pages.items():
        if not re.search(rf"(?:^|/){re.escape(answer['page'])}", places[page]):
            continue
        if "words" not in answer:
            yield page, answer["start"], answer["end"]
            continue
        pattern = re.compile(r"\s*".join(map(re.escape, answer["words"].split())))
        for printing in sorted(printings.get(page, {page})) if pattern.search(text) else ():
            yield from ((printing, *match.span()) for match in pattern.finditer(pages[printing]))


def _score(
    archive: Archive, questions: Iterable[Asked], group: str, counts: Counter[str], complaints: list[str]
) -> None:
    facts: dict[tuple[str, str], bool] = {}
    for asked in questions:
        part = f"{group}{asked.half}"
        answers = archive.ask(asked.text)
        verdict = judge(asked, answers)
        if asked.fact and asked.places:
            facts[part, asked.fact] = facts.get((part, asked.fact), True) and verdict == "right"
        counts[f"{part}.{verdict}"] += 1
        counts[f"{part}.{'answerable' if asked.places else 'without'}"] += 1
        if verdict == "wrong first" and any(_cites(answer, asked.places) for answer in answers.answers):
            counts[f"{part}.listed"] += 1
        if verdict not in ("right", "abstained") and asked.half == 1:
            complaints.append(_complain(asked, answers, verdict))
    for (part, _), steady in facts.items():
        counts[f"{part}.facts"] += 1
        counts[f"{part}.steady"] += steady


def judge(asked: Asked, answers: Answers) -> str:
    """right, wrong first (another answer stands before it, or only others), silent; abstained or invented."""
    if not asked.places:
        return "invented" if answers.answered else "abstained"
    if not answers.answered:
        return "silent"
    return "right" if _cites(answers.answers[0], asked.places) else "wrong first"


def _cites(answer: Any, places: frozenset[Place]) -> bool:
    return any(
        page == source.page and start < span.end and span.start < end
        for source in answer.sources
        for span in source.spans
        for page, start, end in places
    )


def _complain(asked: Asked, answers: Answers, verdict: str) -> str:
    lines = [f"{verdict}: {asked.text}  ({answers.asked})"]
    lines += [f"    {answer.text[:160]}  {answer.because}" for answer in answers.answers[:2]]
    lines += [f"    near: {near.text[:160]}  {near.missing}" for near in answers.nearest[:2]]
    return "\n".join(lines)


def _sum_up(counts: Counter[str]) -> dict[str, float]:
    measures: dict[str, float] = {}
    for part in (f"{group}{half}" for group in GROUPS for half in (1, 2)):
        answerable, without = counts[f"{part}.answerable"], counts[f"{part}.without"]
        measures[f"{part}_questions"] = answerable + without
        measures[f"{part}_right"] = _share(counts[f"{part}.right"], answerable)
        measures[f"{part}_listed"] = _share(counts[f"{part}.right"] + counts[f"{part}.listed"], answerable)
        measures[f"{part}_abstained"] = _share(counts[f"{part}.abstained"], without)
        measures[f"{part}_invented"] = counts[f"{part}.invented"]
        if counts[f"{part}.facts"]:
            measures[f"{part}_steady"] = _share(counts[f"{part}.steady"], counts[f"{part}.facts"])
    return measures


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
