"""Date expressions of an article, by a grammar of its own: what is printed, not yet which day it was.

`extract_dates` reads headline, body and credits. Each mention keeps a TIMEX3-like value (`sayso.model.DateExpression`):

    2025-06-18  2024-08  2022       complete
    XXXX-04-09  XXXX-04             the year is not given
    XXXX-WXX-4  XXXX-WXX-WE         a Thursday, a weekend
    2024-SU  XXXX-FA                a summer, an autumn; 2024-Q1, 2024-H2 parts of a year
    198X                            a decade
    P-1D  P0W  P-1M  P1Y            yesterday, this week, last month, next year
    P-6M~  P-12M~                   about so long ago: six months ago, a year ago
    XXXX-11@P-1Y  XXXX-WXX-2@P-1W   a month, day, season or weekday within the year or week that the offset names
    XXXX-06-17=2                    a 17 June that is a Tuesday
    P1D^  P0Y^                      counted from the date told before: the following day, that year
    XXXX-FA<  XXXX-11<  XXXX-WXX-4< the last one that is over: "last fall", "last November"
    A/B                             a span of two of them: XXXX-01/XXXX-02; P-1D/P0D, from yesterday to today
    XXXX-Q1                         the first quarter: told as past, the last one that is over
    PT44M                           minutes or hours ago, in credits: no date without a time of capture

Resolution is left to `sayso.link.dates`, where other pages may supply the year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from sayso.extract.date_values import read_value
from sayso.extract.date_words import load_grammar
from sayso.model import ArticleText, Basis, DateExpression, DateMention, Direction, Span, make_id
from sayso.rules.lines import load_rules

CLAUSE_REACH = 160  # characters on either side of an expression that are searched for a word of tense

_ABBREVIATED = "".join(
    rf"(?<!\b{word}.)" for word in ("Mr", "Mrs", "Ms", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Prof")
)
# Not behind initials and titles; also where the blank after the full stop is lost. The full stop comes first, and what
# is before it after: so most characters are passed over quickly.
SENTENCE_END = re.compile(
    rf"[.!?\n](?:(?<=\n)|(?<!\b[A-Z].)(?<![A-Z]\.[A-Z].){_ABBREVIATED}[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])"
    r"|(?<=[a-z]{3}.)[\"”’]?(?=[\"“‘]?[A-Z][a-z]))"
)


def extract_dates(item: ArticleText) -> tuple[DateMention, ...]:
    """The date expressions of headline, body and credits, in the order of the page.

    "44 minutes ago" counts in credits only.
    """
    article = item.article
    spans = [(span, False) for span in (article.headline, *article.body) if span is not None]
    spans += [(span, True) for span in article.credits]
    found = {
        (expression.span.start, expression.span.end): expression
        for span, is_credit in spans
        for expression in find_expressions(item.text, span, is_credit=is_credit)
        if expression.span is not None
    }
    return tuple(
        DateMention(
            id=make_id("date-mention", article.id, start, end),
            article=article.id,
            page=article.page,
            start=start,
            end=end,
            expression=found[start, end],
        )
        for start, end in sorted(found)
    )


def find_expressions(text: str, span: Span, *, is_credit: bool = False) -> list[DateExpression]:
    """The date expressions between the offsets of `span`, in order; their spans are into `text`."""
    found = _order_numbers(text, list(_find_expressions(text, span, is_credit)))
    return [_place_in_this_year(text, found, at) for at in range(len(found))]


def _order_numbers(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Day and month of "06/07/2024" in the order in which "25/06/2024" beside it has them, if all there have one."""
    stroked = [
        (at, match)
        for at, expression in enumerate(found)
        if expression.span and (match := _STROKED.fullmatch(text, expression.span.start, expression.span.end))
    ]
    day_first = {int(match[1]) > 12 for _, match in stroked if max(int(match[1]), int(match[2])) > 12}
    if len(day_first) != 1:
        return found
    is_day_first = day_first.pop()
    for at, match in stroked:
        if re.fullmatch(r"\d{4}", found[at].value):
            day, month = (match[1], match[2]) if is_day_first else (match[2], match[1])
            value = f"{match[3]}-{int(month):02}-{int(day):02}"
            found[at] = msgspec.structs.replace(found[at], value=value, because="As the dates beside it are written.")
    return found


_STROKED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _place_in_this_year(text: str, found: list[DateExpression], at: int) -> DateExpression:
    """ "In March it raised this year's budget": a past month and "this year's" right after it are of one year."""
    month, after = found[at], found[at + 1 : at + 3]
    if month.span is None or month.direction is not Direction.PAST or not _BARE_MONTH.match(month.value):
        return month
    _, right = _clause(text, month.span.start, month.span.end)
    for other in after:
        end = other.span.end if other.span is not None else right + 1
        if other.value == "P0Y" and end <= right and text[end : end + 2] in ("'s", "’s"):
            return msgspec.structs.replace(month, value=f"{month.value}@P0Y")
    return month


