"""PDF: reading order, columns, running lines, hyphens; and what is no text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sayso.errors import UnreadableError
from sayso.model import Capture, MarkKind, MediaType, Page
from sayso.read import read_page

Line = tuple[int, int, int, str]
"""Left, bottom (points), size and words."""


def make_pdf(sheets: Iterable[Iterable[Line]]) -> bytes:
    """A PDF of 600 by 800 points in Helvetica, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in sheets:
        drawn = b" ".join(
            b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size, left, bottom, _escape(words))
            for left, bottom, size, words in lines
        )
        stream = b"BT " + drawn + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content_of in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content_of)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, end)


def _escape(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(left: int, top: int, *lines: str) -> list[Line]:
    return [(left, top - 12 * number, 10, words) for number, words in enumerate(lines)]


def read(*sheets: Iterable[Line]) -> Page:
    return read_page(make_pdf(sheets), Capture(page="", path="a.pdf"))


LEFT = (
    "The ferry Petrel ran aground off Ellery on Sun-",
    "day, and the well-known mate, who is well-",
    "known to all, said that nobody was hurt in the",
)
RIGHT = ("harbour, the board said.", "   Ms Mole denied that the mate had been asleep", "at the wheel of the ferry.")


FIRST = (
    "The ferry Petrel ran aground off Ellery on Sunday, and the well-known mate, who is well-known to all, said that "
    "nobody was hurt in the harbour, the board said."
)


def test_columns_are_read_one_after_the_other_and_hyphens_joined() -> None:
    page = read([(40, 740, 24, "Ferry aground off Ellery with"), (40, 712, 24, "forty people on board"),
                 *column(40, 680, *LEFT), *column(320, 680, *RIGHT)])  # fmt: skip
    assert page.media_type is MediaType.PDF
    assert page.language == "en"
    assert page.text.splitlines() == [
        "Ferry aground off Ellery with forty people on board",
        FIRST,
        "Ms Mole denied that the mate had been asleep at the wheel of the ferry.",
    ]
    headlines = [page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.HEADLINE]
    assert headlines == ["Ferry aground off Ellery with forty people on board"]


def test_the_order_of_drawing_does_not_matter() -> None:
    lines = [*column(40, 680, *LEFT), *column(320, 680, *RIGHT)]
    assert read(lines).text == read(list(reversed(lines))).text


def test_running_lines_and_page_numbers_are_off() -> None:
    sheets = [
        [(40, 780, 9, f"Ellery Herald, May {n}"), *column(40, 700, f"Sheet {word} says that the ferry ran aground."),
         (300, 20, 9, f"Page {n} of 3")]
        for n, word in ((1, "one"), (2, "two"), (3, "three"))
    ]  # fmt: skip
    text = read(*sheets).text
    assert "Herald" not in text and "Page" not in text
    assert text.splitlines() == [f"Sheet {word} says that the ferry ran aground." for word in ("one", "two", "three")]


def test_a_paragraph_goes_on_on_the_next_sheet() -> None:
    text = read(column(40, 100, "The ferry ran aground off"), column(40, 700, "the old mole of Ellery on Sunday.")).text
    assert text == "The ferry ran aground off the old mole of Ellery on Sunday."


def test_a_line_once_at_the_edge_stays() -> None:
    assert read([(40, 780, 10, "Ellery, May 4, 2031"), *column(40, 600, *LEFT)]).text.startswith("Ellery, May 4, 2031")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_pdf([[], []]), "hardly any text, most likely a scan"),
        (make_pdf([[(300, 20, 9, "1")]]), "most likely a scan"),
        (b"%PDF-1.7\n" + b"x" * 500, "cannot be opened"),
        (make_pdf([column(40, 700, *LEFT)])[:200], "cannot be opened|a scan"),
    ],
    ids=["empty", "number-only", "junk", "torn"],
)
def test_a_pdf_without_text_says_so(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_page(data, Capture(page="", path="a.pdf"))
