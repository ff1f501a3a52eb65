"""Page → Blocks: how many articles, where they open, what is printed again."""

# ruff: noqa: E501 - sentences as pages print them

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import MediaType, Page, Span
from sayso.split import Block, split_page

FERRY = (
    "The ferry Morning Star ran aground off Port Ellery on Monday with 212 people on board, the coast guard said. Nobody was hurt, and the "
    "passengers were taken off by tugs within three hours. 'We were lucky,' said Mayor Ines Valder."
)
TALKS = (
    "Valmora and Teskia will meet for talks on fishing rights next week, two diplomats told Reuters. The talks were broken off in March. "
    "Neither side would say what had changed. A spokesman for Teskia's foreign ministry declined to comment."
)
MILL = (
    "A fire destroyed the old paper mill at Harrow Bridge early on Sunday, police said. About 40 firefighters were called out. "
    "The cause was not known, but officers said they were looking for two men seen near the gate."
)
LEAD = "The governor of Valmora said on Friday that the dam would be drained by the end of the month."
SECOND = "Engineers found three cracks in its northern wall last week, according to the water board."
THIRD = "“We have no choice,” Governor Pell Arden told a news conference in the town hall of Merrow."
FOURTH = "About 1,200 people live below the dam, and most of them have been told to be ready to leave."


def page_of(*lines: str) -> Page:
    return Page(id="page-0", media_type=MediaType.TEXT, text="\n".join(lines), language="en")


def words(page: Page, span: Span | None) -> str | None:
    return None if span is None else page.text[span.start : span.end]


def heads(page: Page) -> list[str | None]:
    return [words(page, block.headline) for block in split_page(page)]


FEED = (
    "Dam to be drained after cracks are found",
    LEAD, SECOND, THIRD, FOURTH,
    "Comments", "No comments yet...", "Related Articles",
    "Yahoo", "44 minutes ago", "- Yahoo", "Ferry runs aground off Port Ellery", FERRY,
    "Yahoo", "an hour ago", "- Yahoo", "Valmora and Teskia to meet on fishing rights", TALKS,
)  # fmt: skip


def test_several_articles_with_credits_above_their_headlines() -> None:
    page = page_of(*FEED)
    blocks = split_page(page)
    assert heads(page) == [
        FEED[0],
        "Ferry runs aground off Port Ellery",
        "Valmora and Teskia to meet on fishing rights",
    ]
    assert [words(page, block.body) for block in blocks[1:]] == [FERRY, TALKS]
    assert [words(page, span) for span in blocks[1].credits] == ["Yahoo", "44 minutes ago", "- Yahoo"]
    assert blocks[0].body is not None and page.text[: blocks[0].body.end].endswith(FOURTH)
    assert words(page, blocks[1].span).startswith("Yahoo")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "credit",
    [
        ("The Ellery Herald", "time3 hours ago", "  • The Ellery Herald"),
        ("Merrow Matters", "time3 hours ago", "  • Merrow Matters"),
        ("BBC News18-06-2031",),
        ("Merrow Matters04-05-2031",),
        ("The Guardian", "2 days ago", "• Politics", "• The Guardian"),
    ],
)
def test_headline_twice_then_credit_then_headline(credit: tuple[str, ...]) -> None:
    title = "Ferry runs aground off Port Ellery"
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
        FOURTH,
        "Related Articles",
        title,
        "",
        title,
        "",
        *credit,
        "",
        title,
        "",
        FERRY,
    )
    second = split_page(page)[1]
    assert len(split_page(page)) == 2
    assert words(page, second.headline) == title
    assert len(second.headline_repeats) == 2
    assert [words(page, span) for span in second.credits] == [line.strip() for line in credit]
    assert words(page, second.body) == FERRY


def test_same_article_again_with_its_headline_is_a_second_article() -> None:
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
    )
    assert heads(page) == ["Dam to be drained after cracks are found"] * 2


def test_same_block_again_without_headline_is_a_repeat() -> None:
    page = page_of(
        LEAD, SECOND, THIRD, "🌍", "Follow World news", FOURTH, SECOND, THIRD, "🌍", "Follow World news", FOURTH
    )
    (block,) = split_page(page)
    assert block.headline is None
    assert [words(page, span) for span in block.repeats] == [SECOND, THIRD, FOURTH]
    assert words(page, block.body).startswith(LEAD)  # type: ignore[union-attr]


def test_repeats_are_found_across_kinds_of_quotation_mark() -> None:
    (block,) = split_page(page_of(LEAD, SECOND, THIRD, FOURTH, SECOND, THIRD.replace("“", '"').replace("”", '"')))
    assert len(block.repeats) == 2


def test_subheadings_do_not_split() -> None:
    page = page_of(
        "Why the Merrow dam must be drained, and what comes next",
        LEAD, "What was found", SECOND, THIRD, "Who lives below the dam", FOURTH, FERRY, "What happens now", TALKS,
    )  # fmt: skip
    (block,) = split_page(page)
    assert words(page, block.headline) == "Why the Merrow dam must be drained, and what comes next"
    assert words(page, block.body).endswith(TALKS)  # type: ignore[union-attr]


def test_dates_over_chapters_do_not_split() -> None:
    page = page_of(
        "How the dam came to crack",
        LEAD,
        SECOND,
        "12 May 2031",
        "The first crack is seen",
        THIRD,
        FERRY,
        "14 May 2031",
        "The wall is shut off",
        FOURTH,
        TALKS,
    )
    assert len(split_page(page)) == 1


