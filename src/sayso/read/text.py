"""Bytes → text: which charset, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from sayso.errors import UnreadableError
from sayso.model import Capture

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data (a WARC in zstd must be named .warc.zst)"),
    (b"BZh", "bzip2 data"),
    (b"filedesc://", "an ARC file, which is not read (convert it to WARC)"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "sound"),
    (b"OggS", "sound or video"),
    (b"RIFF", "sound, video or a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_SEVEN_BITS = ("iso-2022-", "hz", "utf-7")
"""Charsets whose every text is valid UTF-8."""
_BAD_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_SAMPLE = 65_536
_MOST_CONTROLS = 0.01  # share of characters that no text holds


def decode_page(data: bytes, capture: Capture) -> str:
    """The bytes as text, exactly as printed; a byte order mark is dropped.

    The charset is that of the mark, else UTF-8, else what an HTML page declares, else what the server declared, else
    what its statistics say.

    Raises:
        UnreadableError: the bytes are no text, hold nothing but white space, or are in no charset that we know.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise UnreadableError(f"{capture.place} is empty; give a page that holds text.")
    text = _decode_marked(data)
    if text is None:
        _refuse_binary(data, capture)
        text = _decode_plain(data, capture)
    if not text.strip():
        raise UnreadableError(f"{capture.place} holds nothing but white space; give a page that holds text.")
    if _count_controls(text[:_SAMPLE]) > _MOST_CONTROLS * min(len(text), _SAMPLE):
        raise UnreadableError(f"{capture.place} is not text but binary data; give a text or HTML page.")
    return text


def _decode_marked(data: bytes) -> str | None:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    return None


def _refuse_binary(data: bytes, capture: Capture) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic) and not (magic == b"MZ" and b"\x00" not in data[:512]):
            raise UnreadableError(f"{capture.place} is {what}; give a text or HTML page.")
    if b"\x00" in data[:_SAMPLE] and not _is_wide(data):
        raise UnreadableError(f"{capture.place} is not text but binary data; give a text or HTML page.")


def _is_wide(data: bytes) -> bool:
    """Whether every second byte is mostly zero: UTF-16 without a mark."""
    sample = data[:4096]
    return max(sample[::2].count(0), sample[1::2].count(0)) > len(sample) * 0.3


def _decode_plain(data: bytes, capture: Capture) -> str:
    if b"\x00" in data[:_SAMPLE]:
        little = data[1:4096:2].count(0) > data[:4096:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    charset = _declared_charset(capture)
    try:
        return (_decode_as(data, charset) if is_seven_bits(capture) else None) or data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    return (
        _decode_declared(data)
        or _decode_torn(data, broken)
        or _decode_as(data, charset)
        or _decode_guessed(data, capture)
    )


def is_seven_bits(capture: Capture) -> bool:
    """Whether the server declared a charset whose every text is valid UTF-8."""
    return _declared_charset(capture).startswith(_SEVEN_BITS)


def _decode_torn(data: bytes, error: UnicodeDecodeError) -> str | None:
    """UTF-8 with a few broken bytes (a page cut off in mid character) is still UTF-8."""
    if error.start >= len(data) - 4:
        return data.decode("utf-8", "replace")
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    whole = sum(1 for character in text[:_SAMPLE] if character > "\x7f" and character != "�")
    return text if broken * 20 <= whole else None


def _decode_declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    return _decode_as(data, match[1].decode("ascii", "replace").lower())


def _declared_charset(capture: Capture) -> str:
    """What the server, or the part of a mail, declares; "" where it declares nothing."""
    match = _HEADER_CHARSET.search(capture.content_type or "")
    return match[1].lower() if match else ""


def _decode_as(data: bytes, charset: str) -> str | None:
    """None where there is no such charset, or the bytes are not in it. What is called Latin-1 is in truth cp1252."""
    if not charset:
        return None
    if charset in ("utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        charset = {"u": "utf-8"}.get(charset[:2], "cp1252") if not charset.startswith("utf") else "utf-8"
    try:
        return data.decode(charset, "strict" if charset == "utf-8" else "replace")
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_guessed(data: bytes, capture: Capture) -> str:
    charset = detect_encoding(data)
    if charset and charset.lower() not in ("utf-8", "ascii"):
        try:
            text = data.decode(charset, "replace")
        except LookupError:
            text = "�"
        if text.count("�") * 100 <= len(text):
            return text
    raise UnreadableError(f"{capture.place} is in no charset that we know; convert it to UTF-8.")


def _count_controls(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _BAD_CONTROLS))
