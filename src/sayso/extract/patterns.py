"""Sentence → attributions in a language without a parser: by its words of speech, commas and quotation marks.

A sentence is cut into clauses at commas, colons and dashes outside quotations. A word of speech has its source in its
own clause: behind it where what is said stands before the clause ("…, sagte Ann Lee"), else before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.languages import Language, Verb
from sayso.extract.pattern_clauses import FEWEST, Clause, cut_clauses
from sayso.extract.phrases_by_shape import Phrase, Word, read_phrase
from sayso.extract.quotes import find_quotations
from sayso.model import Span, Stance
from sayso.spans import trim_span

LONGEST = 3000  # characters of a sentence that are read
OPENERS, CLOSERS = "„“«\"‚‘'", "“”»\"‘’'"
EDGES = " \t\n,;:.—–-"


class Pattern(NamedTuple):
    """Source, cue and content of one sentence, as offsets into it."""

    cue: Span
    lemma: str
    stance: Stance
    phrase: Phrase | None
    content: tuple[Span, ...]
    quoted: bool
    hearer: Span | None = None  # the words behind the cue in its clause, among which the medium is told
    follows: bool = False  # the content is the quotation that follows the sentence
    points_back: bool = False  # the content is the quotation before it: "Das sagte Ann Lee"


def find_patterns(text: str, language: Language) -> list[Pattern]:
    """The attributions of one sentence, in order of their cues."""
    text = text[:LONGEST]
    clauses = cut_clauses(text, language)
    found = [*_read_verbs(text, clauses, language), *_read_according(text, clauses, language)]
    return sorted(found, key=lambda pattern: pattern.cue)


def is_bare_quotation(text: str) -> bool:
    """Whether a sentence is one quotation and nothing else."""
    quotes = find_quotations(text[:LONGEST])
    return len(quotes) == 1 and not (text[: quotes[0].start] + text[quotes[0].end :]).strip(EDGES)


# --- verbs ----------------------------------------------------------------------------------------------------------


class _Cue(NamedTuple):
    verb: Verb
    words: tuple[Word, ...]  # of the cue
    before: tuple[Word, ...]  # in its clause
    after: tuple[Word, ...]


def _read_verbs(text: str, clauses: Sequence[Clause], language: Language) -> Iterator[Pattern]:
    for number, clause in enumerate(clauses):
        cue = _find_cue(clause, language)
        found = _read_verb(text, clauses, number, cue, language) if cue else None
        if found:
            yield found


def _find_cue(clause: Clause, language: Language) -> _Cue | None:
    """The first word of speech of a clause, with its particle where it needs one."""
    words = clause.words
    for number, word in enumerate(words):
        if number and word.text[:1].isupper():
            continue
        for verb in language.verbs.get(word.text.lower(), ()):
            behind = words[number + 1 :]
            rest = _find_rest(behind, verb.rest)
            if rest is not None:
                return _Cue(verb, (word, *rest), words[:number], tuple(w for w in behind if w not in rest))
    return None


def _find_rest(behind: Sequence[Word], rest: Sequence[str]) -> tuple[Word, ...] | None:
    """The particle of a verb, right behind it or at the end of its clause."""
    if not rest:
        return ()
    for part in (behind[: len(rest)], behind[-len(rest) :]):
        if [word.text.lower() for word in part] == list(rest):
            return tuple(part)
    return None


def _read_verb(text: str, clauses: Sequence[Clause], number: int, cue: _Cue, language: Language) -> Pattern | None:
    if cue.before and cue.before[0].text.lower() in language.according.leads:  # "wie die Polizei mitteilte"
        phrase = read_phrase(text, cue.before[1:], language) or read_phrase(text, cue.after, language)
        return _make(cue, phrase, _around(text, clauses, number), text) if phrase else None
    later = _said_behind(text, clauses, number, language)
    if _is_inverted(text, clauses, number, cue, later, language):
        content = _before(text, clauses, number)
        more = _goes_on(text, clauses, number, language)
        if more and not more.quoted and not clauses[0].quoted and number == 1:
            rest = _trim(text, more.start, len(text))
            content = (*content, rest) if rest else content
        return _make(cue, _phrase_behind(text, cue, language), content, text)
    return _read_plain(text, clauses, number, cue, later, language)


def _read_plain(
    text: str, clauses: Sequence[Clause], number: int, cue: _Cue, later: Clause | None, language: Language
) -> Pattern | None:
    """The source before the cue, what is said behind it."""
    phrase, adverbial = _find_subject(text, clauses, number, cue, language)
    if phrase is None and not adverbial and number:
        return None
    if later:
        return _make(cue, phrase, _behind(text, clauses, number, language), text)
    if phrase and not adverbial and cue.verb.takes_object and cue.after:
        return _make(cue, phrase, _object(text, cue), text)
    if phrase and text.rstrip().endswith(":"):
        return _make(cue, phrase, (), text)._replace(follows=True)
    behind = read_phrase(text, cue.after, language)
    if behind and not number and len(cue.before) == 1 and cue.before[0].text.lower() in language.pointing:
        return _make(cue, behind, (), text)._replace(points_back=True)
    return None


def _is_inverted(
    text: str, clauses: Sequence[Clause], number: int, cue: _Cue, later: Clause | None, language: Language
) -> bool:
    """Whether what is said stands before the clause of the cue, and its source behind the cue."""
    if cue.before or not _last_said(clauses, number) or not cue.after:
        return False
    phrase = _phrase_behind(text, cue, language)
    if phrase is None:
        return False
    if clauses[0].quoted or later is None or _is_apposition(text, clauses, number, language):
        return True
    first = cue.after[0]  # "der Damm, sagte Ann Lee, sei sicher", but not "Ann Lee, die Leiterin, sagte dem Blatt, …"
    return first.start == phrase.head.start and first.text[:1].isupper()


def _is_apposition(text: str, clauses: Sequence[Clause], number: int, language: Language) -> bool:
    """Whether all that stands behind the clause of a cue is the speaker's name or role and when it was said."""
    return _goes_on(text, clauses, number, language) is None


