"""The words that tie a statement to its source, as data from `rules/cues.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.model import Stance

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")


@dataclass(frozen=True, slots=True)
class Cue:
    """One word of speech. `frames` maps what may be its content (clause, object, infinitive, hearer, amount, or a
    preposition) to the stance it then has. `speech` is false for a word that is speech only beside a clause or a
    quotation."""

    lemma: str
    frames: Mapping[str, Stance]
    speech: bool = True


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues, by form. A cue of several words stands under its first one, with the others behind it."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    nouns: Mapping[str, Cue]
    light: frozenset[str]
    voicing: frozenset[str]  # verbs that make a feeling speech
    feelings: frozenset[str]  # nouns that need one of them
    acting: frozenset[str]  # words that make a verb of the form behind them
    naming: frozenset[str]  # words that make a noun of it
    evidence: frozenset[str]  # verbs of which things are subjects too
    showing: frozenset[str]  # forms of them that end a sentence: "…, figures show"
    narrating: frozenset[str]  # verbs by which the same speaker goes on
    words: frozenset[str]  # first words of whatever may be a cue
    amounts: frozenset[str]  # verbs that are speech only with a number behind "at"
    plain: frozenset[str]  # verbs of one word that are speech by themselves and hardly ever nouns
    doubtful: frozenset[str]  # forms that are mostly nouns
    longer: Mapping[str, frozenset[str]]  # first words of cues of several words: the second words
    quoting: frozenset[str]  # forms of verbs that pass on another's words
    weak: frozenset[str]  # those that need a quotation
    negated: Mapping[str, Stance] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()  # words before "to" and a verb by which nobody has spoken yet
    before_that: frozenset[str] = frozenset()  # verbs that are speech only right before a "that"
    refuted: frozenset[str] = frozenset()  # nouns of what somebody says of somebody: "a charge he denied"
    tellable: frozenset[str] = frozenset()  # nouns that are told, and hear nothing
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)  # objects a verb needs to be speech
    hearing: frozenset[str] = frozenset()  # who "hears" what is said before it
    unspoken: Mapping[str, frozenset[str]] = field(default_factory=dict)  # objects with which a verb is no speech


def read_rules(name: str) -> dict[str, Any]:
    """The table `rules/NAME.toml`."""
    return tomllib.loads(files("sayso.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cues of `rules/cues.toml`, every form of each."""
    rules = read_rules("cues")
    irregular = rules["irregular"]
    verbs: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in _join_entries(rules["verb"]):
        first, *rest = cue.lemma.split()
        for form in inflect_verb(first, irregular):
            verbs.setdefault(form, []).append((tuple(rest), cue))
    nouns = {
        form: cue for entry in rules["noun"] for cue in _nouns(entry) for form in (cue.lemma, inflect_noun(cue.lemma))
    }
    light = {form for word in rules["light"]["words"] for form in inflect_verb(word.split()[0], irregular)}
    weak = {form for form, cues in verbs.items() if not any(cue.speech for _, cue in cues)}
    amounts = {form for form, cues in verbs.items() if all(set(cue.frames) == {"amount"} for _, cue in cues)}
    return Cues(
        amounts=frozenset(amounts),
        verbs={form: tuple(sorted(found, key=lambda item: -len(item[0]))) for form, found in verbs.items()},
        nouns=nouns,
        light=frozenset(light),
        voicing=frozenset(form for word in rules["voiced"]["verbs"] for form in inflect_verb(word, irregular)),
        feelings=frozenset(rules["voiced"]["nouns"]),
        acting=frozenset(rules["before"]["verb"]),
        naming=frozenset(rules["before"]["noun"]),
        evidence=frozenset(rules["evidence"]["words"]),
        showing=frozenset(rules["evidence"]["showing"]),
        narrating=frozenset(rules["narrating"]["words"]),
        plain=frozenset(_plain(verbs) - set(nouns) - amounts - set(rules["doubtful"]["words"])),
        doubtful=frozenset(rules["doubtful"]["words"]),
        longer={form: frozenset(rest[0] for rest, _ in found if rest) for form, found in verbs.items()},
        words=frozenset(verbs) | frozenset(nouns) | {"according"},
        quoting=frozenset(form for word in rules["passive"]["quoted"] for form in inflect_verb(word, irregular)),
        weak=frozenset(weak - set(nouns)),
        unspoken={lemma: frozenset(words) for lemma, words in rules["unspoken"].items()},
        spoken={lemma: frozenset(words) for lemma, words in rules["spoken"].items()},
        tellable=frozenset(rules["tellable"]["words"]),
        hearing=frozenset(rules["hearing"]["words"]),
        awaited=frozenset(rules["awaited"]["words"]),
        before_that=frozenset(rules["that"]["words"]),
        refuted=frozenset(rules["refuted"]["words"]),
        negated={lemma: Stance(stance) for lemma, stance in rules["negated"].items()},
    )


def _plain(verbs: Mapping[str, list[tuple[tuple[str, ...], Cue]]]) -> set[str]:
    return {form for form, found in verbs.items() if any(not rest and cue.speech for rest, cue in found)}


def _join_entries(entries: Iterable[dict[str, Any]]) -> list[Cue]:
    """One cue a word: the frames of all its entries; of two stances for one frame the first entry's holds."""
    frames: dict[str, dict[str, Stance]] = {}
    speech: dict[str, bool] = {}
    for entry in entries:
        for word in entry["words"]:
            for frame in _frames(entry):
                frames.setdefault(word, {}).setdefault(frame, Stance(entry["stance"]))
            speech[word] = speech.get(word, False) or entry.get("speech", True)
    return [Cue(lemma=word, frames=found, speech=speech[word]) for word, found in frames.items()]


def _frames(entry: dict[str, Any]) -> list[str]:
    frames = [
        name for name in ("object", "infinitive", "hearer", "amount", "naming", "figure") if entry.get(name, False)
    ]
    return [*frames, *(["clause"] if entry.get("clause", True) else []), *entry.get("preps", ())]


def _nouns(entry: dict[str, Any]) -> list[Cue]:
    stance = Stance(entry["stance"])
    return [
        Cue(lemma=word, frames={"clause": stance, **dict.fromkeys(entry["preps"], stance)}) for word in entry["words"]
    ]


def inflect_verb(verb: str, irregular: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The forms of an English verb: base, -s, -ed, -ing. Irregular ones are looked up."""
    if verb in irregular:
        return (verb, *irregular[verb])
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing"


def inflect_noun(noun: str) -> str:
    """The plural of an English noun."""
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
