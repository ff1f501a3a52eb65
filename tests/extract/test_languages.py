"""German and Ukrainian by pattern: who says what on invented pages, one case a line."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.foreign import extract_foreign, read_foreign
from sayso.extract.languages import choose_language, explain_limits, list_languages, load_language
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Directness, Span, SpeakerKind, Stance, Statement


class Case(NamedTuple):
    """Paragraphs (joined by " ¶ "), and the last statement's speaker and content (its parts joined by " … ")."""

    text: str
    name: str | None
    content: str


def make_item(text: str, language: str | None, outlet: str | None = None) -> ArticleText:
    lines = text.split(" ¶ ")
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    joined = "\n".join(lines)
    article = Article(
        id="article-1", page="page-1", block=Span(0, len(joined)), body=tuple(spans), language=language, outlet=outlet
    )
    return ArticleText(article=article, text=joined)


def read(text: str, language: str, outlet: str | None = None) -> tuple[ArticleText, tuple[Statement, ...]]:
    item = make_item(text, language, outlet)
    rules = load_language(language)
    assert rules is not None
    return item, extract_foreign(item, rules)


def words(item: ArticleText, statement: Statement) -> str:
    return " … ".join(item.text[span.start : span.end] for span in statement.content)


GERMAN = [
    # quotations: behind, before, parted, pointed at
    Case("„Der Damm ist sicher“, sagte Anna Marn.", "Anna Marn", "„Der Damm ist sicher“"),
    Case("„Der Damm ist sicher“, sagte Ministerin Anna Marn am Montag.", "Anna Marn", "„Der Damm ist sicher“"),
    Case("Anna Marn sagte: „Der Damm ist sicher.“", "Anna Marn", "„Der Damm ist sicher.“"),
    Case("Anna Marn sagte am Montag in Elm: „Der Damm ist sicher.“", "Anna Marn", "„Der Damm ist sicher.“"),
    Case("„Der Damm“, sagte Bo Tarn, „ist sicher.“", "Bo Tarn", "„Der Damm“ … „ist sicher.“"),
    Case("„Der Damm ist sicher.“ Das sagte Bo Tarn.", "Bo Tarn", "„Der Damm ist sicher.“"),
    Case("„Der Damm ist sicher“, so Bo Tarn.", "Bo Tarn", "„Der Damm ist sicher“"),
    Case("»Der Damm ist sicher«, sagte Bo Tarn.", "Bo Tarn", "»Der Damm ist sicher«"),
    Case("«Der Damm ist sicher», sagte Bo Tarn.", "Bo Tarn", "«Der Damm ist sicher»"),
    Case('"Der Damm ist sicher", sagte Bo Tarn.', "Bo Tarn", '"Der Damm ist sicher"'),
    Case("„Der Damm ist alt“, heißt es in der Mitteilung.", "Mitteilung", "„Der Damm ist alt“"),
    Case("Bo Tarn sagte: „Er ist alt.“ „Er ist sehr alt.“", "Bo Tarn", "„Er ist alt.“ … „Er ist sehr alt.“"),
    Case("„Kommt bald wieder her!“, rief Bo Tarn.", "Bo Tarn", "„Kommt bald wieder her!“"),
    # indirect speech
    Case("Anna Marn sagte, der Damm sei sicher.", "Anna Marn", "der Damm sei sicher"),
    Case("Anna Marn sagte, dass der Damm sicher sei.", "Anna Marn", "der Damm sicher sei"),
    Case("Die Ministerin Anna Marn sagte am Freitag, der Damm sei alt.", "Anna Marn", "der Damm sei alt"),
    Case("Anna Marn, Leiterin des Amtes, sagte, der Damm sei alt.", "Anna Marn", "der Damm sei alt"),
    Case("Der Damm sei sicher, sagte Bo Tarn.", "Bo Tarn", "Der Damm sei sicher"),
    Case("Der Damm sei alt, sagte die Leiterin des Amtes, Anna Marn, am Montag.", "Anna Marn", "Der Damm sei alt"),
    Case("Der Damm, sagte Bo Tarn, sei sicher.", "Bo Tarn", "Der Damm … sei sicher"),
    Case("Am Montag sagte Bo Tarn, der Damm sei sicher.", "Bo Tarn", "der Damm sei sicher"),
    Case("Der Damm ist am 5. April gebrochen, sagte Bo Tarn.", "Bo Tarn", "Der Damm ist am 5. April gebrochen"),
    Case("Ein Zeuge, der ungenannt bleiben will, sagte, er habe gewartet.", "Ein Zeuge", "er habe gewartet"),
    # verbs of two parts
    Case("Der Damm ist sicher, teilte die Polizei am Montag mit.", "Polizei", "Der Damm ist sicher"),
    Case("Die Polizei teilte am Montag mit, der Damm sei sicher.", "Polizei", "der Damm sei sicher"),
    Case("Wie die Polizei mitteilte, ist der Damm sicher.", "Polizei", "ist der Damm sicher"),
    Case("Der Damm ist sicher, wie die Polizei am Montag mitteilte.", "Polizei", "Der Damm ist sicher"),
    Case("Bo Tarn kündigte an, den Damm zu prüfen.", "Bo Tarn", "den Damm zu prüfen"),
    Case("Das Ministerium wies den Vorwurf zurück.", "Ministerium", "den Vorwurf"),
    Case("Alles werde geprüft, kündigte Umweltministerin Anna Marn an.", "Anna Marn", "Alles werde geprüft"),
    # nouns as content
    Case("Das Ministerium bestritt den Bericht.", "Ministerium", "den Bericht"),
    Case(
        "Die Behörde schätzt den Schaden auf 4,8 Millionen Kronen.", "Behörde", "den Schaden auf 4,8 Millionen Kronen"
    ),
    # according to
    Case("Nach Angaben der Polizei ist der Damm sicher.", "Polizei", "ist der Damm sicher"),
    Case("Laut Polizei ist der Damm sicher.", "Polizei", "ist der Damm sicher"),
    Case("Der Damm ist laut Ministerin Anna Marn sicher.", "Anna Marn", "Der Damm ist … sicher"),
    Case("Der Polizei zufolge ist der Damm sicher.", "Polizei", "ist der Damm sicher"),
    Case("Angaben der Polizei zufolge ist der Damm sicher.", "Polizei", "ist der Damm sicher"),
    Case("Herzau zahlt nach Angaben des Amtes in Elm drei Kronen.", "Amtes in Elm", "Herzau zahlt … drei Kronen"),
    # who is meant
    Case("Der Damm sei sicher, sagte Marn. ¶ Ministerin Anna Marn kam.", "Anna Marn", "Der Damm sei sicher"),
    Case("Anna Marn warnte, der Damm könne brechen. ¶ Sie sagte, er sei alt.", "Anna Marn", "er sei alt"),
    Case("Frau Marn sagte, er sei alt. ¶ Herr Tarn sagte, er sei neu. ¶ Sie sagte, er falle.", "Marn", "er falle"),
    Case("Ein Sprecher sagte, er sei alt. ¶ Der Sprecher sagte, er sei neu.", "Ein Sprecher", "er sei neu"),
    Case("Moskau dementierte den Bericht.", "Russia", "den Bericht"),
    Case("Er sagte, der Damm sei alt.", None, "der Damm sei alt"),
]

