"""Nothing stands in a brief that does not stand on a page."""

from __future__ import annotations

import re

import pytest

from sayso.archive import Archive
from sayso.brief import Brief


def assert_verbatim(archive: Archive, brief: Brief) -> None:
    texts = {page.id: page.text for page in archive.pages()}
    furniture = {page: [(f.start, f.end) for f in archive.furniture(page)] for page in texts}
    assert brief.citations
    for citation in brief.citations:
        for span, words in zip(citation.spans, citation.words, strict=True):
            assert texts[citation.page][span.start : span.end] == words
            assert not any(a < span.end and span.start < b for a, b in furniture[citation.page]), words
    printed = [item.words for item in (*brief.claims, *brief.figures, *brief.events)]
    printed += [side.words for dispute in brief.disputes for side in dispute.sides]
    everything = "\n".join(texts.values())
    for words in printed:
        assert all(part in everything for part in words.split(" … ") if part.count("…") == 0), words
    numbers = {citation.number for citation in brief.citations}
    cited = {n for item in (*brief.claims, *brief.figures, *brief.events) for n in item.citations}
    assert cited <= numbers


def test_every_brief_of_the_samples_is_verbatim(sample_archive: Archive) -> None:
    briefs = [sample_archive.brief(story.id, everything=True) for story in sample_archive.stories()]
    assert len(briefs) >= 2
    for brief in briefs:
        if brief.claims or brief.figures:
            assert_verbatim(sample_archive, brief)


def test_every_brief_of_the_seeds_is_verbatim(seed_archive: Archive) -> None:
    for story in seed_archive.stories():
        assert_verbatim(seed_archive, seed_archive.brief(story.id, everything=True))


def test_the_biggest_story_comes_first_and_has_every_section(sample_archive: Archive) -> None:
    brief = sample_archive.brief()
    assert brief.story == sample_archive.stories()[0].id
    assert brief.claims and brief.figures and brief.disputes and brief.events and brief.works
    assert any(figure.speaker and figure.as_of for figure in brief.figures)
    assert all(re.fullmatch(r"\d+ origins?( \(in \d+ organisations?\))?, .*unknown", c.rests_on) for c in brief.claims)


@pytest.mark.gold
def test_a_copy_and_its_original_are_one_work(seed_archive: Archive) -> None:
    dossiers = list(seed_archive.dossiers())
    works = [work for dossier in dossiers for work in dossier.works.values()]
    places = [
        sorted(dossier.place_of(p.article).rpartition("/")[2][:3] for p in work.articles)
        for dossier in dossiers
        for work in dossier.works.values()
        if len(work.articles) > 1
    ]
    assert ["000", "001"] in places  # the aggregator's copy and its original
    assert ["004", "004"] in places  # the same item printed twice on one page, each time with its headline
    assert len(places) == 2 and len(works) == 9


@pytest.mark.gold
def test_the_half_repeated_page_is_counted_once(seed_archive: Archive) -> None:
    for dossier in seed_archive.dossiers():
        for item in dossier.articles.values():
            own = [s for s in dossier.statements.values() if s.article == item.article.id]
            for repeat in item.article.repeats:
                assert not any(repeat.start <= span.start < repeat.end for s in own for span in s.content)
