"""The phrase that is the content of a word of speech: an infinitive, an object, what follows "of" or "for"."""

from __future__ import annotations

from sayso.extract.clauses import adjuncts_end
from sayso.extract.cues import Cue, load_cues
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import CLOSING, COMMAS, Content, Group, named_object, trim_end
from sayso.model import Stance

OPENING = ('"', "“", "‘", "'", "``", "''", "«", "„")
COMPLEMENTS = ("oprd", "xcomp", "acomp", "ccomp", "advcl", "attr", "dep", "acl")
NEAR = ("in", "for", "to", "from", "of", "with", "against", "between", "about", "on", "at", "over")
DEADLINES = ("by", "before", "until", "within")
FINITE = ("VBD", "VBZ", "VBP", "MD")
LONGEST_ASKED = 12  # words between whom somebody asks and the "to" of what
LINKS = ("as", "of", "for", "over", "to", "with")


def find_phrase(group: Group, cue: Cue) -> Content | None:
    return _infinitive(group, cue) or _amount(group, cue) or _preposition(group, cue) or _object(group, cue)


def _amount(group: Group, cue: Cue) -> Content | None:
    """What somebody put at a number: "put the damage at two million"."""
    named, tree = named_object(group), group.tree
    if "amount" not in cue.frames or named is None:
        return None
    for at in range(named + 1, len(tree.tokens)):  # "put the dead since the war began at 60": wherever it hangs
        number = tree.first(at, "pobj")
        if tree.lower[at] != "at" or number is None or tree.token(at).dep != "prep" or tree.token(at).quote >= 0:
            continue
        words = tree.subtree(at, without=tree.dependents(number, "relcl", "acl"))
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
            last = _marked_end(tree, adjuncts_end(group, trim_end(group, words[-1])))
            return Content(((first, last),), cue.frames["infinitive"])
    return _asked_of(group, cue)


def _asked_of(group: Group, cue: Cue) -> Content | None:
    """ "asked anyone with information to call": the infinitive was hung on a word of whoever is asked."""
    tree, named = group.tree, named_object(group)
    if named is None or cue.frames["infinitive"] != Stance.DEMAND or tree.dependents(group.verb, "auxpass"):
        return None
    inside = tree.subtree(group.verb)
    led = _led_infinitive(tree, named + 1)
    if led is None or led not in inside:
        return None
    first = tree.subtree(named)[0]
    return Content(((first, adjuncts_end(group, trim_end(group, tree.subtree(led)[-1]))),), Stance.DEMAND)


def _led_infinitive(tree: Tree, start: int) -> int | None:
    """The verb of the infinitive that follows within the phrase from `start` on: no other verb nor comma between."""
    for index in range(start, min(len(tree.tokens) - 1, start + LONGEST_ASKED)):
        if tree.token(index).tag == "TO":
            return index + 1 if tree.token(index + 1).tag.startswith("VB") else None
        if tree.token(index).quote >= 0 or tree.lower[index] in COMMAS or tree.token(index).tag in FINITE:
            return None
    return None


