"""Give a verb of speech its speaker and its hearer, where the parser tied the names to something else."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import FINITE, RELATIVES, SUBJECTS, Tree, hang, retag

SHORTEST_CLAUSE = 3  # words of a clause that follows whom it was told
DASHES = (",", "—", "–", "--")


def seat_hearer(tree: Tree, verb: int) -> Tree:
    """ "warned the valley was dry": the subject of what is said was taken for whom it was said to; "told the court Lee
    had lied": whom it was said to was taken for a part of the subject."""
    if not any("hearer" in cue.frames for _, cue in load_cues().verbs[tree.lower[verb]]):
        return tree
    clause = next((c for c in tree.dependents(verb, "ccomp") if c > verb), None)
    if clause is None:
        return tree
    subject, named = tree.first(clause, *SUBJECTS), tree.first(verb, "dobj")
    begins = min([clause, *tree.dependents(clause, "aux", "neg", "auxpass")])
    if subject is None and named is not None and tree.subtree(named)[-1] + 1 == begins and _is_finite(tree, begins):
        return hang(tree, named, clause, "nsubj")
    if named is None and subject is not None and tree.subtree(subject)[:1] == [verb + 1]:
        return _part_hearer(tree, verb, subject)
    return tree


def _is_finite(tree: Tree, word: int) -> bool:
    return tree.token(word).tag in (*FINITE, "MD")


def _part_hearer(tree: Tree, verb: int, subject: int) -> Tree:
    """The "the court" of "told the court Ann Lee had lied", parted from the name behind it."""
    words = tree.subtree(subject)
    hearer = verb + 2
    whole = words == list(range(verb + 1, subject + 1)) and hearer < subject and tree.token(subject).tag == "NNP"
    if not whole or tree.token(verb + 1).tag not in ("DT", "PRP$") or not tree.token(hearer).tag.startswith("NN"):
        return tree
    if tree.token(hearer).text[:1].isupper() or not tree.token(hearer + 1).text[:1].isupper():
        return tree
    tree = hang(hang(tree, hearer, verb, "dobj"), verb + 1, hearer, "det")
    for word in range(hearer + 1, subject):
        tree = hang(tree, word, subject, "compound")
    return tree


def join_name(tree: Tree, verb: int) -> Tree:
    """ "campaigner Joan Whitely told": what was read as two subjects or an adverb is one name."""
    subjects = tree.dependents(verb, "nsubj")
    if len(subjects) > 1 and _is_role_of(tree, subjects[0], subjects[-1]):
        tree = hang(tree, subjects[0], subjects[-1], "compound")
    last = verb - 1
    while last > 1 and tree.token(last).tag == "RB" and tree.lower[last].islower() and tree.token(last).text.islower():
        last -= 1
    if last < 0 or not tree.token(last).text[:1].isupper() or tree.token(last).head != verb:
        return tree
    if not subjects and tree.token(last).dep in ("intj", "advmod", "dep") and last == verb - 1 and not last:
        return retag(hang(tree, last, verb, "nsubj"), last, "NNP")
    if last < 1:
        return tree
    if len(subjects) == 1 and tree.token(last).dep == "advmod" and tree.token(last - 1).head == subjects[0]:
        tree = hang(hang(tree, last - 1, last, "compound"), subjects[0], last, "compound")
        return retag(hang(tree, last, verb, "nsubj"), last, "NNP")
    if tree.is_noun(last - 1) and tree.token(last - 1).text[:1].isupper() and tree.token(last - 1).dep == "nsubj":
        tree = retag(hang(hang(tree, last, verb, "nsubj"), last - 1, last, "compound"), last, "NNP")
    before = last
    while (
        before and tree.token(before - 1).head in (verb, last) and tree.token(before - 1).dep in ("nsubj", "compound")
    ):
        before -= 1
        if tree.token(before).head == verb:
            tree = hang(tree, before, last, "compound")
    return tree


def _is_role_of(tree: Tree, role: int, name: int) -> bool:
    """ "said co-author Ann Lee", "the member for culture Ann Lee said": two subjects of which one names the other."""
    if tree.lower[role + 1] == "-":
        return True
    return tree.is_name(name) and tree.subtree(role)[-1] + 1 == tree.subtree(name)[0] and tree.is_noun(role)


def free_clause(tree: Tree, verb: int) -> Tree:
    """ "told the council the dam had burst": the clause was taken for one about the council."""
    if not any("hearer" in cue.frames for _, cue in load_cues().verbs[tree.lower[verb]]):
        return tree
    hearer = tree.first(verb, "dobj", "dative")
    if hearer is None or hearer < verb or tree.dependents(verb, "ccomp"):
        return tree
    tree = _free_from_occasion(tree, verb)
    for clause in tree.dependents(hearer, "relcl"):
        words, subject = tree.subtree(clause), tree.first(clause, *SUBJECTS)
        led = tree.lower[words[0]] == "that" and tree.token(words[0]).dep != "nsubj"
        bare = (led or tree.lower[words[0]] not in (*RELATIVES, "whose", "where", "when")) and words[0] == hearer + 1
        if led and tree.lower[hearer] not in load_cues().tellable:
            return hang(hang(tree, clause, verb, "ccomp"), words[0], clause, "mark")
        if bare and not led and subject is not None and len(words) > SHORTEST_CLAUSE:
            return hang(tree, clause, verb, "ccomp")
    return tree


def _free_from_occasion(tree: Tree, verb: int) -> Tree:
    """ "told analysts on a call that she saw no case": "that" was taken for the call, though nothing is missing."""
    for link in tree.dependents(verb, "prep"):
        occasion = tree.first(link, "pobj")
        if occasion is None or occasion < verb:
            continue
        for clause in tree.dependents(occasion, "relcl", "acl"):
            that, objects = tree.subtree(clause)[0], tree.dependents(clause, "dobj", "attr", "acomp", "ccomp", "xcomp")
            whole = tree.dependents(clause, *SUBJECTS) and [word for word in objects if word != that]
            if that == occasion + 1 and tree.lower[that] == "that" and whole:
                return retag(hang(hang(tree, clause, verb, "ccomp"), that, clause, "mark"), that, "IN")
    return tree


def lift_charge(tree: Tree, verb: int) -> Tree:
    """ "was accused by the opposition of bribery": it is the charge, not the opposition, that is of bribery."""
    agent = tree.first(verb, "agent")
    named = tree.first(agent, "pobj") if agent is not None else None
    if named is None or tree.lower[verb] not in ("accused", "blamed"):
        return tree
    for link in tree.dependents(named, "prep"):
        if tree.lower[link] in ("of", "for"):
            return hang(tree, link, verb, "prep")
    return tree


def seat_subject(tree: Tree, verb: int) -> Tree:
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
    return hang(tree, name, verb, "nsubj")


def _outermost_apposition(tree: Tree, word: int) -> int | None:
    found = None
    for index in (word, *tree.ancestors(word)):
        if tree.token(index).dep == "appos" and tree.is_noun(index):
            found = index
    return found
