"""What stands around a figure, to tell whether two count one thing: places, names, words, and "down from"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, takewhile

from sayso.link.figure_plans import is_planned
from sayso.link.figures import Setting
from sayso.link.sentences import find_sentence
from sayso.link.slots import daily_measures, read_slots
from sayso.link.words import Word, calendar_words, fold, load_tables, read_rules, read_words
from sayso.model import ArticleText, Figure, Scope, Span, Statement

PLACING = frozenset({"in", "at", "near", "outside", "above", "below"})
# After these, words are about another place or time.
ELSEWHERE = frozenset(
    (
        "after",
        "before",
        "since",
        "as",
        "when",
        "where",
        "while",
        "who",
        "which",
        "like",
        "days",
        "weeks",
        "months",
        "years",
    )
)
COMPARING = frozenset({"after", "like", "unlike", "than"})  # a name right after these is of another event
# Before a figure: what was counted before, not what is counted now.
CHANGING = (
    "up|down|raise|reduce|cutting|raising|grown|increase|reduced|raised|revised|cut|lowered|rose|fell|rising|falling|"
    "increased|dropped|risen|fallen|climbed|jumped|soared|slipped"
)
FORMER = re.compile(
    r"\b(?:at first|initially|originally|first reported|previously|an? earlier (?:count|toll|figure|estimate) of)\b"
    rf"[^.;]*$|(?:\b(?:{CHANGING})\b[^.;\d]{{0,60}}\bfrom|\binstead of|\brather than"
    r"|(?:[,(—–-]\s*(?:and\s+)?|\band\s+)not|\bto\s+(?:[a-z]+\s+){0,3}[$€£]?[\d,.]+(?:\s+(?:m|b|tr)illion)?(?:\s+\w+)?"
    r"(?:\s+\([^()]{1,40}\))?\s+from)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
# After one: "forty missing become twelve".
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|none"
BECOMING = re.compile(rf"[^.;:\d]{{0,50}}?\b(?:becomes?|became|turned into|turns into)\s+(?:\d|(?:{_NUMBER})\b)")
# "put the number of dead at 27": somebody's count, though the speaker is not found.
CLAIMED = re.compile(r"\b(?:put|puts|putting|estimate[sd]?|reckon(?:s|ed)?)\b[^.;:]{0,60}\bat\s+$", re.IGNORECASE)
# "in Vell alone 20 were killed", "300 on Saturday alone": a part, of the number beside it.
ALONE = re.compile(r"\b(?:[Ii]n|[Oo]n|[Aa]t)\s+(?:the\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}\s+alone)\b")
ALONE_REACH = 80  # characters between the figure and those words, with no other number
OTHER = re.compile(r"\s*(?:of\s+)?(?:the\s+)?others?\b")
_DAY = r"(?<!\b[Bb]y )(?<!\bas of )(?<!since )(?<!until )"
_DAY += r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Oo]vernight|[Yy]esterday|[Tt]oday)\b"
DAY_AFTER = re.compile(rf"[^.,;:\d]{{0,60}}?{_DAY}")
DAY_BEFORE = re.compile(rf"^\W*(?:On |Late |Early ){{0,2}}{_DAY}[^.;:\d]{{0,40}}$")
REQUIRED = re.compile(
    r"\b(?:can only|may only|must|requires?d?|threshold|needs?|needed|quorum|minimum|valid with)\b[^.;:]{0,60}$"
)
MATTER = re.compile(r"[^.,;:()\d]{0,40}?\bof\s+(?:the\s+|its\s+|their\s+)?((?:[^\W\d_]{1,30}\s?){1,3})")
MOST_BESIDE = 20  # numbers of a sentence that are read beside a figure: one with more is a table
FORMER_REACH = 80  # characters before a figure that are read for it
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LEAD = 700  # characters of an article that tell where it is set


def read_settings(
    items: Mapping[str, ArticleText], figures: Iterable[Figure], statements: Iterable[Statement] = ()
) -> dict[str, Setting]:
    """What stands around each figure, by its id; `statements` are those that figures stand in, as far as known."""
    contents = {statement.id: statement.content for statement in statements}
    homes = {article: name_home(item) for article, item in items.items()}
    leads = {article: (name_years(item), name_cast(item)) for article, item in items.items()}
    return {
        f.id: _read_setting(
            items[f.article], f, homes[f.article], leads[f.article], contents.get(f.statement or "", ())
        )
        for f in figures
        if f.article in items
    }


def name_years(item: ArticleText) -> frozenset[str]:
    """The years that an article's headline and lead name."""
    return frozenset(YEAR.findall(_read_lead(item)))


def name_cast(item: ArticleText) -> frozenset[str]:
    """The countries and names of an article's headline and lead."""
    return frozenset(_names(read_words(_read_lead(item))))


def _read_setting(
    item: ArticleText,
    figure: Figure,
    home: frozenset[str],
    lead: tuple[frozenset[str], frozenset[str]],
    content: Sequence[Span],
) -> Setting:
    span = find_sentence(item, figure.start, figure.end)
    words = read_words(item.text[span.start : span.end])
    inner = _find_where(words, figure.start - span.start)
    here = words[inner:]
    stop = load_tables().stop
    stems = (w.thing or w.stem for w in words if w.number is None and w.stem not in stop and w.text.isalpha())
    before = item.text[max(span.start, figure.start - FORMER_REACH) : figure.start]
    former = FORMER.search(before) is not None or BECOMING.match(item.text, figure.end, span.end) is not None
    claimed = CLAIMED.search(before) is not None
    return Setting(
        name_places(here) | (frozenset(_names(here[:1])) if inner else frozenset()),
        home,
        frozenset(_names(_leave_compared(here))),
        frozenset(stems),
        span.start,
        former,
        claimed,
        *lead,
        part=find_part(item.text, figure, span),
        day=_find_day(item.text, figure, span),
        numbers=_list_numbers(item.text, span, words) - {figure.minimum, figure.maximum},
        required=REQUIRED.search(before) is not None,
        planned=is_planned(item.text, figure, span, is_headline=_is_in_headline(item, figure)),
        matter=_read_matter(item.text, figure, span),
        speaking=_name_speaking(words, span.start, content),
    )


