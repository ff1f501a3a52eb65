"""Stamps: digests of what a store holds of something. The same stamp, the same records: what was made of them then can
be shown still, whatever else was written meanwhile. In SQLite's words; each stamp is one row, for at every row that it
gives SQLite lets go of Python's lock, and a busy thread waits for it anew."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

STORY = """
    WITH
    held AS MATERIALIZED (SELECT member FROM members WHERE holder = :story AND kind = 'story'),
    printed AS MATERIALIZED (
        SELECT DISTINCT articles.page FROM held
        CROSS JOIN members AS works ON works.holder = held.member
        CROSS JOIN articles ON articles.id = works.member
    )
    SELECT
        (SELECT data FROM groups WHERE id = :story),
        (SELECT data FROM summaries WHERE story = :story),
        (SELECT data FROM links WHERE story = :story),
        (SELECT group_concat(data, char(10)) FROM (
            SELECT groups.data FROM held CROSS JOIN groups ON groups.id = held.member ORDER BY groups.id)),
        (SELECT group_concat(digest, char(10)) FROM (
            SELECT readings.page || readings.digest AS digest FROM printed
            CROSS JOIN readings ON readings.page = printed.page ORDER BY readings.page))
"""
"""All that a story's dossier and summary are read from but what people judged. A reading's digest stands for the text,
the articles and the findings of its page; captures of a page are only ever added to."""

JUDGEMENTS = """
    SELECT group_concat(told, char(10)) FROM (
        SELECT judgements.data || coalesce((
            SELECT group_concat(readings.digest || (SELECT count(*) FROM findings WHERE findings.page = readings.page))
            FROM json_each(judgements.data, '$.about') AS anchor
            JOIN readings ON readings.page = json_extract(anchor.value, '$.page')), '') AS told
        FROM judgements ORDER BY judgements.id)
"""
"""All judgements, and the readings of the pages that they are about: one may lead from story to story."""

SEARCH = "SELECT hex(block) FROM search_data WHERE id IN (1, 10) ORDER BY id"
"""What FTS5 keeps of its index: how many rows and words (1), and of which parts it is made (10), with a count of all
that was ever written to it."""


def stamp_story(connection: Connection, story: str) -> bytes:
    """Of all that is held of this story, but for what people judged."""
    return _digest(*connection.exec_driver_sql(STORY, {"story": story}).one())


def stamp_judgements(connection: Connection) -> bytes:
    """Of all that people judged."""
    return _digest(*connection.exec_driver_sql(JUDGEMENTS).one())


def stamp_search(connection: Connection) -> bytes:
    """Of the search index."""
    return _digest(*connection.exec_driver_sql(SEARCH).scalars())


def _digest(*parts: str | bytes | None) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part or b""
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.digest()
