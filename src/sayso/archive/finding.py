"""A search with filters: articles that hold the words, and of these the statements that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

import msgspec

from sayso.archive.cards import Card, make_cards
from sayso.archive.dossiers import find_story, make_dossier, read_articles, rename_id
from sayso.ask.evidence import Evidence
from sayso.ask.filters import Search, read_search
from sayso.ask.question import list_keys
from sayso.dossier import Dossier
from sayso.model import Span, Statement, Story
from sayso.run import cut_batches
from sayso.store import Hit, Store, StorySummary
from sayso.store.words import Term, cut_window, find_tokens, read_terms, skip_to

MOST_LOOKED_AT = 120
"""Articles, best first, that are held against the filters."""

MOST_STORIES = 60
"""Stories, newest first, that are looked through where filters come without words."""

AT_ONCE = 24
"""Articles that are read at once: a first page of hits asks for 21."""

STORIES_AT_ONCE = 6
"""Stories whose articles are read at once."""

SHOWN = 400
"""Characters of a statement, or of a paragraph, that are shown."""


def search_archive(
    store: Store, text: str, limit: int, after: str | None, list_told: Callable[[], Sequence[StorySummary]]
) -> Sequence[Hit]:
    """Articles that hold the words; with a filter that only statements can meet, these; those behind the hit with the
    id `after`. `list_told` gives the summaries of all stories, should they be needed. Call it inside a snapshot."""
    search = read_search(text)
    if search.is_plain:
        return store.search(search.words, limit, after)
    terms = read_terms(search.words)
    groups = [[term] for term in (*terms, *_read_words(search.place), *_read_words(search.speaker_text)[-1:])]
    cards = _find_by_words(store, groups) if groups else _find_by_story(store, search, list_told)
    wanted = ((card, score) for card, score in cards if _is_of_outlet(search, card.outlet or ""))
    hits = (_list_statements if search.of_statements else _list_articles)(store, search, terms, wanted)
    if after is not None:
        hits = iter(skip_to(hits, after, key=lambda hit: hit.statement or hit.article))
    return list(islice(hits, max(0, limit)))


def _read_words(text: str) -> list[Term]:
    return [Term((token,)) for token, _ in find_tokens(text)]


def _find_by_words(store: Store, groups: Sequence[Sequence[Term]]) -> Iterator[tuple[Card, float]]:
    """Articles that hold the words, each with its score, best first."""
    for some in cut_batches(store.find_articles(groups, MOST_LOOKED_AT), AT_ONCE):
        cards = make_cards(store, [article for article, _ in some])
        yield from ((cards[article], score) for article, score in some if article in cards)


def _find_by_story(
    store: Store, search: Search, list_told: Callable[[], Sequence[StorySummary]]
) -> Iterator[tuple[Card, float]]:
    """The articles of the newest stories that may hold what is wanted, of each story the newest first."""
    summaries = list_told()
    outlets = {outlet for told in summaries for outlet in told.outlets}
    named = {outlet for outlet in outlets if _is_of_outlet(search, outlet)}
    told = [story for story in summaries if _may_hold(search, story, named)]
    told.sort(key=lambda story: story.last or "", reverse=True)
    for some in cut_batches(told[:MOST_STORIES], STORIES_AT_ONCE):
        printed = _list_printed(store, search, [summary.id for summary in some])
        cards = make_cards(store, sorted({article for articles in printed for article in articles}))
        for articles in printed:
            told_here = (cards[article] for article in articles if article in cards)
            yield from ((card, 0.0) for card in sorted(told_here, key=lambda card: card.published or "", reverse=True))


def _list_printed(store: Store, search: Search, ids: Iterable[str]) -> list[list[str]]:
    """Of each story the articles of the outlet that is asked for, by id."""
    stories = [find_story(store, story) for story in ids]
    works = {work.id: work for work in store.works(_list_smallest(stories))}
    printed = [
        sorted({printing.article for part in story.parts for printing in works[part.work].articles})
        for story in stories
    ]
    if not search.outlet:
        return printed
    wanted = {
        article.id
        for article in store.articles(article for articles in printed for article in articles)
        if _is_of_outlet(search, article.outlet or article.wire or "")
    }
    return [[article for article in articles if article in wanted] for articles in printed]


def _list_smallest(stories: Iterable[Story]) -> list[str]:
    """An article of each work of the stories."""
    return [rename_id("article", part.work) for story in stories for part in story.parts]


def _may_hold(search: Search, story: StorySummary, named: AbstractSet[str]) -> bool:
    """Whether the story's summary leaves it open that something in it fits; `named` are the outlets that are asked for.
    What it says of days is of its articles: what they quote may be older."""
    return (
        (not search.outlet or not named.isdisjoint(story.outlets))
        and (search.disputed is not True or story.disputed > 0)
        and (not search.after or (story.last or "9")[: len(search.after)] >= search.after)
    )


def _is_of_outlet(search: Search, outlet: str) -> bool:
    return not search.outlet or set(search.outlet) <= set(list_keys(outlet))


def _list_articles(
    store: Store, search: Search, terms: Sequence[Term], cards: Iterable[tuple[Card, float]]
) -> Iterator[Hit]:
    """The articles that fit, each with the paragraph that holds most of the words."""
    fitting = ((card, score) for card, score in cards if _is_in_time(search, card.published))
    for some in cut_batches(fitting, AT_ONCE):
        items = read_articles(store, [card.article for card, _ in some])
        for card, score in some:
            text, article = items[card.article].text, items[card.article].article
            span = _choose_span(text, article.body, terms) or article.block
            yield _show(_make_hit(card, score), text, span, terms)


def _list_statements(
    store: Store, search: Search, terms: Sequence[Term], cards: Iterable[tuple[Card, float]]
) -> Iterator[Hit]:
    """The statements that fit, article by article."""
    dossiers: dict[str, tuple[Dossier, frozenset[str]]] = {}
    for card, score in cards:
        if card.story not in dossiers:
            dossier = make_dossier(store, find_story(store, card.story))
            dossiers[card.story] = dossier, _list_disputed(dossier)
        dossier, disputed = dossiers[card.story]
        text = dossier.articles[card.article].text
        for statement in dossier.statements.values():
            if statement.article != card.article or statement.id in dossier.mirrors:
                continue
            said = dossier.date_of(statement.id)
            fits_time = _is_in_time(search, said.date if said else card.published)
            if fits_time and _fits_statement(search, terms, statement, dossier, disputed):
                hit = _name_statement(_make_hit(card, score), statement, dossier, disputed)
                yield _show(hit, text, Span(statement.content[0].start, statement.content[-1].end), terms)


def _make_hit(card: Card, score: float) -> Hit:
    return Hit(article=card.article, score=score, snippet="", start=0, outlet=card.outlet, published=card.published)


def _name_statement(hit: Hit, statement: Statement, dossier: Dossier, disputed: frozenset[str]) -> Hit:
    speaker = dossier.speaker_of(statement.id)
    return msgspec.structs.replace(
        hit,
        statement=statement.id,
        speaker=speaker.name if speaker else statement.source.name,
        stance=statement.stance.value,
        disputed=statement.id in disputed,
    )


def _fits_statement(
    search: Search, terms: Sequence[Term], statement: Statement, dossier: Dossier, disputed: frozenset[str]
) -> bool:
    if search.stance and statement.stance.value != search.stance:
        return False
    if search.disputed is not None and (statement.id in disputed) is not search.disputed:
        return False
    evidence = Evidence(statement, dossier)
    if search.speaker and not set(search.speaker) <= evidence.tellers:
        return False
    tokens = [token for token, _ in find_tokens(evidence.text)]
    return all(_holds(tokens, term) for term in terms)


def _holds(tokens: Sequence[str], term: Term) -> bool:
    size = len(term.tokens)
    for index in range(len(tokens) - size + 1):
        here = tokens[index : index + size]
        same = here[-1].startswith(term.tokens[-1]) if term.prefix else here[-1] == term.tokens[-1]
        if same and tuple(here[:-1]) == term.tokens[:-1]:
            return True
    return False


def _list_disputed(dossier: Dossier) -> frozenset[str]:
    sides = dossier.find_disputed()
    disputed_claims = (c for c in dossier.links.claims if sides.intersection(c.statements))
    return frozenset(sides.union(*(claim.statements for claim in disputed_claims)))


def _is_in_time(search: Search, date: str | None) -> bool:
    """Whether a date lies before and after what is asked; an unknown one does not."""
    if not (search.before or search.after):
        return True
    if date is None:
        return False
    first, last = date.split("/")[0], date.split("/")[-1]
    return (not search.before or first < search.before) and (
        not search.after or last[: len(search.after)] >= search.after
    )


def _choose_span(text: str, body: Sequence[Span], terms: Sequence[Term]) -> Span | None:
    """The paragraph that holds most of the words."""
    counts = [(sum(_holds([t for t, _ in find_tokens(text, s.start, s.end)], term) for term in terms), s) for s in body]
    return max(counts, key=lambda row: (row[0], -row[1].start))[1] if counts else None


def _show(hit: Hit, text: str, span: Span, terms: Sequence[Term]) -> Hit:
    """The hit with its snippet, the words marked."""
    window = cut_window(text, span, Span(span.start, span.start), SHOWN)
    single = {token for term in terms for token in term.tokens}
    marks = [s for token, s in find_tokens(text, window.start, window.end) if token in single]
    shifted = tuple(Span(mark.start - window.start, mark.end - window.start) for mark in marks)
    return msgspec.structs.replace(hit, start=window.start, snippet=text[window.start : window.end], marks=shifted)
