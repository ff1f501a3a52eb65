"""What may answer: each statement and figure of a story, with the words, names, places and dates around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sayso.ask.question import list_keys
from sayso.dossier import Dossier
from sayso.link.clauses import is_negated
from sayso.link.figures import list_series
from sayso.link.sentences import find_sentence, list_sentences
from sayso.link.settings import name_places, read_settings
from sayso.link.slots import Slots, read_slots
from sayso.link.words import Word, load_tables, read_words
from sayso.model import ArticleText, Claim, Figure, Source, Span, SpeakerKind, Statement
from sayso.spans import slice_text

LEAD_PARTS = 2  # paragraphs that tell where an article is set
LEAD = 600
MOST_LABEL = 60  # characters of the name before an answer of an interview
MOST_TEXT = 20_000  # characters of an article in which the rest of a speaker's description is looked for
MOST_SERIES = 80  # figures of one measure that are compared for being of one count
JOINING = frozenset({"and", "but", "while"})  # between two numbers: what follows is the second one's
WHERE_REACH = 5  # words from "Elm, where" to a number that is Elm's
SAME_SUM = 14  # characters between a sum and the same in another currency
BACKWARD = frozenset({"it", "that", "this", "these", "those", "they", "he", "she", "both"})
SHARING = frozenset({"when", "after", "since", "where"})  # what follows them is said of all numbers of the sentence


class Evidence:
    """One statement or figure, as a question meets it. What is costly is read when it is first wanted."""

    def __init__(self, finding: Statement | Figure, dossier: Dossier, *, narrated: bool = False) -> None:
        self.finding = finding
        self.narrated = narrated
        self._dossier = dossier
        self._item = dossier.articles[finding.article]
        self._statement = finding if isinstance(finding, Statement) else dossier.statements.get(finding.statement or "")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its words stand."""
        finding = self.finding
        return finding.content if isinstance(finding, Statement) else (Span(finding.start, finding.end),)

    @cached_property
    def text(self) -> str:
        """Its words."""
        return slice_text(self._item.text, self.spans)

    @cached_property
    def sentence(self) -> Span:
        """The sentence around its first words."""
        return find_sentence(self._item, self.spans[0].start, self.spans[0].end)

    @property
    def sentence_text(self) -> str:
        """The words of that sentence."""
        return self._item.text[self.sentence.start : self.sentence.end]

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return read_words(self.sentence_text)

    @cached_property
    def near(self) -> tuple[Word, ...]:
        """The words of a content; of a number, those of the part of the sentence that is about it."""
        if isinstance(self.finding, Statement):
            return read_words(self.text)
        return _cut_territory(self._words, self.sentence.start, self.spans[0], self._list_others(self.finding))

    @cached_property
    def far(self) -> tuple[Word, ...]:
        """The other words of the sentence, and the sentence before where the words point back to it."""
        if isinstance(self.finding, Statement):
            inside = [*self.spans, *self.finding.source.spans]
            return _leave_out(self._words, self.sentence.start, inside) + _read_before(
                self._item, self.sentence, self.near
            )
        near = set(self.near)
        rest = tuple(w for w in self._words if w not in near)
        return rest + _read_before(self._item, self.sentence, self._words)

    @cached_property
    def near_keys(self) -> frozenset[str]:
        """The keys of the words near."""
        return frozenset(w.key for w in self.near)

    @cached_property
    def far_keys(self) -> frozenset[str]:
        """The keys of the words further off."""
        return frozenset(w.key for w in self.far)

    @cached_property
    def cue_keys(self) -> frozenset[str]:
        """The keys of the words that link source and content."""
        cue = self._statement.cue if self._statement else None
        return frozenset(w.key for w in read_words(self._item.text[cue.start : cue.end])) if cue else frozenset()

    def _list_others(self, figure: Figure) -> list[Span]:
        """The other numbers of the sentence."""
        start, end = self.sentence.start, self.sentence.end
        return [
            Span(f.start, _find_counted_end(self._item.text, f))
            for f in self._dossier.figures.values()
            if f.article == figure.article and start <= f.start < end and f.id != figure.id and not f.conversion_of
        ]

    @cached_property
    def tellers(self) -> frozenset[str]:
        """Keys of who says it: names, aliases, role, body."""
        if self._statement is None:
            return frozenset()
        source, speaker = self._statement.source, self._dossier.speaker_of(self._statement.id)
        printed = [self._item.text[span.start : span.end] for span in source.spans]
        offices = [source.role, source.affiliation, *((speaker.role, speaker.affiliation) if speaker else ())]
        return self.own_names.union(*(list_keys(text) for text in (*offices, *printed) if text))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Keys of the names of who says it, without role and body."""
        if self._statement is None:
            return frozenset()
        source, speaker = self._statement.source, self._dossier.speaker_of(self._statement.id)
        known = [source.name, *source.members, *((speaker.name, *speaker.aliases) if speaker else ())]
        return frozenset(key for text in known if text for key in list_keys(text))

    @property
    def through(self) -> frozenset[str]:
        """Keys of who passed it on."""
        via = self._statement.via if self._statement else ()
        return frozenset(key for link in via for key in list_keys(link.name))

    @property
    def speaker(self) -> str | None:
        """Who says it, by name."""
        if self._statement is None:
            return None
        speaker = self._dossier.speaker_of(self._statement.id)
        return speaker.name if speaker else self._statement.source.name

    @property
    def date(self) -> str | None:
        """When it was said, or what the number holds for."""
        date = self._dossier.date_of(self.finding.id)
        return date.date if date else None

    @property
    def published(self) -> str | None:
        """When the article appeared."""
        date = self._dossier.date_of(self.finding.article)
        return date.date if date else None

    @property
    def negated(self) -> bool:
        """Whether its main clause says that something is not so."""
        return is_negated(self.near)

    @cached_property
    def slots(self) -> Slots | None:
        """What a figure counts; None for a statement."""
        return read_slots(self.finding) if isinstance(self.finding, Figure) else None


class Scene:
    """One story, prepared to be asked."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.claims: dict[str, Claim] = {
            member: claim for claim in dossier.links.claims for member in (*claim.statements, *claim.figures)
        }
        self._roles: dict[tuple[str, ...], tuple[frozenset[str], ...]] = {}
        self._series: dict[str | None, Mapping[str, frozenset[str]]] = {}
        self._leads: dict[str, frozenset[str]] = {}
        self._texts: dict[str, frozenset[str]] = {}
        self._opponents: dict[tuple[str, ...], frozenset[str]] = {}

    @cached_property
    def statements(self) -> list[Evidence]:
        """What somebody said, once for each work."""
        own = [s for s in self.dossier.statements.values() if s.id not in self.dossier.mirrors]
        return [Evidence(statement, self.dossier) for statement in own]

    def list_narrated(self, words: Sequence[str]) -> Iterator[Evidence]:
        """The sentences that the pages tell themselves, with all of these words' beginnings; once for each work."""
        said: dict[str, list[Span]] = defaultdict(list)
        for statement in self.dossier.statements.values():
            said[statement.article] += statement.content
        for work in self.dossier.works.values():
            id_ = work.original or min(printing.article for printing in work.articles)
            if id_ in self.dossier.articles:
                item = self.dossier.articles[id_]
                for part in item.article.body:
                    yield from self._narrate(item, part, said[id_], words)

    def _narrate(
        self, item: ArticleText, part: Span, taken: Sequence[Span], words: Sequence[str]
    ) -> Iterator[Evidence]:
        text = item.text[part.start : part.end].casefold()
        if not words or len(text) > MOST_TEXT or not all(word in text for word in words):
            return
        for sentence in list_sentences(item, part):
            low = item.text[sentence.start : sentence.end].casefold()
            said = any(s.start < sentence.end and sentence.start < s.end for s in taken)
            if not said and all(word in low for word in words):
                own = item.article
                told = Statement(id="", article=own.id, page=own.page, source=Source(), content=(sentence,))
                yield Evidence(told, self.dossier, narrated=True)

    @cached_property
    def figures(self) -> list[Evidence]:
        """The numbers, once for each work; conversions are counted with their original."""
        mirrors = self.dossier.mirrors
        own = [f for f in self.dossier.figures.values() if f.id not in mirrors and not f.conversion_of]
        return [Evidence(figure, self.dossier) for figure in own]

    @cached_property
    def settings(self) -> Mapping[str, float]:
        """Key of a name → the share of the story's works whose headline or lead has it."""
        counts: Counter[str] = Counter()
        for work in self.dossier.works.values():
            counts.update(frozenset().union(*(self.lead_keys(printing.article) for printing in work.articles)))
        total = max(1, len(self.dossier.works))
        return {key: number / total for key, number in counts.items()}

    @cached_property
    def body_keys(self) -> frozenset[str]:
        """The keys of the names of bodies that speak in the story."""
        bodies = [s for s in self.dossier.links.speakers if s.kind is SpeakerKind.ORGANISATION]
        return frozenset(key for body in bodies for key in list_keys(body.name))

    def places_of(self, evidence: Evidence) -> frozenset[str]:
        """The places that figures of the same count name."""
        measure = evidence.slots.measure if evidence.slots else None
        if measure not in self._series:
            self._series[measure] = self._join_places(measure)
        return self._series[measure].get(evidence.finding.id, frozenset())

    def _join_places(self, measure: str | None) -> Mapping[str, frozenset[str]]:
        alike = [e for e in self.figures if e.slots and e.slots.measure == measure][:MOST_SERIES]
        places = {e.finding.id: list_places(e) for e in alike}
        own = [e.finding for e in alike if isinstance(e.finding, Figure)]
        found: dict[str, frozenset[str]] = {}
        for series in list_series(own, read_settings(self.dossier.articles, own)) if any(places.values()) else ():
            joint = frozenset().union(*(places[figure.id] for figure in series))
            found.update({figure.id: joint for figure in series})
        return found

    def roles_of(self, asked: tuple[str, ...]) -> tuple[frozenset[str], ...]:
        """The roles, of two words at least, of the speakers that bear all these keys in their names."""
        if asked not in self._roles:
            named = [
                s for s in self.dossier.links.speakers if set(asked) <= set(list_keys(" ".join((s.name, *s.aliases))))
            ]
            roles = [frozenset(list_keys(speaker.role)) for speaker in named if speaker.role]
            self._roles[asked] = tuple(role for role in roles if len(role) > 1)
        return self._roles[asked]

    def opponents_of(self, keys: tuple[str, ...]) -> frozenset[str]:
        """The statements that dispute what a speaker of this name says."""
        if keys not in self._opponents:
            own = {e.finding.id for e in self.statements if set(keys) <= e.tellers}
            self._opponents[keys] = frozenset(
                finding
                for conflict in self.dossier.real_conflicts
                for side, other in (conflict.between, conflict.between[::-1])
                if own & set(side)
                for finding in other
            )
        return self._opponents[keys]

    def article_keys(self, article: str) -> frozenset[str]:
        """The keys of an article's words."""
        if article not in self._texts:
            item = self.dossier.articles[article]
            text = item.text[item.article.block.start : item.article.block.end][:MOST_TEXT]
            self._texts[article] = frozenset(w.key for w in read_words(text))
        return self._texts[article]

    def lead_keys(self, article: str) -> frozenset[str]:
        """The keys of an article's headline and lead."""
        if article not in self._leads:
            self._leads[article] = _lead_keys(self.dossier.articles[article])
        return self._leads[article]


