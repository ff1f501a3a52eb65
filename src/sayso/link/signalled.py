"""Conflicts that an article itself signals: "two officials contradicted him", "which had said that no crack was
reported, now concedes that a drawing came"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.link.ground import Ground, is_one_side, make_conflict, quote_words, same_speaker, tell_order, tell_who
from sayso.link.readings import Reading, content_span, points_back, turns_content
from sayso.link.sentences import SENTENCE_END, find_sentence
from sayso.link.words import read_rules
from sayso.model import Conflict, ConflictKind, Stance

REACH = 300  # characters between what is contradicted, the word that says so, and what is said instead
MOST_SIGNALS = 50  # of one article


@lru_cache(maxsize=1)
def load_signal() -> re.Pattern[str]:
    """`contradicted him`, `disputed that account`."""
    rules = read_rules("conflicts")["signalled"]
    verbs, objects = (
        "|".join(sorted(map(re.escape, rules[key]), key=len, reverse=True)) for key in ("contradicting", "pointing")
    )
    return re.compile(rf"\b(?:{verbs})\s+(?:{objects})\b")


def find_signalled(ground: Ground) -> list[Conflict]:
    """Denials that the articles signal with a word of contradiction between two people's words."""
    found = []
    for article, readings in sorted(ground.by_article.items()):
        text = ground.texts.get(article, "")
        ordered = sorted(readings, key=lambda r: (content_span(r.statement).start, r.statement.id))
        if not ordered:
            continue
        first, last = content_span(ordered[0].statement).start, content_span(ordered[-1].statement).end
        for match in list(load_signal().finditer(text, first, last))[:MOST_SIGNALS]:
            conflict = _make_signalled(match, ordered, article, ground)
            if conflict is not None:
                found.append(conflict)
    return found


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
