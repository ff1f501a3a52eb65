"""Which printing the others were made from: each kind of evidence alone, and evidence that contradicts itself."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.collapse.original import choose_original
from sayso.collapse.testimony import read_testimony
from sayso.model import Article, ArticleText, DateExpression, PageFacts, Span
from sayso.rules.sites import fold_name, host_of

NEWS = [
    "The harbour council of Varnholm voted on Tuesday night to close the old swing bridge to lorries from next spring.",
    "Engineers who dived after the January storm had found cracks in two of the eleven girders under the roadway.",
    "Hauliers said the detour over Kestrel Hill would add forty minutes to each trip between the quay and the road.",
]
MORE = "The ferry company offered to carry empty trailers at half its usual price until the new bridge is open."
LINK = {"canonical": "link canonical"}


def make_item(name: str, *, note: str = "", body: list[str] | None = None, **known: Any) -> ArticleText:
    paragraphs = body or NEWS
    date = known.pop("published", None)
    page = {field: known.pop(field) for field in ("facts", "addresses") if field in known}
    text = "\n".join([*paragraphs, note])
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    article = Article(
        id=f"article-{name}",
        page=f"page-{name}",
        block=Span(0, len(text)),
        body=tuple(spans),
        published=DateExpression(value=date) if date else None,
        **known,
    )
    return ArticleText(article=article, text=text, **page)


def canonical(address: str) -> PageFacts:
    return PageFacts(canonical=address, basis=LINK)


POST = "https://www.varnholmpost.example/bridge-shut"
OTHER = "https://eastbanktimes.example/2031/bridge"


@pytest.mark.parametrize(
    ("a", "b", "expected", "because"),
    [
        pytest.param(
            {"outlet": "East Bank Times", "wire": "Nordwire"},
            {"outlet": "Nordwire", "wire": "Nordwire"},
            "b",
            "Nordwire prints it under its own credit",
            id="agency credit",
        ),
        pytest.param(
            {"outlet": "Varnholm Post", "carrier": "NewsNow7"},
            {"outlet": "The Varnholm Post"},
            "b",
            "under its own credit and the others carry it",
            id="carrier",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "note": "This article was originally published by the Varnholm Post."},
            {"outlet": "Varnholm Post"},
            "b",
            "Varnholm Post prints it",
            id="note with a name",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "note": "Read the original article here."},
            {"outlet": "Varnholm Post"},
            "b",
            "took it from elsewhere",
            id="note without a name",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "note": "First published on Monday."},
            {"outlet": "Varnholm Post"},
            None,
            "not known",
            id="note of a day",
        ),
        pytest.param(
            {"addresses": (OTHER,), "facts": canonical(POST), "outlet": "East Bank Times"},
            {"addresses": (POST + "/",), "facts": canonical(POST), "outlet": "Post Media"},
            "b",
            "Post Media prints it",
            id="canonical link to the other printing",
        ),
        pytest.param(
            {
                "addresses": ("https://m.eastbanktimes.example/x",),
                "facts": canonical(OTHER),
                "outlet": "East Bank Times",
            },
            {"addresses": (POST,), "facts": canonical(POST), "outlet": "Varnholm Post"},
            None,
            "not known",
            id="canonical link to the same site",
        ),
        pytest.param(
            {"published": "2031-03-01T09:15:00+03:00"},
            {"published": "2031-03-01T07:00:00+00:00"},
            "a",
            "earliest date, 2031-03-01 06:15",
            id="hours of two zones",
        ),
        pytest.param(
            {"published": "2031-03-01T09:15:00+03:00"},
            {"published": "2031-03-01T07:00"},
            None,
            "not known",
            id="an hour without a zone",
        ),
        pytest.param({"body": NEWS}, {"body": [*NEWS, MORE]}, "b", "words that they lack", id="complete"),
        pytest.param({}, {"bylines": ("Ilka Brandt",)}, None, "not known", id="a byline alone"),
        pytest.param(
            {}, {"bylines": ("Ilka Brandt",), "dateline": "VARNHOLM"}, "b", "names its writer", id="byline and dateline"
        ),
        # contradictions
        pytest.param(
            {"outlet": "East Bank Times", "note": "Republished from the Varnholm Post."},
            {"outlet": "Varnholm Post", "note": "Republished from the East Bank Times."},
            None,
            "name one another",
            id="each names the other",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "wire": "Reuters"},
            {"outlet": "Varnholm Post", "wire": "AFP"},
            None,
            "the pages name AFP and Reuters as its source",
            id="two agencies",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "published": "2031-03-01"},
            {"outlet": "Varnholm Post", "published": "2031-03-02", "body": [*NEWS, MORE]},
            None,
            "earliest date, 2031-03-01, but of another it has all",
            id="earlier but cut from the later",
        ),
        pytest.param(
            {"outlet": "East Bank Times", "published": "2031-03-01"},
            {"outlet": "Varnholm Post", "published": "2031-03-02", "bylines": ("Ilka Brandt",)},
            None,
            "but of another it alone names its writer",
            id="earlier without the writer",
        ),
        pytest.param(
            {"bylines": ("Ilka Brandt",)},
            {"body": [*NEWS, MORE]},
            None,
            "of one it alone names its writer",
            id="one signed, one complete",
        ),
        # what is not here
        pytest.param(
            {"outlet": "East Bank Times", "wire": "Reuters"},
            {"outlet": "East Bank Times", "carrier": "NewsNow7", "wire": "Reuters"},
            None,
            "Reuters's, whose own printing is not among these. The way it came: NewsNow7 < East Bank Times < Reuters.",
            id="chain to an absent agency",
        ),
    ],
)
def test_evidence(a: dict[str, Any], b: dict[str, Any], expected: str | None, because: str) -> None:
    items = [make_item("a", **a), make_item("b", **b)]
    choice = choose_original(items)
    assert choice.article == (f"article-{expected}" if expected else None)
    assert because in choice.because
    assert choose_original(items[::-1]) == choice


def test_what_a_carrier_carries_is_followed_to_the_agency() -> None:
    items = [
        make_item("a", outlet="Varnholm Post", carrier="NewsNow7 < Daily8"),
        make_item("b", outlet="Varnholm Post", wire="Nordwire"),
        make_item("c", outlet="Nordwire", wire="Nordwire"),
    ]
    assert read_testimony(items[0]).chain == ("Daily8", "NewsNow7", "Varnholm Post")
    assert choose_original(items).article == "article-c"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Varnholm Post", "www.varnholmpost.example"),
        ("East Bank Times", "eastbanktimes.co.example"),
        ("Der Kurier", "der-kurier.example"),
    ],
)
def test_names_and_hosts_meet(a: str, b: str) -> None:
    assert fold_name(a) == fold_name(b)


def test_addresses_that_are_none() -> None:
    assert host_of("https://[broken") is None
    assert host_of(None) is None
    assert host_of("https://amp.m.varnholmpost.example:8080/x") == "varnholmpost.example"


def test_endless_gaps_are_read_as_far_as_notes_go() -> None:
    assert read_testimony(make_item("a", note="originally published by " * 200_000)).origin is None
    assert read_testimony(make_item("a", note="originally published by A " + "A " * 500_000)).sources == ()


@pytest.mark.parametrize(
    ("site", "address", "outlet", "chain"),
    [
        pytest.param(
            "Newsbarn",
            "https://www.newsbarn.example/a/1",
            "Varnholm Post",
            ("Newsbarn", "Varnholm Post"),
            id="aggregator",
        ),
        pytest.param(
            "Varnholm Post", "https://varnholmpost.example/a", "The Varnholm Post", ("The Varnholm Post",), id="its own"
        ),
        pytest.param("VP", "https://vp.example/a", "Varnholm Post", ("Varnholm Post",), id="by its initials"),
        pytest.param(
            "Post Media",
            "https://varnholmpost.example/a",
            "Varnholm Post",
            ("Varnholm Post",),
            id="named in the address",
        ),
        pytest.param(
            "Newsbarn", "https://cdn.example/a/1", "Varnholm Post", ("Varnholm Post",), id="a host of no name"
        ),
        pytest.param("Newsbarn", "https://newsbarn.example/a/1", None, (), id="nobody is credited"),
    ],
)
def test_a_site_that_credits_another_outlet_carries_its_text(
    site: str, address: str, outlet: str | None, chain: tuple[str, ...]
) -> None:
    item = make_item("a", outlet=outlet, addresses=(address,), facts=PageFacts(outlet=site))
    assert read_testimony(item).chain == chain