def _read_before(item: ArticleText, sentence: Span, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of the sentence before, where it is a question, or the words point back to it: "the allegations"."""
    back = load_tables().back
    opening = bool(words) and words[0].text.casefold() in BACKWARD
    text = _cut_before(item, sentence.start)
    points_back = opening or all(word.stem in back for word in words)
    return read_words(text) if points_back or text.rstrip().endswith("?") else ()


def _find_counted_end(text: str, figure: Figure) -> int:
    """Where a number ends, with what it counts where that follows: "1,550 households"."""
    counted = figure.counted or ""
    after = text[figure.end : figure.end + len(counted) + 1]
    return figure.end + len(after) if counted and after[1:] == counted else figure.end


def _cut_before(item: ArticleText, start: int) -> str:
    """The sentence before; in an interview, that before the name of who answers."""
    for _ in range(2):
        last = len(item.text[item.article.block.start : start].rstrip()) + item.article.block.start - 1
        if last < item.article.block.start:
            return ""
        before = find_sentence(item, last, last)
        text = item.text[before.start : before.end].strip()
        if len(text) > MOST_LABEL or not text.endswith(":"):
            return text
        start = before.start
    return ""


def _leave_out(words: Sequence[Word], start: int, spans: Iterable[Span]) -> tuple[Word, ...]:
    """The words of a sentence at `start` that stand in none of the spans of the page."""
    taken = list(spans)
    return tuple(w for w in words if not any(s.start <= start + w.start < s.end for s in taken))


def _cut_territory(words: Sequence[Word], start: int, figure: Span, others: Sequence[Span]) -> tuple[Word, ...]:
    """The part of a sentence that is about one of its numbers: from the number before to the number behind; what stands
    before the first is about all, and so is what follows `when`, `after` and their like."""
    others = [o for o in others if o.start - figure.end > SAME_SUM or figure.start - o.end > SAME_SUM]
    low = max((o.end for o in others if o.end <= figure.start), default=0) - start
    high = min((o.start for o in others if o.start >= figure.end), default=start + 10**9) - start
    joints = [w.start for w in words if w.text.casefold() in JOINING]
    low = next((joint for joint in joints if low < joint < figure.start - start), low) if low > 0 else low
    high = next((joint for joint in joints if figure.end - start < joint < high < 10**9), high)
    first = min([o.start for o in others] + [figure.start]) - start
    last = max([o.end for o in others] + [figure.end]) - start
    near = [i for i, w in enumerate(words) if w.text.casefold() == "where" and w.start < figure.start - start]
    if near and sum(words[near[-1]].start < w.start < figure.start - start for w in words) <= WHERE_REACH:
        return tuple(w for w in words[max(0, near[-1] - 1) :] if w.start < high)
    shared = next((w.start for w in words if w.start >= last and w.text.casefold() in SHARING), 10**9)
    return tuple(w for w in words if low <= w.start < high or w.start < first or w.start >= shared)


def list_places(evidence: Evidence) -> frozenset[str]:
    """The places that a figure is set in, by its own slot and the words near it."""
    slots = evidence.slots.place if evidence.slots else frozenset()
    return slots | name_places(evidence.near)


def _lead_keys(item: ArticleText) -> frozenset[str]:
    spans = [item.article.headline, *item.article.body[:LEAD_PARTS]]
    lead = " . ".join(item.text[s.start : min(s.end, s.start + LEAD)] for s in spans if s is not None)[:LEAD]
    return frozenset(w.key for w in read_words(lead))
