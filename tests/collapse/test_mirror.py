from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.collapse import Passage, align, mirror_spans, tie_findings
from sayso.model import Article, ArticleText, Figure, Source, Span, Statement

ORIGINAL = (
    "Crews reached the flooded mine on Monday, Osterby police said. "
    '"All 14 miners are out and well," rescue chief Ilka Brandt said after midnight. Two pumps failed in the night.'
)
COPY = (
    "By our staff.  “All 14 miners are out and well,” rescue chief Ilka  Brandt said after midnight. "
    "Two of the pumps failed in the night, Osterby radio reported on Tuesday."
)


def make_item(name: str, text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=name, page=name, block=whole, body=(whole,)), text=text)


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_quotation_is_tied_to_the_same_words_with_its_marks() -> None:
    passages = align(make_item("copy", COPY), make_item("original", ORIGINAL))
    mirrored = mirror_spans([find(COPY, "“All 14 miners are out and well,”")], passages)
    assert mirrored == (find(ORIGINAL, '"All 14 miners are out and well,"'),)


def test_span_over_a_blank_more_is_tied_by_its_ends() -> None:
    passages = align(make_item("copy", COPY), make_item("original", ORIGINAL))
    assert mirror_spans([find(COPY, "rescue chief Ilka  Brandt")], passages) == (
        find(ORIGINAL, "rescue chief Ilka Brandt"),
    )


def test_full_stop_where_the_original_goes_on() -> None:
    original = make_item("original", "The mine at Osterby was shut for good in May, Ilka Brandt said.")
    copy = make_item("copy", "The mine at Osterby was shut for good in May.")
    assert mirror_spans([Span(0, len(copy.text))], align(copy, original)) == (
        find(original.text, "The mine at Osterby was shut for good in May,"),
    )


def test_words_that_the_original_lacks_are_not_tied() -> None:
    passages = align(make_item("copy", COPY), make_item("original", ORIGINAL))
    assert mirror_spans([find(COPY, "Osterby radio reported on Tuesday")], passages) is None
    assert mirror_spans([find(COPY, "rescue chief"), find(COPY, "By our staff")], passages) is None


def test_span_whose_ends_lie_far_apart_is_not_tied() -> None:
    passages = [Passage(0, 0, 10), Passage(12, 400, 10)]
    assert mirror_spans([Span(2, 20)], passages) is None


@given(st.text(alphabet="abcde “”\"'.,\n", max_size=300), st.text(alphabet="abcde “”\"'.,\n", max_size=300))
def test_passages_hold_the_same_letters_and_are_apart(copy: str, original: str) -> None:
    passages = align(make_item("copy", copy), make_item("original", original))
    end = 0
    for passage in passages:
        ours = copy[passage.copy : passage.copy + passage.length]
        theirs = original[passage.original : passage.original + passage.length]
        assert [c for c in ours if c.isalnum()] == [c for c in theirs if c.isalnum()]
        assert passage.copy >= end
        end = passage.copy + passage.length
        assert end <= len(copy)
        assert passage.original + passage.length <= len(original)


def test_findings_are_tied_by_kind_and_words() -> None:
    def make_figure(name: str, text: str, words: str) -> Figure:
        span = find(text, words)
        return Figure(id=f"figure-{name}", article=name, page=name, start=span.start, end=span.end)

    def make_statement(name: str, text: str, words: str) -> Statement:
        return Statement(id=f"statement-{name}", article=name, page=name, source=Source(), content=(find(text, words),))

    ours = [
        make_figure("copy", COPY, "14 miners"),
        make_statement("copy", COPY, "“All 14 miners are out and well,”"),
        make_figure("extra", COPY, "Tuesday"),
    ]
    theirs = [
        make_figure("original", ORIGINAL, "14 miners"),
        make_statement("original", ORIGINAL, '"All 14 miners are out and well,"'),
    ]
    passages = align(make_item("copy", COPY), make_item("original", ORIGINAL))
    edges = tie_findings(ours, theirs, passages)
    assert [(edge.kind, edge.a, edge.b) for edge in edges] == [
        ("mirror", "figure-copy", "figure-original"),
        ("mirror", "statement-copy", "statement-original"),
    ]
