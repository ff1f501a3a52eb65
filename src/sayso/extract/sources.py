"""Who is said to speak in a sentence: the phrase that names the source of a word of speech."""

from __future__ import annotations

from sayso.extract.lexicon import load_lexicon
from sayso.extract.tree import RELATIVES, SUBJECTS, Tree
from sayso.model import Record, Span

OUTSIDE = ("relcl", "acl", "appos", "parataxis", "advcl", "punct", "prep", "conj", "cc", "npadvmod", "dep")


class SourcePhrase(Record, frozen=True):
    """A source as printed. `head` is the phrase without what stands behind a comma, `apposition` what does;
    `relative` is the pronoun that stands for it (the mayor, *who* said)."""

    head: Span
    apposition: Span | None = None
    relative: Span | None = None
    title_first: bool = False  # the head is a role, the apposition the name ("the mayor, Ann Lee")

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words that name the source."""
        head = self.head
        if self.title_first and self.apposition:
            head = Span(head.start, max(head.end, self.apposition.end))
        return (head, self.relative) if self.relative else (head,)


def find_subject(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    """The word that heads the source of a verb, and the relative pronoun that stands for it, where one does."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        found = _own_subject(tree, verb)
        if found:
            return _named(tree, found[0]), found[1]
        above = _governor(tree, verb)
        if above is None:
            return None
        if tree.is_noun(above):
            return _named(tree, above), None
        verb = above
    return None


def _named(tree: Tree, subject: int) -> int:
    """The name that a subject stands behind: "Ann Lee, the head of the bank, posted"."""
    above = tree.token(subject).head
    if tree.token(subject).dep == "appos" and above < subject and tree.is_name(above) and not tree.is_name(subject):
        return above
    return subject


