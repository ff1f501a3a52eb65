"""What conflicts are looked for in, and how one is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.link.claims import Cluster
from sayso.link.figures import Setting, list_series
from sayso.link.periods import count_days
from sayso.link.readings import Reading, points_back, turns_content
from sayso.link.speakers import Speakers, name_organisation
from sayso.link.thesaurus import list_senses
from sayso.link.words import load_tables
from sayso.model import ArticleText, Conflict, ConflictKind, Date, Figure, make_id
from sayso.spans import find_article

LONGEST_QUOTE = 90  # characters of the words that a reason names
MOST_NAMED = 4  # words of both sides that a reason names
PLURAL_VERBS = {"says": "say", "denies": "deny", "contradicts": "contradict", "will": "will"}
PLURAL = frozenset({"officials", "two", "several", "some", "many", "critics", "residents", "prosecutors", "unnamed"})


@dataclass(frozen=True)
class Ground:
    """What conflicts are looked for in: one story's readings, speakers, claims, figures and dates."""

    readings: Mapping[str, Reading]  # by statement, in order of id
    speakers: Speakers
    clusters: Sequence[Cluster]
    figures: Sequence[Figure]
    dates: Mapping[str, Date]
    published: Mapping[str, Date]  # by article
    texts: Mapping[str, str] = field(default_factory=dict)  # of the pages, by article
    settings: Mapping[str, Setting] = field(default_factory=dict)  # what stands around a figure, by its id
    weights: Mapping[str, float] = field(default_factory=dict)  # how much a word tells within the story
    articles: Mapping[str, ArticleText] = field(default_factory=dict)  # by id

    @cached_property
    def in_order(self) -> list[Reading]:
        """The readings, in order of id."""
        return list(self.readings.values())

    @cached_property
    def by_article(self) -> Mapping[str, Sequence[Reading]]:
        """The readings of each article."""
        found: dict[str, list[Reading]] = defaultdict(list)
        for reading in self.in_order:
            found[reading.statement.article].append(reading)
        return found

    @cached_property
    def series(self) -> Sequence[Sequence[Figure]]:
        """The figures that count one thing, each series in order of id."""
        return list_series(self.figures, self.settings)

    @cached_property
    def by_word(self) -> Mapping[str, Sequence[int]]:
        """The places in `in_order` of the readings that hold a word, or a word of that sense."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, reading in enumerate(self.in_order):
            for word in sorted(reading.keys | reading.senses):
                found[word].append(place)
        return found

    @cached_property
    def by_deed(self) -> Mapping[str, Sequence[int]]:
        """The places in `in_order` of the readings that tell of a deed, by its stem."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, reading in enumerate(self.in_order):
            for deed in sorted({p.deed for part in reading.parts for p in part.propositions}):
                found[deed].append(place)
        return found

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The text of each page."""
        return {item.article.page: item.text for item in self.articles.values()}

    def find_article(self, page: str, start: int) -> str | None:
        """The article that holds a place of a page."""
        return find_article(self.articles.values(), page, start)

    def read_body(self, article: str, start: int, end: int) -> str:
        """The text of an article from `start` to `end`, what is no body left out where that is known."""
        text = self.texts[article]
        item = self.articles.get(article)
        body = item.article.body if item is not None else ()
        parts = [
            text[max(start, span.start) : min(end, span.end)] for span in body if span.start < end and start < span.end
        ]
        return "\n".join(parts) if parts else text[start:end]

    def name_house(self, article: str) -> str:
        """Whose text an article is, for a sentence."""
        own = self.articles[article].article
        return own.outlet or own.wire or "an article without a credit"


def make_conflict(
    kind: ConflictKind, one: Iterable[str], other: Iterable[str], because: str, leads: tuple[str, str] | None = None
) -> Conflict:
    """A conflict between two lists of finding ids. Each side is in order of id, after the one of `leads`, if given:
    the finding whose words `because` names."""
    left, right = sorted(one), sorted(other)
    name = make_id("conflict", kind, *left, "|", *right)
    for side, lead in zip((left, right), leads or (), strict=False):
        side.remove(lead)
        side.insert(0, lead)
    return Conflict(id=name, kind=kind, between=(tuple(left), tuple(right)), because=because)


def quote_words(text: str) -> str:
    """Words of a page in quotation marks on one line, the end left out where they are long."""
    words = " ".join(text.split()).strip("“”\"‘’' ,;:.")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rpartition(" ")[0] + " …"
    return f"“{words}”"


def same_speaker(a: Reading, b: Reading, ground: Ground) -> bool:
    """Whether one known speaker makes both statements."""
    one = ground.speakers.by_statement.get(a.statement.id)
    return one is not None and one == ground.speakers.by_statement.get(b.statement.id)


def tell_who(reading: Reading, ground: Ground) -> str:
    """The speaker's name, for a sentence."""
    speaker = ground.speakers.find(reading.statement.id)
    return (speaker.name if speaker else reading.statement.source.name) or "an unnamed source"


