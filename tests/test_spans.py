from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.spans import contains, merge_spans, overlaps, shift_spans, slice_text, subtract_spans, trim_span

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


def characters(of: list[Span] | tuple[Span, ...]) -> set[int]:
    return {offset for span in of for offset in range(span.start, span.end)}


@given(st.lists(spans))
def test_merge_keeps_each_character_once(some: list[Span]) -> None:
    merged = merge_spans(some)
    assert characters(merged) == characters(some)
    assert all(a.end < b.start for a, b in pairwise(merged))


@given(spans, st.lists(spans))
def test_subtract_leaves_what_was_not_taken(span: Span, taken: list[Span]) -> None:
    assert characters(subtract_spans(span, taken)) == characters([span]) - characters(taken)


@given(spans, spans)
def test_overlap_and_containment_agree_with_characters(a: Span, b: Span) -> None:
    if a.start < a.end and b.start < b.end:
        assert overlaps(a, b) == bool(characters([a]) & characters([b]))
        assert contains(a, b) == (characters([b]) <= characters([a]))


@given(st.text(alphabet=" ab\n", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_trim_leaves_no_white_space_at_the_edges(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    trimmed = trim_span(text, start, end)
    assert slice_text(text, [trimmed] if trimmed else []) == text[start:end].strip()


def test_shift() -> None:
    assert shift_spans([Span(1, 3)], 4) == (Span(5, 7),)
