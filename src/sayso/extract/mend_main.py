"""Make a verb of speech the main one of its sentence, where the parser saw another or none."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import SUBJECTS, Tree, hang, retag


def turn_participle(tree: Tree) -> Tree:
    """ "“It was mad,” joked engineer Ann Lee": the verb behind a quotation was taken for a word that describes her."""
    for verb in range(2, len(tree.tokens) - 1):
        token = tree.token(verb)
        if token.tag not in ("VBN", "VBD", "JJ") or token.quote >= 0 or token.dep != "amod" or token.head <= verb:
            continue
        if tree.token(verb - 1).quote >= 0 and tree.lower[verb].endswith("ed") and tree.token(verb + 1).text != ",":
            named = token.head
            while tree.token(named).dep in ("compound", "nmod") and tree.token(named).head > named:
                named = tree.token(named).head
            above = tree.token(named).head
            tree = hang(hang(tree, verb, verb, "ROOT"), named, verb, "nsubj")
            return retag(hang(tree, above, verb, "ccomp") if above < verb else tree, verb, "VBD")
    return tree


def turn_first(tree: Tree) -> Tree:
    """ "Added Lee: “We go.”", "Said Ann Lee, “We go.”": the verb with which a sentence begins was taken for a name."""
    if len(tree.tokens) < 4 or tree.lower[0] not in load_cues().plain or tree.token(0).dep != "compound":
        return tree
    last = tree.token(0).head
    ends = last + 2 < len(tree.tokens) and tree.lower[last + 1] in (":", ",") and tree.token(last + 2).quote >= 0
    if not ends or not tree.lower[0].endswith(("ed", "said")):
        return tree
    main = tree.token(last).head
    tree = hang(hang(tree, 0, 0, "ROOT"), last, 0, "nsubj")
    return retag(hang(tree, main, 0, "ccomp") if main > last else tree, 0, "VBD")


def find_main_verb(tree: Tree) -> Tree:
    """Make the verb of speech the main one of a sentence that has lost its own.

    "The mayor, Ann Lee, called …" was read as "the mayor who is called", "Lee, asked whether …, said" as "Lee asked",
    "A, police confirm" as a noun "police confirm".
    """
    roots = [n for n, token in enumerate(tree.tokens) if token.dep == "ROOT"]
    plain = load_cues().plain
    noun = next((n for n in roots if tree.is_noun(n) and tree.lower[n] in plain and tree.dependents(n, "ccomp")), None)
    if noun is not None:
        return _turn_verb(tree, noun)
    if roots and tree.lower[roots[0]] in plain and not tree.dependents(roots[0], *SUBJECTS):
        return _give_subject(tree, roots[0])
    return _raise_behind(_raise_verb(tree, roots[0]), roots[0]) if roots else tree


def _raise_behind(tree: Tree, root: int) -> Tree:
    """ "“I saw it,” the tenor Bo Lee, a friend, recalled": the verb was hung on the name, the name on the quotation."""
    if tree.token(root).quote < 0 or tree.token(root).dep != "ROOT":
        return tree
    for verb in range(root + 1, len(tree.tokens)):
        token = tree.token(verb)
        if token.quote >= 0 or token.dep != "acl" or token.tag not in ("VBN", "VBD") or tree.lower[verb - 1] != ",":
            continue
        named = next((n for n in tree.ancestors(verb) if tree.token(n).head == root), None)
        if named is None or tree.lower[verb] not in load_cues().plain or not root < named < verb:
            continue
        if tree.token(min(tree.subtree(named)) - 1).quote >= 0:
            name = tree.first(named, "appos")
            if (
                name is not None
                and tree.is_name(name)
                and not tree.is_name(named)
                and min(tree.subtree(name)) == named + 1
            ):
                tree, named = hang(hang(tree, name, root, "dobj"), named, name, "compound"), name
            tree = hang(hang(hang(tree, verb, verb, "ROOT"), named, verb, "nsubj"), root, verb, "ccomp")
            return retag(tree, verb, "VBD")
    return tree


def _raise_verb(tree: Tree, root: int) -> Tree:
    """ "The mayor, Ann Lee, called …", "Lee, asked whether …, said": the later verb is the main one."""
    verb = next((n for n in range(root + 1, len(tree.tokens)) if _is_cut_off(tree, root, n)), None)
    subject = root if tree.is_noun(root) else tree.first(root, "nsubj")
    if verb is None or subject is None:
        return tree
    if subject != root and (tree.token(root).tag not in ("VBG", "VBD", "VBN") or not _is_aside(tree, subject, root)):
        return tree
    tree = hang(hang(tree, verb, verb, "ROOT"), subject, verb, "nsubj")
    tree = hang(tree, root, verb, "advcl") if subject != root else tree
    return retag(tree, verb, "VBD")


def _give_subject(tree: Tree, root: int) -> Tree:
    """ "Lee, asked whether …, said": the subject was given to what stands between."""
    if root < 1 or tree.lower[root - 1] != ",":
        return tree
    for aside in tree.dependents(root, "ccomp"):
        subject = tree.first(aside, "nsubj")
        known = aside < root and tree.token(aside).tag in ("VBD", "VBN") and subject is not None
        if known and subject is not None and _is_aside(tree, subject, aside):
            return hang(hang(tree, subject, root, "nsubj"), aside, root, "advcl")
    return tree


def _turn_verb(tree: Tree, root: int) -> Tree:
    """ "A, police confirm": the noun is the verb, what it was compounded with speaks."""
    named = tree.first(root, "compound")
    if named is None or named != root - 1:
        return tree
    return retag(hang(tree, named, root, "nsubj"), root, "VBP")


def _is_cut_off(tree: Tree, root: int, verb: int) -> bool:
    """Whether a verb of speech in -ed, right behind a comma, hangs on what stands before as if it were no main verb."""
    token = tree.token(verb)
    if token.tag not in ("VBN", "VBD") or token.quote >= 0 or tree.lower[verb - 1] not in (",", "—", "–"):
        return False
    if tree.lower[verb] not in load_cues().plain or tree.dependents(verb, *SUBJECTS, "aux", "auxpass", "agent"):
        return False
    return token.dep in ("acl", "ccomp", "conj", "advcl", "dep") and root in tree.ancestors(verb)


def _is_aside(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a participle stands between commas right behind the subject: "Lee, asked whether …, said"."""
    if not verb - 2 <= subject < verb or tree.lower[verb - 1] != ",":
        return False
    last = max(word for word in tree.subtree(subject) if word < verb)
    return last == verb - 1 and not tree.dependents(verb, "aux", "auxpass")


