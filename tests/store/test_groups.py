"""Works, stories and links as they come, merge, split and go, and where their old ids lead."""

from __future__ import annotations

import msgspec
import pytest
from store_records import add_articles, add_page, make_capture, make_reading, make_story, make_work

from sayso.errors import UnknownIdError
from sayso.model import Claim, Edge, Links, Reading, Speaker, SpeakerKind, Work, group_id
from sayso.store import StorySummary
from sayso.store.sql import SqlStore


def put_works(store: SqlStore, *works: Work) -> None:
    with store.transaction():
        store.put_works(works)


def test_works_merge_and_their_ids_follow(store: SqlStore) -> None:
    with store.transaction():
        a, b, c = add_articles(store, 3)
        store.put_works([make_work(a), make_work(b), make_work(c)])
        store.put_keys("group", make_work(b).id, ["k"])
        store.put_edges([Edge(kind="story", a=make_work(a).id, b=make_work(b).id, score=1.0, because="names")])
    put_works(store, make_work(b, c))
    assert store.resolve_id(make_work(c).id) == make_work(b).id
    put_works(store, make_work(a, b, c))
    merged = make_work(a, b, c)
    assert list(store.works()) == [merged]
    assert list(store.works([c])) == [merged]
    assert dict(store.redirects()) == {make_work(b).id: merged.id, make_work(c).id: merged.id}
    assert store.resolve_id(make_work(c).id) == merged.id
    assert store.resolve_id(make_work(c).id[:14]) == merged.id
    assert store.neighbours("group", ["k"], 10) == []
    assert list(store.edges("story")) == []
    assert list(store.check()) == []


def test_a_live_id_never_redirects(store: SqlStore) -> None:
    with store.transaction():
        a, b, c = add_articles(store, 3)
    put_works(store, make_work(a), make_work(b), make_work(c))
    put_works(store, make_work(a, b, c))
    put_works(store, make_work(a, c), make_work(b))  # a person took b out again
    assert dict(store.redirects()) == {make_work(c).id: make_work(a).id}
    assert store.resolve_id(make_work(b).id) == make_work(b).id
    assert list(store.check()) == []


def test_an_old_id_follows_its_smallest_member_through_splits(store: SqlStore) -> None:
    with store.transaction():
        a, b, c, d = add_articles(store, 4)
    put_works(store, make_work(a), make_work(b, c), make_work(d))
    put_works(store, make_work(a, b, c, d))
    put_works(store, make_work(a, d), make_work(b, c))
    put_works(store, make_work(a, b), make_work(c, d))
    assert store.resolve_id(make_work(b).id) == make_work(a).id
    assert store.resolve_id(make_work(d).id) == make_work(c).id
    assert list(store.check()) == []


def test_the_same_works_again_write_nothing(store: SqlStore) -> None:
    with store.transaction():
        a, b = add_articles(store, 2)
        store.put_works([make_work(a, b)])
        store.put_stories([make_story(make_work(a, b))])
        store.put_links(Links(story=make_story(make_work(a, b)).id, claims=(Claim(id="claim-0a", text="It rains."),)))
        before = store.counts()
        store.put_works([make_work(a, b)])
        store.put_stories([make_story(make_work(a, b))])
    assert store.counts() == before
    assert store.links(make_story(make_work(a, b)).id).claims[0].text == "It rains."


def test_articles_wait_to_be_gathered(store: SqlStore) -> None:
    with store.transaction():
        a, b = add_articles(store, 2)
    assert sorted(store.ungathered()) == sorted([a, b])
    put_works(store, make_work(b))
    assert list(store.ungathered()) == [a]


def test_what_was_found_together_is_gathered_together(store: SqlStore) -> None:
    """In the order of places, whatever was added first."""
    places = {text: f"pages/{text}.txt" for text in ("third", "first", "second")}
    with store.transaction():
        for text, place in sorted(places.items()):
            store.add_capture(make_capture(text.encode(), path=place), text.encode())
            store.put_reading(make_reading(text), "1")
    texts = [next(store.article_texts([article])).text for article in store.ungathered()]
    assert texts == ["first", "second", "third"]


def test_stories_find_works_that_went_into_others(store: SqlStore) -> None:
    with store.transaction():
        a, b, c = add_articles(store, 3)
        works = [make_work(article) for article in (a, b, c)]
        store.put_works(works)
        store.put_stories([make_story(works[0]), make_story(works[1]), make_story(works[2])])
    merged = make_work(a, b)
    with store.transaction():
        store.put_works([merged])
        held = [story.id for story in store.stories([merged.id])]
        assert held == sorted([make_story(works[0]).id, make_story(works[1]).id])
        store.put_stories([make_story(merged, works[2])])
    assert list(store.stories()) == [make_story(merged, works[2])]
    assert {store.resolve_id(make_story(work).id) for work in works} == {make_story(merged).id}
    assert list(store.check()) == []


def test_a_briefing_is_in_several_stories(store: SqlStore) -> None:
    with store.transaction():
        works = [make_work(article) for article in add_articles(store, 3)]
        briefing = works[2]
        store.put_works(works)
        store.put_stories([make_story(works[0], briefing), make_story(works[1], briefing)])
    assert len(list(store.stories([briefing.id]))) == 2
    assert len(list(store.stories([works[0].id]))) == 1
    with store.transaction():
        store.put_stories([make_story(works[0], briefing, title="New"), make_story(works[1], briefing)])
    assert sorted(story.title for story in store.stories()) == ["Bridge", "New"]
    assert list(store.check()) == []


