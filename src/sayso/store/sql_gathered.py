"""What gather stations made of readings: keys, gists, edges, works, stories, links."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Text, cast, func, select

from sayso.errors import UnknownIdError
from sayso.model import Date, Edge, Links, Story, Work
from sayso.store import StorySummary, gathered, groups
from sayso.store.records import decode_record, encode_record
from sayso.store.rows import list_members
from sayso.store.sql_read import ReadRecords
from sayso.store.tables import EDGES, GROUPS, LINKED, SUMMARIES, WAITING

T = TypeVar("T")

_ROW, _PART = "\x1e", "\x1f"  # no JSON holds these as they stand
ALL_SUMMARIES = func.aggregate_strings(
    cast(SUMMARIES.c.size, Text) + _PART + SUMMARIES.c.story + _PART + func.coalesce(SUMMARIES.c.data, ""), _ROW
)


class _Told(NamedTuple):
    """A row of the summaries."""

    size: int
    story: str
    told: StorySummary | None


class _Summed(NamedTuple):
    """All summaries: as they were read, by row, and in order."""

    text: str
    rows: Mapping[str, _Told]
    ordered: Sequence[tuple[str, StorySummary | None]]


def _decode_summary(row: str) -> _Told:
    size, story, data = row.split(_PART)
    return _Told(int(size), story, decode_record(data, StorySummary) if data else None)


class GatheredRecords(ReadRecords):
    """Works, stories and what is linked in them."""

    def __init__(self) -> None:
        super().__init__()
        self._summed: _Summed | None = None  # what was decoded last

    def put_keys(self, station: str, record: str, keys: Sequence[str]) -> None:
        """Replace the record's keys for this station."""
        gathered.put_keys(self._write(), station, record, keys)

    def put_gists(self, gists: Mapping[str, bytes]) -> None:
        """Keep what a station reads of these articles, which have no gist yet, until their pages are read anew."""
        gathered.put_gists(self._write(), gists)

    def gists(self, articles: Iterable[str]) -> Mapping[str, bytes]:
        """What is kept so of these articles, by id. Raises `DamagedError`."""
        with self._read() as connection:
            return gathered.read_gists(connection, articles)

    @abstractmethod
    def neighbours(
        self, station: str, keys: Sequence[str], limit: int, most: int = 500, nearest: int = 500
    ) -> Sequence[tuple[str, int, int]]:
        """Records that share keys, how many, and how many keys they hold; most shared first, then by id, the `nearest`.

        Keys held by more than `limit` records are passed over: what everybody has tells nobody apart. The rarest keys
        are looked at first, until they have `most` holders together."""

    @abstractmethod
    def count_holders(self, station: str, keys: Iterable[str], limit: int) -> Mapping[str, int]:
        """How many records hold each of the keys, those that none holds left out; counted to `limit` + 1."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Keep edges; one of the same kind between the same two, in either order, replaces the old one."""
        gathered.put_edges(self._write(), edges)

    def edges(self, kind: str, records: Iterable[str] | None = None) -> Iterator[Edge]:
        """Edges of this kind that touch one of the records (or all), by (a, b)."""
        if records is None:
            query = select(EDGES.c.data).where(EDGES.c.kind == kind).order_by(EDGES.c.a, EDGES.c.b)
            return (decode_record(row.data, Edge) for row in self._rows(query))
        with self._read() as connection:
            return iter(gathered.read_edges(connection, kind, records))

    def edges_within(self, kind: str, records: Iterable[str]) -> Iterator[Edge]:
        """Edges of this kind between two of the records, by (a, b)."""
        with self._read() as connection:
            return iter(gathered.read_edges_within(connection, kind, set(records)))

    def mirrors(self, articles: Iterable[str]) -> Mapping[str, str]:
        """Finding in a copy → the one on the same words in the original, for the copies among these articles."""
        with self._read() as connection:
            return gathered.read_mirrors(connection, articles)

    def drop_edges(self, kind: str, records: Iterable[str]) -> None:
        """Forget the edges of this kind that touch one of the records."""
        gathered.drop_edges(self._write(), records, kind)

    def drop_mirrors(self, articles: Iterable[str]) -> None:
        """Forget the "mirror" edges of all findings of these articles."""
        gathered.drop_mirrors(self._write(), articles)

    def put_works(self, works: Iterable[Work]) -> None:
        """Keep works, replacing those that held any of their articles; ids that vanish redirect to where the members
        went, and lose their keys and edges."""
        rows = [groups.Group(work.id, list_members(work), encode_record(work)) for work in works]
        groups.put_groups(self._write(), "work", rows)

    def works(self, articles: Iterable[str] | None = None) -> Iterator[Work]:
        """Works that hold one of the articles (or all), by id."""
        return self._groups("work", articles, Work)

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Keep stories, replacing those that held any of their works (a briefing may be in several: put them all); the
        links of replaced stories go with them. A story put again unchanged keeps its links. All of them wait to be
        linked."""
        rows = [groups.Group(story.id, list_members(story), encode_record(story)) for story in stories]
        groups.put_groups(self._write(), "story", rows)

    def retell_stories(self, stories: Iterable[Story]) -> None:
        """Replace what is said of stories that hold the very works they held: titles, chapters. Their links stay."""
        groups.retell_stories(self._write(), stories)

    def stories(self, works: Iterable[str] | None = None) -> Iterator[Story]:
        """Stories that hold one of the works (or all), by id. A work that went into another is held by the stories of
        both until they are put again."""
        return self._groups("story", works, Story)

    def story(self, story: str) -> Story | None:
        """The story with this id; None where there is none today."""
        data = self._scalar(select(GROUPS.c.data).where(GROUPS.c.id == story, GROUPS.c.kind == "story"))
        return None if data is None else decode_record(data, Story)

    def drop_groups(self, ids: Iterable[str]) -> None:
        """Forget these works or stories, with what was linked in them; their ids stay reserved."""
        groups.drop_groups(self._write(), ids)

    def _groups(self, kind: str, members: Iterable[str] | None, record: type[T]) -> Iterator[T]:
        query = select(GROUPS.c.id, GROUPS.c.data)
        if members is None:
            rows: Iterable[Any] = self._rows(query.where(GROUPS.c.kind == kind).order_by(GROUPS.c.id))
        else:  # by id alone: asked for the kind too, SQLite would look through all groups of that kind
            with self._read() as connection:
                holders = groups.read_holders(connection, kind, members)
            rows = self._rows_of(query, GROUPS.c.id, holders, key=lambda row: row.id)
        return (decode_record(row.data, record) for row in rows)

    def unlinked(self) -> Iterator[str]:
        """Stories that wait to be linked, by id."""
        query = select(WAITING.c.record).where(WAITING.c.kind == "story").order_by(WAITING.c.record)
        with self._read() as connection:
            return iter(connection.scalars(query).all())

    def is_unlinked(self, story: str) -> bool:
        """Whether this story waits to be linked."""
        query = select(WAITING.c.record).where(WAITING.c.kind == "story", WAITING.c.record == story)
        return self._scalar(query) is not None

    def put_links(self, links: Links, summary: StorySummary | None = None) -> None:
        """Replace all that was linked in this story, and its summary; it waits no more to be linked. Raises
        `UnknownIdError` where there is no such story."""
        groups.put_links(self._write(), links, summary)

    def links(self, story: str) -> Links:
        """What was linked in this story; empty where nothing was."""
        with self._read() as connection:
            return groups.read_links(connection, story)

    def dates(self, stories: Iterable[str]) -> Mapping[str, Date]:
        """The dates of these stories' articles and findings, by id; of one in several stories, the last story's."""
        with self._read() as connection:
            return groups.read_dates(connection, stories)

    def summaries(self, limit: int | None = None) -> Iterator[tuple[str, StorySummary | None]]:
        """Each story's id and summary (None where it has none yet), the story that most pages tell first, then by id;
        the first `limit`."""
        if limit is None:
            yield from self._read_summaries()
            return
        query = select(SUMMARIES.c.story, SUMMARIES.c.data).order_by(SUMMARIES.c.size.desc(), SUMMARIES.c.story)
        with self._read() as connection:
            rows = connection.execute(query.limit(limit)).all()
        for story, data in rows:
            yield story, decode_record(data, StorySummary) if data is not None else None

    def _read_summaries(self) -> Sequence[tuple[str, StorySummary | None]]:
        """All summaries. They are read as one row: at each row other threads may have to be waited for. Of what stands
        as it stood nothing is decoded again."""
        text = self._scalar(select(ALL_SUMMARIES)) or ""
        known = self._summed
        if known is None or known.text != text:
            rows = {row: (known and known.rows.get(row)) or _decode_summary(row) for row in text.split(_ROW) if row}
            ordered = sorted(rows.values(), key=lambda row: (-row.size, row.story))
            known = self._summed = _Summed(text, rows, [(row.story, row.told) for row in ordered])
        return known.ordered

    def summary(self, story: str) -> StorySummary | None:
        """The story's summary; None where it has none yet, or there is no such story."""
        data = self._scalar(select(SUMMARIES.c.data).where(SUMMARIES.c.story == story))
        return None if data is None else decode_record(data, StorySummary)

    def story_of(self, linked: str) -> str:
        """The story in which this claim, speaker, conflict or event stands; the first by id where several.

        Raises `UnknownIdError`."""
        story = self._scalar(select(func.min(LINKED.c.story)).where(LINKED.c.id == linked))
        if story is None:
            raise UnknownIdError(f"Nothing that was linked bears the id {linked}.")
        return str(story)
