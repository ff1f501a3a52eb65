"""A verb of speech with which the same speaker goes on: "said A and warned B", hung on what was said."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import SUBJECTS, Tree, hang

LINKS = ("for", "on", "of", "against")


def lift_joined(tree: Tree, verb: int) -> Tree:
    """ "Lee said the talks had failed and warned that …": it is Lee who warned, not the talks."""
    outer = _joined_speech(tree, verb)
    if outer is None:
        return tree
    above = tree.token(verb).head
    for link in tree.dependents(above, "cc", "punct"):
        if above < link < verb and all(tree.token(n).tag[:2] in ("CC", "RB", "MD", ",") for n in range(link, verb)):
            tree = hang(tree, link, outer, tree.token(link).dep)
    return hang(tree, verb, outer, "conj")


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
    if not _leads_phrase(tree, verb) or _tense(tree, outer) != spoken:
        return None
    return outer if _tense(tree, inner) != spoken or _is_spoken(tree, verb, inner) else None


def _leads_phrase(tree: Tree, verb: int) -> bool:
    """Whether a verb is speech by itself, or with the preposition behind it: "calls for"."""
    cues = load_cues()
    known = {link for _, cue in cues.verbs.get(tree.lower[verb], ()) for link in cue.frames}
    return (
        tree.lower[verb] in cues.plain
        or any(tree.lower[child] in known and tree.lower[child] in LINKS for child in tree.dependents(verb, "prep"))
        or _puts_at(tree, verb)
    )


def _puts_at(tree: Tree, verb: int) -> bool:
    """Whether somebody puts a number at so much: "and put the losses at 3 million"."""
    puts = any("amount" in cue.frames for rest, cue in load_cues().verbs.get(tree.lower[verb], ()) if not rest)
    return puts and any(
        tree.lower[child] == "at" and any(tree.token(word).tag == "CD" for word in tree.subtree(child))
        for child in (*tree.dependents(verb, "prep"), *_behind_object(tree, verb))
    )


def _behind_object(tree: Tree, verb: int) -> list[int]:
    named = tree.first(verb, "dobj")
    return tree.dependents(named, "prep") if named is not None else []


def _tense(tree: Tree, verb: int) -> tuple[str, ...]:
    """The tags of a verb and of what helps it; of a modal verb only that."""
    helping = [tree.token(child).tag for child in tree.dependents(verb, "aux", "auxpass")]
    tag = tree.token(verb).tag
    return ("MD",) if "MD" in helping else (*helping, tag if helping or tag != "VBN" else "VBD")


def _is_spoken(tree: Tree, verb: int, inner: int) -> bool:
    """Whether a verb in the tense of what was said still is the speaker's: it leads a clause or a phrase of its own,
    and the subject of what was said is a thing."""
    leads = any(tree.dependents(child, "mark") for child in tree.dependents(verb, "ccomp"))
    leads = leads or _puts_at(tree, verb) or any(tree.lower[n] in LINKS for n in tree.dependents(verb, "prep"))
    subject = tree.first(inner, *SUBJECTS)
    person = subject is None or tree.token(subject).tag.startswith(("PRP", "NNP", "WP"))
    return leads and (bool(tree.dependents(inner, "auxpass")) or not person)
