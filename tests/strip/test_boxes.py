"""Lines that what stands around them shows to be furniture; what looks alike and stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import MediaType, Page, PageFacts, Profile, Span
from sayso.rules.lines import judge_line
from sayso.rules.shape import LineKind
from sayso.split import split_page
from sayso.strip import learn_profile, strip_page
from sayso.strip.profile import digest_line

HEAD = "Dam to be drained after cracks are found"
PARAGRAPHS = (
    "The governor of Valmora said on Friday that the dam above Merrow would be drained by the end of the month.",
    "Engineers found three cracks in its northern wall last week, according to the water board, which runs the dam.",
    "“We have no choice,” Governor Pell Arden told a news conference in the town hall of Merrow on Friday evening.",
    "The water board said that it would take two years to mend the wall, and that nobody knew who was to pay for it.",
)


def page_of(*lines: str, facts: PageFacts | None = None) -> Page:
    return Page(
        id="page-0", media_type=MediaType.TEXT, text="\n".join(lines), language="en", facts=facts or PageFacts()
    )


def body_of(page: Page, profile: Profile | None = None) -> list[str]:
    articles = strip_page(page, split_page(page), profile).articles
    return [page.text[span.start : span.end] for article in articles for span in article.body]


@pytest.mark.parametrize(
    "line",
    [
        "[Advertisement: Lorne boots. They know the way.]",
        "[3 photos]  [Video unavailable here]",
        "+++ Newsletter: what the river did last night +++",
        ">> READERS: the Sunday puzzle is now on Monday",
        "NNNN",
        "JW/CD",
        "(Valmora News) kk/rs 0914",
        "NOTE TO EDITORS: THE FIRST LEAD SPELLED THE NAME OF THE DAM WRONG.",
        "Load 24 earlier entries",
        "You are reading the Herald without a subscription. That is fine today. It will not be fine tomorrow.",
        "Do you know more? Write to desk@herald.example. Do you know less? Stay with us.",
        "This article was amended on 24 April 2031. An earlier version said the letter had five pages. It has four.",
        "The interview was shortened and edited for clarity.",
        "You have 1 free story left this month.",
        "From 9 crowns a month",
        "👍 212   😢 1.4k   💬 96   Report",
        "Continue on herald.example",
        "IN THE NEXT ISSUE  Gravel: the new sand?",
        "($1 = 3.05 Valmoran crowns)",
    ],
)
def test_line_that_is_furniture_by_itself(line: str) -> None:
    assert judge_line(line)[0] in (LineKind.FURNITURE, LineKind.ENDING)


@pytest.mark.parametrize(
    "line",
    [
        "Arden told readers of the Herald that you could not subscribe to hope.",
        "“You get what your subscription pays for,” he said.",
        "He sent the letter to the ministry and it was never answered.",
        "The board changed its mind about the article in the treaty.",
        "Some 212 people were hurt and 96 are missing.",
        "They said an earlier version of the dam had stood for 400 years.",
    ],
)
def test_sentence_that_only_looks_like_furniture(line: str) -> None:
    assert judge_line(line)[0] is LineKind.PROSE


def test_address_inside_a_paragraph_is_the_articles() -> None:
    said = f"{PARAGRAPHS[1]} Write to the board at dam@merrow.example if you would like to see the cracks."
    assert body_of(page_of(HEAD, PARAGRAPHS[0], said, *PARAGRAPHS[2:]))[1] == said


def test_short_lines_between_two_lines_of_an_offer() -> None:
    box = ("Subscribe to the Morning Herald", "What the river did, before breakfast.", "Your email address   Sign up")
    assert body_of(page_of(HEAD, *PARAGRAPHS[:2], *box, *PARAGRAPHS[2:])) == list(PARAGRAPHS)


def test_heading_below_an_offer_stays() -> None:
    lines = (HEAD, *PARAGRAPHS[:2], "Subscribe to the Morning Herald", "Two long years", *PARAGRAPHS[2:])
    assert "Two long years" in body_of(page_of(*lines))


def test_note_on_the_author_and_foot_below_the_comments() -> None:
    lines = (
        *(HEAD, *PARAGRAPHS),
        "Ada Finch is the author of ‘A Short History of Water’. She lives on a hill.",
        "Have your say   14 comments, 11 of them from the board",
        "The Herald regrets that the price of jam was given as a temperature in May.",
    )
    assert body_of(page_of(*lines)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("printed", "said", "value", "because"),
    [
        ("14 March 2031", "2031-03-14T08:00:00Z", "2031-03-14", None),
        ("14 March 2031", "2031-03-16", "2031-03-14", "printed; the page's metadata (og) say 2031-03-16"),
        ("06/07/2031", "2031-07-06", "2031-07-06", "printed; which day, by the page's metadata (og)"),
        ("06/07/2031", "2031-09-01", "2031", "printed; the page's metadata (og) say 2031-09-01"),
        ("Friday", "2031-03-14", "2031-03-14", "the page's metadata (og)"),
    ],
    ids=["alike", "apart", "which-day", "neither-day", "metadata-alone"],
)
def test_what_is_printed_and_what_the_metadata_say(printed: str, said: str, value: str, because: str | None) -> None:
    page = page_of(
        HEAD, "By Ada Finch", printed, *PARAGRAPHS, facts=PageFacts(published=said, basis={"published": "og"})
    )
    (article,) = strip_page(page, split_page(page)).articles
    assert article.published is not None
    assert (article.published.value, article.published.because) == (value, because)


# --- profiles ---------------------------------------------------------------------------------------------------------

SLOGAN = "Nobody reads the tides as the Herald reads them"


def story(number: int, *extra: str) -> tuple[Page, list[Span]]:
    own = [f"In case {number}, {paragraph} That was number {chr(97 + number) * 9}." for paragraph in PARAGRAPHS]
    page = page_of(f"{HEAD} in case {chr(97 + number) * 5}", *own[:2], *extra, *own[2:])
    changed = page.text.replace("the", f"the {chr(97 + number) * 4}")
    page = Page(id=f"page-{number}", media_type=MediaType.TEXT, text=changed)
    return page, [Span(0, len(page.text))]


def learn(pages: list[tuple[Page, list[Span]]]) -> Profile:
    return learn_profile("herald.example", 1, pages)


def test_line_beside_three_texts_is_the_sites() -> None:
    line = "Nobody reads tides as Herald does"
    assert digest_line(line) in learn([story(number, line) for number in range(3)]).lines
    assert digest_line(line) not in learn([story(number, line) for number in range(2)]).lines


def test_printings_of_one_text_count_once() -> None:
    line = "Nobody reads tides as Herald does"
    assert learn([story(1, line)] * 5).lines == ()


def test_background_in_few_of_many_stories_is_not_the_sites() -> None:
    sentence = "Valmora has argued about its dam since it was built by prisoners in 1911 and blessed by three bishops."
    pages = [story(number, sentence) if number < 4 else story(number) for number in range(12)]
    assert digest_line(sentence) not in learn(pages).lines


def test_order_of_pages_does_not_matter_to_what_is_learned() -> None:
    pages = [story(number, "Nobody reads tides as Herald does") for number in range(5)]
    assert learn(pages).lines == learn(pages[::-1]).lines


def test_profile_takes_lines_out_of_the_body() -> None:
    page = page_of(HEAD, *PARAGRAPHS[:2], SLOGAN, *PARAGRAPHS[2:])
    profile = Profile(site="herald.example", number=1, pages=3, lines=(digest_line(SLOGAN.upper()),))
    assert SLOGAN in body_of(page)
    assert body_of(page, profile) == list(PARAGRAPHS)


# --- every character once ---------------------------------------------------------------------------------------------

LINES = (
    *PARAGRAPHS,
    HEAD,
    SLOGAN,
    "Subscribe now",
    "Comments",
    "NNNN",
    "By Ada Finch",
    "4 May 2031",
    "\x00 nul",
    "\ud800 lone",
    "‮right to left‏",
    "zero\u200bwidth\ufeff",
    "Photo: Ada Finch/AFP",
    "📷 3 4",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=14),
    st.lists(st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", "\x0c"]), min_size=14, max_size=14),
    st.lists(st.sampled_from(LINES), max_size=4),
)
def test_every_character_is_in_one_place_with_a_profile_too(
    lines: list[str], ends: list[str], known: list[str]
) -> None:
    page = page_of("".join(line + end for line, end in zip(lines, ends, strict=False)))
    profile = Profile(site="s", number=1, pages=3, lines=tuple(sorted({digest_line(line) for line in known})))
    stripped = strip_page(page, split_page(page), profile)
    assert stripped == strip_page(page, split_page(page), profile)
    spans = [(piece.start, piece.end) for piece in stripped.furniture]
    for article in stripped.articles:
        own = (*article.headline_repeats, *article.credits, *article.body, *article.repeats)
        spans += [(span.start, span.end) for span in own + ((article.headline,) if article.headline else ())]
    seen = [0] * len(page.text)
    for start, end in spans:
        for place in range(start, end):
            seen[place] += 1
    assert all(count == 1 for count, character in zip(seen, page.text, strict=True) if not character.isspace())
