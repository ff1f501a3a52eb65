"""Searches with filters and no words: the newest stories are looked through, whatever comes first by id."""

from __future__ import annotations

import pytest

from sayso.archive import Archive


def test_an_outlet_alone_finds_its_articles_of_the_newest_story_first(sample_archive: Archive) -> None:
    hits = sample_archive.search("outlet:Courier", limit=100)
    own = {
        item.article.id
        for dossier in sample_archive.dossiers()
        for item in dossier.articles.values()
        if "Courier" in (item.article.outlet or item.article.wire or "")
    }
    assert {hit.article for hit in hits} == own
    assert len(own) > 1


def test_a_day_alone_finds_what_was_printed_from_then_on(sample_archive: Archive) -> None:
    hits = sample_archive.search("after:2024-04-20", limit=100)
    assert hits
    assert all(hit.published is not None and hit.published.split("/")[-1] >= "2024-04-20" for hit in hits)


@pytest.mark.parametrize("search", ["outlet:Courier", "after:2024-04-01", "stance:deny", "letter outlet:Courier"])
def test_a_search_goes_on_where_it_stopped(sample_archive: Archive, search: str) -> None:
    whole = [(hit.article, hit.statement) for hit in sample_archive.search(search, limit=12)]
    first = sample_archive.search(search, limit=2)
    rest = sample_archive.search(search, limit=10, after=first[-1].statement or first[-1].article)
    assert [(hit.article, hit.statement) for hit in (*first, *rest)] == whole