_BARE_MONTH = re.compile(r"XXXX-\d\d$")


_INNER_GROUPS = {"mark": "numeric", "stroke": "iso"}


def _find_expressions(text: str, span: Span, is_credit: bool) -> Iterator[DateExpression]:
    grammar = load_grammar()
    for match in grammar.finder.finditer(text, span.start, span.end):
        rule = _INNER_GROUPS.get(match.lastgroup or "", match.lastgroup)
        words = match.group()
        if rule is None or not _is_date(rule, text, match, is_credit):
            continue
        value = read_value(rule, words)
        if value is None or (value.startswith("PT") and not is_credit):
            continue
        yield DateExpression(
            value=value,
            span=_trim_part(words, match.start(), match.end()),
            direction=find_direction(text, match.start(), match.end(), value),
            basis=Basis.RELATIVE if is_incomplete(value) else Basis.STATED,
        )


def is_incomplete(value: str) -> bool:
    """Whether the value needs an anchor: a year, week or day is not given."""
    return value.startswith("P") or "XX" in value


def _trim_part(words: str, start: int, end: int) -> Span:
    """The span without the preposition that only told a season or weekend from other words."""
    lead = re.match(r"(?:in|over|during|since|by|of|at)\s+(?=the\b|\w)", words, re.IGNORECASE)
    return Span(start + lead.end(), end) if lead else Span(start, end)


def carry_frame(text: str, opening: int, cue: Span, dates: Iterable[DateMention]) -> DateExpression | None:
    """The year or month that opens the sentence before and also dates what the next one tells; None without any.

    "In 2019, the two firms fell out. Their owners welcomed the split." holds of what is told in one go: not of plain
    "said", which may be said to the reporter now. `opening` is where the sentence before begins.
    """
    plain = load_rules("dates")["plain"]["cues"]
    is_told = _TOLD.fullmatch(text, cue.start, cue.end) and text[cue.start : cue.end] not in plain
    if not is_told or _HAS.search(text, max(opening, cue.start - 24), cue.start):
        return None
    opens = next((d for d in dates if d.start >= opening and _OPENS_FRAME.fullmatch(text, opening, d.start)), None)
    if opens is None or text[opens.end] != "," or not _WHOLE_PERIOD.fullmatch(opens.expression.value):
        return None
    because = "The sentence before begins with this date."
    return msgspec.structs.replace(opens.expression, basis=Basis.INFERRED, because=because)


_TOLD = re.compile(r"[a-z]{3,20}ed")
_HAS = re.compile(r"\b(?:has|have|is|are|now)\s+(?:\w+\s+)?$")
_OPENS_FRAME = re.compile(r"\s*(?:Back\s+in|In|During)\s+")
_WHOLE_PERIOD = re.compile(r"\d{4}(?:-\d\d)?")


# --- what is no date ------------------------------------------------------------------------------------------------


def _is_date(rule: str, text: str, match: re.Match[str], is_credit: bool) -> bool:
    if rule in ("day_month", "month_day"):
        return is_credit or _is_month_and_day(text, match)
    check = _CHECKS.get(rule)
    return check is None or check(text, match)


def _is_season(text: str, match: re.Match[str]) -> bool:
    words = match.group()
    return not re.match(r"(?:in|of|the)\s+(?!the\b)", words, re.IGNORECASE) or bool(
        re.search(r"\d$|year$|^in\s", words, re.IGNORECASE)
    )


def _is_feast(text: str, match: re.Match[str]) -> bool:
    """ "By Christmas" is a day, "the Christmas market" none."""
    is_doubtful = match.group() in load_rules("dates")["feasts"]["doubtful"]
    return not is_doubtful or bool(load_grammar().feasts.search(text[max(0, match.start() - 12) : match.start()]))


def _is_quarter(text: str, match: re.Match[str]) -> bool:
    """A quarter in which something is sold or grows; of a game there are four, too."""
    return bool(load_grammar().quarters.search(text, *_clause(text, match.start(), match.end())))


def _is_near_day(text: str, match: re.Match[str]) -> bool:
    """ "Today", unless it ends a name: "Vell Today"."""
    is_capital = match.group()[0].isupper()
    return not is_capital or not re.search(r"[A-Z]\w*\s$", text[max(0, match.start() - 24) : match.start()])


