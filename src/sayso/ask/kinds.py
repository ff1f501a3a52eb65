"""What kind of question it is, by its words: what it asks for, of whom, with which stance, and about what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sayso.link.slots import find_measure
from sayso.link.words import find_stem, irregular_forms, read_rules, read_words
from sayso.link.words import load_verbs as list_doings
from sayso.model import Stance

AUXILIARY = r"(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|may|might|should)"
PASSIVE = re.compile(r"\b(?:is|are|was|were|been)\s*$")  # before the verb of "who was warned"
PARTICLES = (["off"], ["up"], ["back"], ["away"], ["out"])  # after a verb: "called off" is no speech
BREAKING = ("that", "who", "by", "on", "with", "for", "after", "without")
"""Behind what is counted: what follows is said of it."""
PLACING = frozenset({"in", "at", "near", "outside", "above", "below", "from", "around", "of", "to"})


class Kind(StrEnum):
    """What is asked for."""

    COUNT = "a number"
    CHANGE = "how a number changed"
    WHO = "who"
    SAID = "what somebody said"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    WHETHER = "whether"
    WHAT = "what"


class Draft(NamedTuple):
    """A question taken apart, its parts as words."""

    kind: Kind
    matter: str
    speaker: str = ""
    stance: Stance | None = None
    quantity: str = ""
    counted: str = ""
    either: bool = False
    acts: bool = False
    verb: str = ""
    dimension: frozenset[str] = frozenset()
    identity: bool = False  # who bears a name, or an office
    against: bool = False  # the name that the matter begins with is whom it is done to
    sort: str = ""  # what who is asked for must be: "which minister"


@lru_cache(maxsize=1)
def load_question_rules() -> dict[str, Any]:
    """The table `rules/questions.toml`."""
    return read_rules("questions")


@lru_cache(maxsize=1)
def load_verbs() -> dict[str, Stance]:
    """Stem of a verb of speech → its stance."""
    found: dict[str, Stance] = {find_stem(verb): Stance.ASSERT for verb in load_question_rules()["saying"]["verbs"]}
    for row in read_rules("cues")["verb"]:
        for verb in row["words"]:
            if " " not in verb:
                found.setdefault(find_stem(verb), Stance(row["stance"]))
    for stance, verbs in load_question_rules()["strict"]["verbs"].items():
        found.update({find_stem(verb): Stance(stance) for verb in verbs})
    return found


@lru_cache(maxsize=1)
def _strict_stances() -> frozenset[str]:
    return frozenset(load_question_rules()["strict"]["stances"])


@lru_cache(maxsize=16)
def list_stems(section: str, field: str = "words") -> frozenset[str]:
    """Stems of a list of words of the table."""
    return frozenset(find_stem(word) for word in load_question_rules()[section][field])


@lru_cache(maxsize=16)
def load_pattern(section: str, field: str = "pattern") -> re.Pattern[str]:
    """A pattern of the table, in letters of any case."""
    return re.compile(load_question_rules()[section][field], re.IGNORECASE)


def read_kind(text: str) -> Draft:
    """The question taken apart; where no rule fits it is asked what the pages say of its words."""
    low = text.casefold()
    for read in (
        _read_change,
        _read_quantity,
        _read_grounds,
        _read_identity,
        _read_who,
        _read_feeling,
        _read_what,
        _read_adverb,
        _read_whether,
        _read_sought,
    ):
        draft = read(text, low)
        if draft is not None:
            return draft
    return Draft(Kind.WHAT, text)


def _read_change(text: str, low: str) -> Draft | None:
    found = re.match(rf"how {AUXILIARY} (.+)$", low)
    verbs = list_stems("change", "verbs")
    words = low.split()
    if not found or not any(find_stem(word) in verbs for word in words[-3:]):
        return None
    last = max(index for index, word in enumerate(words) if find_stem(word) in verbs)
    kept = text.split()
    return Draft(Kind.CHANGE, " ".join(kept[2:last] + kept[last + 1 :]), quantity="any")


def _read_quantity(text: str, low: str) -> Draft | None:
    quantities = load_question_rules()["quantities"]
    opening = next((words for words in quantities if low.startswith(words + " ")), None)
    found = load_pattern("sought", "asked").match(low)
    if opening is None:
        if found:
            return Draft(Kind.COUNT, text[found.start(1) :], quantity=_sought_quantity(found.group(2)))
        return _read_cost(text, low)
    rest = text[len(opening) :].strip()
    rest, speaker = _cut_teller(rest)
    counted = _read_counted(rest) if quantities[opening] == "count" else ""
    quantity = "any" if _asks_change(opening, low) else quantities[opening]
    quantity = "money" if quantity == "amount" and low.endswith(" for") else quantity
    dimension = frozenset(map(find_stem, load_question_rules()["dimensions"].get(opening, ())))
    return Draft(Kind.COUNT, rest, speaker, quantity=quantity, counted=counted, dimension=dimension)


def _asks_change(opening: str, low: str) -> bool:
    """ "By how much has it risen?": a share, or whatever it is measured in."""
    return opening in ("how much", "how far") and find_stem(low.split()[-1]) in list_stems("change", "verbs")


def _read_sought(text: str, low: str) -> Draft | None:
    """A number asked for without a question word: "number of dead in Elm", "unemployment rate"."""
    opening = load_pattern("sought", "opening").match(low)
    if opening:
        rest = text[opening.end() :]
        return Draft(Kind.COUNT, rest, quantity="any", counted=_read_counted(rest))
    noun = load_pattern("sought", "noun").search(low)
    if noun is None:
        return None
    return Draft(Kind.COUNT, text, quantity=_sought_quantity(noun.group()))


def _sought_quantity(noun: str) -> str:
    return "amount" if noun in load_question_rules()["sought"]["amounts"] else "any"


def _read_cost(text: str, low: str) -> Draft | None:
    """ "What would it cost?", "What did he pay for it?" """
    stems = {find_stem(word) for word in low.split()}
    if not low.startswith("what ") or not stems & (list_stems("costs", "verbs") | list_stems("costs", "paying")):
        return None
    if not stems & list_stems("costs", "verbs") and _asks_what_was_said(text):
        return None
    matter = re.sub(rf"^what\s+{AUXILIARY}\s+", "", text, flags=re.IGNORECASE)
    matter, speaker = _cut_teller(text[5:]) if matter == text else (matter, "")
    return Draft(Kind.COUNT, matter, speaker, quantity="amount")


def _asks_what_was_said(text: str) -> bool:
    found = re.match(rf"what\s+{AUXILIARY}\s+", text, re.IGNORECASE)
    return bool(found and _split_speech(text[found.end() :]))


def _read_grounds(text: str, low: str) -> Draft | None:
    found = load_pattern("giving").match(low)
    return Draft(Kind.WHY, text[slice(*found.span(2))], text[slice(*found.span(1))]) if found else None


def _cut_teller(text: str) -> tuple[str, str]:
    """ "people did the ministry say were hurt" → "people were hurt", "the ministry"."""
    verbs = list_stems("counting", "verbs")
    words = text.split()
    places = [i for i, w in enumerate(words) if w.casefold() in ("did", "does", "do", "has", "have")]
    for first in places:
        ends = [
            i
            for i in range(first + 2, min(first + 9, len(words)))
            if find_stem(words[i].strip(",")) in verbs and not _is_inside(words, i)
        ]
        if ends:
            end = ends[0]
            teller = " ".join(words[first + 1 : end])
            return " ".join(words[:first] + words[end + 1 :]), teller
    return text, ""


def _read_counted(text: str) -> str:
    """The nouns that are counted: what stands before the verb."""
    taken: list[str] = []
    for word in text.split():
        low = word.casefold().strip(",")
        is_verb = re.fullmatch(AUXILIARY, low) or low in ("there", "be", "been") or find_measure(low, known=True)
        if is_verb and not taken and find_measure(low, known=True) and low.endswith("d"):
            return ""  # "how many died"
        if taken and low.endswith("s") and find_measure(low, known=True) and not _names_country(taken):
            return ""  # "marsh fever cases"
        if (is_verb and taken) or (taken and ((low in PLACING and low != "of") or low in BREAKING)):
            break
        if taken and low.islower() and (low in irregular_forms() or (len(low) > 4 and low.endswith("ed"))):
            break
        if taken and taken[-1].endswith("s") and find_stem(low) in list_doings():
            break
        taken.append(word)
    return " ".join(taken[:6])


def _names_country(words: Sequence[str]) -> bool:
    return any(word.country for word in read_words(" ".join(("x", *words))))


def _read_identity(text: str, low: str) -> Draft | None:
    """ "Who is Ada Marn?", "Who is the mayor of Elm?" ask for a name with an office."""
    found = re.match(r"who (?:is|was|are|were) (?:the |an? )?(.+)$", low)
    if found is None:
        return None
    asked = text[found.start(1) :]
    office = load_pattern("office").match(low[found.start(1) :])
    is_name = all(word[:1].isupper() for word in asked.split())
    rest = low[found.start(1) + office.end() :].strip() if office else ""
    if is_name or (office and (not rest or rest.split()[0] in PLACING | {"for"})):
        return Draft(Kind.WHO, "", asked, identity=True)
    return None


def _read_who(text: str, low: str) -> Draft | None:
    found = re.match(
        rf"(?:who|which (\w+)|whom)(?:'s| else)?\s+((?:{AUXILIARY}\s+)?(?:not\s+|also\s+|first\s+|already\s+)*)", low
    )
    if not found or re.match(r"which \w+ (?:did|does|do)\b", low):
        return None
    rest, sort = text[found.end() :], found.group(1) or ""
    done = re.match(r"(?:said|reported|believed|thought|alleged|known|supposed) to (?:have |be )?", rest, re.IGNORECASE)
    if done:
        return Draft(Kind.WHO, rest[done.end() :], acts=True, sort=sort)
    verb = rest.split(" ", 1)[0] if rest else ""
    stance = load_verbs().get(find_stem(verb))
    is_deed = find_stem(verb) in list_stems("saying", "deeds") or rest.split(" ")[1:2] in PARTICLES
    if stance is None or is_deed or PASSIVE.search(found.group(2)):
        return Draft(Kind.WHO, rest, acts=True, sort=sort)
    stem, following = find_stem(verb), rest.split(" ")[1:2]
    if stem in list_stems("saying", "asking") and following == ["for"]:
        return Draft(Kind.WHO, rest[len(verb) + len(" for") :], stance=Stance.DEMAND, sort=sort)
    either = stem in list_stems("saying", "calling")
    tells = either or _strict(stance) is not None or stem in list_stems("saying", "plain") or following == ["that"]
    if not tells:
        return Draft(Kind.WHO, rest, acts=True, sort=sort)
    against = stem in list_stems("against", "verbs")
    return Draft(Kind.WHO, rest[len(verb) :], stance=_strict(stance), either=either, against=against, sort=sort)


def _read_feeling(text: str, low: str) -> Draft | None:
    """ "What is she afraid of?" asks what she fears."""
    feelings = load_question_rules()["feelings"]
    found = re.match(rf"what (?:is|are|was|were) (.+?) ({'|'.join(feelings)})(?: (?:of|about|that))?\b(.*)$", low)
    if found is None:
        return None
    verb = find_stem(feelings[found.group(2)])
    speaker, matter = (text[slice(*found.span(part))] for part in (1, 3))
    return Draft(Kind.SAID, matter, speaker, _strict(load_verbs()[verb]), verb=verb)


def _read_what(text: str, low: str) -> Draft | None:
    found = re.match(rf"(?:what|(?:which|how|what)\s+(\w+))\s+(?:else\s+)?{AUXILIARY}\s+", low)
    if not found:
        return None
    asked = _split_speech(text[found.end() :])
    quality = found.group(1) or ""
    if asked is None:
        return Draft(Kind.WHAT, f"{quality} {text[found.end() :]}")
    return Draft(Kind.SAID, f"{quality} {asked.matter}", asked.speaker, asked.stance, verb=asked.verb)


def _read_adverb(text: str, low: str) -> Draft | None:
    found = re.match(rf"(when|where|why)\s+{AUXILIARY}\s+", low)
    if not found:
        return None
    kind = Kind(found.group(1))
    rest = text[found.end() :]
    asked = _split_speech(rest)
    if asked is None or asked.stance is None:
        return Draft(kind, rest)
    return Draft(kind, asked.matter, asked.speaker, asked.stance)


def _read_whether(text: str, low: str) -> Draft | None:
    found = re.match(rf"{AUXILIARY}(?:n't|n’t)?\s+", low)
    if not found:
        return None
    rest = text[found.end() :]
    asked = _split_speech(rest)
    if asked is None or not asked.matter.strip():
        return Draft(Kind.WHETHER, rest)
    return Draft(Kind.WHETHER, asked.matter, asked.speaker, asked.stance)


class _Speech(NamedTuple):
    speaker: str
    stance: Stance | None  # that must be met
    matter: str
    verb: str


def _split_speech(text: str) -> _Speech | None:
    """ "Ilse Vantor deny that …" taken apart; None without a verb of speech."""
    words = text.split()
    for index, word in enumerate(words[1:8], 1):
        low = word.casefold().strip(",")
        stance = load_verbs().get(find_stem(low))
        if (
            stance is not None
            and low.islower()
            and word[0].islower()
            and _is_base(low, words[index + 1 :])
            and not _is_inside(words, index)
        ):
            asks_for = find_stem(low) == "ask" and words[index + 1 : index + 2] in (["for"], ["of"])
            wanted = Stance.DEMAND if asks_for else _strict(stance)
            return _Speech(" ".join(words[:index]), wanted, " ".join(words[index + 1 :]), find_stem(low))
    return None


def _is_base(word: str, rest: Sequence[str]) -> bool:
    """Whether a word may be the verb of "did"; "report" is, where no other verb of speech follows."""
    if word in ("report", "claim", "answer"):
        return not any(find_stem(other.strip(",")) in load_verbs() for other in rest)
    return not word.endswith(("ing", "ings")) and word not in ("reports", "claims", "answers")


def _is_inside(words: Sequence[str], index: int) -> bool:
    """Whether a word right after an article or a possessive is a noun: "the warning", "Ilvany's state agency"."""
    before = words[index - 1].casefold()
    return before in ("a", "an", "the", "his", "her", "its", "their", "of", "to") or before.endswith(("'s", "’s"))


def _strict(stance: Stance) -> Stance | None:
    return stance if stance.value in _strict_stances() else None
