"""What a clause says was done, and with what: deeds with those who do them and what they are done to; no parse.

Verbs are found by the words around them (`had been shut`, `to shut`, `of shutting`, `they shut`) and by
`rules/verbs.txt`, so that one deed is seen in the active and the passive voice, and in a noun (`the closure of the
works`). What a deed is called is a matter of senses (`list_senses`); a verb that is done by every thing (`make`, `be`)
is no deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.link.clauses import DETERMINERS
from sayso.link.thesaurus import are_alike, list_senses, stem_phrase
from sayso.link.words import Word, find_stem, irregular_forms, load_tables, load_verbs, read_rules

BE, HAVE, DO, TO, NOBODY = (find_stem(word) for word in ("be", "have", "do", "to", "nobody"))
NOMINAL_ENDINGS = ("ion", "ment", "ure", "al", "ing", "ance", "ence", "y", "th")
MAX_DEEDS = 6  # of a clause
MAX_OBJECT = 12  # words after a verb that are read as what it deals with
LEAST_CORE = 0.5  # share of the smaller core that both name


class Proposition(NamedTuple):
    """One deed of one clause."""

    deed: str  # the stem of its verb or noun
    agents: frozenset[str]  # words of who does it
    patients: frozenset[str]  # words of what it is done to; of a deed without, who does it
    rest: frozenset[str]  # further words of the clause
    names: frozenset[str]  # countries and names of the clause; `the Ministry` is none
    times: frozenset[str]  # months and days that the clause names
    negated: bool
    expected: bool  # told as what will or may be, or is planned
    general: bool  # a verb that tells little by itself, or with nothing that it is done to


class Slot(NamedTuple):
    """A deed's place in its clause: from where to where the verb goes, and its voice."""

    start: int  # first word of the group of verbs
    at: int
    passive: bool
    noun: bool
    expected: bool


class Deeds(NamedTuple):
    """The table `deeds` of `rules/actions.toml`, by stem."""

    carrying: frozenset[str]  # verbs whose object tells what is done: `hold talks`
    light: frozenset[str]  # verbs that tell nothing by themselves
    general: frozenset[str]  # verbs that tell little
    planning: frozenset[str]  # verbs before another one that say that it is meant to be done
    leading: frozenset[str]  # verbs before another one that say nothing of their own: `begin to`
    saying: frozenset[str]  # what is said stands after them


