"""What the parser hangs amiss around words of speech, put right before a tree is read."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.mend_fronted import insert_told, part_quoted, seat_fronted, seat_with, turn_shown
from sayso.extract.mend_joined import lift_joined
from sayso.extract.mend_main import find_main_verb, raise_reporting, turn_aged, turn_first, turn_participle
from sayso.extract.mend_named import free_clause, join_name, lift_charge, seat_hearer, seat_subject
from sayso.extract.parse import Parse
from sayso.extract.seated import seat_named
from sayso.extract.tree import FINITE, Tree, hang

LONGEST_ASIDE = 30  # words between "reported" and its "that"


def mend_parse(parse: Parse) -> Tree:
    """The tree of a parse, with its known faults repaired."""
    tree = find_main_verb(turn_participle(turn_first(turn_shown(_mark_clauses(Tree(parse))))))
    for verb in _speech_verbs(tree):
        tree = seat_hearer(raise_reporting(turn_aged(tree, verb), verb), verb)
        tree = part_quoted(seat_with(tree, verb), verb)
        tree = free_clause(lift_charge(lift_joined(_insert_speech(tree, verb), verb), verb), verb)
        if tree.token(verb).tag in FINITE:
            tree = _lift_citing(seat_subject(join_name(seat_named(tree, verb), verb), verb), verb)
            tree = insert_told(seat_fronted(tree, verb), verb)
    return tree


def _mark_clauses(tree: Tree) -> Tree:
    """ "telling the paper that Lee had asked": "that" was taken for a second subject of "asked"."""
    tokens = list(tree.tokens)
    for word, token in enumerate(tokens):
        if tree.lower[word] != "that" or token.dep != "nsubj" or tree.lower[word - 1] == ",":
            continue
        if any(other > word for other in tree.dependents(token.head, "nsubj", "nsubjpass")):
            tokens[word] = token._replace(dep="mark", tag="IN")
    return tree.replace(tokens) if tokens != list(tree.tokens) else tree


def _speech_verbs(tree: Tree) -> list[int]:
    verbs = load_cues().verbs
    return [n for n, word in enumerate(tree.lower) if word in verbs and tree.token(n).tag in (*FINITE, "VBG", "VBN")]


def _insert_speech(tree: Tree, verb: int) -> Tree:
    """ "Lee, the report found, had left": what stands between commas was taken for a clause about Lee."""
    token = tree.token(verb)
    if token.tag not in FINITE or token.dep not in ("relcl", "acl") or not _is_between_commas(tree, verb):
        return tree
    speaker = tree.first(verb, "nsubj") or token.head
    first, main = min(tree.subtree(speaker, without=[verb])), tree.token(speaker).head
    if main == verb:
        main = tree.token(token.head).head
    if not (tree.is_noun(speaker) and speaker == verb - 1 and tree.lower[first - 1] == "," and main > verb):
        return tree
    outer = first - 2
    if outer < 0 or not tree.is_noun(outer):
        return tree
    tree = hang(hang(tree, verb, main, "parataxis"), speaker, verb, "nsubj")
    return tree if tree.token(outer).head == main else hang(tree, outer, main, "nsubj")


def _is_between_commas(tree: Tree, verb: int) -> bool:
    return verb + 1 < len(tree.tokens) and tree.lower[verb + 1] == "," and "," in tree.lower[:verb]


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
        tree = hang(tree, verb, tree.token(clause).head if tree.token(clause).head != clause else verb, "advcl")
    tree = hang(tree, citing, verb, "advcl")
    return hang(tree, clause, verb, "ccomp")
