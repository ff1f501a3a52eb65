"""What is done to a part of a whole is not said of the whole: invented sentences."""

from __future__ import annotations

import pytest
from test_figure_levels import read_figures

PARTS = [
    # text, part, its measure, whole, its measure
    (
        "At least 1,000 of an estimated 11,000 Vellish troops in Kesh had been killed.",
        "At least 1,000",
        "killed",
        "an estimated 11,000",
        None,
    ),
    ("Police said 12 of the 40 hostages were killed.", "12", "killed", "40", None),
    ("Some 90 out of an estimated 340 villagers were injured.", "Some 90", "injured", "an estimated 340", None),
    ("About 60 of some 200 hikers have been rescued.", "About 60", "rescued", "some 200", None),
    ("In Kesh at least 140 of its 600 buses were damaged.", "at least 140", "affected", "600", None),
    ("In Kesh half of the 600 buses were damaged.", "half", "affected", "600", None),
    ("The slide killed 14 of the 60 villagers.", "14", "killed", "60", None),
    ("At least 14 of 60 villagers died.", "At least 14", "killed", "60", None),
    ("Of the 60 villagers, 14 were killed.", "14", "killed", "60", None),
    ("In all 25 of the 90 barges were towed to Elm.", "25", "towed", "90", None),
    # … but what names the whole itself stays
    (
        "At least 1,000 of 11,000 soldiers deployed to Kesh had been killed.",
        "At least 1,000",
        "killed",
        "11,000",
        "deployed",
    ),
    ("Some 300 of the 900 people arrested have been freed.", "Some 300", "freed", "900", "arrested"),
    ("Only 300 of the 900 wounded soldiers were evacuated.", "Only 300", "displaced", "900", "injured"),
    ("Eight of the 20 hikers who were missing have been rescued.", "Eight", "rescued", "20", "missing"),
    ("Gunners shot down 41 of 58 drones launched overnight.", "41", "shot", "58", "launched"),
    ("In all 300 of the 900 villagers were Vellish, while 30 were hurt.", "300", None, "900", None),
    # … and without a whole nothing changes
    ("About 200 people were killed in 14 towns.", "About 200", "killed", None, None),
]


@pytest.mark.parametrize(("text", "part", "done", "whole", "named"), PARTS, ids=[text[:48] for text, *_ in PARTS])
def test_what_is_done_is_of_the_part(
    text: str, part: str, done: str | None, whole: str | None, named: str | None
) -> None:
    figures = read_figures(text)

    def measure(words: str) -> str | None:
        return next(f.measure for found, f in figures.items() if found.startswith(words))

    assert measure(part) == done
    assert whole is None or measure(whole) == named
