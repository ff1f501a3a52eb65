"""JSON that is larger than memory should be → its objects or values, one after the other."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.errors import TooLargeError

_CHUNK = 262_144
_BETWEEN = re.compile(r"[\s,\x1e]*")
_BLANKS = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)


class Broken(str):
    """Why something is no object of JSON."""


def read_lines(file: BinaryIO, *, max_bytes: int) -> Iterator[tuple[int, dict[str, Any] | Broken]]:
    """Number and object of each line that is not empty; or why it is none."""
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            yield number, Broken(f"it has more than {max_bytes:,} bytes")
            while len(line) > max_bytes and not line.endswith(b"\n"):
                line = file.readline(max_bytes + 1)
        elif line.strip(b"\xef\xbb\xbf\x1e\r\n\t "):
            yield number, _load(line.decode("utf-8-sig", "replace").lstrip("\x1e"))


def _load(text: str) -> dict[str, Any] | Broken:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return Broken(f"it is no JSON ({error})")
    return value if isinstance(value, dict) else Broken("it is no object of JSON")


class JsonStream:
    """The characters of a file, as far as they have been asked for; `max_bytes` bounds one object. `errors` says what
    becomes of what is no UTF-8."""

    def __init__(self, file: BinaryIO, max_bytes: int, errors: str = "replace") -> None:
        self._file = file
        self._max = max_bytes
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors)
        self._text = ""
        self._at = 0
        self._ended = False

    def skip_to(self, pattern: re.Pattern[str], *, keep: int) -> str | None:
        """Go behind the next match; the last `keep` characters before it and the match, or None where there is none."""
        while (found := pattern.search(self._text, self._at)) is None:
            self._at = max(self._at, len(self._text) - keep)
            if not self._fill():
                return None
        before = self._text[max(0, self._at, found.start() - keep) : found.end()]
        self._at = found.end()
        return before

    def objects(self, *, listed: bool) -> Iterator[dict[str, Any] | Broken]:
        """The objects that follow, up to whatever is none; a broken one is the last. A list must be closed."""
        while self._find_brace():
            value = self._decode()
            yield value
            if isinstance(value, Broken):
                return
        if listed and self._text[self._at : self._at + 1] != "]":
            yield Broken("the list breaks off" if self._at >= len(self._text) else "it is no object of JSON")

    def _find_brace(self) -> bool:
        while True:
            gap = _BETWEEN.match(self._text, self._at)
            self._at = gap.end() if gap else self._at
            if self._at < len(self._text):
                return self._text[self._at] == "{"
            if not self._fill():
                return False

    def _decode(self) -> dict[str, Any] | Broken:
        try:
            value = self.read_value()
        except RecursionError:
            return Broken("it is nested too deeply")
        except TooLargeError as error:
            return Broken(str(error))
        except ValueError as error:
            return Broken(f"it is no JSON ({error})")
        return value if isinstance(value, dict) else Broken("it is no object of JSON")

    def peek(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            gap = _BLANKS.match(self._text, self._at)
            self._at = gap.end() if gap else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def take(self, signs: str) -> str:
        """Go behind the next character that is no blank. Raises `ValueError` where it is none of these."""
        sign = self.peek()
        if not sign or sign not in signs:
            raise ValueError(f"{sign!r} stands where one of {signs!r} must")
        self._at += 1
        return sign

    def read_value(self) -> Any:
        """The value that begins here. Each failure doubles what is read before the next try: linear in all.

        Raises:
            ValueError: it is no JSON.
            TooLargeError: it is too large.
            RecursionError: it is nested too deeply.
        """
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                have = len(self._text) - self._at
                if have > self._max:
                    raise TooLargeError(f"it has more than {self._max:,} characters") from None
                if not self._fill(have):
                    raise
                continue
            if end < len(self._text) or self._ended:
                self._at = end
                return value
            self._fill()  # a number may go on

    def _fill(self, size: int = 0) -> bool:
        """Forget what was passed and read on; whether there was more."""
        if self._ended:
            return False
        data = self._file.read(max(size, _CHUNK))
        self._ended = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=self._ended)
        self._at = 0
        return not self._ended
