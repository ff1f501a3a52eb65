"""What is kept of an article is what was read of it, to the last bit and in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DamagedError
from sayso.group import pack_gist, read_gist, unpack_gist
from sayso.model import Article, ArticleText, DateExpression, Span


def make_item(headline: str, body: str, published: str | None = None) -> ArticleText:
    text = f"{headline}\n{body}"
    article = Article(
        id="article-1",
        page="page-1",
        block=Span(0, len(text)),
        headline=Span(0, len(headline)),
        body=(Span(len(headline) + 1, len(text)),),
        published=DateExpression(value=published) if published else None,
        language="en",
    )
    return ArticleText(article=article, text=text)


STRUCK = make_item(
    "Ferry  strikes\tpier",
    "The ferry Corrin struck the pier at Ost Haven on 3 March 2024, Lena Voss said. The pier was rebuilt on 4 May.",
    "2024-03-04",
)


def test_a_gist_says_what_group_asks_of_an_article() -> None:
    gist = read_gist(STRUCK)
    assert (gist.page, gist.title, gist.language, gist.is_entry) == ("page-1", "Ferry strikes pier", "en", False)
    assert gist.lead == "The ferry Corrin struck the pier at Ost Haven on 3 March 2024, Lena Voss said"
    assert {"corrin", "ost haven"} <= gist.terms.names
    assert [(day.year, day.month, day.day) for day in gist.told.days] == [(2024, 3, 3), (2023, 5, 4)]


@given(headline=st.text(st.characters(), max_size=40), body=st.text(st.characters(), max_size=200))
def test_a_gist_is_kept_as_it_was_read(headline: str, body: str) -> None:
    item = make_item(headline, f"{STRUCK.text} {body}", "2024-03-04")
    read = read_gist(item)
    kept = unpack_gist(pack_gist(read))
    assert kept == read
    assert list(kept.terms.weights.items()) == list(read.terms.weights.items())
    assert list(kept.told.days) == list(read.told.days)


def test_half_a_character_is_written_out() -> None:
    gist = unpack_gist(pack_gist(read_gist(make_item("Ferry \ud83d sinks", "\udc80 Fog closed the port."))))
    assert (gist.title, gist.lead) == ("Ferry \\ud83d sinks", "\\udc80 Fog closed the port")


@pytest.mark.parametrize("data", [b"", b"\xc1", pack_gist(read_gist(STRUCK))[:-1]])
def test_what_is_no_gist_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedError, match="gist"):
        unpack_gist(data)
