"""Blocks → Articles: what is furniture, what credits say, and that no character is lost or counted twice."""

# ruff: noqa: E501 - sentences as pages print them

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Basis, FurnitureKind, Mark, MarkKind, MediaType, Page, PageFacts, Span
from sayso.split import split_page
from sayso.strip import Stripped, strip_page

HEAD = "Dam to be drained after cracks are found"
LEAD = "The governor of Valmora said on Friday that the dam would be drained by the end of the month."
SECOND = "Engineers found three cracks in its northern wall last week, according to the water board."
THIRD = "“We have no choice,” Governor Pell Arden told a news conference in the town hall of Merrow."


def page_of(*lines: str, facts: PageFacts | None = None) -> Page:
    text = "\n".join(lines)
    return Page(id="page-0", media_type=MediaType.TEXT, text=text, language="en", facts=facts or PageFacts())


def strip(*lines: str, facts: PageFacts | None = None) -> tuple[Page, Stripped]:
    page = page_of(*lines, facts=facts)
    return page, strip_page(page, split_page(page))


def words(page: Page, spans: tuple[Span, ...]) -> list[str]:
    return [page.text[span.start : span.end] for span in spans]


def furniture(page: Page, stripped: Stripped) -> list[str]:
    return [page.text[piece.start : piece.end] for piece in stripped.furniture]


# --- lines that are furniture ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("🌍", FurnitureKind.OTHER),
        ("Follow World news", FurnitureKind.NAVIGATION),
        ("Follow Nora Quill on X @noraquill", FurnitureKind.NAVIGATION),
        ("2 min read", FurnitureKind.NAVIGATION),
        ("Share | Save | Print", FurnitureKind.NAVIGATION),
        ("#Valmora #Dam", FurnitureKind.NAVIGATION),
        ("Budget NewsRain In MerrowBank HolidaysFerry TimesMill Fire", FurnitureKind.NAVIGATION),
        ("Read also: Teskia earns $20 million from old ferries, report says", FurnitureKind.TEASER),
        ("READ MORE: The ferry that never came home", FurnitureKind.TEASER),
        ("Lesen Sie auch: Der Damm von Merrow", FurnitureKind.TEASER),
        ("Advertisement", FurnitureKind.ADVERT),
        ("Sign up for our newsletter to get the day's news in your inbox.", FurnitureKind.MEMBERSHIP),
        ("Quality journalism takes work and readers like you.", FurnitureKind.MEMBERSHIP),
        ("0 out of 25,000", FurnitureKind.MEMBERSHIP),
        ("The north wall of the dam seen from Merrow on May 3, 2031 (Ada Finch / AFP)", FurnitureKind.CAPTION),
        ("Photo: Ada Finch/Getty Images", FurnitureKind.PICTURE_CREDIT),
        ("© 2031 Ellery Herald. All rights reserved.", FurnitureKind.OTHER),
        ("nora.quill@herald.example", FurnitureKind.OTHER),
    ],
)
def test_furniture_between_paragraphs(line: str, kind: FurnitureKind) -> None:
    page, stripped = strip(HEAD, LEAD, SECOND, line, THIRD, LEAD[:-1] + ", and soon.", SECOND[:-1] + ", which is new.")
    (found,) = [piece for piece in stripped.furniture if page.text[piece.start : piece.end] == line]
    assert found.kind is kind
    assert found.because
    assert THIRD in words(page, stripped.articles[0].body)


@pytest.mark.parametrize(
    "line",
    [
        "Your support for the people of Merrow will not be forgotten, the governor said.",
        "Join us or leave, the foreman told the 40 workers at the gate.",
        "This video shows the wall giving way at noon, according to the water board.",
        "Download speeds fell by half across the south after the cable was cut.",
        "Residents can sign up for the buses at the town hall until Thursday.",
        "Advertisement spending fell by 3 percent in Valmora in the spring.",
        "Nora Quill is a reporter, and she was 40 miles away when the wall gave way on Friday.",
        "Nora Quill is a reporter for the Ellery Herald, and she was held for 40 days in Teskia.",
        "By contrast, the older dam at Harrow Bridge has stood for 90 years.",
        "He said: “Trust independent journalism.”",
        "What was found",
        "• 1,200 people live below the dam",
        "2. The wall is shut off",
        "Why now?",
        "The roar.",
    ],
)
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    page, stripped = strip(HEAD, LEAD, SECOND, line, THIRD, LEAD[:-1] + ", and soon.")
    assert line in words(page, stripped.articles[0].body)


