"""Keys, gists and edges of records, and which records wait. Functions on an open connection, for every database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from sayso.model import Edge
from sayso.store.records import chunk, decode_record, hash_keys, pack_numbers, unpack, unpack_numbers
from sayso.store.rows import edge_row, gist_row
from sayso.store.tables import ARTICLES, EDGES, FINDINGS, GISTS, KEYED, KEYS, WAITING

_DELETE_EDGE = delete(EDGES).where(
    EDGES.c.kind == bindparam("k"), EDGES.c.a == bindparam("x"), EDGES.c.b == bindparam("y")
)
_READ_KEYS = select(KEYED.c.number, KEYED.c.hashes).where(
    KEYED.c.station == bindparam("station"), KEYED.c.record == bindparam("record")
)
_INSERT_WAITING = insert(WAITING)
_DELETE_WAITING = delete(WAITING).where(WAITING.c.kind == bindparam("k"), WAITING.c.record == bindparam("r"))
_INSERT_KEYS = insert(KEYED).returning(KEYED.c.number)


def put_keys(connection: Connection, station: str, record: str, keys: Sequence[str]) -> None:
    """Replace the record's keys; only what differs is written."""
    new = hash_keys(station, keys)
    if not new:
        drop_keys(connection, [record], station)
        return
    row = connection.execute(_READ_KEYS, {"station": station, "record": record}).one_or_none()
    if row is None:
        values = {"station": station, "record": record, "hashes": pack_numbers(new)}
        number = connection.scalar(_INSERT_KEYS, values)
        old: tuple[int, ...] = ()
    else:
        number, old = row[0], unpack_numbers(row[1])
        if list(old) == new:
            return
        connection.execute(update(KEYED).where(KEYED.c.number == number).values({"hashes": pack_numbers(new)}))
    _delete_keys(connection, number, set(old).difference(new))
    added = [{"key": key, "record": number} for key in sorted(set(new).difference(old))]
    if added:
        connection.execute(insert(KEYS), added)


def drop_keys(connection: Connection, records: Iterable[str], station: str | None = None) -> None:
    """Take out the keys of the records, of this station or of all."""
    for part in chunk(records):
        query = select(KEYED.c.number, KEYED.c.hashes).where(KEYED.c.record.in_(part))
        if station is not None:
            query = query.where(KEYED.c.station == station)
        for number, packed in connection.execute(query).all():
            _delete_keys(connection, number, unpack_numbers(packed))
            connection.execute(delete(KEYED).where(KEYED.c.number == number))


def _delete_keys(connection: Connection, number: int, keys: Iterable[int]) -> None:
    for part in chunk(keys):
        connection.execute(delete(KEYS).where(KEYS.c.key.in_(part), KEYS.c.record == number))


def put_gists(connection: Connection, gists: Mapping[str, bytes]) -> None:
    """Keep the gists of articles that have none."""
    numbers = {
        article: number
        for part in chunk(gists)
        for article, number in connection.execute(
            select(ARTICLES.c.id, ARTICLES.c.number).where(ARTICLES.c.id.in_(part))
        )
    }
    rows = [gist_row(number, gists[article]) for article, number in numbers.items()]
    if rows:
        connection.execute(insert(GISTS), rows)


def read_gists(connection: Connection, articles: Iterable[str]) -> dict[str, bytes]:
    """The gists of these articles, as far as they are kept."""
    query = select(ARTICLES.c.id, GISTS.c.data).join(GISTS, GISTS.c.article == ARTICLES.c.number)
    rows = [row for part in chunk(articles) for row in connection.execute(query.where(ARTICLES.c.id.in_(part)))]
    return {article: unpack(data, f"The gist of {article}") for article, data in rows}


def drop_gists(connection: Connection, page: str) -> None:
    """Take out the gists of the page's articles."""
    numbers = select(ARTICLES.c.number).where(ARTICLES.c.page == page)
    connection.execute(delete(GISTS).where(GISTS.c.article.in_(numbers)))


def put_edges(connection: Connection, edges: Iterable[Edge]) -> None:
    """Keep edges; one of the same kind between the same two, in either order, replaces the old one."""
    latest = {(edge.kind, *sorted((edge.a, edge.b))): edge for edge in edges}
    if not latest:
        return
    pairs = [{"k": kind, "x": x, "y": y} for kind, *ends in latest for x, y in (ends, reversed(ends))]
    rows = [edge_row(edge) for edge in latest.values()]
    connection.execute(_DELETE_EDGE, pairs)  # each order by its own key: with OR the whole kind would be looked through
    connection.execute(insert(EDGES), rows)


