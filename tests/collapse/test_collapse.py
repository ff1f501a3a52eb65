from __future__ import annotations

import pytest

from sayso.collapse import Collapse
from sayso.match.gather import gather
from sayso.model import Article, ArticleText, DateExpression, Edge, Printing, Relation, Span, Work

LEAD = (
    "The harbour council of Varnholm voted on Tuesday night to close the old swing bridge to lorries from next spring."
)
NEWS = [
    LEAD,
    "Engineers had found cracks in two of the eleven girders when divers went down after the January storm.",
    "“We would rather close it a month early than a day too late,” council leader Marit Oduya told the meeting.",
    "Hauliers say the detour through Kestrel Hill adds forty minutes to each run between the docks and the motorway.",
    "The ferry company that runs between the two banks has offered to carry empty trailers at half the usual fare.",
    "A new bridge would cost about 38 million crowns and could not open before the end of the decade.",
]
OTHER = [
    "Lorries will lose their shortest way across Varnholm harbour after councillors backed a ban by nine to four.",
    "“We would rather close it a month early than a day too late,” council leader Marit Oduya told the meeting.",
    "A report seen by this paper speaks of fatigue in the steel and of bolts that came away in a diver's hand.",
    "Transport firms called the decision a blow and asked the region to widen the road over Kestrel Hill.",
    "Residents of the east bank, who have asked for quieter nights for years, cheered from the gallery.",
    "The bridge opened in 1931, when the harbour still took timber ships.",
]


def make_item(name: str, paragraphs: list[str], *, headline: str = "", **facts: object) -> ArticleText:
    text = "\n".join([headline, *paragraphs])
    start = len(headline) + 1
    body = []
    for paragraph in paragraphs:
        body.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    article = Article(
        id=f"article-{name}",
        page=f"page-{name}",
        block=Span(0, len(text)),
        body=tuple(body),
        headline=Span(0, len(headline)) if headline else None,
        **facts,  # type: ignore[arg-type]
    )
    return ArticleText(article=article, text=text)


def collapse(*items: ArticleText, edges: tuple[Edge, ...] = ()) -> list[Work]:
    return gather(Collapse(), items, lambda item: item.article.id, edges)


def relate(a: list[str], b: list[str]) -> Relation | None:
    edge = Collapse().score(make_item("a", a), make_item("b", b))
    return edge.relation if edge else None


EDITED = [paragraph.replace("Tuesday night", "Tuesday").replace("lorries", "trucks") for paragraph in NEWS]
UPDATED = [
    "Hauliers said on Wednesday that they would go to court over the closure of the swing bridge in Varnholm.",
    "Their lawyer called the ban, which was passed in a late sitting, hasty and badly prepared.",
    *NEWS[1:2],
    *NEWS[3:5],
    "The region's transport office said it had not been asked and would comment once it had read the file.",
    "Last year some four hundred heavy vehicles crossed between the banks on a working day, most of them at dawn.",
]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(NEWS, NEWS, Relation.IDENTICAL, id="word for word"),
        pytest.param(NEWS, [p.replace("“", '"').replace("”", '"') for p in NEWS], Relation.IDENTICAL, id="other marks"),
        pytest.param(NEWS, NEWS[1:], Relation.NEAR, id="lead dropped"),
        pytest.param(NEWS, NEWS[:-1], Relation.NEAR, id="end cut"),
        pytest.param(NEWS, EDITED, Relation.NEAR, id="light edits"),
        pytest.param(NEWS, NEWS[:2], Relation.EXCERPT, id="the opening alone"),
        pytest.param(NEWS, UPDATED, Relation.VERSION, id="new lead, same backbone"),
        pytest.param(NEWS, OTHER, None, id="independent, same quotation"),
        pytest.param(NEWS[2:3], OTHER, None, id="a quotation alone"),
        pytest.param(["Closed today."], ["Closed today."], None, id="too short to tell"),
        pytest.param([], NEWS, None, id="no body"),
    ],
)
def test_relation_of_two_texts(a: list[str], b: list[str], expected: Relation | None) -> None:
    assert relate(a, b) == expected
    assert relate(b, a) == expected


def test_score_does_not_hang_on_the_order() -> None:
    long, short = make_item("z", NEWS), make_item("y", NEWS[:2])
    edge = Collapse().score(long, short)
    assert edge == Collapse().score(short, long)
    assert edge is not None
    assert (edge.a, edge.b) == ("article-y", "article-z")  # the excerpt, and what it was cut from


def test_reason_is_a_sentence_with_counts() -> None:
    edge = Collapse().score(
        make_item("a", NEWS, headline="Bridge shuts"), make_item("b", NEWS, headline="Bridge to shut")
    )
    assert edge is not None
    words = sum(len(p.replace("’", " ").split()) for p in NEWS)
    assert edge.because == (
        f"{words} of its {words} words (100%, in one piece) stand in the other's {words}, which has no others."
        " The headline differs."
    )


def test_independent_reports_stay_two_works() -> None:
    works = collapse(make_item("a", NEWS), make_item("b", OTHER))
    assert [work.id for work in works] == ["work-a", "work-b"]


def test_texts_that_share_twenty_words_share_a_key() -> None:
    station = Collapse()
    passage = " ".join(NEWS[3].split()[:20])
    a = make_item("a", [*OTHER, passage])
    b = make_item("b", [passage, "Something else was said by someone else on another day about a different thing."])
    assert set(station.keys(a)) & set(station.keys(b))


