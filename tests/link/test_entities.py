"""Names of many articles merged, and kept apart."""

from __future__ import annotations

import random

import pytest

from sayso.link.entities import Entity, Verdict, merge_names, person_key
from sayso.model import NameKind, NameMention, Span

PERSON = NameKind.PERSON


def name(
    number: int, words: str, kind: NameKind = PERSON, *, affiliation: str | None = None, place: int | None = None
) -> NameMention:
    return NameMention(
        id=f"name-{number:02}",
        article=f"article-{number}",
        page="page-1",
        start=0,
        end=len(words),
        name=words,
        kind=kind,
        spans=(Span(0, len(words)),),
        affiliation=affiliation,
        place=place,
    )


def merged(*stories: list[NameMention]) -> list[list[str]]:
    return [sorted(mention.id[5:] for mention in entity.mentions) for entity in merge_names(stories)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olga Marnensky", "Olga Marnenskyy"),
        ("Pavlo Veskyi", "Pavlo Vesky"),
        ("Han Jae Won", "Han Jae-won"),
        ("President Olga Marn", "Olga Marn"),
        ("Óscar Velló", "Oscar Vello"),
        ("Ann Q. Marn", "Ann Marn"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Han Jae Won", "Han Jae Il"), ("Han Jae Won", "Han Sung-ho"), ("Ann Marn", "Ben Marn"), ("Ann Marn", "Ann Vell")],
)
def test_names_apart(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_a_family_name_joins_the_one_person_of_its_story() -> None:
    assert merged([name(1, "Ann Marn"), name(2, "Marn")]) == [["01", "02"]]
    assert merged([name(1, "Ann Marn"), name(2, "Ben Marn"), name(3, "Marn")]) == [["01"], ["02"], ["03"]]
    assert merged([name(1, "Ann Marn")], [name(2, "Marn")]) == [["01"], ["02"]]


def test_people_of_one_name_told_to_be_of_different_bodies() -> None:
    of_bank, of_mill = name(1, "Ann Marn", affiliation="Vell Bank"), name(2, "Ann Marn", affiliation="Orrin Mill")
    of_none = name(3, "Ann Marn")
    assert merged([of_bank], [of_mill]) == [["01"], ["02"]]
    assert merged([of_bank], [of_none]) == [["01", "03"]]
    assert merged([of_bank, of_mill]) == [["01", "02"]]  # one story: she moved, or both are told


def test_kinds_and_places_stay_apart() -> None:
    kyiv, ukraine = name(1, "Kyiv", NameKind.PLACE, place=703448), name(2, "Ukraine", NameKind.COUNTRY)
    region, town = name(3, "Sumy", NameKind.PLACE, place=692196), name(4, "Sumy", NameKind.PLACE)
    assert merged([kyiv, ukraine, region, town]) == [["01"], ["02"], ["03"], ["04"]]


def test_bodies_by_name_without_article() -> None:
    one, other = name(1, "The Vell Courier", NameKind.ORGANISATION), name(2, "Vell Courier", NameKind.ORGANISATION)
    (entity,) = merge_names([[one], [other]])
    assert len(entity.mentions) == 2 and entity.because and "Vell Courier" in entity.because


def test_the_order_of_stories_does_not_matter() -> None:
    stories = [[name(n, words)] for n, words in enumerate(["Ann Marn", "Ann Marnn", "Ben Vell", "Ann Marn", "Vell"])]
    expected = merge_names(stories)
    for seed in range(4):
        shuffled = random.Random(seed).sample(stories, len(stories))
        assert _plain(merge_names(shuffled)) == _plain(expected)


def _plain(entities: tuple[Entity, ...]) -> list[tuple[str, str, int]]:
    return [(entity.id, entity.name, len(entity.mentions)) for entity in entities]


# --- what people judged ---------------------------------------------------------------------------------------------

SAME = [
    Verdict("name-01", "judgement-1", True, "Ada judged that they are one person."),
    Verdict("name-03", "judgement-1", True, "Ada judged that they are one person."),
]
APART = [Verdict("name-02", "judgement-2", False, "Ada judged that they are two people. A son.")]


def test_names_that_a_person_judged_to_be_one_are_one_entity() -> None:
    stories = [name(1, "Ann Marn"), name(2, "Ann Marn")], [name(3, "Anna Vell-Marn", affiliation="Harbour Union")]
    assert len(merge_names(stories)) == 2
    (entity,) = merge_names(stories, SAME)
    assert [mention.id for mention in entity.mentions] == ["name-01", "name-02", "name-03"]
    assert entity.because == "Ada judged that they are one person."
    assert (entity.name, entity.affiliation) == ("Anna Vell-Marn", "Harbour Union")


def test_judgements_in_a_chain_join_all() -> None:
    chain = [*SAME, Verdict("name-03", "judgement-3", True, "So."), Verdict("name-04", "judgement-3", True, "So.")]
    stories = [name(1, "Ann Marn")], [name(3, "Bea Vell")], [name(4, "Cleo Tarn")]
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
        (entity,) = merge_names([stories[i] for i in order], chain)
        assert len(entity.mentions) == 3


def test_a_namesake_that_a_person_told_apart_stays_apart_with_the_reason() -> None:
    stories = [name(1, "Ann Marn")], [name(2, "Ann Marn")], [name(3, "Ann Marn")]
    assert len(merge_names(stories)) == 1
    one, two = merge_names(stories, APART)
    assert [m.id for m in one.mentions] == ["name-01", "name-03"]
    assert [m.id for m in two.mentions] == ["name-02"]
    assert two.because == "Ada judged that they are two people. A son."


def test_verdicts_on_names_that_are_gone_change_nothing() -> None:
    stories = [name(1, "Ann Marn")], [name(2, "Bea Vell")]
    gone = [Verdict("name-08", "judgement-1", True, "So."), Verdict("name-09", "judgement-1", False, "So.")]
    assert merge_names(stories, gone) == merge_names(stories)
