"""A full name, an aside and a verb of speech at the end of a sentence: "…, Ann Lee, second in command, said"."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import FINITE, RELATIVES, SUBJECTS, Tree

LONGEST_ASIDE = 16  # words between the name and the verb


def seat_named(tree: Tree, verb: int) -> Tree:
    """Make the name the subject, and what stands before it what is said, where the parser saw something else."""
    name = _find_name(tree, verb) if tree.lower[verb] in load_cues().plain else None
    if name is None or any(word >= name[0] for word in tree.dependents(verb, *SUBJECTS)):
        return tree
    first, last = name
    before, aside = range(first - 1), range(last + 2, verb - 1)
    finite = [n for n in before if tree.token(n).tag in FINITE]
    if not finite:
        return tree
    main = next((n for n in finite if not _hangs_within(tree, n, before)), finite[0])
    tokens = list(tree.tokens)
    for n in before:
        if n != main and not _hangs_within(tree, n, before):
            tokens[n] = tokens[n]._replace(head=main)
    for n in aside:
        if not _hangs_within(tree, n, aside):
            tokens[n] = tokens[n]._replace(head=last, dep="relcl" if tree.lower[aside[0]] in RELATIVES else "appos")
    for n in range(first, last):
        tokens[n] = tokens[n]._replace(head=last, dep="compound")
    tokens[verb] = tokens[verb]._replace(head=verb, dep="ROOT")
    tokens[last] = tokens[last]._replace(head=verb, dep="nsubj")
    tokens[main] = tokens[main]._replace(head=verb, dep="ccomp")
    return tree.replace(tokens)


def _find_name(tree: Tree, verb: int) -> tuple[int, int] | None:
    """The first and last word of a full name between commas, with one aside between it and the verb."""
    if verb < 6 or tree.lower[verb - 1] != ",":
        return None
    earlier = (n for n in range(verb - 2, max(0, verb - LONGEST_ASIDE - 2), -1) if tree.lower[n] == ",")
    comma = next(earlier, 0)
    first = comma
    while first > 0 and tree.is_name(first - 1):
        first -= 1
    if comma - first < 2 or first < 4 or tree.lower[first - 1] != ",":
        return None
    is_told = any(tree.token(n).tag in FINITE for n in range(comma + 1, verb - 1))
    is_quoted = any(tree.token(n).quote >= 0 for n in range(first, verb))
    if is_quoted or (is_told and tree.lower[comma + 1] not in (*RELATIVES, "whose")):
        return None
    return first, comma - 1


def _hangs_within(tree: Tree, word: int, stretch: range) -> bool:
    """Whether a word hangs on another of the same stretch."""
    head = tree.token(word).head
    return head != word and head in stretch
