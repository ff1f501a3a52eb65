"""Articles in a language that has rules but no parser → statements. What it cannot do: `languages.explain_limits`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.extract.cast import Cast, carry_over, name_source, open_cast
from sayso.extract.languages import ENGLISH, SAMPLE, Language, choose_language, load_language
from sayso.extract.lexicon import load_lexicon
from sayso.extract.patterns import Pattern, find_patterns, is_bare_quotation
from sayso.extract.phrases_by_shape import Phrase, cut_words
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence, split_sentences
from sayso.model import Article, ArticleText, Directness, Source, Span, Statement, Via, make_id
from sayso.spans import contains

SURE = {Directness.DIRECT: 0.85, Directness.MIXED: 0.75, Directness.INDIRECT: 0.7}
"""Confidence by directness: by eye, on invented texts; no set of marked texts is at hand for these languages."""
LESS_WITHOUT_SOURCE = 0.3
STOP = re.compile(r"(?P<stop>[.!?…][“”»\"]?)\s+(?=[„«“\"]?[^\W\d_a-zа-яßіїєґäöü])")
INITIAL = re.compile(r"\b[^\W\d_]\.\s*\Z")
GUILLEMET = re.compile("[«»]")
TURNED = str.maketrans("«»", "»«")
STEM = 4  # letters by which a name in another case is still the same


def read_foreign(item: ArticleText) -> tuple[Statement, ...] | None:
    """The statements of an article that is not in English, none where its language has no rules; None for English."""
    span = item.article.body[0] if item.article.body else item.article.block
    chosen = choose_language(item.article.language, item.text[span.start : span.start + SAMPLE])
    if chosen == ENGLISH:
        return None
    language = load_language(chosen)
    return extract_foreign(item, language) if language else ()


def extract_foreign(item: ArticleText, language: Language) -> tuple[Statement, ...]:
    """The statements of one article in a language that has rules, in order of the text."""
    item = _turn_guillemets(item)
    sentences = _cut_sentences(item.text, item.article, language)
    cast = open_cast(item.text, [sentence.span for sentence in sentences], language)
    made: list[Statement] = []
    for number, sentence in enumerate(sentences):
        patterns = find_patterns(item.text[sentence.start : sentence.end], language)
        going_on = _quotations_behind(item.text, sentences, number) if patterns else ()
        before = _quotation_before(item.text, sentences, number) if patterns else ()
        for pattern in _drop_inner(patterns):
            last = pattern is patterns[-1] and pattern.quoted
            more = before if pattern.points_back else going_on if last else ()
            statement = _make_statement(item, sentence, pattern, cast, more)
            if statement:
                made.append(statement)
    return tuple(sorted(made, key=lambda statement: (statement.content[0].start, statement.content[-1].end)))


def _cut_sentences(text: str, article: Article, language: Language) -> list[Sentence]:
    """The sentences of an article. The splitter knows English abbreviations: what it cut behind "5." or "Dr." is put
    together again, and what it left together is cut at full stops outside quotations."""
    joined: list[Sentence] = []
    for sentence in split_sentences(text, article):
        last = joined[-1] if joined else None
        if last and last.paragraph == sentence.paragraph and language.joined.search(text, last.start, last.end):
            joined[-1] = Sentence(start=last.start, end=sentence.end, paragraph=last.paragraph, headline=last.headline)
        else:
            joined.append(sentence)
    return [piece for sentence in joined for piece in _cut_again(text, sentence, language)]


def _cut_again(text: str, sentence: Sentence, language: Language) -> Iterator[Sentence]:
    words = text[sentence.start : sentence.end]
    quotes = find_quotations(words)
    start = 0
    for found in STOP.finditer(words):
        inside = any(quote.start < found.start() < quote.end - 1 for quote in quotes)
        if (
            inside
            or language.joined.search(words, start, found.end("stop"))
            or INITIAL.search(words, start, found.end())
        ):
            continue
        yield _piece(sentence, start, found.end("stop"))
        start = found.end()
    yield _piece(sentence, start, len(words))


def _piece(sentence: Sentence, start: int, end: int) -> Sentence:
    offset = sentence.start
    return Sentence(start=offset + start, end=offset + end, paragraph=sentence.paragraph, headline=sentence.headline)


def _quotations_behind(text: str, sentences: Sequence[Sentence], number: int) -> tuple[Span, ...]:
    """The sentences behind one, in its paragraph, that are quotations and nothing else."""
    found = []
    for sentence in sentences[number + 1 :]:
        same = sentence.paragraph == sentences[number].paragraph or text[sentences[number].end - 1] == ":"
        if not same or not is_bare_quotation(text[sentence.start : sentence.end]):
            break
        found.append(sentence.span)
    return tuple(found)


def _quotation_before(text: str, sentences: Sequence[Sentence], number: int) -> tuple[Span, ...]:
    """The sentence before one, where it is a quotation and nothing else."""
    before = sentences[number - 1] if number else None
    return (before.span,) if before and is_bare_quotation(text[before.start : before.end]) else ()


def _turn_guillemets(item: ArticleText) -> ArticleText:
    """The article with « and » exchanged, where the first one of them points inward: »so«."""
    body = [item.article.headline, *item.article.body]
    first = next((mark for span in body if span for mark in GUILLEMET.findall(item.text, span.start, span.end)), "«")
    return item if first == "«" else ArticleText(article=item.article, text=item.text.translate(TURNED))


def _drop_inner(patterns: Sequence[Pattern]) -> Iterator[Pattern]:
    """The patterns without those of the same content as an earlier one."""
    seen: set[tuple[Span, ...]] = set()
    for pattern in patterns:
        if not pattern.content or pattern.content not in seen:
            seen.add(pattern.content)
            yield pattern


def _make_statement(
    item: ArticleText, sentence: Sentence, pattern: Pattern, cast: Cast, going_on: Sequence[Span]
) -> Statement | None:
    start, text = sentence.start, item.text
    content = [_shift(span, start) for span in pattern.content] + list(going_on)
    if not content:
        return None
    gender = _gender_of(pattern.lemma, cast.language)
    phrase = _shift_phrase(pattern.phrase, start) if pattern.phrase else None
    source = name_source(text, phrase, cast, gender) if phrase else carry_over(cast, gender)
    cue = _shift(pattern.cue, start)
    directness = _directness(text, pattern, content)
    return Statement(
        id=make_id("statement", item.article.id, "statement", *(f"{s.start}-{s.end}" for s in (cue, *content))),
        article=item.article.id,
        page=item.article.page,
        source=source,
        content=tuple(content),
        cue=cue,
        directness=directness,
        via=tuple(_find_via(item, _shift(pattern.hearer, start), source)) if pattern.hearer else (),
        stance=pattern.stance,
        confidence=round(SURE[directness] - (0 if source.name else LESS_WITHOUT_SOURCE), 2),
    )


def _gender_of(verb: str, language: Language) -> str | None:
    """What the form of a verb in the past tells of its subject; only where verbs have gender."""
    if language.nouns_are_capital:
        return None
    if verb.endswith(("ла", "лася")):
        return "female"
    return "male" if verb.endswith(("в", "вся", "іг")) else None


def _directness(text: str, pattern: Pattern, content: Sequence[Span]) -> Directness:
    if pattern.quoted:
        return Directness.DIRECT
    return Directness.MIXED if any(find_quotations(text[s.start : s.end]) for s in content) else Directness.INDIRECT


def _find_via(item: ArticleText, span: Span, source: Source) -> Iterator[Via]:
    """The known outlets and the names in quotation marks among the words behind a cue: "sagte dem „Boten“"."""
    text, media = item.text, load_lexicon().media
    words = text[span.start : span.end + 1]  # with the mark that closes a name
    own = [word.lower()[:STEM] for name in (item.article.outlet, item.article.wire) if name for word in name.split()]
    named = [Span(span.start + q.start + q.width, span.start + q.end - 1) for q in find_quotations(words) if q.closed]
    named += [Span(word.start, word.end) for word in cut_words(text, span.start, span.end) if word.text in media]
    taken: list[Span] = list(source.spans)
    for place in named:
        name = text[place.start : place.end]
        known = name in media or name[:1].isupper()
        if not known or name[:STEM].lower() in own or any(contains(other, place) for other in taken):
            continue
        taken.append(place)
        yield Via(name=media.get(name, name), span=place)


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _shift_phrase(phrase: Phrase, offset: int) -> Phrase:
    return Phrase(_shift(phrase.head, offset), _shift(phrase.apposition, offset) if phrase.apposition else None)