def _goes_on(text: str, clauses: Sequence[Clause], number: int, language: Language) -> Clause | None:
    """The clause behind that of a cue with which what is said goes on."""
    for clause in clauses[number + 1 :]:
        if clause.quoted:
            return clause
        first = clause.words[0].text.lower()
        phrase = read_phrase(text, clause.words, language)
        whole = phrase is not None and phrase.head.end >= clause.words[-1].end
        if not whole and first not in language.stops:
            return clause
    return None


def _phrase_behind(text: str, cue: _Cue, language: Language) -> Phrase | None:
    """The source behind a cue; "heißt es in der Mitteilung" has a preposition before it."""
    after = cue.after
    if len(cue.words) > 1 and after and cue.words[-1].end < after[0].start and after[0].text.lower() in language.places:
        after = after[1:]
    return read_phrase(text, after, language)


def _find_subject(
    text: str, clauses: Sequence[Clause], number: int, cue: _Cue, language: Language
) -> tuple[Phrase | None, bool]:
    """The source before a cue, or behind it where an adverbial stands before ("Am Freitag sagte Ann Lee, …"), and
    whether it is so; for an empty clause ("Ann Lee, die Leiterin, sagte, …") the sentence's first phrase."""
    before = list(cue.before)
    while before and before[0].text.lower() in language.links_of_sentences:
        before.pop(0)
    if not before:
        first = clauses[0]
        if number and not first.quoted:
            return read_phrase(text, first.words, language), False
        return read_phrase(text, cue.after, language), True
    if before[0].text.lower() in language.stops:
        return read_phrase(text, cue.after, language) or _read_last(text, before, language), True
    return read_phrase(text, before, language), False


def _read_last(text: str, words: Sequence[Word], language: Language) -> Phrase | None:
    """The phrase with which these words end: "У понеділок | Іван Коваль"."""
    for start in range(1, len(words)):
        phrase = read_phrase(text, words[start:], language)
        if phrase and phrase.head.end == words[-1].end and words[start - 1].text.lower() not in language.stops:
            return phrase
    return None


def _last_said(clauses: Sequence[Clause], number: int) -> Clause | None:
    """The clause before the cue's that ends what is said: a quotation, or enough words."""
    for clause in reversed(clauses[:number]):
        if clause.quoted or len(clause.words) > 1:
            return clause
    return None


def _said_behind(text: str, clauses: Sequence[Clause], number: int, language: Language) -> Clause | None:
    """The first clause behind the cue's that is said; of two words only right behind it, and where it names nobody."""
    behind = clauses[number + 1 :]
    found = next((clause for clause in behind if clause.quoted or len(clause.words) >= FEWEST), None)
    if found or not behind or len(behind[0].words) < FEWEST - 1:
        return found
    phrase = read_phrase(text, behind[0].words, language)
    return None if phrase and phrase.head.end >= behind[0].words[-1].end else behind[0]


def _before(text: str, clauses: Sequence[Clause], number: int) -> tuple[Span, ...]:
    """All before the cue's clause; of several quotations each."""
    quoted = [Span(c.start, c.end) for c in clauses[:number] if c.quoted]
    plain = [c for c in clauses[:number] if not c.quoted and len(c.words) >= FEWEST]
    if quoted and not plain:
        behind = [Span(c.start, c.end) for c in clauses[number + 1 :] if c.quoted]
        return (*quoted, *behind)
    span = _trim(text, 0, clauses[number].start)
    return (span,) if span else ()


