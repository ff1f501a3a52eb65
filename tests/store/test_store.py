"""What every store keeps and gives back."""

from __future__ import annotations

import threading

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from store_records import TEXT, add_articles, add_page, make_capture, make_reading, make_work, page_id

from sayso.errors import UnknownIdError, UnreadableError
from sayso.model import (
    Anchor,
    DateMention,
    Discard,
    Edge,
    Figure,
    Judgement,
    Reading,
    Relation,
    Source,
    Span,
    Statement,
    make_id,
)
from sayso.store.sql import SqlStore

DATA = TEXT.encode()
PAGE = page_id(DATA)


def test_bytes_come_back_as_they_were_found(store: SqlStore) -> None:
    data = bytes(range(256)) * 300
    with store.transaction():
        assert store.add_capture(make_capture(data), data)
        assert not store.add_capture(make_capture(data), data)
        assert store.add_capture(make_capture(data, "pages/two.txt"), data)
    assert store.page_bytes(page_id(data)) == data
    assert [capture.path for capture in store.captures()] == ["pages/one.txt", "pages/two.txt"]
    assert [capture.path for capture in store.captures([page_id(data)])] == ["pages/one.txt", "pages/two.txt"]
    assert list(store.captures(["page-000000"])) == []
    assert store.has_page(page_id(data))
    assert not store.has_page("page-000000")
    assert store.counts()["pages"] == 1


def test_other_bytes_with_the_same_id_are_refused(store: SqlStore) -> None:
    with store.transaction():
        store.add_capture(make_capture(DATA), DATA)
        with pytest.raises(UnreadableError):
            store.add_capture(make_capture(DATA, "forged.txt"), b"forged")
    assert store.page_bytes(PAGE) == DATA


def test_a_path_that_utf8_cannot_hold_is_kept_readable(store: SqlStore) -> None:
    odd = "caf\udce9.txt"
    with store.transaction():
        store.add_capture(make_capture(DATA, odd), DATA)
        store.put_discard(Discard(input=odd, station="read", reason="It is empty."))
    assert [capture.path for capture in store.captures()] == ["caf\\udce9.txt"]
    assert [discard.input for discard in store.discards()] == ["caf\\udce9.txt"]
    with store.transaction():
        store.drop_discards(odd)
    assert list(store.discards()) == []


def test_a_reading_comes_back_as_it_was_put(store: SqlStore) -> None:
    with store.transaction():
        reading = add_page(store)
    article = reading.articles[0]
    assert store.page(PAGE) == reading.page
    assert list(store.pages()) == [reading.page]
    assert store.article(article.id) == article
    assert list(store.articles(page=PAGE)) == [article]
    assert tuple(store.furniture(PAGE)) == reading.furniture
    assert set(store.findings([article.id])) == {*reading.statements, *reading.figures, *reading.dates}
    assert list(store.findings(kind=Statement)) == list(reading.statements)
    assert list(store.findings(kind=Figure)) == list(reading.figures)
    assert list(store.findings(kind=DateMention)) == list(reading.dates)
    assert store.finding(reading.figures[0].id) == reading.figures[0]
    assert list(store.discards()) == list(reading.discards)
    assert [(found.article, found.text) for found in store.article_texts([article.id])] == [(article, TEXT)]
    assert list(store.check()) == []


def test_findings_stand_in_the_order_of_the_page(store: SqlStore) -> None:
    with store.transaction():
        reading = add_page(store)
    expected = [reading.statements[0].id, reading.dates[0].id, reading.figures[0].id]
    assert [finding.id for finding in store.findings()] == expected
    assert [finding.id for finding in store.findings([reading.articles[0].id])] == expected


def test_what_is_not_there_is_unknown(store: SqlStore) -> None:
    for ask in (store.page, store.article, store.finding, store.page_bytes, store.story_of):
        with pytest.raises(UnknownIdError):
            ask("article-0123456789abcdef")
    with pytest.raises(UnknownIdError), store.transaction():
        store.put_reading(make_reading(), "1")
    assert list(store.articles(["article-0123456789abcdef"])) == []


def test_adding_twice_changes_nothing(store: SqlStore) -> None:
    edge = Edge(kind="copy", a="article-01", b="article-02", score=1.0, because="the same words")
    counts = []
    for _ in range(2):
        with store.transaction():
            reading = add_page(store)
            article = reading.articles[0].id
            store.put_keys("collapse", article, ["a", "b"])
            store.put_edges([edge])
            store.put_works([make_work(article)])
            store.put_discard(Discard(input="gone.txt", station="read", reason="It is not there."))
        counts.append(store.counts())
    assert counts[0] == counts[1]
    assert counts[0]["articles"] == 1
    assert counts[0]["discards"] == 2
    assert list(store.ungathered()) == []


