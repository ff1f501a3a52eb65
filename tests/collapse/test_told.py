"""What two reporters write alike without copying: one formula of a lead, the names and titles of those who spoke."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collapse import Collapse
from sayso.collapse.compare import _count_in_order
from sayso.match.passages import Run
from sayso.model import Article, ArticleText, Relation, Span

OFFICER = "Odo Lind, who runs the control room of the Northern Grid Company,"
BRIEF = [
    f"Some 7,100 homes had lost power, not 12,200 as first stated, {OFFICER} said on Sunday.",
    f"{OFFICER} put it like this: “We start it again street by street, as a choir does.”",
    "“First we clear up, and then we ask who left the gate open,” Berit Ekeland, mayor of Osterby, said.",
]
REPORT = [
    f"Some 7,100 homes had lost power, not 12,200 as first stated, {OFFICER} said, as shops sold their last candles.",
    f"Hackers were to blame, a union claimed; {OFFICER} would not be drawn on that.",
    "Outside the bank a girl sold lemonade to the camera crews, and three bakers fed the fire brigade for nothing.",
    "The region has asked its neighbours for two mobile generators, which are to arrive by train in the morning.",
    "Insurers gave no first estimate. The last failure of this size, in the winter of 1987, lasted for four days.",
    "Schools stay closed. Trams will run again once the depot at Holm has been without a fault for twelve hours.",
]
BUDGET = "came out of 25 hours of talks with a budget for the next year, at a cost of more than"
SHORT_LEADS = (
    [
        f"The coalition {BUDGET} 1.4 billion marks.",
        "An economist of the court of audit told reporters that seven thousand jobs would go by the summer.",
    ],
    [
        f"The coalition {BUDGET} two billion marks, while drummers stood outside.",
        "Some five thousand teachers are on strike, the minister of the treasury said at noon in the lobby.",
        "The vote is due in five weeks; until then the old budget holds month by month, as the law provides.",
    ],
)


def make_item(name: str, paragraphs: list[str]) -> ArticleText:
    text = "\n".join(paragraphs)
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=f"article-{name}", page=name, block=whole, body=(whole,)), text=text)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(BRIEF, REPORT, id="a-brief-of-names-and-titles"),
        pytest.param(*SHORT_LEADS, id="one-formula-of-a-lead"),
    ],
)
def test_formulas_and_names_make_no_copy(a: list[str], b: list[str]) -> None:
    assert Collapse().score(make_item("a", a), make_item("b", b)) is None


FACTS = (
    "the owners had decided in the autumn to close the mill,",
    "the number out of work had grown to 4,300 from 2,600,",
    "the river had been closed to barges since Tuesday at noon,",
    "the council would meet again behind closed doors on Friday evening,",
)
FROM_THE_HALL = [
    f"As a clerk put it, {FACTS[0]} though nobody had asked.",
    f"The labour office counted: {FACTS[1]} more than ever.",
    f"Skippers heard that {FACTS[2]} by a notice on the lock.",
    f"It was agreed that {FACTS[3]} with soup.",
]
FROM_THE_STREET = [
    f"Nobody doubts that {FACTS[3]} whatever its mayor may say to neighbours.",
    f"Down at the weir {FACTS[2]} so the swans had it to themselves.",
    f"One figure was in all mouths: {FACTS[1]} in a town of nine thousand.",
    f"Old spinners would not believe it, but {FACTS[0]} machines and all.",
]


def test_facts_in_another_order_are_no_copy() -> None:
    """An editor cuts and inserts; who heard the same facts puts each where it suits."""
    hall, street, cut = (
        make_item(name, text)
        for name, text in zip("abc", (FROM_THE_HALL, FROM_THE_STREET, FROM_THE_STREET[::-1]), strict=True)
    )
    assert Collapse().score(hall, street) is None
    assert Collapse().score(hall, cut) is not None


RUNS = st.lists(st.builds(Run, st.integers(0, 40), st.integers(0, 40), st.integers(6, 30)), max_size=9)


@given(RUNS)
def test_the_longest_chain_is_in_order_in_both(runs: list[Run]) -> None:
    runs = sorted(runs)
    chains: list[int] = []
    for number, run in enumerate(runs):
        before = [chains[earlier] for earlier in range(number) if runs[earlier].b < run.b]
        chains.append(run.length + max(before, default=0))
    assert _count_in_order(runs) == max(chains, default=0)


LEDE = (
    "The ferry to Holm turned back at noon with a hole below the waterline, and her three hundred passengers climbed a "
    "wet ladder to the quay one by one, as the crew counted aloud."
)
OPENED = [
    LEDE,
    "A diver found no second leak. The line will hire a smaller ship until the end of the month, it said by letter.",
    "Insurers came in the evening, and the harbour office shut the north pier to anyone without a helmet.",
]
RETOLD = [
    LEDE,
    "Nobody drowned. Two people were treated for cold hands, and one for a sprained ankle, a nurse noted in her log.",
    "What struck the hull is still open: some say a tree, others an anchor lost by a dredger last winter.",
]
CUT = [
    "Commander Osk Vall of the Coast Guard put the number of those saved at sixty-one on Friday.",
    "“We heard them before we saw them, and then we saw the lamp,” said Mira Tolland of the Ministry of the Sea.",
]
AROUND = [
    "Berit Ekeland, mayor of Osterby, opened the school for the night. Cooks from three streets brought what they had.",
    "The wind fell towards morning, and the search boats went out once more with fresh crews and warm tea aboard.",
    "A second ship is to be towed in on the next tide if the ropes hold, and her captain has asked for a priest.",
    "Fishing is forbidden around the wreck until further notice; the line has run on this coast since the year 1921.",
]


def test_two_reporters_do_not_open_alike() -> None:
    edge = Collapse().score(make_item("a", OPENED), make_item("b", RETOLD))
    assert edge is not None and edge.relation is Relation.EXCERPT
    moved = [*RETOLD[1:], LEDE]
    assert Collapse().score(make_item("a", OPENED), make_item("b", moved)) is None


def test_all_of_a_text_in_one_piece_of_another_was_cut_from_it() -> None:
    """Though it names who spoke, and hardly more."""
    assert Collapse().score(make_item("a", CUT), make_item("b", [*CUT, *AROUND])) is not None
    apart = [CUT[0], *AROUND, CUT[1]]
    assert Collapse().score(make_item("a", CUT), make_item("b", apart)) is None


def test_what_was_cut_from_a_report_is_its_excerpt_whoever_is_named() -> None:
    assert Collapse().score(make_item("a", REPORT[:3]), make_item("b", REPORT)) is not None


def test_passages_of_an_edge_are_the_same_words_in_both() -> None:
    a, b = make_item("a", REPORT[1:]), make_item("b", [*REPORT[:3], "A sentence of its own.", *REPORT[3:]])
    edge = Collapse().score(a, b)
    assert edge is not None
    passages = [(a.text[one.start : one.end], b.text[other.start : other.end]) for one, other in edge.passages]
    assert len(passages) == 2
    assert all(one == other and len(one.split()) > 20 for one, other in passages)


def test_few_passages_are_kept() -> None:
    words = [f"word{number}" for number in range(400)]
    broken = [word if number % 10 else "other" for number, word in enumerate(words)]
    edge = Collapse().score(make_item("a", [" ".join(words)]), make_item("b", [" ".join(broken)]))
    assert edge is not None
    assert len(edge.passages) == 8
    assert list(edge.passages) == sorted(edge.passages)


SENTENCES = st.lists(st.sampled_from([*BRIEF, *REPORT]), min_size=1, max_size=8)


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_what_is_a_copy_is_never_passed_over_at_a_glance(a: list[str], b: list[str]) -> None:
    station = Collapse()
    one, other = make_item("a", a), make_item("b", b)
    if station.score(one, other) is not None:
        assert station.screen(one, [other]) == station.screen(other, [one]) == [True]
