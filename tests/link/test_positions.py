"""Who holds what of a claim over time, and who changed."""

from __future__ import annotations

from typing import Any

from sayso.link.positions import Position, list_positions
from sayso.model import SpeakerKind, Stance

LEAK = "hackers had broken into the harbour network of Varnholm"


def positions(desk: Any) -> list[Position]:
    articles = {s.id: s.article for s in desk.statements}
    return list_positions(desk.link(), {s.id: s for s in desk.statements}, articles)


def tell(position: Position) -> list[tuple[str | None, str, bool]]:
    return [(stand.date.date if stand.date else None, stand.does, stand.changed) for stand in position.stands]


def say(desk: Any, name: str, day: str, speaker: str, content: str, stance: Stance, **marks: Any) -> Any:
    article = desk.write(name, f"{content}, {speaker} said.", published=day)
    return desk.say(article, speaker, content, stance=stance, **marks)


def test_a_side_that_denied_and_then_confirms_has_changed(desk: Any) -> None:
    say(desk, "a", "2031-05-01", "Jens Brask", LEAK, Stance.ASSERT)
    denied = say(desk, "b", "2031-05-02", "Marta Oling", LEAK, Stance.DENY, affiliation="Varnholm Council")
    admitted = say(desk, "c", "2031-05-20", "Marta Oling", LEAK, Stance.CONFIRM, affiliation="Varnholm Council")
    found = {(p.claim, p.side): p for p in positions(desk)}
    changed = [p for p in found.values() if p.changed]
    assert {p.side for p in changed} == {"varnholm council"}
    assert [("2031-05-02", "denies", False), ("2031-05-20", "says", True)] in [tell(p) for p in changed]
    assert {s.statement for p in changed for s in p.stands} == {denied.id, admitted.id}


def test_who_denies_a_claim_holds_a_position_on_it(desk: Any) -> None:
    said = say(desk, "a", "2031-05-01", "Jens Brask", LEAK, Stance.ASSERT)
    say(desk, "b", "2031-05-02", "Marta Oling", LEAK, Stance.DENY)
    claim = next(c for c in desk.link().claims if said.id in c.statements)
    sides = {p.side: tell(p)[0][1] for p in positions(desk) if p.claim == claim.id}
    assert sides == {"Jens Brask": "says", "Marta Oling": "denies"}


def test_to_say_first_and_to_expect_is_no_change_and_the_unnamed_hold_none(desk: Any) -> None:
    say(desk, "a", "2031-05-01", "Marta Oling", "the council would close the harbour gate", Stance.PREDICT)
    say(desk, "b", "2031-05-03", "an official", LEAK, Stance.ASSERT, kind=SpeakerKind.ANONYMOUS)
    found = positions(desk)
    assert [(p.side, tell(p)) for p in found] == [("Marta Oling", [("2031-05-01", "expects", False)])]
