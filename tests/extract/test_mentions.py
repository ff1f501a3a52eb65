"""The people, bodies, countries and places that invented articles name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.mentions import MOST_NAMES, extract_names
from sayso.model import Article, ArticleText, NameKind, NameMention, Source, Span, SpeakerKind, Statement


def read(
    text: str, *, headline: str = "", language: str = "en", sources: tuple[Source, ...] = ()
) -> tuple[NameMention, ...]:
    whole = f"{headline}\n{text}" if headline else text
    head = Span(0, len(headline)) if headline else None
    start = len(headline) + 1 if headline else 0
    body = (Span(start, len(whole)),)
    article = Article(
        id="article-1", page="page-1", block=Span(0, len(whole)), headline=head, body=body, language=language
    )
    statements = [
        Statement(id=f"statement-{n}", article="article-1", page="page-1", source=source, content=())
        for n, source in enumerate(sources)
    ]
    return extract_names(ArticleText(article=article, text=whole), statements)


def names(text: str, kind: str | None = None) -> list[str]:
    return [mention.name for mention in read(text) if kind is None or mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Foreign Minister Ann Marn left.", "person", "Ann Marn"),
        ("Ann Marn, the mayor of Vell, left.", "person", "Ann Marn"),
        ("The general, Kim Jae-won, left.", "person", "Kim Jae-won"),
        ("The U.S. President left Canada.", "country", "United States"),
        ("U.S. forces left.", "country", "United States"),
        ("Miners left Kenya.", "country", "Kenya"),
        ("Kyiv said that it would not pay.", "country", "Ukraine"),
        ("Two houses burned in Kyiv on Monday.", "place", "Kyiv"),
        ("A Seoul-based firm closed.", "place", "Seoul"),
        ("Russia-occupied fields burned.", "country", "Russia"),
        ("The consul at the New Delhi embassy left.", "place", "New Delhi"),
        ("The Kremlin was silent.", "country", "Russia"),
        ("Ukraine's military intelligence (HUR) was silent.", "organisation", "Ukraine's military intelligence"),
        ("The Elm Valley Board was silent.", "organisation", "Elm Valley Board"),
        ("The State Bank of Vell was silent.", "organisation", "State Bank of Vell"),
        ("The Institute for the Study of Rivers closed.", "organisation", "Institute for the Study of Rivers"),
        ("It was seen by NATO and by the EVB.", "organisation", "EVB"),
        ("He told Reuters.", "organisation", "Reuters"),
        ("A tanker crossed the Black Sea.", "place", "Black Sea"),
        ("They shelled the village of Nether Wallop.", "place", "Nether Wallop"),
        ("Saskatchewan premier Ann Marn left.", "place", "Saskatchewan"),
        ("Fields burned in Sudzha, Russia, on Monday.", "place", "Sudzha"),
        ("Fields burned in Kursk Oblast.", "place", "Kursk"),
    ],
)
def test_name(text: str, kind: str, name: str) -> None:
    assert (kind, name) in [(mention.kind.value, mention.name) for mention in read(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Residents of Brunnal left. Brunnal was quiet.", "Brunnal"),
        ("Brunnal's mayor, Ann Marn, said that Brunnal would be rebuilt.", "Brunnal"),
        ("A tram burned near Brunnal on Monday.", "Brunnal"),
        ("Rain fell in Nether Vell. Nobody in Nether Vell was hurt.", "Nether Vell"),
    ],
)
def test_a_place_that_no_table_has(text: str, name: str) -> None:
    (place,) = [mention for mention in read(text) if mention.kind is NameKind.PLACE]
    assert (place.name, place.place) == (name, None)
    assert len(place.spans) == text.count(name)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Marn stood near Minister Odo Vell.",
        "Ann Marn left. People near Marn were quiet.",
        "Shares in Brunnal rose. Money went from Brunnal to others.",
    ],
)
def test_who_is_introduced_or_what_is_only_named_is_no_place(text: str) -> None:
    assert names(text, "place") == []


def test_a_capital_says_nothing_where_all_nouns_have_one() -> None:
    text = (
        "Die Regierung prüft das. Das Ministerium und Oberst Anna Vell schweigen. Drei Wochen sind um, sagt Odo Fenn."
    )
    found = read(text, language="de", sources=(Source(kind=SpeakerKind.PERSON, name="Odo Fenn"),))
    assert [mention.name for mention in found] == ["Anna Vell", "Odo Fenn"]


@pytest.mark.parametrize(
    "text",
    [
        "The North Koreans and the Ukrainian army left.",
        "On Monday, in March, at Christmas they left.",
        "But However Meanwhile The Then.",
        "The Cold War and the World Cup were over.",
        "GDP rose, and with it AI, TV and II.",
        "They read the UN Charter.".replace("UN", "Vell"),
        "It was a Grand Bargain.",
        "WE LEFT THE DAM OPEN TONIGHT AND WENT HOME",
    ],
)
def test_no_name(text: str) -> None:
    assert names(text) == []


def test_a_headline_in_capitals_names_nobody_new() -> None:
    mentions = read("Ann Marn, the mayor, left Kenya.", headline="Mayor Dangles Old Discounts To Keep Kenya Alive")
    assert sorted(mention.name for mention in mentions) == ["Ann Marn", "Kenya"]


def test_a_family_name_is_of_the_one_named_last() -> None:
    text = "Leader Kim Jae Won signed. Defence Minister Kim Sung-ho left. Kim told reporters so. Marn was not there."
    first, second = (mention for mention in read(text) if mention.kind is NameKind.PERSON)
    assert (first.name, len(first.spans)) == ("Kim Jae Won", 1)
    assert (second.name, len(second.spans)) == ("Kim Sung-ho", 2)


def test_roles_and_affiliation() -> None:
    text = "Ann Marn, director of the Harbour Office, left. Ms Marn was ill."
    mention = read(text)[0]
    assert text[mention.roles[0].start : mention.roles[0].end] == "director of the Harbour Office"
    assert mention.affiliation == "Harbour Office"
    assert len(mention.spans) == 2


def test_a_speaker_of_one_name_is_somebody() -> None:
    source = Source(name="Marnella", kind=SpeakerKind.PERSON)
    assert [(m.kind, m.name) for m in read("Marnella said no.", sources=(source,))] == [(NameKind.PERSON, "Marnella")]


def test_town_or_region_is_left_open() -> None:
    (place,) = (m for m in read("Ukraine lost ground near Donetsk.") if m.kind is NameKind.PLACE)
    assert place.place is None and place.because == "Town or region: the text leaves it open."
    (place,) = (m for m in read("Ukraine lost the Donetsk region, and Donetsk burned.") if m.name == "Donetsk")
    assert place.place == 709716 and len(place.spans) == 2
    (place,) = (m for m in read("Ukraine lost ground in the city of Donetsk.") if m.kind is NameKind.PLACE)
    assert place.place == 709717


def test_the_other_places_say_which_town() -> None:
    (place,) = (m for m in read("Fields burned in Moscow, Idaho, in the United States.") if m.name == "Moscow")
    assert place.kind is NameKind.PLACE
    canada = next(m for m in read("Canada shut its mint in London on Monday, and the mint at London was sold."))
    assert canada.kind is NameKind.COUNTRY


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AaBbKyiv Urs.,'’-()\n", max_size=200))
def test_spans_are_words_of_the_text(text: str) -> None:
    for mention in read(text):
        assert mention.start == mention.spans[0].start
        for span in (*mention.spans, *mention.roles):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]


def test_ten_thousand_places_in_a_row() -> None:
    text = "They left " + ", ".join(["Kursk", "Sumy", "Odesa", "Kyiv"] * 2500) + "."
    found = read(text)
    assert {mention.name for mention in found} <= {"Kursk", "Sumy", "Odesa", "Kyiv", "Ukraine"}
    assert sum(len(mention.spans) for mention in found) <= MOST_NAMES
