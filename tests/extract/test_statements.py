"""Articles → statements, on invented news."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.statements import AttributionCache, extract_statements
from sayso.model import Article, ArticleText, Directness, Span, SpeakerKind, Stance, Statement
from sayso.spans import contains


class Row(NamedTuple):
    """What one statement should be: name of the source, cue, content with its parts joined by " … "."""

    name: str | None
    cue: str
    content: str


def make_item(*paragraphs: str, headline: str | None = None, wire: str | None = None) -> ArticleText:
    lines = ([headline] if headline else []) + list(paragraphs)
    text = "\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    article = Article(
        id="article-1",
        page="page-1",
        block=Span(0, len(text)),
        headline=spans[0] if headline else None,
        body=tuple(spans[1:] if headline else spans),
        wire=wire,
    )
    return ArticleText(article=article, text=text)


def read(item: ArticleText) -> tuple[Statement, ...]:
    return extract_statements([item], [extract_dates(item)])[0]


def show(item: ArticleText, statement: Statement) -> Row:
    words = [item.text[span.start : span.end] for span in statement.content]
    cue = item.text[statement.cue.start : statement.cue.end] if statement.cue else ""
    return Row(statement.source.name, cue, " … ".join(words))


SENTENCES = [
    # before, behind and inside the content
    ("Ann Marn said that the dam had burst.", [Row("Ann Marn", "said", "the dam had burst")]),
    ("The dam had burst, Ann Marn said.", [Row("Ann Marn", "said", "The dam had burst")]),
    ("The dam, Ann Marn said, had burst overnight.", [Row("Ann Marn", "said", "The dam … had burst overnight")]),
    (
        "In some villages, officials say, the wells are dry.",
        [Row("officials", "say", "In some villages … the wells are dry")],
    ),
    ("“The dam has burst,” said Ann Marn.", [Row("Ann Marn", "said", "“The dam has burst,”")]),
    (
        "“The dam has burst,” Ann Marn said. “We must leave. Now.”",
        [Row("Ann Marn", "said", "“The dam has burst,” … “We must leave. Now.”")],
    ),
    ("The dam had burst, reported the Daily Lantern.", [Row("Daily Lantern", "reported", "The dam had burst")]),
    ("Ann Marn told reporters: 'The town's dam has burst.'", [Row("Ann Marn", "told", "'The town's dam has burst.'")]),
    # according to, at either end
    ("According to Ann Marn, the dam had burst.", [Row("Ann Marn", "According to", "the dam had burst")]),
    ("The dam had burst, according to Ann Marn.", [Row("Ann Marn", "according to", "The dam had burst")]),
    # other frames than a clause
    ("Ann Marn accused the builders of fraud.", [Row("Ann Marn", "accused", "the builders of fraud")]),
    ("Ann Marn pledged to rebuild the dam.", [Row("Ann Marn", "pledged", "to rebuild the dam")]),
    ("Ann Marn called for an inquiry into the dam.", [Row("Ann Marn", "called", "an inquiry into the dam")]),
    ("Ann Marn called the plan “a farce”.", [Row("Ann Marn", "called", "the plan “a farce”")]),
    ("Ann Marn welcomed the inquiry.", [Row("Ann Marn", "welcomed", "the inquiry")]),
    ("Ann Marn denied any part in the fraud.", [Row("Ann Marn", "denied", "any part in the fraud")]),
    ("Ann Marn dismissed the report as a “hoax”.", [Row("Ann Marn", "dismissed", "the report as a “hoax”")]),
    ("Ann Marn's warning that the dam would burst came true.", [Row("Ann Marn", "warning", "the dam would burst")]),
    ("Ann Marn expressed concern about the dam.", [Row("Ann Marn", "concern about", "the dam")]),
    # a speaker in a relative clause, one after another in a sentence
    ("The mayor met Ann Marn, who said the dam had burst.", [Row("Ann Marn", "said", "the dam had burst")]),
    (
        "Ann Marn said the dam had burst, adding that the road was gone.",
        [Row("Ann Marn", "said", "the dam had burst"), Row("Ann Marn", "adding", "the road was gone")],
    ),
    # passed on
    ("Ann Marn was quoted as saying the dam had burst.", [Row("Ann Marn", "quoted", "the dam had burst")]),
    ("TASS quoted Ann Marn as saying the dam had burst.", [Row("Ann Marn", "quoted", "the dam had burst")]),
    ("The dam had burst, AFP reported, citing Ann Marn.", [Row("Ann Marn", "citing", "The dam had burst")]),
    # nobody says anything
    ("The so-called “Iron Dam” held for years.", []),
    ("The dam burst on Monday, and the road was closed.", []),
    ("She read “The Iron Dam” twice.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_statements_of_a_sentence(sentence: str, expected: list[Row]) -> None:
    item = make_item(sentence)
    assert [show(item, statement) for statement in read(item)] == expected


STANCES = [
    ("Ann Marn warned that the dam would burst.", Stance.WARN),
    ("Ann Marn denied that the dam had burst.", Stance.DENY),
    ("Ann Marn did not rule out a second flood.", Stance.CANNOT_RULE_OUT),
    ("Ann Marn asked whether the dam was safe.", Stance.QUESTION),
    ("Ann Marn said the builders must pay.", Stance.DEMAND),
    ("“Who will pay?” Ann Marn said.", Stance.QUESTION),
    ("Ann Marn confirmed that the dam had burst.", Stance.CONFIRM),
    ("Ann Marn threatened to close the road.", Stance.THREATEN),
    ("Ann Marn praised the divers.", Stance.PRAISE),
]


@pytest.mark.parametrize(("sentence", "stance"), STANCES)
def test_stance(sentence: str, stance: Stance) -> None:
    assert [statement.stance for statement in read(make_item(sentence))] == [stance]


VIAS = [
    ("“It burst,” Ann Marn told CNBC.", [("CNBC", False)]),
    ("“It burst,” Ann Marn told reporters.", []),
    ("TASS quoted Ann Marn as saying the dam had burst.", [("TASS", True)]),
    ("The dam had burst, AP reported, citing Ann Marn.", [("AP", True)]),
    ("“It burst,” Ann Marn was quoted as saying, according to an AFP report.", [("AFP", True)]),
    ("Ann Marn, writing on Telegram, said the dam had burst.", [("Telegram", False)]),
    ("“It burst,” Ann Marn said in an interview with the Financial Times.", [("Financial Times", False)]),
]


@pytest.mark.parametrize(("sentence", "expected"), VIAS)
def test_via(sentence: str, expected: list[tuple[str, bool]]) -> None:
    found = [statement for statement in read(make_item(sentence)) if statement.source.name == "Ann Marn"]
    assert [(via.name, via.read) for via in found[0].via] == expected


def test_the_articles_own_agency_is_no_via() -> None:
    assert read(make_item("“It burst,” Ann Marn told Reuters.", wire="Reuters"))[0].via == ()


SPEAKERS = [
    # a surname later is the full name; a title is a role
    (["Energy Minister Ann Marn left.", "Marn said it rained."], "Ann Marn", SpeakerKind.PERSON),
    (["Ann Marn, mayor of Elm, said it rained.", "The mayor said it had stopped."], "Ann Marn", SpeakerKind.PERSON),
    (["Ms. Marn said it rained.", "Ann Marn left."], "Ann Marn", SpeakerKind.PERSON),
    # pronouns
    (["Ann Marn said it rained.", "She added that it was cold."], "Ann Marn", SpeakerKind.PERSON),
    (
        ["Spokeswoman Ann Marn said it rained.", "Bo Tarn, a spokesman, said it snowed.", "She said it hailed."],
        "Ann Marn",
        SpeakerKind.PERSON,
    ),
    # capitals and houses stand for governments
    (["Paris said it would pay."], "France", SpeakerKind.COUNTRY),
    (["The Kremlin said it would pay."], "Russia", SpeakerKind.COUNTRY),
    (["Both Norway and Sweden said they would pay."], "Norway and Sweden", SpeakerKind.COUNTRY),
    # texts and numbers
    (["Ministry figures showed that prices rose."], "Ministry figures", SpeakerKind.DATA),
    (["The report said prices rose."], "The report", SpeakerKind.DOCUMENT),
    (["The transport ministry said prices rose."], "The transport ministry", SpeakerKind.ORGANISATION),
]


@pytest.mark.parametrize(("paragraphs", "name", "kind"), SPEAKERS)
def test_the_last_speaker_is_named(paragraphs: list[str], name: str, kind: SpeakerKind) -> None:
    found = [statement for statement in read(make_item(*paragraphs)) if statement.parent is None]
    source = found[-1].source if paragraphs[-1] != "Ann Marn left." else found[0].source
    assert (source.name, source.kind, source.anonymous) == (name, kind, False)


def test_a_resolved_name_says_why() -> None:
    item = make_item("Ann Marn said it rained.", "She added that it was cold.")
    assert "She" in (read(item)[1].source.because or "")


def test_anonymous_officials_stay_apart_and_themselves() -> None:
    item = make_item(
        "A senior port official said the ferry was old.",
        "A junior navy officer said the sea was calm.",
        "The official said nobody had checked it.",
    )
    first, second, third = [statement.source for statement in read(item)]
    assert first.anonymous and second.anonymous and third.anonymous
    assert third.name == first.name != second.name


def test_nobody_is_guessed() -> None:
    source = read(make_item("He said it rained."))[0].source
    assert source.name is None


def test_role_and_name_are_told_apart() -> None:
    item = make_item("Norwegian Deputy Trade Minister Ann Marn said it rained.")
    source = read(item)[0].source
    assert (source.name, source.role) == ("Ann Marn", "Norwegian Deputy Trade Minister")


def test_secretary_of_state_is_a_title() -> None:
    source = read(make_item("Secretary of State Ann Marn said it rained."))[0].source
    assert (source.name, source.role) == ("Ann Marn", "Secretary of State")


DIRECTNESS = [
    ("“It rained,” Ann Marn said.", Directness.DIRECT),
    ("Ann Marn said it rained.", Directness.INDIRECT),
    ("Ann Marn said it rained “like never before”.", Directness.MIXED),
]


@pytest.mark.parametrize(("sentence", "directness"), DIRECTNESS)
def test_directness(sentence: str, directness: Directness) -> None:
    assert read(make_item(sentence))[0].directness == directness


def test_a_quotation_goes_on_in_the_next_paragraph_where_it_was_not_closed() -> None:
    item = make_item("Ann Marn said: “The dam has burst.", "“The road is gone.”")
    (statement,) = read(item)
    assert show(item, statement).content == "“The dam has burst. … “The road is gone.”"


def test_a_colon_announces_the_next_paragraph() -> None:
    item = make_item("Marn continued:", "“The dam has burst. The road is gone.”")
    (statement,) = read(item)
    assert show(item, statement) == Row("Marn", "continued", "“The dam has burst. The road is gone.”")


def test_headline_with_its_speaker_at_the_end() -> None:
    item = make_item("The dam burst on Monday.", headline="Dam burst after rain, Norway says")
    assert [show(item, s) for s in read(item)] == [Row("Norway", "says", "Dam burst after rain")]


def test_dialogue() -> None:
    item = make_item("MARN: I saw nothing. Nothing at all.", "TARN: You were there.")
    assert [show(item, s) for s in read(item)] == [
        Row("MARN", ":", "I saw nothing. Nothing at all."),
        Row("TARN", ":", "You were there."),
    ]


def test_said_is_the_date_of_speaking_not_one_in_what_was_said() -> None:
    item = make_item("Ann Marn said on Tuesday that the dam burst on May 3.")
    said = read(item)[0].said
    assert said is not None and said.value == "XXXX-WXX-2"


def test_a_date_of_another_clause_is_not_the_date_of_speaking() -> None:
    item = make_item("Boats left the port on Tuesday, after Ann Marn said the dam had burst.")
    assert read(item)[0].said is None


def test_a_statement_inside_another_has_a_parent() -> None:
    item = make_item("Ann Marn said that Bo Tarn had denied the fraud.")
    outer, inner = sorted(read(item), key=lambda statement: statement.parent is not None)
    assert outer.parent is None and inner.parent == outer.id
    assert any(contains(span, inner.cue) for span in outer.content if inner.cue)


def test_ids_and_order_are_stable_and_batches_do_not_matter() -> None:
    items = [make_item("Ann Marn said it rained.", "“It snowed,” she added."), make_item("Bo Tarn denied it.")]
    together = extract_statements(items)
    assert together == [extract_statements([item])[0] for item in items]
    assert len({statement.id for statement in together[0]}) == len(together[0]) == 2


def test_each_distinct_sentence_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def count(texts: list[str]) -> list[tuple[()]]:
        asked.extend(texts)
        return [() for _ in texts]

    monkeypatch.setattr("sayso.extract.statements.find_attributions", count)
    cache = AttributionCache(size=2)
    cache.find(["a", "b", "a"])
    cache.find(["a", "b"])
    assert asked == ["a", "b"]
    cache.find(["c"])
    cache.find(["a"])
    assert asked == ["a", "b", "c", "a"]


def test_hostile_texts_pass() -> None:
    for text in ("said " * 3000, "“" * 4000, "(" * 5000 + " said", '" said Ann "' * 500, "\u200b said \ud800 that"):
        item = make_item(text)
        for statement in read(item):
            assert all(0 <= span.start < span.end <= len(text) for span in statement.content)
