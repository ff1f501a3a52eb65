"""How much of a story is told in the time there is: no more than is read in it, its citations numbered anew."""

from __future__ import annotations

import pytest

from sayso.archive import Archive
from sayso.brief import make_brief
from sayso.brief.limits import ALL, USUAL, WIDE, WORDS_A_MINUTE, count_told, limit_words
from sayso.brief.page import write_page
from sayso.dossier import Dossier

LABELS = 1.4
"""What is printed beside the words of a line: headings, and "0 copies, 0 unknown"."""


@pytest.fixture(scope="module")
def dossier(sample_archive: Archive) -> Dossier:
    return sample_archive.dossier()


@pytest.mark.parametrize("minutes", [1, 2, 5, 10])
def test_a_brief_is_read_in_its_time(minutes: int, dossier: Dossier) -> None:
    words = minutes * WORDS_A_MINUTE
    brief = make_brief(dossier, limits=limit_words(make_brief(dossier, limits=WIDE), words))
    assert brief.claims
    told = write_page([brief]).split("<body>")[1].split("<h2>Citations</h2>")[0]
    read = sum(len(piece.partition(">")[2].split()) for piece in told.split("<"))
    assert words / 2 < read < words * LABELS


def test_one_claim_is_told_however_little_time_there_is(dossier: Dossier) -> None:
    limits = limit_words(make_brief(dossier), 0)
    assert (limits.claims, limits.disputes, limits.figures, limits.chapters) == (1, 0, 0, 0)


def test_with_all_the_time_nothing_is_left_out(dossier: Dossier) -> None:
    brief = make_brief(dossier, everything=True)
    limits = limit_words(brief, 1_000_000)
    assert limits.claims == brief.claims_in_all and limits.events == brief.events_in_all
    assert limits.disputes == brief.disputes_in_all + brief.revisions_in_all


def test_a_short_brief_knows_what_it_leaves_out(dossier: Dossier) -> None:
    whole = make_brief(dossier, limits=USUAL)
    short = make_brief(dossier, limits=limit_words(whole, 300))
    assert len(short.open_disputes) < short.disputes_in_all == whole.disputes_in_all
    assert len(short.citations) < len(whole.citations)
    assert [citation.number for citation in short.citations] == list(range(1, len(short.citations) + 1))


def test_the_latest_events_are_told(dossier: Dossier) -> None:
    events = make_brief(dossier, limits=ALL).events
    one = make_brief(dossier, limits=USUAL._replace(events=1)).events
    assert [event.words for event in one] == [events[-1].words]
    assert make_brief(dossier, limits=USUAL._replace(events=0)).events == ()


def test_words_are_counted_in_all_that_a_line_holds(dossier: Dossier) -> None:
    move = make_brief(dossier).moves[0]
    assert count_told("three short words") == 3
    assert count_told(move) > sum(len(point.words.split()) for point in move.points)
