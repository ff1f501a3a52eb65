"""What must outlast a rebuild: judgements, discards, ids of before, and what was learned of sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import and_, delete, insert, select

from sayso.model import Discard, Judgement, Profile, make_id
from sayso.store import gathered, ids, profiles
from sayso.store.records import clean_text, decode_record, encode_record
from sayso.store.sql_connections import Connections
from sayso.store.tables import DISCARDS, JUDGEMENTS, PAGES, READINGS, REDIRECTS


class KeptRecords(Connections):
    """Judgements, discards, redirects and profiles."""

    def resolve_id(self, text: str, *, kind: str | None = None) -> str:
        """The id that this id, or this unambiguous beginning of one, stands for today: `article-3f2a9c`, or `3f2a9c`
        where one kind only has such an id or `kind` names it. Six digits or more.

        Raises `UnknownIdError`, also where several ids begin so."""
        with self._read() as connection:
            return ids.resolve_id(connection, text, kind)

    def put_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; the same id again replaces it (to undo it)."""
        connection = self._write()
        connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement.id))
        row = {"id": judgement.id, "time": judgement.time, "data": encode_record(judgement)}
        connection.execute(insert(JUDGEMENTS).values(row))

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, by time."""
        rows = self._rows(select(JUDGEMENTS.c.data).order_by(JUDGEMENTS.c.time, JUDGEMENTS.c.id))
        return (decode_record(row.data, Judgement) for row in rows)

    def put_discard(self, discard: Discard) -> None:
        """Keep the reason why an input, or a part of one, left no result; the same again changes nothing. A page that
        has one waits no more to be read."""
        connection = self._write()
        data = encode_record(discard)
        key = make_id("discard", data)
        if connection.scalar(select(DISCARDS.c.id).where(DISCARDS.c.id == key)) is not None:
            return
        row = {"id": key, "input": clean_text(discard.input), "page": discard.page, "data": data}
        connection.execute(insert(DISCARDS).values(row))
        if discard.page is not None:
            gathered.drop_waiting(connection, "page", [discard.page])

    def drop_discards(self, place: str) -> None:
        """Forget the discards of this input, which is there again: its page, where it could not be read, waits to be
        read. What a page that was read left out stays."""
        connection = self._write()
        was_read = select(READINGS.c.page).where(READINGS.c.page == DISCARDS.c.page).exists()
        whole = and_(DISCARDS.c.input == clean_text(place), ~was_read)
        unread = select(DISCARDS.c.page).join(PAGES, PAGES.c.id == DISCARDS.c.page).where(whole)
        gathered.put_waiting(connection, "page", list(connection.scalars(unread)))
        connection.execute(delete(DISCARDS).where(whole))

    def discards(self) -> Iterator[Discard]:
        """All discards, by input."""
        rows = self._rows(select(DISCARDS.c.data).order_by(DISCARDS.c.input, DISCARDS.c.id))
        return (decode_record(row.data, Discard) for row in rows)

    def redirects(self) -> Iterator[tuple[str, str]]:
        """(old id, id of today), by old id."""
        query = select(REDIRECTS.c.old, REDIRECTS.c.new).where(REDIRECTS.c.new.is_not(None)).order_by(REDIRECTS.c.old)
        return ((row.old, row.new) for row in self._rows(query))

    # --- what was learned of sites ---

    def put_profile(self, profile: Profile) -> None:
        """Keep a profile; one that is kept already, by site and number, stays as it is."""
        profiles.put_profile(self._write(), profile)

    def profile(self, site: str, number: int | None = None) -> Profile | None:
        """The site's profile of this number, or its newest; None where there is none."""
        with self._read() as connection:
            return profiles.read_profile(connection, site, number)

    def put_read_with(self, page: str, site: str, number: int) -> None:
        """Note the site of a page, and the number of the profile that it is read with, 0 for none."""
        profiles.put_read_with(self._write(), page, site, number)

    def read_with(self, page: str) -> tuple[str, int] | None:
        """Site and number that are noted of the page."""
        with self._read() as connection:
            return profiles.read_read_with(connection, page)

    def sites(self, pages: Iterable[str] | None = None) -> Sequence[str]:
        """The sites that are noted of these pages (or of all), by name."""
        with self._read() as connection:
            return profiles.read_sites(connection, pages)

    def site_pages(self, site: str, limit: int | None = None) -> Sequence[str]:
        """The site's pages that were read, by id; the first `limit`."""
        with self._read() as connection:
            return profiles.read_site_pages(connection, site, limit)

    def count_site_pages(self, site: str) -> int:
        """How many of the site's pages were read."""
        with self._read() as connection:
            return profiles.count_site_pages(connection, site)
