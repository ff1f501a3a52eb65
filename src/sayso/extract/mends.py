"""What the parser hangs amiss around words of speech, put right before a tree is read."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.parse import Parse
from sayso.extract.tree import SUBJECTS, Tree

FINITE = ("VBD", "VBZ", "VBP")
DASHES = (",", "—", "–", "--")
CLAUSAL = ("ccomp", "conj", "relcl", "advcl", "acl")
LONGEST_ASIDE = 30  # words between "reported" and its "that"


def mend_parse(parse: Parse) -> Tree:
    """The tree of a parse, with its known faults repaired."""
    tree = _mark_clauses(Tree(parse))
    for verb in _speech_verbs(tree):
        tree = _lift_citing(_seat_subject(_lift_warning(tree, verb), verb), verb)
    return tree


def _mark_clauses(tree: Tree) -> Tree:
    """ "telling the paper that Lee had asked": "that" was taken for a second subject of "asked"."""
    tokens = list(tree.tokens)
    for word, token in enumerate(tokens):
        if tree.lower[word] != "that" or token.dep != "nsubj" or tree.lower[word - 1] == ",":
            continue
        if any(other > word for other in tree.dependents(token.head, "nsubj", "nsubjpass")):
            tokens[word] = token._replace(dep="mark", tag="IN")
    return Tree(Parse(tree.text, tuple(tokens), tree.quotes)) if tokens != list(tree.tokens) else tree


def _speech_verbs(tree: Tree) -> list[int]:
    verbs = load_cues().verbs
    return [n for n, word in enumerate(tree.lower) if word in verbs and tree.token(n).tag in FINITE]


def _hang(tree: Tree, word: int, head: int, dep: str) -> Tree:
    """The tree with one word, and all that hangs on it, hung elsewhere."""
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(head=head, dep=dep)
    return Tree(Parse(tree.text, tuple(tokens), tree.quotes))


def _seat_subject(tree: Tree, verb: int) -> Tree:
    """ "A, the agency said": the agency was taken for an apposition to the end of A."""
    if tree.token(verb).dep not in ("conj", "ROOT") or tree.dependents(verb, *SUBJECTS):
        return tree
    last = verb - 1
    while last > 0 and tree.token(last).head == verb and tree.token(last).tag in ("RB", "MD", *FINITE):
        last -= 1
    if last < 1 or not (tree.is_noun(last) or tree.lower[last] in DASHES):
        return tree
    name = _outermost_apposition(tree, last if tree.is_noun(last) else last - 1)
    if name is None or verb in tree.ancestors(name):
        return tree
    first = tree.subtree(name)[0]
    if first < 2 or tree.lower[first - 1] not in DASHES:
        return tree
    return _hang(tree, name, verb, "nsubj")


def _outermost_apposition(tree: Tree, word: int) -> int | None:
    found = None
    for index in (word, *tree.ancestors(word)):
        if tree.token(index).dep == "appos" and tree.is_noun(index):
            found = index
    return found


def _lift_warning(tree: Tree, verb: int) -> Tree:
    """ "Lee said six had been hurt and warned that more would be": it is Lee who warned."""
    token = tree.token(verb)
    above = token.head
    if token.dep != "conj" or token.tag != "VBD" or not tree.dependents(above, "auxpass"):
        return tree
    if tree.dependents(verb, *SUBJECTS, "auxpass") or tree.token(above).dep != "ccomp":
        return tree
    outer = tree.token(above).head
    leads = any(tree.dependents(child, "mark") for child in tree.dependents(verb, "ccomp"))
    return _hang(tree, verb, outer, "conj") if leads and outer in _speech_verbs(tree) else tree


def _lift_citing(tree: Tree, verb: int) -> Tree:
    """ "The paper reported, citing an official, that A": "citing" was hung on the verb of A."""
    citing = next((n for n in range(verb + 1, min(verb + 8, len(tree.tokens))) if tree.lower[n] == "citing"), None)
    if citing is None or tree.lower[citing - 1] != ",":
        return tree
    end = min(citing + LONGEST_ASIDE, len(tree.tokens))
    mark = next((n for n in range(citing, end) if tree.lower[n] == "that" and tree.lower[n - 1] == ","), None)
    if mark is None or tree.token(mark).dep != "mark" or tree.token(mark).head == verb:
        return tree
    clause = tree.token(mark).head
    if tree.token(verb).head == clause:
        tree = _hang(tree, verb, tree.token(clause).head if tree.token(clause).head != clause else verb, "advcl")
    tree = _hang(tree, citing, verb, "advcl")
    return _hang(tree, clause, verb, "ccomp")