def test_a_new_reading_replaces_the_old_one(store: SqlStore) -> None:
    with store.transaction():
        old = add_page(store, articles=3)
        gone = [article.id for article in old.articles[1:]]
        store.put_works([make_work(article.id) for article in old.articles])
        store.put_keys("collapse", gone[0], ["a"])
        store.put_edges([Edge(kind="copy", a=gone[0], b=gone[1], score=1.0, because="the same words")])
    assert list(store.unread_pages("1")) == []
    assert list(store.unread_pages("2")) == [PAGE]
    assert [store.has_older_readings(version) for version in ("0", "1", "2")] == [True, False, True]
    new = msgspec.structs.replace(make_reading(), statements=(), figures=(), dates=(), discards=())
    with store.transaction():
        store.put_reading(new, "2")
    assert list(store.unread_pages("2")) == []
    assert list(store.articles()) == list(new.articles)
    assert list(store.findings()) == []
    assert list(store.discards()) == []
    assert store.neighbours("collapse", ["a"], 10) == []
    assert list(store.edges("copy")) == []
    assert list(store.works()) == []
    assert list(store.ungathered()) == [new.articles[0].id]
    assert [hit.article for hit in store.search("lorries")] == [new.articles[0].id]
    assert list(store.check()) == []


def test_pages_wait_until_they_are_read_or_given_up(store: SqlStore) -> None:
    discard = Discard(input="pages/one.txt", station="run", reason="took longer than 60 s", page=PAGE)
    with store.transaction():
        store.add_capture(make_capture(DATA), DATA)
    assert list(store.unread_pages("1")) == [PAGE]
    with store.transaction():
        store.put_discard(discard)
        store.put_discard(discard)
    assert list(store.unread_pages("1")) == []
    assert list(store.discards()) == [discard]
    with store.transaction():
        store.drop_discards("pages/one.txt")
    assert list(store.unread_pages("1")) == [PAGE]
    with store.transaction():
        store.put_discard(discard)
        add_page(store)
    assert [found.reason for found in store.discards()] == ["A part had no headline."]
    with store.transaction():
        store.drop_discards("pages/one.txt")
    assert [found.reason for found in store.discards()] == ["A part had no headline."]
    assert list(store.unread_pages("1")) == []


def test_neighbours_share_keys(store: SqlStore) -> None:
    with store.transaction():
        for record, keys in {"a": "xyz", "b": "xy", "c": "yx", "d": "z", "e": "q"}.items():
            store.put_keys("collapse", record, list(keys))
        store.put_keys("group", "f", ["x"])
    assert store.neighbours("collapse", ["x", "y", "z"], 10) == [("a", 3, 3), ("b", 2, 2), ("c", 2, 2), ("d", 1, 1)]
    assert store.neighbours("collapse", ["x", "y", "z"], 2) == [("a", 1, 3), ("d", 1, 1)]
    assert store.neighbours("collapse", ["z", "z", "none"], 10) == [("a", 1, 3), ("d", 1, 1)]
    assert store.neighbours("collapse", ["x", "y", "z"], 10, most=2) == [("a", 1, 3), ("d", 1, 1)]
    assert store.count_holders("collapse", ["x", "z", "none"], 10) == {"x": 3, "z": 2}
    assert store.count_holders("collapse", ["x", "z"], 1) == {"x": 2, "z": 2}
    assert store.neighbours("collapse", ["x", "y", "z"], 10, nearest=2) == [("a", 3, 3), ("b", 2, 2)]
    assert store.neighbours("collapse", [], 10) == []
    with store.transaction():
        store.put_keys("collapse", "a", ["z", "new"])
        store.put_keys("collapse", "b", [])
    assert store.neighbours("collapse", ["x", "y", "z", "new"], 10) == [("a", 2, 2), ("c", 2, 2), ("d", 1, 1)]


