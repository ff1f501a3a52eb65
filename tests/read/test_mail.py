"""Mails: which part is read, what of it is shown, and who sent it when."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, UnreadableError
from sayso.model import Capture, MarkKind, MediaType, Page
from sayso.read import read_page
from sayso.read.mail import drop_hidden

CAPTURE = Capture(page="", path="letter.eml")
HTML = """<html><head><style>.pre, #top { display : none } @media print { .body { display:none } }</style></head><body>
<div class="pre">Hidden line.</div><div id="top">Hidden too.</div><span style="display:none">And this.</span>
<div class="body"><p>“Nobody was hurt,” said Ina Mole, who runs the Ellery ferry – on time.</p></div></body></html>"""


def make_mail(plain: str | None, markup: str | None = None, charset: str = "utf-8", cte: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "Ellery Herald Briefing <brief@herald.example>"
    message["To"] = "reader@e.example"
    message["Subject"] = "Ferry aground – and a judge"
    message["Date"] = "Sun, 04 May 2031 06:00:00 +0100"
    message["Message-ID"] = "<1@herald.example>"
    if plain is not None:
        message.set_content(plain, charset=charset, cte=cte)
    if markup is not None:
        (message.add_alternative if plain is not None else message.set_content)(
            markup, subtype="html", charset=charset, cte=cte
        )
    return message.as_bytes()


def read(data: bytes) -> Page:
    return read_page(data, CAPTURE)


def headlines(page: Page) -> list[str]:
    return [page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.HEADLINE]


@pytest.mark.parametrize("cte", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_html_part_is_read_as_it_is_shown(cte: str, charset: str) -> None:
    page = read(make_mail("Plain twin.", HTML, charset, cte))
    assert page.media_type is MediaType.MAIL
    assert "“Nobody was hurt,” said Ina Mole, who runs the Ellery ferry – on time." in page.text
    assert "Hidden" not in page.text and "And this" not in page.text and "Plain twin" not in page.text


def test_facts_are_sender_subject_and_date() -> None:
    facts = read(make_mail("The ferry ran aground off Ellery.")).facts
    assert (facts.outlet, facts.headline) == ("Ellery Herald Briefing", "Ferry aground – and a judge")
    assert facts.published == "2031-05-04T06:00:00+01:00"


@pytest.mark.parametrize(
    ("plain", "markup", "expected"),
    [
        ("The ferry ran aground.", None, ["Ferry aground – and a judge"]),
        ("Ferry aground – and a judge\n\nThe ferry.", None, ["Ferry aground – and a judge"]),
        (None, "<p>The ferry ran aground.</p>", ["Ferry aground – and a judge"]),
        (None, "<h1>The letter</h1><p>The ferry ran aground.</p>", ["The letter"]),
        (None, "<h2>One of two</h2><p>The ferry ran aground.</p>", []),
    ],
)
def test_the_subject_stands_above_a_body_without_a_heading(
    plain: str | None, markup: str | None, expected: list[str]
) -> None:
    assert headlines(read(make_mail(plain, markup))) == expected


def test_the_lines_of_a_plain_mail_are_its_main_text() -> None:
    page = read(make_mail("The ferry ran aground off Ellery.\n\nNobody was hurt, the board said."))
    main = [page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.MAIN]
    assert main == ["The ferry ran aground off Ellery.", "Nobody was hurt, the board said."]


@pytest.mark.parametrize(
    ("named", "carrier"),
    [
        ('"Harbour watch" <harbour.lists.example>', "Harbour watch"),
        ("<harbour.lists.example>", None),
        ("2f540c5cc43dc2b2d8bf list <2f540c5c.sends.example>", None),
    ],
)
def test_a_mailing_list_carries_what_was_sent_to_it(named: str, carrier: str | None) -> None:
    data = make_mail("The ferry ran aground off Ellery.")
    assert read(f"List-Id: {named}\n".encode() + data).facts.carrier == carrier
    assert read(data).facts.carrier is None


def test_attachments_are_passed_over() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "ina@e.example", "Notes"
    message.set_content("The ferry ran aground off Ellery.")
    message.add_attachment("Secret text.", filename="notes.txt")
    page = read(message.as_bytes())
    assert "aground" in page.text and "Secret" not in page.text
    assert page.facts.outlet is None
    message = EmailMessage()
    message["From"], message["Subject"] = "ina@e.example", "Picture"
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(UnreadableError, match="without text"):
        read(message.as_bytes())


def test_a_text_that_begins_like_a_mail_is_a_text() -> None:
    text = b"Date: Sunday\nSubject: ferries\n\nThe ferry ran aground off Ellery, said Ina Mole."
    assert read_page(text, Capture(page="", path="notes.txt")).media_type is MediaType.TEXT
    assert read_page(make_mail("The ferry."), Capture(page="", path="-")).media_type is MediaType.MAIL


def test_rules_for_some_screens_hide_nothing() -> None:
    assert "words" in drop_hidden("<style>@media (max-width:1px) { .a { display:none } }</style><p class=a>words</p>")


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_headers_make_it_raise_anything_else(junk: bytes) -> None:
    data = b"From: x\r\nSubject: " + junk.replace(b"\n\n", b"\n") + b"\r\nMIME-Version: 1.0\r\n\r\nThe ferry."
    with suppress(InputError):
        assert read(data).id


def test_headers_nested_without_end_are_survived() -> None:
    data = (
        b"From: "
        + b"(" * 20_000
        + b"\r\nSubject: x\r\nDate: "
        + b"(" * 20_000
        + b"\r\nTo: x\r\n\r\nThe ferry ran aground."
    )
    assert "aground" in read(data).text
