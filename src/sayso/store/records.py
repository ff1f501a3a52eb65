"""How records become columns and back: JSON, compressed text, digests, the bounds of a finding."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from sayso.errors import DamagedError
from sayso.model import DateMention, Figure, Finding, NameMention, Span, Statement

T = TypeVar("T")

FINDING_KINDS: dict[str, type[Statement] | type[Figure] | type[DateMention] | type[NameMention]] = {
    "statement": Statement,
    "figure": Figure,
    "date-mention": DateMention,
    "name-mention": NameMention,
}


def encode_record(record: Any) -> str:
    """The record as JSON. Characters that UTF-8 cannot hold (an odd byte in a file's name) are written as `\\udc..`."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean_tree(msgspec.to_builtins(record))).decode()


def _clean_tree(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): _clean_tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_tree(item) for item in value]
    return value


def clean_text(text: str) -> str:
    """The text, with what UTF-8 cannot hold written out as `\\udc..`."""
    return text.encode("utf-8", "backslashreplace").decode()


def decode_record(data: str | bytes, kind: type[T]) -> T:
    """The record in these JSON bytes.

    Raises:
        DamagedError: they are not one.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        name = getattr(kind, "__name__", str(kind)).lower()
        raise DamagedError(f"What the archive keeps as {name} cannot be read: {error}.") from error


def pack(data: bytes) -> bytes:
    """The bytes, compressed."""
    return zlib.compress(data)


def unpack(data: bytes, what: str) -> bytes:
    """The bytes that were compressed. `what` names them, should they be damaged.

    Raises:
        DamagedError: they cannot be unpacked.
    """
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise DamagedError(f"{what} is damaged: {error}.") from error


def pack_text(text: str) -> bytes:
    """The text, compressed. Lone surrogates are kept."""
    return pack(text.encode("utf-8", "surrogatepass"))


def unpack_text(data: bytes, what: str) -> str:
    """The text that was compressed.

    Raises:
        DamagedError: it cannot be unpacked.
    """
    try:
        return unpack(data, what).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise DamagedError(f"{what} is damaged: {error}.") from error


def digest_bytes(data: bytes) -> bytes:
    """32 bytes that no other data has."""
    return hashlib.blake2b(data, digest_size=32).digest()


def hash_keys(station: str, keys: Iterable[str]) -> list[int]:
    """The keys of a station as sorted signed 64-bit numbers, each once."""
    return sorted({_hash_key(station, key) for key in keys})


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Signed 64-bit numbers, 8 bytes each."""
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpack_numbers(data: bytes) -> tuple[int, ...]:
    """The numbers that were packed."""
    return struct.unpack(f"<{len(data) // 8}q", data)


def _hash_key(station: str, key: str) -> int:
    text = f"{station}\x1f{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little", signed=True)


def finding_kind(finding: Finding) -> str:
    """`statement`, `figure`, `date-mention` or `name-mention`."""
    return next(name for name, kind in FINDING_KINDS.items() if isinstance(finding, kind))


def finding_spans(finding: Finding) -> list[Span]:
    """All characters that a finding points to."""
    if isinstance(finding, NameMention):
        return [*finding.spans, *finding.roles]
    if not isinstance(finding, Statement):
        return [Span(finding.start, finding.end)]
    spans = [*finding.content, *finding.source.spans, *(via.span for via in finding.via if via.span)]
    return [*spans, finding.cue] if finding.cue else spans


def finding_bounds(finding: Finding) -> tuple[int, int]:
    """The first and the last offset of a finding; a statement's are those of source, cue and content together."""
    if not isinstance(finding, Statement):
        return finding.start, finding.end
    spans = [*finding.content, *finding.source.spans]
    if finding.cue:
        spans.append(finding.cue)
    return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)


def chunk(values: Iterable[T], size: int = 500) -> Iterable[Sequence[T]]:
    """The values, each once, in lists short enough for one statement."""
    unique = list(dict.fromkeys(values))
    return (unique[start : start + size] for start in range(0, len(unique), size))
