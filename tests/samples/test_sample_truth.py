"""The truth of the sample pages as lines of the export: in step with the words written by hand, true to the pages."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from quality.sample_truth import find_all, find_nearest, read_samples, truth_lines
from quality.samples import Board, read_lines

from sayso.model import Span

SAMPLES = Path(__file__).parents[2] / "samples"
SCHEMA = Path(__file__).parents[2] / "docs" / "export.schema.json"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "EXPECTED" / "expected.json").read_text("utf-8"))
LINES: list[dict[str, Any]] = [json.loads(line) for line in truth_lines(SAMPLES)]
SPOKEN_FIRST = "The mayor denied it. She said it was false. The mayor denied that too."


def test_the_file_is_in_step_with_the_words_and_the_pages() -> None:
    kept = (SAMPLES / "EXPECTED" / "export.jsonl").read_bytes()
    stale = "samples/EXPECTED/export.jsonl is stale: run python -m quality.sample_truth"
    assert [json.loads(line) for line in kept.splitlines()] == LINES, stale


def test_each_line_is_one_of_the_export() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert [error.message for line in LINES for error in validator.iter_errors(line)] == []


def test_each_truth_has_its_line() -> None:
    kinds = Counter(line["type"] for line in LINES)
    pages = EXPECTED["pages"].values()
    for kind in ("article", "statement", "figure"):
        assert kinds[kind] == sum(len(page[f"{kind}s"]) for page in pages)
    assert kinds["conflict"] == len(EXPECTED["conflicts"]) + len(EXPECTED["not_conflicts"])
    assert (kinds["claim"], kinds["story"]) == (len(EXPECTED["claims"]), len(EXPECTED["stories"]))


def test_spans_are_the_words_of_their_page() -> None:
    texts = {page.page.id: page.page.text for page in read_samples(SAMPLES, EXPECTED["pages"])}
    for line in LINES:
        if line["type"] == "statement":
            for span in (*line["content"], *line["source"]["spans"], *([line["cue"]] if line["cue"] else [])):
                assert texts[line["page"]][span["start"] : span["end"]] == span["text"]
        if line["type"] == "figure":
            assert texts[line["page"]][line["start"] : line["end"]] == line["text"]


def test_findings_stand_in_the_body_of_their_article() -> None:
    """A statement that its furniture swallowed would be a mistake of the truth."""
    bodies = {line["id"]: line["body"] for line in LINES if line["type"] == "article"}
    for line in LINES:
        if line["type"] == "figure":
            spans = [(line["start"], line["end"])]
        elif line["type"] == "statement":
            spans = [(span["start"], span["end"]) for span in line["content"]]
        else:
            continue
        for start, end in spans:
            if not any(body["start"] <= start and end <= body["end"] for body in bodies[line["article"]]):
                assert _stands_in_headline(line, start, end), line


def _stands_in_headline(line: dict[str, Any], start: int, end: int) -> bool:
    """Whether the words stand before the body of the article: its headline may say something too."""
    article = next(other for other in LINES if other.get("id") == line["article"])
    headline = article["headline"]
    return bool(headline and headline["start"] <= start and end <= headline["end"])


def test_ids_that_are_named_are_there() -> None:
    ids = {line["id"] for line in LINES if "id" in line}
    for line in LINES:
        named = [*line.get("statements", ()), *line.get("figures", ())] if line["type"] == "claim" else []
        named += [i for side in line["between"] for i in side] if line["type"] == "conflict" else []
        named += [part["work"] for part in line["parts"]] if line["type"] == "story" else []
        assert set(named) <= ids, line


@pytest.mark.parametrize(("words", "expected"), [("The mayor", 44), ("She", 21), ("denied", 54)])
def test_the_nearest_words_count(words: str, expected: int) -> None:
    content = Span(SPOKEN_FIRST.index("it was false"), SPOKEN_FIRST.index(". The mayor"))
    assert find_nearest(SPOKEN_FIRST, words, content, Span(0, len(SPOKEN_FIRST))).start == expected


def test_blanks_do_not_count() -> None:
    assert find_all("one\n two,one two", "one  two") == [Span(0, 8), Span(9, 16)]


def test_the_truth_scores_full_against_itself() -> None:
    """A perfect export, with the pages' texts, is found whole: what the scorer misses on it is its own mistake."""
    names = {page.name: page for page in read_samples(SAMPLES, EXPECTED["pages"])}
    lines = [dict(line) for line in LINES]
    for line in lines:
        if line["type"] == "page":
            line["text"] = next(p.page.text for p in names.values() if p.page.id == line["id"])
    captures = [
        {
            "type": "capture",
            "page": page.page.id,
            "path": page.capture.path if "#" not in page.name else None,
            "url": None,
            "container": None if "#" not in page.name else page.name,
        }
        for page in names.values()
    ]
    stated = {line["id"]: line for line in lines if line["type"] == "statement"}
    for line in lines:  # the truth says of a figure who gave it, not in which statement
        if line["type"] == "figure":
            line["statement"] = next((s for s in stated if stated[s]["article"] == line["article"]), None)
            line["mirror_of"] = None
    measures = Board(EXPECTED, LINES, captures + lines).measures()
    for name in ("articles.found", "statements.recall", "statements.speaker", "statements.stance", "figures.recall"):
        assert measures[name] == 1.0, name
    for name in ("figures.value", "works.pairs", "stories.pairs", "claims.origins", "conflicts.recall"):
        assert measures[name] == 1.0, name
    assert measures["articles.wrong_dates"] == measures["conflicts.false"] == measures["claims.foreign"] == 0


def test_what_the_program_exports_of_the_pages_meets_the_truth() -> None:
    """From end to end: three pages of one text, added as files, and what must come of them."""
    names = ["01_courier_brunnock.txt", "03_sentinel_toll.html", "04_gazette_cellars.txt"]
    held = {name: page for name, page in EXPECTED["pages"].items() if name in names}
    articles = {article["id"] for page in held.values() for article in page["articles"]}
    works = [work | {"articles": [a for a in work["articles"] if a in articles]} for work in EXPECTED["works"]]
    stories = [story | {"articles": [a for a in story["articles"] if a in articles]} for story in EXPECTED["stories"]]
    part = EXPECTED | {"pages": held, "works": works, "stories": stories}
    measures = Board(part, LINES, read_lines(SAMPLES, names)).measures()
    assert measures["articles.found"] == measures["works.pairs"] == measures["stories.pairs"] == 1.0
    assert measures["statements.recall"] > 0.8 and measures["figures.recall"] > 0.8