def agree_verb(verb: str, reading: Reading, ground: Ground) -> str:
    """A verb in the third person as a statement's speaker needs it: `says`, of several `say`."""
    speaker = ground.speakers.find(reading.statement.id)
    first = speaker.name.partition(" ")[0].casefold() if speaker is not None else ""
    several = first in PLURAL or (speaker is not None and len(speaker.members) > 1)
    return PLURAL_VERBS[verb] if several else verb


def tell_verb(reading: Reading, ground: Ground) -> str:
    """What a denier does: denies what is alleged, or contradicts it with words of their own."""
    return agree_verb("denies" if turns_content(reading.statement) else "contradicts", reading, ground)


def tell_turned(denial: Reading, told: Reading) -> str:
    """The words that clash: what a denial shares with what it denies, and that one tells it as so, one as not so."""
    if points_back(denial):
        return f"{quote_words(denial.text)} points back at {quote_words(told.text)}"
    tables = load_tables()
    idle = tables.back | tables.negation | tables.timing
    meant = told.keys | frozenset(sense for key in told.keys for sense in list_senses(key))
    things = {word.thing for word in told.words if word.thing}
    telling = (w for w in denial.words if w.key not in idle and w.stem not in tables.stop)
    shared = [w.text for w in telling if w.thing in things or {w.key, *list_senses(w.key)} & meant]
    turning = [w.text for w in denial.words if w.stem in tables.negation or w.text.casefold().endswith(("n't", "n’t"))]
    how = f"({', '.join(f'“{word}”' for word in turning[:2])})" if turning else "(denied)"
    matter = ", ".join(f"“{word}”" for word in dict.fromkeys(shared[:MOST_NAMED]))
    return f"both tell of {matter or 'the same'}, one as so, one as not so {how}"


def tell_gap(a: Reading, b: Reading, ground: Ground) -> str:
    """How far apart two statements were made, where that is known: they are told of one time."""
    when, then = find_date(a, ground), find_date(b, ground)
    days = count_days(when, then) if when is not None and then is not None else None
    if a.statement.article == b.statement.article:
        return ", in one article"
    return "" if days is None else ", on one day" if days == 0 else f", {days} day{'s' * (days > 1)} apart"


def tell_order(first: Reading, last: Reading, ground: Ground) -> str:
    """Who said it first and who said otherwise later, with the dates that are known."""
    parts = []
    for reading, adverb in ((first, "first"), (last, "later")):
        date = find_date(reading, ground)
        parts.append(f"{tell_who(reading, ground)} {adverb}" + (f" ({date.date})" if date else ""))
    return ", ".join(parts)


def order_turned(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """Of two statements the one that says that it is not so, and the other."""
    return (one, other) if one.negated or turns_content(one.statement) else (other, one)


def find_date(reading: Reading, ground: Ground) -> Date | None:
    """When a statement was made: as told, else when its article was published."""
    return ground.dates.get(reading.statement.id) or ground.published.get(reading.statement.article)


def list_sides(reading: Reading, ground: Ground) -> set[str]:
    """The organisations and countries whose word a statement is."""
    speaker = ground.speakers.find(reading.statement.id)
    members = [ground.speakers.by_id.get(i) for i in speaker.members] if speaker else []
    return {name for s in (speaker, *members) if s and (name := name_organisation(s))}


def is_one_side(a: Reading, b: Reading, ground: Ground) -> bool:
    """Whether one speaker makes both statements, or two who speak for one organisation or state."""
    return same_speaker(a, b, ground) or bool(list_sides(a, ground) & list_sides(b, ground))
