"""Names with what stands beside them to say who they are: "Ilka Brandt, who runs the harbour office,".

Two reporters who heard the same person write these words alike, as they quote alike; they are no sign of copying.
"""

from __future__ import annotations

from collections.abc import Sequence

Places = Sequence[tuple[int, int]]

LONGEST = 14  # words of an apposition
BRIDGE = 2  # short words between two capitals of one name: "Ministry of the Interior"
SHORT = 3  # letters of such a word, or of an abbreviated title
_WITHIN = frozenset(("", "'", "’", "-"))  # what may stand between two words of a name; a full stop after a short one
_IN_SENTENCE = _WITHIN | {",", ";"}


def mark_credentials(text: str, places: Places) -> bytes:
    """1 for each word of a name of two capitals or more and of the apposition that follows it, else 0. The words are
    given by where each begins and ends.

    Scripts without capitals have none.
    """
    marks = bytearray(len(places))
    after = 0
    for first in [number for number, (start, _) in enumerate(places) if text[start].isupper()]:
        end = _end_name(text, places, first) if first >= after else None
        if end is not None:
            after = _end_apposition(text, places, end)
            marks[first:after] = b"\x01" * (after - first)
    return bytes(marks)


def list_names(text: str, places: Places) -> list[list[str]]:
    """The names within sentences, each as its words with a capital in a row; in some languages all nouns are such. A
    letter alone is none: "I"."""
    names: list[list[str]] = []
    last = 0  # the word after the last name
    for number, (start, end) in enumerate(places[1:], 1):
        between = text[places[number - 1][1] : start].strip()
        if not text[start].isupper() or between not in _IN_SENTENCE:
            continue
        if number == last and between in _WITHIN:
            names[-1].append(text[start:end])
        else:
            names.append([text[start:end]])
        last = number + 1
    return [name for name in names if len(name) > 1 or len(name[0]) > 1]


def _end_name(text: str, places: Places, first: int) -> int | None:
    """The word after a name that begins here; None where none does."""
    last, capitals, position = first, 1, first + 1
    while position < len(places) and position - last <= BRIDGE + 1 and _is_within(text, places, position):
        start, end = places[position]
        if text[start].isupper():
            last, capitals = position, capitals + 1
        elif end - start > SHORT:
            break
        position += 1
    return last + 1 if capitals > 1 else None


def _is_within(text: str, places: Places, position: int) -> bool:
    """Whether nothing parts the word from the one before it."""
    start, end = places[position - 1]
    between = text[end : places[position][0]]
    if between == " ":
        return True
    is_short = end - start <= SHORT
    return "\n" not in between and (between.strip() in _WITHIN or (is_short and between.strip() == "."))


def _end_apposition(text: str, places: Places, after: int) -> int:
    """The word after the apposition between commas that follows a name, or after the name itself."""
    if after >= len(places) or text[places[after - 1][1] : places[after][0]].strip() != ",":
        return after
    position = after + 1
    while position < len(places) and _is_within(text, places, position):
        if position - after >= LONGEST:
            return after
        position += 1
    return position
