"""What is planned, promised or expected is no count of what came about: invented sentences."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.figures import list_series
from sayso.link.settings import read_settings
from sayso.model import ConflictKind, Figure

PLANNED = [
    ("Norvik would send 5,000 builders.", "5,000"),
    ("Norvik will send “a division of builders, two brigades [of] 5,000 people”.", "5,000"),
    ("Norvik would send 300 builders, as well as 5,000 diggers.", "5,000"),
    ("The mill plans to hire 300 weavers.", "300"),
    ("The mill is expected to hire at least 300 weavers.", "300"),
    ("The mill announced a decision to hire 300 weavers.", "300"),
    ("The mill has pledged 300 tents.", "300"),
    ("The mill promised Kesh 300 tents.", "300"),
    ("Up to 12,000 could be sent.", "12,000"),
    ("Some 300 weavers are to lose their jobs.", "300"),
    ("Some 300 weavers were due to arrive on Friday.", "300"),
    ("About 300 guests are expected.", "300"),
    ("The toll may rise to 500.", "500"),
    ("The work would cost the town 300 crowns.", "300"),
    ("The mill is set to cut 300 jobs.", "300"),
    ("The storm is feared to flood 300 homes.", "300"),
]
TOLD = [
    ("Norvik sent 5,000 builders.", "5,000"),
    ("More than 11,000 were deployed, who would be relieved soon.", "11,000"),
    ("The mill, which will close, hired 300 weavers.", "300"),
    ("The mill will close after 300 weavers fell ill.", "300"),
    ("The flood may have killed 300 people.", "300"),
    ("Rescuers could not reach 300 people.", "300"),
    ("Norvik would send builders to join 11,000 soldiers.", "11,000"),
    ("Norvik would withdraw the 11,000 soldiers.", "11,000"),
    ("The toll would rise from 300.", "300"),
    ("Ballots will be mailed to its 120,000 members.", "120,000"),
    ("The planned strike has cost 300 crowns.", "300"),
    ("Due to the flood 300 homes were lost.", "300"),
    ("The mill had to cut 300 jobs.", "300"),
    ("Norvik will vote on Sunday, 300 people were held.", "300"),
    ("In May 300 people were held.", "300"),
    ("Some 300 people are feared dead.", "300"),
    ("The vote will come soon. Norvik held 300 people.", "300"),
]


def count(desk: Any, name: str, text: str, words: str, **marks: Any) -> Figure:
    value = float(words.split()[0].replace(",", ""))
    marks = {"counted": "people", "measure": "sent", "unit": "persons", **marks}
    article = desk.write(name, text, published=marks.pop("published", "2031-03-02"))
    figure: Figure = desk.count(article, words.split()[0], value, value, **marks)
    return figure


@pytest.mark.parametrize(
    ("text", "words", "planned"),
    [*((*row, True) for row in PLANNED), *((*row, False) for row in TOLD)],
    ids=[text[:48] for text, _ in (*PLANNED, *TOLD)],
)
def test_what_is_to_come(desk: Any, text: str, words: str, planned: bool) -> None:
    figure = count(desk, "herald", text, words)
    assert read_settings(desk.items, [figure])[figure.id].planned is planned


def test_what_it_would_cost_is_the_cost(desk: Any) -> None:
    figure = count(
        desk, "herald", "The bridge would cost 300 crowns.", "300", counted="bridge", measure="cost", unit=None
    )
    assert not read_settings(desk.items, [figure])[figure.id].planned


SENT = "In Norvik 11,000 people were sent to the river."
TO_SEND = "In Norvik 5,000 people will be sent to the river."
MORE_TO_SEND = "In Norvik 6,000 people will be sent to the river."
SENT_LATER = "In Norvik 12,000 people were sent to the river."


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [(SENT, TO_SEND, False), (SENT, SENT_LATER, True), (TO_SEND, MORE_TO_SEND, True)],
    ids=["told-planned", "told-told", "planned-planned"],
)
def test_plans_stand_in_series_of_their_own(desk: Any, one: str, other: str, joined: bool) -> None:
    days = ("2031-03-02", "2031-03-05")
    figures = [
        count(desk, name, text, text.split()[2], published=day)
        for name, text, day in zip(("herald", "courier"), (one, other), days, strict=True)
    ]
    assert bool(list_series(figures, read_settings(desk.items, figures))) is joined
    revised = [c for c in desk.link().conflicts if c.kind is ConflictKind.REVISION]
    assert bool(revised) is joined
