"""What an article signals itself: a word of contradiction, and a denial that is owned to in the same sentence."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Conflict, ConflictKind, SpeakerKind, Stance

CALM = "The pier was sound"
CRACK = "a split plank had been reported in May"


def of_kind(desk: Any, kind: ConflictKind) -> list[Conflict]:
    return [c for c in desk.link().conflicts if c.kind is kind]


@pytest.mark.parametrize(
    ("signal", "found"),
    [
        ("Two divers contradicted him.", True),
        ("A diver disputed that account.", True),
        ("Two divers followed him.", False),
        ("A diver disputed the bill.", False),
    ],
)
def test_a_word_of_contradiction_sets_two_against_each_other(desk: Any, signal: str, found: bool) -> None:
    article = desk.write("herald", f"{CALM}, Piet Harrow said. {signal} One of them said {CRACK}.")
    said = desk.say(article, "Piet Harrow", CALM)
    against = desk.say(article, "One of them", CRACK, kind=SpeakerKind.ANONYMOUS)
    conflicts = of_kind(desk, ConflictKind.DENIAL)
    assert [set(c.between) for c in conflicts] == ([{(said.id,), (against.id,)}] if found else [])


def test_nobody_contradicts_themselves(desk: Any) -> None:
    article = desk.write("herald", f"{CALM}, Piet Harrow said. The chart contradicted him. He added that {CRACK}.")
    desk.say(article, "Piet Harrow", CALM)
    desk.say(article, "Piet Harrow", CRACK)
    assert of_kind(desk, ConflictKind.DENIAL) == []


def test_who_owns_to_it_in_the_sentence_of_the_denial_has_turned(desk: Any) -> None:
    denied, owned = "no plank was ever reported to it", "a drawing of one came in May"
    article = desk.write("herald", f"The Pier Office, which had said that {denied}, now concedes that {owned}.")
    before = desk.say(article, "Pier Office", denied, kind=SpeakerKind.ORGANISATION)
    after = desk.say(article, "Pier Office", owned, kind=SpeakerKind.ORGANISATION, stance=Stance.CONFIRM)
    [found] = of_kind(desk, ConflictKind.REVERSAL)
    assert found.between == ((before.id,), (after.id,))


def test_another_house_that_confirms_has_not_turned(desk: Any) -> None:
    denied, owned = "no plank was ever reported to it", "a drawing of one came in May"
    article = desk.write("herald", f"The Pier Office said that {denied}, and the Tide Board confirms that {owned}.")
    desk.say(article, "Pier Office", denied, kind=SpeakerKind.ORGANISATION)
    desk.say(article, "Tide Board", owned, kind=SpeakerKind.ORGANISATION, stance=Stance.CONFIRM)
    assert of_kind(desk, ConflictKind.REVERSAL) == []


FORMER, LATTER = "the ferry had passed a test in June", "The test of June was of the other ferry"


@pytest.mark.parametrize(
    ("signal", "speaker", "found"),
    [
        ("Last week the company changed its mind.", "its director, Pia Lund,", True),
        ("Last week the company backed down.", "its director, Pia Lund,", True),
        ("Last week the harbour board changed its mind.", "its director, Pia Lund,", False),
        ("Last week the company changed its offices.", "its director, Pia Lund,", False),
        ("Last week the company changed its mind.", "a diver, Jon Brask,", False),
    ],
)
def test_an_article_tells_that_somebody_changed_their_mind(desk: Any, signal: str, speaker: str, found: bool) -> None:
    article = desk.write("herald", f"The company said {FORMER}. {signal} {LATTER}, {speaker} said.")
    before = desk.say(article, "The company", FORMER, kind=SpeakerKind.ORGANISATION)
    after = desk.say(article, speaker.split(",")[1].strip(), LATTER)
    assert [c.between for c in of_kind(desk, ConflictKind.REVERSAL)] == ([((before.id,), (after.id,))] if found else [])
