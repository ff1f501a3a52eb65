"""The set `unseen`: invented pages of many kinds, marked by hand before sayso first read them.

No paths, or a folder of them. Above a line "====" stands the page, with `[[ID|content]]` around what somebody says (the
same id twice: one content in two parts; `ID?`: either reading is right) and `<<ID:number>>` around what counts
something. Below it one line for each id:

    published: DAY
    ID: NAME, OTHER NAME | CUE | STANCE, OTHER STANCE | VIA; VIA     ("-": nobody, a turn of talk; `VIA?`: may be named)
    ID: VALUE UNIT | WORDS OF WHAT IS COUNTED | WORDS OF ITS DAY    (5- at least, -5 at most, 5-7 a range; dead/killed)

A digest of a page's name puts it into one of two halves: errors are read of the first (`--errors`), the second is only
counted. Speakers, cues, stances and vias are judged on the statements that were found; `as_of` is the F1 of days told.

`measure` is the F1 of the words of what is counted: as in the page gold the noun with its modifiers and what happened
to it ("drones downed"), in whatever form of the word. Places are marked only where they are the count's own, so others
are neither right nor wrong; nor is what the unit says by itself (that hours are a duration).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.link.words import find_stem
from sayso.model import Capture, Discard, Figure, Found, Reading, Span, Statement
from sayso.pipeline import read_batch
from sayso.spans import overlaps

FOLDER = Path(__file__).parent / "unseen"
MARK = re.compile(r"\[\[(\w+)(\??)\||\]\]|<<(\w+):|>>")
FOUND = 0.5  # IoU of letters and digits from which a content is found
MORE_WORDS = 3  # that a speaker's name may have beyond the marked one
CLOSE = 0.011  # share by which a value may differ
OF_UNITS = frozenset(["duration", "weight", "distance", "area", "volume", "temperature", "speed", "magnitude"])
LESS = frozenset(["the", "a", "an", "of", "in", "on", "at", "and", "to", "for", "by"])
BEFORE_NAMES = frozenset(["the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "dame"])


class Case(NamedTuple):
    """One page with its marks."""

    name: str
    text: str
    contents: dict[str, list[Span]]
    open: frozenset[str]  # ids of contents that need not be found
    figures: dict[str, Span]
    keys: dict[str, list[str]]

    @property
    def half(self) -> int:
        """1 or 2, by a digest of the name."""
        return 1 + hashlib.blake2b(self.name.encode(), digest_size=2).digest()[0] % 2


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """For each half (`half1_…`): of statements `f1` and what hangs on it, of figures `figure`, `value`, `measure`, …"""
    folder = Path(paths[0]) if paths else FOLDER
    cases = [read_case(path) for path in sorted(folder.glob("*.txt"))]
    measures: dict[str, float] = {}
    for half in (1, 2):
        board = Board()
        held = [case for case in cases if case.half == half]
        for case, reading in zip(held, read_batch([_as_found(case) for case in held]), strict=True):
            board.score(case, reading)
        measures |= {f"half{half}_{name}": value for name, value in board.measures().items()}
        if half == 1:
            print("\n".join(board.complaints[:errors]))
    return measures


def read_case(path: Path) -> Case:
    """Raises `ValueError` where a mark has no line, or a line no mark."""
    marked, _, lines = path.read_text("utf-8").partition("====\n")
    keys = {
        name.strip(): [part.strip() for part in rest.split("|")]
        for name, _, rest in (line.partition(":") for line in lines.strip().splitlines())
    }
    case = _cut_marks(path.stem, marked, keys)
    wanted = (set(case.contents) - case.open) | set(case.figures)
    known = set(keys) - {"published"} - case.open
    if wanted != known:
        raise ValueError(f"{path}: {sorted(wanted ^ known)}")
    return case


def _cut_marks(name: str, marked: str, keys: dict[str, list[str]]) -> Case:
    contents: dict[str, list[Span]] = {}
    figures: dict[str, Span] = {}
    free: set[str] = set()
    begun: list[tuple[str, str, int]] = []
    text, at = "", 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] in ("]]", ">>"):
            kind = "[" if mark[0] == "]]" else "<"
            place = max(n for n, held in enumerate(begun) if held[0] == kind)
            _, known, start = begun.pop(place)
            if kind == "[":
                contents.setdefault(known, []).append(Span(start, len(text)))
            else:
                figures[known] = Span(start, len(text))
            continue
        begun.append(("[" if mark[1] else "<", mark[1] or mark[3], len(text)))
        free |= {mark[1]} if mark[2] else set()
    return Case(name, text + marked[at:], contents, frozenset(free), figures, keys)


def _as_found(case: Case) -> Found:
    return Found(capture=Capture(page=f"page-{case.name}", path=f"{case.name}.txt"), data=case.text.encode())


class Board:
    """Counts of right and of all by what is asked, and what went wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.complaints: list[str] = []

    def score(self, case: Case, reading: Reading | Discard) -> None:
        """Hold what was read on one page against its marks."""
        if isinstance(reading, Discard):
            self._tally("recall", False, f"{case.name}: {reading.reason}", times=len(case.contents))
            return
        if reading.page.text.strip() != case.text.strip():
            raise ValueError(f"{case.name}: the text was changed when it was read")
        shift = reading.page.text.find(case.text.strip()) - case.text.find(case.text.strip())
        if shift:
            raise ValueError(f"{case.name}: the text was shifted when it was read")
        pairs = match_contents(case, reading.statements)
        self._score_found(case, reading.statements, pairs)
        for name, number in pairs.items():
            if name not in case.open:
                self._score_statement(case, name, reading.statements[number])
        self._score_figures(case, reading.figures)
        self._score_day(case, reading)

    def _tally(self, what: str, right: float, complaint: str, *, times: int = 1) -> None:
        self.right[what] += right * times  # type: ignore[assignment]  # halves of an F1 are no whole numbers
        self.all[what] += times
        if right < 1:
            self.complaints.append(f"{what}: {complaint}")

    def _score_found(self, case: Case, given: Sequence[Statement], pairs: dict[str, int]) -> None:
        for name, spans in case.contents.items():
            if name not in case.open:
                self._tally("recall", name in pairs, f"{case.name} {name}: {show(case.text, spans)}")
        names = {number: name for name, number in pairs.items()}
        passed = [span for name in case.open for span in case.contents[name]]
        for number, statement in enumerate(given):
            inside = any(overlaps(span, other) for span in statement.content for other in passed)
            if names.get(number, "") not in ("", *case.open):
                self._tally("precision", 1, "")
            elif number not in names and not inside and statement.parent is None:
                self._tally("precision", 0, f"{case.name}: {show_statement(case.text, statement)}")

    def _score_statement(self, case: Case, name: str, found: Statement) -> None:
        names, cue, stances, via = [*case.keys[name], "", "", ""][:4]
        place = f"{case.name} {name}"
        shown = show_statement(case.text, found)
        marked, content = letters(case.text, case.contents[name]), letters(case.text, found.content)
        self._tally("exact", marked == content, f"{place}: {show(case.text, case.contents[name])} <> {shown}")
        right = any(is_name(wanted, found.source.name) for wanted in names.split(","))
        self._tally("name", right, f"{place}: {names} <> {found.source.name} <> {shown}")
        words = case.text[found.cue.start : found.cue.end] if found.cue else ""
        right = not cue or cue == "-" or any(set(fold(part)) & set(fold(words)) for part in cue.split(";"))
        self._tally("cue", right, f"{place}: {cue} <> {words}")
        self._tally("stance", found.stance in split_words(stances), f"{place}: {stances} <> {found.stance} <> {shown}")
        kind = "direct" if cue == "-" else tell_directness(case.text, case.contents[name])
        self._tally("directness", found.directness == kind, f"{place}: {kind} <> {found.directness} <> {shown}")
        self._score_via(place, [part.strip() for part in via.split(";") if part.strip(" -")], found)

    def _score_via(self, place: str, wanted: list[str], found: Statement) -> None:
        given = [link.name for link in found.via]
        needed = [name for name in wanted if not name.endswith("?")]
        for name in needed:
            self._tally("via_recall", any(is_name(name, other) for other in given), f"{place}: {name} <> {given}")
        for other in given:
            if any(is_name(name, other) for name in needed) or not any(is_name(name[:-1], other) for name in wanted):
                right = any(is_name(name, other) for name in needed)
                self._tally("via_precision", right, f"{place}: {wanted} <> {other}")

    def _score_figures(self, case: Case, given: Sequence[Figure]) -> None:
        for figure in given:
            if figure.aside is None and not any(overlaps(_span(figure), span) for span in case.figures.values()):
                self._tally("figure_precision", 0, f"{case.name}: {show_figure(case.text, figure)}")
        for name, span in case.figures.items():
            hits = [figure for figure in given if overlaps(_span(figure), span) and figure.aside is None]
            place = f"{case.name} {name} {case.text[span.start : span.end]!r}"
            self._tally("figure_recall", bool(hits), place)
            if hits:
                self._tally("figure_precision", 1, "")
                self._score_figure(case, name, place, hits[0])

    def _score_figure(self, case: Case, name: str, place: str, figure: Figure) -> None:
        value, about, day = [*case.keys[name], "", "", ""][:3]
        shown = show_figure(case.text, figure)
        self._tally("value", has_value(value.split()[0], figure), f"{place}: {value} <> {shown}")
        if about:
            share = share_words(about, figure)
            self._tally("measure", share, f"{share:.2f} {place}: {about} <> {shown}")
        inside = any(s.start <= figure.start and figure.end <= s.end for spans in case.contents.values() for s in spans)
        free = [s for key in case.open for s in case.contents[key]]
        if not any(s.start <= figure.start < s.end for s in free):
            self._tally("figure_said", bool(figure.statement) == inside, f"{place}: {inside} <> {shown}")
        self._score_as_of(place, day, case.text, figure)

    def _score_as_of(self, place: str, day: str, text: str, figure: Figure) -> None:
        as_of = figure.as_of
        told = text[as_of.span.start : as_of.span.end] if as_of and as_of.span else ""
        right = bool(set(fold(day)) & set(fold(told)) - LESS)
        if day:
            self._tally("as_of_recall", right, f"{place}: {day} <> {told}")
        if told and (day or not figure.statement):
            self._tally("as_of_precision", right, f"{place}: {day} <> {told}")

    def _score_day(self, case: Case, reading: Reading) -> None:
        """The day of publication; a page that states only when it was updated has no other (EXPORT.md)."""
        dates = [article.published or article.modified for article in reading.articles]
        days = [date.value for date in dates if date]
        wanted = case.keys["published"][0]
        self._tally("day", any(day.startswith(wanted) for day in days), f"{case.name}: {wanted} <> {days}")

    def measures(self) -> dict[str, float]:
        """The shares that are right; F1 where there is a precision and a recall."""
        shares = {name: self.right[name] / self.all[name] for name in sorted(self.all)}
        named = {"f1": ("precision", "recall")}
        named |= {name: (f"{name}_precision", f"{name}_recall") for name in ("via", "as_of", "figure")}
        for name, (first, second) in named.items():
            precision, recall = shares.get(first, 0.0), shares.get(second, 0.0)
            shares[name] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return shares | {"statements": float(self.all["recall"]), "counts": float(self.all["figure_recall"])}


