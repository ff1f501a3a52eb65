"""A feed of any size → a document an entry, without holding the feed: RSS, Atom and CDF, well-formed and in UTF-8.

The file is read twice: what names a feed may stand below its entries, and that it is well-formed shows at its end.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat  # nosec: see `sayso.read.xml`

from sayso.errors import TooLargeError
from sayso.read.rss import ENTRIES, MOST_HEAD, MOST_NAMING, make_frame, names_feed
from sayso.read.xml import Builder, Element, prepare_xml

_CHUNK = 131_072
_HEAD = 65_536  # bytes in which the root of a feed stands


@dataclass(slots=True)
class _Holder:
    """The root of a feed, or its channel: its start tag, and of its children what names the feed and the number of its
    entries."""

    tag: bytes
    naming: list[bytes] = field(default_factory=list)
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """What a feed says that was read to its end; `channel` is None where it has none."""

    root: _Holder
    channel: _Holder | None


def survey_feed(file: BinaryIO, *, max_bytes: int) -> Survey | None:
    """What names a feed, and where its entries stand; None where it cannot be read as a stream: it is not well-formed,
    or in another charset.

    Raises:
        UnreadableError: it declares entities, or is nested too deeply.
        TooLargeError: one of its parts is larger than `max_bytes`.
    """
    cutter = _Cutter(keep=False)
    try:
        for _ in _parse(file, cutter, max_bytes):
            pass
    except (expat.ExpatError, UnicodeDecodeError):
        return None
    return Survey(cutter.holders[0], cutter.holders[1] if len(cutter.holders) > 1 else None)


def stream_documents(file: BinaryIO, survey: Survey, *, max_bytes: int) -> Iterator[bytes]:
    """A feed of one entry for each entry, as `cut_xml` makes them: those of the channel, then those beside it."""
    channel = survey.channel or survey.root
    opening, closing = make_frame(
        survey.root.tag,
        survey.channel.tag if survey.channel else None,
        channel.naming,
        inside=channel.entries > 0,
    )
    for number, holder in enumerate((survey.root, survey.channel)[::-1]):
        if holder is None or not holder.entries:
            continue
        for place, entry in _parse(file, _Cutter(keep=True), max_bytes):
            if place == 1 - number:
                yield b"\n".join((opening, entry, closing, b""))


def _parse(file: BinaryIO, cutter: _Cutter, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """The entries of the file, each with the number of its holder, as far as the cutter keeps them."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    chunk = prepare_xml(decoder.decode(file.read(_HEAD))) + decoder.getstate()[0]  # what ends in mid character
    while chunk:
        cutter.feed(chunk)
        if len(cutter.source) > max_bytes + _CHUNK:
            raise TooLargeError(f"one of its parts is larger than {max_bytes:,} bytes.")
        yield from cutter.entries
        cutter.entries.clear()
        chunk = file.read(_CHUNK)
    cutter.parser.Parse(b"", True)
    yield from cutter.entries


class _Cutter(Builder):
    """Hears the parser and holds no more than the tags around and the child of the root, or of the channel, that is
    open."""

    def __init__(self, *, keep: bool) -> None:
        super().__init__(b"", ENTRIES)
        self.holders: list[_Holder] = []
        self.entries: list[tuple[int, bytes]] = []  # that were read to their end, with the number of their holder
        self._keep = keep
        self._channel: Element | None = None
        self._at = 0  # where the last tag stood

    def feed(self, data: bytes) -> None:
        """Parse what follows; of what was parsed, forget all that is not open.

        Raises:
            ExpatError: it is not well-formed.
        """
        start = min((element.start for element in self.opened if self._find_holder(element) is None), default=self._at)
        self.source = self.source[start - self.base :] + data
        self.base = start
        self.parser.Parse(data, False)

    def start_element(self, printed: str, attributes: dict[str, str]) -> None:
        super().start_element(printed, attributes)
        self._at = self.parser.CurrentByteIndex
        element = self.opened[-1]
        is_channel = len(self.opened) == 2 and self._channel is None and element.name == "channel"
        if is_channel:
            self._channel = element
        if is_channel or len(self.opened) == 1:
            self.holders.append(_Holder(self._cut(element.start, element.inner)))

    def end_element(self, printed: str) -> None:
        element = self.opened[-1]
        super().end_element(printed)
        self._at = self.parser.CurrentByteIndex
        number = self._find_holder(self.opened[-1]) if self.opened else None
        if number is None or element is self._channel:
            return
        around, holder = self.opened[-1], self.holders[number]
        if element.name in ENTRIES:
            holder.entries += 1
            if self._keep:
                self.entries.append((number, self._cut(element.start, element.end)))
        elif names_feed(element) and element.end - element.start <= MOST_HEAD and len(holder.naming) < MOST_NAMING:
            holder.naming.append(self._cut(element.start, element.end))
        around.children.clear()
        around.parts.clear()
        self.count = len(self.opened)

    def _find_holder(self, element: Element) -> int | None:
        """0 for the root, 1 for its channel, None for any other element."""
        return 0 if element is self.root else 1 if element is self._channel else None

    def _cut(self, start: int, end: int) -> bytes:
        return self.source[start - self.base : end - self.base]