def turn_aged(tree: Tree, verb: int) -> Tree:
    """ "The 34-year-old told officers that …": the verb was taken for a word that describes the officers."""
    token = tree.token(verb)
    hearer = token.head
    if token.dep != "amod" or hearer <= verb or verb < 2 or tree.lower[verb - 1] != "old":
        return tree
    tree = hang(hang(tree, verb, verb, "ROOT"), verb - 1, verb, "nsubj")
    for word in tree.dependents(hearer, "det", "nummod"):
        tree = hang(tree, word, verb - 1, "det") if word < verb else tree
    for clause in tree.dependents(hearer, "relcl", "ccomp", "acl"):
        tree = hang(tree, clause, verb, "ccomp")
        for that in (word for word in tree.dependents(clause, "dobj", "nsubj") if tree.lower[word] == "that"):
            tree = hang(tree, that, clause, "mark")
    return retag(hang(tree, hearer, verb, "dobj"), verb, "VBD")


def raise_reporting(tree: Tree, verb: int) -> Tree:
    """ "A, the agency reported on Friday": the verb behind A was taken for a participle that goes with it."""
    token = tree.token(verb)
    main = token.head
    subject = tree.first(verb, "nsubj")
    if token.tag != "VBN" or token.dep != "advcl" or subject is None or tree.dependents(verb, "aux", "auxpass", "mark"):
        return tree
    first = tree.subtree(verb)[0]
    if tree.token(main).dep != "ROOT" or not main < first <= subject < verb or tree.lower[first - 1] != ",":
        return tree
    return retag(hang(hang(tree, verb, verb, "ROOT"), main, verb, "ccomp"), verb, "VBD")
