"""The invented world: names, countries, officials, outlets. All of it follows from the seed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
COUNTRIES = 24
OUTLETS = 60
AGENCIES = 10
CURRENCIES = ("crown", "florin", "thaler", "ducat", "talent", "guilder")
SAINTS = ("Anna", "Barnabas", "Cyril", "Dorothea", "Erasmus", "Gallus", "Hilda", "Ignace", "Kilian", "Ursula")
STREETS = (
    "Weir",
    "Mill",
    "Tanner",
    "Candle",
    "Orchard",
    "Harbour",
    "Cooper",
    "Linden",
    "Bishop",
    "Chalk",
    "Ferry",
    "Garden",
)
TRADES = ("Transport", "Metal", "Harbour", "Textile", "Rail", "Energy", "Public Service", "Food")


@cache
def load_data(name: str) -> dict[str, Any]:
    """One of the data files beside this module, without its ending."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def list_events() -> tuple[str, ...]:
    """Names of the kinds of event."""
    return tuple(sorted(path.stem for path in (HERE / "events").glob("*.toml")))


@dataclass(frozen=True)
class Country:
    """An invented state."""

    name: str
    demonym: str
    capital: str
    regions: tuple[str, ...]
    currency: str
    rate: float  # units of its currency for a dollar


@dataclass(eq=False)
class Person:
    """Somebody who speaks, and how texts name them."""

    name: str
    surname: str
    woman: bool
    role: str
    short: str
    title: str
    org: str
    role_only: bool = False  # nothing but the role introduces them

    @property
    def pronoun(self) -> str:
        return "she" if self.woman else "he"


@dataclass(frozen=True)
class House:
    """Who publishes: an outlet, an agency, a broadcaster or a portal, with its style."""

    name: str
    kind: str  # outlet, agency, radio, portal
    country: str
    quotes: str  # four signs: opening and closing, outer and inner
    apostrophe: str
    american: bool
    dated: str  # how pages give a date: long, short, iso, ago, weekday, none
    dateline: str  # how an article opens: a template of place and agency, or nothing
    byline: str
    nav: int
    habits: frozenset[str] = frozenset()  # pieces of furniture that its pages have
    short: str = ""  # an agency's letters


@dataclass
class World:
    """All that stories share."""

    seed: int
    countries: tuple[Country, ...] = ()
    houses: tuple[House, ...] = ()
    by_kind: dict[str, list[House]] = field(default_factory=dict)
    officials: dict[str, Person] = field(default_factory=dict)


QUOTES = ('""' + "''", '""' + "''", "“”‘’", "“”‘’", "''" + '""', "‘’“”", "«»‹›")
DATED = ("long", "long", "short", "iso", "ago", "weekday", "none", "stamp")
DATELINES = (
    "",
    "",
    "{PLACE} ({agency}) - ",
    "{PLACE}, {Country} ({agency}) — ",
    "{PLACE} — ",
    "{PLACE}, {date_short} ({agency}) -",
)
BYLINES = ("By {author}", "{author}", "By {author}, {outlet}", "{outlet}{author}", "{author} | {outlet}", "")
HABITS = (
    "nav",
    "ticker",
    "share",
    "newsletter",
    "advert",
    "caption",
    "caption2",
    "readalso",
    "related",
    "comments",
    "bio",
    "footer",
    "topics",
    "correction",
    "credit",
    "twice",
)


def make_place(rng: Random, ends: str = "town") -> str:
    """A place's name."""
    parts = load_data("names")["place"]
    return str(rng.choice(parts["first"]) + rng.choice(parts["middle"]) + rng.choice(parts[ends]))


def make_surname(rng: Random) -> str:
    """A family name."""
    parts = load_data("names")["person"]
    return str(rng.choice(parts["first"]) + rng.choice(parts["middle"]) + rng.choice(parts["last"]))


def make_name(rng: Random) -> tuple[str, str, bool]:
    """(first name and surname, surname, whether it is a woman's)."""
    woman = rng.random() < 0.5
    first = rng.choice(load_data("names")["person"]["women" if woman else "men"])
    surname = make_surname(rng)
    return f"{first} {surname}", surname, woman