class Grammar(NamedTuple):
    """The table `grammar` of `rules/actions.toml`: small words, in lower case; days and months as they are printed."""

    prepositions: frozenset[str]
    pronouns: frozenset[str]
    gerunds: frozenset[str]  # words before a gerund
    modals: frozenset[str]
    adverbs: frozenset[str]  # words between a helping verb and its verb
    be: frozenset[str]
    days: frozenset[str]


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The small words."""
    rules = read_rules("actions")["grammar"]
    return Grammar(*(frozenset(rules[name]) for name in Grammar._fields))


@lru_cache(maxsize=1)
def load_deeds() -> Deeds:
    """The verbs of little meaning."""
    rules = read_rules("actions")["deeds"]
    return Deeds(*(frozenset(map(stem_phrase, rules[name])) for name in Deeds._fields))


@lru_cache(maxsize=1)
def load_converse() -> Mapping[str, frozenset[str]]:
    """Stem of a verb → the stems of the verbs that tell its deed from the other side."""
    found: dict[str, frozenset[str]] = {}
    for sides in read_rules("actions")["converse"].values():
        one, other = (frozenset(map(stem_phrase, side)) for side in sides)
        found |= dict.fromkeys(one, other) | dict.fromkeys(other, one)
    return found


def read_propositions(clause: Sequence[Word], *, negated: bool, expected: bool) -> tuple[Proposition, ...]:
    """The deeds that a clause tells of, as the clause is told: as not so, as what will be."""
    found = []
    slots = list(_find_slots(clause))[:MAX_DEEDS]
    for number, slot in enumerate(slots):
        before = slots[number - 1].at + 1 if number else 0
        after = slots[number + 1].start if number + 1 < len(slots) else len(clause)
        made = _make_proposition(clause, slot, before, after, negated=negated, expected=expected or slot.expected)
        if made is not None:
            found.append(made)
    return tuple(found)


def _find_slots(clause: Sequence[Word]) -> Iterator[Slot]:
    deeds = load_deeds()
    ahead = any(word.stem in load_tables().planning or word.stem in deeds.planning for word in clause)
    start = -1
    for index, word in enumerate(clause):
        kind = _find_kind(clause, index)
        if kind is None:
            continue
        if kind != "noun" and word.stem in deeds.leading | deeds.planning and _leads_on(clause, index):
            start = index if start < 0 else start
            continue
        opening = start if start >= 0 else _find_start(clause, index)
        carried = _find_carried(clause, index) if kind != "noun" and word.stem in deeds.carrying else None
        if carried is not None:
            yield Slot(opening, carried, False, True, ahead)
        elif word.stem not in deeds.saying | deeds.planning and (kind == "noun" or word.stem not in deeds.light):
            yield Slot(opening, index, kind == "passive", kind == "noun", ahead)
        start = -1


def _find_carried(clause: Sequence[Word], index: int) -> int | None:
    """The noun that tells what a verb like `hold` or `give` does: `held secret talks with …`."""
    after = [i for i in range(index + 1, min(len(clause), index + 5)) if clause[i].text.casefold() not in DETERMINERS]
    named = [i for n, i in enumerate(after) if not any(_is_joint(clause[j]) for j in after[: n + 1])]
    head = named[-1] if named else None
    return head if head is not None and not clause[head].proper and list_senses(clause[head].stem) else None


def _is_joint(word: Word) -> bool:
    return word.text.casefold() in load_grammar().prepositions or word.text == "to"


def _leads_on(clause: Sequence[Word], index: int) -> bool:
    """Whether a verb leads to another one: `agreed in May to raise`, `began closing`, `plans for closing`."""
    return any(
        word.text == "to" or word.text.endswith("ing") for word in clause[index + 1 : index + 5] if not word.proper
    )


def _find_start(clause: Sequence[Word], index: int) -> int:
    start = index
    while start > 0 and _is_helping(clause[start - 1]):
        start -= 1
    return start


def _is_helping(word: Word) -> bool:
    text = word.text.casefold().replace("’", "'")
    return (
        word.stem in (BE, HAVE, DO, TO)
        or text in load_grammar().modals
        or text in load_grammar().adverbs
        or text.endswith(("ly", "n't"))
    )


def _find_kind(clause: Sequence[Word], index: int) -> str | None:
    """How a word tells a deed: `active`, `passive`, `noun`; None where it tells none."""
    word = clause[index]
    if _tells_none(word):
        return None
    helper = next((w for w in reversed(clause[max(0, index - 4) : index]) if not _is_adverb(w)), None)
    if helper is not None and _is_helping(helper):
        return _find_helped(clause, index, helper)
    if _is_noun_deed(clause, index):
        return "noun"
    free = not (word.proper and index) and _is_free_verb(clause, index, helper)
    return "active" if free else None


def _tells_none(word: Word) -> bool:
    """Whether a word is a helping verb, a name of a country, a number or a small word."""
    text = word.text.casefold()
    small = (
        text in load_grammar().prepositions
        or text in DETERMINERS
        or word.stem in load_tables().stop | load_tables().negation
    )
    return small or _is_helping(word) or bool(word.country) or word.number is not None


def _is_adverb(word: Word) -> bool:
    text = word.text.casefold()
    return text in load_grammar().adverbs or (text.endswith("ly") and word.act is None)


def _find_helped(clause: Sequence[Word], index: int, helper: Word) -> str | None:
    word, text = clause[index], clause[index].text.casefold()
    participle = _is_past(word)
    if helper.text.casefold() in load_grammar().be:
        return "active" if text.endswith("ing") and not participle else "passive"
    if helper.stem == HAVE:
        return "active" if participle else None
    if helper.text.casefold() == "to":
        return "active" if word.stem in load_verbs() or word.act or _takes_object(clause, index) else None
    return "active" if not word.proper else None


def _is_past(word: Word) -> bool:
    text = word.text.casefold()
    return (len(text) > 4 and text.endswith("ed")) or (text in irregular_forms() and not text.endswith("s"))


def _takes_object(clause: Sequence[Word], index: int) -> bool:
    after = clause[index + 1].text.casefold() if index + 1 < len(clause) else ""
    return after in DETERMINERS or after in load_grammar().pronouns


def _is_free_verb(clause: Sequence[Word], index: int, before: Word | None) -> bool:
    """Whether a word is a verb though none of its helpers stands before it."""
    word, text = clause[index], clause[index].text.casefold()
    ahead = before.text.casefold() if before is not None else ""
    if text.endswith("ing"):
        return (ahead in load_grammar().gerunds or not ahead) and (word.stem in load_verbs() or word.act is not None)
    known = word.stem in load_verbs() or word.act is not None or "_" in word.stem
    if ahead in DETERMINERS or (ahead in load_grammar().prepositions and ahead != "that"):
        return False
    if _is_past(word):
        return known or _takes_object(clause, index) or bool(list_senses(word.stem))
    if ahead in load_grammar().pronouns:
        return known
    return bool(before is not None and known and text.endswith("s") and _takes_object(clause, index))


def _is_noun_deed(clause: Sequence[Word], index: int) -> bool:
    """Whether a noun tells a deed: `the closure of the works`, `a rise in the tax`, `secret talks on the duty`."""
    word = clause[index]
    if word.proper or (word.act is None and not word.text.casefold().endswith(NOMINAL_ENDINGS)):
        return False
    following = clause[index + 1].text.casefold() if index + 1 < len(clause) else ""
    if _is_past(word):
        return False
    return following in ("of", "in", "on", "for", "with", "between", "against", "at") and bool(list_senses(word.stem))


def _make_proposition(
    clause: Sequence[Word], slot: Slot, before: int, after: int, *, negated: bool, expected: bool
) -> Proposition | None:
    word = clause[slot.at]
    subject = _list_keys(_read_nearest(clause[before : slot.start]))
    told = _stop_at_verb(clause[slot.at + 1 : min(after, slot.at + 1 + MAX_OBJECT)])
    around = _list_keys(told)
    if slot.noun:
        owner = clause[max(before, slot.at - 2) : slot.at] if slot.start == slot.at else ()
        agents, patients = subject, around or _list_keys(owner)
    elif slot.passive:
        agents, patients = _list_keys(_read_by(told)), subject
    else:
        agents, patients = subject, _list_keys(_cut(told))
    core = patients or agents or around
    times = frozenset(w.stem for w in clause if w.text in load_grammar().days)
    if not core:
        return None
    return Proposition(
        word.stem,
        agents,
        core,
        _list_keys(clause) - core - agents - {word.stem} - times,
        frozenset(w.key for w in clause if w.country or (w.proper and not list_senses(w.stem))),
        times,
        negated,
        expected,
        not patients or word.stem in load_deeds().general,
    )


def _stop_at_verb(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to the next helping verb: of `a rise in the tax had been agreed` those of the tax."""
    return words[: next((i for i, w in enumerate(words) if _is_helping(w) and not _is_adverb(w)), len(words))]


