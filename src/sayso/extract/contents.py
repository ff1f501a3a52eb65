"""What is said: the content of a word of speech, from its place in the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sayso.extract.cues import Cue
from sayso.extract.tree import Tree
from sayso.model import Span, Stance

COMMAS = (",", "—", "–", "--", "-", "…")
CLOSING = ('"', "”", "'", "’", "''", "»")
COMPLEMENTS = ("oprd", "xcomp", "acomp", "ccomp", "advcl", "attr", "dep", "acl")
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
REACH = 25  # words behind a verb in which a strayed clause begins
SHORTEST = 4  # words of a stretch that may be a content
LINKS = ("as", "of", "for", "over", "to", "with")


class Content(NamedTuple):
    """Runs of words, and the stance of the frame they were found in. `quoted`: quotation marks around all of it."""

    runs: tuple[tuple[int, int], ...]  # first and last word of each
    stance: Stance
    quoted: bool = False


def find_content(tree: Tree, verb: int, last: int, cue: Cue, source: Iterable[int]) -> Content | None:
    """The content of `cue`, whose words are `verb` to `last`. `source` are the words that name the speaker."""
    group = _Group(tree, verb, last, sorted(source))
    group.demands = cue.frames.get("clause") == Stance.DEMAND
    group.has_hearer = "hearer" in cue.frames
    if "clause" in cue.frames:
        quoted = _quotations(group)
        clause = _clause(group) if cue.speech or quoted else None
        if quoted or clause:
            return _join(tree, quoted, _beside(tree, quoted, clause), cue.frames["clause"])
    if not cue.speech:
        return None
    return _phrase(group, cue)


def _beside(
    tree: Tree, quoted: list[tuple[int, int]], clause: list[tuple[int, int]] | None
) -> list[tuple[int, int]] | None:
    """The clause, where it goes with the quotations: not what stands behind "'…,' she said"."""
    if (
        quoted
        and clause
        and clause[0][0] > quoted[0][1]
        and not any(tree.token(word).quote >= 0 for word in range(clause[0][0], clause[-1][1] + 1))
    ):
        return None
    return clause


class _Group:
    """A word of speech with its subject: where it stands between what is said."""

    def __init__(self, tree: Tree, verb: int, last: int, source: list[int]) -> None:
        self.tree, self.verb, self.last = tree, verb, last
        self.demands = self.has_hearer = False
        near = set(source)
        start = verb
        while start - 1 in near or (start > 0 and self._is_adjunct(start - 1)) or self._is_inner_comma(near, start - 1):
            start -= 1
        self.start = start
        end = last
        while end + 1 < len(tree.tokens) and end + 1 in near:
            end += 1
        self.end = end

    def _is_adjunct(self, index: int) -> bool:
        token = self.tree.token(index)
        return (
            token.head == self.verb and token.dep in ("aux", "auxpass", "neg", "advmod", "npadvmod") and token.quote < 0
        )

    def _is_inner_comma(self, near: set[int], index: int) -> bool:
        return index > 0 and self.tree.lower[index] in COMMAS and index - 1 in near

    @property
    def after_comma(self) -> bool:
        """Whether a comma, dash or quotation stands right before the group."""
        before = self.start - 1
        while before > 0 and self.tree.lower[before] in CLOSING:
            before -= 1
        return before > 0 and (self.tree.lower[before] in COMMAS or self.tree.token(before).quote >= 0)


def _join(tree: Tree, quoted: list[tuple[int, int]], clause: list[tuple[int, int]] | None, stance: Stance) -> Content:
    runs = sorted({*quoted, *(clause or [])})
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    whole = all(tree.token(first).quote >= 0 and tree.token(last).quote >= 0 for first, last in joined)
    return Content(tuple(joined), stance, quoted=whole)


# --- quotations -----------------------------------------------------------------------------------------------------


def _quotations(group: _Group) -> list[tuple[int, int]]:
    """The quotations right before the group and right behind the verb's own words."""
    tree = group.tree
    found = []
    before = group.start - 1
    while before >= 0 and tree.token(before).quote < 0 and not _is_word(tree, before):
        before -= 1
    if before >= 0 and tree.token(before).quote >= 0 and not _is_claimed(group, before):
        found.append(_quote_run(tree, before))
    after = _reach_quotation(group)
    if after is not None:
        found.append(_quote_run(tree, after))
    return found


def _reach_quotation(group: _Group) -> int | None:
    """The first word of the quotation behind the verb; between may stand whom it was said to, when and where."""
    tree = group.tree
    for index in range(group.last + 1, min(len(tree.tokens), group.last + 25)):
        token = tree.token(index)
        if token.quote >= 0:
            return index
        if index > group.end and token.tag in ("VBD", "VBZ", "VBP") and token.dep not in ("relcl", "aux", "acl"):
            return None
        if index > group.end and tree.lower[index] in (",", ";") and not _leads_quotation(tree, index):
            return None
    return None


