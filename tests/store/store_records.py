"""Invented records for the tests of the store."""

from __future__ import annotations

import hashlib

from sayso.model import (
    Article,
    Capture,
    DateExpression,
    DateMention,
    Discard,
    Figure,
    Furniture,
    FurnitureKind,
    MediaType,
    Page,
    Printing,
    Reading,
    Relation,
    Source,
    Span,
    Statement,
    Story,
    StoryPart,
    Work,
    group_id,
    make_id,
)
from sayso.store.sql import SqlStore

TEXT = (
    "Harbour bridge closes\n\n"
    "Mayor Ilse Brandvik said on Monday that 1,200 lorries a day would have to take the northern road.\n\n"
    "Menu | Contact\n\n"
    "The port of Tønsvik denied it.\n"
)


def page_id(data: bytes) -> str:
    return f"page-{hashlib.blake2b(data, digest_size=16).hexdigest()}"


def make_capture(data: bytes, path: str = "pages/one.txt") -> Capture:
    return Capture(page=page_id(data), path=path, retrieved="2031-04-02T08:00:00Z")


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_reading(text: str = TEXT, *, articles: int = 1) -> Reading:
    """A reading of an invented page; several articles share its text."""
    page = Page(id=page_id(text.encode()), media_type=MediaType.TEXT, text=text, language="en")
    found = tuple(_make_article(page, number) for number in range(articles))
    first = found[0] if found else None
    if first is None or text != TEXT:
        return Reading(page=page, articles=found)
    said = DateExpression(value="XXXX-WXX-1", span=find(text, "Monday"))
    statement = Statement(
        id=make_id("statement", first.id, 0),
        article=first.id,
        page=page.id,
        source=Source(spans=(find(text, "Mayor Ilse Brandvik"),), name="Ilse Brandvik", role="mayor"),
        cue=find(text, "said"),
        content=(find(text, "that 1,200 lorries a day would have to take the northern road"),),
        said=said,
    )
    number = find(text, "1,200")
    figure = Figure(
        id=make_id("figure", first.id, number.start),
        article=first.id,
        page=page.id,
        start=number.start,
        end=number.end,
        minimum=1200,
        maximum=1200,
        counted="lorries",
        statement=statement.id,
    )
    day = find(text, "Monday")
    mention = DateMention(
        id=make_id("date-mention", first.id, day.start),
        article=first.id,
        page=page.id,
        start=day.start,
        end=day.end,
        expression=said,
    )
    menu = find(text, "Menu | Contact")
    furniture = Furniture(page=page.id, start=menu.start, end=menu.end, kind=FurnitureKind.NAVIGATION)
    return Reading(
        page=page,
        articles=found,
        furniture=(furniture,),
        statements=(statement,),
        figures=(figure,),
        dates=(mention,),
        discards=(Discard(input="pages/one.txt", station="split", reason="A part had no headline.", page=page.id),),
    )


def _make_article(page: Page, number: int) -> Article:
    text = page.text
    headline = Span(0, text.index("\n")) if "\n" in text else None
    body = (Span(headline.end, len(text)),) if headline else (Span(0, len(text)),)
    return Article(
        id=make_id("article", page.id, number),
        page=page.id,
        block=Span(number, len(text)),
        headline=headline,
        body=body,
        language="en",
    )


def add_page(store: SqlStore, text: str = TEXT, *, version: str = "1", articles: int = 1) -> Reading:
    """Keep an invented page and its reading, inside the transaction that is open."""
    reading = make_reading(text, articles=articles)
    store.add_capture(make_capture(text.encode()), text.encode())
    store.put_reading(reading, version)
    return reading


def add_articles(store: SqlStore, count: int) -> list[str]:
    """Keep one page with so many articles; their ids, sorted."""
    return sorted(article.id for article in add_page(store, "Short news\nNothing else.", articles=count).articles)


def make_work(*articles: str) -> Work:
    printings = tuple(Printing(article=article, relation=Relation.IDENTICAL) for article in articles)
    return Work(id=group_id("work", articles), articles=printings)


def make_story(*works: Work, title: str = "Bridge") -> Story:
    ids = [work.id for work in works]
    return Story(id=group_id("story", ids), title=title, parts=tuple(StoryPart(work=work) for work in ids))