def test_note_on_the_author_below_the_text() -> None:
    note = "Nora Quill is a reporter for the Ellery Herald, covering the south of Valmora. She lives in Merrow."
    page, stripped = strip(
        HEAD, LEAD, SECOND, THIRD, "Nora Quill", "Reporter", note, "A later line about something else."
    )
    (found,) = [piece for piece in stripped.furniture if piece.kind is FurnitureKind.BIO]
    assert page.text[found.start : found.end] == note
    assert stripped.articles[0].bylines == ("Nora Quill",)
    assert words(page, stripped.articles[0].body) == [LEAD, SECOND, THIRD]


# --- inside a line -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "body", "gone"),
    [
        (
            f"{LEAD} {SECOND} Sign in to access your portfolio",
            [f"{LEAD} {SECOND}"],
            ["Sign in to access your portfolio"],
        ),
        (f"{LEAD} {SECOND} Play Dragon Harvest Isle", [f"{LEAD} {SECOND}"], ["Play Dragon Harvest Isle"]),
        (
            f"{LEAD} ($1 = 3.05 Valmoran crowns) Error in retrieving data Error in retrieving data",
            [f"{LEAD} ($1 = 3.05 Valmoran crowns)"],
            ["Error in retrieving data Error in retrieving data"],
        ),
        (
            f"{LEAD} Story continues below advertisement {SECOND}",
            [LEAD, SECOND],
            ["Story continues below advertisement"],
        ),
        (f"{LEAD} Read also: Ferry runs aground. {SECOND}", [LEAD, SECOND], ["Read also: Ferry runs aground."]),
        (
            f"{LEAD} Sign up for our weekly letter here. {SECOND}",
            [LEAD, SECOND],
            ["Sign up for our weekly letter here."],
        ),
        (
            f"{LEAD} {SECOND} (Reporting by Nora Quill; Editing by Tam Orrin)",
            [f"{LEAD} {SECOND}"],
            ["(Reporting by Nora Quill; Editing by Tam Orrin)"],
        ),
        (
            f"{LEAD} {SECOND} This story has been updated. Tam Orrin contributed to this report.",
            [f"{LEAD} {SECOND}"],
            ["This story has been updated. Tam Orrin contributed to this report."],
        ),
        (f"{LEAD} {SECOND} It was unclear whether", [f"{LEAD} {SECOND} It was unclear whether"], []),
        (f"{LEAD} Advertisement revenue fell too, he said.", [f"{LEAD} Advertisement revenue fell too, he said."], []),
    ],
)
def test_furniture_inside_a_line(line: str, body: list[str], gone: list[str]) -> None:
    page, stripped = strip(HEAD, line)
    assert words(page, stripped.articles[0].body) == body
    assert furniture(page, stripped) == gone


# --- credits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "bylines", "dateline", "wire"),
    [
        ("By Nora Quill and Tam Orrin MERROW (Reuters) -", ("Nora Quill", "Tam Orrin"), "MERROW", "Reuters"),
        ("By Ana Bell, Bo Lund and Cy Marsh MERROW (AP) —", ("Ana Bell", "Bo Lund", "Cy Marsh"), "MERROW", "AP"),
        ("MERROW, Valmora (AP) — ", (), "MERROW, Valmora", "AP"),
        ("MERROW, May 4 (Yonhap) -- ", (), "MERROW", "Yonhap"),
        ("MERROW, May 4. /TASS/. ", (), "MERROW", "TASS"),
        ("Merrow (AFP) – ", (), "Merrow", "AFP"),
        ("May 4 (UPI) -- ", (), None, "UPI"),
        ("PORT ELLERY, Valmora — ", (), "PORT ELLERY, Valmora", None),
        ("", (), None, None),
    ],
)
def test_byline_and_dateline_fused_with_the_text(
    opening: str, bylines: tuple[str, ...], dateline: str | None, wire: str | None
) -> None:
    page, stripped = strip(HEAD, f"{opening}{LEAD} {SECOND}", THIRD)
    article = stripped.articles[0]
    assert words(page, article.body)[0] == f"{LEAD} {SECOND}"
    assert (article.bylines, article.dateline, article.wire) == (bylines, dateline, wire)
    assert article.outlet == wire


