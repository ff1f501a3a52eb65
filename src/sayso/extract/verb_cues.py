"""The attributions of verbs of speech: "Lee said …", "…, as reported by Lee", "Reuters quoted Lee as saying …"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sayso.extract.contents import find_content, fit_quotations, make_spans
from sayso.extract.cues import Cue, load_cues, read_rules
from sayso.extract.noun_cues import match_noun
from sayso.extract.sources import find_subject, phrase_of
from sayso.extract.spoken import Attribution
from sayso.extract.tree import SUBJECTS, Tree
from sayso.extract.wordgroups import Content
from sayso.model import Span, Stance

UNCHECKED = frozenset({"independently", "immediately"})
CONDITION = ("on", "condition")  # "spoke on condition that they not be named"
NOT = frozenset({"not", "n't", "n’t"})


def read_verbs(tree: Tree) -> list[Attribution]:
    found = []
    for index in range(len(tree.tokens)):
        matched = _match_verb(tree, index)
        if matched:
            read = _read_verb(tree, index, *matched)
            if read:
                found.append(read)
    return found


def _match_verb(tree: Tree, index: int) -> tuple[int, Cue] | None:
    """The cue that begins at this word, and its last word."""
    if tree.token(index).quote >= 0:
        return None
    for rest, cue in load_cues().verbs.get(tree.lower[index], ()):
        behind = tuple(tree.lower[index + 1 : index + 1 + len(rest)])
        if behind == rest and (tree.is_verb(index) or rest or _acts_as_verb(tree, index)):
            return index + len(rest), cue
    return None


def _acts_as_verb(tree: Tree, index: int) -> bool:
    """Whether a word tagged otherwise has a subject and is not the object of anything: "claims" in a headline."""
    return tree.token(index).dep in ("ROOT", "ccomp", "parataxis") and bool(tree.dependents(index, "nsubj"))


def _read_verb(tree: Tree, verb: int, last: int, cue: Cue) -> Attribution | None:
    quoting = _quoting_verb(tree, verb)
    if quoting is not None:
        return _read_quoted(tree, quoting, last, cue)
    subject = _find_speaker(tree, verb)
    if _is_no_speech(tree, verb, last, cue) or (cue.lemma == "hear" and not _is_hearing(tree, subject)):
        return None
    words: list[int] = []
    if subject:
        words = [word for word in tree.subtree(subject[0], without=[verb]) if tree.token(word).quote < 0]
    content = find_content(tree, verb, last, cue, words)
    announces = content is None and _announces(tree, verb, cue, subject is not None)
    if not (_is_said(tree, verb, cue, content) if content else announces):
        return None
    source = phrase_of(tree, *subject) if subject else None
    spans = fit_quotations(tree, make_spans(tree, content.runs)) if content else ()
    first = _first_of_pair(tree, verb)
    cue_span = tree.span(range(verb if first is None else first, last + 1))
    assert cue_span is not None
    negated = first is not None or bool(tree.dependents(verb, "neg"))
    stance = content.stance if content else cue.frames["clause"]
    if negated:
        stance = load_cues().negated.get(cue.lemma, stance)
    return Attribution(
        cue=cue_span,
        lemma=cue.lemma,
        stance=stance,
        source=source,
        content=spans,
        quoted=content.quoted if content else True,
        negated=negated,
        phrase=bool(content and content.phrase),
        hearer=_hearer(tree, verb, content.runs if content else (), words),
    )


def _is_no_speech(tree: Tree, verb: int, last: int, cue: Cue) -> bool:
    """Whether a word of speech only names, asks, lends its subject to another, or tells what is yet to come."""
    behind = tree.lower[min(last + 1, len(tree.lower) - 1)]
    if behind in load_cues().unspoken.get(cue.lemma, ()) or _quotes_as_saying(tree, verb):  # "28 feared dead"
        return True
    if cue.lemma in load_cues().before_that and not _leads_clause(tree, last + 1):
        return True
    if _is_aside(tree, verb, cue) or _repeats_noun(tree, verb) or _is_asked(tree, verb, cue):
        return True
    named = tree.first(verb, "nsubj")
    if cue.lemma == "report" and named and tree.lower[named - 1] == "no":
        return True  # "no deaths reported"
    if tuple(tree.lower[last + 1 : last + 3]) == CONDITION:
        return True
    return _names(tree, verb) or _is_yet_to_come(tree, verb) or _is_unchecked(tree, verb)


def _leads_clause(tree: Tree, word: int) -> bool:
    """Whether a word is the "that" of a clause, not of "that night"."""
    return word < len(tree.tokens) and tree.lower[word] == "that" and tree.token(word).tag == "IN"


def _is_hearing(tree: Tree, subject: tuple[int, int | None] | None) -> bool:
    """Whether who hears is one before whom things are said: a court, a jury."""
    return subject is not None and tree.lower[subject[0]] in load_cues().hearing


def _is_said(tree: Tree, verb: int, cue: Cue, content: Content) -> bool:
    return not _is_expected(tree, verb, content) and not _is_done_to(tree, verb, cue, content)


def _is_expected(tree: Tree, verb: int, content: Content) -> bool:
    """Whether nobody is said to expect it: "voters are expected to"."""
    return content.phrase and content.stance == Stance.PREDICT and _hides_speaker(tree, verb)


def _is_unchecked(tree: Tree, verb: int) -> bool:
    """Whether a paper tells its readers that it could not check: "could not independently verify either account"."""
    told = {tree.lower[child] for child in tree.dependents(verb, "advmod", "neg", "aux")}
    return tree.lower[verb] in ("verify", "confirm", "corroborate") and bool(told & UNCHECKED) and bool(told & NOT)


def _is_done_to(tree: Tree, verb: int, cue: Cue, content: Content) -> bool:
    """Whether a passive without an agent tells what was done: "the boat was found, Lee said", "was told to leave"."""
    if not _hides_speaker(tree, verb) or content.quoted:
        return False
    subject = tree.first(verb, *SUBJECTS)
    if content.phrase and content.stance == Stance.DEMAND and ("hearer" in cue.frames or cue.lemma == "ask"):
        return True
    named = subject is not None and tree.lower[subject] != "it"
    return named and not content.phrase and "hearer" not in cue.frames and content.runs[0][1] < verb


def _is_aside(tree: Tree, verb: int, cue: Cue) -> bool:
    """Whether the writer explains what somebody meant: "…, she said, referring to the strike"."""
    return tree.token(verb).tag == "VBG" and set(cue.frames) == {"to"}


def _is_asked(tree: Tree, verb: int, cue: Cue) -> bool:
    """Whether a participle tells what somebody was asked: "Asked about the tray, she …"."""
    token = tree.token(verb)
    if Stance.QUESTION not in cue.frames.values() or token.tag not in ("VBN", "VBD") or tree.dependents(verb, "agent"):
        return False
    return token.dep in ("advcl", "acl", "prep") and not tree.dependents(verb, *SUBJECTS, "aux")


def _names(tree: Tree, verb: int) -> bool:
    """Whether a participle names nobody who speaks: "a town called Elbing", "as first reported"."""
    token = tree.token(verb)
    if tree.dependents(verb, "agent", "aux", "auxpass", *SUBJECTS):
        return False
    return token.tag in ("VBN", "VBD") and (token.dep in ("acl", "amod") or bool(_as(tree, verb)))


def _as(tree: Tree, verb: int) -> list[int]:
    """The "as" of "as first reported"."""
    return [mark for mark in tree.dependents(verb, "mark", "advmod") if tree.lower[mark] == "as"]


def _is_yet_to_come(tree: Tree, verb: int) -> bool:
    """Whether it is only expected that somebody will say so: "voters are likely to reject the plan"."""
    above = tree.token(verb).head
    led = any(tree.token(child).tag == "TO" for child in tree.dependents(verb, "aux"))
    return led and above < verb and tree.lower[above] in load_cues().awaited


def _find_speaker(tree: Tree, verb: int) -> tuple[int, int | None] | None:
    """As `find_subject`; for a participle ("as stated by Lee") the agent."""
    agent = tree.first(verb, "agent") if tree.token(verb).tag == "VBN" else None
    named = tree.first(agent, "pobj") if agent is not None else None
    if named is not None and not _is_day(tree.lower[named]):
        return named, None
    return None if _hides_speaker(tree, verb) else find_subject(tree, verb)


def _is_day(word: str) -> bool:
    """Whether what stands behind "by" is a date: "a decision is expected by Aug. 1"."""
    return word.isdigit() or word.strip(".") in _load_days()


@lru_cache(maxsize=1)
def _load_days() -> frozenset[str]:
    dates = read_rules("dates")
    return frozenset(word.lower().strip(".") for key in ("months", "weekdays", "days") for word in dates[key])


def _hides_speaker(tree: Tree, verb: int) -> bool:
    """Whether a passive names of whom, or to whom, but not by whom it is said: "3,000 were told to leave"."""
    if not tree.dependents(verb, "auxpass"):
        return False
    agents = (tree.first(agent, "pobj") for agent in tree.dependents(verb, "agent"))
    return all(agent is not None and _is_day(tree.lower[agent]) for agent in agents)


def _first_of_pair(tree: Tree, verb: int) -> int | None:
    """The "neither" of "neither confirmed nor ruled out", where the verb is the second of the two."""
    if tree.token(verb).dep != "conj" or verb < 3:
        return None
    near = range(max(0, verb - 5), verb)
    pair = any(tree.lower[n] == "nor" for n in near)
    return next((n for n in near if tree.lower[n] == "neither"), None) if pair else None


def _repeats_noun(tree: Tree, verb: int) -> bool:
    """Whether the verb only lends its subject to a noun of speech: "reiterated a call for aid"."""
    if tree.lower[verb] not in load_cues().light:
        return False
    return any(match_noun(tree, child) for child in tree.dependents(verb, "dobj"))


def _quoting_verb(tree: Tree, verb: int) -> int | None:
    """For "saying" in "Reuters quoted Lee as saying" the verb "quoted"."""
    link = tree.token(verb).head
    if tree.lower[link] != "as" or tree.token(verb).dep not in ("pcomp", "advcl", "pobj"):
        return None
    above = tree.token(link).head
    return above if tree.lower[above] in load_cues().quoting else None


def _quotes_as_saying(tree: Tree, verb: int) -> bool:
    """Whether a verb of quoting is followed by "as" and the words of somebody else."""
    if tree.lower[verb] not in load_cues().quoting:
        return False
    return any(
        _match_verb(tree, inner) and _quoting_verb(tree, inner) == verb for inner in range(verb + 1, len(tree.tokens))
    )


def _read_quoted(tree: Tree, quoting: int, last: int, cue: Cue) -> Attribution | None:
    """ "Reuters quoted Lee as saying": Lee is the source, Reuters the carrier."""
    passive = bool(tree.dependents(quoting, "auxpass"))
    if passive:
        speaker, agent = tree.first(quoting, "nsubjpass"), tree.first(quoting, "agent")
        carrier = tree.first(agent, "pobj") if agent is not None else None
    else:
        speaker, found = tree.first(quoting, "dobj"), find_subject(tree, quoting)
        carrier = found[0] if found else None
    words = [word for top in (speaker, carrier) if top is not None for word in tree.subtree(top, without=[quoting])]
    words = list(range(min([quoting, *words]), last))
    content = find_content(tree, last, last, cue, words)
    if content is None and passive:  # "A, Lee was quoted as saying by the Courier"
        content = find_content(tree, quoting, last, cue, words)
    cue_span = tree.span([quoting])
    if speaker is None or content is None or cue_span is None:
        return None
    return Attribution(
        cue=cue_span,
        lemma=cue.lemma,
        stance=content.stance,
        source=phrase_of(tree, speaker),
        content=fit_quotations(tree, make_spans(tree, content.runs)),
        quoted=content.quoted,
        carrier=phrase_of(tree, carrier) if carrier is not None else None,
        hearer=_hearer(tree, last, content.runs, words),
    )


def _announces(tree: Tree, verb: int, cue: Cue, has_subject: bool) -> bool:
    """Whether a word of speech without content leads to a quotation behind the sentence."""
    if "clause" not in cue.frames or not _is_last_cue(tree, verb):
        return False
    return tree.text.rstrip().endswith(":") or (has_subject and cue.speech and tree.token(verb).dep == "ROOT")


def _is_last_cue(tree: Tree, verb: int) -> bool:
    return not any(_match_verb(tree, later) for later in range(verb + 1, len(tree.tokens)))


def _hearer(tree: Tree, verb: int, runs: Sequence[tuple[int, int]], source: Sequence[int]) -> Span | None:
    """Whom the words were told to."""
    for child in tree.dependents(verb, "dobj", "dative"):
        if child > verb and child not in source and not any(first <= child <= last for first, last in runs):
            phrase = phrase_of(tree, child)
            near = phrase.apposition and phrase.apposition.start - phrase.head.end <= 1
            return Span(phrase.head.start, phrase.apposition.end) if near and phrase.apposition else phrase.head
    return None
