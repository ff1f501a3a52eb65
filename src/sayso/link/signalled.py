"""Conflicts that an article itself signals: "two officials contradicted him", "which had said that no crack was
reported, now concedes that a drawing came"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from sayso.link.ground import Ground, is_one_side, make_conflict, quote_words, same_speaker, tell_order, tell_who
from sayso.link.readings import Reading, content_span, points_back, turns_content
from sayso.link.sentences import SENTENCE_END, find_sentence
from sayso.link.words import load_tables, read_rules
from sayso.model import Conflict, ConflictKind, Stance
from sayso.spans import slice_text

REACH = 300  # characters between what is contradicted, the word that says so, and what is said instead
OWN = re.compile(r"\b(?:its|their|his|her)\s", re.IGNORECASE)
OWN_REACH = 60  # characters before a name in which "its managing director" stands
MOST_SIGNALS = 50  # of one article


@lru_cache(maxsize=1)
def load_signal() -> re.Pattern[str]:
    """`contradicted him`, `disputed that account`."""
    rules = read_rules("conflicts")["signalled"]
    verbs, objects = (
        "|".join(sorted(map(re.escape, rules[key]), key=len, reverse=True)) for key in ("contradicting", "pointing")
    )
    return re.compile(rf"\b(?:{verbs})\s+(?:{objects})\b")


@lru_cache(maxsize=1)
def load_turning() -> re.Pattern[str]:
    """`the company changed its mind`, `Marrow backed down`, with the words of who."""
    verbs = "|".join(sorted(map(re.escape, read_rules("conflicts")["signalled"]["turning"]), key=len, reverse=True))
    return re.compile(
        rf"(?P<who>\b(?:[Tt]he\s+\w+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,3}}))\s+(?:has\s+|had\s+|later\s+)?(?:{verbs})\b"
    )


def find_signalled(ground: Ground) -> list[Conflict]:
    """Denials that the articles signal with a word of contradiction between two people's words."""
    between = _find_between(load_signal(), ground)
    made = (_make_signalled(match, ordered, article, ground) for match, ordered, article in between)
    return [conflict for conflict in made if conflict is not None]


def _find_between(signal: re.Pattern[str], ground: Ground) -> Iterator[tuple[re.Match[str], list[Reading], str]]:
    """Where the signal stands between two of an article's statements, with these in order, and the article."""
    for article, readings in sorted(ground.by_article.items()):
        text = ground.texts.get(article, "")
        ordered = sorted(readings, key=lambda r: (content_span(r.statement).start, r.statement.id))
        if not ordered:
            continue
        first, last = content_span(ordered[0].statement).start, content_span(ordered[-1].statement).end
        for match in islice(signal.finditer(text, first, last), MOST_SIGNALS):
            yield match, ordered, article


def _make_signalled(match: re.Match[str], ordered: Sequence[Reading], article: str, ground: Ground) -> Conflict | None:
    """Who spoke last before the word, against who speaks first after it; None where nobody does, or one side both."""
    item = ground.articles.get(article)
    opening = find_sentence(item, match.start(), match.end()).start if item is not None else match.start()
    before = [r for r in ordered if content_span(r.statement).end <= opening and len(r.words) > 1]
    after = [r for r in ordered if match.end() <= content_span(r.statement).start]
    if not before or not after:
        return None
    told, denier = max(before, key=lambda r: content_span(r.statement).end), after[0]
    gap = ground.read_body(article, content_span(told.statement).end, match.start())
    behind = ground.read_body(article, match.end(), content_span(denier.statement).start)
    if max(len(gap), len(behind)) > REACH or len(SENTENCE_END.findall(behind)) > 1:
        return None
    if same_speaker(told, denier, ground) or points_back(denier):
        return None
    said = [
        r.statement.id
        for r in before
        if same_speaker(r, told, ground) and content_span(told.statement).end - content_span(r.statement).end <= REACH
    ] or [told.statement.id]
    because = (
        f"the article says so, {quote_words(match.group())}: {tell_who(told, ground)} tells {quote_words(told.text)}, "
        f"{tell_who(denier, ground)} {quote_words(denier.text)}"
    )
    return make_conflict(ConflictKind.DENIAL, said, [denier.statement.id], because)