def test_byline_at_the_end_of_the_line() -> None:
    page, stripped = strip(HEAD, f"{LEAD} {SECOND} By Nora Quill for More Top Reads From this article on")
    article = stripped.articles[0]
    assert article.bylines == ("Nora Quill",)
    assert words(page, article.body) == [f"{LEAD} {SECOND}"]
    assert words(page, article.credits) == ["By Nora Quill for"]


@pytest.mark.parametrize(
    ("credit", "outlet", "bylines", "published"),
    [
        (("By Nora Quill", "May 4, 2031"), None, ("Nora Quill",), "2031-05-04"),
        (("BBC News04-05-2031",), "BBC News", (), "2031-05-XX"),
        (("BBC News18-05-2031",), "BBC News", (), "2031-05-18"),
        (("BBC News • 3 hours ago",), "BBC News", (), "none"),
        (("By The Associated Press", "4 May 2031"), "Associated Press", (), "2031-05-04"),
        (("Reuters | May 4, 2031",), "Reuters", (), "2031-05-04"),
        (("By", "Nora Quill", "and", "Tam Orrin", "May 4, 2031"), None, ("Nora Quill", "Tam Orrin"), "2031-05-04"),
        (("The Merrow Times", "Published 2031-05-04 09:30 GMT"), "The Merrow Times", (), "2031-05-04"),
        (("Nora Quill", "4 May 2031"), None, ("Nora Quill",), "2031-05-04"),
        (("By NORA QUILL and TAM ORRIN", "Updated 3:20 PM GMT, May 4, 2031"), None, ("NORA QUILL", "TAM ORRIN"), None),
    ],
)
def test_credit_lines(
    credit: tuple[str, ...], outlet: str | None, bylines: tuple[str, ...], published: str | None
) -> None:
    page, stripped = strip(HEAD, *credit, LEAD, SECOND, THIRD)
    article = stripped.articles[0]
    assert words(page, article.credits) == list(credit)
    assert (article.outlet, article.bylines) == (outlet, bylines)
    if published == "none":
        assert article.published is None
    elif published is None:
        assert article.published is None and article.modified is not None
    elif published.endswith("XX"):
        assert article.published is not None and article.published.value == "2031"
    else:
        assert article.published is not None and article.published.value == published
        assert article.published.basis is Basis.STATED
        assert article.published.span is not None


def test_age_is_no_date() -> None:
    _, stripped = strip("Yahoo", "44 minutes ago", "- Yahoo", HEAD, LEAD, SECOND, THIRD)
    assert stripped.articles[0].published is None


def test_outlet_glued_to_name_below_the_text() -> None:
    page, stripped = strip(LEAD, SECOND, THIRD, "The Ellery HeraldNora Quill", "Comments")
    article = stripped.articles[0]
    assert (article.outlet, article.bylines) == ("The Ellery Herald", ("Nora Quill",))
    assert words(page, article.credits) == ["The Ellery HeraldNora Quill"]


@pytest.mark.parametrize(
    ("note", "outlet"),
    [
        ("Nora Quill is a reporter for the Ellery Herald, covering the south.", "Ellery Herald"),
        ("We've been working hard to bring you local news. Consider supporting the Ellery Herald.", "Ellery Herald"),
        ("© 2031 Ellery Herald", "Ellery Herald"),
        ("Read more", None),
    ],
)
def test_outlet_from_a_note_below_the_text(note: str, outlet: str | None) -> None:
    _, stripped = strip(HEAD, LEAD, SECOND, THIRD, note)
    assert stripped.articles[0].outlet == outlet


