"""A search with filters: articles that hold the words, and of these the statements that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from sayso.archive.dossiers import make_dossier, read_articles
from sayso.ask.evidence import Evidence
from sayso.ask.filters import Search, read_search
from sayso.ask.question import list_keys
from sayso.dossier import Dossier
from sayso.model import Span, Statement
from sayso.store import Hit, Store
from sayso.store.words import Term, cut_window, find_tokens, read_terms, skip_to

MOST_LOOKED_AT = 120
"""Articles, best first, that are held against the filters."""

SHOWN = 400
"""Characters of a statement, or of a paragraph, that are shown."""


def search_archive(store: Store, text: str, limit: int, after: str | None = None) -> Sequence[Hit]:
    """Articles that hold the words; with a filter that only statements can meet, these; those behind the hit with the
    id `after`. Call it inside a snapshot."""
    search = read_search(text)
    if search.is_plain:
        return store.search(search.words, limit, after)
    terms = read_terms(search.words)
    groups = [[term] for term in (*terms, *_read_words(search.place), *_read_words(search.speaker_text)[-1:])]
    scores = dict(store.find_articles(groups, MOST_LOOKED_AT)) if groups else _list_first(store)
    hits = _list_hits(store, search, terms, scores)
    if after is not None:
        hits = iter(skip_to(hits, after, key=lambda hit: hit.statement or hit.article))
    return list(islice(hits, max(0, limit)))


def _read_words(text: str) -> list[Term]:
    return [Term((token,)) for token, _ in find_tokens(text)]


def _list_first(store: Store) -> dict[str, float]:
    """Articles of any words: the first by page."""
    return {article.id: 0.0 for article in islice(store.articles(), MOST_LOOKED_AT)}


def _list_hits(store: Store, search: Search, terms: Sequence[Term], scores: dict[str, float]) -> Iterator[Hit]:
    dossiers: dict[str, Dossier] = {}
    items = read_articles(store, sorted(scores))
    for article in scores:
        if search.outlet and not set(search.outlet) <= set(list_keys(_outlet(items[article].article) or "")):
            continue
        if article not in dossiers:
            dossiers.update(_read_story(store, article))
        dossier = dossiers.get(article)
        if dossier is None:
            continue
        hits = _hits_in(search, terms, dossier, article, scores[article])
        yield from hits


def _outlet(article: object) -> str | None:
    return getattr(article, "outlet", None) or getattr(article, "wire", None)


def _read_story(store: Store, article: str) -> dict[str, Dossier]:
    """The dossier of the article's story, by each of its articles."""
    works = [work.id for work in store.works([article])]
    story = next(iter(store.stories(works)), None) if works else None
    if story is None:
        return {}
    dossier = make_dossier(store, story)
    return dict.fromkeys(dossier.articles, dossier)


def _hits_in(search: Search, terms: Sequence[Term], dossier: Dossier, article: str, score: float) -> Iterator[Hit]:
    date = dossier.date_of(article)
    published = date.date if date else None
    item = dossier.articles[article]
    base = Hit(article=article, score=score, snippet="", start=0, outlet=_outlet(item.article), published=published)
    if not search.of_statements:
        if _is_in_time(search, published):
            body = item.article.body[0] if item.article.body else item.article.block
            yield _show(base, item.text, _choose_span(item.text, item.article.body, terms) or body, terms)
        return
    disputed = _list_disputed(dossier)
    for statement in dossier.statements.values():
        if statement.article != article or statement.id in dossier.mirrors:
            continue
        said = dossier.date_of(statement.id)
        fits_time = _is_in_time(search, said.date if said else published)
        if fits_time and _fits_statement(search, terms, statement, dossier, disputed):
            span = Span(statement.content[0].start, statement.content[-1].end)
            speaker = dossier.speaker_of(statement.id)
            hit = msgspec.structs.replace(
                base,
                statement=statement.id,
                speaker=speaker.name if speaker else statement.source.name,
                stance=statement.stance.value,
                disputed=statement.id in disputed,
            )
            yield _show(hit, item.text, span, terms)


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
