"""The attributions of "according to", "per the Courier", "in her view"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.contents import fit_quotations, make_spans
from sayso.extract.sources import phrase_of
from sayso.extract.spoken import Attribution
from sayso.extract.tree import SUBJECTS, Tree
from sayso.model import Stance

VIEWS = frozenset({"view", "words", "opinion", "telling", "account", "estimation", "reckoning"})
LONGEST_VIEW = 8  # words of "in Ann Lee's view"
SHORTEST = 3  # words of a clause before "according to"


def read_according(tree: Tree) -> list[Attribution]:
    found = []
    for index, last, named in _list_cues(tree):
        words = [n for n in tree.subtree(named) if n > index]
        spans = fit_quotations(tree, make_spans(tree, _around(tree, index, max([last, *words]))))
        cue = tree.span([last] if tree.lower[last] in VIEWS else range(index, last + 1))
        if spans and cue:
            found.append(
                Attribution(
                    cue=cue,
                    lemma="according to",
                    stance=Stance.ASSERT,
                    source=phrase_of(tree, named),
                    content=spans,
                    quoted=len(spans) == 1
                    and all(
                        tree.token(n).quote >= 0 for n in range(index) if any(c.isalnum() for c in tree.token(n).text)
                    )
                    and index > 0,
                )
            )
    return found


def _list_cues(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """First and last word of each cue, and who is named."""
    for index, word in enumerate(tree.lower[:-2]):
        if tree.token(index).quote >= 0:
            continue
        if word == "according" and tree.lower[index + 1] == "to":
            named = tree.first(index + 1, "pobj")
            if named is None:
                named = next((n for n in range(index + 2, len(tree.tokens)) if tree.is_noun(n)), None)
            if named is not None:
                yield index, index + 1, named
        elif word == "per" and index and tree.lower[index - 1] == ",":
            named = tree.first(index, "pobj")
            if named is not None and tree.token(named).tag.startswith("NNP"):
                yield index, index, named
        elif word in ("in", "by"):
            noun = tree.first(index, "pobj")
            named = tree.first(noun, "poss") if noun is not None and tree.lower[noun] in VIEWS else None
            whose = _whose_words(tree, index)
            if whose is not None:
                yield index, whose - 1, tree.first(whose - 1, "pobj") or whose
            elif noun is not None and named is not None and _stands_apart(tree, index, noun):
                yield index, noun, named


def _whose_words(tree: Tree, index: int) -> int | None:
    """The first word of who is named in "in the words of one engineer", where it begins the sentence or a clause."""
    first = index + 4
    led = tree.lower[index + 1 : first] == ["the", "words", "of"] and first < len(tree.tokens)
    begins = not index or tree.lower[index - 1] in (",", "that")
    return first if led and begins and _is_wordy(tree, first) else None


def _stands_apart(tree: Tree, first: int, last: int) -> bool:
    """Whether "in her view" begins the sentence or stands between commas."""
    if last - first >= LONGEST_VIEW or last + 1 >= len(tree.tokens) or tree.token(last + 1).tag in ("IN", "NN"):
        return False
    return not first or tree.lower[first - 1] in (",", "—", "–")


def _around(tree: Tree, start: int, end: int) -> list[tuple[int, int]]:
    """The words of the sentence before and behind "according to X", without commas at their edges."""
    runs = []
    for first, last in ((_last_clause(tree, start), start - 1), (end + 1, len(tree.tokens) - 1)):
        while first <= last and not _is_wordy(tree, first):
            first += 1
        while last >= first and not _is_wordy(tree, last):
            last -= 1
        if first <= last:
            runs.append((first, last))
    return runs


def _last_clause(tree: Tree, end: int) -> int:
    """Where the last main clause before a word begins: behind a colon, or behind ", and" with a subject of its own."""
    first = 0
    for index in range(1, end - SHORTEST):
        if tree.token(index).quote < 0 and (tree.lower[index] in (":", ";") or _joins_clause(tree, index, end)):
            first = index + 1
    return first


def _joins_clause(tree: Tree, link: int, end: int) -> bool:
    """Whether the main verb of the sentence goes on behind a link with another that has its own subject."""
    if tree.token(link).tag != "CC" or tree.lower[link - 1] != ",":
        return False
    above = tree.token(link).head
    for verb in tree.dependents(above, "conj"):
        subject = tree.first(verb, *SUBJECTS)
        if tree.token(above).dep == "ROOT" and subject is not None and link < subject < verb < end:
            return True
    return False


def _is_wordy(tree: Tree, index: int) -> bool:
    return (
        tree.token(index).quote >= 0 or tree.lower[index] in ")]%" or any(c.isalnum() for c in tree.token(index).text)
    )
