"""One catalogue of words: nothing missing, nothing left over."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from sayso.model import Basis, ConflictKind, Directness, FurnitureKind, Relation, Scope, Stance
from sayso.rules.tables import load_rules
from sayso.server.article_pages import LAYERS, STATEMENT_LAYERS
from sayso.server.marks import Layer
from sayso.server.reader import FACES, SCHEMES, SIZES
from sayso.server.search_pages import FILTERS
from sayso.server.strings import count, family_of, load_strings, say

ROOM = files("sayso.server")
SOURCES = [
    entry.read_text("utf-8")
    for folder in (ROOM, ROOM / "templates")
    for entry in folder.iterdir()
    if entry.name.endswith((".py", ".html"))
]


def is_used(name: str) -> bool:
    text = "\n".join(SOURCES).replace("'", '"')
    head, _, last = name.rpartition(".")
    if f'"{name}"' in text or f'"{head}." ~' in text or f'"{head}.{{' in text:
        return True
    first = name.split(".")[0]
    in_pairs = {"count": f'"{head.rpartition(".")[2]}"', "stance": "stance.", "row": f'"{last}"', "value": f'"{name}"'}
    in_pairs |= {"language": "language.", "judgement": "judgement.kind.", "topic": "topic.", "look": '"look."'}
    in_pairs |= {"note": "note.remark.", "search": "search.filter."}
    return in_pairs.get(first, "\0") in text


def test_every_word_that_is_asked_for_is_there() -> None:
    for text in SOURCES:
        for name in re.findall(r'say\(\s*"([a-z0-9_.-]+)"\s*[,)]', text):
            assert name in load_strings(), name
        for name in re.findall(r'count\("([a-z]+)"', text):
            assert count(name, 1) and count(name, 2)
        for name in re.findall(r'_row\("([a-z_]+)"', text):
            assert f"row.{name}" in load_strings()


def test_no_word_is_left_over() -> None:
    assert [name for name in load_strings() if not is_used(name)] == []


@pytest.mark.parametrize(
    ("prefix", "kinds"),
    [
        ("relation", Relation),
        ("conflict", ConflictKind),
        ("between", ConflictKind),
        ("furniture", FurnitureKind),
        ("basis", Basis),
        ("scope", Scope),
        ("directness", Directness),
    ],
)
def test_every_kind_has_a_word(prefix: str, kinds: type) -> None:
    names = {name.partition(".")[2] for name in load_strings() if name.startswith(f"{prefix}.")}
    assert names == {kind.value for kind in kinds}


def test_every_layer_has_a_switch_and_every_stance_a_layer() -> None:
    assert {*LAYERS, Layer.CITED} == set(Layer)
    assert all(say(f"layer.{layer.value}") for layer in LAYERS)
    assert {family_of(stance) for stance in Stance} == set(STATEMENT_LAYERS)
    style = (ROOM / "static" / "sayso.css").read_text("utf-8")
    for layer in LAYERS:
        assert f"#on-{layer.value}:checked" in style and f"#on-{layer.value}:not(:checked)" in style


def test_every_topic_and_every_look_has_a_word() -> None:
    names = {name.partition(".")[2] for name in load_strings() if name.startswith("topic.")}
    assert names == {*load_rules("topics")}
    for name, values in (("size", SIZES), ("face", FACES), ("scheme", SCHEMES)):
        assert all(say(f"look.{name}.{value}") for value in values)
    for filter_, _ in FILTERS:
        assert say(f"search.filter.{filter_.removesuffix(':')}")


def test_no_template_has_words_of_its_own() -> None:
    for entry in (ROOM / "templates").iterdir():
        bare = re.sub(
            r"(?s){% block kind %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<style.*?</style>",
            " ",
            entry.read_text("utf-8"),
        )
        shown = re.sub(r"(?s)<[^>]*>", " ", bare)
        told = re.findall(r'(?:title|alt|placeholder|aria-label)="([^"]*)"', bare)
        assert not re.findall(r"[^\W\d_]{2,}", " ".join([shown, *told])), entry.name


def test_words_to_fill_in_are_plain_names() -> None:
    for name, text in load_strings().items():
        for _, field, form, conversion in Formatter().parse(text):
            assert field is None or (field.isidentifier() and not form and not conversion), name