def test_portal_is_carrier_of_a_wire_and_outlet_of_what_names_none() -> None:
    app = "Download Newsly app today from your preferred app store and start exploring."
    lines = ("Yahoo", "an hour ago", "- Yahoo", HEAD)
    _, wired = strip(*lines, f"MERROW (Reuters) - {LEAD} {SECOND}", app)
    assert [(a.outlet, a.wire, a.carrier) for a in wired.articles] == [("Reuters", "Reuters", "Yahoo < Newsly")]
    _, plain = strip(*lines, f"{LEAD} {SECOND}", app)
    assert [(a.outlet, a.wire, a.carrier) for a in plain.articles] == [("Yahoo", None, "Newsly")]


@pytest.mark.parametrize(
    ("facts", "carrier"),
    [
        pytest.param(PageFacts(outlet="BBC News", carrier="Valley Wire"), "Valley Wire", id="of-its-source"),
        pytest.param(PageFacts(outlet="Ina Mole", carrier="Harbour watch"), "Ina Mole < Harbour watch", id="passed-on"),
        pytest.param(PageFacts(outlet="BBC News – World"), None, id="its-own-feed"),
    ],
)
def test_feed_and_mailing_list_are_carriers(facts: PageFacts, carrier: str | None) -> None:
    page = page_of("BBC News", HEAD, LEAD, SECOND, THIRD, facts=facts)
    for kind, expected in ((MediaType.RSS, carrier), (MediaType.MAIL, carrier), (MediaType.HTML, None)):
        carried = msgspec.structs.replace(page, media_type=kind)
        (article,) = strip_page(carried, split_page(carried)).articles
        assert (article.outlet, article.carrier) == ("BBC News", expected)


def test_facts_of_the_page_where_the_text_says_nothing() -> None:
    facts = PageFacts(outlet="Ellery Herald", authors=("By Nora Quill",), published="2031-05-04T08:00:00Z")
    _, stripped = strip(HEAD, LEAD, SECOND, THIRD, facts=facts)
    article = stripped.articles[0]
    assert (article.outlet, article.bylines) == ("Ellery Herald", ("Nora Quill",))
    assert article.published is not None and article.published.value == "2031-05-04"
    assert article.published.span is None and article.published.because


def test_repeats_and_headline_repeats() -> None:
    page, stripped = strip(HEAD, "2 min read", HEAD, LEAD, SECOND, THIRD, SECOND, THIRD)
    (article,) = stripped.articles
    assert article.headline == Span(0, len(HEAD))
    assert words(page, article.headline_repeats) == [HEAD]
    assert words(page, article.body) == [LEAD, SECOND, THIRD]
    assert words(page, article.repeats) == [SECOND, THIRD]


def test_ids_hang_on_page_and_block_only() -> None:
    _, one = strip(HEAD, LEAD, SECOND, THIRD)
    _, other = strip(HEAD, LEAD, "Advertisement", SECOND, THIRD)
    assert one.articles[0].id == other.articles[0].id
    assert one.articles[0].id.startswith("article-")


def test_markup_says_what_is_main() -> None:
    lines = ["Ellery Herald", HEAD, LEAD, "Seen from the north", SECOND, "Ten dams you must see"]
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    kinds = [None, MarkKind.HEADLINE, MarkKind.MAIN, MarkKind.CAPTION, MarkKind.MAIN, None]
    marks = tuple(
        Mark(start, start + len(line), kind)
        for start, line, kind in zip(starts, lines, kinds, strict=True)
        if kind is not None
    )
    page = Page(id="page-0", media_type=MediaType.HTML, text="\n".join(lines), marks=marks)
    stripped = strip_page(page, split_page(page))
    assert words(page, stripped.articles[0].body) == [LEAD, SECOND]
    assert stripped.articles[0].headline == Span(starts[1], starts[1] + len(HEAD))
    assert furniture(page, stripped) == ["Ellery Herald", "Seen from the north", "Ten dams you must see"]


