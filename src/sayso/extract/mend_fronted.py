"""Seat the speaker and what is said where a phrase stands before them: a participle, a "with", the subject of what is
said."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import FINITE, SUBJECTS, Tree, hang, retag

LONGEST_ASIDE = 10  # words from the speaker to the comma behind "…, he told a rally in Elm, …"
HELPING = (*FINITE, "MD")


def seat_fronted(tree: Tree, verb: int) -> Tree:
    """ "Replying, the mayor, Ann Lee, said", "Speaking to the Courier, the mayor, Ann Lee, said": the mayor was taken
    for an apposition to what stands before her."""
    if tree.token(0).tag not in ("VBG", "VBN") or tree.lower[verb - 1] != "," or verb < 4:
        return tree
    subjects = tree.dependents(verb, *SUBJECTS)
    if subjects and subjects != [0]:
        return tree
    named = next((n for n in range(1, verb) if _is_appended(tree, n)), None)
    if named is None:
        return tree
    tree = hang(hang(tree, named, verb, "nsubj"), 0, verb, "advcl")
    for name in (n for n in range(named + 1, verb) if tree.token(n).head == 0 and tree.is_name(n)):
        tree = hang(tree, name, named, "appos")
    return tree


def _is_appended(tree: Tree, word: int) -> bool:
    """Whether a noun with an article is hung on what stands before the comma before it."""
    first = tree.subtree(word)[0]
    led = tree.token(first).tag in ("DT", "PRP$") and tree.lower[first - 1] == ","
    return tree.token(word).dep == "appos" and tree.is_noun(word) and led and tree.token(word).head < first


def seat_with(tree: Tree, verb: int) -> Tree:
    """ "…, with its leader, Bo Lee, telling reporters": "telling" is the leader's."""
    token = tree.token(verb)
    if token.tag != "VBG" or token.dep != "advcl" or tree.dependents(verb, *SUBJECTS, "mark"):
        return tree
    last = verb - 1 if tree.lower[verb - 1] != "," else verb - 2
    for link in tree.dependents(token.head, "prep"):
        named = tree.first(link, "pobj")
        if tree.lower[max(0, link - 1) : link + 1] != [",", "with"] or named is None or named > verb:
            continue
        if tree.subtree(link)[-1] in (last, verb - 1):
            return hang(tree, verb, named, "acl")
    return tree


def part_quoted(tree: Tree, verb: int) -> Tree:
    """ "Officials quoted anonymously by the Courier said": "quoted" was taken for a verb of the officials' own."""
    token = tree.token(verb)
    subject, main = tree.first(verb, "nsubj"), token.head
    if token.tag != "VBD" or subject is None or not tree.dependents(verb, "agent") or main <= verb:
        return tree
    if tree.dependents(verb, "aux", "dobj") or tree.dependents(main, *SUBJECTS) or tree.lower[main - 1] == ",":
        return tree
    return retag(hang(hang(tree, subject, main, "nsubj"), verb, subject, "acl"), verb, "VBN")


def insert_told(tree: Tree, verb: int) -> Tree:
    """ "Lee, he told a rally, was mad", "But that, they caution, assumes rain": what follows the second comma goes on
    with what stands before the first."""
    commas = _find_commas(tree, verb) if tree.token(verb).dep in ("ROOT", "ccomp") else None
    if commas is None:
        return tree
    before, behind = commas
    main = behind + 1
    if tree.token(main).dep in ("aux", "auxpass"):
        main = tree.token(main).head
    if tree.dependents(main, *SUBJECTS) or tree.token(main).head != verb or tree.lower[main] in load_cues().plain:
        return tree
    tree = hang(hang(tree, main, main, "ROOT"), verb, main, "parataxis")
    for word in (n for n in tree.children[verb] if n > behind):
        tree = hang(tree, word, main, tree.token(word).dep)
    for word in (n for n in range(before) if tree.token(n).head == verb):
        dep = "nsubj" if tree.is_noun(word) or tree.lower[word] in ("that", "this") else tree.token(word).dep
        tree = hang(tree, word, main, dep)
        tree = retag(tree, word, "DT") if dep == "nsubj" and not tree.is_noun(word) else tree
    return tree


def _find_commas(tree: Tree, verb: int) -> tuple[int, int] | None:
    """The commas around the speaker and the verb, where somebody or something stands before them and the rest of its
    clause behind; None where that is not so."""
    subject = tree.first(verb, "nsubj")
    if subject is None or subject > verb:
        return None
    before, end = tree.subtree(subject)[0] - 1, min(verb + LONGEST_ASIDE, len(tree.tokens) - 2)
    behind = next((n for n in range(verb + 1, end) if tree.lower[n] == ","), 0)
    if before < 1 or tree.lower[before] != "," or not behind or not _is_bare(tree, range(before)):
        return None
    is_aside = not any(tree.token(n).tag in HELPING or tree.token(n).quote >= 0 for n in range(verb + 1, behind))
    return (before, behind) if is_aside and tree.token(behind + 1).tag in HELPING else None


def _is_bare(tree: Tree, words: range) -> bool:
    """Whether words hold somebody or something, and no verb of their own nor a quotation."""
    named = any(tree.is_noun(n) or tree.token(n).tag in ("PRP", "DT", "IN") for n in words)
    return named and not any(tree.token(n).tag in HELPING or tree.token(n).quote >= 0 for n in words)


def turn_shown(tree: Tree) -> Tree:
    """ "A, figures from the office show.": the verb at the end was taken for a noun."""
    last = len(tree.tokens) - 2
    if last < 4 or tree.lower[last] not in load_cues().showing or not tree.is_noun(last):
        return tree
    root = next((n for n, token in enumerate(tree.tokens) if token.dep == "ROOT"), last)
    first = tree.subtree(root)[0] if tree.is_noun(root) else last
    comma = next((n for n in range(root, 0, -1) if tree.lower[n] == ","), 0)
    if not tree.is_noun(root) or not comma or any(tree.token(n).tag in HELPING for n in range(comma, last)):
        return tree
    clauses = [n for n in tree.children[root] if first <= n < comma and tree.token(n).tag in (*HELPING, "VBN", "VBG")]
    if not clauses:
        return tree
    above = tree.token(last).head
    inner = next((n for n in reversed(range(root + 1, last)) if tree.is_noun(n)), None)
    tree = hang(hang(tree, last, last, "ROOT"), root, last, "nsubj")
    for clause in clauses:
        tree = hang(tree, clause, last, "ccomp")
    if inner is not None and tree.token(inner).head == last:
        tree = hang(tree, inner, above, "pobj")
    for word in (n for n in tree.children[last] if root < n < last):
        tree = hang(tree, word, inner if inner is not None and inner != word else root, "det")
    for comma in tree.dependents(root, "punct"):
        tree = hang(tree, comma, last, "punct")
    return retag(tree, last, "VBP")
