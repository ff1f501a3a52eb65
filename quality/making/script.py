"""What happens in a story: counts that change, a matter that is disputed, who tells what when, and what is planted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from quality.making.lines import Line, capitalise, expand, mark
from quality.making.world import (
    SAINTS,
    STREETS,
    TRADES,
    Country,
    House,
    Person,
    World,
    list_events,
    load_data,
    make_name,
    make_person,
    make_place,
    make_surname,
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHARED_ROLES = ("minister", "spokes", "premier", "army")
DURATIONS = frozenset(("minute", "hour", "day", "week", "month", "year"))


@dataclass(eq=False)
class Said:
    """One mention of a statement. `fact` names it in its story, `claim` what it has in common with others."""

    fact: str
    claim: str
    speaker: Person | None
    name: str
    kind: str = "person"
    stance: str = "assert"
    negated: bool = False
    direct: str = "indirect"
    anonymous: bool = False
    via: tuple[str, ...] = ()
    day: int | None = None  # of the story, where the text says on which day it was said


@dataclass(eq=False)
class Amount:
    """One figure of a story."""

    fact: str
    claim: str
    low: float | None
    high: float | None
    qualifier: str | None = None
    unit: str | None = None
    counted: str | None = None
    measure: str | None = None
    scope: str = "total"
    conversion_of: Amount | None = None


class Version(NamedTuple):
    """A count as it stands from one day on."""

    day: int
    value: float
    qualifier: str
    how: str  # first, up, down


@dataclass
class Series:
    """One thing that is counted, and its numbers over the days."""

    key: str
    people: str
    versions: list[Version]

    @property
    def table(self) -> dict[str, Any]:
        return load_data("measures")[self.key]  # type: ignore[no-any-return]

    def at(self, day: int) -> int | None:
        """The number of the version that holds on this day."""
        return next((i for i in range(len(self.versions) - 1, -1, -1) if self.versions[i].day <= day), None)


class Tell(NamedTuple):
    """One thing that a work tells."""

    what: str
    fact: str = ""
    key: str = ""  # of a series, or a number of a remark
    number: int = 0
    role: str = ""


class Planted(NamedTuple):
    """A relation that a story holds: facts on two (or more) sides, and why."""

    kind: str
    sides: tuple[tuple[str, ...], ...]
    why: str


@dataclass(eq=False)
class Work:
    """One text as its author wrote it."""

    author: House
    day: int
    hour: int
    tells: list[Tell]
    writer: str = ""
    editor: str = ""
    headline: Line = field(default_factory=lambda: Line(""))
    paragraphs: list[Line] = field(default_factory=list)
    update_of: Work | None = None


class Names(dict[str, Any]):
    """The slots of a story: names, and details (`#low-high unit|counted`) and years (`@from-to`) that stay the same."""

    rng: Random
    rate: float
    currency: str

    def __missing__(self, key: str) -> Any:
        if key[0] == "#":
            made: Any = self._make_detail(key[1:])
        elif key[0] == "@":
            low, high = key[1:].split("-")
            made = str(self.rng.randint(int(low), int(high)))
        else:
            raise KeyError(key)
        self[key] = made
        return made

    def _make_detail(self, text: str) -> Line:
        bounds, _, rest = text.partition(" ")
        unit, _, counted = rest.partition("|")
        low, high = map(int, bounds.split("-"))
        value = float(self.rng.randint(low, high))
        if value > 200:
            value = float(int(value / 10) * 10)
        words = format_number(value)
        own = unit in DURATIONS or unit in (
            "metre",
            "kilometre",
            "millimetre",
            "tonne",
            "kilovolt",
            "square metre",
            "crown",
            "percent",
        )
        printed = (
            f"{words} {'percent' if unit == 'percent' else plural(unit) if value > 1 else unit}"
            if own and unit != "crown"
            else words
        )
        amount = Amount(
            f"detail.{counted}", f"detail.{counted}", value, value, unit=unit or None, counted=counted, measure=None
        )
        return mark(printed, "figure", amount)


def plural(word: str) -> str:
    """The plural of a unit."""
    return word if word.endswith("s") else word + "s"


SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def format_number(value: float) -> str:
    """As newspapers print it: words under ten, commas above a thousand."""
    return SMALL[int(value)] if value < 10 and value == int(value) else f"{value:,.0f}"


@dataclass
class Script:
    """A story before it is written."""

    number: int
    world: World
    rng: Random
    event: dict[str, Any]
    country: Country
    neighbour: Country
    names: Names
    cast: dict[str, Person]
    start: date
    series: list[Series] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)  # how often a remark was told

    def date(self, day: int) -> date:
        return self.start + timedelta(days=day)

    @property
    def remarks(self) -> list[dict[str, Any]]:
        return [*self.event["remark"], *load_data("generic")["remark"]]

    def plant(self, kind: str, why: str, *sides: tuple[str, ...]) -> None:
        self.planted.append(Planted(kind, sides, why))


def make_script(world: World, rng: Random, number: int, *, like: Script | None = None) -> Script:
    """A story with its works planned, not yet written. `like`: another event of the same kind in the same days."""
    name = like.event["name"] if like else rng.choice(list_events())
    event = load_data(f"events/{name}")
    country = like.country if like and rng.random() < 0.5 else rng.choice(world.countries)
    neighbour = rng.choice([other for other in world.countries if other is not country])
    names = _make_names(rng, event, country, neighbour)
    start = (
        like.start + timedelta(days=rng.randint(0, 2))
        if like
        else date(2023, 1, 9) + timedelta(days=rng.randrange(900))
    )
    names["month"] = MONTHS[(start.month - rng.randint(2, 4)) % 12]
    script = Script(number, world, rng, event, country, neighbour, names, {}, start)
    for part, role in event["cast"].items():
        script.cast[part] = _cast(script, role)
    names["opp"] = script.cast["critic"].org
    _plan_counts(script, small=like is not None)
    return script


def _make_names(rng: Random, event: dict[str, Any], country: Country, neighbour: Country) -> Names:
    names = Names()
    names.rng, names.rate, names.currency = rng, country.rate, country.currency
    ministry = rng.choice(event["ministry"])
    accused, accused_last, _ = make_name(rng)
    names.update(
        country=country.name,
        demonym=country.demonym,
        capital=country.capital,
        neighbour=neighbour.name,
        neighbour_demonym=neighbour.demonym,
        region=rng.choice(country.regions),
        town=make_place(rng),
        town2=make_place(rng),
        river=make_place(rng, "river"),
        dam=make_place(rng),
        ship=make_place(rng, "river"),
        company=make_place(rng, "company"),
        street=rng.choice(STREETS),
        saint=rng.choice(SAINTS),
        trade=rng.choice(TRADES),
        ministry=ministry,
        ministry_low=ministry.removeprefix("the ").lower(),
        ministry_name=f"Ministry of {ministry}",
        noun=rng.choice(event["noun"]),
        accused=accused,
        accused_last=accused_last,
        surname=make_surname(rng),
    )
    return names


def _cast(script: Script, role: str) -> Person:
    """Who fills a role; those of a government stay the same in all stories of its country."""
    if role not in SHARED_ROLES:
        return make_person(script.rng, role, script.names)
    key = f"{script.country.name}:{role}:{script.names['ministry']}"
    people = script.world.officials
    if key not in people:
        people[key] = make_person(Random(f"{script.world.seed}:{key}"), role, script.names)
    return people[key]


# --- counts ---------------------------------------------------------------------------------------------------------


def _plan_counts(script: Script, *, small: bool) -> None:
    rng = script.rng
    listed = script.event["counts"]
    main = listed[0]
    others = rng.sample(listed[1:], min(len(listed) - 1, 1 if small else rng.randint(2, 3)))
    for number, (key, low, high, people) in enumerate([main, *others]):
        value = _draw(rng, low, high)
        versions = [Version(0 if number == 0 or rng.random() < 0.7 else 1, value, _hedge(rng, value), "first")]
        _grow(script, versions, top=number == 0, small=small)
        script.series.append(Series(key, people, versions))


def _draw(rng: Random, low: float, high: float) -> float:
    """More often small than large; round where it is large."""
    value = low * (high / low) ** rng.random()
    if value >= 1000:
        return float(round(value / 100) * 100)
    return float(round(value / 10) * 10 if value >= 200 else round(value))


def _grow(script: Script, versions: list[Version], *, top: bool, small: bool) -> None:
    rng = script.rng
    day = versions[0].day
    for _ in range(0 if small and not top else rng.choice((0, 1, 1, 2, 3) if top else (0, 0, 1))):
        before = versions[-1]
        day += rng.randint(1, 2)
        down = rng.random() < 0.25
        factor = rng.uniform(0.55, 0.88) if down else rng.uniform(1.2, 1.9)
        value = (
            float(round(before.value * factor))
            if before.value < 1000
            else float(round(before.value * factor / 100) * 100)
        )
        if abs(value - before.value) < 2 or value < 2:
            continue
        hedge = _hedge(rng, value) if not down and rng.random() < 0.5 else ""
        versions.append(Version(day, value, hedge, "down" if down else "up"))


def _hedge(rng: Random, value: float) -> str:
    """What stands before a number; round ones are rough."""
    if value < 20 or value % 10:
        return rng.choice(("", "at least"))
    return rng.choice(("", "at least", "some", "about", "around", "more than"))


def print_amount(
    script: Script,
    series: Series,
    value: float,
    qualifier: str,
    fact: str,
    claim: str,
    scope: str = "total",
    *,
    plain: bool = False,
) -> Line:
    """The figure as printed, with its marks; a sum of money often (never where `plain`) with its worth in dollars."""
    table = series.table
    low: float | None = value
    high: float | None = value
    if qualifier in ("at least", "more than"):
        high = None
    words = f"{qualifier} " if qualifier else ""
    if not table.get("money"):
        amount = Amount(
            fact,
            claim,
            low,
            high,
            qualifier or None,
            "person" if series.people else None,
            series.people or table["measure"],
            table["measure"],
            scope,
        )
        return mark(words + format_number(value), "figure", amount)
    return _print_money(script, words, value, qualifier, fact, claim, scope, plain=plain)


def _print_money(
    script: Script, words: str, value: float, qualifier: str, fact: str, claim: str, scope: str, *, plain: bool
) -> Line:
    names = script.names
    text, exact = _round_money(value * 1e6)
    open_end = qualifier in ("at least", "more than")
    unit = plural(names.currency)
    amount = Amount(
        fact, claim, exact, None if open_end else exact, qualifier or None, names.currency, "cost", "cost", scope
    )
    line = mark(f"{words}{text} {unit}", "figure", amount)
    if not plain and script.rng.random() < 0.55:
        dollars, worth = _round_money(exact / names.rate)
        other = Amount(f"{fact}.usd", claim, worth, worth, None, "dollar", "cost", "cost", scope, amount)
        start = len(line.text) + 2
        converted = f"${dollars}"
        text_line = f"{line.text} ({converted})"
        moved = tuple(
            m._replace(start=m.start + start, end=m.end + start) for m in mark(converted, "figure", other).marks
        )
        return Line(text_line, (*line.marks, *moved))
    return line


def _round_money(value: float) -> tuple[str, float]:
    """`4.8 billion` and 4.8e9."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            text = f"{value / size:.3g}"
            if float(text) >= 1000:
                text = "999"
            return f"{text} {word}", float(text) * size
    return f"{round(value, -3):,.0f}", float(round(value, -3))


