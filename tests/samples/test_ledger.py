"""The sample pages' ledger: the number that was corrected downwards, the one that comes on top, and the old one
that is printed again are each called what they are."""

from __future__ import annotations

import pytest

from sayso.archive import Archive
from sayso.server.series import find_series, tell_change


@pytest.fixture(scope="module")
def told(sample_archive: Archive) -> dict[tuple[str, str], set[str | None]]:
    """What each figure of a series is called, by its words and the page that prints it."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for dossier in sample_archive.dossiers():
        for series in find_series(dossier):
            for place, point in enumerate(series.points):
                page = dossier.place_of(point.figure.article).rpartition("/")[2][:2]
                words = " ".join(point.words.split()).casefold()
                found.setdefault((page, words), set()).add(tell_change(series, place))
    return found


@pytest.mark.parametrize(
    ("page", "words", "change"),
    [
        ("08", "96", "revised down"),  # of around 210: names had been entered twice
        ("06", "3,000", "on top"),  # another 3,000 were told to leave
        ("11", "at least 14", "an old number"),  # the first day's, printed two months later
        ("09", "11", "what is left"),
    ],
)
def test_figures_are_called_what_they_are(
    told: dict[tuple[str, str], set[str | None]], page: str, words: str, change: str
) -> None:
    assert told.get((page, words)) == {change}
