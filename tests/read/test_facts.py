"""What a page says of itself, and which part of it says so."""

from __future__ import annotations

import json

import pytest

from sayso.model import Capture, PageFacts
from sayso.read import read_page

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Not this"},
        {
            "@type": ["NewsArticle"],
            "headline": "Ferry aground",
            "author": [{"@type": "Person", "name": "Nora Quill"}, {"name": "Ina Mole"}],
            "publisher": {"name": "Ellery Herald"},
            "datePublished": "2031-05-04T08:00:00Z",
            "dateModified": "2031-05-04T09:00:00Z",
            "articleSection": ["Harbour", "News"],
        },
    ],
}


ELEMENT = "element of a writer"


def read_head(head: str) -> PageFacts:
    markup = f"<!DOCTYPE html><html><head>{head}</head><body><p>The ferry ran aground off Ellery.</p></body></html>"
    return read_page(markup.encode(), Capture(page="", path="a.html")).facts


def test_linked_data_comes_first_and_is_the_basis() -> None:
    facts = read_head(
        f"<script type='application/ld+json'>{json.dumps(LINKED)}</script>"
        "<meta property='og:title' content='Other'><meta property='og:site_name' content='Other'>"
    )
    assert (facts.headline, facts.outlet, facts.section) == ("Ferry aground", "Ellery Herald", "Harbour")
    assert facts.authors == ("Nora Quill", "Ina Mole")
    assert (facts.published, facts.modified) == ("2031-05-04T08:00:00Z", "2031-05-04T09:00:00Z")
    assert facts.basis == {
        "outlet": "JSON-LD publisher",
        "headline": "JSON-LD headline",
        "published": "JSON-LD datePublished",
        "modified": "JSON-LD dateModified",
        "section": "JSON-LD articleSection",
        "authors": "JSON-LD author",
    }


@pytest.mark.parametrize(
    ("head", "field", "value", "basis"),
    [
        ("<link rel=canonical href=https://e.example/1>", "canonical", "https://e.example/1", "link canonical"),
        ("<meta property=og:url content=https://e.example/2>", "canonical", "https://e.example/2", "meta og:url"),
        ("<meta property=og:site_name content=Herald>", "outlet", "Herald", "meta og:site_name"),
        ("<meta name=author content='N. Q.'>", "authors", ("N. Q.",), "meta author"),
        ("<meta property=article:section content=Harbour>", "section", "Harbour", "meta article:section"),
        ("<meta name=pubdate content=2031-05-04>", "published", "2031-05-04", "meta pubdate"),
        ("<meta itemprop=dateModified content=2031-05-05>", "modified", "2031-05-05", "meta datemodified"),
        ("</head><body><time datetime=2031-05-04>May 4</time>", "published", "2031-05-04", "the only time element"),
        (
            "</head><body><time class='a published' datetime=2031-05-04>4</time><time datetime=2031-06-01>1</time>",
            "published",
            "2031-05-04",
            "time element of publication",
        ),
        (
            "</head><body><time datetime=2031-05-04T08:00>8</time><time datetime=2031-05-04T09:30>9:30</time>",
            "published",
            "2031-05-04T08:00",
            "the only time element",
        ),
        (
            "<link rel=canonical href=https://e.example/2031/05/04/ferry>",
            "published",
            "2031-05-04",
            "the day in its address",
        ),
        (
            "<meta property=og:url content=https://e.example/ferry-20310504.html>",
            "published",
            "2031-05-04",
            "the day in its address",
        ),
        ("</head><body><p>By <a rel=author href=/ada>Ada Finch</a></p>", "authors", ("Ada Finch",), ELEMENT),
        (
            "</head><body><div class=byline>Von Ada Finch und Jo Adler</div>",
            "authors",
            ("Ada Finch", "Jo Adler"),
            ELEMENT,
        ),
        ("</head><body><p><a href=/author/gizz/>gizz</a></p>", "authors", ("gizz",), ELEMENT),
        ("</head><body><span itemprop=author><b>Ada Finch</b></span>", "authors", ("Ada Finch",), ELEMENT),
    ],
)
def test_each_fact_has_its_basis(head: str, field: str, value: object, basis: str) -> None:
    facts = read_head(head)
    assert getattr(facts, field) == value
    assert facts.basis[field] == basis


def test_a_page_that_says_nothing_has_no_basis() -> None:
    assert read_head("<title>T</title>") == PageFacts()


@pytest.mark.parametrize(
    "address",
    [
        "https://e.example/2031/13/04/ferry",
        "https://e.example/2031/05/ferry",
        "https://e.example/id-120310504",
        "https://e.example/2031/05-04/a",
    ],
)
def test_numbers_in_an_address_that_are_no_day(address: str) -> None:
    assert read_head(f"<link rel=canonical href={address}>").published is None


@pytest.mark.parametrize(
    "body",
    [
        "<time class=published datetime=2031-05-04>4</time><time class=published datetime=2031-06-01>1</time>",
        "<time datetime=2031-05-04>4</time><time datetime=2031-06-01>1</time>",
    ],
)
def test_times_of_several_articles_date_none(body: str) -> None:
    assert read_head(f"</head><body>{body}").published is None


@pytest.mark.parametrize(
    "body",
    [
        "<div class=comment><b class=comment-author>Ada Finch</b></div>",
        "<aside><a href=/author/ada>Ada Finch</a></aside>",
        "<div class=author-bio><span class=author>Ada Finch</span></div>",
        "<p><a href=/author/ada>More from this author</a></p>",
        "<p class=byline>4 May 2031</p>",
    ],
)
def test_names_that_are_not_the_writers(body: str) -> None:
    assert read_head(f"</head><body>{body}").authors == ()


def test_a_graph_names_its_writers_by_reference() -> None:
    graph = [
        {"@type": "WebPage", "datePublished": "2031-05-01"},
        {"@type": "Article", "author": {"@id": "#ada"}, "publisher": [{"@id": "#none"}], "datePublished": "2031-05-04"},
        {"@type": "Person", "@id": "#ada", "name": "Ada F&ouml;rst"},
    ]
    facts = read_head(f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>")
    assert (facts.authors, facts.published, facts.outlet) == (("Ada Först",), "2031-05-04", None)


def test_the_record_of_a_page_dates_its_article() -> None:
    record = {"@type": "WebPage", "name": "Herald", "headline": "Not this", "datePublished": "2031-05-04"}
    facts = read_head(f"<script type='application/ld+json'>{json.dumps(record)}</script>")
    assert (facts.published, facts.headline) == ("2031-05-04", None)
