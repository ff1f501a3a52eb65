"""What several say alike: slots, words, figures, and what must not be merged."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.claims import clash
from sayso.link.likeness import compare_wording, weigh
from sayso.link.readings import Reading, read_statement
from sayso.link.thesaurus import list_senses
from sayso.link.words import find_country, find_stem, read_words
from sayso.model import Scope, Source, Span, Stance, Statement


def is_one_claim(desk: Any, one: str, other: str, stance: Stance = Stance.ASSERT, same_speaker: bool = False) -> bool:
    """Whether two papers' statements by two speakers end in one claim."""
    first = desk.say(desk.write("herald", f"{one}, she said."), "Marta Oling", one)
    speaker = "Marta Oling" if same_speaker else "Jens Brask"
    second = desk.say(desk.write("courier", f"{other}, he said."), speaker, other, stance=stance)
    return any({first.id, second.id} <= {*claim.statements} for claim in desk.link().claims)


SENT = "Norway has sent large amounts of ammunition to Latvia"


@pytest.mark.parametrize(
    "other",
    [
        "Oslo has also supplied Riga with artillery and short-range missiles",
        "the Norwegians delivered howitzers to Latvia",
        "Norway sent Latvia ammunition",
    ],
)
def test_other_words_for_the_same_act_are_one_claim(desk: Any, other: str) -> None:
    assert is_one_claim(desk, SENT, other)


@pytest.mark.parametrize(
    "other",
    [
        "Norway has sent no ammunition to Latvia",
        "Norway will send ammunition to Latvia",
        "Norway has sent soldiers to Latvia",
        "Denmark has sent ammunition to Latvia",
        "Norway has sent ammunition to Estonia",
        "Norway has sent further ammunition to Latvia",
        "Norway bought ammunition in Latvia",
        "why Norway has sent large amounts of ammunition to Latvia",
    ],
)
def test_another_slot_is_another_claim(desk: Any, other: str) -> None:
    assert not is_one_claim(desk, SENT, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the ship was not overloaded", "we have never overloaded a ferry"),
        ("the ferry was searched at the jetty", "they had searched the boat"),
        ("the sirens had been disconnected in March to save money", "they had disconnected the sirens"),
    ],
)
def test_a_deed_that_is_all_one_tells_is_one_claim(desk: Any, one: str, other: str) -> None:
    assert is_one_claim(desk, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the ship was overloaded", "we have never overloaded a ferry"),
        ("the ship was searched", "we have overloaded a ferry"),
        (
            "the ferry was searched",
            "officers had searched the boat of a jeweller from Brennholm for stolen watches and forged passports",
        ),
        ("the sirens will be disconnected", "they had disconnected the sirens"),
        ("two ferries were searched", "they had searched nine boats"),
    ],
)
def test_a_deed_told_otherwise_or_among_much_else_is_another_claim(desk: Any, one: str, other: str) -> None:
    assert not is_one_claim(desk, one, other)


def test_what_is_demanded_is_not_what_is_told(desk: Any) -> None:
    assert not is_one_claim(
        desk, "Norway stops its exports of grain", "Norway stops its exports of grain", Stance.DEMAND
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "the ferry left Varnholm without its captain on Monday",
            "the ferry left Varnholm on Monday without a captain",
            True,
        ),
        (
            "the ferry left Varnholm with 30 passengers on board",
            "the ferry left Varnholm with 45 passengers on board",
            False,
        ),
        ("the ferry left Varnholm harbour at dawn", "the mayor of Varnholm has bought a new hat", False),
    ],
)
def test_wording_brings_statements_together_and_numbers_keep_them_apart(
    desk: Any, one: str, other: str, same: bool
) -> None:
    assert is_one_claim(desk, one, other, same_speaker=True) is same