def read_edges(connection: Connection, kind: str, records: Iterable[str]) -> list[Edge]:
    """Edges of this kind that touch one of the records, by (a, b)."""
    ends = EDGES.alias("ends")  # found in the index alone, then read by key: else SQLite reads the whole kind
    same = and_(EDGES.c.kind == ends.c.kind, EDGES.c.a == ends.c.a, EDGES.c.b == ends.c.b)
    columns = select(EDGES.c.a, EDGES.c.b, EDGES.c.data).select_from(ends.join(EDGES, same)).where(ends.c.kind == kind)
    found: dict[tuple[str, str], str] = {}
    for part in chunk(records):
        for end in (ends.c.a, ends.c.b):
            found.update({(a, b): data for a, b, data in connection.execute(columns.where(end.in_(part)))})
    return [decode_record(data, Edge) for _, data in sorted(found.items())]


def read_edges_within(connection: Connection, kind: str, records: Set[str]) -> list[Edge]:
    """Edges of this kind between two of the records, by (a, b). Looked for by one end: half of what touches them."""
    query = select(EDGES.c.a, EDGES.c.b, EDGES.c.data).where(EDGES.c.kind == kind)
    rows = [row for part in chunk(sorted(records)) for row in connection.execute(query.where(EDGES.c.a.in_(part)))]
    return [decode_record(data, Edge) for _, b, data in sorted(map(tuple, rows)) if b in records]


def read_mirrors(connection: Connection, articles: Iterable[str]) -> dict[str, str]:
    """Finding in a copy → the one on the same words in the original, for the copies among these articles."""
    found: dict[str, str] = {}
    query = select(EDGES.c.a, EDGES.c.b).where(EDGES.c.kind == "mirror")
    for part in chunk(articles):
        findings = select(FINDINGS.c.id).where(FINDINGS.c.article.in_(part))
        found.update({row.a: row.b for row in connection.execute(query.where(EDGES.c.a.in_(findings)))})
    return dict(sorted(found.items()))


def drop_edges(connection: Connection, records: Iterable[str], kind: str | None = None) -> None:
    """Take out the edges (of this kind) that touch one of the records."""
    kinds = [kind] if kind else _list_kinds(connection)
    for part in chunk(records):
        for end in (EDGES.c.a, EDGES.c.b):
            connection.execute(delete(EDGES).where(EDGES.c.kind.in_(kinds), end.in_(part)))


def drop_mirrors(connection: Connection, articles: Iterable[str]) -> None:
    """Take out the mirror edges that touch a finding of one of the articles."""
    for part in chunk(articles):
        findings = select(FINDINGS.c.id).where(FINDINGS.c.article.in_(part))
        for end in (EDGES.c.a, EDGES.c.b):
            connection.execute(delete(EDGES).where(EDGES.c.kind == "mirror", end.in_(findings)))


def _list_kinds(connection: Connection) -> list[str]:
    """The kinds of edges there are, each found in the index after the one before: `DISTINCT` would read all of it."""
    kinds: list[str] = []
    kind = connection.scalar(select(func.min(EDGES.c.kind)))
    while kind is not None:
        kinds.append(kind)
        kind = connection.scalar(select(func.min(EDGES.c.kind)).where(EDGES.c.kind > kind))
    return kinds


def put_waiting(connection: Connection, kind: str, records: Iterable[str]) -> None:
    """Let the records wait: pages to be read, articles to be gathered."""
    rows = [{"kind": kind, "record": record} for record in dict.fromkeys(records)]
    if rows:
        _drop_rows(connection, rows)
        connection.execute(_INSERT_WAITING, rows)


def drop_waiting(connection: Connection, kind: str, records: Iterable[str]) -> None:
    """The records wait no more."""
    rows = [{"kind": kind, "record": record} for record in dict.fromkeys(records)]
    if rows:
        _drop_rows(connection, rows)


def _drop_rows(connection: Connection, rows: Sequence[Mapping[str, str]]) -> None:
    connection.execute(_DELETE_WAITING, [{"k": row["kind"], "r": row["record"]} for row in rows])
