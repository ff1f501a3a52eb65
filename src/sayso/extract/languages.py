"""The languages other than English: their words of speech, as data from `rules/LANGUAGE/speech.toml`, read when needed.

No parser is at hand for them, so their statements are found by pattern (`sayso.extract.patterns`). English has
`rules/cues.toml` and a parser.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from sayso.model import Stance

ENGLISH = "en"
SAMPLE = 4000  # characters that are looked at to tell English
ENGLISH_WORDS = frozenset(
    ["the", "of", "and", "to", "in", "that", "said", "is", "was", "for", "on", "with", "he", "it"]
)
ENGLISH_LEAST = 0.12  # share of those words in a text that is English whatever it was taken for
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


class Verb(NamedTuple):
    """One form of a word of speech. `rest` is the words behind it in the same clause, its last one at the clause's
    end; `takes_object`: what is said may be a noun phrase."""

    stance: Stance
    rest: tuple[str, ...]
    takes_object: bool


class Phrases(NamedTuple):
    """Phrases that name a source: before it ("laut"), behind it ("zufolge"), behind what is said (", so X"), and the
    word that leads a clause of speech ("wie X mitteilte")."""

    before: tuple[str, ...]
    behind: frozenset[str]
    so: frozenset[str]
    leads: frozenset[str]


class Roles(NamedTuple):
    """What words tell of a source. `by_suffix`: compounds are told by their ends ("Umweltministerin")."""

    by_suffix: bool
    people: tuple[str, ...]
    many: tuple[str, ...]
    organisations: tuple[str, ...]
    documents: tuple[str, ...]
    data: tuple[str, ...]
    female: tuple[str, ...]
    titles: Mapping[str, str]

    def is_one_of(self, word: str, kind: tuple[str, ...]) -> bool:
        """Whether a word is of a kind: `people`, `many`, `organisations`, `documents` or `data`."""
        lower = word.lower().strip('.,«»„“"')
        return lower.endswith(kind) if self.by_suffix else lower in kind

    def is_known(self, word: str) -> bool:
        """Whether a word is of any kind."""
        kinds = (self.people, self.many, self.organisations, self.documents, self.data)
        return any(self.is_one_of(word, kind) for kind in kinds)


class Language(NamedTuple):
    """The rules of one language. Words are in small letters unless they are names."""

    code: str
    name: str
    limits: tuple[str, ...]
    nouns_are_capital: bool
    that: frozenset[str]
    pointing: frozenset[str]  # what points at the words before: "Das sagte Ann Lee"
    links_of_sentences: frozenset[str]  # "und", "aber"
    articles: frozenset[str]
    indefinite: frozenset[str]
    adjectives: tuple[str, ...]
    links: frozenset[str]
    places: frozenset[str]
    stops: frozenset[str]
    pronouns: Mapping[str, str]
    joined: re.Pattern[str]
    verbs: Mapping[str, tuple[Verb, ...]]
    according: Phrases
    roles: Roles
    countries: Mapping[str, str]


@lru_cache(maxsize=1)
def list_languages() -> tuple[str, ...]:
    """The codes of the languages that have rules, English first."""
    found = (folder.name for folder in files("sayso.rules").iterdir() if folder.joinpath("speech.toml").is_file())
    return (ENGLISH, *sorted(found))


@lru_cache(maxsize=8)
def load_language(code: str) -> Language | None:
    """The rules of `rules/CODE/speech.toml`; None where there are none."""
    if code not in list_languages() or code == ENGLISH:
        return None
    text = files("sayso.rules").joinpath(code, "speech.toml").read_text(encoding="utf-8")
    return _make_language(code, tomllib.loads(text))


def choose_language(code: str | None, text: str) -> str:
    """The language whose rules read a text: the one it was taken for, but English where its words are."""
    if code is None or code == ENGLISH:
        return ENGLISH
    words = [word.lower() for word in WORD.findall(text[:SAMPLE])]
    english = sum(word in ENGLISH_WORDS for word in words)
    return ENGLISH if words and english >= ENGLISH_LEAST * len(words) else code


def explain_limits(code: str | None, text: str = "") -> tuple[str, ...]:
    """What sayso cannot do with a text of a language, in sentences; none for English."""
    chosen = choose_language(code, text)
    if chosen == ENGLISH:
        return ()
    language = load_language(chosen)
    if language:
        return language.limits
    known = ", ".join(list_languages())
    return (f"No statement was looked for: sayso has no rules for the language “{chosen}” (it has: {known}).",)


def _make_language(code: str, rules: Mapping[str, Any]) -> Language:
    according = rules["according"]
    return Language(
        code=code,
        name=rules["name"],
        limits=tuple(rules["limits"]),
        nouns_are_capital=rules["capitals"] == "nouns",
        that=frozenset(rules["that"]),
        pointing=frozenset(rules["pointing"]),
        links_of_sentences=frozenset(rules["and"]),
        articles=frozenset(rules["articles"]),
        indefinite=frozenset(rules["indefinite"]),
        adjectives=tuple(rules["adjectives"]),
        links=frozenset(rules["links"]),
        places=frozenset(rules["places"]),
        stops=frozenset(rules["stops"]),
        pronouns=rules["pronouns"],
        joined=re.compile(rf"(?:\A|\s)(?:{'|'.join(rules['joined'])})\Z"),
        verbs=_read_verbs(rules["verbs"], rules["object"]["words"]),
        according=Phrases(
            before=tuple(sorted(according["before"], key=len, reverse=True)),
            behind=frozenset(according["behind"]),
            so=frozenset(according["so"]),
            leads=frozenset(according["as"]),
        ),
        roles=_read_roles(rules["roles"]),
        countries=rules["countries"],
    )


def _read_verbs(stances: Mapping[str, Iterable[str]], objects: Iterable[str]) -> dict[str, tuple[Verb, ...]]:
    """Forms by their first word, those of several words first."""
    verbs: dict[str, list[Verb]] = {}
    with_object = frozenset(objects)
    for stance, words in stances.items():
        for words_of in words:
            first, *rest = words_of.split()
            verbs.setdefault(first, []).append(Verb(Stance(stance), tuple(rest), words_of in with_object))
            if len(rest) == 1:  # "wie die Polizei mitteilte"
                verbs.setdefault(rest[0] + first, []).append(Verb(Stance(stance), (), False))
    return {form: tuple(sorted(found, key=lambda verb: -len(verb.rest))) for form, found in verbs.items()}


def _read_roles(rules: Mapping[str, Any]) -> Roles:
    return Roles(
        by_suffix=rules["match"] == "suffix",
        people=tuple(rules["people"]),
        many=tuple(rules["many"]),
        organisations=tuple(rules["organisations"]),
        documents=tuple(rules["documents"]),
        data=tuple(rules["data"]),
        female=tuple(rules["female"]),
        titles=rules["titles"],
    )