def test_a_second_clause_makes_a_claim_of_its_own(desk: Any) -> None:
    both = "Norwegian soldiers are helping Latvian farmers, and some may have already been injured"
    article = desk.write("herald", f"{both}, officials said.")
    one = desk.say(article, "Marta Oling", both)
    hurt = "Oslo sent troops last week, and some have been wounded"
    two = desk.say(desk.write("courier", f"{hurt}, he said."), "Jens Brask", hurt)
    assert [c.statements for c in desk.link().claims if len(c.statements) > 1] == [(one.id, two.id)]


def test_figures_meet_on_what_they_count(desk: Any) -> None:
    one = desk.write("herald", "Spending on schools would be 3.2% of output, figures showed.")
    two = desk.write("courier", "Brask wants to spend more than 3% of output on schools.")
    marks = {"counted": "spending on schools", "measure": "share of output", "unit": "percent"}
    first, second = desk.count(one, "3.2%", 3.2, 3.2, **marks), desk.count(two, "more than 3%", 3, None, **marks)
    assert [c.figures for c in desk.link().claims] == [(first.id, second.id)]


@pytest.mark.parametrize(("where", "met"), [("in Varnholm", True), ("in Oslo", False), ("there", False)])
def test_plain_people_are_one_count_only_of_one_place(desk: Any, where: str, met: bool) -> None:
    marks = {"counted": "people", "measure": "killed", "unit": "persons"}
    one, two = (
        desk.write("herald", "The flood in Varnholm killed 40."),
        desk.write("courier", f"A flood {where} killed 40."),
    )
    ids = tuple(desk.count(article, "40", 40, 40, **marks).id for article in (one, two))
    assert ([c.figures for c in desk.link().claims] == [ids]) is met


@pytest.mark.parametrize(
    "marks",
    [
        {"measure": "injured"},
        {"counted": "Latvian sailors"},
        {"scope": Scope.ADDITIONAL},
        {"minimum": 60, "maximum": 60},
        {"unit": "percent"},
    ],
)
def test_another_slot_is_another_figure(desk: Any, marks: dict[str, Any]) -> None:
    plain = {"counted": "Norwegian sailors", "measure": "killed", "unit": "persons", "minimum": 40, "maximum": 40}
    one = desk.write("herald", "The storm killed 40 sailors.")
    two = desk.write("courier", "In the storm 40 sailors went down.")
    desk.count(one, "40", **plain)
    desk.count(two, "40", **(plain | marks))
    assert not [c for c in desk.link().claims if len(c.figures) > 1]


def test_a_claim_uses_no_words_of_its_own(desk: Any) -> None:
    assert is_one_claim(desk, SENT, "Oslo has also supplied Riga with artillery")
    texts = [item.text for item in desk.items.values()]
    assert all(any(claim.text in text for text in texts) for claim in desk.link().claims)


def test_what_is_said_once_is_a_claim_and_what_many_say_comes_first(desk: Any) -> None:
    alone = "the harbour needs a new crane"
    single = desk.say(desk.write("ledger", f"{alone}, she said."), "Petra Lund", alone)
    assert is_one_claim(desk, SENT, "Oslo has also supplied Riga with artillery")
    claims = desk.link().claims
    assert [len(c.statements) for c in claims] == [2, 1]
    assert claims[1].statements == (single.id,)


def test_links_do_not_depend_on_the_order_of_records(desk: Any) -> None:
    assert is_one_claim(desk, SENT, "Oslo has also supplied Riga with artillery")
    assert desk.link() == desk.link(backwards=True)


