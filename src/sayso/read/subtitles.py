"""Subtitles (SubRip, WebVTT) → the transcript: a line for each turn, "NAME: words" where the speaker is named."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.errors import UnreadableError
from sayso.model import Capture, MediaType, Page
from sayso.read.language import detect_language

_PAUSE = 2.0  # seconds of silence that end a paragraph
_LONG = 400  # characters after which the end of a sentence ends a paragraph
_TIME = r"(?:(\d{1,3}):)?(\d\d):(\d\d)[.,](\d{3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s[^\n]{{0,300}})?$")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,60})?\s+([^<>\n]{1,120})>")
_NEXT_VOICE = re.compile(r"(?=<v[\s.])")
_TURN = re.compile(r"^(?:>>+|[-–—])\s*")
_NAMED = re.compile(r"^[^\W\d_][^:\n<>]{0,60}:\s")
_ENDS = (".", "!", "?", "…", "。", "؟")


class Cue(NamedTuple):
    """What is shown from `start` to `end` (seconds)."""

    start: float
    end: float
    lines: tuple[str, ...]


def read_subtitles(page: str, text: str, capture: Capture) -> Page:
    """The page with this id: what is said, without numbers, times and styles.

    Raises:
        UnreadableError: nothing is said in it.
    """
    transcript = "\n".join(_join_turns(_drop_rolled(_read_cues(text))))
    if not transcript.strip():
        raise UnreadableError(f"{capture.place} is a file of subtitles in which nothing is said.")
    return Page(id=page, media_type=MediaType.TEXT, text=transcript, language=detect_language(transcript))


def _read_cues(text: str) -> Iterator[Cue]:
    """A cue is the lines below its times, up to an empty line or the next times."""
    times: tuple[float, float] | None = None
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        found = _TIMES.match(line) if "-->" in line else None
        if found or not line.strip():
            if times and lines:
                yield Cue(*times, tuple(lines))
            lines = []
            times = (_seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])) if found else None
        elif times:
            lines += [part.strip() for part in _NEXT_VOICE.split(line) if part.strip()]


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1_000


def _drop_rolled(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Live subtitles scroll: a cue shows again what the one before has shown. Each line is kept once."""
    shown: list[str] = []
    for cue in cues:
        lines = [_clean(line) for line in cue.lines]
        new = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line] or shown
        if new:
            yield Cue(cue.start, cue.end, tuple(new))


def _clean(line: str) -> str:
    """Without styles; who speaks by the markup stands before the words."""
    line = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", line)
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _join_turns(cues: Iterator[Cue]) -> Iterator[str]:
    parts: list[str] = []
    size, end, speaker = 0, 0.0, ""
    for cue in cues:
        for number, line in enumerate(cue.lines):
            words = _TURN.sub("", line)
            named = _NAMED.match(words)
            same = named is not None and named[0] == speaker
            turns = (named is not None and not same) or words != line
            silence = number == 0 and cue.start - end >= _PAUSE
            full = size > _LONG and bool(parts) and parts[-1].endswith(_ENDS)
            if parts and (turns or ((silence or full) and not speaker)):
                yield " ".join(parts)
                parts, size = [], 0
            speaker = named[0] if named else "" if turns else speaker
            words = words[len(named[0]) :] if named and same and parts else words
            if words:
                parts.append(words)
                size += len(words) + 1
        end = cue.end
    if parts:
        yield " ".join(parts)
