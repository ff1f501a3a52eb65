"""The phrase that is the content of a word of speech: an infinitive, an object, what follows "of" or "for"."""

from __future__ import annotations

from sayso.extract.clauses import adjuncts_end
from sayso.extract.cues import Cue
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import COMMAS, Content, Group, named_object, trim_end

COMPLEMENTS = ("oprd", "xcomp", "acomp", "ccomp", "advcl", "attr", "dep", "acl")
LINKS = ("as", "of", "for", "over", "to", "with")


def find_phrase(group: Group, cue: Cue) -> Content | None:
    return _infinitive(group, cue) or _amount(group, cue) or _preposition(group, cue) or _object(group, cue)


def _amount(group: Group, cue: Cue) -> Content | None:
    """What somebody put at a number: "put the damage at two million"."""
    named, tree = named_object(group), group.tree
    if "amount" not in cue.frames or named is None:
        return None
    for at in tree.dependents(group.verb, "prep") + tree.dependents(named, "prep"):
        number = tree.first(at, "pobj")
        if at < named or tree.lower[at] != "at" or number is None:
            continue
        words = tree.subtree(at)
        if any(tree.token(word).tag == "CD" or tree.lower[word] in ("$", "%", "£", "€") for word in words):
            return Content(((tree.subtree(named)[0], trim_end(group, words[-1])),), cue.frames["amount"])
    return None


def _infinitive(group: Group, cue: Cue) -> Content | None:
    if "infinitive" not in cue.frames:
        return None
    tree = group.tree
    for child in tree.dependents(group.verb, "xcomp", "ccomp", "advcl"):
        to = [word for word in tree.dependents(child, "aux") if tree.token(word).tag == "TO"]
        if child > group.verb and to:
            words = tree.subtree(child)
            first = min(words[0], to[0])
            named = tree.first(group.verb, "dobj")
            if named is not None and group.verb < named < first and "hearer" not in cue.frames:
                first = tree.subtree(named)[0]
            return Content(((first, adjuncts_end(group, trim_end(group, words[-1]))),), cue.frames["infinitive"])
    return None


def _preposition(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    if named_object(group) is not None and "object" in cue.frames:
        return None
    for child in tree.dependents(group.verb, "prep", "prt"):
        if child < group.verb or tree.lower[child] not in cue.frames:
            continue
        words = [word for word in tree.subtree(child) if word > child]
        if not words:
            continue
        ends = [words[-1]]
        for more in tree.dependents(group.verb, "prep"):
            if more > child and tree.lower[more] in ("for", "over", "as") and not _behind_comma(tree, more):
                ends.append(tree.subtree(more)[-1])
        for more in tree.dependents(group.verb, "xcomp", "advcl"):
            if more > child and any(tree.token(word).tag == "TO" for word in tree.dependents(more, "aux")):
                ends.append(tree.subtree(more)[-1])
        return Content(((words[0], trim_end(group, max(ends))),), cue.frames[tree.lower[child]])
    return None


def _object(group: Group, cue: Cue) -> Content | None:
    if "object" not in cue.frames:
        return None
    tree = group.tree
    named = named_object(group)
    passive = tree.dependents(group.verb, "auxpass")
    relative = tree.first(group.verb, "dobj")
    if relative is not None and relative < group.verb and tree.lower[relative] in ("which", "that"):
        return Content(((relative, relative),), cue.frames["object"])
    if passive:
        return _passive_object(group, cue)
    if named is None:
        named = tree.first(group.verb, "oprd", "ccomp", "xcomp", "attr", "dative", "pcomp")
        if named is None or named < group.verb:
            return None
    words = tree.subtree(named)
    last = words[-1]
    for child in tree.children[group.verb]:
        token = tree.token(child)
        bound = token.dep in COMPLEMENTS or (
            token.dep == "prep"
            and (tree.lower[child] == "as" or (tree.lower[child] in LINKS and tree.lower[child] in cue.frames))
        )
        if child > named and bound and not _behind_comma(tree, child):
            last = max(last, tree.subtree(child)[-1])
    return Content(((words[0], trim_end(group, last)),), cue.frames["object"])


def _passive_object(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    subject = tree.first(group.verb, "nsubjpass")
    if subject is None or not tree.dependents(group.verb, "agent") or subject > group.verb:
        return None
    words = tree.subtree(subject)
    runs = [(words[0], words[-1])]
    for child in tree.dependents(group.verb, "oprd", "prep", "xcomp"):
        if child > group.verb and (tree.token(child).dep != "prep" or tree.lower[child] in LINKS):
            inner = tree.subtree(child)
            runs.append((inner[0], inner[-1]))
            break
    return Content(tuple(runs), cue.frames["object"])


def _behind_comma(tree: Tree, child: int) -> bool:
    first = tree.subtree(child)[0]
    return first > 0 and tree.lower[first - 1] in COMMAS
