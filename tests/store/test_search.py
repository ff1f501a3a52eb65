"""Searches: what is found, where, and that nothing a person types is taken for syntax."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_records import TEXT, add_page

from sayso.model import Reading
from sayso.store.sql import SqlStore
from sayso.store.words import MOST_CHARACTERS, read_terms

OTHER = "Ferry times\n\nThe ferry to Øyna sails at noon, the harbour master said. Élise said nothing.\n"


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store.transaction():
        add_page(store)
        add_page(store, OTHER)
    return store


def titles(store: SqlStore, words: str) -> list[str]:
    found = {article.id: article for article in store.articles()}
    texts = {page.id: page.text for page in store.pages()}
    return [texts[found[hit.article].page].partition("\n")[0] for hit in store.search(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lorries", ["Harbour bridge closes"]),
        ("LORRIES", ["Harbour bridge closes"]),
        ("harbour", ["Harbour bridge closes", "Ferry times"]),  # a headline weighs more
        ("harbour ferry", ["Ferry times"]),
        ("harbour nothere", []),
        ('"harbour master"', ["Ferry times"]),
        ('"master harbour"', []),
        ("“harbour master”", ["Ferry times"]),
        ('"harbour master', ["Ferry times"]),
        ("lorr*", ["Harbour bridge closes"]),
        ("lorr", []),
        ("Elise", ["Ferry times"]),
        ("élise", ["Ferry times"]),
        ("tønsvik", ["Harbour bridge closes"]),
        ("tonsvik", []),  # a letter of its own, not an o with a mark
        ("1,200", ["Harbour bridge closes"]),
        ("1,200 lorries", ["Harbour bridge closes"]),
        ("", []),
        ("   ", []),
        ('"', []),
        ('""', []),
        ("*", []),
        ("- ( ) : ^ +", []),
        ("ferry NOT times", []),  # a word like any other
        ("headline:ferry", []),
        ("ferry)", ["Ferry times"]),
        ("NEAR(ferry times)", []),
        ("ferry; DROP TABLE search", []),
        ("ferry\0", ["Ferry times"]),
    ],
)
def test_words_find_articles(filled: SqlStore, words: str, expected: list[str]) -> None:
    assert titles(filled, words) == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.sampled_from("ab\"*^:()+-{}NEARORNOTand \0'%_;é“”—.\\"), max_size=40) | st.text(max_size=30))
def test_nothing_typed_breaks_a_search(filled: SqlStore, words: str) -> None:
    filled.search(words)


def test_a_very_long_search_is_cut(filled: SqlStore) -> None:
    assert len(read_terms("word " * 5000)) == 100
    assert filled.search("ferry " * 5000)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("lorries", ["lorries"]),
        ('road "1,200 lorries"', ["1,200 lorries", "road"]),
        ("nor*", ["northern"]),
    ],
)
def test_a_snippet_is_the_page_and_marks_the_words(filled: SqlStore, words: str, marked: list[str]) -> None:
    (hit,) = filled.search(words)
    page = filled.page(filled.article(hit.article).page)
    assert page.text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == marked


def test_a_word_of_the_headline_alone_is_shown_there(filled: SqlStore) -> None:
    (hit,) = filled.search("closes")
    assert hit.snippet[hit.marks[0].start : hit.marks[0].end] == "closes"


def test_the_limit_holds(filled: SqlStore) -> None:
    assert len(filled.search("harbour", limit=1)) == 1
    assert filled.search("harbour", limit=0) == []


def test_a_huge_article_is_found_without_looking_through_all_of_it(store: SqlStore) -> None:
    with store.transaction():
        add_page(store, "Long\n" + "word " * (MOST_CHARACTERS // 4) + "last")
    (hit,) = store.search("last")
    assert hit.marks == ()


def test_the_index_follows_a_new_reading(filled: SqlStore) -> None:
    page = next(page for page in filled.pages() if page.text == TEXT)
    with filled.transaction():
        filled.put_reading(Reading(page=page), "2")
    assert titles(filled, "harbour") == ["Ferry times"]
    assert list(filled.check()) == []
