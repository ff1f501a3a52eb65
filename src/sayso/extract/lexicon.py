"""What words tell about a source: titles, groups, documents, countries, media, as data from the rule files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.extract.cues import read_rules

PLURAL = ("ese", "ish", "ch", "s")  # adjectives that with "the" are a whole people: "the Spanish"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words tell about a source, from `rules/roles.toml`, `countries.toml`, `wires.toml` and `outlets.toml`."""

    people: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    data: frozenset[str]
    organisations: frozenset[str]
    media_words: frozenset[str]
    mastheads: frozenset[str]
    mastheads_last: frozenset[str]  # last words of the names of papers that lead none
    shows: frozenset[str]  # what is named and heard or read besides papers and stations
    shows_behind: dict[str, frozenset[str]]  # those that are so only behind one of these words: a news site
    periods: frozenset[str]  # those that are adjectives, too: "weekly"
    hearers: frozenset[str]
    lands: frozenset[str]
    labels: frozenset[str]
    platforms: tuple[str, ...]
    occasions: tuple[str, ...]  # on which something is said to a medium
    carried: tuple[str, ...]  # what a medium does with remarks
    ambiguous: frozenset[str]  # outlets whose names are words, too
    honours: frozenset[str]  # letters behind a name
    heads: frozenset[str]  # roles that go on with "of" up to the name
    posts: frozenset[str]  # offices whose words are names, too
    trading: frozenset[str]  # last words of the names of businesses
    of_bodies: frozenset[str]  # roles that bodies have, too
    like_any: frozenset[str]  # nouns for an organisation whose name does not say what it is
    public: frozenset[str]  # words in the names of organisations that are no business
    offices: frozenset[str]
    leading: frozenset[str]  # words that begin sentences and are no part of a name
    ranks: frozenset[str]  # words before a role that are part of it
    state: frozenset[str]  # offices whose country is whose word they are
    ordinals: frozenset[str]  # which of several
    partisans: frozenset[str]  # who belongs to a party: "the Ohio Democrat"
    variants: frozenset[str]  # nouns for whoever was told of last: "the striker"
    natives: frozenset[str]  # who comes from a country: "the Scot"
    stands_for: dict[str, frozenset[str]]  # a word → those of the same meaning, itself too
    general: dict[str, frozenset[str]]  # a general word → what it may mean of who spoke last
    nobody: frozenset[str]  # words of bodies, places and many people: no person bears one
    role_words: frozenset[str]  # what may stand in a title
    pronouns: dict[str, str]
    male: frozenset[str]
    female: frozenset[str]
    courtesy: frozenset[str]
    countries: dict[str, str]  # name, capital or seat → country
    demonyms: dict[str, str]
    media: dict[str, str]  # as printed → name


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The words of the rule files."""
    roles, places = read_rules("roles"), read_rules("countries")
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for entry in places.values():
        for key in ("names", "capitals", "seats"):
            countries.update(dict.fromkeys(entry.get(key, ()), entry["name"]))
        countries[entry["name"]] = entry["name"]
        demonyms.update(dict.fromkeys(entry.get("demonyms", ()), entry["name"]))
    media = {name: name for name in read_rules("outlets")["names"]}
    for name, spellings in read_rules("wires")["agencies"].items():
        media.update(dict.fromkeys(spellings, name))
    titles = roles["titles"]
    people, organisations = _with_plurals(roles["people"]), _with_plurals(roles["organisations"])
    return Lexicon(
        people=people,
        groups=frozenset(roles["groups"]),
        bodies=frozenset(roles["bodies"]),
        documents=_with_plurals(roles["documents"]),
        data=frozenset(roles["data"]),
        organisations=organisations,
        nobody=organisations.union(roles["groups"], roles["lands"]),
        role_words=organisations.union(people, roles["ranks"], roles["media"], roles["offices"]),
        media_words=frozenset(roles["media"]),
        mastheads=frozenset(roles["mastheads"]),
        mastheads_last=frozenset(roles["mastheads_last"]),
        shows=frozenset([*roles["shows"], *roles["periods"]]),
        shows_behind={word: frozenset(others) for word, others in roles["shows-behind"].items()},
        periods=frozenset(roles["periods"]),
        hearers=frozenset(roles["hearers"]),
        lands=frozenset(roles["lands"]),
        labels=frozenset(roles["labels"]),
        platforms=tuple(roles["platforms"]),
        occasions=tuple(roles["occasions"]),
        carried=tuple(roles["carried"]),
        ambiguous=frozenset(roles["ambiguous"]),
        honours=frozenset(roles["honours"]),
        heads=frozenset(roles["heads"]),
        posts=frozenset(roles["posts"]),
        trading=frozenset(roles["trading"]),
        of_bodies=_with_plurals(roles["of_bodies"]),
        like_any=frozenset(roles["like_any"]),
        public=frozenset(roles["public"]),
        offices=frozenset(roles["offices"]),
        leading=frozenset(roles["leading"]),
        ranks=frozenset(roles["ranks"]),
        state=_with_plurals(roles["state"]),
        ordinals=frozenset(roles["ordinals"]),
        partisans=frozenset(roles["partisans"]),
        variants=frozenset(roles["variants"]),
        natives=frozenset([*roles["natives"], *(name for name in demonyms if not name.endswith(PLURAL))]),
        general={word: frozenset(others) for word, others in roles["general"].items()},
        stands_for={word: frozenset([word, *others]) for word, others in roles["stands-for"].items()},
        pronouns=roles["pronouns"],
        male=frozenset(titles["male"]),
        female=frozenset(titles["female"]),
        courtesy=frozenset(titles["courtesy"]),
        countries=countries,
        demonyms=demonyms,
        media=media,
    )


def _with_plurals(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(word + "s" for word in words if word[-1].isalpha())
