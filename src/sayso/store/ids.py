"""From what a person typed to an id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Column, Connection, select

from sayso.errors import UnknownIdError
from sayso.store.tables import ARTICLES, FINDINGS, GROUPS, JUDGEMENTS, LINKED, PAGES, REDIRECTS

FEWEST_DIGITS, MOST_DIGITS = 6, 32
MOST_NAMED = 5

_ID = re.compile(rf"(?:([a-z]+(?:-[a-z]+)*)-)?([0-9a-f]{{{FEWEST_DIGITS},{MOST_DIGITS}}})")

_COLUMNS: dict[str, Column[str]] = {
    "page": PAGES.c.id,
    "article": ARTICLES.c.id,
    "statement": FINDINGS.c.id,
    "figure": FINDINGS.c.id,
    "date-mention": FINDINGS.c.id,
    "work": GROUPS.c.id,
    "story": GROUPS.c.id,
    "claim": LINKED.c.id,
    "speaker": LINKED.c.id,
    "conflict": LINKED.c.id,
    "event": LINKED.c.id,
    "judgement": JUDGEMENTS.c.id,
}


def resolve_id(connection: Connection, text: str, kind: str | None = None) -> str:
    """The id that this id, or this unambiguous beginning of one, stands for today.

    Raises:
        UnknownIdError: no id begins so, or several do.
    """
    match = _ID.fullmatch(text.strip().lower())
    if match is None:
        raise UnknownIdError(f"{text!r} is not an id or the beginning of one: a kind and six digits or more.")
    if match[1] and kind and match[1] != kind:
        raise UnknownIdError(f"{text!r} is the id of a {match[1]}; a {kind} is asked for.")
    wanted = match[1] or kind
    kinds = [wanted] if wanted in _COLUMNS else [] if wanted else list(_COLUMNS)
    found = sorted({record for name in kinds for record in _find_ids(connection, name, match[2])})
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownIdError(f"No {wanted or 'record'} bears the id {text!r}, and no id begins so.")
    names = ", ".join(found[:MOST_NAMED]) + (", and more" if len(found) > MOST_NAMED else "")
    raise UnknownIdError(f"Several ids begin with {text!r}: {names}. Write more of the one you mean.")


def _find_ids(connection: Connection, kind: str, digits: str) -> Iterator[str]:
    """Ids of today that begin so, and where old ids that begin so lead."""
    low, high = f"{kind}-{digits}", f"{kind}-{digits}~"
    column = _COLUMNS[kind]
    live = select(column).where(column >= low, column < high).limit(MOST_NAMED + 1)
    yield from connection.scalars(live)
    led = select(REDIRECTS.c.new).where(REDIRECTS.c.old >= low, REDIRECTS.c.old < high, REDIRECTS.c.new.is_not(None))
    yield from connection.scalars(led.limit(MOST_NAMED + 1))
