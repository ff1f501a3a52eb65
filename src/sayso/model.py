"""The words everyone shares: page, article, statement, figure, work, claim, story.

Every record is frozen and carries no behaviour beyond its own invariants. Offsets are Python `str` offsets, half open,
into the page's text: `page.text[span.start:span.end]` is the words found. Normalised values stand beside the words,
never in their place. The records are what stations pass on and what the store keeps; the export (`sayso.export`) adds
the words to each span and resolves each date.

Names are those of `EXPORT.md`; what differs is said at the field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec


class Record(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of all records: frozen, built with named fields, written as JSON without what stands at its default.

    None can hold itself, so Python's collector of cycles need not look through them (`gc=False`): thousands of records
    that are kept would else stop a server for a tenth of a second now and then."""


def make_id(kind: str, *parts: object) -> str:
    """`kind-` and 16 hexadecimal digits of a BLAKE2 digest of the parts: the same parts give the same id for ever."""
    text = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def group_id(kind: str, members: Iterable[str]) -> str:
    """A group's id is its smallest member's, with the group's own kind before the digits."""
    return f"{kind}-{min(members).partition('-')[2]}"


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """The characters `[start, end)` of a page's text."""

    start: int
    end: int


# --- pages ----------------------------------------------------------------------------------------------------------


class MediaType(StrEnum):
    """What the bytes of a page are."""

    TEXT = "text/plain"
    HTML = "text/html"
    RSS = "application/rss+xml"  # one entry of a feed
    ATOM = "application/atom+xml"
    JSON_FEED = "application/feed+json"
    MAIL = "message/rfc822"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"


class Capture(Record, frozen=True):
    """One place and time at which a page's bytes were found. `page` is empty until the bytes have been read."""

    page: str
    path: str | None = None
    url: str | None = None
    retrieved: str | None = None  # ISO 8601, UTC; for a file its time of change
    container: str | None = None  # the WARC record or feed entry that held it: `path#id`
    content_type: str | None = None  # as the server declared it; its charset counts where the page names none

    @property
    def place(self) -> str:
        """The path or address, as given."""
        return self.path or self.url or "-"


class PageFacts(Record, frozen=True):
    """What a page says of itself outside its text (HTML metadata). None of it is checked against the text."""

    canonical: str | None = None
    outlet: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # as printed in the metadata
    modified: str | None = None
    section: str | None = None
    carrier: str | None = None  # the feed or mailing list that passes on what its source printed
    basis: dict[str, str] = {}  # by field: which part of the metadata says so


class MarkKind(StrEnum):
    """What the markup of a page says of one of its lines."""

    HEADLINE = "headline"  # the page's `h1`, or what its metadata call its headline
    HEADING = "heading"
    CAPTION = "caption"
    TIME = "time"  # a short line with a `time` element in it
    MAIN = "main"  # belongs to what the page is about
    ITEM = "item"  # all lines of one of the articles or entries of a page that holds many
    TEASER = "teaser"  # a headline of a list that is the page, and that only leads elsewhere


class Mark(msgspec.Struct, frozen=True, order=True, array_like=True):
    """What the markup says of the characters `[start, end)` of the page's text."""

    start: int
    end: int
    kind: MarkKind


class Page(Record, frozen=True):
    """What was found, decoded: its text and what it says of itself. The bytes stay with the store."""

    id: str  # `page-` + digest of the bytes
    media_type: MediaType
    text: str
    language: str | None = None  # ISO 639-1
    facts: PageFacts = PageFacts()
    marks: tuple[Mark, ...] = ()  # HTML only: from its elements, for split and strip; none where nothing is known


class Profile(Record, frozen=True):
    """What a site prints on page after page, as it was known when it had so many pages. Never changed: a newer one has
    a number of its own."""

    site: str  # the host of its addresses, or its outlet's name
    number: int  # from 1 for each site
    pages: int  # from which it was learned
    lines: tuple[str, ...] = ()  # digests of the lines, sorted


class Found(Record, frozen=True):
    """The bytes of a page as they were found, and where; the profile that it is to be read with."""

    capture: Capture
    data: bytes
    profile: Profile | None = None


class Discard(Record, frozen=True):
    """An input, or a part of one, that left no result, and why."""

    input: str
    station: str
    reason: str
    page: str | None = None


# --- articles -------------------------------------------------------------------------------------------------------


