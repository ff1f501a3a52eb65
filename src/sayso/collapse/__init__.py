"""Articles → works: one text, however many pages carry it. Two reports of one event are two works.

`Collapse` is the gather station; `align` and `mirror_spans` tie a copy's words to the original's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sayso.collapse.common import mark_common
from sayso.collapse.compare import (
    FORMULA,
    MOST,
    Agreement,
    Glance,
    compare_words,
    describe,
    has_enough,
    is_copy,
    is_cut_out,
    is_in_order,
    is_passage,
    is_same_text,
    is_telling,
    leave_out,
    may_agree,
    name_relation,
)
from sayso.collapse.join import join_copies
from sayso.collapse.mirror import Passage, align, mirror_spans, tie_findings
from sayso.collapse.original import choose_original
from sayso.match import Held
from sayso.match.passages import find_hits
from sayso.match.readings import read_words
from sayso.match.shingles import name_key
from sayso.match.words import Words, fold_words
from sayso.model import ArticleText, Edge, Printing, Relation, Span, Work, group_id

__all__ = ["Collapse", "Passage", "align", "choose_original", "mirror_spans", "tie_findings"]

BACKGROUND_SHARE = 0.5  # of the shorter text: below, shared words may be standing background
BACKGROUND_DAYS = 3
BLOCK = 30  # words a passage has on average where it was pasted whole, not edited with the rest
BLOCK_SHARE = 0.4  # of the shorter text's narration
PLAIN_SHARE = 0.7  # of the shorter text's narration: above, names and titles alone cannot have made it
PLAIN_COVERED = 0.33  # of the longer text's words: below, a brief of two sentences may be names and titles all the same
PLAIN_PASSAGE_SHARE = 0.33  # of the narration beside names and titles
PARTICULARS = 4  # names and numbers; of fewer no share is taken
NAMES = 2  # or these alone: an update has other numbers, but it tells of the same people and places
SAME_PARTICULARS = 0.3  # of the shorter text's: below, what the texts share is no telling of one event
SAME_NAME = 0.5  # of a name's words: "St Barnabas Hospital" is no other hospital, Ilka Brandt no other Ilka
SHOWN = 8  # passages that are kept with an edge
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ORDER = (Relation.IDENTICAL, Relation.NEAR, Relation.VERSION, Relation.EXCERPT)


class Collapse:
    """Finds printings of one text. Compares bodies only: headlines, credits, repeats and furniture are not the text."""

    name = "collapse"
    key_limit = 64  # printings of one text hold a key 40 times (`match.gather.CROWD`): what more hold is stock
    candidates = 60
    telling = 0.12

    def keys(self, record: ArticleText) -> list[str]:
        """Buckets such that two bodies that share 20 words in a row share one for certain."""
        return [name_key(value) for value in read_words(record).winnow_shingles()]

    def screen(self, record: ArticleText, others: Sequence[ArticleText]) -> list[bool]:
        """For each of the others whether it can be one text with the record, by a glance at shared words."""
        return Glance(read_words(record)).may_agree([read_words(other) for other in others])

    def score(self, a: ArticleText, b: ArticleText) -> Edge | None:
        """A "copy" edge from the shorter text to the longer (by id where as long), or None. Their order is all one."""
        (_, _, shorter, ours), (_, _, longer, theirs) = _sort_by_length(a, b)
        hits = find_hits(ours, theirs)
        if not may_agree(ours, theirs, hits):
            return None
        agreement = compare_words(ours, theirs, hits)
        if not (is_copy(agreement) and _is_told(agreement, ours, theirs)) or _is_background(agreement, a, b):
            return None
        if _is_form(agreement, ours, theirs, is_later=_is_later(a, b)):
            return None
        relation = name_relation(agreement)
        return Edge(
            kind="copy",
            a=shorter.article.id,
            b=longer.article.id,
            score=round(max(agreement.told_share, agreement.share), 4),
            because=describe(agreement, relation) + _compare_headlines(a, b),
            relation=relation,
            passages=_list_passages(agreement, ours, theirs),
        )

    def review(self, a: ArticleText, b: ArticleText, edge: Edge, held: Held) -> Edge | None:
        """The edge, unless it rests on words that stand in many texts that are no copies of one another: stock
        sentences, pasted statements. `a` and `b` are those of the edge."""
        if edge.score >= PLAIN_SHARE:
            return edge
        ours, theirs = read_words(a), read_words(b)
        agreement = compare_words(ours, theirs)
        common = mark_common(agreement.runs, ours, held)
        return edge if not any(common) or is_passage(leave_out(agreement, common, ours, theirs)) else None

    def cluster(self, records: Sequence[ArticleText], edges: Sequence[Edge]) -> list[Work]:
        """The works of one component, by id. Edges of score 0 keep articles apart."""
        items = {record.article.id: record for record in records}
        known = [edge for edge in edges if edge.a in items and edge.b in items]
        groups = join_copies(items, known)
        between = {frozenset((edge.a, edge.b)): edge for edge in known if edge.score > 0}
        return [self._make_work([items[article] for article in group], between) for group in groups]

    def _make_work(self, items: Sequence[ArticleText], between: Mapping[frozenset[str], Edge]) -> Work:
        ids = [item.article.id for item in items]
        if len(items) == 1:
            return Work(
                id=group_id("work", ids),
                articles=(Printing(article=ids[0], relation=Relation.ORIGINAL),),
                original=ids[0],
                because="It is the only printing in the archive.",
            )
        original, because = choose_original(items)
        base = next((item for item in items if item.article.id == original), None) or _fullest(items)
        relations = {item.article.id: self._relate(item, base, between) for item in items if item is not base}
        relations[base.article.id] = Relation.ORIGINAL if original else min(relations.values(), key=_ORDER.index)
        printings = tuple(Printing(article=article, relation=relations[article]) for article in ids)
        return Work(id=group_id("work", ids), articles=printings, original=original, because=because)

    def _relate(self, item: ArticleText, base: ArticleText, between: Mapping[frozenset[str], Edge]) -> Relation:
        """What a printing is to the base; an update whose words were all replaced on the way is a version."""
        edge = between.get(frozenset((item.article.id, base.article.id))) or self.score(item, base)
        return (edge.relation if edge else None) or Relation.VERSION


def _sort_by_length(a: ArticleText, b: ArticleText) -> list[tuple[int, str, ArticleText, Words]]:
    """Each as (words, id, article, its words), the shorter first."""
    return sorted((len(words), item.article.id, item, words) for item in (a, b) for words in (read_words(item),))


def _is_told(agreement: Agreement, ours: Words, theirs: Words) -> bool:
    """Whether it is a writer's words that both have, not the names and formulas that all who were there have."""
    if is_same_text(agreement) or is_cut_out(agreement):
        return True
    if agreement.told_share >= PLAIN_SHARE and agreement.covered_share >= PLAIN_COVERED:
        return True
    plain = leave_out(agreement, ours.credentials, ours, theirs)
    is_plain_passage = (
        has_enough(agreement) and plain.longest_told >= FORMULA and plain.told_share >= PLAIN_PASSAGE_SHARE
    )
    return is_telling(agreement) and is_in_order(agreement) and (is_copy(plain) or is_plain_passage)