def test_ids_are_the_members_and_unique(desk: Any) -> None:
    both = "Norway sent troops to Latvia, and some have been wounded"
    for name, speaker in (("herald", "Marta Oling"), ("courier", "Jens Brask"), ("ledger", "Petra Lund")):
        desk.say(desk.write(name, f"{both}, said {speaker}."), speaker, both)
    ids = [claim.id for claim in desk.link().claims]
    assert len(ids) == len(set(ids))
    assert "claim-000" in ids


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sent", "sending"),
        ("supplied", "supply"),
        ("moved", "moving"),
        ("killed", "kills"),
        ("stopped", "stop"),
        ("armies", "army"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert find_stem(one) == find_stem(other)


@pytest.mark.parametrize(
    ("name", "code"),
    [("North Korea", "kp"), ("Pyongyang", "kp"), ("U.S.", "us"), ("us", None), ("the", None), ("New Zealand's", "nz")],
)
def test_countries_are_known_as_printed(name: str, code: str | None) -> None:
    assert find_country(name) == code


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nineteen people", [19]),
        ("Twenty-two people", [22]),
        ("thirty four boats", [34]),
        ("forty-five thousand", [45_000]),
        ("a fifty-fifty chance", [50, 50]),
        ("twenty, two of them boys", [20, 2]),
        ("three two-storey houses", [3, 2]),
        ("3 million", [3_000_000]),
        ("no one", []),
    ],
)
def test_numbers_are_read_as_figures_and_as_words(text: str, numbers: list[float]) -> None:
    assert [w.number for w in read_words(text) if w.number is not None] == numbers


def test_numbers_in_words_keep_apart(desk: Any) -> None:
    one = "Nineteen people are now known to have died in the collapse of the harbour wall above Varnholm"
    assert not is_one_claim(desk, one, one.replace("Nineteen", "Twenty-two"), same_speaker=True)


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    words = read_words(text)
    assert all(text[w.start : w.end] for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_what_says_nothing_by_itself_does_not_come_first(desk: Any) -> None:
    article = desk.write("herald", "Oling read the report. Brask said the harbour would close on Monday.")
    weak = desk.say(article, "Marta Oling", "the report")
    news = desk.say(article, "Jens Brask", "the harbour would close on Monday")
    claims = desk.link().claims
    assert claims[0].statements == (news.id,)
    assert all(weak.id not in claim.statements for claim in claims)


def test_a_count_told_in_the_present_is_of_the_day_of_its_article(desk: Any) -> None:
    marks = {"counted": "sailors", "measure": "killed", "unit": "persons"}
    article = desk.write("herald", "So far 40 sailors have been killed.", published="2031-03-02")
    past = desk.write("courier", "The storm killed 40 sailors.", published="2031-03-09")
    now, then = desk.count(article, "40", 40, 40, **marks), desk.count(past, "40", 40, 40, **marks)
    dates = desk.link().dates
    assert (dates[now.id].date, dates[now.id].basis.value) == ("2031-03-02", "inferred")
    assert then.id not in dates


def test_a_flat_denial_is_negated_once() -> None:
    flat = "There were no hackers in the control system"
    told = "Hackers were in the control system"
    sentences = [
        (flat, Stance.DENY, True),
        (flat, Stance.ASSERT, True),
        (told, Stance.DENY, True),
        (told, Stance.ASSERT, False),
    ]
    for text, stance, negated in sentences:
        statement = Statement(
            id="statement-1",
            article="article-1",
            page="page-1",
            source=Source(name="Ada Quill"),
            content=(Span(0, len(text)),),
            stance=stance,
        )
        assert read_statement(statement, text).negated is negated, (text, stance)


def test_weights_add_up_alike_in_any_order() -> None:
    weights = {"tray": 0.1, "letter": 0.2, "dam": 0.3}
    assert (
        weigh(frozenset(weights), weights) == 0.6
    )  # 0.1 + 0.2 + 0.3 is 0.6000000000000001 in one order, 0.6 in another


DRUNK = "The harbour pilot was drunk when the ferry hit the pier at Varnholm"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (DRUNK, "the harbour pilot had been intoxicated as the ferry rammed the pier at Varnholm", True),
        (
            "The closure of the old mill was decided in secret",
            "the old mill was secretly to be closed, they decided",
            True,
        ),
        (
            "Brask did not win. In his own words it is not in his nature to give up a harbour",
            "I don't think Brask won. It is not in his nature, in his own words, to give up a harbour",
            True,
        ),
        (DRUNK, "The harbour pilot was not drunk when the ferry hit the pier at Varnholm", False),
        (
            "The fire did $2 million in damage to the harbour church",
            "damage to the harbour church was put at $US2 million ($3.1 million)",
            True,
        ),
        (
            "Two clerks told the mayor that the harbour letter lay in a drawer",
            "the harbour letter lay in a drawer for 40 days, clerks told the mayor",
            True,
        ),
        (
            "Two clerks told the mayor that the harbour letter lay in a drawer",
            "Five clerks told the mayor that the harbour letter lay in a drawer",
            False,
        ),
        ("I am sorry", "I know that the flood at Marn was our doing, and I am sorry", True),
        (
            "No one was hurt",
            "some clerks were still in the harbour office when the wall gave way, but no one was injured",
            True,
        ),
        (
            "clerks told him that three porters had refused",
            "other clerks told him that the three porters had refused",
            True,
        ),
        ("the repair will cost $2 million", "the repair will cost more than $2 million", True),
        ("the harbour", "the harbour wall gave way because a lorry had struck the crane", False),
    ],
)
def test_one_speaker_in_two_papers_is_known_by_other_words(desk: Any, one: str, other: str, same: bool) -> None:
    assert is_one_claim(desk, one, other, same_speaker=True) is same


