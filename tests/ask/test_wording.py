"""Questions as people type them: forms of asking, small letters, and the snippets and pages of a search."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.archive import Archive
from sayso.ask.kinds import Kind
from sayso.ask.question import read_question
from sayso.ask.wording import name_countries, plain_question
from sayso.errors import UnknownIdError
from sayso.model import Span
from sayso.store.words import SNIPPET_LENGTH, cut_window


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("According to whom are 40 people missing?", "who said 40 people missing"),
        ("since when has the wall moved", "when has the wall moved"),
        ("Is it true that a crane was sold twice?", "did a crane was sold twice"),
        ("has Elm ever denied taking part", "has Elm denied taking part"),
        ("whose sirens were switched off", "what sirens were switched off"),
        ("please tell me who denied it", "who denied it"),
        ("At what price was the mill sold?", "what price was the mill sold"),
        ("to whom did Marn say it was over", "what did Marn say it was over"),
        ("What was denied by the mayor?", "what did the mayor denied"),
        ("How many died?", "How many died"),
    ],
)
def test_forms_of_asking_are_brought_to_the_plain_ones(typed: str, plain: str) -> None:
    assert plain_question(typed) == plain


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("how many north korean soldiers are in russia", "how many North Korean soldiers are in Russia"),
        ("HOW MANY DIED IN POLAND", "how many died in Poland"),
        ("Who left turkey for Norway?", "Who left turkey for Norway?"),  # typed with capitals: left as it is
    ],
)
def test_countries_get_their_capitals(typed: str, named: str) -> None:
    assert name_countries(typed) == named


@pytest.mark.parametrize(
    ("typed", "kind", "quantity", "order"),
    [
        ("number of strikers according to the ministry", Kind.COUNT, "any", ""),
        ("latest death toll Elm", Kind.COUNT, "any", "newest"),
        ("unemployment rate in Elm", Kind.COUNT, "any", ""),
        ("what is the key interest rate", Kind.COUNT, "any", ""),
        ("what was the price of plums", Kind.COUNT, "amount", ""),
        ("how many were missing at first", Kind.COUNT, "count", "oldest"),
        ("what sentence did the prosecutor ask for", Kind.SAID, "", ""),
        ("mediator in the strike", Kind.WHAT, "", ""),
    ],
)
def test_a_number_may_be_asked_for_in_key_words(typed: str, kind: Kind, quantity: str, order: str) -> None:
    question = read_question(typed)
    assert (question.kind, question.quantity, question.order) == (kind, quantity, order)


@pytest.mark.parametrize(
    ("typed", "speaker", "identity"),
    [
        ("Who is Ada Marn?", "Ada Marn", True),
        ("who is the mayor of Elm", "mayor of Elm", True),
        ("who is accused of arson", "", False),
        ("Who was arrested?", "", False),
    ],
)
def test_who_somebody_is_asks_for_an_office(typed: str, speaker: str, identity: bool) -> None:
    question = read_question(typed)
    assert (question.speaker_text, question.identity) == (speaker, identity)


def test_who_contradicts_an_office_is_not_that_office() -> None:
    against = read_question("Who contradicted the harbour ministry's spokesman?").against
    assert against is not None and "spokesman" in against.text


def test_the_known_number_of_a_thing_need_not_stand_there() -> None:
    assert read_question("who brought the two sides together").numbers == frozenset()
    assert read_question("who said 90 people slept there").numbers == {90.0}


@pytest.mark.parametrize(
    ("typed", "page", "words"),
    [
        ("who called the letter a fantasy", "05_", "fantasy"),
        ("how many steps does the old mole lighthouse have", "", "hundred and twelve"),
        ("number of dead in grell according to officials", "07_", "killing nine people"),
        ("who is odile farran", "", "mayor"),
    ],
)
def test_small_letters_find_the_same_answers(sample_archive: Archive, typed: str, page: str, words: str) -> None:
    found = sample_archive.ask(typed)
    assert found.answered, found.nearest
    assert found.question == typed  # shown as it was typed
    told = [(source.place, " ".join(answer.text.split())) for answer in found.answers for source in answer.sources]
    assert any(page in place and words in text for place, text in told)


@pytest.mark.parametrize(
    "typed",
    [
        "who denied that the lighthouse was sold twice",
        "how much did it cost to build the lighthouse",
        "what did casimir doln confirm about the letter",
        "how many divers died",
        "when did odile farran resign",
    ],
)
def test_what_only_comes_near_is_no_answer(sample_archive: Archive, typed: str) -> None:
    assert not sample_archive.ask(typed).answered


@pytest.mark.parametrize("words", ["dam", "speaker:Trake", "letter outlet:Courier", "the"])
def test_the_pages_of_a_search_are_the_search(sample_archive: Archive, words: str) -> None:
    key: Callable[[object], str] = lambda hit: getattr(hit, "statement", None) or getattr(hit, "article", "")  # noqa: E731
    whole = [key(hit) for hit in sample_archive.search(words, limit=12)]
    paged: list[str] = []
    while len(paged) < len(whole):
        paged += [key(hit) for hit in sample_archive.search(words, limit=3, after=paged[-1] if paged else None)]
    assert paged[: len(whole)] == whole
    assert len(set(paged)) == len(paged)


def test_a_search_goes_on_from_its_own_hits_only(sample_archive: Archive) -> None:
    with pytest.raises(UnknownIdError):
        sample_archive.search("dam", after="article-0000000000000000")


@given(st.text("ab \n", min_size=1, max_size=600), st.data())
def test_a_snippet_ends_between_words(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    window = cut_window(text, Span(0, len(text)), Span(first, first + 1))
    assert window.start <= first < window.end <= len(text)
    assert window.end - window.start <= SNIPPET_LENGTH
    longest = max(map(len, text.split()), default=0)
    if longest <= 20:
        assert window.start == 0 or text[window.start - 1].isspace() or window.start == first
        assert window.end == len(text) or text[window.end].isspace() or text[window.end - 1].isspace()