def _is_form(agreement: Agreement, ours: Words, theirs: Words, *, is_later: bool) -> bool:
    """Whether the texts tell of other people, places and numbers in the same words: forms that are filled in, stock
    phrases. What is printed again days later is one too where most of its numbers are others: rates, results."""
    if agreement.share >= MOST:
        return False
    names, numbers = ours.names, ours.numbers
    same_names, same_numbers = _count_same(names, theirs.words), len(numbers & theirs.numbers)
    if is_later and len(numbers) >= PARTICULARS and 2 * same_numbers < len(numbers):
        return True
    particulars = len(names) + len(numbers)
    are_enough = len(names) >= NAMES or particulars >= PARTICULARS
    return are_enough and same_names + same_numbers < SAME_PARTICULARS * particulars


def _count_same(names: Iterable[Sequence[str]], words: Iterable[str]) -> int:
    """How many of the names stand among the words with more than half of their own."""
    known = frozenset(words)
    return sum(sum(word in known for word in name) > SAME_NAME * len(name) for name in names)


def _list_passages(agreement: Agreement, ours: Words, theirs: Words) -> tuple[tuple[Span, Span], ...]:
    """The longest shared runs, by their place in the shorter text."""
    longest = sorted(agreement.runs, key=lambda run: -run.length)[:SHOWN]
    return tuple(
        (ours.span(run.a, run.a + run.length), theirs.span(run.b, run.b + run.length)) for run in sorted(longest)
    )


def _compare_headlines(a: ArticleText, b: ArticleText) -> str:
    spans = a.article.headline, b.article.headline
    if spans[0] is None or spans[1] is None:
        return "" if spans[0] == spans[1] else " Only one has a headline."
    same = fold_words(a.text, spans[0]) == fold_words(b.text, spans[1])
    return " The headline is the same." if same else " The headline differs."


def _fullest(items: Sequence[ArticleText]) -> ArticleText:
    return min(items, key=lambda item: (-len(read_words(item)), item.article.id))


def _is_background(agreement: Agreement, a: ArticleText, b: ArticleText) -> bool:
    """Whether what the two share is standing background: less than half, and printed again days later, or below news
    of its own in both, where it was taken over block by block or stands in one outlet."""
    if agreement.share >= BACKGROUND_SHARE:
        return False
    outlets = a.article.outlet, b.article.outlet
    is_own = outlets[0] is not None and outlets[0] == outlets[1]
    is_pasted = agreement.passages > 1 and agreement.told >= BLOCK * agreement.passages
    is_block = is_pasted and agreement.told_share < BLOCK_SHARE
    return _is_later(a, b) or (not agreement.opens and (is_own or is_block))


def _is_later(a: ArticleText, b: ArticleText) -> bool:
    """Whether both state their day and one is printed days after the other."""
    days = [_read_day(item) for item in (a, b)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > BACKGROUND_DAYS


def _read_day(item: ArticleText) -> date | None:
    published = item.article.published
    match = _DAY.match(published.value) if published else None
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
