"""The phrase that is the content of a word of speech: an infinitive, an object, what follows "of" or "for"."""

from __future__ import annotations

from sayso.extract.clauses import adjuncts_end
from sayso.extract.cues import Cue, load_cues
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import COMMAS, Content, Group, named_object, trim_end

OPENING = ('"', "“", "‘", "'", "``", "''", "«", "„")
COMPLEMENTS = ("oprd", "xcomp", "acomp", "ccomp", "advcl", "attr", "dep", "acl")
NEAR = ("in", "for", "to", "from", "of", "with", "against", "between", "about", "on", "at", "over")
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
            if _is_unspoken(tree, cue, words, child):
                return None
            first = min(words[0], to[0])
            named = tree.first(group.verb, "dobj")
            if named is not None and group.verb < named < first and "hearer" not in cue.frames:
                first = tree.subtree(named)[0]
            return Content(((first, adjuncts_end(group, trim_end(group, words[-1]))),), cue.frames["infinitive"])
    return None


def _preposition(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    if (tree.dependents(group.verb, "auxpass") or named_object(group) is not None) and "object" in cue.frames:
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
    relative = tree.first(group.verb, "dobj")
    if relative is not None and relative < group.verb and tree.lower[relative] in ("which", "that"):
        return Content(((relative, relative), *_complement(group, cue)), cue.frames["object"])
    if tree.dependents(group.verb, "auxpass"):
        return _passive_object(group, cue)
    named = named_object(group)
    if named is None:
        named = tree.first(group.verb, "oprd", "ccomp", "xcomp", "attr", "dative", "pcomp")
    if named is None or named < group.verb:
        return None
    words = tree.subtree(named)
    last = _object_end(group, cue, named)
    bare = tree.token(named).dep == "dobj" and last == words[-1] and not _is_quoted(tree, words)
    if _is_unspoken(tree, cue, words, named) or ("naming" in cue.frames and bare):
        return None
    return Content(((words[0], trim_end(group, last)),), cue.frames["object"])


def _object_end(group: Group, cue: Cue, named: int) -> int:
    """The last word of an object with what it is called, and with phrases that follow it at once."""
    tree = group.tree
    last = tree.subtree(named)[-1]
    pronoun = tree.lower[named] in ("that", "this", "it", "them", "so")  # "denied that for 42 days"
    for child in tree.children[group.verb]:
        token, words = tree.token(child), tree.subtree(child)
        bound = token.dep in COMPLEMENTS or (token.dep == "prep" and tree.lower[child] in ("as", *_links(cue)))
        near = not pronoun and token.dep == "prep" and tree.lower[child] in NEAR and words[0] == last + 1
        if child > named and (bound or near) and not _behind_comma(tree, child):
            last = max(last, words[-1])
    return last


def _is_unspoken(tree: Tree, cue: Cue, words: list[int], named: int) -> bool:
    """Whether the object is of those with which the verb is no speech ("claimed its third win", "declined 3%")."""
    unspoken = load_cues().unspoken.get(cue.lemma, frozenset())
    return not unspoken.isdisjoint({tree.lower[named], tree.lower[words[0]]})


def _is_quoted(tree: Tree, words: list[int]) -> bool:
    return any(tree.lower[word] in OPENING for word in words)


def _passive_object(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    subject = tree.first(group.verb, "nsubjpass")
    told = _complement(group, cue)
    if subject is None or subject > group.verb or not (told or tree.dependents(group.verb, "agent")):
        return None
    words = tree.subtree(subject, without=[group.verb])
    return Content(((words[0], words[-1]), *told), cue.frames["object"])


def _complement(group: Group, cue: Cue) -> list[tuple[int, int]]:
    """What somebody is called, or is said to be, behind the verb: "as a farce", "of fraud", "“a farce”"."""
    tree = group.tree
    for child in tree.dependents(group.verb, "oprd", "prep", "xcomp", "ccomp", "acomp", "attr"):
        if child > group.verb and (tree.token(child).dep != "prep" or tree.lower[child] in ("as", *_links(cue))):
            inner = tree.subtree(child)
            return [(inner[0], trim_end(group, inner[-1]))]
    return []


def _links(cue: Cue) -> list[str]:
    return [word for word in LINKS if word in cue.frames]


def _behind_comma(tree: Tree, child: int) -> bool:
    first = tree.subtree(child)[0]
    return first > 0 and tree.lower[first - 1] in COMMAS
