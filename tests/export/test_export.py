"""The export keeps its contract: schema, offsets, order, and every character accounted for."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import Any

import jsonschema
import pytest

from sayso.archive import Archive
from sayso.export import export_lines
from sayso.export.records import export_schema

ORDER = [
    *("page", "capture", "article", "furniture", "work", "entity", "speaker", "statement", "figure", "date-mention"),
    *("claim", "conflict", "event", "expectation", "story", "judgement", "discard"),
]


@pytest.fixture(scope="module")
def lines(sample_archive: Archive) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_lines(sample_archive, with_text=True, selectors=True)]


def test_each_line_keeps_the_schema(lines: list[dict[str, Any]]) -> None:
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in lines:
        one = {"$ref": f"#/$defs/{line['type'].title().replace('-', '')}Line", "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(one).validate(line)
    assert validator.is_valid(lines[0])


def test_kinds_come_in_the_contracts_order(lines: list[dict[str, Any]]) -> None:
    kinds = [kind for kind, _ in groupby(line["type"] for line in lines)]
    assert kinds == [kind for kind in ORDER if kind in kinds]
    assert {"page", "article", "furniture", "work", "speaker", "statement", "figure", "claim", "story"} <= set(kinds)


def spans_in(value: Any, page: str | None) -> list[tuple[str | None, dict[str, Any]]]:
    if isinstance(value, list):
        return [found for inner in value for found in spans_in(inner, page)]
    if not isinstance(value, dict):
        return []
    page = value.get("page", page)
    own = [(page, value)] if {"start", "end", "text"} <= set(value) and "published" not in value else []
    return own + [found for inner in value.values() for found in spans_in(inner, page)]


def test_every_span_holds_its_words(lines: list[dict[str, Any]]) -> None:
    texts = {line["id"]: line["text"] for line in lines if line["type"] == "page"}
    spans = [found for line in lines if line["type"] not in ("page", "story") for found in spans_in(line, None)]
    assert len(spans) > 300
    for page, span in spans:
        assert texts[str(page)][span["start"] : span["end"]] == span["text"]
        if "exact" in span:
            around = span["prefix"] + span["exact"] + span["suffix"]
            assert around in texts[str(page)]


def test_every_visible_character_is_in_exactly_one_place(lines: list[dict[str, Any]]) -> None:
    for page in (line for line in lines if line["type"] == "page"):
        held: Counter[int] = Counter()
        for line in lines:
            if line.get("page") != page["id"]:
                continue
            spans = [line] if line["type"] == "furniture" else []
            if line["type"] == "article":
                spans += [span for key in ("body", "repeats", "credits", "headline_repeats") for span in line[key]]
                spans += [line["headline"]] if line["headline"] else []
            for span in spans:
                held.update(range(span["start"], span["end"]))
        visible = {offset for offset, char in enumerate(page["text"]) if not char.isspace()}
        wrong = [offset for offset in visible if held[offset] != 1]
        assert not wrong, (page["path"], page["text"][wrong[0] - 20 : wrong[0] + 60])


def test_ids_are_given_once_and_point_somewhere(lines: list[dict[str, Any]]) -> None:
    ids = Counter(line["id"] for line in lines if "id" in line)
    assert all(number == 1 for number in ids.values())
    findings = {line["id"] for line in lines if line["type"] in ("statement", "figure")}
    for line in lines:
        if line["type"] == "claim":
            assert set(line["statements"]) | set(line["figures"]) <= findings
            assert line["statements"] or line["figures"]
        if line["type"] == "conflict":
            assert all(set(side) <= findings and side for side in line["between"])
        if line["type"] in ("statement", "figure") and line["mirror_of"]:
            assert line["mirror_of"] in findings
