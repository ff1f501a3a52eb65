"""The gazetteer: regions of the world and its towns, from GeoNames (`tools/make_gazetteer.py` makes the file)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Place(NamedTuple):
    """A region or a town. A region's coordinates are those of its largest town."""

    id: int  # of GeoNames
    is_region: bool
    country: str  # ISO 3166
    region: int | None
    latitude: float | None
    longitude: float | None
    thousands: int  # of people
    names: tuple[str, ...]  # the usual one first


class Gazetteer:
    """Places by name. Lines are read when they are asked for: most never are."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._by_name: dict[str, int | tuple[int, ...]] = {}
        self._by_id: dict[str, int] = {}
        for number, line in enumerate(lines):
            self._by_id[line.partition("\t")[0]] = number
            for name in line.split("\t")[7:]:
                known = self._by_name.get(name)
                if known is None:
                    self._by_name[name] = number
                elif known != number and not (isinstance(known, tuple) and known[-1] == number):
                    self._by_name[name] = (*known, number) if isinstance(known, tuple) else (known, number)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Place]:
        return map(_read_line, self._lines)

    def find(self, name: str) -> tuple[Place, ...]:
        """The places of that name, as printed; most people first."""
        numbers = self._by_name.get(name, ())
        places = (_read_line(self._lines[n]) for n in (numbers if isinstance(numbers, tuple) else (numbers,)))
        return tuple(sorted(places, key=lambda place: (-place.thousands, place.id)))

    def get(self, number: int) -> Place | None:
        """The place with this GeoNames id."""
        line = self._by_id.get(str(number))
        return _read_line(self._lines[line]) if line is not None else None


def _read_line(line: str) -> Place:
    number, kind, country, region, latitude, longitude, thousands, *names = line.split("\t")
    return Place(
        id=int(number),
        is_region=kind == "R",
        country=country,
        region=int(region) if region else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        thousands=int(thousands),
        names=tuple(names),
    )


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """All places."""
    data = resources.files("sayso.rules").joinpath("gazetteer.tsv.gz").read_bytes()
    return Gazetteer(gzip.decompress(data).decode().splitlines())