def _behind(text: str, clauses: Sequence[Clause], number: int, language: Language) -> tuple[Span, ...]:
    """All behind the cue's clause, without a leading "that"; only the quotation where one follows."""
    first = clauses[number + 1]
    if first.quoted:
        return tuple(Span(c.start, c.end) for c in clauses[number + 1 :] if c.quoted)
    start = first.words[0].start
    if first.words[0].text.lower() in language.that and len(first.words) > 1:
        start = first.words[1].start
    span = _trim(text, start, len(text))
    return (span,) if span else ()


def _around(text: str, clauses: Sequence[Clause], number: int) -> tuple[Span, ...]:
    """All before and behind the clause of a cue."""
    spans = (_trim(text, 0, clauses[number].start), _trim(text, clauses[number].end, len(text)))
    return tuple(span for span in spans if span)


def _object(text: str, cue: _Cue) -> tuple[Span, ...]:
    """The noun phrase behind a cue, without its particle, to the end of the sentence."""
    last = cue.words[-1].start if len(cue.words) > 1 and cue.words[-1].start > cue.after[-1].start else len(text)
    span = _trim(text, cue.after[0].start, last)
    return (span,) if span else ()


def _trim(text: str, start: int, end: int) -> Span | None:
    """A span without punctuation and blanks at its edges; brackets and quotation marks stay."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return trim_span(text, start, end)


def _make(cue: _Cue, phrase: Phrase | None, content: tuple[Span, ...], text: str) -> Pattern:
    first, last = cue.words[0], cue.words[-1]
    near = len(cue.words) > 1 and last.start - first.end <= 1
    return Pattern(
        cue=Span(first.start, last.end if near else first.end),
        lemma=first.text.lower(),
        stance=cue.verb.stance,
        phrase=phrase,
        content=content,
        quoted=_is_quoted(text, content) or not content,
        hearer=Span(cue.after[0].start, cue.after[-1].end) if cue.after else None,
    )


def _is_quoted(text: str, content: Sequence[Span]) -> bool:
    """Whether what is said is quotations from end to end; of one quotation that its cue parts, both parts."""
    if not content:
        return False
    if len(content) > 1 and text[content[0].start] in OPENERS and text[content[-1].end - 1] in CLOSERS:
        return True
    return all(text[span.start] in OPENERS and _is_whole(text, span) for span in content)


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span is one quotation from end to end."""
    quotes = find_quotations(text[span.start : span.end])
    return len(quotes) == 1 and quotes[0].end >= span.end - span.start


# --- according to ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _leading(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in phrases)})(?=\s)", re.IGNORECASE)


def _read_according(text: str, clauses: Sequence[Clause], language: Language) -> Iterator[Pattern]:
    for clause in clauses:
        if clause.quoted:
            continue
        yield from _read_before(text, clause, language)
        yield from _read_behind(text, clause, language)
        first = clause.words[0]
        if first.text.lower() in language.according.so and first.start > 0:
            phrase = read_phrase(text, clause.words[1:], language)
            content = _before(text, clauses, clauses.index(clause))
            if phrase and content:
                yield _according(text, Span(first.start, first.end), phrase, content)


def _read_before(text: str, clause: Clause, language: Language) -> Iterator[Pattern]:
    """ "laut X", "за словами X"."""
    found = _leading(language.according.before).search(text, clause.start, clause.end)
    words = tuple(word for word in clause.words if found and word.start >= found.end())
    phrase = read_phrase(text, words, language) if found else None
    if not found or not phrase:
        return
    end = phrase.apposition.end if phrase.apposition else phrase.head.end
    spans = (_trim(text, 0, found.start()), _trim(text, end, len(text)))
    content = tuple(span for span in spans if span)
    if content:
        yield _according(text, Span(*found.span()), phrase, content)


def _read_behind(text: str, clause: Clause, language: Language) -> Iterator[Pattern]:
    """ "X zufolge", "Angaben der Polizei zufolge"."""
    for number, word in enumerate(clause.words):
        if word.text.lower() not in language.according.behind or not number:
            continue
        words = clause.words[:number]
        told = {phrase.split()[-1].lower() for phrase in language.according.before}
        if words[0].text.lower() in told and len(words) > 1:
            words = words[1:]
        phrase = read_phrase(text, words, language)
        spans = (_trim(text, 0, clause.words[0].start), _trim(text, word.end, len(text)))
        content = tuple(span for span in spans if span)
        if phrase and content:
            yield _according(text, Span(word.start, word.end), phrase, content)


def _according(text: str, cue: Span, phrase: Phrase, content: tuple[Span, ...]) -> Pattern:
    quoted = all(text[span.start] in '„“«»"' and _is_whole(text, span) for span in content)
    return Pattern(cue, "according to", Stance.ASSERT, phrase, content, quoted)
