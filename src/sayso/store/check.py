"""Whether an archive's records hold what they promise; for every database. One sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, func, or_, select

from sayso.errors import DamagedError
from sayso.model import Article, Capture, Discard, Edge, Furniture, Judgement, Page, Span, Story, Work
from sayso.store.groups import read_links
from sayso.store.records import (
    FINDING_KINDS,
    chunk,
    decode_record,
    digest_bytes,
    finding_spans,
    unpack,
    unpack_numbers,
    unpack_text,
)
from sayso.store.tables import (
    ARTICLES,
    CAPTURES,
    DISCARDS,
    EDGES,
    FINDINGS,
    GISTS,
    GROUPS,
    JUDGEMENTS,
    KEYED,
    KEYS,
    LINKED,
    LINKS,
    MEMBERS,
    PAGES,
    READINGS,
    REDIRECTS,
    WAITING,
)


def check_tables(connection: Connection) -> Iterator[str]:
    """What is wrong with the records."""
    yield from _check_bytes(connection)
    yield from _check_states(connection)
    for table, kind in ((CAPTURES, Capture), (DISCARDS, Discard), (JUDGEMENTS, Judgement), (EDGES, Edge)):
        for row in connection.execute(select(table.c.data)):
            yield from _try(decode_record, row.data, kind)[1]
    for page in connection.scalars(select(READINGS.c.page).order_by(READINGS.c.page)).all():
        yield from _check_reading(connection, page)
    yield from _check_gists(connection)
    yield from _check_keys(connection)
    yield from _check_edges(connection)
    yield from _check_groups(connection)
    yield from _check_redirects(connection)


def _try(read: Any, *arguments: Any) -> tuple[Any, list[str]]:
    """What `read` gives, or None and the sentence that says why not."""
    try:
        return read(*arguments), []
    except DamagedError as error:
        return None, [str(error)]


def _check_bytes(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(PAGES)):
        data, faults = _try(unpack, row.bytes, f"What is kept of {row.id}")
        yield from faults
        if data is not None and (len(data) != row.size or digest_bytes(data) != row.digest):
            yield f"The bytes kept of {row.id} are not those that were added."


def _check_states(connection: Connection) -> Iterator[str]:
    """Each page is read, discarded or waits; each article is in one work or waits."""
    states = (
        select(READINGS.c.page).where(READINGS.c.page == PAGES.c.id).exists(),
        select(DISCARDS.c.id).where(DISCARDS.c.page == PAGES.c.id).exists(),
        _waits("page", PAGES.c.id),
    )
    for page in connection.scalars(select(PAGES.c.id).where(~or_(*states))):
        yield f"{page} has neither a reading nor a discard, and does not wait to be read."
    held = select(MEMBERS.c.holder).where(MEMBERS.c.kind == "work", MEMBERS.c.member == ARTICLES.c.id).exists()
    for article in connection.scalars(select(ARTICLES.c.id).where(~or_(held, _waits("article", ARTICLES.c.id)))):
        yield f"{article} is in no work, and does not wait to be gathered."


def _waits(kind: str, record: Column[Any]) -> Any:
    return select(WAITING.c.record).where(WAITING.c.kind == kind, WAITING.c.record == record).exists()


def _check_reading(connection: Connection, page: str) -> Iterator[str]:
    row = connection.execute(select(READINGS).where(READINGS.c.page == page)).one()
    text, faults = _try(unpack_text, row.text, f"The text of {page}")
    yield from faults
    yield from _try(decode_record, row.data, Page)[1]
    size = len(text) if text is not None else None
    packed, faults = _try(unpack, row.furniture, f"The furniture of {page}")
    yield from faults
    if packed is not None:
        found, faults = _try(decode_record, packed, tuple[Furniture, ...])
        yield from faults
        spans = [Span(item.start, item.end) for item in found or ()]
        yield from _check_spans(f"The furniture of {page}", spans, size)
    for record in connection.execute(select(ARTICLES.c.id, ARTICLES.c.data).where(ARTICLES.c.page == page)):
        article, faults = _try(decode_record, record.data, Article)
        yield from faults
        if article is not None:
            yield from _check_article(article, page, size)
    columns = select(FINDINGS.c.id, FINDINGS.c.kind, FINDINGS.c.data).where(FINDINGS.c.page == page)
    for name, kind, data in connection.execute(columns):
        finding, faults = _try(decode_record, data, FINDING_KINDS[kind])
        yield from faults
        if finding is not None:
            yield from _check_spans(name, finding_spans(finding), size)


def _check_article(article: Article, page: str, size: int | None) -> Iterator[str]:
    if article.page != page:
        yield f"{article.id} says it stands on {article.page}, but is kept with {page}."
    headline = [article.headline] if article.headline else []
    spans = [article.block, *headline, *article.headline_repeats, *article.credits, *article.body, *article.repeats]
    yield from _check_spans(article.id, spans, size)


def _check_spans(what: str, spans: Iterable[Span], size: int | None) -> Iterator[str]:
    """Spans lie inside a text of this size (None: the text is not known) and do not end before they start."""
    for span in spans:
        if size is not None and not 0 <= span.start <= span.end <= size:
            yield f"{what} points to {span.start}-{span.end}, but the page's text has {size} characters."


def _check_gists(connection: Connection) -> Iterator[str]:
    query = select(GISTS.c.article, GISTS.c.data, ARTICLES.c.id)
    for number, data, article in connection.execute(query.outerjoin(ARTICLES, ARTICLES.c.number == GISTS.c.article)):
        if article is None:
            yield f"A gist is kept of article number {number}, which is not there."
        yield from _try(unpack, data, f"The gist of {article}")[1]


def _check_keys(connection: Connection) -> Iterator[str]:
    orphans = select(KEYS.c.record).where(~select(KEYED.c.number).where(KEYED.c.number == KEYS.c.record).exists())
    for number in connection.scalars(orphans.distinct()):
        yield f"There are keys of a record ({number}) that is no more."
    for row in connection.execute(select(KEYED)):
        packed = unpack_numbers(row.hashes)
        if sorted(packed) != sorted(connection.scalars(select(KEYS.c.key).where(KEYS.c.record == row.number))):
            yield f"The keys of {row.record} for {row.station} are not all there."


def _check_edges(connection: Connection) -> Iterator[str]:
    """Both ends of an edge are there."""
    for kind, column in (("copy", ARTICLES.c.id), ("mirror", FINDINGS.c.id), ("story", GROUPS.c.id)):
        for end in (EDGES.c.a, EDGES.c.b):
            lost = select(end).where(EDGES.c.kind == kind, ~select(column).where(column == end).exists())
            for record in connection.scalars(lost.distinct()):
                yield f"An edge ({kind}) ties {record}, which is no more."


def _check_groups(connection: Connection) -> Iterator[str]:
    for kind, record, of in (("work", Work, ARTICLES), ("story", Story, GROUPS)):
        for row in connection.execute(select(GROUPS.c.id, GROUPS.c.data).where(GROUPS.c.kind == kind)).all():
            group, faults = _try(decode_record, row.data, record)
            yield from faults
            if group is not None:
                yield from _check_members(connection, group, of)
    double = select(MEMBERS.c.member).where(MEMBERS.c.kind == "work").group_by(MEMBERS.c.member)
    for article in connection.scalars(double.having(func.count() > 1)):
        yield f"{article} is in several works."
    for story in connection.scalars(select(LINKS.c.story)).all():
        yield from _check_links(connection, story)


def _check_members(connection: Connection, group: Work | Story, of: Table) -> Iterator[str]:
    if isinstance(group, Work):
        named = {printing.article for printing in group.articles} | ({group.original} if group.original else set())
    else:
        named = {part.work for part in group.parts}
    for member in sorted(named - _present(connection, of.c.id, named)):
        yield f"{group.id} holds {member}, which is no more."


def _check_links(connection: Connection, story: str) -> Iterator[str]:
    links, faults = _try(read_links, connection, story)
    yield from faults
    if links is None:
        return
    named = {statement for speaker in links.speakers for statement in speaker.statements}
    named.update(finding for claim in links.claims for finding in (*claim.statements, *claim.figures))
    for finding in sorted(named - _present(connection, FINDINGS.c.id, named)):
        yield f"What was linked in {story} rests on {finding}, which is no more."


def _present(connection: Connection, column: Column[Any], values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunk(sorted(values)):
        found.update(connection.scalars(select(column).where(column.in_(part))))
    return found


def _check_redirects(connection: Connection) -> Iterator[str]:
    """No id that lives leads elsewhere, and none leads to an id that is no more."""
    lives = [select(column).where(column == REDIRECTS.c.old).exists() for column in (GROUPS.c.id, LINKED.c.id)]
    for record in connection.scalars(select(REDIRECTS.c.old).where(or_(*lives))):
        yield f"{record} leads elsewhere, though it is there."
    there = [select(column).where(column == REDIRECTS.c.new).exists() for column in (GROUPS.c.id, LINKED.c.id)]
    lost = select(REDIRECTS.c.old, REDIRECTS.c.new).where(REDIRECTS.c.new.is_not(None), ~or_(*there))
    for old, new in connection.execute(lost):
        yield f"{old} leads to {new}, which is no more."