def _preposition(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    if (tree.dependents(group.verb, "auxpass") or named_object(group) is not None) and "object" in cue.frames:
        return None
    links = ("prep", "prt", "dative")
    for child in (link for word in range(group.verb, group.last + 1) for link in tree.dependents(word, *links)):
        if child < group.verb or tree.lower[child] not in cue.frames or _is_in_name(tree, child):
            continue
        words = [word for word in tree.subtree(child) if word > child]
        if not words:
            continue
        stance = cue.frames[tree.lower[child]]
        return Content(((words[0], trim_end(group, _preposition_end(group, child, words, stance))),), stance)
    return None


def _preposition_end(group: Group, child: int, words: list[int], stance: Stance) -> int:
    """The last word of what follows a preposition, with the reason, the deadline or the infinitive that goes on."""
    tree = group.tree
    ends = [words[-1]]
    for more in tree.dependents(group.verb, "prep"):
        near = more > child and tree.lower[more] in ("for", "over", "as") and not _behind_comma(tree, more)
        if near or (more == max(ends) + 1 and tree.lower[more] in DEADLINES and _holds_date(tree, more)):
            ends.append(tree.subtree(more)[-1])
    for more in tree.dependents(group.verb, "xcomp", "advcl"):
        if more > child and any(tree.token(word).tag == "TO" for word in tree.dependents(more, "aux")):
            ends.append(tree.subtree(more)[-1])
    led = _led_infinitive(tree, words[0] + 1) if stance == Stance.DEMAND else None
    return max(ends) if led is None else max(*ends, tree.subtree(led)[-1])


def _is_in_name(tree: Tree, link: int) -> bool:
    """Whether a preposition stands within a name: "appealed to the Court of Arbitration for Sport"."""
    near = [tree.token(word) for word in (link - 1, link + 1) if 0 <= word < len(tree.tokens)]
    return len(near) == 2 and all(token.tag.startswith("NNP") and token.text[:1].isupper() for token in near)


def _holds_date(tree: Tree, child: int) -> bool:
    """Whether a phrase names a day, a month or a year: "by 2027", "before Christmas"."""
    return any(tree.token(word).tag in ("CD", "NNP") for word in tree.subtree(child))


def _object(group: Group, cue: Cue) -> Content | None:
    tree = group.tree
    if "object" not in cue.frames:
        return _number_said(group, cue)
    relative = tree.first(group.verb, "dobj")
    if relative is not None and relative < group.verb and tree.lower[relative] in ("which", "that"):
        return Content(((relative, relative), *_complement(group, cue)), cue.frames["object"])
    if tree.dependents(group.verb, "auxpass"):
        return _passive_object(group, cue)
    named = named_object(group)
    if named is None and (refuted := _refuted_claim(group, cue)):
        return refuted
    if named is None and group.last > group.verb:  # "laughed off the reports": "off" was taken for a preposition
        named = tree.first(group.last, "pobj")
    if named is None:
        named = tree.first(group.verb, "oprd", "ccomp", "xcomp", "attr", "dative", "pcomp", *_lasting(cue))
    return None if named is None or named < group.verb else _plain_object(group, cue, named)


def _lasting(cue: Cue) -> tuple[str, ...]:
    """ "she estimated three to five weeks": a length of time hangs as an adverb on who estimates it."""
    return ("npadvmod",) if cue.frames["object"] == Stance.ESTIMATE else ()


def _refuted_claim(group: Group, cue: Cue) -> Content | None:
    """ "a charge the army has dismissed as “a tale”": what is said of the claim before it, else the claim."""
    tree = group.tree
    claim = tree.token(group.verb).head
    is_claim = tree.token(group.verb).dep == "relcl" and claim < group.verb and tree.lower[claim] in load_cues().refuted
    if not is_claim or cue.frames["object"] != Stance.DENY:
        return None
    words = tree.subtree(claim, without=[group.verb])
    told = [(first + (tree.lower[first] == "as"), last) for first, last in _complement(group, cue)]
    quoted = bool(told) and tree.lower[told[0][0]] in OPENING
    return Content(tuple(told) if quoted else ((words[0], words[-1]), *told), cue.frames["object"])


def _plain_object(group: Group, cue: Cue, named: int) -> Content | None:
    """The object behind the verb, with what it is called; none where the verb is no speech with it."""
    tree = group.tree
    words = tree.subtree(named)
    last = _object_end(group, cue, named)
    if "naming" in cue.frames and last == words[-1]:
        last = _marked_end(tree, last)
    subject = tree.first(group.verb, "nsubj")
    if cue.lemma == "find" and subject is not None and tree.token(subject).tag == "PRP":
        return None  # "the committee said it found no sign of fraud"
    bare = tree.token(named).dep == "dobj" and last == words[-1] and not _is_quoted(tree, words)
    if _is_unspoken(tree, cue, words, named) or ("naming" in cue.frames and bare):
        return None
    if "figure" in cue.frames and not any(_is_amount(tree, word) for word in words):
        return None
    return Content(((words[0], trim_end(group, last)),), cue.frames["object"])


def _number_said(group: Group, cue: Cue) -> Content | None:
    """ "organisers say 10,000": a number as the whole of what is said."""
    tree, named = group.tree, named_object(group)
    if cue.lemma != "say" or named is None or not tree.token(named).text[:1].isdigit():
        return None
    words = tree.subtree(named)
    return Content(((words[0], trim_end(group, words[-1])),), Stance.ASSERT)


def _is_amount(tree: Tree, word: int) -> bool:
    return tree.token(word).tag == "CD" or tree.lower[word] in ("%", "$", "£", "€")


def _marked_end(tree: Tree, last: int) -> int:
    """The end with the quotation marks right behind it: "calling the closure “a betrayal”"."""
    if last + 1 >= len(tree.tokens) or tree.lower[last + 1] not in OPENING or tree.token(last + 1).quote >= 0:
        return last
    ends = (n for n in range(last + 2, min(len(tree.tokens), last + LONGEST_ASKED)) if tree.lower[n] in CLOSING)
    return next(ends, last)


def _object_end(group: Group, cue: Cue, named: int) -> int:
    """The last word of an object with what it is called, and with phrases that follow it at once."""
    tree = group.tree
    last = tree.subtree(named)[-1]
    pronoun = tree.lower[named] in ("that", "this", "it", "them", "so")  # "denied that for 42 days"
    for child in tree.children[group.verb]:
        token, words = tree.token(child), tree.subtree(child)
        bound = token.dep in COMPLEMENTS or (token.dep == "prep" and tree.lower[child] in ("as", *_links(cue)))
        near = not pronoun and token.dep == "prep" and tree.lower[child] in NEAR and words[0] == last + 1
        near = near or (tree.lower[child] in DEADLINES and words[0] == last + 1 and _holds_date(tree, child))
        if child > named and (bound or near) and not _behind_comma(tree, child):
            last = max(last, words[-1])
    return last


def _is_unspoken(tree: Tree, cue: Cue, words: list[int], named: int) -> bool:
    """Whether the object is of those with which the verb is no speech ("claimed its third win", "declined 3%")."""
    cues = load_cues()
    unspoken, spoken = cues.unspoken.get(cue.lemma, frozenset()), cues.spoken.get(cue.lemma)
    if spoken is not None and tree.token(named).dep in ("dobj", "dative") and not _is_quoted(tree, words):
        return spoken.isdisjoint(tree.lower[word] for word in words)
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
