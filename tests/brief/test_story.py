"""What a line of a brief says: with its verb, with what is counted, and each unknown thing once."""

from __future__ import annotations

import pytest

from sayso.archive import Archive
from sayso.brief import Brief, name_count
from sayso.model import Figure

COUNTS = [
    ("people", "killed", "Elmford", "people killed, Elmford"),
    ("deaths", "killed", None, "deaths"),
    ("casualties", "casualties", None, "casualties"),
    ("bells", None, "Elmford", "bells, Elmford"),
    (None, "cost", None, "cost"),
    (None, None, None, ""),
]


@pytest.mark.parametrize(("counted", "measure", "place", "told"), COUNTS, ids=[row[3] or "nothing" for row in COUNTS])
def test_what_a_figure_counts(counted: str | None, measure: str | None, place: str | None, told: str) -> None:
    figure = Figure(
        id="figure-1", article="a", page="p", start=0, end=2, minimum=3, maximum=3, counted=counted, measure=measure,
        place=place,
    )  # fmt: skip
    assert name_count(figure) == told


@pytest.fixture(scope="module")
def briefs(sample_archive: Archive) -> list[Brief]:
    return [sample_archive.brief(story.id, everything=True) for story in sample_archive.stories()]


def test_what_is_denied_or_demanded_is_told_with_its_verb(briefs: list[Brief]) -> None:
    words = [claim.words for brief in briefs for claim in brief.claims]
    assert any(line.startswith("demanded the minister's resignation") for line in words)
    assert any(line.startswith("denied ") for line in words)
    assert not any(line.startswith("said ") for line in words)


def test_what_is_told_is_told_once_and_by_somebody(sample_archive: Archive) -> None:
    brief = sample_archive.brief()
    told: set[int] = set()
    for claim in brief.claims:
        assert 2 * len(told.intersection(claim.citations)) <= len(claim.citations)
        told.update(claim.citations)
    assert len(brief.claims) == 12 and "measurements" not in [claim.speaker for claim in brief.claims]


def test_a_number_in_a_dispute_tells_what_it_counts(briefs: list[Brief]) -> None:
    sides = [side for brief in briefs for dispute in brief.disputes for side in dispute.sides]
    numbers = [side for side in sides if side.words[:2].isdigit()]
    assert numbers and all(side.counts for side in numbers)


def test_what_is_not_known_is_said_once_and_names_the_article(briefs: list[Brief]) -> None:
    for brief in briefs:
        assert len(set(brief.unknown)) == len(brief.unknown)
        assert all(line.endswith(".") and not line.endswith("..") for line in brief.unknown)
        assert not any("work-" in line for line in brief.unknown)
