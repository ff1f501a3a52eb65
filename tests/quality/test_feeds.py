"""The measure of feeds: what counts as agreement, as an error, and as no equivalent."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality.feeds import measure


def write_fixture(folder: Path, name: str, expect: str) -> None:
    feed = (
        "<rss><channel><title>Valley Wire</title><item><title>Ferry &amp;amp; crew</title><link>/1</link>"
        "<pubDate>Sun, 04 May 2031 08:00:00 +0100</pubDate>"
        "<description>&lt;b&gt;Nobody&lt;/b&gt; was hurt.</description>"
        "<author>Nora Quill</author></item></channel></rss>"
    )
    (folder / name).write_text(f"<!--\nDescription: x\nExpect: {expect}\n-->\n{feed}", encoding="utf-8")


@pytest.mark.parametrize(
    ("expect", "compared", "agreement", "no_equivalent"),
    [
        ("not bozo and entries[0]['title'] == 'Ferry &amp; crew'", 1, 1, 0),
        ("entries[0]['link'] == 'http://127.0.0.1:8097/1'", 1, 1, 0),
        ("entries[0]['description'] == '<b>Nobody</b> was hurt.' and feed.title == 'Valley Wire'", 2, 1, 0),
        ("entries[0]['published_parsed'] == (2031, 5, 4, 7, 0, 0, 6, 124, 0)", 1, 1, 0),
        ("entries[0]['published'] == 'Sun, 04 May 2031 09:00:00 +0100'", 1, 0, 0),
        ("entries[1]['title'] == 'None such'", 1, 0, 0),
        ("entries[0]['author'] == 'Nora Quill' and entries[0]['title'] == 'Other'", 2, 0.5, 0),
        ("entries[0]['enclosures'][0]['href'] == 'x' and bozo == 1", 0, 0, 2),
        ("entries[0]['title'] == '<br />'", 0, 0, 1),
        ("a title that is", 0, 0, 1),
    ],
)
def test_what_is_compared(tmp_path: Path, expect: str, compared: int, agreement: float, no_equivalent: int) -> None:
    write_fixture(tmp_path, "a.xml", expect)
    measures = measure([str(tmp_path)])
    assert (measures["compared"], measures["agreement"]) == (compared, agreement)
    assert (measures["no_equivalent"], measures["crashes"]) == (no_equivalent, 0)


def test_a_folder_without_feeds_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no feed"):
        measure([str(tmp_path)])
