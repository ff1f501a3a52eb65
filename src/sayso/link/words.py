"""Words of a statement as slots see them: stems, countries, acts, things and numbers. Rule tables, no parse."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from sayso.rules.tables import read_list

WORD = re.compile(r"(?:[A-Z]\.){2,4}|[$€£¥₽₴](?:US|AU|NZ|CA)?(?=\d)|[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)?|[%$€£¥₽₴]")
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
WHOLE = re.compile(r"ceed$|^[^aeiouy]+(?:ing|ed)$")  # these endings are the word's own: `exceed`, `shred`, `string`
MULTIPLIERS = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
MAX_TEXT = 4000  # characters of one statement that are looked at


class Word(NamedTuple):
    """One word: where it stands, how it is printed, its stem, and what the rule tables know of it."""

    start: int
    end: int
    text: str
    stem: str
    country: str | None = None
    demonym: bool = False
    act: str | None = None
    thing: str | None = None
    number: float | None = None
    proper: bool = False

    @property
    def key(self) -> str:
        """What is compared: the country or number where it is one, else the stem."""
        if self.country:
            return f"@{self.country}"
        return self.stem if self.number is None else f"={self.number:g}"


@lru_cache(maxsize=32)
def read_rules(name: str) -> dict[str, Any]:
    """The rule table of that name, as TOML has it. Nobody changes it."""
    return tomllib.loads(resources.files("sayso.rules").joinpath(f"{name}.toml").read_text("utf-8"))


def fold(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe, single blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace("’", "'").casefold().split())


@lru_cache(maxsize=1)
def irregular_forms() -> Mapping[str, str]:
    """Irregular form → base form."""
    return {form: base for base, forms in read_rules("inflections")["forms"].items() for form in forms}


@lru_cache(maxsize=65536)
def find_stem(word: str) -> str:
    """A stem shared by the forms of one word; it need not be a word itself (`move`, `moved`, `moving` → `mov`)."""
    text = POSSESSIVE.sub("", fold(word))
    text = irregular_forms().get(text, text)
    return _strip_ending(text)


@lru_cache(maxsize=1)
def load_verbs() -> frozenset[str]:
    """The stems of `rules/verbs.txt`."""
    return frozenset(map(find_stem, read_list("verbs")))


def _strip_ending(text: str) -> str:
    if len(text) > 4 and text.endswith("ies"):
        text = text[:-3] + "y"
    elif text.endswith(("sses", "xes", "ches", "shes", "zes")):
        text = text[:-2]
    elif len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        text = text[:-1]
    for ending, least in (("ing", 6), ("ied", 5), ("ed", 5), ("ly", 7)):
        if len(text) >= least and text.endswith(ending) and not WHOLE.search(text):
            text = text[: -len(ending)] + ("y" if ending == "ied" else "")
            break
    if len(text) > 3 and text.endswith("e"):
        text = text[:-1]
    if len(text) > 3 and text[-1] == text[-2] and text[-1].isalpha():
        text = text[:-1]
    return text[:-1] + "i" if len(text) > 3 and text.endswith("y") else text


@lru_cache(maxsize=1)
def calendar_words() -> frozenset[str]:
    """Days, months and forms of address: capital letters that make no name."""
    return frozenset(read_rules("inflections")["calendar"]["words"])


class Tables(NamedTuple):
    """The rule tables, by stem."""

    acts: Mapping[str, str]
    things: Mapping[str, str]
    additional: frozenset[str]
    unreal: frozenset[str]
    future: frozenset[str]
    perfect: frozenset[str]
    planning: frozenset[str]
    timing: frozenset[str]
    negation: frozenset[str]
    back: frozenset[str]
    defiance: frozenset[str]
    skill: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]
    stop: frozenset[str]
    nominal: frozenset[str]  # names of acts
    ending: frozenset[str]
    unsure: frozenset[str]
    official: frozenset[str]
    units: frozenset[str]
    abstract: frozenset[str]
    asking: frozenset[str]  # words, not stems


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """`rules/actions.toml` and the stop words, stemmed."""
    rules = read_rules("actions")
    stop = read_rules("inflections")["stop"]["words"]

    def groups(section: str) -> dict[str, str]:
        return {find_stem(word): name for name, words in rules[section].items() for word in words}

    def stems(words: Iterable[str]) -> frozenset[str]:
        return frozenset(find_stem(word) for word in words)

    return Tables(
        acts=groups("acts"),
        things=groups("things"),
        additional=stems(rules["additional"]["words"]),
        unreal=stems(rules["unreal"]["words"]),
        future=stems(rules["unreal"]["future"]),
        perfect=stems(rules["unreal"]["perfect"]),
        planning=stems(rules["unreal"]["planning"]),
        timing=stems([*rules["timing"]["words"], *calendar_words()]),
        negation=stems(rules["negation"]["words"]),
        back=stems(rules["back"]["words"]),
        defiance=stems(rules["defiance"]["words"]),
        skill=stems(rules["skill"]["words"]),
        good=stems(rules["skill"]["good"]),
        bad=stems(rules["skill"]["bad"]),
        stop=stems(stop),
        nominal=frozenset(rules["nominal"]["acts"]),
        ending=stems(rules["ending"]["words"]),
        unsure=stems(rules["unsure"]["words"]),
        official=stems(rules["official"]["words"]),
        units=stems(read_rules("inflections")["units"]["words"]),
        abstract=stems(rules["abstract"]["words"]),
        asking=frozenset(rules["open"]["words"]),
    )


@lru_cache(maxsize=1)
def load_countries() -> Mapping[tuple[str, ...], tuple[str, bool]]:
    """Words as printed → code, and whether they are a demonym. Capitals and seats stand for the country."""
    table: dict[tuple[str, ...], tuple[str, bool]] = {}
    for code, row in read_rules("countries").items():
        for name in [row["name"], *row.get("names", ()), *row.get("capitals", ()), *row.get("seats", ())]:
            table[_country_key(name)] = (code, False)
        for name in row.get("demonyms", ()):
            table.setdefault(_country_key(name), (code, True))
            table.setdefault(_country_key(f"{name}s"), (code, True))
    return table


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Code → usual name."""
    return {code: row["name"] for code, row in read_rules("countries").items()}