def expand_in(script: Script, template: str, **slots: Line | str) -> Line:
    """A template with the story's slots and these."""
    if not slots:
        return expand(template, script.rng, script.names)
    return expand(template, script.rng, Overlay(slots, script.names))


class Overlay(dict[str, Any]):
    """Slots before other slots."""

    def __init__(self, slots: dict[str, Any], below: Names) -> None:
        super().__init__(slots)
        self._below = below

    def __missing__(self, key: str) -> Any:
        return self._below[key]


def make_headline(script: Script, work: Work) -> Line:
    """A headline of the work: the event's own with a count, or what somebody says."""
    rng = script.rng
    if rng.random() < 0.2:
        return _headline_saying(script)
    main = script.series[0]
    number = main.at(work.day) or 0
    version = main.versions[number]
    figure = print_amount(script, main, version.value, "", f"{main.key}.{number}", f"{main.key}={number}", plain=True)
    words = expand_in(script, rng.choice(main.table["head"]), n=figure)
    low = Line(words.text[0].lower() + words.text[1:], words.marks)
    return capitalise(expand_in(script, rng.choice(script.event["headline"]), Head=words, head_low=low))


def _headline_saying(script: Script) -> Line:
    """`Farran: “…”`, `“…,” says mayor`: somebody's words as a headline."""
    rng = script.rng
    remarks = [remark for remark in script.remarks if remark["by"] in ("local", "top", "critic", "counter")]
    remark = rng.choice(remarks)
    place = rng.randrange(len(remark["quote"]))
    person = script.cast[remark["by"]]
    said = Said(f"remark.{script.remarks.index(remark)}.quote.{place}", "", person, person.name, direct="direct")
    said.claim = said.fact
    quote = mark(f"‘{expand_in(script, remark['quote'][place]).text}’", "content", said)
    short = person.short.removeprefix("the ")
    if rng.random() < 0.5:
        return expand_in(script, "{S}: {Q}", S=mark(person.surname, "source", said), Q=quote)
    cue = mark("says", "cue", said)
    return expand_in(script, "{Q}, {V} {S}", Q=quote, V=cue, S=mark(short, "source", said))