def _leads_quotation(tree: Tree, comma: int) -> bool:
    """Whether the next comma or colon behind this one, or this one, comes right before a quotation."""
    for index in range(comma, min(comma + 12, len(tree.tokens) - 1)):
        if tree.token(index + 1).quote >= 0:
            return tree.lower[index] in (",", ":", "—", "–", "-") or index == comma
        if tree.token(index).tag in ("VBD", "VBZ", "VBG") and index > comma:
            return False
    return False


def _is_claimed(group: _Group, quote: int) -> bool:
    """Whether a quotation before the group belongs to the words before it ("she said, 'No,' and he agreed")."""
    tree = group.tree
    first = _quote_run(tree, quote)[0]
    return (first > 0 and tree.lower[first - 1] in (":",)) or tree.lower[group.start] in ("and", "but")


def _quote_run(tree: Tree, index: int) -> tuple[int, int]:
    quote = tree.token(index).quote
    first = last = index
    while first > 0 and tree.token(first - 1).quote == quote:
        first -= 1
    while last + 1 < len(tree.tokens) and tree.token(last + 1).quote == quote:
        last += 1
    return first, last


def _is_word(tree: Tree, index: int) -> bool:
    return any(char.isalnum() for char in tree.token(index).text)


# --- clauses --------------------------------------------------------------------------------------------------------


def _clause(group: _Group) -> list[tuple[int, int]] | None:
    return (
        _right_clause(group)
        or _as_clause(group)
        or _left_clause(group)
        or _strayed_clause(group)
        or _left_stretch(group)
    )


def _right_clause(group: _Group) -> list[tuple[int, int]] | None:
    tree = group.tree
    for child in tree.dependents(group.verb, "ccomp", "xcomp"):
        if child < group.verb or tree.token(child).quote >= 0 or not _is_finite(tree, child):
            continue
        words = [word for word in tree.subtree(child) if word > group.last]
        first, last = _without_that(tree, words[0]), _extend(group, words[-1])
        last = _adjuncts_end(group, last)
        while first < last and (
            tree.lower[first] in (",", ":")
            or (not _is_word(tree, first) and tree.token(first).quote < 0 and tree.lower[first] in COMMAS)
        ):
            first += 1
        return [(first, last)]
    return None


def _as_clause(group: _Group) -> list[tuple[int, int]] | None:
    """The sentence around "as Lee noted"."""
    tree = group.tree
    if tree.token(group.verb).dep != "advcl" or _named_object(group) is not None or group.demands:
        return None
    if not any(tree.lower[mark] == "as" for mark in tree.dependents(group.verb, "mark", "advmod")):
        return None
    inside = tree.subtree(group.verb)
    words = [word for word in tree.subtree(tree.token(group.verb).head, without=[group.verb]) if _is_word(tree, word)]
    before, after = [w for w in words if w < inside[0]], [w for w in words if w > inside[-1]]
    runs = [(part[0], part[-1]) for part in (before, after) if part]
    return runs or None


def _adjuncts_end(group: _Group, last: int) -> int:
    """The end with what follows at once and gives a reason: "said A because B", "pledged A given B"."""
    tree = group.tree
    for child in tree.children[group.verb]:
        words = tree.subtree(child)
        reason = tree.lower[words[0]] in REASONS or tree.lower[child] in REASONS
        if words[0] == last + 1 and reason and tree.token(child).dep in ("advcl", "prep"):
            last = words[-1]
    return last


def _strayed_clause(group: _Group) -> list[tuple[int, int]] | None:
    """A clause with "that" which the parser hung on a noun: "told a judge at a hearing that …"."""
    tree = group.tree
    if _named_object(group) is not None and not group.has_hearer:
        return None
    for mark in range(group.last + 1, min(len(tree.tokens), group.last + REACH)):
        if tree.lower[mark] != "that" or tree.token(mark).dep != "mark":
            continue
        clause = tree.token(mark).head
        between = group_cues(tree) & set(range(group.last + 1, mark))
        if (
            between
            or group.verb not in tree.ancestors(clause)
            or tree.token(clause).dep not in ("acl", "relcl", "advcl")
        ):
            return None
        return [(mark + 1, _extend(group, tree.subtree(clause)[-1]))]
    return None


def _left_stretch(group: _Group) -> list[tuple[int, int]] | None:
    """All before ", she said" at the end of a sentence that the parser cut in two."""
    tree = group.tree
    if not group.after_comma or tree.token(group.verb).dep != "ROOT" or group.start < SHORTEST:
        return None
    cut = any(tree.token(word).dep == "ROOT" for word in range(group.start))
    finite = (tree.token(word).tag in ("VBD", "VBZ", "VBP", "MD") for word in range(group.end + 1, len(tree.tokens)))
    if not cut or any(finite):
        return None
    end = group.start - 1
    while end > 0 and not _is_word(tree, end):
        end -= 1
    return [(0, end)]


