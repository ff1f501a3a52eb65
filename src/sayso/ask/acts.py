"""Who does what to whom, in a question and in the words held against it: read of one parse each, and compared.

The parser is the one that statements are read with. It is asked last, and only of what fits in all other points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from sayso.ask.kinds import list_stems
from sayso.extract.mends import mend_parse
from sayso.extract.parse import parse_sentences
from sayso.extract.tree import RELATIVES, Tree
from sayso.link.slots import noun_classes
from sayso.link.words import Word, find_stem, load_tables, read_words

LONGEST = 600  # characters of a text that are parsed
HIGHEST = 12  # words above a verb among which its subject is looked for
KEPT = 512  # texts whose acts are kept
PARSING = Lock()  # one parse at a time in a process: requests are answered in threads

ASKING = frozenset({"who", "whom", "what", "which", "whose"})
PRONOUNS = frozenset(
    {"i", "we", "he", "she", "it", "they", "you", "him", "her", "them", "us", "me", "one", "this", "that"}
)
MODALS = frozenset(
    {"will", "would", "may", "might", "could", "should", "can", "must", "shall", "wo", "ca", "'ll", "’ll"}
)
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
NOBODY = frozenset({"nobody", "no", "none", "neither", "nothing"})
ANYBODY = "?"
"""The key of whoever a pronoun stands for: the other words do not tell."""
QUOTES = str.maketrans("", "", '"“”„')


class Party(NamedTuple):
    """Who or what stands on one side of an act: keys of its head and of the names with it, and of all its words."""

    core: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()  # of the core, those of countries and names

    @property
    def is_open(self) -> bool:
        """Whether nobody in particular is told."""
        return ANYBODY in self.core


class Act(NamedTuple):
    """One verb, with who does it and to whom."""

    verb: str  # its stem
    agent: Party | None  # None where nobody is told
    patient: Party | None
    around: frozenset[str]  # keys of all words that hang on it, the parties' among them
    asked: str = ""  # agent, patient: which of them a question asks for
    negated: bool = False
    open: bool = False  # only expected, hoped for, possible


@lru_cache(maxsize=KEPT)
def read_acts(text: str) -> tuple[Act, ...]:
    """The acts of a sentence, its quotation marks left out."""
    bare = text[:LONGEST].translate(QUOTES)
    if not bare.strip():
        return ()
    with PARSING:
        tree = mend_parse(parse_sentences([bare])[0])
    return tuple(_Reader(tree, read_words(bare)).read())


class _Reader:
    """The acts of one parsed sentence."""

    def __init__(self, tree: Tree, words: Sequence[Word]) -> None:
        self.tree = tree
        self.words = words

    def read(self) -> Iterable[Act]:
        for verb in range(len(self.tree.tokens)):
            if self.tree.is_verb(verb) and self.tree.token(verb).dep not in ("aux", "auxpass", "amod", "compound"):
                yield self._read_verb(verb)

    def _read_verb(self, verb: int) -> Act:
        agents, patients = self._find_parties(verb)
        asked = {"agent": agents, "patient": patients}
        return Act(
            find_stem(self.tree.token(verb).text),
            self._name(agents),
            self._name(patients),
            self._list_keys(self.tree.subtree(verb)),
            next((side for side, found in asked.items() if any(map(self._asks, found))), ""),
            self._is_negated(verb),
            self._is_open(verb),
        )

    def _find_parties(self, verb: int, depth: int = 0) -> tuple[list[int], list[int]]:
        """The heads of who does it and of what it is done to."""
        tree = self.tree
        subject = tree.dependents(verb, "nsubj", "nsubjpass", "csubj") or self._inherit(verb, depth)
        objects = tree.dependents(verb, "dobj", "dative")
        if self._is_passive(verb):
            by = [noun for agent in tree.dependents(verb, "agent") for noun in tree.dependents(agent, "pobj")]
            return by, [*subject, *objects]
        return subject, objects

    def _inherit(self, verb: int, depth: int) -> list[int]:
        """The subject of a verb that has none itself: that of the verb it is joined to, or the noun it describes."""
        token = self.tree.token(verb)
        head, dep = token.head, token.dep
        if depth > HIGHEST or head == verb:
            return []
        if dep in ("acl", "relcl"):
            return [head] if not self._has_to(verb) else []
        if dep == "pcomp" or not self.tree.is_verb(head):
            head = self.tree.token(head).head
        if dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp") or not self.tree.is_verb(head):
            return []
        agents, patients = self._find_parties(head, depth + 1)
        controlled = dep in ("xcomp", "ccomp", "pcomp") and patients
        return patients if controlled or (self._is_passive(head) and not agents) else agents

    def _is_passive(self, verb: int) -> bool:
        tree = self.tree
        if tree.token(verb).tag not in ("VBN", "VBD"):
            return False
        helped = tree.dependents(verb, "auxpass", "nsubjpass", "agent")
        helped += [word for word in tree.dependents(verb, "aux") if tree.lower[word] in BE]
        if helped or tree.token(verb).dep == "acl":
            return True
        head = tree.token(verb).head
        return tree.token(verb).dep == "conj" and not tree.dependents(verb, "aux") and self._is_passive(head)

    def _has_to(self, verb: int) -> bool:
        return any(self.tree.lower[word] == "to" for word in self.tree.dependents(verb, "aux"))

    def _asks(self, noun: int) -> bool:
        lower = self.tree.lower
        return lower[noun] in ASKING or any(lower[w] in ("which", "what", "whose") for w in self.tree.children[noun])

    def _name(self, heads: Sequence[int]) -> Party | None:
        if not heads:
            return None
        resolved = [self._resolve(head) for head in heads]
        core = [word for head in resolved for word in self._list_core(head)]
        below = [word for head in resolved for word in self._list_below(head)]
        keys = self._list_keys(core)
        if any(self.tree.lower[head] in PRONOUNS for head in resolved):
            keys |= {ANYBODY}
        return Party(keys, self._list_keys(below) | keys, self._list_keys(core, named=True))

    def _resolve(self, head: int) -> int:
        """The noun that "which", "who" of a clause stands for."""
        if self.tree.lower[head] in RELATIVES:
            clause = next((w for w in (head, *self.tree.ancestors(head)) if self.tree.token(w).dep == "relcl"), None)
            return self.tree.token(clause).head if clause is not None else head
        return head

    def _list_core(self, head: int) -> list[int]:
        parts = [head]
        for part in parts:
            parts += self.tree.dependents(part, "compound", "appos", "conj", "nmod")
            parts += [w for w in self.tree.dependents(part, "amod") if self.tree.token(w).text[:1].isupper()]
        return parts

    def _list_below(self, head: int) -> list[int]:
        return self.tree.subtree(head, without=self.tree.dependents(head, "relcl", "acl"))

    def _list_keys(self, tokens: Iterable[int], *, named: bool = False) -> frozenset[str]:
        spans = [(self.tree.token(token).start, self.tree.token(token).end) for token in tokens]
        stop = load_tables().stop
        return frozenset(
            word.key
            for word in self.words
            if any(start <= word.start < end for start, end in spans)
            and word.stem not in stop
            and (not named or word.country or word.proper)
        )

    def _is_negated(self, verb: int) -> bool:
        tree = self.tree
        subject = tree.dependents(verb, "nsubj", "nsubjpass", "dobj")
        denied = [w for noun in subject for w in (noun, *tree.dependents(noun, "det")) if tree.lower[w] in NOBODY]
        return bool(tree.dependents(verb, "neg") or denied)

    def _is_open(self, verb: int) -> bool:
        """Whether a verb stands behind "will", "may", or behind the "to" of a wish, a plan, a refusal."""
        tree = self.tree
        helpers = {tree.lower[word] for word in tree.dependents(verb, "aux")}
        if helpers & MODALS:
            return "have" not in helpers
        head = tree.token(verb).head
        wished = tree.is_verb(head) and find_stem(tree.token(head).text) not in list_stems("carrying", "verbs")
        joined = tree.token(verb).dep == "conj" and not helpers and tree.is_verb(head) and self._is_open(head)
        return joined or ("to" in helpers and tree.token(verb).dep == "xcomp" and wished)


def find_fault(asked: Act, told: Act, tellers: frozenset[str], *, by_teller: bool = False) -> str:
    """In what an act that is told is not the one asked for; empty where nothing speaks against it. `tellers`: keys of
    who says it; `by_teller`: whether who says it must be who does it."""
    if _is_turned(asked, told):
        return "tells it the other way round"
    if asked.asked == "agent":
        if told.agent is None:
            return "does not tell who did it"
        if by_teller and not told.agent.is_open and not told.agent.keys & tellers:
            return "tells it of somebody else"
    owns = told.patient.keys if told.patient else frozenset()
    if _is_of_another(asked.agent, told.agent, owns):
        return "tells it of somebody else"
    return ""


def tells_of_somebody(party: Party | None) -> bool:
    """Whether a party is a person, a body or a name."""
    return party is not None and (party.is_open or bool(party.names) or _is_somebody(party))


def _is_turned(asked: Act, told: Act) -> bool:
    """Whether who does it is who it is done to. A thing that opens may be opened by somebody, too."""
    if _changes_places(asked.agent, told.patient, told.agent) and (asked.patient or _is_somebody(asked.agent)):
        return True
    by_somebody = asked.agent is not None or asked.asked == "agent"
    return by_somebody and _changes_places(asked.patient, told.agent, told.patient)


def _changes_places(asked: Party | None, other: Party | None, own: Party | None) -> bool:
    """Whether a party stands on the other side, and not on its own, too."""
    moved = asked is not None and other is not None and bool(asked.core & other.core)
    return moved and not (own is not None and asked is not None and asked.core & own.keys)


def _is_somebody(party: Party | None) -> bool:
    """Whether it is a person or a body, not a thing."""
    bodies = list_stems("again", "nouns")
    return party is not None and any(
        key in party.names or key in bodies or noun_classes().get(key) == "people*" for key in party.core
    )


def _is_of_another(asked: Party | None, told: Party | None, others: frozenset[str]) -> bool:
    """Whether somebody else, by name, is told to have done it; or anybody, with something of whom is asked about."""
    if asked is None or told is None or told.is_open or asked.is_open:
        return False
    named = bool(asked.names and (told.names or asked.names & others))
    return named and not asked.core & told.keys and not asked.keys & told.core