def test_edges_replace_those_between_the_same_two(store: SqlStore) -> None:
    first = Edge(kind="copy", a="a", b="b", score=0.5, because="near", relation=Relation.NEAR)
    other = Edge(kind="copy", a="c", b="a", score=0.7, because="near")
    story = Edge(kind="story", a="a", b="b", score=0.2, because="names")
    with store.transaction():
        store.put_edges([first, other, story])
    assert list(store.edges("copy")) == [first, other]
    assert list(store.edges("copy", ["a"])) == [first, other]
    assert list(store.edges("copy", ["c", "b"])) == [first, other]
    assert list(store.edges("copy", ["x"])) == []
    assert list(store.edges_within("copy", ["b", "a"])) == [first]
    assert list(store.edges_within("copy", ["c", "a", "x"])) == [other]
    assert list(store.edges_within("copy", ["b", "c"])) == []
    turned = Edge(kind="copy", a="b", b="a", score=0.0, because="a person said so")
    with store.transaction():
        store.put_edges([turned])
    assert list(store.edges("copy")) == [turned, other]
    assert list(store.edges("story")) == [story]
    with store.transaction():
        store.drop_edges("copy", ["c"])
    assert list(store.edges("copy")) == [turned]


def test_mirrors_of_an_article_go_at_both_ends_and_no_other_edges(store: SqlStore) -> None:
    with store.transaction():
        reading = add_page(store)
    (article,), own = reading.articles, reading.statements[0].id
    edges = [
        Edge(kind=kind, a=a, b=b, score=1.0, because="the same words")
        for kind, a, b in (("copy", own, "x"), ("mirror", own, "y"), ("mirror", "z", own), ("mirror", "y", "z"))
    ]
    with store.transaction():
        store.put_edges(edges)
        store.drop_mirrors(["article-of-another-page"])
    assert len(list(store.edges("mirror"))) == 3
    with store.transaction():
        store.drop_mirrors([article.id])
    assert list(store.edges("mirror")) == [edges[3]]
    assert list(store.edges("copy")) == [edges[0]]


def test_judgements_are_replaced_by_id_and_sorted_by_time(store: SqlStore) -> None:
    anchor = Anchor(page=PAGE, start=0, end=7, words="Harbour")
    late, early = (
        Judgement(id=f"judgement-{n}", author="ana", time=time, kind="same", about=(anchor,))
        for n, time in enumerate(("2031-05-01T10:00:00Z", "2031-04-01T10:00:00Z"))
    )
    undone = msgspec.structs.replace(late, undone=True)
    with store.transaction():
        store.put_judgement(late)
        store.put_judgement(early)
        store.put_judgement(undone)
    assert list(store.judgements()) == [early, undone]


def test_a_failed_transaction_leaves_nothing(store: SqlStore) -> None:
    for fault in (ValueError, KeyboardInterrupt):
        with pytest.raises(fault), store.transaction():
            add_page(store)
            raise fault
    assert set(store.counts().values()) == {0}
    assert store.search("lorries") == []
    with store.transaction():
        add_page(store)
    assert store.counts()["pages"] == 1


def test_writing_outside_and_nesting_are_mistakes(store: SqlStore) -> None:
    with pytest.raises(RuntimeError):
        store.add_capture(make_capture(DATA), DATA)
    with store.transaction(), pytest.raises(RuntimeError), store.transaction():
        pass


def test_others_see_a_transaction_only_when_it_is_kept(store: SqlStore) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(store.counts()["pages"])

    with store.transaction():
        add_page(store)
        assert store.counts()["pages"] == 1
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert seen == [0, 1]


def test_a_snapshot_sees_one_state(store: SqlStore) -> None:
    def write() -> None:
        with store.transaction():
            add_page(store)

    with store.snapshot():
        assert store.counts()["pages"] == 0
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert store.counts()["pages"] == 0
    assert store.counts()["pages"] == 1


def test_records_may_be_written_while_others_are_read(store: SqlStore) -> None:
    with store.transaction():
        ids = add_articles(store, 1200)
    with store.transaction():
        for article in store.articles():
            store.put_keys("collapse", article.id, ["k"])
            store.put_edges([Edge(kind="copy", a=article.id, b="x", score=1.0, because="test")])
    assert {article.id for article in store.articles(ids)} == set(ids)
    assert len(store.neighbours("collapse", ["k"], 1200, nearest=1200)) == 1200
    assert store.neighbours("collapse", ["k"], 1199) == []


def test_many_are_asked_for_in_few_queries(store: SqlStore) -> None:
    with store.transaction():
        ids = add_articles(store, 1200)
        store.put_works([make_work(*ids)])
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    with store.snapshot():
        found = list(store.article_texts(ids))
        assert [item.article for item in found] == list(store.articles(ids))
        assert list(store.findings(ids)) == []
        assert len(next(store.works(ids)).articles) == 1200
    assert len(asked) < 20


