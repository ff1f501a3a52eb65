"""Wikidata ids of names, from a file that the user gives: no network is asked.

Each line of the file is `name<TAB>id<TAB>alias<TAB>alias…`, or a JSON object with `id`, `name`, and if it likes
`aliases` and `kind` (person, organisation, place, country). Empty lines and lines that begin with `#` are passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from sayso.errors import InputError
from sayso.link.words import fold
from sayso.model import NameKind

ITEM = re.compile(r"Q[1-9]\d{0,11}")


class KnownName(msgspec.Struct, frozen=True):
    """One line of the file."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: NameKind | None = None


class KnownNames(NamedTuple):
    """The ids that each folded name may have, with the kind where the file tells it."""

    by_name: Mapping[str, tuple[tuple[str, NameKind | None], ...]]

    def find(self, kind: NameKind, names: Iterable[str]) -> str | msgspec.UnsetType:
        """The id of somebody of that kind with these names; unset where the file has none for them, or several."""
        told = dict.fromkeys(map(fold, names))
        found = {i for name in told for i, of in self.by_name.get(name, ()) if of is None or of is kind}
        return found.pop() if len(found) == 1 else msgspec.UNSET


NO_IDS = KnownNames({})


def read_known_names(lines: Iterable[str]) -> KnownNames:
    """The names of a file's lines. Raises `InputError` with the line's number where one cannot be read."""
    found: dict[str, set[tuple[str, NameKind | None]]] = defaultdict(set)
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            known = _read_line(line.rstrip("\r\n").removeprefix("\ufeff"), number)
            for name in (known.name, *known.aliases):
                if folded := fold(name):
                    found[folded].add((known.id, known.kind))
    return KnownNames({name: tuple(sorted(ids, key=repr)) for name, ids in found.items()})


def _read_line(line: str, number: int) -> KnownName:
    try:
        known = msgspec.json.decode(line, type=KnownName) if line.lstrip().startswith("{") else _split_line(line)
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(
            f"Line {number} is neither `name<TAB>id` nor JSON with both: {error}", station="wikidata"
        ) from error
    if not ITEM.fullmatch(known.id):
        raise InputError(f"Line {number}: {known.id[:40]!r} is no Wikidata id such as Q42.", station="wikidata")
    return known


def _split_line(line: str) -> KnownName:
    name, identifier, *aliases = (part.strip() for part in line.split("\t"))
    return KnownName(identifier, name, tuple(alias for alias in aliases if alias))
