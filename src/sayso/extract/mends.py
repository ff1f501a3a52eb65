"""What the parser hangs amiss around words of speech, put right before a tree is read."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.parse import Parse
from sayso.extract.tree import RELATIVES, SUBJECTS, Tree

SHORTEST_CLAUSE = 3  # words of a clause that follows whom it was told
LINKS = ("for", "on", "of", "against")
FINITE = ("VBD", "VBZ", "VBP")
DASHES = (",", "—", "–", "--")
CLAUSAL = ("ccomp", "conj", "relcl", "advcl", "acl")
LONGEST_ASIDE = 30  # words between "reported" and its "that"


def mend_parse(parse: Parse) -> Tree:
    """The tree of a parse, with its known faults repaired."""
    tree = _mark_clauses(Tree(parse))
    for verb in _speech_verbs(tree):
        tree = _free_clause(_lift_charge(_lift_joined(tree, verb), verb), verb)
        if tree.token(verb).tag in FINITE:
            tree = _lift_citing(_seat_subject(tree, verb), verb)
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
    return [n for n, word in enumerate(tree.lower) if word in verbs and tree.token(n).tag in (*FINITE, "VBG", "VBN")]


def _hang(tree: Tree, word: int, head: int, dep: str) -> Tree:
    """The tree with one word, and all that hangs on it, hung elsewhere."""
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(head=head, dep=dep)
    return Tree(Parse(tree.text, tuple(tokens), tree.quotes))


def _free_clause(tree: Tree, verb: int) -> Tree:
    """ "told the council the dam had burst": the clause was taken for one about the council."""
    if not any("hearer" in cue.frames for _, cue in load_cues().verbs[tree.lower[verb]]):
        return tree
    hearer = tree.first(verb, "dobj", "dative")
    if hearer is None or hearer < verb or tree.dependents(verb, "ccomp"):
        return tree
    for clause in tree.dependents(hearer, "relcl"):
        words, subject = tree.subtree(clause), tree.first(clause, *SUBJECTS)
        bare = tree.lower[words[0]] not in (*RELATIVES, "whose", "where", "when") and words[0] == hearer + 1
        if bare and subject is not None and len(words) > SHORTEST_CLAUSE:
            return _hang(tree, clause, verb, "ccomp")
    return tree


def _lift_charge(tree: Tree, verb: int) -> Tree:
    """ "was accused by the opposition of bribery": it is the charge, not the opposition, that is of bribery."""
    agent = tree.first(verb, "agent")
    named = tree.first(agent, "pobj") if agent is not None else None
    if named is None or tree.lower[verb] not in ("accused", "blamed"):
        return tree
    for link in tree.dependents(named, "prep"):
        if tree.lower[link] in ("of", "for"):
            return _hang(tree, link, verb, "prep")
    return tree


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


def _lift_joined(tree: Tree, verb: int) -> Tree:
    """ "Lee said the talks had failed and warned that …": it is Lee who warned, not the talks."""
    outer = _joined_speech(tree, verb)
    if outer is None:
        return tree
    above = tree.token(verb).head
    for link in tree.dependents(above, "cc", "punct"):
        if above < link < verb and all(tree.token(n).tag[:2] in ("CC", "RB", "MD", ",") for n in range(link, verb)):
            tree = _hang(tree, link, outer, tree.token(link).dep)
    return _hang(tree, verb, outer, "conj")


def _joined_speech(tree: Tree, verb: int) -> int | None:
    """The word of speech that a later one goes on from, where the parser joined it to what was said."""
    token = tree.token(verb)
    if token.dep != "conj" or tree.dependents(verb, *SUBJECTS, "auxpass", "mark"):
        return None
    inner = token.head
    while tree.token(inner).dep == "conj":
        inner = tree.token(inner).head
    outer = tree.token(inner).head
    if tree.token(inner).dep != "ccomp" or not outer < inner < verb or tree.lower[outer] not in load_cues().plain:
        return None
    spoken = _tense(tree, verb)
    if tree.lower[verb] not in load_cues().plain or _tense(tree, outer) != spoken:
        return None
    return outer if _tense(tree, inner) != spoken or _is_spoken(tree, verb, inner) else None


def _tense(tree: Tree, verb: int) -> tuple[str, ...]:
    """The tags of a verb and of what helps it; of a modal verb only that."""
    helping = [tree.token(child).tag for child in tree.dependents(verb, "aux", "auxpass")]
    return ("MD",) if "MD" in helping else (*helping, tree.token(verb).tag)


def _is_spoken(tree: Tree, verb: int, inner: int) -> bool:
    """Whether a verb in the tense of what was said still is the speaker's: it leads a clause or a phrase of its own,
    and the subject of what was said is a thing."""
    leads = any(tree.dependents(child, "mark") for child in tree.dependents(verb, "ccomp"))
    leads = leads or any(tree.lower[child] in LINKS for child in tree.dependents(verb, "prep"))
    subject = tree.first(inner, *SUBJECTS)
    person = subject is None or tree.token(subject).tag.startswith(("PRP", "NNP", "WP"))
    return leads and (bool(tree.dependents(inner, "auxpass")) or not person)


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
