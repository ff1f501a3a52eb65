"""What may answer: each statement and figure of a story, with the words, names, places and dates around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from sayso.ask.kinds import load_pattern
from sayso.ask.question import list_keys
from sayso.dossier import Dossier
from sayso.link.clauses import is_negated
from sayso.link.sentences import find_sentence
from sayso.link.slots import Slots, read_slots
from sayso.link.words import Word, load_tables, read_words
from sayso.model import ArticleText, Event, Figure, Span, SpeakerKind, Statement
from sayso.spans import slice_text

MOST_LABEL = 60  # characters of the name before an answer of an interview
MOST_TEXT = 20_000  # characters of an article in which the rest of a speaker's description is looked for
JOINING = frozenset({"and", "but", "while"})  # between two numbers: what follows is the second one's
WHERE_REACH = 5  # words from "Elm, where" to a number that is Elm's
SAME_SUM = 14  # characters between a sum and the same in another currency
BACKWARD = frozenset(
    {"it", "that", "this", "these", "those", "both", "they", "he", "she", "him", "her", "his", "them", "its"}
)
OWN = {SpeakerKind.PERSON: frozenset({"he", "she"}), SpeakerKind.ORGANISATION: frozenset({"it", "they"})}
"""What a speaker who is named in the sentence calls himself there: in "the firm said it would" it is the firm."""
SHARING = frozenset({"when", "after", "since", "where"})  # what follows them is said of all numbers of the sentence


class Evidence:
    """One statement or figure, as a question meets it. What is costly is read when it is first wanted."""

    def __init__(
        self, finding: Statement | Figure, dossier: Dossier, *, narrated: bool = False, event: Event | None = None
    ) -> None:
        self.finding = finding
        self.narrated = narrated
        self.event = event  # that its words tell; then `finding` only holds the words
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
    def words(self) -> tuple[Word, ...]:
        """The words of its sentence."""
        return read_words(self.sentence_text)

    @cached_property
    def near(self) -> tuple[Word, ...]:
        """The words of a content; of a number, those of the part of the sentence that is about it."""
        if isinstance(self.finding, Statement):
            return read_words(self.text)
        others = [Span(f.start, _find_counted_end(self._item.text, f)) for f in self._list_others(self.finding)]
        return _cut_territory(self.words, self.sentence.start, self.spans[0], others)

    @cached_property
    def far(self) -> tuple[Word, ...]:
        """The other words of the sentence, and the sentence before where the words point back to it."""
        if isinstance(self.finding, Statement):
            inside = [*self.spans, *self.finding.source.spans]
            rest = _leave_out(self.words, self.sentence.start, inside)
            if self._speaks_of_self(self.finding):
                return rest
            return rest + _read_before(self._item, self.sentence, self.near)
        near = set(self.near)
        rest = tuple(w for w in self.words if w not in near)
        return rest + _read_before(self._item, self.sentence, self.words)

    def _speaks_of_self(self, statement: Statement) -> bool:
        """Whether the words begin with a pronoun for the speaker, who stands before them."""
        opening = self.near[0].text.casefold() if self.near else ""
        named = bool(statement.source.spans) and statement.source.spans[0].start < self.spans[0].start
        return named and opening in OWN.get(statement.source.kind, ())

    @cached_property
    def near_keys(self) -> frozenset[str]:
        """The keys of the words near."""
        return frozenset(w.key for w in self.near)

    @cached_property
    def far_keys(self) -> frozenset[str]:
        """The keys of the words further off."""
        return frozenset(w.key for w in self.far)

    @cached_property
    def before(self) -> tuple[Word, ...]:
        """The words of the sentence before."""
        return read_words(self.text_before)

    @property
    def text_before(self) -> str:
        """The sentence before."""
        return _cut_before(self._item, self.sentence.start)

    @cached_property
    def before_keys(self) -> frozenset[str]:
        """The keys of the words of the sentence before."""
        return frozenset(w.key for w in self.before)

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of the words of its own sentence."""
        return frozenset(w.key for w in self.words)

    @cached_property
    def cue_keys(self) -> frozenset[str]:
        """The keys of the words that link source and content."""
        cue = self._statement.cue if self._statement else None
        return frozenset(w.key for w in read_words(self._item.text[cue.start : cue.end])) if cue else frozenset()

    def _list_others(self, figure: Figure) -> list[Figure]:
        """The other numbers of the sentence."""
        start, end = self.sentence.start, self.sentence.end
        return [
            f
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
    def kind(self) -> SpeakerKind | None:
        """What sort of speaker says it."""
        return self._statement.source.kind if self._statement else None

    @property
    def tells_office(self) -> bool:
        """Whether its sentence names the speaker together with the office."""
        source = self._statement.source if self._statement else None
        if source is None or not source.name or source.anonymous or not source.role:
            return False
        surname = list_keys(source.name)[-1:]
        return bool(surname) and {*list_keys(source.role), *surname} <= {w.key for w in self.words}

    @property
    def is_foreign(self) -> bool:
        """Whether its article is in another language than the questions."""
        return self._item.article.language not in (None, "en")

    @property
    def is_old(self) -> bool:
        """Whether it holds for a time of more than a year before it was printed."""
        date, published = (self.date or "")[:4], (self.published or "")[:4]
        return date.isdigit() and published.isdigit() and int(published) - int(date) > 1

    @property
    def date(self) -> str | None:
        """When it was said, or what the number holds for."""
        date = self.event.date if self.event else self._dossier.date_of(self.finding.id)
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
    def whole(self) -> Slots | None:
        """What a figure is counted as a part of: "4,700 casualties, including 600 deaths"."""
        start = self.spans[0].start
        others = self._list_others(self.finding) if isinstance(self.finding, Figure) else []
        before = [figure for figure in others if figure.start < start]
        last = max(before, key=lambda figure: figure.start, default=None)
        if last is None:
            return None
        between = self._item.text[_find_counted_end(self._item.text, last) : start]
        return read_slots(last) if load_pattern("including").match(between) else None

    @cached_property
    def slots(self) -> Slots | None:
        """What a figure counts; None for a statement."""
        return read_slots(self.finding) if isinstance(self.finding, Figure) else None


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
