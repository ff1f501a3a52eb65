"""Stories that wait to be linked, and their numbers, which a front page reads without their findings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from store_records import add_articles, make_capture, make_story, make_work

from sayso.model import Links, Story
from sayso.store import StorySummary, migrations
from sayso.store.sql import SqlStore
from sayso.store.sqlite import SqliteStore


def put_stories(store: SqlStore, *sizes: int) -> list[Story]:
    """Stories of so many works each."""
    with store.transaction():
        articles = iter(add_articles(store, sum(sizes)))
        groups = [[make_work(next(articles)) for _ in range(size)] for size in sizes]
        store.put_works([work for works in groups for work in works])
        stories = [make_story(*works) for works in groups]
        store.put_stories(stories)
    return stories


def make_summary(story: Story) -> StorySummary:
    return StorySummary(
        id=story.id,
        title=story.title,
        works=len(story.parts),
        articles=len(story.parts),
        outlets=("Sørby Post",),
        claims=2,
        origins=1,
        disputed=0,
        first="2031-04-02",
        last=None,
    )


def test_a_new_story_waits_until_it_is_linked(store: SqlStore) -> None:
    stories = put_stories(store, 1, 2)
    assert list(store.unlinked()) == sorted(story.id for story in stories)
    with store.transaction():
        store.put_links(Links(story=stories[0].id), make_summary(stories[0]))
    assert list(store.unlinked()) == [stories[1].id]
    assert not store.is_unlinked(stories[0].id) and store.is_unlinked(stories[1].id)


def test_stories_come_by_size_with_or_without_numbers(store: SqlStore) -> None:
    small, large, other = put_stories(store, 1, 3, 1)
    with store.transaction():
        store.put_links(Links(story=large.id), make_summary(large))
    ordered = [large.id, *sorted((small.id, other.id))]
    assert list(store.summaries()) == [(large.id, make_summary(large)), (ordered[1], None), (ordered[2], None)]
    assert [story for story, _ in store.summaries(limit=2)] == ordered[:2]


def test_a_story_put_again_waits_again_and_keeps_its_numbers(store: SqlStore) -> None:
    (story,) = put_stories(store, 2)
    with store.transaction():
        store.put_links(Links(story=story.id), make_summary(story))
        store.put_stories([story])
    assert list(store.unlinked()) == [story.id]
    assert list(store.summaries()) == [(story.id, make_summary(story))]


def test_a_story_that_is_no_more_waits_no_more(store: SqlStore) -> None:
    (story,) = put_stories(store, 2)
    with store.transaction():
        store.drop_groups([story.id])
    assert list(store.unlinked()) == [] and list(store.summaries()) == []
    assert list(store.check()) == []


def test_what_is_derived_goes_with_its_numbers(store: SqlStore) -> None:
    put_stories(store, 2)
    with store.transaction():
        store.drop_derived()
    assert list(store.summaries()) == [] and list(store.unlinked()) == []


def test_stories_of_an_older_archive_wait_to_be_linked(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with closing(SqliteStore(path)) as store:
        stories = put_stories(store, 2, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE summaries")
        connection.execute("DROP TABLE gists")
        connection.execute("DELETE FROM waiting")
        connection.execute("UPDATE meta SET value = '2' WHERE name = 'version'")
    assert migrations.newest_version() == 4, "this test makes version 2 of today's"
    with closing(SqliteStore(path)) as store:
        assert list(store.summaries()) == [(story.id, None) for story in stories]
        assert list(store.unlinked()) == sorted(story.id for story in stories)


def test_captures_are_found_by_place(store: SqlStore) -> None:
    first, other, later = (make_capture(data, path) for data, path in ((b"a", "x"), (b"b", "y"), (b"c", "x")))
    with store.transaction():
        for capture, data in ((first, b"a"), (other, b"b"), (later, b"c")):
            store.add_capture(capture, data)
    assert list(store.captures_at(["x"])) == [first, later]
    assert list(store.captures_at([])) == []