def test_printing_with_the_outlets_own_credit_is_the_original() -> None:
    carried = make_item("a", NEWS[1:], headline="Bridge shuts", outlet="Varnholm Post", carrier="NewsNow7")
    own = make_item("b", NEWS, outlet="The Varnholm Post")
    assert collapse(carried, own) == [
        Work(
            id="work-a",
            articles=(
                Printing(article="article-a", relation=Relation.NEAR),
                Printing(article="article-b", relation=Relation.ORIGINAL),
            ),
            original="article-b",
            because="It is taken for the original because The Varnholm Post prints it under its own credit and "
            "the others carry it.",
        )
    ]


def date(value: str) -> DateExpression:
    return DateExpression(value=value)


@pytest.mark.parametrize(
    ("items", "original", "reason"),
    [
        pytest.param(
            [make_item("a", NEWS, published=date("2031-03-02")), make_item("b", NEWS, published=date("2031-03-01"))],
            "article-b",
            "earliest date, 2031-03-01",
            id="earliest date",
        ),
        pytest.param(
            [
                make_item("a", NEWS, published=date("2031-03-01T09:15")),
                make_item("b", NEWS, published=date("2031-03-01T08:50")),
            ],
            "article-b",
            "earliest date, 2031-03-01 08:50",
            id="earliest minute",
        ),
        pytest.param(
            [make_item("a", NEWS[1:]), make_item("b", NEWS)], "article-b", "words that they lack", id="fuller"
        ),
        pytest.param([make_item("a", NEWS), make_item("b", NEWS)], None, "not known", id="nothing tells them apart"),
        pytest.param(
            [make_item("a", NEWS, published=date("2031-03-02")), make_item("b", NEWS)], None, "not known", id="one date"
        ),
        pytest.param(
            [make_item("a", NEWS, wire="Nordwire"), make_item("b", NEWS, outlet="Varnholm Post")],
            None,
            "Nordwire's, whose own printing is not among these",
            id="agency text, agency absent",
        ),
        pytest.param(
            [
                make_item("a", NEWS, outlet="Varnholm Post", wire="Nordwire"),
                make_item("b", NEWS, outlet="Nordwire", wire="Nordwire"),
            ],
            "article-b",
            "Nordwire prints it under its own credit",
            id="agency text, agency present",
        ),
    ],
)
def test_which_printing_is_the_original(items: list[ArticleText], original: str | None, reason: str) -> None:
    (work,) = collapse(*items)
    assert work.original == original
    assert work.because is not None
    assert reason in work.because


def test_without_an_original_no_printing_is_called_so() -> None:
    (work,) = collapse(make_item("a", NEWS), make_item("b", NEWS))
    assert {printing.relation for printing in work.articles} == {Relation.IDENTICAL}


def test_digest_of_two_texts_does_not_make_them_one() -> None:
    second = [
        "Police in Osterby are looking for three men who took a fishing boat from the yacht club on Sunday.",
        "The boat, a blue twelve-metre trawler called Solveig, was last seen heading north past the lighthouse.",
        "Its owner had left the key in the wheelhouse because the lock had rusted through in the autumn.",
        "The coast guard has asked skippers to look out for it between the islands and the open sea.",
    ]
    digest = [*NEWS[:2], "In other news from along the coast, a boat has gone missing.", *second[:2]]
    copies = [make_item(f"a{number}", NEWS) for number in range(4)] + [make_item("b", second), make_item("d", digest)]
    works = collapse(*copies)
    together = [{printing.article for printing in work.articles} for work in works]
    assert not any({"article-a0", "article-b"} <= group for group in together)
    assert any({"article-a0", "article-a1", "article-a2", "article-a3"} <= group for group in together)


BACKGROUND = [
    "The swing bridge has been a matter of dispute since the dock strike, when hauliers blocked it for eleven days.",
    "It carries some four hundred lorries a day between the east bank and the motorway, twice as many as planned.",
]


def test_standing_background_is_no_copy() -> None:
    fresh = [
        "A cyclist was hurt on the east bank of Varnholm harbour on Friday when a crane dropped a pallet of tiles.",
        "She was taken to hospital with a broken arm, and the crane driver was treated for shock at the scene.",
        "Work at the quay stopped for the day while inspectors looked at the chain that gave way under the load.",
    ]
    mine, later = [*fresh, *BACKGROUND], [LEAD, *NEWS[3:], *BACKGROUND]
    assert relate(mine, later) is not None  # from unknown outlets it counts as a passage taken over
    day, week = date("2031-03-01"), date("2031-03-09")
    assert Collapse().score(make_item("a", mine, published=day), make_item("b", later, published=week)) is None
    same = "Varnholm Post"
    assert Collapse().score(make_item("a", mine, outlet=same), make_item("b", later, outlet=same)) is None


def test_a_persons_word_wins() -> None:
    a, b = make_item("a", NEWS), make_item("b", NEWS)
    apart = Edge(kind="copy", a="article-a", b="article-b", score=0, because="The editor says so.")
    assert len(collapse(a, b, edges=(apart,))) == 2
    same = Edge(kind="copy", a="article-a", b="article-c", score=1, because="The editor says so.")
    assert len(collapse(a, make_item("c", OTHER), edges=(same,))) == 1


def test_single_article_is_a_work_and_its_original() -> None:
    (work,) = collapse(make_item("a", NEWS))
    assert work.original == "article-a"
    assert work.articles == (Printing(article="article-a", relation=Relation.ORIGINAL),)


def test_agency_text_with_many_printings_is_one_work() -> None:
    (work,) = collapse(*(make_item(f"{number:03}", NEWS) for number in range(130)))
    assert len(work.articles) == 130