UKRAINIAN = [
    # quotations
    Case("«Дамба безпечна», — сказав Іван Коваль.", "Іван Коваль", "«Дамба безпечна»"),
    Case("«Дамба безпечна», – сказав Іван Коваль.", "Іван Коваль", "«Дамба безпечна»"),
    Case("“Дамба безпечна”, - сказав Іван Коваль.", "Іван Коваль", "“Дамба безпечна”"),
    Case("„Дамба безпечна“, — сказав Іван Коваль.", "Іван Коваль", "„Дамба безпечна“"),
    Case("«Дамба стара», — заявила міністерка Ганна Марн у понеділок.", "Ганна Марн", "«Дамба стара»"),
    Case("Іван Коваль сказав: «Дамба безпечна».", "Іван Коваль", "«Дамба безпечна»"),
    Case("«Дамба, — сказав Іван Коваль, — безпечна».", "Іван Коваль", "«Дамба … безпечна»"),
    Case("«Чи є вода в місті?» — запитала Ганна Марн.", "Ганна Марн", "«Чи є вода в місті?»"),
    Case("«Вода прийшла вночі», — розповів мешканець міста Іван Коваль.", "Іван Коваль", "«Вода прийшла вночі»"),
    Case("«Дамба стара», — написала Ганна Марн у соцмережах.", "Ганна Марн", "«Дамба стара»"),
    Case("Ганна Марн додала: «Дамба стара». «Вона впаде».", "Ганна Марн", "«Дамба стара» … «Вона впаде»."),
    # indirect speech
    Case("Президент України Іван Коваль заявив, що дамба стара.", "Іван Коваль", "дамба стара"),
    Case("Речник військової розвідки Іван Коваль повідомив, що дамба стара.", "Іван Коваль", "дамба стара"),
    Case("Іван Коваль повідомив агентству, що дамба стара.", "Іван Коваль", "дамба стара"),
    Case("Іван Коваль, мер міста, сказав, що дамба стара.", "Іван Коваль", "дамба стара"),
    Case("У понеділок Іван Коваль сказав, що дамба стара.", "Іван Коваль", "дамба стара"),
    Case("Чиновник, який просив не називати імені, сказав, що дамба стара.", "Чиновник", "дамба стара"),
    Case("Дамба безпечна, повідомила поліція.", "поліція", "Дамба безпечна"),
    Case("Дамба ще не впала, повідомив мер Іван Коваль.", "Іван Коваль", "Дамба ще не впала"),
    Case("Поліція повідомила, що дамба впала о 5 ранку.", "Поліція", "дамба впала о 5 ранку"),
    Case("Ганна Марн запевнила, що вода чиста.", "Ганна Марн", "вода чиста"),
    Case("Експерти вважають, що дамба стара.", "Експерти", "дамба стара"),
    Case("Компанія стверджує, що дамба безпечна.", "Компанія", "дамба безпечна"),
    Case("Міністерство закликало закрити дорогу.", "Міністерство", "закрити дорогу"),
    Case("Генштаб підтвердив, що міст зруйновано.", "Генштаб", "міст зруйновано"),
    Case("Мер Іван Петрович Коваль наголосив, що дамба стара.", "Іван Петрович Коваль", "дамба стара"),
    # nouns as content
    Case("Міністерство заперечило звіт.", "Міністерство", "звіт"),
    Case("Кремль заперечує звинувачення.", "Russia", "звинувачення"),
    Case("МЗС заперечує, що дамба стара.", "МЗС", "дамба стара"),
    # according to
    Case("За словами Івана Коваля, дамба стара.", "Івана Коваля", "дамба стара"),
    Case("Іван Коваль прийшов. ¶ За словами Івана Коваля, дамба стара.", "Іван Коваль", "дамба стара"),
    Case("Дамба стара, за словами мера Івана Коваля.", "Івана Коваля", "Дамба стара"),
    Case("За даними поліції, дамба стара.", "поліції", "дамба стара"),
    Case("На думку експерта, дамба стара.", "експерта", "дамба стара"),
    Case("Як повідомляє поліція, дамба стара.", "поліція", "дамба стара"),
    Case("Як розповіла Ганна Марн, дамба стара.", "Ганна Марн", "дамба стара"),
    # who is meant
    Case("Мер Іван Коваль заявив, що вона стара. ¶ Він додав, що вона нова.", "Іван Коваль", "вона нова"),
    Case("Мер Іван Коваль заявив, що вона стара. ¶ «Вона впаде», — додав Коваль.", "Іван Коваль", "«Вона впаде»"),
    Case(
        "Ганна Марн сказала, що вона стара. ¶ Іван Коваль сказав, що вона нова. ¶ Вона додала, що вода холодна.",
        "Ганна Марн",
        "вода холодна",
    ),
    Case("Іван Коваль сказав, що вона стара. ¶ Додав, що вода холодна.", "Іван Коваль", "вода холодна"),
    Case("Він сказав, що дамба стара.", None, "дамба стара"),
]