# --- every character once --------------------------------------------------------------------------------------------

KNOWN = st.sampled_from(
    [HEAD, LEAD, SECOND, THIRD, "Yahoo", "- Yahoo", "44 minutes ago", "By Nora Quill", "🌍", "Comments", "Related Articles", "Read more",
     "Follow World news", "BBC News18-06-2031", "The Ellery HeraldNora Quill", f"By Nora Quill MERROW (Reuters) -{LEAD}",
     f"{LEAD} Sign in to access your portfolio", f"{LEAD} Read also: x {SECOND} Play Dragon Isle", "4 May 2031", "\r", "\x85", "  \u2003", ""]
)  # fmt: skip
TEXTS = st.lists(KNOWN | st.text(max_size=80), max_size=20)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["\n", "\r\n", "\u2028", "\n\n", " "]))
def test_every_printed_character_is_in_exactly_one_place(lines: list[str], joint: str) -> None:
    page = Page(id="page-0", media_type=MediaType.TEXT, text=joint.join(lines))
    assert_covered(page, strip_page(page, split_page(page)))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.sampled_from([None, *MarkKind]), min_size=20, max_size=20))
def test_every_character_of_a_marked_page_too(lines: list[str], kinds: list[MarkKind | None]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    lines = [line for line in lines if line]
    marks, start = [], 0
    for line, kind in zip(lines, kinds, strict=False):
        if kind is not None:
            marks.append(Mark(start, start + len(line), kind))
        start += len(line) + 1
    page = Page(id="page-0", media_type=MediaType.HTML, text="\n".join(lines), marks=tuple(marks))
    assert_covered(page, strip_page(page, split_page(page)))


def assert_covered(page: Page, stripped: Stripped) -> None:
    spans = [Span(piece.start, piece.end) for piece in stripped.furniture]
    for article in stripped.articles:
        spans += [*article.headline_repeats, *article.credits, *article.body, *article.repeats]
        spans += [article.headline] if article.headline else []
        assert all(
            page.text[span.start : span.end].strip() == page.text[span.start : span.end] for span in article.body
        )
    count = [0] * len(page.text)
    for span in spans:
        assert 0 <= span.start < span.end <= len(page.text)
        for offset in range(span.start, span.end):
            count[offset] += 1
    wrong = [offset for offset, times in enumerate(count) if not page.text[offset].isspace() and times != 1]
    assert not wrong, [(offset, page.text[offset], count[offset]) for offset in wrong[:5]]


def test_a_name_under_the_headline_is_a_writers_where_a_note_says_so() -> None:
    lines = (HEAD, "NORA QUILL", LEAD, SECOND, THIRD)
    _, told = strip(*lines, "Nora Quill is the author of 'A Short History of Walls'. She lives on a hill.")
    assert told.articles[0].bylines == ("Nora Quill",)
    _, silent = strip(*lines)
    assert silent.articles[0].bylines == ()


def test_who_reports_from_where_behind_the_time() -> None:
    _, stripped = strip(HEAD, "Sunday 4 May 2031, 18.02 · Nora Quill reports from Tarnby", LEAD, SECOND, THIRD)
    assert stripped.articles[0].bylines == ("Nora Quill",)


@pytest.mark.parametrize("words", ["Пором «Скарн» переведуть на електрику", "Le bac « Skarn » à quai"])
def test_a_headline_in_quotation_marks_is_no_path_through_the_site(words: str) -> None:
    _, stripped = strip(words, "4 May 2031, 11:05", LEAD, SECOND, THIRD)
    assert stripped.articles[0].headline is not None


def test_a_note_on_a_wrong_number_is_no_text() -> None:
    page, stripped = strip(
        HEAD, "4 May 2031, 11:05", LEAD, SECOND, THIRD, "Update 16.05: this number was wrong. See above."
    )
    assert "Update" not in "".join(page.text[span.start : span.end] for span in stripped.articles[0].body)
