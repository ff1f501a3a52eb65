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
    ],
)
def test_each_fact_has_its_basis(head: str, field: str, value: object, basis: str) -> None:
    facts = read_head(head)
    assert getattr(facts, field) == value
    assert facts.basis[field] == basis


def test_a_page_that_says_nothing_has_no_basis() -> None:
    assert read_head("<title>T</title>") == PageFacts()