@pytest.mark.parametrize("case", GERMAN, ids=lambda case: case.text[:60])
def test_german(case: Case) -> None:
    item, statements = read(case.text, "de")
    assert (statements[-1].source.name, words(item, statements[-1])) == (case.name, case.content)


@pytest.mark.parametrize("case", UKRAINIAN, ids=lambda case: case.text[:60])
def test_ukrainian(case: Case) -> None:
    item, statements = read(case.text, "uk")
    assert (statements[-1].source.name, words(item, statements[-1])) == (case.name, case.content)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Damm steht seit 1961.", "de"),
        ("Er schrieb ein Buch.", "de"),
        ("Das Buch „Der Damm“ ist neu.", "de"),
        ("Die Sage vom Damm ist alt, und niemand kennt sie.", "de"),
        ("Дамба стоїть з 1961 року.", "uk"),
        ("Газета «Голос дамби» вийшла у понеділок.", "uk"),
        ("Про це повідомив мер Іван Коваль.", "uk"),
    ],
)
def test_nobody_speaks(text: str, language: str) -> None:
    assert read(text, language)[1] == ()


@pytest.mark.parametrize(
    ("text", "language", "stance", "directness"),
    [
        ("Das Ministerium bestritt den Bericht.", "de", Stance.DENY, Directness.INDIRECT),
        ("Bo Tarn warnte, der Damm könne brechen.", "de", Stance.WARN, Directness.INDIRECT),
        ("Bo Tarn forderte: „Der Damm muss weg.“", "de", Stance.DEMAND, Directness.DIRECT),
        ("Bo Tarn sagte, der Damm sei „älter als die Stadt“.", "de", Stance.ASSERT, Directness.MIXED),
        ("МЗС заперечує, що дамба стара.", "uk", Stance.DENY, Directness.INDIRECT),
        ("«Дамба впаде», — попередив Іван Коваль.", "uk", Stance.WARN, Directness.DIRECT),
    ],
)
def test_stance_and_directness(text: str, language: str, stance: Stance, directness: Directness) -> None:
    statement = read(text, language)[1][-1]
    assert (statement.stance, statement.directness) == (stance, directness)


