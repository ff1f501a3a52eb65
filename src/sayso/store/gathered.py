"""Keys and edges of records, and which records wait. Functions on an open connection; they hold for every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from sayso.model import Edge
from sayso.store.records import chunk, decode_record, hash_keys, pack_numbers, unpack_numbers
from sayso.store.rows import edge_row
from sayso.store.tables import EDGES, KEYED, KEYS, WAITING

_DELETE_EDGE = delete(EDGES).where(
    EDGES.c.kind == bindparam("k"), EDGES.c.a == bindparam("x"), EDGES.c.b == bindparam("y")
)


def put_keys(connection: Connection, station: str, record: str, keys: Sequence[str]) -> None:
    """Replace the record's keys; only what differs is written."""
    new = hash_keys(station, keys)
    if not new:
        drop_keys(connection, [record], station)
        return
    query = select(KEYED.c.number, KEYED.c.hashes).where(KEYED.c.station == station, KEYED.c.record == record)
    row = connection.execute(query).one_or_none()
    if row is None:
        values = {"station": station, "record": record, "hashes": pack_numbers(new)}
        number = connection.scalar(insert(KEYED).values(values).returning(KEYED.c.number))
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


def drop_edges(connection: Connection, records: Iterable[str], kind: str | None = None) -> None:
    """Take out the edges (of this kind) that touch one of the records."""
    kinds = [kind] if kind else _list_kinds(connection)
    for part in chunk(records):
        for end in (EDGES.c.a, EDGES.c.b):
            connection.execute(delete(EDGES).where(EDGES.c.kind.in_(kinds), end.in_(part)))


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
    for part in chunk(records):
        same = select(WAITING.c.record).where(WAITING.c.kind == kind, WAITING.c.record.in_(part))
        new = set(part).difference(connection.scalars(same))
        if new:
            connection.execute(insert(WAITING), [{"kind": kind, "record": record} for record in sorted(new)])


def drop_waiting(connection: Connection, kind: str, records: Iterable[str]) -> None:
    """The records wait no more."""
    for part in chunk(records):
        connection.execute(delete(WAITING).where(WAITING.c.kind == kind, WAITING.c.record.in_(part)))
