"""Where quotations stand in a paragraph: double, single, curly and angle marks, apostrophes told apart."""

from __future__ import annotations

import re

from sayso.model import Record

LONGEST = 6000  # a quotation longer than this, in characters, is taken for a mark that was never closed
MOST = 200  # marks, most of them apostrophes, among which the end of a quotation is looked for
DEEPEST = 3  # quotations within a quotation
MARK = re.compile("''|``|[\"“”„«»'‘’]")
LEADERS = '([—–-"“.…:,'
ELISION = re.compile(r"\d\ds\b|(?:em|til|tis|twas|cause|n)\b", re.IGNORECASE)
CLOSERS = {"“": "”", "„": "“”", "«": "»"}


class Quotation(Record, frozen=True):
    """The characters `[start, end)`, marks included. `closed` is false where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True
    width: int = 1  # characters of one mark

    def inner(self, text: str) -> str:
        """The words between the marks."""
        return text[self.start + self.width : self.end - (self.width if self.closed else 0)]


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph, in order, disjoint. Linear in the length of the text."""
    found: list[Quotation] = []
    marks = list(MARK.finditer(text))
    at = 0
    while at < len(marks):
        mark = marks[at]
        if (found and mark.start() < found[-1].end) or not _opens(text, mark):
            at += 1
            continue
        quotation, at = _close(text, marks, at)
        if quotation:
            found.append(quotation)
    return tuple(found)


def _close(text: str, marks: list[re.Match[str]], opener: int) -> tuple[Quotation | None, int]:
    """The quotation that `marks[opener]` opens (None: it opens none), and the next mark to look at."""
    mark = marks[opener]
    kind, start, width = mark.group(), mark.start(), len(mark.group())
    if kind in "'‘’":
        end = _close_single(text, marks, opener)
        return (Quotation(start=start, end=end) if end else None), opener + 1
    inner = 0  # curly quotations open within a straight one
    for later in range(opener + 1, min(len(marks), opener + MOST)):
        other = marks[later]
        if other.start() - start > LONGEST:
            break
        if kind == '"' and other.group() in "“”":
            inner += 1 if other.group() == "“" else -1
            if inner >= 0:
                continue
        if _closes_double(text, kind, other):
            return Quotation(start=start, end=other.end(), width=width), later + 1
        if kind == "''" and other.group() == kind and _opens(text, other):
            return None, later
        if kind in CLOSERS and other.group() == kind and kind != "„":
            return Quotation(start=start, end=_trim(text, other.start()), closed=False, width=width), later
    if len(text) - start <= LONGEST and len(text.rstrip()) - start > width + 1:
        return Quotation(start=start, end=_trim(text, len(text)), closed=False, width=width), len(marks)
    return None, opener + 1


def _trim(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark may open a quotation where it stands."""
    kind, end = mark.group(), mark.end()
    before, after = text[mark.start() - 1 : mark.start()], text[end : end + 1]
    if kind in CLOSERS:
        return True
    if kind == "``":
        return bool(after)
    if kind in "”»’" or not after or after.isspace():  # "’" is an apostrophe as a rule: "’90s", "’em"
        return False
    if kind == '"':
        return not before.isalnum()
    if before and not (before.isspace() or before in LEADERS):
        return False
    return kind == "''" or not ELISION.match(text, end)


def _closes_double(text: str, kind: str, mark: re.Match[str]) -> bool:
    if kind in CLOSERS:
        return mark.group() in CLOSERS[kind] or (kind == "“" and mark.group() == '"')
    if kind == '"':
        return mark.group() in '"”'
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    if kind == "``":
        return mark.group() in ("``", "''")
    return mark.group() == "''" and not before.isspace() and not after.isalnum()


def _close_single(text: str, marks: list[re.Match[str]], opener: int) -> int | None:
    """The end of a quotation in single marks. A mark within a word is an apostrophe; so is, where a better one follows
    before the next quotation opens, one after an s with a word behind it (refiners' purchases)."""
    start, depth, weak = marks[opener].start(), 0, None
    closers = "’'" if marks[opener].group() == "‘" else "'"
    for mark in marks[opener + 1 : opener + MOST]:
        if mark.start() - start > LONGEST or depth > DEEPEST:
            break
        kind = mark.group()
        if kind == "''" and depth and not _opens(text, mark):
            return mark.end()
        if kind != "''" and kind not in closers and kind not in "'‘":
            continue
        if kind in "'‘" and _opens(text, mark) and not _ends_words(text, mark):
            if weak is not None and depth == 0:
                break
            depth += 1
            continue
        if not _ends_words(text, mark):
            continue
        if depth:
            depth -= 1
        elif _is_plural_apostrophe(text, mark):
            weak = weak or mark.end()
        else:
            return mark.end()
    return weak


def _ends_words(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and before not in "([" and (not after or not after.isalnum())


def _is_plural_apostrophe(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1] in "sz" and bool(re.match(r" \w", text[mark.end() : mark.end() + 2]))