class Basis(StrEnum):
    """How a date is known."""

    STATED = "stated"  # written out on the page
    RELATIVE = "relative"  # resolved against an anchor on the page
    INFERRED = "inferred"  # from other evidence, named in `because`


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


class Direction(StrEnum):
    """Where an incomplete expression points from its anchor: "on Thursday" after "said" is past."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


class DateExpression(Record, frozen=True):
    """A date as printed, not yet resolved: later pages may supply the year.

    `value` is a TIMEX3 value (ISO 8601 with `X` for what is not given): `2025-06-18`, `XXXX-04-09`, `XXXX-04`,
    `XXXX-WXX-4` (a Thursday), `XXXX-SU` (a summer), or an offset from the anchor: `P-1D` yesterday, `P-1W` last week,
    `P-1M`, `P-1Y`, `P0W` this week, `P0D` today. Marks of our own: `~` about so long ago (`P-6M~`), `<` the last one
    that is over (`XXXX-FA<`, last fall), `@` within (`XXXX-11@P-1Y`, in November last year), `A/B` from A to B, `PT44M`
    minutes ago, which only a time of capture resolves. `sayso.extract.dates` lists them all, and
    `sayso.link.dates.resolve_date` makes a `Date` of a value.
    """

    value: str
    span: Span | None = None
    direction: Direction = Direction.NEAREST
    basis: Basis = Basis.STATED
    because: str | None = None


class Date(Record, frozen=True):
    """A resolved date. `date` is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `A/B` of two of them."""

    date: str
    precision: Precision
    basis: Basis
    span: Span | None = None
    because: str | None = None


class FurnitureKind(StrEnum):
    """What the characters of a page are that belong to no article."""

    NAVIGATION = "navigation"
    ADVERT = "advert"
    COMMENTS = "comments"
    CAPTION = "caption"
    PICTURE_CREDIT = "picture-credit"
    TEASER = "teaser"
    BIO = "bio"
    MEMBERSHIP = "membership"
    OTHER = "other"


class Furniture(Record, frozen=True):
    """Characters of a page that are no article's: menus, promotions, captions, sign-ups."""

    page: str
    start: int
    end: int
    kind: FurnitureKind
    because: str | None = None  # the rule that said so


class Article(Record, frozen=True):
    """One piece of journalism on one page. Its id hangs on page and start of its block, not on what strip kept."""

    id: str
    page: str
    block: Span  # as split found it, furniture and credits included
    headline: Span | None = None
    headline_repeats: tuple[Span, ...] = ()
    credits: tuple[Span, ...] = ()  # credit, byline and time lines
    outlet: str | None = None
    wire: str | None = None
    carrier: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    published: DateExpression | None = None  # as the page prints it; the export has it resolved
    modified: DateExpression | None = None
    language: str | None = None
    body: tuple[Span, ...] = ()  # paragraphs, in order, without furniture
    repeats: tuple[Span, ...] = ()  # blocks of this article printed again


# --- findings: always an article's own ------------------------------------------------------------------------------