def test_agency_under_a_picture_does_not_split() -> None:
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        "Reuters",
        "The dam seen on Friday from the north",
        THIRD,
        FERRY,
        FOURTH,
    )
    assert len(split_page(page)) == 1


def test_teaser_and_deck_after_the_last_paragraph_are_not_body() -> None:
    page = page_of(
        LEAD,
        SECOND,
        THIRD,
        FOURTH,
        "Teskia earns over $20 million from selling its old ferries, report says",
        "A study finds that most of the money went to a single shipyard in the south.",
        "The Ellery HeraldNora Quill",
        "Comments",
    )
    (block,) = split_page(page)
    assert words(page, block.body).endswith(FOURTH)  # type: ignore[union-attr]
    assert [words(page, span) for span in block.credits] == ["The Ellery HeraldNora Quill"]


def test_box_that_leads_to_another_article_inside_the_text() -> None:
    box = (
        "Teskia has lost 40 ferries this year, officials say",
        "The figure includes small ones.",
        "The Ellery HeraldTam Orrin",
    )
    page = page_of("Dam to be drained after cracks are found", LEAD, SECOND, *box, THIRD, FOURTH)
    (block,) = split_page(page)
    assert [words(page, span) for span in block.boxes] == list(box)
    assert block.credits == ()


def test_headline_above_byline_and_time_on_lines_of_their_own() -> None:
    page = page_of(
        "Skip to main content", "War", "Ferry hit by drone off Port Ellery, killing two", "by", "Nora Quill", "June 18, 2031 9:41 AM",
        "(Updated:", "June 18, 2031 11:02 AM)", "3 min read", "Tugs at work off the port. (State Rescue Service/Telegram)",
        "Listen to this article", "0:00/2:31", "This audio is created with AI assistance", LEAD, SECOND, THIRD,
    )  # fmt: skip
    (block,) = split_page(page)
    assert words(page, block.headline) == "Ferry hit by drone off Port Ellery, killing two"
    assert [words(page, span) for span in block.credits][:3] == ["by", "Nora Quill", "June 18, 2031 9:41 AM"]


def test_list_of_dated_headlines_ends_the_article() -> None:
    others = [
        line
        for number in range(6)
        for line in (f"Another headline of the day, number {number}", "By Tam Orrin", "June 18, 2031")
    ]
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
        *others,
        "The Herald can be reached at any time of the day.",
    )
    (block,) = split_page(page)
    assert words(page, block.body).endswith(THIRD)  # type: ignore[union-attr]


def test_name_over_role_below_the_text_is_a_credit() -> None:
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
        "Avatar",
        "Nora Quill",
        "Reporter",
        "Nora Quill is a reporter for the Ellery Herald.",
        "Read more",
    )
    (block,) = split_page(page)
    assert [words(page, span) for span in block.credits] == ["Nora Quill", "Reporter"]


def test_comments_do_not_open_articles() -> None:
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        THIRD,
        "3 Comments",
        "May 4, 2031 at 7:23 am",
        "Somebody should pay for this mess",
        FERRY,
        "May 4, 2031 at 8:11 am",
        "What about the people below it?",
        TALKS,
    )
    (block,) = split_page(page)
    assert words(page, block.body).endswith(THIRD)  # type: ignore[union-attr]


def test_article_goes_on_below_a_box_of_links() -> None:
    page = page_of(
        "Dam to be drained after cracks are found",
        LEAD,
        SECOND,
        "Related",
        "Another dam story from last year",
        THIRD,
        FOURTH,
        FERRY,
        TALKS,
    )
    (block,) = split_page(page)
    assert words(page, block.body).endswith(TALKS)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "lines",
    [
        ("Home", "Menu", "Log in", "Subscribe"),
        ("Comments", "No comments yet..."),
        ("Share", "Follow us on Facebook", "© 2031 Ellery Herald"),
        (),
    ],
)
def test_pure_furniture_gives_no_article(lines: tuple[str, ...]) -> None:
    assert split_page(page_of(*lines)) == ()


def test_lines_broken_at_a_width_are_joined() -> None:
    broken = "\n".join(
        [
            "Dam to be drained after cracks are found", "",
            "The governor of Valmora said on Friday that the dam would be drained",
            "by the end of the month, and that nobody would be left behind in the",
            "valley below it.", "",
            "Engineers found three cracks in its northern wall last week, according",
            "to the water board of the province, which has been warning of them for",
            "years without being heard.",
        ]
    )  # fmt: skip
    page = page_of(broken)
    (block,) = split_page(page)
    assert words(page, block.headline) == "Dam to be drained after cracks are found"


LINES = st.sampled_from(
    [*FEED, "By Nora Quill", "12 May 2031", "Reuters", "", "🌍", "Read more", "x", SECOND, MILL, "News Feed"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=25))
def test_blocks_are_in_order_and_apart(lines: list[str]) -> None:
    page = page_of(*lines)
    blocks = split_page(page)
    edges = [edge for block in blocks for edge in (block.span.start, block.span.end)]
    assert edges == sorted(edges)
    assert all(block.span.start < block.span.end <= len(page.text) for block in blocks)
    for block in blocks:
        assert all(block.span.start <= span.start < span.end <= block.span.end for span in spans_of(block))


def spans_of(block: Block) -> list[Span]:
    return [
        span for span in (block.headline, block.body, *block.headline_repeats, *block.credits, *block.repeats) if span
    ]
