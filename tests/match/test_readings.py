from __future__ import annotations

from sayso.match.readings import Readings
from sayso.match.words import Words
from sayso.model import Article, ArticleText, Span


def make_item(name: str, text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=name, page=name, block=whole, body=(whole,)), text=text)


def test_words_are_read_once() -> None:
    readings = Readings()
    item = make_item("a", "The ferry left the quay early.")
    assert readings.read(item) is readings.read(make_item("a", "The ferry left the quay early."))
    readings.clear()
    assert readings.read(item).words == ["the", "ferry", "left", "the", "quay", "early"]


def test_another_text_under_the_same_id_is_read_anew() -> None:
    readings = Readings()
    assert len(readings.read(make_item("a", "The ferry left."))) == 3
    assert len(readings.read(make_item("a", "The ferry left the quay."))) == 5


def test_what_was_not_used_for_longest_makes_room() -> None:
    readings = Readings(room=40)
    a, b, c = (make_item(name, "word " * 3 + name) for name in "abc")
    first, second = readings.read(a), readings.read(b)
    assert readings.read(a) is first
    readings.read(c)
    assert readings.read(a) is first
    assert readings.read(b) is not second


def test_outlines_are_kept_longer_and_lead_to_the_same_words() -> None:
    text = "The ferry left the quay early, said Ada Marn, and nobody on the quay had seen the captain or the crew."
    a, b = make_item("a", text), make_item("b", text + " It rained.")
    readings = Readings(room=len(b.text))
    first = readings.read(a)
    readings.read(b)
    again = readings.read(a)
    assert again is not first
    assert again.outline is first.outline
    assert (again.count, again.places, again.shingles.tolist()) == (first.count, first.places, first.shingles.tolist())
    assert again.short.tolist() == Words(text, a.article.body).short.tolist()


def test_without_room_for_outlines_texts_are_read_anew() -> None:
    readings = Readings(room=0, outline_room=0)
    item = make_item("a", "The ferry left the quay early, said Ada Marn.")
    assert readings.read(item).outline is not readings.read(item).outline
