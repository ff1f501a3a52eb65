"""Who declines to speak denies nothing."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.abstaining import abstains
from sayso.link.positions import tell_stand
from sayso.model import ConflictKind, Stance


@pytest.mark.parametrize(
    ("content", "declines"),
    [
        ("to comment on the allegations", True),
        ("to estimate how many were hurt", True),
        ("further comment", True),
        ("to accept that the gate was open", False),
        ("to publicly acknowledge the leak", False),
        ("the gate was open", False),
        ("today's report", False),
        ("the comment", False),
    ],
)
def test_to_decline_is_to_leave_it_open(desk: Any, content: str, declines: bool) -> None:
    article = desk.write("herald", f"Marta Oling declined {content}.")
    statement = desk.say(article, "Marta Oling", content, stance=Stance.DENY)
    assert abstains(statement, content) is declines
    assert tell_stand(statement, content) == ("leaves open" if declines else "denies")


def test_who_asserts_declines_nothing(desk: Any) -> None:
    article = desk.write("herald", "Marta Oling hopes to comment on it.")
    assert not abstains(desk.say(article, "Marta Oling", "to comment on it"), "to comment on it")


@pytest.mark.parametrize(("answer", "denials"), [("to comment on the allegation", 0), ("the allegation", 1)])
def test_no_comment_is_no_denial_of_the_allegation(desk: Any, answer: str, denials: int) -> None:
    claim = "the board had sold the ferry twice"
    article = desk.write("herald", f"Jens Brask said {claim}. Marta Oling answered {answer}.")
    desk.say(article, "Jens Brask", claim)
    desk.say(article, "Marta Oling", answer, stance=Stance.DENY)
    assert sum(c.kind is ConflictKind.DENIAL for c in desk.link().conflicts) == denials