class SpeakerKind(StrEnum):
    """What kind of speaker stands behind a source."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    DOCUMENT = "document"
    DATA = "data"
    ANONYMOUS = "anonymous"
    GROUP = "group"


class Source(Record, frozen=True):
    """Who a statement is attributed to: the words, and whom the article means by them."""

    spans: tuple[Span, ...] = ()  # none where the source is carried over from the sentence before
    name: str | None = None  # the fullest name the article gives; for an unnamed source its description
    kind: SpeakerKind = SpeakerKind.PERSON
    anonymous: bool = False
    role: str | None = None
    affiliation: str | None = None
    members: tuple[str, ...] = ()  # names of joint speakers
    because: str | None = None  # how the name was found, where the words are not the name


class Via(Record, frozen=True):
    """One link through which the words passed, from the speaker outward."""

    name: str
    span: Span | None = None
    read: bool = False  # the link that was really read


class Directness(StrEnum):
    """Whether the content stands in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does by speaking."""

    ASSERT = "assert"
    DENY = "deny"
    WARN = "warn"
    PREDICT = "predict"
    ESTIMATE = "estimate"
    CANNOT_RULE_OUT = "cannot-rule-out"
    ACCUSE = "accuse"
    PLEDGE = "pledge"
    CONDEMN = "condemn"
    QUESTION = "question"
    DEMAND = "demand"
    CONFIRM = "confirm"
    ANNOUNCE = "announce"
    PRAISE = "praise"
    THREATEN = "threaten"
    OPPOSE = "oppose"
    CONCERN = "concern"
    ASSESS = "assess"
    HINT = "hint"


class Statement(Record, frozen=True):
    """One article reports that someone said, believes or announced something."""

    id: str  # `statement-` + digest of article, kind and spans
    article: str
    page: str
    source: Source
    content: tuple[Span, ...]  # what; in two parts when the cue interrupts it
    cue: Span | None = None  # the words that link source and content
    directness: Directness = Directness.INDIRECT
    via: tuple[Via, ...] = ()
    said: DateExpression | None = None
    stance: Stance = Stance.ASSERT
    negated: bool = False
    parent: str | None = None  # the statement inside whose content this one stands
    confidence: float = 0.5


class Scope(StrEnum):
    """Whether a figure is the whole, comes on top, is what is left, or is relative."""

    TOTAL = "total"
    ADDITIONAL = "additional"
    REMAINING = "remaining"
    RATE = "rate"
    SHARE = "share"


class Figure(Record, frozen=True):
    """A number with what it counts. "about N" is N and N; "more than N" leaves `maximum` open, "up to N" `minimum`."""

    id: str  # `figure-` + digest of article, kind and span
    article: str
    page: str
    start: int
    end: int
    minimum: float | None = None
    maximum: float | None = None
    qualifier: str | None = None
    unit: str | None = None
    counted: str | None = None
    measure: str | None = None
    place: str | None = None
    scope: Scope | None = None
    included_in: str | None = None
    conversion_of: str | None = None
    doubt: str | None = None
    as_of: DateExpression | None = None
    statement: str | None = None
    aside: str | None = None  # what the number is where it is no count: age, score, rank, calibre, name, mention


class DateMention(Record, frozen=True):
    """A date expression on a page."""

    id: str  # `date-mention-` + digest of article, kind and span
    article: str
    page: str
    start: int
    end: int
    expression: DateExpression


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    COUNTRY = "country"


class NameMention(Record, frozen=True):
    """Somebody or something that an article names, with each place where it does; `start` and `end` are the first's."""

    id: str  # `name-` + digest of article, kind and first span
    article: str
    page: str
    start: int
    end: int
    name: str  # the fullest that the article gives; of a country its usual name, also where its capital stands for it
    kind: NameKind
    spans: tuple[Span, ...]
    roles: tuple[Span, ...] = ()
    affiliation: str | None = None
    place: int | None = None  # the place's id in GeoNames, where the article tells which it is
    because: str | None = None  # how the place was told from others of its name


Finding = Statement | Figure | DateMention | NameMention


class ArticleText(Record, frozen=True):
    """An article with the text of the page that its spans point into: what gather stations compare."""

    article: Article
    text: str
    facts: PageFacts = PageFacts()  # of the page, where they are asked for: which of several printings came first
    addresses: tuple[str, ...] = ()  # where the page was found, as far as it has addresses; sorted


class Reading(Record, frozen=True):
    """All that the map stations make of one page."""

    page: Page
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    discards: tuple[Discard, ...] = ()


# --- groups: what gather stations find ------------------------------------------------------------------------------


class Relation(StrEnum):
    """How an article stands to its work's original."""

    ORIGINAL = "original"
    IDENTICAL = "identical"
    NEAR = "near"
    EXCERPT = "excerpt"
    VERSION = "version"


class Edge(Record, frozen=True):
    """Two records that belong together (or, with score 0, that people keep apart), and the reason."""

    kind: str  # "copy" (article, article), "mirror" (finding, finding in the original), "story" (work, work)
    a: str
    b: str
    score: float
    because: str
    relation: Relation | None = None  # of `a` to `b`, for copies
    passages: tuple[tuple[Span, Span], ...] = ()  # of copies the longest that both have, as they stand in `a` and `b`


class Printing(Record, frozen=True):
    """One article of a work."""

    article: str
    relation: Relation


class Work(Record, frozen=True):
    """One text, however many pages carry it."""

    id: str
    articles: tuple[Printing, ...]
    original: str | None = None
    because: str | None = None

    @property
    def reference(self) -> str:
        """The article that stands for it: the original, or the first where nobody knows which that is."""
        return self.original or self.articles[0].article


