"""PDF with a text layer → its page: paragraphs in reading order, without running headers, footers and page numbers.

PDFium (by way of pypdfium2) says which characters stand where. Lines, columns and paragraphs are told from that alone
(`sayso.read.layout`). A PDF says of itself who typed it and when, not who wrote it and when it was published: of its
own information only a title that is printed on it is believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref

import pypdfium2
from pypdfium2 import raw

from sayso.errors import TooLargeError, UnreadableError
from sayso.model import Capture, Mark, MarkKind, MediaType, Page, PageFacts
from sayso.read.entry import name_basis
from sayso.read.language import detect_language
from sayso.read.layout import Paragraph, Sheet, Word, lay_out

MOST_SHEETS = 1_000
MOST_CHARACTERS = 3_000_000
_FEWEST = 20  # letters a page, on average, below which a PDF is a scan
_HYPHENS = frozenset("\ufffe\x02")  # what PDFium gives for a hyphen at the end of a line


def read_pdf(page: str, data: bytes, capture: Capture) -> Page:
    """The page with this id.

    Raises:
        UnreadableError: it is broken, locked with a password, or without text.
        TooLargeError: it has more pages or characters than are read.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{capture.place} is a PDF that {_explain(error)}.") from error
    try:
        sheets = list(_read_sheets(document, capture))
        title = " ".join(str(document.get_metadata_value("Title")).split())
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{capture.place} is a PDF that cannot be read ({error}).") from error
    finally:
        document.close()
    letters = sum(character.isalpha() for sheet in sheets for word in sheet.words for character in word.text)
    if letters < _FEWEST * max(1, len(sheets)):
        raise UnreadableError(
            f"{capture.place} is a PDF of {len(sheets)} pages with hardly any text, most likely a scan. Give it a text "
            "layer first (by OCR)."
        )
    return _make_page(page, lay_out(sheets), title)


def _explain(error: pypdfium2.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "is locked with a password; save it without one"
    return f"cannot be opened ({error})"


def _read_sheets(document: pypdfium2.PdfDocument, capture: Capture) -> Iterator[Sheet]:
    if len(document) > MOST_SHEETS:
        raise TooLargeError(
            f"{capture.place} has {len(document):,} pages, more than the {MOST_SHEETS:,} that are read."
        )
    characters = 0
    for number in range(len(document)):
        sheet = document[number]
        text = sheet.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            raise TooLargeError(f"{capture.place} has more than {MOST_CHARACTERS:,} characters; give a part of it.")
        width, height = sheet.get_size()
        yield Sheet(width, height, tuple(_read_words(text)))
        text.close()
        sheet.close()


def _read_words(text: pypdfium2.PdfTextPage) -> Iterator[Word]:
    """What stands between spaces, with its box. Words that are turned or have no extent are left out."""
    box = raw.FS_RECTF()
    letters: list[str] = []
    left = right = bottom = top = 0.0
    for index in range(text.count_chars()):
        character = _read_character(raw.FPDFText_GetUnicode(text, index))
        known = not character.isspace() and raw.FPDFText_GetLooseCharBox(text, index, byref(box))
        if letters and (
            not known or box.left - right > (top - bottom) or abs(box.bottom - bottom) > (top - bottom) / 2
        ):
            yield Word(left, right, bottom, top, "".join(letters))
            letters = []
        if known:
            if not letters:
                left, bottom, top = box.left, box.bottom, box.top
            right = box.right
            letters.append(character)
    if letters:
        yield Word(left, right, bottom, top, "".join(letters))


def _read_character(code: int) -> str:
    if chr(code) in _HYPHENS:
        return "-"
    return " " if code <= 32 or 0xD800 <= code < 0xE000 else chr(code)


def _make_page(page: str, paragraphs: list[Paragraph], title: str) -> Page:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    facts = PageFacts(headline=title if len(title) > 8 and title in text else None)
    facts = PageFacts(headline=facts.headline, basis=name_basis(facts, "title of the document"))
    return Page(
        id=page,
        media_type=MediaType.PDF,
        text=text,
        language=detect_language(text),
        facts=facts,
        marks=tuple(_make_marks(paragraphs)),
    )


def _make_marks(paragraphs: list[Paragraph]) -> Iterator[Mark]:
    """Each paragraph is main text: what of it is furniture is told from its words."""
    start = 0
    largest = max((paragraph.level for paragraph in paragraphs), default=0)
    headed = False
    for paragraph in paragraphs:
        end = start + len(paragraph.text)
        if paragraph.level:
            headline = paragraph.level == largest and not headed
            headed = headed or headline
            yield Mark(start, end, MarkKind.HEADLINE if headline else MarkKind.HEADING)
        yield Mark(start, end, MarkKind.MAIN)
        start = end + 1
