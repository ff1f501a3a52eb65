"""What was done to what is counted, where no table of measures has the verb: invented sentences."""

from __future__ import annotations

import pytest
from test_figure_levels import read_figures

DEEDS = [
    # the verb stands before the number
    ("The coast guard towed 14 barges.", "14", "towed"),
    ("Its gunners had shot down 41 drones.", "41", "shot"),
    ("The army had struck more than 150 targets.", "more than 150", "struck"),
    ("The council promised to build 300 kiosks.", "300", "built"),
    ("Ms Orr, who represents 260 tenants, was late.", "260", "represented"),
    ("A rockslide buried the road, damaging at least 48 barns and knocking out power.", "at least 48", "damaging"),
    # … or behind its noun
    ("Some 12 barges were later towed to Elm.", "Some 12", "towed"),
    ("Of all 58 drones launched overnight none came back.", "58", "launched"),
    ("In all 90 tons of barley had rotted.", "90 tons", "rotted"),
    # a word of measure as near says more
    ("The fire killed 14 horses.", "14", "killed"),
    ("Rescuers found 9 people dead.", "9", "killed"),
    # verbs that say nothing of a count
    ("The list included 14 barges.", "14", None),
    ("The board announced 14 new routes.", "14", None),
    ("The town paid 3 million euros for the sirens.", "3 million euros", "paid"),
    # what stands before is no verb
    ("It sails to 14 islands.", "14", None),
    ("Inside were 14 islands.", "14", None),
]


@pytest.mark.parametrize(("text", "words", "measure"), DEEDS, ids=[text[:40] for text, _, _ in DEEDS])
def test_what_was_done_is_the_measure(text: str, words: str, measure: str | None) -> None:
    figures = read_figures(text)
    assert next(f.measure for found, f in figures.items() if found.startswith(words)) == measure