def _without_that(tree: Tree, first: int) -> int:
    """The word behind a leading "that": it belongs to the cue."""
    return first + 1 if tree.lower[first] == "that" and tree.token(first).tag == "IN" else first


def _is_finite(tree: Tree, verb: int) -> bool:
    """Whether a clause has a verb with person: not "to go", not "going"; or begins with "that"."""
    if tree.dependents(verb, "mark") or tree.token(verb).tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    aux = [tree.token(child) for child in tree.dependents(verb, "aux", "auxpass")]
    if any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in aux):
        return True
    return bool(tree.dependents(verb, "nsubj", "nsubjpass", "expl")) and not any(token.tag == "TO" for token in aux)


def _extend(group: _Group, last: int) -> int:
    """The end of a clause that the parser cut short: "said A, but B" hangs B on "said"."""
    tree = group.tree
    for child in tree.dependents(group.verb, "conj"):
        words = tree.subtree(child)
        if (
            child > last
            and tree.dependents(child, "nsubj", "nsubjpass", "expl")
            and words[0] - last <= 3
            and child not in group_cues(tree)
        ):
            last = words[-1]
    return _trim(group, last)


def _trim(group: _Group, last: int) -> int:
    """The end without commas and full stops."""
    tree = group.tree
    while (
        last > group.last
        and not _is_word(tree, last)
        and tree.lower[last] not in (")", "]", "%")
        and tree.token(last).quote < 0
    ):
        last -= 1
    return last


def group_cues(tree: Tree) -> set[int]:
    """Words of the sentence that are speech themselves."""
    from sayso.extract.cues import load_cues

    cues = load_cues().verbs
    return {index for index, word in enumerate(tree.lower) if word in cues and tree.is_verb(index)}


def _left_clause(group: _Group) -> list[tuple[int, int]] | None:
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
    while end > 0 and not _is_word(tree, end) and tree.token(end).quote < 0 and tree.lower[end] not in (")", "]", "%"):
        end -= 1
    first = 0
    if tree.token(group.verb).dep not in ("ROOT", "parataxis", "ccomp"):
        first = min(tree.subtree(top, without=[group.verb]))
    runs = [(first, end)]
    if tree.token(group.verb).dep == "conj":
        runs += _joined_clause(group)
    if tree.token(group.verb).dep == "parataxis":
        runs += _rest_of_clause(group, top)
    return runs


def _left_top(group: _Group) -> int | None:
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


def _around_group(group: _Group, top: int) -> list[tuple[int, int]] | None:
    """A clause whose verb stands behind the group: "In some cases, officials say, they were asked"."""
    tree = group.tree
    words = [word for word in tree.subtree(top, without=[group.verb]) if _is_word(tree, word)]
    before = [word for word in words if word < group.start]
    after = [word for word in words if word > group.end]
    if not before or not after:
        return None
    return [(before[0], before[-1]), (after[0], after[-1])]


def _joined_clause(group: _Group) -> list[tuple[int, int]]:
    """What goes on behind "A, the bank calculated, and B"."""
    tree = group.tree
    for child in tree.dependents(group.verb, "conj"):
        if child > group.end and tree.dependents(child, "nsubj", "nsubjpass", "expl") and child not in group_cues(tree):
            words = [word for word in tree.subtree(child) if _is_word(tree, word)]
            return [(words[0], words[-1])]
    return []


def _rest_of_clause(group: _Group, top: int) -> list[tuple[int, int]]:
    tree = group.tree
    inside = set(tree.subtree(group.verb))
    words = [word for word in tree.subtree(top, without=[group.verb]) if word > max(inside)]
    words = [word for word in words if _is_word(tree, word)]
    return [(words[0], words[-1])] if words else []


# --- phrases --------------------------------------------------------------------------------------------------------


def _phrase(group: _Group, cue: Cue) -> Content | None:
    return _infinitive(group, cue) or _preposition(group, cue) or _object(group, cue)


def _infinitive(group: _Group, cue: Cue) -> Content | None:
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
            return Content(((first, _adjuncts_end(group, _trim(group, words[-1]))),), cue.frames["infinitive"])
    return None


def _preposition(group: _Group, cue: Cue) -> Content | None:
    tree = group.tree
    if _named_object(group) is not None and "object" in cue.frames:
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
        return Content(((words[0], _trim(group, max(ends))),), cue.frames[tree.lower[child]])
    return None


def _named_object(group: _Group) -> int | None:
    named = group.tree.first(group.verb, "dobj")
    return named if named is not None and named > group.verb else None


def _object(group: _Group, cue: Cue) -> Content | None:
    if "object" not in cue.frames:
        return None
    tree = group.tree
    named = _named_object(group)
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
    return Content(((words[0], _trim(group, last)),), cue.frames["object"])


def _passive_object(group: _Group, cue: Cue) -> Content | None:
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


def make_spans(tree: Tree, runs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The characters of runs of words."""
    spans = [tree.span(range(first, last + 1)) for first, last in runs]
    return tuple(span for span in spans if span)
