"""The clause that is the content of a word of speech: behind it, before it, or around it."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.tree import RELATIVES, Tree
from sayso.extract.wordgroups import COMMAS, Group, is_word, named_object, speech_verbs, trim_end

REASONS = (
    "because",
    "given",
    "if",
    "despite",
    "unless",
    "although",
    "though",
    "regardless",
    "amid",
    "instead",
    "rather",
)
PARTS = ("by", "of", "to", "from", "than", "rather", "like")  # lead a phrase that needs what stands before it
ASKING = ("how", "who", "whom", "whose", "what", "when", "where", "why", "whether", "which", "if")
REACH = 25  # words behind a verb in which a strayed clause begins
LOOSE = 8  # words of such a stretch that does not begin with a noun
SHORTEST = 4  # words of a stretch that may be a content


def find_clause(group: Group) -> list[tuple[int, int]] | None:
    return (
        _right_clause(group)
        or _as_clause(group)
        or _left_clause(group)
        or _strayed_clause(group)
        or _left_stretch(group)
    )


def is_between_commas(group: Group) -> bool:
    """Whether a pronoun or name and the verb stand alone between commas: "When it rained, he went on, it leaked"."""
    tree, behind = group.tree, group.end + 1
    alone = group.start + 2 >= group.verb > group.start and group.end == group.last
    return alone and group.after_comma and tree.lower[min(behind, len(tree.lower) - 1)] == ","


def _right_clause(group: Group) -> list[tuple[int, int]] | None:
    tree = group.tree
    left = group.after_comma and any(child < group.start for child in tree.dependents(group.verb, "ccomp"))
    inner = tree.dependents(group.last, "ccomp") if group.last != group.verb else []  # "let slip that A"
    for child in [*tree.dependents(group.verb, "ccomp", "xcomp"), *inner]:
        if child <= group.last or tree.token(child).quote >= 0 or not _is_finite(tree, child):
            continue
        words = [word for word in tree.subtree(child) if word > group.last]
        if left and words[0] > group.end + 2:
            return None
        if left and tree.lower[words[0]] in ASKING:  # "It is unclear, officials said, how many …"
            before = next(tree.subtree(n) for n in tree.dependents(group.verb, "ccomp") if n < group.start)
            return [(before[0], before[-1]), (words[0], trim_end(group, words[-1]))]
        first, last = _without_that(tree, words[0]), _extend(group, words[-1])
        last = adjuncts_end(group, last)
        while first < last and (
            tree.lower[first] in (",", ":")
            or (not is_word(tree, first) and tree.token(first).quote < 0 and tree.lower[first] in COMMAS)
        ):
            first += 1
        return [*_relative(group, child), *_fronted(group, child), (first, last)]
    return None


def _fronted(group: Group, clause: int) -> list[tuple[int, int]]:
    """The subject before the group of a clause behind it: "A law, the mayor said in a speech, would ban it"."""
    tree = group.tree
    before = _words_before(group)
    subject = any(tree.is_noun(word) for word in tree.dependents(group.verb, "dep", "npadvmod") if word < group.start)
    return [(before[0], before[-1])] if subject and group.after_comma and _helped(tree, clause) else []


def _helped(tree: Tree, clause: int) -> bool:
    """Whether a clause begins with its helping verb: "would ban the trade"."""
    first = tree.subtree(clause)[0]
    return tree.token(first).dep == "aux" and tree.token(first).tag in ("MD", "VBZ", "VBP", "VBD")


def _relative(group: Group, clause: int) -> list[tuple[int, int]]:
    """The pronoun before the group that the clause behind it is about: "a plan *which* Lee says will fail"."""
    tree = group.tree
    if tree.token(group.verb).dep != "relcl":
        return []
    found = tree.dependents(clause, "nsubj", "nsubjpass", "dobj")
    return [(word, word) for word in found if word < group.start and tree.lower[word] in RELATIVES]


def _as_clause(group: Group) -> list[tuple[int, int]] | None:
    """The sentence around "as Lee noted"."""
    tree = group.tree
    if tree.token(group.verb).dep != "advcl" or named_object(group) is not None or group.demands:
        return None
    if not any(tree.lower[mark] == "as" for mark in tree.dependents(group.verb, "mark", "advmod")):
        return None
    if any(word > group.last for word in tree.dependents(group.verb, "xcomp", "ccomp", "advcl")):
        return None  # "as officials pleaded with parents to stay"
    inside = tree.subtree(group.verb)
    words = [word for word in tree.subtree(tree.token(group.verb).head, without=[group.verb]) if is_word(tree, word)]
    before, after = [w for w in words if w < inside[0]], [w for w in words if w > inside[-1]]
    runs = [(part[0], part[-1]) for part in (before, after) if part]
    return runs or None


def adjuncts_end(group: Group, last: int) -> int:
    """The end with what follows at once and gives a reason: "said A because B", "pledged A given B"."""
    tree = group.tree
    for child in tree.children[group.verb]:
        words = tree.subtree(child)
        reason = tree.lower[words[0]] in REASONS or tree.lower[child] in REASONS
        if words[0] == last + 1 and reason and tree.token(child).dep in ("advcl", "prep"):
            last = words[-1]
    return last


def _strayed_clause(group: Group) -> list[tuple[int, int]] | None:
    """A clause with "that" which the parser hung on a noun: "told a judge at a hearing that …"."""
    tree = group.tree
    if named_object(group) is not None and not group.has_hearer:
        return None
    for mark in range(group.last + 1, min(len(tree.tokens), group.last + REACH)):
        if tree.lower[mark] != "that" or tree.token(mark).dep != "mark":
            continue
        clause = tree.token(mark).head
        between = speech_verbs(tree) & set(range(group.last + 1, mark))
        if tree.lower[tree.token(clause).head] in load_cues().nouns and not group.has_hearer and not _is_letter(group):
            return None  # "were called to reports that …"
        if (
            between
            or group.verb not in tree.ancestors(clause)
            or not (tree.token(clause).dep in ("acl", "relcl", "advcl") or _is_of_letter(tree, clause))
        ):
            return None
        return [(mark + 1, _extend(group, tree.subtree(clause)[-1]))]
    return None


def _is_letter(group: Group) -> bool:
    """Whether the verb says something in what follows: "said in a statement carried by the agency that …"."""
    return group.tree.lower[group.last + 1] == "in" and group.tree.lower[group.verb] in load_cues().plain


def _is_of_letter(tree: Tree, clause: int) -> bool:
    """Whether a clause was hung on what was done with a letter: "said in a letter seen by the paper that …"."""
    above = tree.token(clause).head
    return tree.token(clause).dep == "ccomp" and tree.token(above).dep == "acl" and tree.token(above).tag == "VBN"


def _left_stretch(group: Group) -> list[tuple[int, int]] | None:
    """All before ", she said" at the end of a sentence that the parser cut in two."""
    tree = group.tree
    if not group.after_comma or tree.token(group.verb).dep != "ROOT" or group.start < SHORTEST:
        return None
    cut = any(tree.token(word).dep == "ROOT" for word in range(group.start)) or _hangs_loose(group)
    finite = (tree.token(word).tag in ("VBD", "VBZ", "VBP", "MD") for word in range(group.end + 1, len(tree.tokens)))
    if not cut or any(finite):
        return None
    end = group.start - 1
    while end > 0 and not is_word(tree, end):
        end -= 1
    return [(0, end)]


def _hangs_loose(group: Group) -> bool:
    """Whether a headline without a finite verb was hung on the word of speech: "Dam to be rebuilt, minister says"."""
    tree = group.tree
    hung = [n for n in tree.dependents(group.verb, "advcl", "dep", "npadvmod") if n < group.start and tree.is_noun(n)]
    return any(tree.is_noun(0) or (tree.subtree(n)[0] == 0 and len(tree.subtree(n)) > LOOSE) for n in hung)


def _without_that(tree: Tree, first: int) -> int:
    """The word behind a leading "that": it belongs to the cue."""
    leads = tree.token(first).tag == "IN" or tree.token(first).dep == "mark"
    return first + 1 if tree.lower[first] == "that" and leads else first


def _is_finite(tree: Tree, verb: int) -> bool:
    """Whether a clause has a verb with person: not "to go", not "going"; or begins with "that"."""
    if tree.dependents(verb, "mark") or tree.token(verb).tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    aux = [tree.token(child) for child in tree.dependents(verb, "aux", "auxpass")]
    if any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in aux):
        return True
    return bool(tree.dependents(verb, "nsubj", "nsubjpass", "expl")) and not any(token.tag == "TO" for token in aux)


def _extend(group: Group, last: int) -> int:
    """The end of a clause that the parser cut short: "said A, but B" hangs B on "said"."""
    tree = group.tree
    for child in tree.dependents(group.verb, "conj", "ccomp"):
        words = tree.subtree(child)
        torn = words[0] == last + 1 and child > last and is_word(tree, words[0])  # one clause, read as two
        if tree.token(child).dep == "ccomp" and (
            child < last or words[0] - last > 3 or not (torn or _lacks_subject(tree, child))
        ):
            continue
        if child < last or child in speech_verbs(tree):
            continue
        again = any(tree.lower[mark] == "that" for mark in tree.dependents(child, "mark"))
        if (
            again
            or tree.token(child).dep == "ccomp"
            or (tree.dependents(child, "nsubj", "nsubjpass", "expl") and words[0] - last <= 3)
        ):
            last = words[-1]
    return trim_end(group, last)


def _lacks_subject(tree: Tree, verb: int) -> bool:
    """Whether a finite verb goes on with the subject of the clause before it."""
    return not tree.dependents(verb, "nsubj", "nsubjpass", "expl", "mark", "csubj") and _is_finite(tree, verb)


def _left_clause(group: Group) -> list[tuple[int, int]] | None:
    """The clause before ", she said"; in two runs where the group interrupts it."""
    tree = group.tree
    if not group.after_comma:
        return None
    top = _left_top(group)
    if top is None:
        return None
    if top > group.end:
        return _around_group(group, top)
    end = group.start - 1
    while end > 0 and not is_word(tree, end) and tree.token(end).quote < 0 and tree.lower[end] not in (")", "]", "%"):
        end -= 1
    first = 0
    if tree.token(group.verb).dep not in ("ROOT", "parataxis", "ccomp"):
        first = min(tree.subtree(top, without=[group.verb]))
    runs = [(first, end)]
    if tree.token(group.verb).dep == "conj" or (tree.token(group.verb).dep == "ROOT" and tree.token(end).quote < 0):
        runs += _joined_clause(group)
    if tree.token(group.verb).dep == "parataxis":
        runs += _rest_of_clause(group, top)
    return runs + _cut_off(group)


def _cut_off(group: Group) -> list[tuple[int, int]]:
    """The phrase behind the group that ends what stands before it: "It would be helped, Lee said, by the rain"."""
    tree = group.tree
    if any(tree.token(word).quote >= 0 for word in range(max(0, group.start - 3), group.start)):
        return []  # "'…,' he said, to cheers"
    for child in tree.dependents(group.verb, "prep", "agent"):
        if child == group.end + 2 and tree.lower[child] in PARTS and tree.lower[child - 1] == ",":
            return [(child, trim_end(group, tree.subtree(child)[-1]))]
    return []


def _left_top(group: Group) -> int | None:
    """The head of the clause before the group."""
    tree = group.tree
    for child in tree.dependents(group.verb, "ccomp", "parataxis", "dep", "advcl", "nsubj"):
        if child < group.start and tree.token(child).dep in ("ccomp", "parataxis", "dep"):
            return child
    token = tree.token(group.verb)
    if token.dep == "conj" and token.head < group.start and tree.dependents(group.verb, "nsubj"):
        return token.head
    if token.dep not in ("parataxis", "ccomp", "advcl") or (token.dep == "advcl" and token.head < group.start):
        return None
    last = max(tree.subtree(group.verb))
    behind = (tree.lower[last], tree.lower[min(last + 1, len(tree.tokens) - 1)])
    return token.head if token.head < group.start or any(word in COMMAS for word in behind) else None


def _around_group(group: Group, top: int) -> list[tuple[int, int]] | None:
    """A clause whose verb stands behind the group: "In some cases, officials say, they were asked"."""
    tree = group.tree
    words = [word for word in tree.subtree(top, without=[group.verb]) if is_word(tree, word)]
    before = [word for word in words if word < group.start] or _words_before(group)
    before = before[1:] if before and tree.token(before[0]).tag == "CC" else before  # "But"
    after = [word for word in words if word > group.end]
    if not before or not after:
        return None
    return [(before[0], before[-1]), (after[0], after[-1])]


def _words_before(group: Group) -> list[int]:
    """What the parser hung on the word of speech itself: "Putting it together, Lee said, taught him much"."""
    tree = group.tree
    words = [word for word in tree.subtree(group.verb) if word < group.start and is_word(tree, word)]
    return [] if any(tree.token(word).quote >= 0 for word in words) else words


def _joined_clause(group: Group) -> list[tuple[int, int]]:
    """What goes on behind "A, the bank calculated, and B"."""
    tree = group.tree
    for child in tree.dependents(group.verb, "conj"):
        if (
            child > group.end
            and tree.dependents(child, "nsubj", "nsubjpass", "expl")
            and child not in speech_verbs(tree)
        ):
            words = [word for word in tree.subtree(child) if is_word(tree, word)]
            return [(words[0], words[-1])]
    return []


def _rest_of_clause(group: Group, top: int) -> list[tuple[int, int]]:
    tree = group.tree
    inside = set(tree.subtree(group.verb))
    words = [word for word in tree.subtree(top, without=[group.verb]) if word > max(inside)]
    words = [word for word in words if is_word(tree, word)]
    return [(words[0], words[-1])] if words else []