@pytest.mark.parametrize(
    ("text", "language", "name", "kind", "role"),
    [
        ("Umweltministerin Anna Marn sagte, er sei alt.", "de", "Anna Marn", SpeakerKind.PERSON, "Umweltministerin"),
        ("Das Ministerium sagte, er sei alt.", "de", "Ministerium", SpeakerKind.ORGANISATION, None),
        ("Ein Sprecher sagte, er sei alt.", "de", "Ein Sprecher", SpeakerKind.ANONYMOUS, None),
        ("Laut der Studie ist der Damm alt.", "de", "Studie", SpeakerKind.DOCUMENT, None),
        ("Der Betreiber Marnwerk sagte, er sei alt.", "de", "Marnwerk", SpeakerKind.ORGANISATION, None),
        ("Мер Іван Коваль сказав, що вона стара.", "uk", "Іван Коваль", SpeakerKind.PERSON, "Мер"),
        ("Поліція каже, що вона стара.", "uk", "Поліція", SpeakerKind.ORGANISATION, None),
        ("Чиновник каже, що вона стара.", "uk", "Чиновник", SpeakerKind.ANONYMOUS, None),
    ],
)
def test_kind_and_role(text: str, language: str, name: str, kind: SpeakerKind, role: str | None) -> None:
    source = read(text, language)[1][-1].source
    assert (source.name, source.kind, source.role) == (name, kind, role)


@pytest.mark.parametrize(
    ("text", "language", "outlet", "vias"),
    [
        ("„Er ist alt“, sagte Bo Tarn dem „Elmer Boten“.", "de", None, ["Elmer Boten"]),
        ("„Er ist alt“, sagte Bo Tarn dem „Elmer Boten“.", "de", "Elmer Bote", []),
        ("„Er ist alt“, sagte Bo Tarn der Nachrichtenagentur dpa.", "de", None, ["dpa"]),
        ("Іван Коваль повідомив агентству Reuters, що вона стара.", "uk", None, ["Reuters"]),
    ],
)
def test_via(text: str, language: str, outlet: str | None, vias: list[str]) -> None:
    assert [via.name for via in read(text, language, outlet)[1][-1].via] == vias


def test_the_engine_takes_the_rules_of_the_articles_language() -> None:
    german = make_item("„Der Damm ist sicher“, sagte Anna Marn.", "de")
    english = make_item("“The dam is safe,” Ann Marn said.", "en")
    (first,), (second,) = extract_statements([german, english])
    assert (first.source.name, second.source.name) == ("Anna Marn", "Ann Marn")
    assert extract_statements([english]) == extract_statements([german, english])[1:]


def test_no_rules_no_statement_but_a_word_why() -> None:
    item = make_item("« Le barrage est sûr », a déclaré la ministre Anne Marn.", "fr")
    assert read_foreign(item) == () and extract_statements([item]) == [()]
    assert "fr" in explain_limits("fr")[0] and explain_limits("en") == () == explain_limits(None)
    assert all(explain_limits(code) for code in list_languages() if code != "en")


def test_english_taken_for_another_language_is_read_as_english() -> None:
    text = "The dam is safe and the road to the town is open, the mayor said, but it was closed for a day in May."
    assert choose_language("nl", text) == "en"
    assert (
        choose_language("fr", "Le barrage est sûr, a déclaré la ministre, mais la route du village est fermée.") == "fr"
    )


def test_rules_are_read_once_and_only_where_needed() -> None:
    assert load_language("de") is load_language("de")
    assert load_language("xx") is None and load_language("en") is None
    assert load_language("../de") is None


MARKS = "„“«»‘’\"',:;.—– \nабвАБВabcABC sagte сказав laut за словами "


@given(st.text(alphabet=MARKS, max_size=300), st.sampled_from(["de", "uk"]))
def test_spans_point_into_the_text(text: str, language: str) -> None:
    item, statements = read(text, language)
    for statement in statements:
        spans = [*statement.content, *statement.source.spans, *([statement.cue] if statement.cue else [])]
        assert all(0 <= span.start < span.end <= len(item.text) for span in spans)
        assert all(item.text[span.start : span.end].strip() for span in spans)


@pytest.mark.parametrize("language", ["de", "uk"])
@pytest.mark.parametrize(
    "text",
    ["„" * 5000, "«а» — " * 3000, "sagte, " * 5000, "сказав " * 5000, "A " * 20000, "laut " * 5000, ". " * 20000],
    ids=["marks", "parted", "cues", "verbs", "capitals", "according", "stops"],
)
def test_hostile_texts_pass(text: str, language: str) -> None:
    read(text, language)