def match_contents(case: Case, given: Sequence[Statement]) -> dict[str, int]:
    """Id of a marked content → number of the statement found for it; those that share most first, each once."""
    marked = {name: letters(case.text, spans) for name, spans in case.contents.items()}
    told = [letters(case.text, statement.content) for statement in given]
    alike = sorted(
        (-len(held & other) / len(held | other), name, number)
        for name, held in marked.items()
        for number, other in enumerate(told)
        if held & other and len(held & other) >= FOUND * len(held | other)
    )
    pairs: dict[str, int] = {}
    for _, name, number in alike:
        if name not in pairs and number not in pairs.values():
            pairs[name] = number
    return pairs


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The places of letters and digits, without a leading "that"."""
    return frozenset(
        place
        for span in spans
        for place in range(span.start + 5 * (text[span.start : span.start + 5] == "that "), span.end)
        if text[place].isalnum()
    )


def tell_directness(text: str, spans: Sequence[Span]) -> str:
    """Of a marked content, by the quotation marks in and right around it."""
    if all(text[s.start - 1 : s.start] in tuple("\"'“‘") for s in spans):
        return "direct"
    return "mixed" if any(re.search(r"[\"“”]|(?<!\w)['‘]", text[s.start : s.end]) for s in spans) else "indirect"


def fold(words: str | None) -> list[str]:
    """Words without accents, case, marks and a last s."""
    plain = unicodedata.normalize("NFKD", (words or "").lower())
    return [re.sub(r"(?<=\w)s$", "", word) for word in re.sub(r"[^\w\s]", "", plain).split()]


def is_name(wanted: str, found: str | None) -> bool:
    """Whether all words of the wanted name are in the found one, which has few more. "-" is nobody."""
    first, second = ([w for w in fold(name) if w not in BEFORE_NAMES] for name in (wanted.strip(" -"), found))
    if not first or not second:
        return first == second
    return set(first) <= set(second) and len(second) <= len(first) + MORE_WORDS


def has_value(wanted: str, figure: Figure) -> bool:
    """Whether both ends are right; of "more than 5" the upper one may be 5 too."""
    low, dash, high = wanted.partition("-")
    bounds = (low, high) if dash else (wanted, wanted)
    if wanted.endswith("-") and not figure.maximum:
        bounds = (low, "")
    return all(
        (not bound and (value is None or value == 0)) or (bool(bound) and _is_close(float(bound), value))
        for bound, value in zip(bounds, (figure.minimum, figure.maximum), strict=True)
    )


def _is_close(wanted: float, value: float | None) -> bool:
    return value is not None and abs(wanted - value) <= CLOSE * max(1.0, abs(wanted))


def _span(figure: Figure) -> Span:
    return Span(figure.start, figure.end)


def share_words(marked: str, figure: Figure) -> float:
    """The F1 of the marked words of what is counted ("dead/killed": either) and the figure's."""
    wanted = [{find_stem(part) for part in fold(word.replace("/", " "))} for word in marked.split()]
    wanted = [words for words in wanted if words and not words <= LESS]
    measure = "" if figure.measure in OF_UNITS else figure.measure or ""
    told = {find_stem(word) for word in fold(f"{figure.counted or ''} {measure}")} - LESS
    places = {find_stem(word) for word in fold(figure.place)}
    found = sum(bool(words & (told | places)) for words in wanted)
    beside = sum(not any(word in words for words in wanted) for word in told)
    return 2 * found / (len(wanted) + found + beside) if found else 0.0


def split_words(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


def show(text: str, spans: Iterable[Span]) -> str:
    """The words of the spans, shortened."""
    return " … ".join(" ".join(text[span.start : span.end].split())[:160] for span in spans)


def show_statement(text: str, statement: Statement) -> str:
    cue = text[statement.cue.start : statement.cue.end] if statement.cue else "-"
    return f"{statement.source.name} | {cue} | {statement.stance} | {show(text, statement.content)}"


def show_figure(text: str, figure: Figure) -> str:
    around = " ".join(text[max(0, figure.start - 40) : figure.end + 40].split())
    value = f"{figure.minimum}..{figure.maximum} {figure.unit or ''}"
    return f"{value} | {figure.counted} | {figure.measure} | {figure.place} | {figure.scope} | {around}"


def list_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """The pages of the folder, by name."""
    yield from map(read_case, sorted(folder.glob("*.txt")))