def link_statements(story: str, *claims: tuple[str, ...]) -> Links:
    found = tuple(Claim(id=group_id("claim", members), text="It rains.", statements=members) for members in claims)
    speaker = Speaker(
        id=group_id("speaker", claims[0]), name="Ilse Brandvik", kind=SpeakerKind.PERSON, statements=claims[0]
    )
    return Links(story=story, claims=found, speakers=(speaker,))


def test_links_are_replaced_and_their_ids_follow(store: SqlStore) -> None:
    with store.transaction():
        work = make_work(*add_articles(store, 1))
        story = make_story(work)
        store.put_works([work])
        store.put_stories([story])
        with pytest.raises(UnknownIdError):
            store.put_links(Links(story="story-0000000000000000"))
        one, two, three = (f"statement-{n:016x}" for n in (1, 2, 3))
        store.put_links(link_statements(story.id, (one,), (two, three)))
    assert store.story_of(f"claim-{2:016x}") == story.id
    assert store.counts()["claims"] == 2
    with store.transaction():
        store.put_links(link_statements(story.id, (one, two), (three,)))
    assert store.links(story.id) == link_statements(story.id, (one, two), (three,))
    assert dict(store.redirects()) == {f"claim-{2:016x}": f"claim-{1:016x}"}
    assert store.resolve_id("claim-" + "0" * 15 + "2") == f"claim-{1:016x}"
    retold = msgspec.structs.replace(story, title="Another title")
    with store.transaction():
        store.put_stories([retold])
        assert store.links(story.id) == Links(story=story.id)
        with pytest.raises(UnknownIdError):
            store.resolve_id(f"claim-{1:016x}")
        store.put_links(link_statements(story.id, (two,), (one, three)))
    assert store.resolve_id(f"claim-{1:016x}") == f"claim-{1:016x}"
    assert store.resolve_id(f"claim-{2:016x}") == f"claim-{2:016x}"
    assert store.resolve_id(f"claim-{3:016x}") == f"claim-{1:016x}"
    with pytest.raises(UnknownIdError):  # what they said is nobody's now
        store.resolve_id(f"speaker-{1:016x}")


def test_a_story_told_anew_keeps_what_was_linked_in_it(store: SqlStore) -> None:
    with store.transaction():
        work = make_work(*add_articles(store, 1))
        story = make_story(work)
        store.put_works([work])
        store.put_stories([story])
        links = link_statements(story.id, (f"statement-{1:016x}",))
        counted = {"works": 1, "articles": 1, "claims": 1, "origins": 1, "disputed": 0}
        summary = StorySummary(id=story.id, title=story.title, outlets=(), first=None, last=None, **counted)
        store.put_links(links, summary)
        retold = msgspec.structs.replace(story, title="Another title")
        store.retell_stories([retold])
    assert list(store.stories()) == [retold]
    assert store.links(story.id) == links and list(store.unlinked()) == []
    assert list(store.summaries()) == [(story.id, msgspec.structs.replace(summary, title="Another title"))]


def test_ids_stay_reserved_through_a_rebuild(store: SqlStore) -> None:
    with store.transaction():
        a, b = add_articles(store, 2)
        store.put_works([make_work(a), make_work(b)])
        store.put_stories([make_story(make_work(a)), make_story(make_work(b))])
        reading_articles = list(store.articles())
        page = next(store.pages())
        store.drop_derived()
        with pytest.raises(UnknownIdError):
            store.resolve_id(make_work(b).id)
    with store.transaction():
        store.put_reading(Reading(page=page, articles=tuple(reading_articles)), "2")
        store.put_works([make_work(a, b)])  # today's rules see one work
        store.put_stories([make_story(make_work(a, b))])
    assert store.resolve_id(make_work(b).id) == make_work(a).id
    assert store.resolve_id(make_story(make_work(b)).id) == make_story(make_work(a)).id
    assert store.resolve_id(make_story(make_work(a)).id) == make_story(make_work(a)).id
    assert list(store.check()) == []


def test_dropped_groups_are_gone_with_their_links(store: SqlStore) -> None:
    with store.transaction():
        work = make_work(*add_articles(store, 1))
        story = make_story(work)
        store.put_works([work])
        store.put_stories([story])
        store.put_links(link_statements(story.id, (f"statement-{1:016x}",)))
        store.drop_groups([story.id])
    assert list(store.stories()) == []
    assert store.counts()["claims"] == 0
    assert list(store.redirects()) == []
    assert list(store.works()) == [work]


def test_findings_beside_a_reading_last_until_it_is_made_anew(store: SqlStore) -> None:
    with store.transaction():
        reading = add_page(store)
    (found, *_) = reading.statements
    added = msgspec.structs.replace(found, id="statement-00000000000000ff")
    with store.transaction():
        store.put_findings([added])
        store.put_edges([Edge(kind="mirror", a=added.id, b=found.id, score=1.0, because="the same words")])
    assert store.finding(added.id) == added and added in list(store.findings([found.article]))
    assert not list(store.check())
    with store.transaction():
        store.drop_findings([added.id])
    assert added not in list(store.findings([found.article])) and not list(store.edges("mirror"))
    with store.transaction():
        store.put_findings([added])
        store.put_reading(msgspec.structs.replace(reading, figures=()), "2")
    assert added not in list(store.findings([found.article]))
    assert not list(store.check())