def _name_speaking(words: Sequence[Word], start: int, content: Sequence[Span]) -> frozenset[str]:
    """The names of a sentence (from `start`) that only stand in the name of the body that gives the figure: "the chief
    surgeon at St Bride Hospital said"; none where nobody says it."""
    said = [any(span.start <= start + w.start < span.end for span in content) for w in words]
    if not any(said):
        return frozenset()
    inside = frozenset(_names(w for w, is_said in zip(words, said, strict=True) if is_said))
    outside = (w for w, is_said in zip(words, said, strict=True) if not is_said)
    runs = (list(run) for is_name, run in groupby(outside, key=lambda w: w.proper) if is_name)
    bodies = (run for run in runs if not load_bodies().isdisjoint(w.text.casefold() for w in run))
    return frozenset(_names(w for run in bodies for w in run)) - inside


@lru_cache(maxsize=1)
def load_bodies() -> frozenset[str]:
    """What organisations are called: "hospital", "office"."""
    return frozenset(read_rules("roles")["organisations"])


def _is_in_headline(item: ArticleText, figure: Figure) -> bool:
    headline = item.article.headline
    return headline is not None and headline.start <= figure.start < headline.end


def _find_where(words: Sequence[Word], at: int) -> int:
    """The place of the name before the last `where` ahead of character `at`: "a footnote to Tarn, where 34 died" is set
    in Tarn; 0 where no name stands there."""
    places = [i for i, w in enumerate(words) if w.end <= at and i and w.text == "where"]
    return places[-1] - 1 if places and _names(words[places[-1] - 1 : places[-1]]) else 0


def _find_day(text: str, figure: Figure, sentence: Span) -> str | None:
    """The day that a count is told of, where such counts are made anew each day and it is not told as the total."""
    if figure.scope is Scope.TOTAL or read_slots(figure).measure not in daily_measures():
        return None
    opens = figure.start - sentence.start <= FORMER_REACH
    before = text[sentence.start : figure.start] if opens else ""
    found = DAY_AFTER.match(text, figure.end, sentence.end) or DAY_BEFORE.search(before)
    return found[1].capitalize() if found else None


def _list_numbers(text: str, sentence: Span, words: Sequence[Word]) -> frozenset[float]:
    """The numbers of a sentence that are told as counted now: not "up from 210"."""
    printed = [fold(word.text) for word in words]
    beside = ["", *printed], [*printed[1:], ""]
    numbered = [
        (sentence.start + w.start, w.number)
        for w, before, after in zip(words, *beside, strict=False)
        if w.number is not None and not {before, after} & calendar_words()
    ]
    told = numbered[:MOST_BESIDE]
    return frozenset(
        number for at, number in told if not FORMER.search(text[max(sentence.start, at - FORMER_REACH) : at])
    )


def find_part(text: str, figure: Figure, sentence: Span) -> str | None:
    """The words that make a figure a part of what is counted elsewhere: "Skarby alone", "other"; None without any."""
    if OTHER.match(text, figure.end, sentence.end):
        return "other"
    before = text[max(sentence.start, figure.start - ALONE_REACH) : figure.start]
    after = text[figure.end : min(sentence.end, figure.end + ALONE_REACH)]
    ahead = [m for m in ALONE.finditer(before) if not DIGIT.search(before, m.end())]
    behind = ALONE.search(after)
    found = ahead[-1] if ahead else behind if behind and not DIGIT.search(after, 0, behind.start()) else None
    return found[1] if found else None


def _read_matter(text: str, figure: Figure, sentence: Span) -> frozenset[str]:
    found = MATTER.match(text, figure.end, sentence.end)
    stop = load_tables().stop
    return frozenset(w.thing or w.stem for w in read_words(found[1]) if w.stem not in stop) if found else frozenset()


def _leave_compared(words: Sequence[Word]) -> list[Word]:
    """The words without those right after `days after`, `like` and their like."""
    compared = {i + n for i, word in enumerate(words) if word.text.casefold() in COMPARING for n in (1, 2)}
    return [word for i, word in enumerate(words) if i not in compared]


def _names(words: Iterable[Word]) -> list[str]:
    return [w.key for w in words if w.country or w.proper]


def name_places(words: Sequence[Word]) -> frozenset[str]:
    """The countries and names that words are set in: those soon after `in`, `at` and their like."""
    found: set[str] = set()
    for index, word in enumerate(words):
        if word.text.casefold() in PLACING:
            after = takewhile(_is_place_word, words[index + 1 : index + 5])
            found.update(_names(after))
    return frozenset(found)


def _is_place_word(word: Word) -> bool:
    return word.number is None and word.text.casefold() not in ELSEWHERE


def name_home(item: ArticleText) -> frozenset[str]:
    """The places of an article's headline and lead, else all their names; no countries, the home of too much."""
    words = read_words(_read_lead(item))
    return frozenset(key for key in name_places(words) or _names(words) if not key.startswith("@"))


def _read_lead(item: ArticleText) -> str:
    spans = [item.article.headline, *item.article.body[:3]]
    lead = " . ".join(item.text[span.start : min(span.end, span.start + LEAD)] for span in spans if span is not None)
    return lead[:LEAD]
