"""A word of speech with its subject, and where the two stand between what is said."""

from __future__ import annotations

from typing import NamedTuple

from sayso.extract.cues import load_cues
from sayso.extract.tree import Tree
from sayso.model import Stance

COMMAS = (",", "—", "–", "--", "-", "…")
CLOSING = ('"', "”", "'", "’", "''", "»")


class Content(NamedTuple):
    """Runs of words, and the stance of the frame they were found in. `quoted`: quotation marks around all of it."""

    runs: tuple[tuple[int, int], ...]  # first and last word of each
    stance: Stance
    quoted: bool = False
    phrase: bool = False  # an object, infinitive or what follows a preposition: no clause


class Group:
    """A word of speech with its subject: where it stands between what is said."""

    def __init__(self, tree: Tree, verb: int, last: int, source: list[int]) -> None:
        self.tree, self.verb, self.last = tree, verb, last
        self.demands = self.has_hearer = False
        near = set(source)
        start = verb
        while start - 1 in near or (start > 0 and self._is_adjunct(start - 1)) or self._is_inner_comma(near, start - 1):
            start -= 1
        self.start = start
        end = last
        while end + 1 < len(tree.tokens) and end + 1 in near:
            end += 1
        self.end = end

    def _is_adjunct(self, index: int) -> bool:
        token = self.tree.token(index)
        return (
            token.head == self.verb
            and token.dep in ("aux", "auxpass", "neg", "advmod", "npadvmod", "nsubj")
            and token.quote < 0
        )

    def _is_inner_comma(self, near: set[int], index: int) -> bool:
        return index > 0 and self.tree.lower[index] in COMMAS and index - 1 in near

    @property
    def after_comma(self) -> bool:
        """Whether a comma, dash or quotation stands right before the group."""
        before = self.start - 1
        while before > 0 and self.tree.lower[before] in CLOSING:
            before -= 1
        return before > 0 and (self.tree.lower[before] in COMMAS or self.tree.token(before).quote >= 0)


def is_word(tree: Tree, index: int) -> bool:
    return any(char.isalnum() for char in tree.token(index).text)


def trim_end(group: Group, last: int) -> int:
    """The end without commas, full stops and a last "and"."""
    tree = group.tree
    while last > group.last and tree.token(last).quote < 0 and _is_loose(tree, last):
        last -= 1
    return last


def _is_loose(tree: Tree, index: int) -> bool:
    if tree.token(index).tag == "CC":
        return tree.token(index).dep == "cc"
    return not is_word(tree, index) and tree.lower[index] not in (")", "]", "%")


def speech_verbs(tree: Tree) -> set[int]:
    """Words of the sentence that are speech themselves."""
    return {index for index in range(len(tree.tokens)) if tree.is_verb(index) and _begins_cue(tree, index)}


def _begins_cue(tree: Tree, index: int) -> bool:
    """Whether a cue, all words of it, begins here."""
    found = load_cues().verbs.get(tree.lower[index], ())
    return any(tuple(tree.lower[index + 1 : index + 1 + len(rest)]) == rest for rest, _ in found)


def named_object(group: Group) -> int | None:
    named = group.tree.first(group.verb, "dobj")
    return named if named is not None and named > group.verb else None
