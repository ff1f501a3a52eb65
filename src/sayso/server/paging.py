"""Where a list goes on: cursors of lists and searches."""

from __future__ import annotations

from sayso.archive import Archive
from sayso.errors import SaysoError, UnknownIdError
from sayso.store import Hit


class BadCursorError(SaysoError):
    """`after` is not what an answer before gave as `next`."""


def find_place(ids: list[str], after: str | None) -> int:
    """Where a list goes on after the cursor. Raises `BadCursorError`."""
    if after is None:
        return 0
    if after not in ids:
        raise BadCursorError("`after` must be the `next` of an answer before; the archive may have changed since.")
    return ids.index(after) + 1


def search_page(archive: Archive, words: str, limit: int, after: str | None) -> tuple[list[Hit], str | None]:
    """The hits behind the cursor, and the cursor for those that follow, None where none do. Raises `BadCursorError`."""
    try:
        hits = list(archive.search(words, limit=limit + 1, after=after))
    except UnknownIdError as error:
        raise BadCursorError(str(error)) from error
    last = hits[limit - 1] if len(hits) > limit else None
    return hits[:limit], (last.statement or last.article) if last else None