def test_dropping_what_is_derived_keeps_what_was_found(store: SqlStore) -> None:
    judgement = Judgement(id="judgement-0", author="ana", time="2031-05-01T10:00:00Z", kind="same", about=())
    missing = Discard(input="gone.txt", station="read", reason="It is not there.")
    with store.transaction():
        reading = add_page(store)
        work = make_work(reading.articles[0].id)
        store.put_works([work])
        store.put_judgement(judgement)
        store.put_discard(missing)
    with store.transaction():
        store.drop_derived()
    assert list(store.unread_pages("1")) == [PAGE]
    assert list(store.ungathered()) == []
    assert store.page_bytes(PAGE) == DATA
    assert list(store.judgements()) == [judgement]
    assert list(store.discards()) == [missing]
    assert len(list(store.captures())) == 1
    assert store.search("lorries") == []
    counts = store.counts()
    assert {counts[name] for name in ("articles", "statements", "figures", "works", "edges")} == {0}
    assert list(store.check()) == []
    with store.transaction():
        store.put_reading(reading, "1")
        store.put_works([work])
    assert store.resolve_id(work.id) == work.id
    assert len(store.search("lorries")) == 1
    assert list(store.check()) == []


@pytest.mark.parametrize("digits", [6, 9, 16])
def test_ids_resolve_by_their_beginning(store: SqlStore, digits: int) -> None:
    with store.transaction():
        reading = add_page(store)
        article = reading.articles[0].id
        store.put_works([make_work(article)])
    kind, _, number = article.partition("-")
    short = number[:digits]
    assert store.resolve_id(f"{kind}-{short}") == article
    assert store.resolve_id(f" {kind}-{short.upper()}") == article
    assert store.resolve_id(short, kind="article") == article
    assert store.resolve_id(f"date-mention-{reading.dates[0].id[13:][:digits]}") == reading.dates[0].id
    assert store.resolve_id(reading.figures[0].id[7:][:digits]) == reading.figures[0].id
    assert store.resolve_id(PAGE[: 5 + digits]) == PAGE
    with pytest.raises(UnknownIdError, match="Several ids"):
        store.resolve_id(short)  # the work bears the same digits


@pytest.mark.parametrize(
    "text", ["", "article-", "article-abc", "abc", "article-%%%%%%", "'; DROP TABLE pages; --", "é" * 9]
)
def test_what_is_no_id_is_unknown(store: SqlStore, text: str) -> None:
    with pytest.raises(UnknownIdError, match="not an id"):
        store.resolve_id(text)


def test_an_ambiguous_beginning_is_refused(store: SqlStore) -> None:
    with store.transaction():
        base = add_page(store, "One\nMore.")
        twins = [msgspec.structs.replace(base.articles[0], id=f"article-abcdef{n:010x}") for n in (1, 2)]
        store.put_reading(Reading(page=base.page, articles=tuple(twins)), "2")
    with pytest.raises(UnknownIdError, match="Several ids"):
        store.resolve_id("article-abcdef")
    assert store.resolve_id(f"article-abcdef{1:010x}") == twins[0].id


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, names=st.lists(TEXTS, max_size=3), numbers=st.tuples(st.floats(0, 1e9), st.integers(0, 80)))
def test_any_record_comes_back_equal(store: SqlStore, text: str, names: list[str], numbers: tuple[float, int]) -> None:
    reading = make_reading(text)
    article = msgspec.structs.replace(reading.articles[0], bylines=tuple(names), outlet=names[0] if names else None)
    start = min(numbers[1], len(text) - 1)
    statement = Statement(
        id=make_id("statement", article.id, start),
        article=article.id,
        page=article.page,
        source=Source(name=names[-1] if names else None, members=tuple(names)),
        content=(Span(start, len(text)),),
    )
    figure = Figure(
        id=make_id("figure", article.id, start),
        article=article.id,
        page=article.page,
        start=start,
        end=len(text),
        minimum=numbers[0],
    )
    full = msgspec.structs.replace(reading, articles=(article,), statements=(statement,), figures=(figure,))
    data = text.encode()
    with store.transaction():
        store.add_capture(make_capture(data), data)
        store.put_reading(full, "1")
    assert store.page(article.page) == full.page
    assert store.article(article.id) == article
    assert store.finding(statement.id) == statement
    assert store.finding(figure.id) == figure
    assert store.page_bytes(article.page) == data
