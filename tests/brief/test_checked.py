"""A brief with a broken citation: the line is refused and named, never printed."""

from __future__ import annotations

import msgspec
import pytest

from sayso.archive import Archive
from sayso.brief import Brief, check_brief, make_brief
from sayso.brief.page import write_page
from sayso.brief.writing import escape_markdown, write_markdown
from sayso.model import Span


@pytest.fixture(scope="module")
def story(sample_archive: Archive) -> tuple[Brief, dict[str, str]]:
    dossier = sample_archive.dossier(sample_archive.trace(_first_claim(sample_archive)).dossier.story.id)
    return make_brief(dossier, everything=True), {page.id: page.text for page in sample_archive.pages()}


def _first_claim(archive: Archive) -> str:
    return next(
        claim.id for dossier in archive.dossiers() for claim in dossier.links.claims if len(claim.statements) == 1
    )


def test_a_whole_brief_is_printed_whole(story: tuple[Brief, dict[str, str]]) -> None:
    brief, texts = story
    checked = check_brief(brief, texts)
    assert checked.refused == () and checked.claims == brief.claims and checked.disputes == brief.disputes


def assert_refused(brief: Brief, texts: dict[str, str], words: str) -> None:
    checked = check_brief(brief, texts)
    assert checked.refused and "do not stand" in checked.refused[0]
    assert words not in [claim.words for claim in checked.claims]
    assert checked.refused[0].split("(")[0] in write_markdown([checked]).replace("\\", "")


def _lone_claim(brief: Brief) -> tuple[int, str]:
    """(number of its citation, words) of a claim with one citation."""
    claim = next(claim for claim in brief.claims if len(claim.citations) == 1)
    return claim.citations[0], claim.words


def _change(brief: Brief, number: int, **changes: object) -> Brief:
    cited = [msgspec.structs.replace(c, **changes) if c.number == number else c for c in brief.citations]
    return msgspec.structs.replace(brief, citations=tuple(cited))


def test_a_page_that_changed(story: tuple[Brief, dict[str, str]]) -> None:
    brief, texts = story
    number, words = _lone_claim(brief)
    page = next(c.page for c in brief.citations if c.number == number)
    assert_refused(brief, texts | {page: "x" + texts[page]}, words)


def test_a_page_that_is_gone(story: tuple[Brief, dict[str, str]]) -> None:
    brief, texts = story
    number, words = _lone_claim(brief)
    page = next(c.page for c in brief.citations if c.number == number)
    assert_refused(brief, {key: text for key, text in texts.items() if key != page}, words)


@pytest.mark.parametrize("shift", [-1, 1, 10**9])
def test_a_span_that_is_shifted(story: tuple[Brief, dict[str, str]], shift: int) -> None:
    brief, texts = story
    number, words = _lone_claim(brief)
    spans = next(c.spans for c in brief.citations if c.number == number)
    moved = tuple(Span(span.start + shift, span.end + shift) for span in spans)
    assert_refused(_change(brief, number, spans=moved), texts, words)


def test_a_word_that_is_altered(story: tuple[Brief, dict[str, str]]) -> None:
    brief, texts = story
    _, words = _lone_claim(brief)
    claims = tuple(msgspec.structs.replace(c, words=c.words + "!") if c.words == words else c for c in brief.claims)
    assert_refused(msgspec.structs.replace(brief, claims=claims), texts, words + "!")


def test_no_story_is_told_twice_and_each_has_its_share(sample_archive: Archive) -> None:
    briefing = sample_archive.briefing(every=True, minutes=4)
    assert len(briefing.stories) > 3
    assert len(briefing.stories[0].claims) > len(briefing.stories[1].claims) > 0
    events = [event.words for brief in briefing.stories for event in brief.events]
    assert len(events) == len(set(events))


def test_since_and_topic_choose(sample_archive: Archive) -> None:
    late = sample_archive.briefing(every=True, since="2024-05-01")
    assert 0 < len(late.stories) < len(sample_archive.briefing(every=True).stories)
    assert sample_archive.briefing(topic="lighthouse").stories
    assert sample_archive.briefing(topic="nosuchword").stories == ()


def test_the_page_needs_nothing_else_and_runs_nothing(sample_archive: Archive) -> None:
    brief = msgspec.structs.replace(sample_archive.brief(), title='<script>alert("x")</script>')
    page = write_page([brief])
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "src=" not in page and "http-equiv" in page and "@media print" in page
    assert escape_markdown("<b>*x*</b>\n[y]") == "\\<b\\>\\*x\\*\\</b\\> \\[y\\]"
