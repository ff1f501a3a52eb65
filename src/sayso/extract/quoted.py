"""The quotations that belong to a word of speech: right before it, or behind it."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import Group, is_word


def find_quoted(group: Group) -> list[tuple[int, int]]:
    """The quotations right before the group and right behind the verb's own words."""
    tree = group.tree
    found = []
    before = group.start - 1
    while before >= 0 and tree.token(before).quote < 0 and not is_word(tree, before):
        before -= 1
    if before >= 0 and tree.token(before).quote >= 0 and not _is_claimed(group, before):
        found.append(_quote_run(tree, before))
    after = _reach_quotation(group)
    if after is not None:
        found.append(_quote_run(tree, after))
    return found


def _reach_quotation(group: Group) -> int | None:
    """The first word of the quotation behind the verb; between may stand whom it was said to, when and where."""
    tree = group.tree
    for index in range(group.last + 1, min(len(tree.tokens), group.last + 25)):
        token = tree.token(index)
        if token.quote >= 0:
            return index
        if index > group.end and token.tag in ("VBD", "VBZ", "VBP") and token.dep not in ("relcl", "aux", "acl"):
            return None
        if index > group.end and tree.lower[index] in (",", ";") and not _leads_quotation(tree, index):
            return None
    return None


def _leads_quotation(tree: Tree, comma: int) -> bool:
    """Whether the next comma or colon behind this one, or this one, comes right before a quotation."""
    for index in range(comma, min(comma + 12, len(tree.tokens) - 1)):
        if tree.token(index + 1).quote >= 0:
            return tree.lower[index] in (",", ":", "—", "–", "-") or index == comma
        aside = index == comma + 1 and tree.token(index).tag == "VBG" and tree.lower[index] not in load_cues().verbs
        if tree.token(index).tag in ("VBD", "VBZ", "VBG") and index > comma and not aside:
            return False
    return False


def _is_claimed(group: Group, quote: int) -> bool:
    """Whether a quotation before the group belongs to the words before it ("she said, 'No,' and he agreed")."""
    tree = group.tree
    first = _quote_run(tree, quote)[0]
    if (first > 0 and tree.lower[first - 1] == ":") or tree.lower[group.start] in ("and", "but"):
        return True
    before = first - 2 if first > 1 and tree.lower[first - 1] == "," else first - 1
    return before >= 0 and tree.token(before).quote < 0 and tree.lower[before] in load_cues().verbs


def _quote_run(tree: Tree, index: int) -> tuple[int, int]:
    quote = tree.token(index).quote
    first = last = index
    while first > 0 and tree.token(first - 1).quote == quote:
        first -= 1
    while last + 1 < len(tree.tokens) and tree.token(last + 1).quote == quote:
        last += 1
    return first, last
