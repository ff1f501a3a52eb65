"""The attributions of nouns of speech: "Lee's claim that …", "calls from abroad for …", "voiced concern about …"."""

from __future__ import annotations

from sayso.extract.contents import make_spans
from sayso.extract.cues import Cue, load_cues
from sayso.extract.figure_context import calendar_names
from sayso.extract.sources import find_subject, phrase_of
from sayso.extract.spoken import Attribution
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import Group, trim_end


def read_nouns(tree: Tree) -> list[Attribution]:
    found = []
    for index in range(len(tree.tokens)):
        read = match_noun(tree, index)
        if read:
            found.append(read)
    return found


def match_noun(tree: Tree, index: int) -> Attribution | None:
    """The attribution of a noun of speech, if the word is one."""
    cue = load_cues().nouns.get(tree.lower[index])
    if cue is None or not tree.is_noun(index) or tree.token(index).quote >= 0 or tree.token(index).dep == "compound":
        return None
    return _read_noun(tree, index, cue)


def _read_noun(tree: Tree, noun: int, cue: Cue) -> Attribution | None:
    if any(tree.lower[child] == "no" for child in tree.dependents(noun, "det")):
        return None  # "made no mention of the strike"
    content = _noun_content(tree, noun, cue)
    source = _noun_source(tree, noun)
    if content is None or source is None:
        return None
    run, last = content
    spans = make_spans(tree, [(run[0], trim_end(Group(tree, noun, last, []), run[1]))])
    cue_span = tree.span(range(noun, last + 1))
    if not spans or cue_span is None:
        return None
    return Attribution(
        cue=cue_span,
        lemma=cue.lemma,
        stance=cue.frames["clause"],
        source=phrase_of(tree, source),
        content=spans,
        noun=True,
    )


def _noun_content(tree: Tree, noun: int, cue: Cue) -> tuple[tuple[int, int], int] | None:
    """The words that a noun of speech leads, and the cue's last word."""
    for child in tree.children[noun]:
        if child < noun:
            continue
        words = tree.subtree(child)
        token = tree.token(child)
        if token.dep in ("acl", "ccomp", "relcl") and (tree.lower[words[0]] == "that" or token.tag == "VB"):
            if tree.lower[words[0]] == "that" and tree.token(words[0]).dep in ("nsubj", "nsubjpass", "dobj"):
                continue
            first = words[0] + (tree.lower[words[0]] == "that")
            return (first, words[-1]), noun
        if token.dep == "prep" and tree.lower[child] in cue.frames and len(words) > 1:
            return (words[1], words[-1]), child
    return _strayed_phrase(tree, noun, cue) or _strayed_infinitive(tree, noun)


def _strayed_phrase(tree: Tree, noun: int, cue: Cue) -> tuple[tuple[int, int], int] | None:
    """For "voiced alarm at the delay" what the parser hung on "voiced"."""
    if cue.lemma not in load_cues().feelings:
        return None
    for child in tree.dependents(tree.token(noun).head, "prep"):
        words = tree.subtree(child)
        if child == noun + 1 and tree.lower[child] in cue.frames and len(words) > 1:
            return (words[1], words[-1]), child
    return None


def _strayed_infinitive(tree: Tree, noun: int) -> tuple[tuple[int, int], int] | None:
    """For "faces calls from abroad to spend more" what the parser hung on "faces"."""
    above, end = tree.token(noun).head, tree.subtree(noun)[-1]
    for child in tree.dependents(above, "advcl", "xcomp"):
        words = tree.subtree(child)
        if words[0] == end + 1 and tree.token(words[0]).tag == "TO":
            return (words[0], words[-1]), noun
    return None


def _noun_source(tree: Tree, noun: int) -> int | None:
    cues = load_cues()
    above = tree.token(noun).head
    if cues.nouns[tree.lower[noun]].lemma in cues.feelings:
        voiced = tree.token(noun).dep == "dobj" and tree.lower[above] in cues.voicing
        return _subject_word(tree, above) if voiced else None
    owner = tree.first(noun, "poss")
    if owner is not None and tree.token(owner).text not in calendar_names():  # "Tuesday's report"
        return owner
    for child in tree.dependents(noun, "prep", "agent"):
        if tree.lower[child] in ("by", "from"):
            return tree.first(child, "pobj")
    if tree.token(noun).dep in ("dobj", "pobj") and tree.lower[above] in cues.light:
        return _subject_word(tree, above)
    return None


def _subject_word(tree: Tree, verb: int) -> int | None:
    found = find_subject(tree, verb)
    return found[0] if found else None
