"""`The commissioner` is somebody where only one can be meant."""

from __future__ import annotations

from itertools import permutations

import pytest

from sayso.link.speakers import resolve_speakers
from sayso.link.unnamed import is_indefinite, read_role
from sayso.model import Source, Span, SpeakerKind, Statement


def quote(number: int, name: str, article: str, role: str | None = None, *, unnamed: bool = False) -> Statement:
    kind = SpeakerKind.ANONYMOUS if unnamed else SpeakerKind.PERSON
    source = Source(name=name, kind=kind, anonymous=unnamed, role=role)
    return Statement(id=f"statement-{number}", article=article, page="p", source=source, content=(Span(0, 1),))


def name_speaker(statements: list[Statement], of: int, mirrors: dict[str, str] | None = None) -> str:
    found = resolve_speakers(statements, {}, mirrors or {})
    return found.by_id[found.by_statement[f"statement-{of}"]].name


NAMED = [quote(1, "Marta Oling", "a", "fire commissioner"), quote(2, "Marta Oling", "b"), quote(3, "Jens Brask", "b")]


@pytest.mark.parametrize(
    ("source", "article", "others", "meant"),
    [
        ("the commissioner", "b", [], True),
        ("the fire commissioner", "b", [], True),
        ("commissioner", "b", [], True),  # as headlines write it
        ("the police commissioner", "b", [], False),
        ("the mayor", "b", [], False),
        ("a commissioner", "b", [], False),
        ("the commissioners", "b", [], False),
        ("the commissioner", "c", [], False),  # does not name her
        ("the commissioner", "b", [quote(5, "Petra Lund", "c", "commissioner")], False),
        ("the commissioner", "b", [quote(5, "Petra Lund", "c", "deputy commissioner")], True),
        ("the commissioner", "b", [quote(5, "a senior commissioner", "b", unnamed=True)], False),
        ("the commissioner", "b", [quote(5, "a senior commissioner", "c", unnamed=True)], True),
    ],
)
def test_a_role_means_the_only_one_who_bears_it_where_the_article_names_them(
    source: str, article: str, others: list[Statement], meant: bool
) -> None:
    told = [*NAMED, quote(4, source, article, unnamed=True), *others]
    assert (name_speaker(told, 4) == "Marta Oling") is meant


def test_the_official_may_be_anybody() -> None:
    told = [quote(1, "Marta Oling", "a", "official"), quote(2, "the official", "a", unnamed=True)]
    assert name_speaker(told, 2) == "the official"


def test_a_copy_means_whom_its_original_means() -> None:
    told = [*NAMED, quote(4, "the commissioner", "b", unnamed=True), quote(5, "the commissioner", "c", unnamed=True)]
    assert name_speaker(told, 5, {"statement-5": "statement-4"}) == "Marta Oling"


def test_whom_people_told_apart_stays_apart() -> None:
    told = [*NAMED, quote(4, "the commissioner", "b", unnamed=True)]
    found = resolve_speakers(told, {}, {}, {"statement-4": "another one"})
    assert found.by_id[found.by_statement["statement-4"]].name == "the commissioner"


def test_the_order_of_statements_changes_nothing() -> None:
    told = [*NAMED, quote(4, "the commissioner", "b", unnamed=True)]
    assert len({str(resolve_speakers(list(order), {}, {})) for order in permutations(told)}) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("the head of the Harbour Board", ["head"]),
        ("Norway's foreign minister", ["norway's", "foreign", "minister"]),
        ("at the helm of Lund & Sons", []),
        ("the source", []),
        ("", []),
    ],
)
def test_a_role_is_told_up_to_its_first_preposition(name: str, words: list[str]) -> None:
    assert read_role(name) == words


@pytest.mark.parametrize(
    ("name", "indefinite"),
    [("an official", True), ("officials", True), ("the officials", False), ("the mayor", False), ("", False)],
)
def test_one_of_several_is_nobody_in_particular(name: str, indefinite: bool) -> None:
    assert is_indefinite(name) is indefinite