def _cut(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to the next preposition; `of` goes on."""
    end = next(
        (
            i
            for i, w in enumerate(words)
            if w.text.casefold() in load_grammar().prepositions and w.text.casefold() != "of"
        ),
        len(words),
    )
    return words[:end]


def _read_nearest(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a subject: what stands after a preposition belongs to it less than its head does."""
    head = _cut(words)
    return head or words


def _read_by(words: Sequence[Word]) -> Sequence[Word]:
    """Who a passive deed is done by."""
    at = next((i for i, w in enumerate(words) if w.text.casefold() == "by"), None)
    return _cut(words[at + 1 :]) if at is not None else ()


def _list_keys(words: Sequence[Word]) -> frozenset[str]:
    tables = load_tables()
    skipped = (tables.stop | tables.timing | tables.negation) - {NOBODY}
    return frozenset(
        w.key for w in words if w.country or (w.number is None and w.stem not in skipped and w.text[0].isalnum())
    )


def tell_same(a: Proposition, b: Proposition, *, besides: bool = False) -> bool:
    """Whether two propositions tell of one deed: no slot contradicts, and what it is done to is named alike.

    Where that is a name, or where the verb tells little, a further word must be shared; with `besides` also where that
    is one word.
    """
    if a.expected != b.expected or not are_one_deed(a, b) or contradict(a, b):
        return False
    one, other = ((p.patients - p.names) or p.patients for p in (a, b))
    shared = [key for key in sorted(one) if any(are_alike(key, told) for told in other)]
    if not shared or len(shared) < LEAST_CORE * min(len(one), len(other)):
        return False
    tells_little = a.general or b.general or _share_only_names(a, b, shared)
    if not tells_little and (len(shared) > 1 or not besides):
        return True
    told = frozenset(shared)
    more = [(p.agents | p.patients | p.rest | p.times) - told - load_deeds().planning for p in (a, b)]
    return any(are_alike(key, other) for key in more[0] for other in more[1])


def deal_alike(a: Proposition, b: Proposition) -> bool:
    """Whether two propositions tell of one deed of some weight, done to what may be one thing: a ship, a ferry."""
    if a.general or b.general or a.expected != b.expected or not are_one_deed(a, b) or contradict(a, b):
        return False
    return any(are_alike(one, other) for one in a.patients for other in b.patients)


def _share_only_names(a: Proposition, b: Proposition, shared: Sequence[str]) -> bool:
    """Whether all that two share is who it is about: `Orlo warned`, `Orlo was warned`."""
    return all(key in a.names or key in b.names for key in shared)


def are_one_deed(a: Proposition, b: Proposition) -> bool:
    """Whether two deeds are one, by word or by sense, or told from two sides: who bought it, to whom it was sold."""
    if a.deed == b.deed or not list_senses(a.deed).isdisjoint(list_senses(b.deed)):
        return True
    return b.deed in load_converse().get(a.deed, ()) and a.agents.isdisjoint(b.agents)


def are_swapped(a: Proposition, b: Proposition) -> bool:
    """Whether the one who does a deed here is the one whom it is done to there, and the other way round."""
    return bool(
        are_one_deed(a, b)
        and a.agents & (b.patients - a.patients)
        and b.agents & (a.patients - b.patients)
        and a.agents.isdisjoint(b.agents)
    )


def contradict(a: Proposition, b: Proposition) -> bool:
    """Whether two propositions name other people, places or times in one slot."""
    if a.times and b.times and not a.times & b.times:
        return True
    agents = b.agents if a.deed not in load_converse().get(b.deed, ()) else frozenset[str]()
    for one, other in ((a.agents, agents), (a.patients, b.patients)):
        named, called = one & a.names, other & b.names
        if named and called and not named & called:
            return True
    return False


def list_marks(proposition: Proposition) -> frozenset[str]:
    """Keys under which propositions of one deed meet."""
    senses = {proposition.deed, *list_senses(proposition.deed)}
    return frozenset(f"deed:{sense}" for sense in senses)
