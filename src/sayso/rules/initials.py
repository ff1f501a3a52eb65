"""What all that a pattern matches has in common: of many patterns only a few need be tried on a line.

With which characters it may begin, and the words that stand in it, are read from the pattern as it is written.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

ALL = frozenset(string.printable)
"""What is asked about: a line that begins otherwise may match any pattern."""

_ATOM = re.compile(r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\()\[\]|]", re.DOTALL)
_ANCHORS = frozenset(("^", "$", r"\b", r"\B", r"\A", r"\Z"))
_COUNT = re.compile(r"(?P<none>[?*]|\{0?,\d*\}|\{0\})[?+]?|\+[?+]?|\{\d+(?:,\d*)?\}[?+]?")
_GROUP = re.compile(r"\((?:\?(?:-?i)?:|\?P<\w+>|(?!\?))")


def read_initials(pattern: str) -> frozenset[str]:
    """The characters of `ALL` with which a match may begin, case apart; all of them where it may be empty.

    Knows literals, classes, groups, alternatives and counts. Of a pattern with anything else in it (a look-around, a
    reference), and of one that begins with an anchor, all are given: more than there are, never less.
    """
    try:
        found, may_be_empty, end = _read_alternatives(pattern, 0)
    except ValueError:
        return ALL
    return ALL if may_be_empty or end < len(pattern) else found


def _read_alternatives(pattern: str, start: int) -> tuple[frozenset[str], bool, int]:
    """The initials of what stands between bars, whether one of it may be empty, and where it ends."""
    found, may_be_empty, end = _read_sequence(pattern, start)
    while pattern[end : end + 1] == "|":
        others, also_empty, end = _read_sequence(pattern, end + 1)
        found, may_be_empty = found | others, may_be_empty or also_empty
    return found, may_be_empty, end


def _read_sequence(pattern: str, start: int) -> tuple[frozenset[str], bool, int]:
    """The same of parts that follow one another: those of the first, and of the next one where it may be missing."""
    found: frozenset[str] = frozenset()
    may_be_empty = True
    while start < len(pattern) and pattern[start] not in "|)":
        own, missing, start = _read_part(pattern, start)
        if may_be_empty:
            found |= own
        may_be_empty = may_be_empty and missing
    return found, may_be_empty, start


def _read_part(pattern: str, start: int) -> tuple[frozenset[str], bool, int]:
    """The same of one character, class or group, with how often it comes."""
    if group := _GROUP.match(pattern, start):
        found, missing, end = _read_alternatives(pattern, group.end())
        end += 1
    elif atom := _ATOM.match(pattern, start):
        found, missing, end = _match_initials(atom[0]), atom[0] in _ANCHORS, atom.end()
    else:
        raise ValueError(f"no part that is known begins at {start} of {pattern!r}")
    if count := _COUNT.match(pattern, end):
        missing, end = missing or count["none"] is not None, count.end()
    return found, missing, end


@lru_cache(maxsize=256)
def _match_initials(atom: str) -> frozenset[str]:
    """The characters that a class, an escape or a literal matches; before an anchor any may stand."""
    if atom in _ANCHORS:
        return ALL
    if atom[0] == "\\" and atom[1].isdigit():
        raise ValueError(f"what {atom} refers to is not known")
    shape = re.compile(atom, re.IGNORECASE | re.DOTALL)
    return frozenset(filter(shape.fullmatch, ALL))


def read_needed(pattern: str) -> str:
    """The longest run of characters, in small letters, that stands in all that the pattern matches; "" for none.

    Only what stands outside groups and alternatives is looked at, and nothing of a pattern with a bar outside of them.
    """
    runs, run, start = [""], "", 0
    while start < len(pattern) and pattern[start] not in "|)":
        atom = None if _GROUP.match(pattern, start) else _ATOM.match(pattern, start)
        try:
            end = atom.end() if atom else _skip_group(pattern, start)
        except ValueError:
            return ""
        count = _COUNT.match(pattern, end)
        literal = atom is not None and count is None and len(atom[0]) == 1 and atom[0] not in ".^$"
        run = run + pattern[start] if literal else ""
        runs.append(run)
        start = count.end() if count else end
    return max(runs, key=len).casefold() if start >= len(pattern) else ""


def _skip_group(pattern: str, start: int) -> int:
    """Where the group that begins here ends."""
    group = _GROUP.match(pattern, start)
    if group is None:
        raise ValueError(f"no part that is known begins at {start} of {pattern!r}")
    return _read_alternatives(pattern, group.end())[2] + 1
