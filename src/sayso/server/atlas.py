"""Where places lie: a place that the pages name → its coordinates, and the coasts around it. All of it comes with
sayso: no map is asked of anybody."""

from __future__ import annotations

import gzip
import math
import tomllib
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from sayso.extract.places import Place, load_gazetteer

TOWN = 60
"""Thousands of people from which on a town helps to find one's way on a map."""

ONE_SPOT = 0.4
"""Degrees within which places of one name are one dot on every map: a town and the region around it."""


class Site(NamedTuple):
    """Where a place lies. A country stands at its capital, a region at its largest town."""

    latitude: float
    longitude: float
    is_area: bool  # a country or a region: the point stands for more than itself


class Ring(NamedTuple):
    """The coast of a piece of land, and the box around it: west, south, east, north."""

    points: tuple[tuple[float, float], ...]  # longitude, latitude
    box: tuple[float, float, float, float]


@lru_cache(maxsize=4096)
def find_site(key: str) -> Site | None:
    """Where the place of this key (`sayso.archive.topics.name_place_key`) lies; None where its name alone does not
    tell. A name that a town and its region share tells it."""
    if key.isdecimal():
        place = load_gazetteer().get(int(key))
        return _site(place, is_area=place.is_region) if place else None
    capital = _load_capitals().get(key)
    return _site(capital, is_area=True) if capital else _find_one_spot(load_gazetteer().find(key))


def find_likely_site(name: str, countries: Set[str]) -> Site | None:
    """Where a place lies whose name several bear: the bearer with most people, if it lies in one of these countries
    (ISO 3166), those of the places that are named with it. A smaller namesake is never preferred, and of two in one
    country neither."""
    bearers = load_gazetteer().find(name)
    if not bearers or bearers[0].country not in countries:
        return None
    return _find_one_spot([place for place in bearers if place.country == bearers[0].country])


def find_country(key: str) -> str | None:
    """The country (ISO 3166) in which the place of this key lies, or that it is; None where the key does not tell."""
    place = load_gazetteer().get(int(key)) if key.isdecimal() else _load_capitals().get(key)
    return place.country if place else None


def _find_one_spot(places: Sequence[Place]) -> Site | None:
    """Where all these places lie, if that is one spot."""
    sites = [_site(place, is_area=False) for place in places]
    known = [site for site in sites if site]
    first = known[0] if known and len(known) == len(sites) else None
    if first is None or any(_measure_degrees(first, other) > ONE_SPOT for other in known):
        return None
    return first


def _measure_degrees(a: Site, b: Site) -> float:
    return math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * math.cos(math.radians(a.latitude)))


def is_ambiguous(key: str) -> bool:
    """Whether the gazetteer has places of this name, but not which of them is meant."""
    return not key.isdecimal() and bool(load_gazetteer().find(key))


def find_name(key: str) -> str | None:
    """The usual name of the place in the gazetteer; the key itself where it is a name."""
    if not key.isdecimal():
        return key
    place = load_gazetteer().get(int(key))
    return place.names[0] if place else None


def _site(place: Place, *, is_area: bool) -> Site | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Site(place.latitude, place.longitude, is_area)


@lru_cache(maxsize=1)
def _load_capitals() -> Mapping[str, Place]:
    """Country → its capital."""
    text = resources.files("sayso.rules").joinpath("countries.toml").read_text("utf-8")
    found = {}
    for code, country in tomllib.loads(text).items():
        for capital in country.get("capitals", ()):
            places = [place for place in load_gazetteer().find(capital) if place.country.casefold() == code]
            if places:
                found[country["name"]] = min(places, key=lambda place: place.is_region)  # a town before a region
                break
    return found


@lru_cache(maxsize=1)
def load_towns() -> tuple[Place, ...]:
    """Towns of `TOWN` thousand people and more, the largest first."""
    towns = (place for place in load_gazetteer() if not place.is_region and place.thousands >= TOWN)
    known = [town for town in towns if town.latitude is not None and town.longitude is not None]
    return tuple(sorted(known, key=lambda town: (-town.thousands, town.id)))


@lru_cache(maxsize=1)
def load_coasts() -> tuple[Ring, ...]:
    """All coasts (`tools/make_coast.py` makes the file)."""
    data = resources.files("sayso.rules").joinpath("coast.txt.gz").read_bytes()
    return tuple(_read_ring(line) for line in gzip.decompress(data).decode().splitlines())


def _read_ring(line: str) -> Ring:
    numbers = [int(number) for number in line.split()]
    x = y = 0
    points = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / 100, y / 100))
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    return Ring(tuple(points), (min(longitudes), min(latitudes), max(longitudes), max(latitudes)))