def _is_over(text: str, match: re.Match[str]) -> bool:
    """ "Overnight" and "the past 24 hours", told as past: no "overnight train", "will rain overnight"."""
    start, end = match.span()
    is_adverb = match.group()[0] in "tT" or load_grammar().overnight.match(text[end : end + 12])
    return bool(is_adverb) and find_direction(text, start, end, "") is not Direction.FUTURE


def _is_year(text: str, start: int, end: int) -> bool:
    """A bare number of four digits is a year unless it counts something, or lies too far back for one."""
    grammar, number = load_grammar(), int(text[start:end])
    before = text[max(0, start - 24) : start]
    if grammar.not_years_before.match(text[end : end + 40]) or grammar.not_years_after.search(before):
        return False
    if number >= 1900:
        return True
    return bool(re.search(r"\b(?:in|since|of|from|until|by|to|between|and)\s+$", before))


def _is_month(text: str, match: re.Match[str]) -> bool:
    """ "May" and "August" alone are months after "in", "last" and their like, not at the head of a sentence or name."""
    name = match.group()
    if re.search(r"\d\s+$", text[max(0, match.start() - 4) : match.start()]):
        return False  # "32 January"
    if name not in load_rules("dates")["names"]["doubtful"]:
        return not re.match(r"\s[A-Z][a-z]+", text[match.end() : match.end() + 12]) or bool(
            load_grammar().leads.search(text[max(0, match.start() - 12) : match.start()])
        )
    return bool(load_grammar().leads.search(text[max(0, match.start() - 12) : match.start()]))


def _is_month_and_day(text: str, match: re.Match[str]) -> bool:
    """Not "March 5 kilometres" and not "in May 20 people": a count follows the number."""
    if not re.search(r"\d$", match.group()) or re.search(r"\d{4}$", match.group()):
        return True
    return not load_grammar().not_years_before.match(text[match.end() : match.end() + 40])


_CHECKS: dict[str, Callable[[str, re.Match[str]], bool]] = {
    "year": lambda text, match: _is_year(text, match.start(), match.end()),
    "bare_month": _is_month,
    "season": _is_season,
    "calendar": _is_feast,
    "rolling": _is_over,
    "quarter": _is_quarter,
    "near_day": _is_near_day,
}


# --- where it points ------------------------------------------------------------------------------------------------


def find_direction(text: str, start: int, end: int, value: str) -> Direction:
    """Whether the expression at `[start, end)` looks back or ahead: by its own words, else the nearest word of tense.

    A word before it in the sentence decides ("said on Thursday he will go" looks back), else the first one after it.
    """
    own = _own_direction(text[start:end], value)
    if own is not None:
        return own
    if _LATEST.search(text[max(0, start - 24) : start]):
        return Direction.PAST
    if _DAY_OF_YEAR.match(value) and _ATTRIBUTE.match(text, end):
        return Direction.NEAREST
    cues = load_grammar().cues
    left, right = _clause(text, start, end)
    before = [match for match in cues.finditer(text, left, start) if match.end() <= start]
    nearest = before[-1] if before else cues.search(text, end, right)
    if nearest is None:
        return Direction.NEAREST
    return Direction.PAST if nearest.lastgroup == "past" else Direction.FUTURE


# "the last in April"
_LATEST = re.compile(r"\bthe (?:last|latest|most recent|previous)(?: one| time)? (?:in|on|over|during)\s+$")
# "the January 6 attack", "Sept. 11 memorial": a day that names an event may lie years back.
_DAY_OF_YEAR = re.compile(r"XXXX-\d\d-\d\d$")
_ATTRIBUTE = re.compile(r"\s+(?:terror(?:ist)?\s+)?[a-z-]+(?:s|ack|ing|ot|ion|acre|age|ast|orial|iracy)\b")


def _own_direction(words: str, value: str) -> Direction | None:
    offset = re.search(r"P(-?)(\d+)[DWMY](?!\^)", value)
    if offset and offset[2] != "0":
        return Direction.PAST if offset[1] else Direction.FUTURE
    found = load_grammar().relative.match(words)
    word = found[1].lower() if found else ""
    return {
        "last": Direction.PAST,
        "earlier": Direction.PAST,
        "next": Direction.FUTURE,
        "later": Direction.FUTURE if value.startswith("P") else None,
    }.get(word)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around `[start, end)`, as far as `CLAUSE_REACH`."""
    left, right = max(0, start - CLAUSE_REACH), min(len(text), end + CLAUSE_REACH)
    for match in SENTENCE_END.finditer(text, left, start):
        left = match.end()
    after = SENTENCE_END.search(text, end, right)
    return left, after.start() if after else right
