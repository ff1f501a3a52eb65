"""The tables, as SQLAlchemy knows them; one description for every database.

A record is kept whole as JSON in `data`, beside the columns that are looked up. What is written into the columns is
never read back into a record. `DERIVED` tables can be dropped and made again from `pages` and `captures`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData()

META = Table("meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# --- what was found, and what people decided: never dropped -----------------------------------------------------------

PAGES = Table(
    "pages",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),  # BLAKE2b, 32 bytes, of the bytes as found
    Column("size", Integer, nullable=False),  # of the bytes as found
    Column("bytes", LargeBinary, nullable=False),  # zlib
)

CAPTURES = Table(
    "captures",
    METADATA,
    Column("number", Integer, primary_key=True),  # order of addition
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, ForeignKey("pages.id"), nullable=False, index=True),
    Column("place", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("time", Text, nullable=False),
    Column("data", Text, nullable=False),
)

DISCARDS = Table(
    "discards",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("input", Text, nullable=False, index=True),
    Column("page", Text, index=True),
    Column("data", Text, nullable=False),
)

REDIRECTS = Table(
    "redirects",
    METADATA,
    Column("old", Text, primary_key=True),
    Column("new", Text, index=True),  # null: the id was given out, but its members are nowhere today
)

PROFILES = Table(
    "profiles",
    METADATA,
    Column("site", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", Text, nullable=False),
    sqlite_with_rowid=False,
)

READ_WITH = Table(
    "read_with",
    METADATA,
    Column("page", Text, ForeignKey("pages.id"), primary_key=True),
    Column("site", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),  # of the site's profile; 0: it had none
    sqlite_with_rowid=False,
)

WAITING = Table(
    "waiting",
    METADATA,
    Column("kind", Text, primary_key=True),  # "page": to be read; "article": to be gathered; "story": to be linked
    Column("record", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# --- what map stations made of it -------------------------------------------------------------------------------------

READINGS = Table(
    "readings",
    METADATA,
    Column("page", Text, ForeignKey("pages.id"), primary_key=True),
    Column("version", Text, nullable=False, index=True),
    Column("digest", Text, nullable=False),  # of the whole reading: the same again is not written again
    Column("text", LargeBinary, nullable=False),  # zlib of UTF-8
    Column("furniture", LargeBinary, nullable=False),  # zlib of a JSON list
    Column("data", Text, nullable=False),  # the Page without its text
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("number", Integer, primary_key=True),  # its row in the search index
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, ForeignKey("readings.page"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Index("articles_by_page", "page", "start"),
)

FINDINGS = Table(
    "findings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False, index=True),
    Column("page", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Index("findings_by_page", "page", "start", "end", "id"),
)

# --- what gather stations made of that --------------------------------------------------------------------------------

KEYED = Table(
    "keyed",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("station", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hashes", LargeBinary, nullable=False),  # its keys in `keys`, 8 bytes each: what to take out again
    Index("keyed_by_record", "record", "station", unique=True),
)

KEYS = Table(
    "keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # digest of station and key
    Column("record", Integer, primary_key=True, autoincrement=False),  # keyed.number
    sqlite_with_rowid=False,
)

GISTS = Table(
    "gists",
    METADATA,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),  # zlib of what a station wrote: what is read of a text to gather it
)

EDGES = Table(
    "edges",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("data", Text, nullable=False),
    Index("edges_by_b", "kind", "b"),
    sqlite_with_rowid=False,
)

GROUPS = Table(
    "groups",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False, index=True),  # "work" or "story"
    Column("data", Text, nullable=False),
)

MEMBERS = Table(
    "members",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("member", Text, primary_key=True),  # an article of a work, a work of a story
    Column("holder", Text, ForeignKey("groups.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

LINKS = Table(
    "links",
    METADATA,
    Column("story", Text, ForeignKey("groups.id"), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # zlib of JSON
)

LINKED = Table(
    "linked",
    METADATA,
    Column("id", Text, primary_key=True),  # of a claim, speaker, conflict or event
    Column("story", Text, ForeignKey("links.story"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

SUMMARIES = Table(
    "summaries",
    METADATA,
    Column("story", Text, ForeignKey("groups.id"), primary_key=True),
    Column("size", Integer, nullable=False),  # pages that tell it; works, until it is summed up
    Column("data", Text),  # null: the story waits to be linked, or nobody summed it up
    sqlite_with_rowid=False,
)
Index("summaries_by_size", SUMMARIES.c.size.desc(), SUMMARIES.c.story)

DERIVED = (SUMMARIES, LINKED, LINKS, MEMBERS, GROUPS, EDGES, KEYS, KEYED, GISTS, FINDINGS, ARTICLES, READINGS)
"""In the order in which they can be emptied."""