def _country_key(name: str) -> tuple[str, ...]:
    return tuple(_bare(match.group()) for match in WORD.finditer(name))


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word).replace("’", "'").rstrip(".") if not word.isdigit() else word


def find_country(name: str) -> str | None:
    """The code of the country that a name, capital, demonym or seat stands for; None for anything else."""
    found = load_countries().get(_country_key(name))
    return found[0] if found else None


def read_number(text: str) -> float | None:
    """The number a single word writes, None for other words."""
    if text[:1].isdigit():
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return None
    return load_numerals().get(text.casefold())


@lru_cache(maxsize=1)
def load_numerals() -> Mapping[str, float]:
    """Word → the number it writes, below a hundred: those of one word."""
    return {word: float(number) for word, number in read_rules("counted")["numerals"].items()}


@lru_cache(maxsize=4096)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text, with what the rule tables know of them; at most `MAX_TEXT` characters are read. The last
    texts are kept: a sentence is read for each figure in it."""
    matches = list(WORD.finditer(text[:MAX_TEXT]))
    words: list[Word] = []
    index = 0
    while index < len(matches):
        size, country = _country_at(matches, index)
        word = _make_word(
            text, matches[index : index + size], country, first=_opens_sentence(text, matches[index].start())
        )
        words.append(word)
        index += size
    return tuple(_join_nobody(_join_multipliers(words)))


@lru_cache(maxsize=1)
def _country_openings() -> frozenset[str]:
    """The first words of countries' names."""
    return frozenset(key[0] for key in load_countries() if key)


def _country_at(matches: list[re.Match[str]], index: int) -> tuple[int, tuple[str, bool] | None]:
    if _bare(matches[index].group()) not in _country_openings():
        return 1, None
    table = load_countries()
    for size in (4, 3, 2, 1):
        key = tuple(_bare(match.group()) for match in matches[index : index + size])
        if len(key) == size and key in table:
            return size, table[key]
    return 1, None


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“”‘’([")
    return not before or before[-1] in ".!?:\n"


def _make_word(text: str, matches: list[re.Match[str]], country: tuple[str, bool] | None, first: bool) -> Word:
    start, end = matches[0].start(), matches[-1].end()
    printed = text[start:end]
    stem = find_stem(printed)
    tables = load_tables()
    proper = printed[:1].isupper() and (not first or printed[1:2].isupper()) and fold(printed) not in calendar_words()
    return Word(
        start,
        end,
        printed,
        stem,
        country=country[0] if country else None,
        demonym=bool(country and country[1]),
        act=None if country else tables.acts.get(stem),
        thing=None if country else tables.things.get(stem),
        number=read_number(printed),
        proper=proper and country is None,
    )


def _join_multipliers(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in words:
        factor = MULTIPLIERS.get(word.text.casefold())
        last = joined[-1] if joined else None
        if factor and last is not None and last.number is not None:
            joined[-1] = last._replace(end=word.end, text=f"{last.text} {word.text}", number=last.number * factor)
        elif last is not None and last.number is not None and _completes_tens(last, word):
            number = last.number + (word.number or 0.0)
            joined[-1] = last._replace(end=word.end, text=f"{last.text}-{word.text}", number=number)
        else:
            joined.append(word)
    return joined


def _completes_tens(tens: Word, word: Word) -> bool:
    """Whether a word is the second half of a number: `twenty-two`."""
    numerals = load_numerals()
    whole, part = numerals.get(tens.text.casefold(), 0.0), numerals.get(word.text.casefold(), 0.0)
    return whole >= 20 and 1 <= part <= 9 and word.start - tens.end == 1


def _join_nobody(words: list[Word]) -> list[Word]:
    """`no one` is nobody, and no number."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and last.text.casefold() == "no" and word.text.casefold() == "one":
            joined[-1] = last._replace(end=word.end, text=f"{last.text} {word.text}", stem=find_stem("nobody"))
        else:
            joined.append(word)
    return joined
