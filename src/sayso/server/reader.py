"""What a reader's own browser remembers for them: when they were last here, what they read and kept, how they like the
page to look. It stands in cookies of this server alone, which hold marks and ids and no right to anything: whoever
forges one deceives themselves. A cookie that is not exactly what this module writes is passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from starlette.responses import Response

VISIT_GAP = 30
"""Minutes without a request after which the next one begins another visit."""

MOST_READ, MOST_KEPT = 150, 100
"""Stories: a browser keeps 4,096 bytes a cookie."""

DIGITS = 12
"""Of a story's id that are remembered."""

YEAR_SECONDS = 365 * 24 * 3600

SIZES = ("small", "normal", "large", "huge")
FACES = ("serif", "sans")
SCHEMES = ("auto", "light", "dark")

_VISIT = re.compile(r"(\d{1,12})\.(\d{1,12})\.(\d{1,12})")
_READ = re.compile(r"[0-9a-f]{12}\.\d{1,12}(?:-[0-9a-f]{12}\.\d{1,12})*")
_KEPT = re.compile(r"[0-9a-f]{12}(?:-[0-9a-f]{12})*")


class Look(NamedTuple):
    """How pages look: the size of the letters, their face, light or dark."""

    size: str = "normal"
    face: str = "serif"
    scheme: str = "auto"

    @property
    def classes(self) -> str:
        """Classes of the page; none where all is as usual."""
        chosen = zip(("size", "face", "scheme"), self, Look(), strict=True)
        return " ".join(f"{name}-{value}" for name, value, usual in chosen if value != usual)


class Reader(NamedTuple):
    """What one browser remembers. Marks are those of `Archive.count_additions`."""

    before: int = 0  # when the last visit ended; 0: there was none
    mark: int = 0  # when this visit saw the front last
    minute: int = 0  # of the last request, since 1970
    read: Mapping[str, int] = {}  # first digits of a story → the mark when it was read
    kept: tuple[str, ...] = ()  # first digits of stories, the newest last
    look: Look = Look()

    def has_read(self, story: str) -> bool:
        """Whether they have opened the story."""
        return shorten(story) in self.read

    def keeps(self, story: str) -> bool:
        """Whether they put a bookmark into the story."""
        return shorten(story) in self.kept

    def since(self, story: str) -> int:
        """The mark after which what comes is new to them: when they read the story, else their last visit's end."""
        return max(self.before, self.read.get(shorten(story), 0))


def shorten(story: str) -> str:
    """The digits of a story's id that are remembered."""
    return story.rpartition("-")[2][:DIGITS]


def read_reader(cookies: Mapping[str, str]) -> Reader:
    """What the cookies say; of one that nobody here wrote, nothing."""
    visit = _VISIT.fullmatch(cookies.get("visit", ""))
    before, mark, minute = (int(part) for part in visit.groups()) if visit else (0, 0, 0)
    read = cookies.get("read", "")
    kept = cookies.get("kept", "")
    pairs = [pair.split(".") for pair in read.split("-")] if _READ.fullmatch(read) else []
    return Reader(
        before=before,
        mark=mark,
        minute=minute,
        read={story: int(number) for story, number in pairs[-MOST_READ:]},
        kept=tuple(kept.split("-")[-MOST_KEPT:]) if _KEPT.fullmatch(kept) else (),
        look=read_look(cookies.get("look", "")),
    )


def read_look(text: str) -> Look:
    """`large.sans.dark`; of parts that are not known, the usual."""
    parts = text.split(".")
    known = zip(parts, Look(), (SIZES, FACES, SCHEMES), strict=False)
    return Look(*(part if part in allowed else usual for part, usual, allowed in known))


def enter(reader: Reader, mark: int, minute: int) -> Reader:
    """The reader who sees the front at this minute, when the archive has come to this mark."""
    is_new = minute - reader.minute >= VISIT_GAP
    before = reader.mark if is_new else reader.before
    return reader._replace(before=before, mark=mark, minute=minute)


def note_read(reader: Reader, story: str, mark: int) -> Reader:
    """The reader who has opened the story at this mark."""
    others = {name: number for name, number in reader.read.items() if name != shorten(story)}
    return reader._replace(read={**dict([*others.items()][1 - MOST_READ :]), shorten(story): mark})


def turn_bookmark(reader: Reader, story: str) -> Reader:
    """The reader who puts a bookmark into the story, or takes it out."""
    others = tuple(name for name in reader.kept if name != shorten(story))
    return reader._replace(kept=others if reader.keeps(story) else (*others, shorten(story))[-MOST_KEPT:])


def remember(answer: Response, before: Reader, after: Reader) -> None:
    """Let the browser remember what has changed."""
    for name, text in _write(after).items():
        if text != _write(before)[name]:
            answer.set_cookie(name, text, max_age=YEAR_SECONDS, httponly=True, samesite="lax")


def _write(reader: Reader) -> dict[str, str]:
    return {
        "visit": f"{reader.before}.{reader.mark}.{reader.minute}",
        "read": "-".join(f"{story}.{mark}" for story, mark in reader.read.items()),
        "kept": "-".join(reader.kept),
        "look": ".".join(reader.look),
    }
