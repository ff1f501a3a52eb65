"""Quotations that a colon announces or a comma closes, whatever the verb: "She turned to the crowd: “I regret it.”"."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.lexicon import load_lexicon
from sayso.extract.quotes import find_quotations
from sayso.extract.sources import SourcePhrase, find_subject, phrase_of
from sayso.extract.spoken import Attribution
from sayso.extract.tree import SUBJECTS, Tree
from sayso.model import Span, Stance

PERSONS = frozenset({"he", "she", "they", "we", "i"})
PLACING = frozenset({"in", "at", "on", "from", "to", "of", "the", "for"})
MAIN = ("ROOT", "ccomp", "parataxis", "conj", "dep")
LONGEST_NAME = 5  # words of a name right before the colon


def read_announced(tree: Tree) -> list[Attribution]:
    """The statement whose quotation stands behind the colon that ends the sentence, or ends its part without quotation.

    The speaker is the name right before the colon ("no surprise to pollster Ada Quill: …"), else the subject.
    """
    colon = _find_colon(tree)
    if colon is None:
        return []
    source, cue = _name_before(tree, colon), colon
    if source is None:
        source, cue = _find_subject(tree, colon)
    cue_span = tree.span([cue])
    if source is None or cue_span is None:
        return []
    content = tree.span([colon + 1]) if colon + 1 < len(tree.tokens) else None
    return [
        Attribution(
            cue=cue_span,
            lemma=":",
            stance=Stance.ASSERT,
            source=source,
            content=(content,) if content else (),
            quoted=True,
        )
    ]


def read_closed(tree: Tree) -> list[Attribution]:
    """The statement whose quotation ends in a comma before a verb that is no word of speech: "“It is stuck,” Ray
    fretted", "“It is stuck,” fretted the mayor"."""
    found = []
    for verb in range(2, len(tree.tokens)):
        quote = _closed_before(tree, verb)
        subject = _speaker_at(tree, verb) if quote is not None else None
        cue, content = tree.span([verb]), _quotation(tree, quote) if quote is not None else None
        if subject is None or cue is None or content is None or not _may_speak(tree, subject):
            continue
        if tree.token(subject).quote < 0:
            source, lemma = phrase_of(tree, subject), tree.lower[verb]
            more = _quotation_behind(tree, max(verb, subject))
            said = (content, more) if more else (content,)
            found.append(Attribution(cue, lemma, Stance.ASSERT, source=source, content=said, quoted=True))
    return found


def _speaker_at(tree: Tree, verb: int) -> int | None:
    """The subject of a verb; behind one that has none, what was taken for its object: "beamed his mother"."""
    subject = tree.first(verb, "nsubj")
    if subject is not None or tree.token(verb - 1).quote < 0:
        return subject
    named = tree.first(verb, "dobj")
    return named if named is not None and tree.subtree(named)[0] == verb + 1 else None


def _quotation_behind(tree: Tree, last: int) -> Span | None:
    """The quotation that goes on right behind the name of the speaker: "“It is stuck,” boomed Ray, “and so am I.”"."""
    while last + 1 < len(tree.tokens) and tree.is_noun(last + 1) and tree.token(last + 1).quote < 0:
        last += 1
    if last + 2 >= len(tree.tokens) or tree.lower[last + 1] != ",":
        return None
    quote, start = tree.token(last + 2).quote, tree.span([last + 2])
    if quote >= 0:
        return _quotation(tree, quote)
    found = (Span(other.start, other.end) for other in find_quotations(tree.text) if other.closed)
    return next((span for span in found if start and span.start == start.start), None)


def _closed_before(tree: Tree, verb: int) -> int | None:
    """The number of the quotation that ends in a comma right before a verb, or before its subject."""
    if (
        tree.token(verb).tag not in ("VBD", "VBZ")
        or tree.token(verb).quote >= 0
        or tree.lower[verb] in load_cues().verbs
    ):
        return None
    start = verb
    subject = tree.first(verb, "nsubj")
    if subject is not None and subject < verb:
        start = min(tree.subtree(subject))
        ends = verb + 1 == len(tree.tokens) or tree.lower[verb + 1] in (".", ",")
        if not ends or start >= verb:
            return None
    quote = tree.token(start - 1).quote
    marks = tree.lower[max(0, start - 3) : start]
    return quote if quote >= 0 and any(mark in (",", "!", "?") for mark in marks) else None


def _quotation(tree: Tree, quote: int) -> Span | None:
    return tree.span([n for n, token in enumerate(tree.tokens) if token.quote == quote])


def _find_colon(tree: Tree) -> int | None:
    """The first colon, where nothing stands behind it, or only one quotation that is a clause."""
    colon = next((n for n, word in enumerate(tree.lower) if word == ":" and tree.token(n).quote < 0), None)
    if colon is None:
        return None
    behind = [tree.token(n) for n in range(colon + 1, len(tree.tokens))]
    quotes = {token.quote for token in behind if any(char.isalnum() for char in token.text)}
    return colon if not quotes or (len(quotes) == 1 and behind[0].quote in quotes - {-1}) else None


def _find_subject(tree: Tree, colon: int) -> tuple[SourcePhrase | None, int]:
    """The subject of the main verb before the colon, where it may speak; and its verb nearest to the colon."""
    verbs = (n for n in range(colon) if tree.is_verb(n) and tree.token(n).dep in MAIN and tree.dependents(n, *SUBJECTS))
    verb = next(verbs, None)
    if verb is None:
        return _subject_cut_off(tree, colon), colon
    found = find_subject(tree, verb)
    if not found or found[0] >= colon or not _may_speak(tree, found[0]):
        return None, colon
    later = [n for n in tree.dependents(verb, "conj") if n < colon and tree.is_verb(n)]
    return phrase_of(tree, *found), max([verb, *later])


def _subject_cut_off(tree: Tree, colon: int) -> SourcePhrase | None:
    """ "Ray, a baker, chipped in: …": the subject was given to the verb of the quotation."""
    named = (n for n in range(colon) if tree.token(n).dep == "nsubj" and tree.token(n).head > colon and tree.is_name(n))
    subject = next(named, None)
    return phrase_of(tree, subject) if subject is not None else None


def _name_before(tree: Tree, colon: int) -> SourcePhrase | None:
    """A name of two words, or with a title, that ends right before the colon; not that of a place.

    "Our reporter Ann Lee in Elbing: “…”" has a place behind the name.
    """
    at = colon - 2
    if at > 1 and tree.lower[at] in ("in", "at", "from") and tree.is_name(at - 1) and tree.is_name(colon - 1):
        colon = at if not any(tree.is_verb(word) for word in range(at)) else colon
    last = first = colon - 1
    while first >= 0 and tree.is_name(first):
        first -= 1
    first += 1
    if first > last or last - first >= LONGEST_NAME:
        return None
    titled = first > 0 and tree.lower[first - 1] in load_lexicon().people
    placed = first > 0 and tree.lower[first - 1] in PLACING
    if placed or not (titled or last > first):
        return None
    while titled and first > 0 and tree.token(first - 1).tag in ("NN", "NNP", "JJ"):
        first -= 1
    span = tree.span(range(first, last + 1))
    return SourcePhrase(head=span) if span else None


def _may_speak(tree: Tree, word: int) -> bool:
    """Whether a subject is somebody: a pronoun of persons, a name, a role or a text."""
    lower = tree.lower[word]
    lexicon = load_lexicon()
    if any(tree.lower[other] in lexicon.people for other in tree.subtree(word)):
        return True  # "the mum-of-two"
    return lower in PERSONS or tree.is_name(word) or lower in lexicon.documents
