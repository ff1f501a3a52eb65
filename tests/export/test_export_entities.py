"""Entities in the export of the sample pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.export import export_lines


@pytest.fixture(scope="module")
def lines(sample_archive: Archive) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_lines(sample_archive, with_text=True)]


def test_an_entity_stands_where_it_says(lines: list[dict[str, Any]]) -> None:
    texts = {line["id"]: line["text"] for line in lines if line["type"] == "page"}
    entities = [line for line in lines if line["type"] == "entity"]
    assert {line["kind"] for line in entities} >= {"person", "organisation"}
    for entity in entities:
        called = {entity["name"], *entity["aliases"]}
        for mention in entity["mentions"]:
            words = texts[mention["page"]][mention["start"] : mention["end"]]
            assert " ".join(words.split()) in called
        for role in entity["roles"]:
            assert role["text"] == " ".join(texts[role["page"]][role["span"]["start"] : role["span"]["end"]].split())


def test_speakers_are_entities(lines: list[dict[str, Any]]) -> None:
    entities = {line["id"]: line for line in lines if line["type"] == "entity"}
    named = [line for line in lines if line["type"] == "speaker" and line["kind"] == "person"]
    tied = [line for line in named if line["entity"]]
    assert len(tied) >= len(named) * 0.5
    assert all(entities[line["entity"]]["kind"] == "person" for line in tied)