def find_concessions(ground: Ground) -> list[Conflict]:
    """Who is told in one sentence to have denied something and to confirm it now."""
    found = []
    for article, readings in sorted(ground.by_article.items()):
        for admission in readings:
            if admission.statement.stance is not Stance.CONFIRM or admission.negated:
                continue
            denied = [r for r in readings if _is_conceded(r, admission, article, ground)]
            if denied:
                ids = sorted({i for r in denied for i in _with_alike(r, ground)} - {admission.statement.id})
                because = (
                    f"{tell_order(denied[0], admission, ground)}: one sentence tells that it was not so, "
                    f"{quote_words(denied[0].text)}, and that it is owned to, {quote_words(admission.text)}"
                )
                found.append(make_conflict(ConflictKind.REVERSAL, ids, [admission.statement.id], because))
    return found


def find_backtracking(ground: Ground) -> list[Conflict]:
    """Of whom an article tells that they changed their mind: what they said before that, and what they say next."""
    made = (_make_turn(match, ordered, ground) for match, ordered, _ in _find_between(load_turning(), ground))
    return [conflict for conflict in made if conflict is not None]


def _make_turn(match: re.Match[str], ordered: Sequence[Reading], ground: Ground) -> Conflict | None:
    """The last words before "changed its mind" of whom the sentence names, against the first after it; None where the
    two share no word."""
    who = match["who"].casefold()
    before = [r for r in ordered if content_span(r.statement).end <= match.start() and _is_named(r, who, ground)]
    after = next((r for r in ordered if match.end() <= content_span(r.statement).start), None)
    if after is None or not before or content_span(after.statement).start - match.end() > REACH:
        return None
    idle = load_tables().back | load_tables().negation
    said = [r for r in before if (r.keys & after.keys) - idle]
    if not said or not _may_speak_for(after, said[-1], ground):
        return None
    ids = sorted(_with_alike(said[-1], ground) - {after.statement.id})
    because = (
        f"the article says so, {quote_words(match.group())}: {tell_who(said[-1], ground)} said "
        f"{quote_words(said[-1].text)}, {tell_who(after, ground)} now {quote_words(after.text)}"
    )
    return make_conflict(
        ConflictKind.REVERSAL, ids, [after.statement.id], because, (said[-1].statement.id, after.statement.id)
    )


def _is_named(reading: Reading, who: str, ground: Ground) -> bool:
    """Whether a statement's source is named by the subject of a sentence: "the company", "Marrow"."""
    printed = " ".join(slice_text(ground.texts[reading.statement.article], reading.statement.source.spans).split())
    return who in (printed.casefold(), (reading.statement.source.name or "").casefold())


def _may_speak_for(after: Reading, before: Reading, ground: Ground) -> bool:
    """Whether the one who speaks next is of the side that turned, or is told as theirs: "its managing director"."""
    if is_one_side(before, after, ground):
        return True
    text, end = ground.texts[after.statement.article], content_span(after.statement).end
    spans = after.statement.source.spans
    told = text[max(0, spans[0].start - OWN_REACH) : spans[-1].end] if spans else text[end : end + OWN_REACH]
    return OWN.search(told) is not None


def _is_conceded(denial: Reading, admission: Reading, article: str, ground: Ground) -> bool:
    """Whether one sentence tells a side's denial, and right after it that the side owns to it."""
    if not (denial.negated or turns_content(denial.statement)) or points_back(denial):
        return False
    gap = content_span(denial.statement).end, (admission.statement.cue or content_span(admission.statement)).start
    if not 0 <= gap[1] - gap[0] <= REACH or not is_one_side(denial, admission, ground):
        return False
    return SENTENCE_END.search(ground.read_body(article, *gap)) is None


def _with_alike(denial: Reading, ground: Ground) -> set[str]:
    """A denial with what the same speaker says alike elsewhere."""
    alike = {i for c in ground.clusters if denial.statement.id in c.statements for i in c.statements}
    own = (ground.readings[i] for i in alike if i in ground.readings)
    return {denial.statement.id, *(r.statement.id for r in own if same_speaker(r, denial, ground))}
