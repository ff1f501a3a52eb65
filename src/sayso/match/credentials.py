"""Names with what stands beside them to say who they are: "Ilka Brandt, who runs the harbour office,".

Two reporters who heard the same person write these words alike, as they quote alike; they are no sign of copying.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.match.words import Words

LONGEST = 14  # words of an apposition
BRIDGE = 2  # short words between two capitals of one name: "Ministry of the Interior"
SHORT = 3  # letters of such a word, or of an abbreviated title
_WITHIN = frozenset(("", "'", "’", "-"))  # what may stand between two words of a name; a full stop after a short one


def mark_credentials(text: str, words: Words) -> bytes:
    """1 for each word of a name of two capitals or more and of the apposition that follows it, else 0.

    Scripts without capitals have none.
    """
    marks = bytearray(words.count)
    position = 0
    while position < len(marks):
        end = _end_name(text, words.starts, words.ends, position)
        if end is None:
            position += 1
            continue
        end = _end_apposition(text, words.starts, words.ends, end)
        marks[position:end] = b"\x01" * (end - position)
        position = end
    return bytes(marks)


def _end_name(text: str, starts: Sequence[int], ends: Sequence[int], first: int) -> int | None:
    """The word after a name that begins here; None where none does."""
    if not text[starts[first]].isupper():
        return None
    last, capitals, position = first, 1, first + 1
    while position < len(starts) and position - last <= BRIDGE + 1 and _is_within(text, starts, ends, position):
        if text[starts[position]].isupper():
            last, capitals = position, capitals + 1
        elif ends[position] - starts[position] > SHORT:
            break
        position += 1
    return last + 1 if capitals > 1 else None


def _is_within(text: str, starts: Sequence[int], ends: Sequence[int], position: int) -> bool:
    """Whether nothing parts the word from the one before it."""
    between = text[ends[position - 1] : starts[position]]
    is_short = ends[position - 1] - starts[position - 1] <= SHORT
    return "\n" not in between and (between.strip() in _WITHIN or (is_short and between.strip() == "."))


def _end_apposition(text: str, starts: Sequence[int], ends: Sequence[int], after: int) -> int:
    """The word after the apposition between commas that follows a name, or after the name itself."""
    if after >= len(starts) or text[ends[after - 1] : starts[after]].strip() != ",":
        return after
    position = after + 1
    while position < len(starts) and _is_within(text, starts, ends, position):
        if position - after >= LONGEST:
            return after
        position += 1
    return position
