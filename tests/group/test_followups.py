"""Chapters of one story: what is told weeks later belongs to the event, what only looks like it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from sayso.group.followups import join_follow_ups
from sayso.group.gists import read_gist
from sayso.model import Article, ArticleText, DateExpression, Edge, Span


def make_item(name: str, text: str, published: str | None = None, language: str | None = "en") -> ArticleText:
    article = Article(
        id=f"article-{name}",
        page=f"page-{name}",
        block=Span(0, len(text)),
        body=(Span(0, len(text)),),
        published=DateExpression(value=published) if published else None,
        language=language,
    )
    return ArticleText(article=article, text=text)


NIGHT = (
    "A gasometer exploded in Ulverholt before dawn on 12 March, and rescuers dug nine bodies from the ashes of Tanner"
    " Lane. Ulverholt has known the gasometer since 1911. Fire chief Pelle Aasgaard of Ulverholt wept."
)
INQUIRY = (
    "Judge Ida Oduya asked Brennwerk about its valves. Brennwerk, which ran the gasometer in Ulverholt, had been told"
    " of rust months before 12 March, a clerk testified. Ulverholt will pay for the lawyers, Oduya said."
)
SECOND = (
    "A gasometer exploded in Ulverholt before dawn on 30 April, and rescuers dug six bodies from the ashes of a school"
    " in Kestrel Road. Ulverholt lost nine people when a gasometer exploded on 12 March. Ulverholt mourns."
)
PIE = "Ulverholt baked the largest pie of the region. Baker Skov Lindvik of Ulverholt said that the crust held."


def join(items: Mapping[str, ArticleText], edges: Sequence[Edge] = ()) -> list[list[list[str]]]:
    gists = {work: read_gist(item) for work, item in items.items()}
    terms = {work: gist.terms for work, gist in gists.items()}
    return join_follow_ups([[work] for work in sorted(items)], edges, terms, {w: [g] for w, g in gists.items()})


def test_what_looks_back_at_the_day_is_of_the_story() -> None:
    items = {
        "inquiry": make_item("inquiry", INQUIRY, "2024-05-20"),
        "night": make_item("night", NIGHT, "2024-03-12"),
        "pie": make_item("pie", PIE, "2024-03-12"),
    }
    assert join(items) == [[["inquiry"], ["night"]], [["pie"]]]


@pytest.mark.parametrize(
    ("name", "text", "published", "later"),
    [
        ("another day", INQUIRY.replace("12 March", "14 March"), "2024-05-20", "2024-03-12"),
        ("another year", INQUIRY, "2027-05-20", "2024-03-12"),
        ("the same day, nothing to look back at", INQUIRY, "2024-03-13", "2024-03-12"),
        ("a day that is long past for both", INQUIRY, "2024-06-20", "2024-06-18"),
        ("another place", INQUIRY.replace("Ulverholt", "Marlowick"), "2024-05-20", "2024-03-12"),
        ("an event of the same kind, with a day of its own", SECOND, "2024-05-01", "2024-03-12"),
    ],
)
def test_what_has_another_event_is_apart(name: str, text: str, published: str, later: str) -> None:
    items = {"night": make_item("night", NIGHT, later), "other": make_item("other", text, published)}
    assert join(items) == [[["night"]], [["other"]]], name


def test_one_cast_in_the_same_days_is_one_story() -> None:
    cast = "Ulverholt, Oduya, Aasgaard, Brennwerk, Lindvik and Tannerhus"
    one = make_item("one", f"The mayor met {cast} over the ashes of Ulverholt. Ulverholt waits for coal.", "2024-03-14")
    other = make_item("other", f"A choir sang for {cast} at the harbour of Ulverholt. Ulverholt slept.", "2024-03-15")
    later = make_item("other", other.text, "2024-03-25")
    assert join({"one": one, "other": other}) == [[["one"], ["other"]]]
    assert join({"one": one, "other": later}) == [[["one"]], [["other"]]]


def test_a_page_in_another_language_joins_one_story_and_brings_no_two_together() -> None:
    cast = "Ulverholt, Oduya, Aasgaard, Brennwerk, Lindvik und Tannerhus"
    abroad = make_item("abroad", f"Trauer um {cast}: Ulverholt zählt die Toten, Ulverholt wartet.", "2024-03-15", "de")
    one = make_item("one", f"Ashes fell on {cast}. Ulverholt waits for coal, and Ulverholt weeps.", "2024-03-14")
    two = make_item("two", f"Snow fell on {cast}. Lindvik skates, and Lindvik laughs, and Lindvik eats.", "2024-03-04")
    found = join({"abroad": abroad, "one": one, "two": two})
    assert [["abroad"], ["one"]] in found
    assert [["two"]] in found


def test_people_join_and_part_chapters() -> None:
    items = {
        "inquiry": make_item("inquiry", INQUIRY, "2024-05-20"),
        "night": make_item("night", NIGHT, "2024-03-12"),
        "pie": make_item("pie", PIE, "2024-03-12"),
    }
    apart = Edge(kind="story", a="inquiry", b="night", score=0.0, because="Ada")
    same = Edge(kind="story", a="night", b="pie", score=1.0, because="Ada")
    assert join(items, [apart]) == [[["inquiry"]], [["night"]], [["pie"]]]
    assert join(items, [apart, same]) == [[["inquiry"]], [["night"], ["pie"]]]
