"""Our way of running the model gives the words, tags and heads that spaCy's own way gives, whoever multiplies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sayso.extract import network, parse

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCES = [
    "Who claims that the pier was shut?",
    "Harbour master Lena Voss said on Monday that seven people had died.",
    "  Nobody   there\n knew\tthe captain, she added.  ",
    "The company that runs the ferry denied that it had been overloaded, according to the Sørby Post.",
    "“We saw nothing,” Brun Ekeland told reporters, adding that the lamps hadn't been lit for a week.",
    "Nobody there knew the captain, she added, and nobody there knew the mate or his wife in Sørby-by-the-Sea.",
    "",
    " \n ",
    "Vi vet ikke hvor ferja er 🛟, sa hun; “€12m are gone”.",
]


@pytest.fixture(scope="module")
def model() -> Language:
    import spacy

    return spacy.load(parse.MODEL, exclude=list(parse.UNNEEDED))


@pytest.fixture(scope="module", params=["thinc", "numpy"])
def network_of_words(request: pytest.FixtureRequest) -> network.Network:
    import spacy

    made = network.Network(spacy.load(parse.MODEL, exclude=list(parse.UNNEEDED)))
    if request.param == "numpy":
        made.use_ops(network.BlasOps())
    return made


def read_words(model: Language, texts: list[str]) -> Iterator[list[network.Word]]:
    """What spaCy's own pipe says of the words that are not blank."""
    for doc in model.pipe(texts):
        place, kept = {}, [token for token in doc if not token.is_space]
        for token in doc:
            place[token.i] = min(sum(other.i < token.i for other in kept), max(len(kept) - 1, 0))
        yield [network.Word(t.idx, t.idx + len(t.text), t.tag_, t.dep_, place[t.head.i]) for t in kept]


def test_words_are_those_of_spacys_pipe(model: Language, network_of_words: network.Network) -> None:
    expected = list(read_words(model, SENTENCES))
    assert network_of_words.parse(SENTENCES) == expected
    assert [network_of_words.parse([sentence])[0] for sentence in SENTENCES] == expected


def test_what_is_forgotten_is_learned_again(
    model: Language, network_of_words: network.Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = list(read_words(model, SENTENCES))
    monkeypatch.setattr(network, "LEARNED", 40)  # fewer than the sentences have, more than any one of them
    for _ in range(3):
        assert [network_of_words.parse([sentence])[0] for sentence in SENTENCES] == expected


def test_sentences_are_cut_into_batches_by_their_words(
    model: Language, network_of_words: network.Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "WORDS", 20)
    assert network_of_words.parse(SENTENCES) == list(read_words(model, SENTENCES))


def test_no_text_gives_no_words(network_of_words: network.Network) -> None:
    assert network_of_words.parse([]) == []