class Speaker(Record, frozen=True):
    """The person, organisation or document behind one or more sources."""

    id: str  # the smallest of its statements'
    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # speaker ids
    statements: tuple[str, ...] = ()


class Origin(Record, frozen=True):
    """Who and which occasion a claim rests on."""

    speaker: str | None
    organisation: str | None
    occasion: str | None
    statements: tuple[str, ...]


class Claim(Record, frozen=True):
    """The proposition that statements and figures of several works share."""

    id: str
    text: str
    statements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    independent_origins: int = 0
    organisations: int = 0
    unknown_origins: int = 0
    reports: int = 0
    copies: int = 0
    because: str | None = None


class ConflictKind(StrEnum):
    """How two sides differ."""

    DENIAL = "denial"
    DIFFERS = "differs"
    REVISION = "revision"
    REVERSAL = "reversal"
    APPARENT = "apparent"

    @property
    def is_open(self) -> bool:
        """Whether two sides stand against each other."""
        return self in (ConflictKind.DENIAL, ConflictKind.DIFFERS)

    @property
    def is_revision(self) -> bool:
        """Whether a later count or word takes the place of an earlier one."""
        return self in (ConflictKind.REVISION, ConflictKind.REVERSAL)


class Conflict(Record, frozen=True):
    """Two sides that do not agree: lists of statement, figure or event ids."""

    id: str
    kind: ConflictKind
    between: tuple[tuple[str, ...], tuple[str, ...]]
    because: str


class Passage(Record, frozen=True):
    """Words on a page."""

    page: str
    start: int
    end: int


class Event(Record, frozen=True):
    """Something dated that the story tells."""

    id: str
    date: Date
    text: str
    page: str
    spans: tuple[Span, ...]
    statements: tuple[str, ...] = ()
    reports: tuple[Passage, ...] = ()  # where else it is told with this date, on this page or others
    ahead: bool = False  # what tells it was printed before the date


class Expectation(Record, frozen=True):
    """What was said before it happened, and what became of it as far as pages tell."""

    id: str
    of: str  # the statement that predicts, warns or pledges, or the event that was still ahead
    came_true: bool | None = None  # None: nothing tells, or what tells disagrees
    by: tuple[str, ...] = ()  # the statements and events that tell so, the earliest first
    because: str | None = None


class StoryPart(Record, frozen=True):
    """A work of a story; `spans` are the items of a briefing that belong to it."""

    work: str
    spans: tuple[Span, ...] | None = None


class Chapter(Record, frozen=True):
    """Works of a story that tell one stretch of it: the night itself, the inquiry."""

    title: str
    works: tuple[str, ...]  # ids, sorted


class Story(Record, frozen=True):
    """Works about one event over time. Where it falls into several, `chapters` has each work once, the widest first."""

    id: str
    title: str
    parts: tuple[StoryPart, ...]
    first: Date | None = None
    last: Date | None = None
    chapters: tuple[Chapter, ...] = ()


class FigureSeries(Record, frozen=True):
    """Figures that count one thing, by id. `parts`: of a figure that is told of less than the others, of what, in the
    page's words ("Skarby alone")."""

    figures: tuple[str, ...]
    parts: dict[str, str] = {}


class Links(Record, frozen=True):
    """All that the link station makes of one story. `dates` is by article or finding id."""

    story: str
    speakers: tuple[Speaker, ...] = ()
    dates: dict[str, Date] = {}
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    events: tuple[Event, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    series: tuple[FigureSeries, ...] = ()


class Anchor(Record, frozen=True):
    """What a judgement hangs on: the page's bytes, the span, and the words that stood there."""

    page: str
    start: int
    end: int
    words: str


class Judgement(Record, frozen=True):
    """What a person decided. It outranks every suggestion and survives a rebuild."""

    id: str
    author: str
    time: str
    kind: str  # of articles "same", "different"; of statements "same person", "different person", "speaker", "add" …
    about: tuple[Anchor, ...]  # of "add": the content and, where it was named, the source
    value: str | None = None  # the speaker's name; None: not known
    stance: Stance | None = None  # of a statement that was added
    reason: str | None = None
    undone: bool = False


def to_json(record: Any) -> bytes:
    """The record as JSON bytes."""
    return msgspec.json.encode(record)