def test_two_speakers_tell_one_deed_in_other_words(desk: Any) -> None:
    told = "The closure of the Marnholm works had been decided in June"
    assert is_one_claim(desk, told, "Talvera planned to close its works in Marnholm")


def read(words: str) -> Reading:
    source = Source(name="Marta Oling")
    return read_statement(
        Statement(id=words, article=words, page="p", source=source, content=(Span(0, len(words)),)), words
    )


def test_a_possessive_tells_of_its_noun_and_a_contraction_of_nothing() -> None:
    keys = read("The harbour\u2019s wall was the inspectors' and isn't Marsk's").keys
    assert {find_stem(word) for word in ("harbour", "wall", "inspectors", "Marsk")} <= keys
    assert not {key for key in keys if "'" in key}


def test_what_clashes_is_judged_by_the_clauses_that_say_most_alike() -> None:
    clerks = "two clerks were in the office on Lantern Street at the time the fire was seen but no one was injured"
    assert not clash(read(clerks), read("No one was hurt in the fire on Friday night"))


@pytest.mark.parametrize(
    ("other", "weight", "alike"),
    [
        ("I just wanted to say how sorry I am for the families", 3.0, True),
        ("I just wanted to say how sorry I am for the families", 2.0, False),
        ("I am here", 3.0, False),
    ],
)
def test_one_weighty_word_that_is_all_he_said_tells_one_speakers_utterance(
    other: str, weight: float, alike: bool
) -> None:
    weights = {find_stem("sorry"): weight}
    one, two = read("I am sorry"), read(other)
    assert (compare_wording(one, two, weights, same_speaker=True) > 0) is alike
    assert compare_wording(one, two, weights) == 0


def test_an_article_that_quotes_a_speaker_twice_mostly_tells_two_things(desk: Any) -> None:
    one, other = "the harbour bridge must close for repairs", "repairs of the harbour bridge will be dear for the town"
    article = desk.write("herald", f"She said {one}. Later she said {other}.")
    ids = {desk.say(article, "Marta Oling", words).id for words in (one, other)}
    assert not any(ids <= {*claim.statements} for claim in desk.link().claims)


def test_a_word_has_the_senses_it_often_bears() -> None:
    assert list_senses(find_stem("drunk")) & list_senses(find_stem("intoxicated"))
    assert list_senses(find_stem("decision")) & list_senses(find_stem("decided"))
    assert not list_senses(find_stem("ferry")) & list_senses(find_stem("pier"))