def _own_subject(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    passive = bool(tree.dependents(verb, "auxpass"))
    if passive:
        for agent in tree.dependents(verb, "agent"):
            named = tree.first(agent, "pobj")
            if named is not None:
                return named, None
    for subject in tree.dependents(verb, *SUBJECTS):
        if tree.token(subject).quote >= 0 or (
            tree.lower[subject] in ("it", "there") and tree.token(subject).dep == "expl"
        ):
            continue
        if tree.lower[subject] in RELATIVES and tree.token(verb).dep in ("relcl", "acl"):
            return _antecedent(tree, verb, subject), subject
        return subject, None
    return _appended_subject(tree, verb) or _subject_behind(tree, verb) or _subject_after_quotation(tree, verb)


def _antecedent(tree: Tree, verb: int, relative: int) -> int:
    """What a relative pronoun stands for: for "which" the noun right before it, else as parsed."""
    near = relative - 1
    while near > 0 and tree.lower[near] in (",", ")", "'", "’", '"', "”"):
        near -= 1
    if tree.lower[relative] == "which" and tree.is_noun(near):
        return near
    above = tree.token(verb).head
    return _person_above(tree, above) if tree.lower[relative] == "who" else above


def _person_above(tree: Tree, noun: int) -> int:
    """For "Ann Lee, a member of the party, who said" Ann Lee, not the party."""
    lexicon = load_lexicon()
    if tree.lower[noun] not in lexicon.organisations:
        return noun
    for above in tree.ancestors(noun):
        if tree.is_name(above) or tree.lower[above] in lexicon.people:
            return _named(tree, above)
    return noun


def _subject_behind(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    """The subject of an inverted verb that was taken for its object: "…, reported the Daily Bugle"."""
    before = verb - 1
    if before < 1 or not (tree.lower[before] in (",", "—", "–") or tree.token(before).quote >= 0):
        return None
    named = tree.first(verb, "dobj", "attr", "oprd")
    if named is None or named < verb or tree.token(verb).tag not in ("VBD", "VBZ", "VBP", "VB"):
        return None
    return (named, None) if all(tree.token(word).tag[:1] in "NDJPC" for word in range(verb + 1, named + 1)) else None


def _subject_after_quotation(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    """The noun between a quotation and its verb, where the parser lost it."""
    start = verb - 1
    while start >= 0 and tree.token(start).quote < 0:
        if verb - start > 30 or (
            tree.is_verb(start) and tree.token(start).tag in ("VBD", "VBZ", "VBP") and start < verb - 3
        ):
            return None
        start -= 1
    if start < 0:
        return None
    for index in range(start + 1, verb):
        inside = start < tree.token(index).head < verb
        if (tree.is_noun(index) or tree.token(index).tag == "PRP") and not (
            inside and tree.token(index).dep in ("compound", "poss", "nmod")
        ):
            return index, None
    return None


def _appended_subject(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    """A name that the parser hung on the sentence before it: "…, Ann Lee, mayor of Springfield, told"."""
    if tree.token(verb).tag not in ("VBD", "VBZ", "VBP") or tree.token(verb).dep == "relcl":
        return None
    before = verb - 1
    while (
        before > 0 and tree.token(before).tag in ("RB", "MD", "VBZ", "VBD", "VBP") and tree.token(before).head == verb
    ):
        before -= 1
    if before < 1 or tree.lower[before] not in (",", "-", "–", "—"):
        return None
    named = None
    for index in (before - 1, *tree.ancestors(before - 1)):
        if tree.token(index).dep == "appos" and tree.is_noun(index):
            named = index
    return (named, None) if named is not None else None


def _governor(tree: Tree, verb: int) -> int | None:
    """The verb (or noun) whose subject speaks where a verb has none of its own."""
    token = tree.token(verb)
    if token.dep == "ROOT" or token.head == verb:
        return None
    above = token.head
    if token.dep == "acl":
        return _letter_writer(tree, above)
    if token.dep == "pcomp" and tree.token(above).head != above:
        return tree.token(above).head
    if tree.token(above).dep == "acomp" and token.dep == "xcomp":
        return tree.token(above).head
    if token.dep in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "prep") and not tree.is_noun(above):
        return above
    return None


def _letter_writer(tree: Tree, noun: int) -> int:
    """For "Lee issued a statement saying" the verb whose subject speaks, for "a letter saying" the letter."""
    above = tree.token(noun).head
    if tree.token(noun).dep == "dobj" and tree.is_verb(above) and tree.dependents(above, "nsubj"):
        return above
    return noun


def phrase_of(tree: Tree, head: int, relative: int | None = None) -> SourcePhrase:
    """The phrase that a word heads."""
    words = set(tree.subtree(head, without=_left_out(tree, head)))
    start = end = head
    while start - 1 in words:
        start -= 1
    while end + 1 in words:
        end += 1
    while end > head and not any(char.isalnum() or char in ")]" for char in tree.token(end).text):
        end -= 1
    core = tree.span(range(start, end + 1))
    assert core is not None  # it holds the head
    appended = tree.first(head, "appos")
    apposition = _apposition(tree, appended) if appended else None
    title_first = appended is not None and not tree.is_name(head) and _holds_name(tree, appended)
    pronoun = tree.span([relative]) if relative is not None else None
    return SourcePhrase(head=core, apposition=apposition, relative=pronoun, title_first=title_first)


def _apposition(tree: Tree, appended: int) -> Span | None:
    words = tree.subtree(appended, without=tree.dependents(appended, "relcl"))
    while len(words) > 1 and tree.lower[words[-1]] in (",", "—", "–", "--"):
        words.pop()
    return tree.span(words)


def _holds_name(tree: Tree, index: int) -> bool:
    return tree.is_name(index)


def _left_out(tree: Tree, head: int) -> list[int]:
    """What hangs on the head but is not of the phrase: relative clauses and whatever stands behind a comma."""
    left = []
    for child in tree.children[head]:
        if child < head:
            if tree.token(child).dep == "punct" and tree.lower[child] in "\"“'‘(":
                left.append(child)
            continue
        dep = tree.token(child).dep
        behind_comma = child > head and any(
            tree.lower[n] in (",", "—", "–", "--") for n in range(head + 1, _edge(tree, child))
        )
        if dep == "relcl" or (behind_comma and dep in OUTSIDE and not _is_list(tree, head, child)):
            left.append(child)
    return left


def _is_list(tree: Tree, head: int, child: int) -> bool:
    """Whether a word behind a comma is one more of the same kind ("Lee, Ray and Moss")."""
    return tree.token(child).dep in ("conj", "cc", "punct") and bool(tree.dependents(head, "conj"))


def _edge(tree: Tree, index: int) -> int:
    return tree.subtree(index)[0] + 1
