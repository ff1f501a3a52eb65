"""Sentence → attributions: source, cue and content, from how the words hang together. The sentence alone decides."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sayso.extract.contents import find_content, make_spans
from sayso.extract.cues import WORD, Cue, load_cues
from sayso.extract.mends import mend_parse
from sayso.extract.parse import find_clause_quotes, parse_sentences
from sayso.extract.quotes import find_quotations
from sayso.extract.sources import SourcePhrase, find_subject, phrase_of
from sayso.extract.tree import SUBJECTS, Tree
from sayso.model import Record, Span, Stance

LEADERS = ("that", "to", "by", "from", "in")
AMOUNT = re.compile(r"\bat (?:\S{1,20} ){0,3}[$€£]?\d")
AT_ONCE = 512  # sentences whose parses are held at a time
QUOTED_END = re.compile(r",? (?:and|but) [“\"][^“”\"]{3,300}[”\"](?=\W*\Z)")  # what a content goes on with


class Attribution(Record, frozen=True):
    """Source, cue and content of one sentence, as offsets into it. `carrier` passed the words on (Reuters quoted X as
    saying); `hearer` was told. `content` is empty where the cue announces a quotation that follows the sentence."""

    cue: Span
    lemma: str
    stance: Stance
    source: SourcePhrase | None = None
    content: tuple[Span, ...] = ()
    quoted: bool = False  # the content is a quotation, or several
    negated: bool = False
    hearer: Span | None = None
    carrier: SourcePhrase | None = None
    noun: bool = False
    phrase: bool = False  # the content is no clause


def may_attribute(text: str) -> bool:
    """Whether a sentence can hold an attribution, by its words and quotation marks. Cheap."""
    cues = load_cues()
    printed = WORD.findall(text)
    order = [word.lower() for word in printed]
    words = set(order)
    if not words.isdisjoint(cues.plain) or "according" in words:
        return True
    found = words & cues.words
    if not found:
        return False
    if _holds_mark(text) or ("that" in words and not found.isdisjoint(cues.doubtful)):
        return True
    if found & cues.amounts and AMOUNT.search(text):
        return True
    return any(_may_speak(printed, order, number, words) for number, word in enumerate(order) if word in found)


def _may_speak(printed: Sequence[str], order: Sequence[str], number: int, words: Set[str]) -> bool:
    """Whether one word may be a cue, by its neighbours."""
    cues, word = load_cues(), order[number]
    behind = order[number + 1] if number + 1 < len(order) else ""
    if behind in cues.longer.get(word, ()) or _may_lead(word, behind, words):
        return True
    return number > 0 and word in cues.nouns and word in cues.verbs and _may_act(printed[number - 1])


def _may_act(before: str) -> bool:
    """Whether the word before a noun that is also a verb makes a verb of it: "Marn claims", "will demand"."""
    lower = before.lower()
    return lower in load_cues().acting or (before[0].isupper() and lower not in load_cues().naming)


def _holds_mark(text: str) -> bool:
    return any(mark in text for mark in '"“”‘«:') or "''" in text or " '" in text or text.startswith("'")


def _may_lead(noun: str, behind: str, words: Set[str]) -> bool:
    """Whether a noun of speech stands before what may lead its content, and has somebody's verb if it needs one."""
    cues = load_cues()
    cue = cues.nouns.get(noun)
    if cue is None or (cue.lemma in cues.feelings and words.isdisjoint(cues.voicing)):
        return False
    return behind in cue.frames or behind in LEADERS