@lru_cache(maxsize=4)
def make_world(seed: int) -> World:
    """The world of this seed."""
    rng = Random(f"{seed}:world")
    countries = tuple(_make_country(rng) for _ in range(COUNTRIES))
    world = World(seed=seed, countries=countries)
    houses = [
        *(_make_house(rng, "agency", countries[i % COUNTRIES]) for i in range(AGENCIES)),
        *(_make_house(rng, "radio", country) for country in countries),
        *(_make_house(rng, "outlet", countries[i % COUNTRIES]) for i in range(OUTLETS)),
        *(_make_portal(rng, name) for name in load_data("sites")["portals"]),
    ]
    world.houses = tuple(houses)
    for house in houses:
        world.by_kind.setdefault(house.kind, []).append(house)
    return world


def _make_country(rng: Random) -> Country:
    stem = make_place(rng, "country")
    ending = next((end for end in ("ia", "a", "istan", "imar", "andor") if stem.endswith(end)), "")
    root = stem[: len(stem) - len(ending)] if ending in ("ia", "a", "istan") else stem
    demonym = {"ia": root + "ian", "a": root + "an", "istan": root + "i"}.get(ending, root + "ish")
    regions = tuple(make_place(rng, "region") for _ in range(6))
    rate = round(rng.uniform(2, 40), 2)
    return Country(stem, demonym, make_place(rng), regions, rng.choice(CURRENCIES), rate)


def _make_house(rng: Random, kind: str, country: Country) -> House:
    parts = load_data("sites")["outlets"]
    short = ""
    if kind == "agency":
        name = rng.choice(parts["agency"]).format(country.demonym if rng.random() < 0.5 else make_place(rng))
        short = "".join(word[0] for word in name.replace("-", " ").split()) if " " in name else name
    elif kind == "radio":
        name = rng.choice(parts["radio"]).format(rng.choice((country.capital, country.name, *country.regions)))
    else:
        head = rng.choice((country.capital, *parts["first"], *country.regions))
        name = f"{'The ' if rng.random() < 0.4 else ''}{head} {rng.choice(parts['last'])}"
    return House(
        name=name,
        kind=kind,
        country=country.name,
        quotes=rng.choice(QUOTES),
        apostrophe=rng.choice("''’"),
        american=rng.random() < 0.35,
        dated=rng.choice(DATED),
        dateline=rng.choice(DATELINES),
        byline=rng.choice(BYLINES),
        nav=rng.randrange(5),
        habits=frozenset(
            habit for habit in HABITS if rng.random() < (0.15 if habit in ("correction", "twice") else 0.5)
        ),
        short=short if len(short) > 2 else name,
    )


def _make_portal(rng: Random, name: str) -> House:
    return House(
        name=name,
        kind="portal",
        country="",
        quotes=rng.choice(QUOTES[:2]),
        apostrophe="'",
        american=False,
        dated="ago",
        dateline="{PLACE} ({agency}) -",
        byline="By {author}",
        nav=2,
        habits=frozenset(("nav", "comments")),
    )


def make_person(rng: Random, role: str, slots: Mapping[str, Any]) -> Person:
    """Somebody in this role; `slots` are the names of the story."""
    from quality.making.lines import expand

    table = load_data("roles")[role]
    name, surname, woman = make_name(rng)
    names = {**slots, "man": "woman" if woman else "man", "surname": make_surname(rng)}
    names["org"] = expand(rng.choice(table["org"]), rng, names).text
    printed = expand(rng.choice(table["role"]), rng, names).text
    title = rng.choice(table["titles"])
    return Person(
        name=name,
        surname=surname,
        woman=woman,
        role=printed,
        short=expand(rng.choice(table["short"]), rng, names).text,
        title="" if title.lower() in printed.lower() else title,
        org=names["org"],
        role_only=role in ("resident", "lawyer", "mayor", "premier"),
    )