def find_attributions(texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """The attributions of each sentence, in order of their cues. Sentences without a word of speech are not parsed."""
    wanted = [number for number, text in enumerate(texts) if may_attribute(text) and not is_quotation(text)]
    found: list[tuple[Attribution, ...]] = [()] * len(texts)
    wanted.sort(key=lambda number: len(texts[number]))
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        for number, parse in zip(chunk, parse_sentences([texts[number] for number in chunk]), strict=True):
            found[number] = read_tree(mend_parse(parse))
    return found


def is_quotation(text: str) -> bool:
    """Whether the whole sentence is one quotation: there is nobody in it who says it."""
    quotes = find_clause_quotes(text)
    return len(quotes) == 1 and not (text[: quotes[0].start] + text[quotes[0].end :]).strip(" .,")


def read_tree(tree: Tree) -> tuple[Attribution, ...]:
    """The attributions of one parsed sentence."""
    found = [
        *_read_verbs(tree),
        *_read_according(tree),
        *_read_nouns(tree),
    ]
    return tuple(sorted(found, key=lambda item: (item.cue.start, item.cue.end)))


# --- verbs ----------------------------------------------------------------------------------------------------------


def _read_verbs(tree: Tree) -> list[Attribution]:
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
    if _quotes_as_saying(tree, verb):
        return None
    if _is_aside(tree, verb, cue) or _repeats_noun(tree, verb) or _is_asked(tree, verb, cue):
        return None
    subject = None if _tells_nobody(tree, verb, cue) else find_subject(tree, verb)
    words: list[int] = []
    if subject:
        words = [word for word in tree.subtree(subject[0], without=[verb]) if tree.token(word).quote < 0]
    content = find_content(tree, verb, last, cue, words)
    announces = content is None and _announces(tree, verb, cue, subject is not None)
    if content is None and not announces:
        return None
    source = phrase_of(tree, *subject) if subject else None
    spans = _fit_quotations(tree, make_spans(tree, content.runs)) if content else ()
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


def _fit_quotations(tree: Tree, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with the whole of the quotation in which each ends, and the mark before which each begins."""
    quotations = find_quotations(tree.text)
    fitted = []
    for span in spans:
        start, end = span.start, span.end
        for quote in quotations:
            if start <= quote.start < end <= quote.end or (quote.start + quote.width == start and end <= quote.end):
                end = quote.end
            if quote.start + quote.width == start and end >= quote.end:
                start = quote.start
        fitted.append(Span(start, end))
    if fitted:
        more = QUOTED_END.match(tree.text, fitted[-1].end)
        if more:
            fitted[-1] = Span(fitted[-1].start, more.end())
    return tuple(fitted)


def _is_aside(tree: Tree, verb: int, cue: Cue) -> bool:
    """Whether the writer explains what somebody meant: "…, she said, referring to the strike"."""
    return tree.token(verb).tag == "VBG" and set(cue.frames) == {"to"}


def _is_asked(tree: Tree, verb: int, cue: Cue) -> bool:
    """Whether a participle tells what somebody was asked: "Asked about the tray, she …"."""
    token = tree.token(verb)
    if Stance.QUESTION not in cue.frames.values() or token.tag not in ("VBN", "VBD") or tree.dependents(verb, "agent"):
        return False
    return token.dep in ("advcl", "acl", "prep") and not tree.dependents(verb, *SUBJECTS, "aux")


def _tells_nobody(tree: Tree, verb: int, cue: Cue) -> bool:
    """Whether a passive names who was told but not who told it: "3,000 were told to leave"."""
    passive = tree.dependents(verb, "auxpass") and not tree.dependents(verb, "agent")
    return bool(passive) and "hearer" in cue.frames


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
    return any(_match_noun(tree, child) for child in tree.dependents(verb, "dobj"))


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
    cue_span = tree.span([quoting])
    if speaker is None or content is None or cue_span is None:
        return None
    return Attribution(
        cue=cue_span,
        lemma=cue.lemma,
        stance=content.stance,
        source=phrase_of(tree, speaker),
        content=_fit_quotations(tree, make_spans(tree, content.runs)),
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


# --- according to ---------------------------------------------------------------------------------------------------


def _read_according(tree: Tree) -> list[Attribution]:
    found = []
    for index, word in enumerate(tree.lower[:-2]):
        if word != "according" or tree.lower[index + 1] != "to" or tree.token(index).quote >= 0:
            continue
        named = tree.first(index + 1, "pobj")
        if named is None:
            named = next((n for n in range(index + 2, len(tree.tokens)) if tree.is_noun(n)), None)
        if named is None:
            continue
        words = [n for n in tree.subtree(named) if n > index]
        spans = make_spans(tree, _around(tree, index, max([index + 1, *words])))
        cue = tree.span([index, index + 1])
        if spans and cue:
            found.append(
                Attribution(
                    cue=cue,
                    lemma="according to",
                    stance=Stance.ASSERT,
                    source=phrase_of(tree, named),
                    content=spans,
                    quoted=len(spans) == 1
                    and all(
                        tree.token(n).quote >= 0 for n in range(index) if any(c.isalnum() for c in tree.token(n).text)
                    )
                    and index > 0,
                )
            )
    return found


def _around(tree: Tree, start: int, end: int) -> list[tuple[int, int]]:
    """The words of the sentence before and behind "according to X", without commas at their edges."""
    runs = []
    for first, last in ((0, start - 1), (end + 1, len(tree.tokens) - 1)):
        while first <= last and not _is_wordy(tree, first):
            first += 1
        while last >= first and not _is_wordy(tree, last):
            last -= 1
        if first <= last:
            runs.append((first, last))
    return runs


def _is_wordy(tree: Tree, index: int) -> bool:
    return (
        tree.token(index).quote >= 0 or tree.lower[index] in ")]%" or any(c.isalnum() for c in tree.token(index).text)
    )


# --- nouns ----------------------------------------------------------------------------------------------------------


def _read_nouns(tree: Tree) -> list[Attribution]:
    found = []
    for index in range(len(tree.tokens)):
        read = _match_noun(tree, index)
        if read:
            found.append(read)
    return found


def _match_noun(tree: Tree, index: int) -> Attribution | None:
    """The attribution of a noun of speech, if the word is one."""
    cue = load_cues().nouns.get(tree.lower[index])
    if cue is None or not tree.is_noun(index) or tree.token(index).quote >= 0 or tree.token(index).dep == "compound":
        return None
    return _read_noun(tree, index, cue)


def _read_noun(tree: Tree, noun: int, cue: Cue) -> Attribution | None:
    content = _noun_content(tree, noun, cue)
    source = _noun_source(tree, noun)
    if content is None or source is None:
        return None
    run, last = content
    spans = make_spans(tree, [run])
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
    return _strayed_infinitive(tree, noun)


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
    if owner is not None:
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
