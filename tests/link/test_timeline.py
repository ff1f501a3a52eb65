"""What several pages tell with one date is one event; what was expected is held against what came."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Basis, Stance

FELL = "The swing bridge at Varnholm fell into Kestrel Sound on May 6, 2031."


def words_of(desk: Any, report: Any) -> str:
    item = next(item for item in desk.items.values() if item.article.page == report.page)
    return str(item.text[report.start : report.end])


def test_one_event_on_two_pages_is_one_with_both_reports(desk: Any) -> None:
    one = desk.write("herald", f"It rained. {FELL}")
    desk.date(one, "May 6, 2031", "2031-05-06")
    other = desk.write("portal", "Twelve died when the Varnholm swing bridge fell on May 6, 2031, divers said.")
    desk.date(other, "May 6, 2031", "2031-05-06")
    [event] = desk.link().events
    [report] = event.reports
    told = {words_of(desk, report), desk.items[f"article-{event.page[5:]}"].text[event.spans[0].start :][:20]}
    assert len(told) == 2
    assert {event.page, report.page} == {"page-herald", "page-portal"}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The swing bridge at Varnholm fell into Kestrel Sound on May 7, 2031.", "May 7, 2031", "2031-05-07"),
        ("The library of Ost Haven opened on May 6, 2031.", "May 6, 2031", "2031-05-06"),
        ("The swing bridge at Varnholm did not fall into Kestrel Sound on May 6, 2031.", "May 6, 2031", "2031-05-06"),
    ],
)
def test_another_day_another_matter_and_a_denial_are_other_events(desk: Any, text: str, words: str, value: str) -> None:
    desk.date(desk.write("herald", FELL), "May 6, 2031", "2031-05-06")
    desk.date(desk.write("portal", text), words, value)
    events = desk.link().events
    assert len(events) == 2
    assert not any(event.reports for event in events)


def test_another_number_of_dead_is_no_other_event(desk: Any) -> None:
    for name, dead in (("herald", "Nine"), ("portal", "Eleven")):
        text = f"{dead} people died when the swing bridge at Varnholm fell on May 6, 2031."
        desk.date(desk.write(name, text), "May 6, 2031", "2031-05-06")
    [event] = desk.link().events
    assert len(event.reports) == 1


def test_the_date_is_the_one_that_is_best_known(desk: Any) -> None:
    text = "The swing bridge at Varnholm fell into Kestrel Sound yesterday."
    desk.date(desk.write("aftenpost", text, published="2031-05-07"), "yesterday", "P-1D")
    desk.date(desk.write("portal", FELL), "May 6, 2031", "2031-05-06")
    [event] = desk.link().events
    assert event.date.basis is Basis.STATED
    assert len(event.reports) == 1


def test_what_is_still_to_come_is_ahead_and_no_report_of_what_came(desk: Any) -> None:
    before = desk.write("herald", "The swing bridge at Varnholm will open on May 6, 2031.", published="2031-05-01")
    after = desk.write("portal", "The swing bridge at Varnholm opened on May 6, 2031.", published="2031-05-07")
    for article in (before, after):
        desk.date(article, "May 6, 2031", "2031-05-06")
    links = desk.link()
    assert sorted((event.page, event.ahead) for event in links.events) == [
        ("page-herald", True),
        ("page-portal", False),
    ]
    [expectation] = links.expectations
    [opened] = [event for event in links.events if not event.ahead]
    assert (expectation.came_true, expectation.by) == (True, (opened.id,))


def test_a_day_that_passed_without_it_did_not_bring_it(desk: Any) -> None:
    before = desk.write("herald", "The swing bridge at Varnholm will open on May 6, 2031.", published="2031-05-01")
    after = desk.write("portal", "The swing bridge at Varnholm did not open on May 6, 2031.", published="2031-05-07")
    for article in (before, after):
        desk.date(article, "May 6, 2031", "2031-05-06")
    [expectation] = desk.link().expectations
    assert expectation.came_true is False


PLEDGED = "The council of Varnholm would repair the swing bridge"
CASES = {
    "done later, says another": (
        "The council of Varnholm repaired the swing bridge",
        Stance.ASSERT,
        "2031-07-01",
        True,
    ),
    "not done": ("The council of Varnholm has not repaired the swing bridge", Stance.ASSERT, "2031-07-01", False),
    "said before": ("The council of Varnholm repaired the swing bridge", Stance.ASSERT, "2031-04-01", None),
    "pledged again": ("The council of Varnholm will repair the swing bridge", Stance.PLEDGE, "2031-07-01", None),
    "only possible": ("The council of Varnholm may repair the swing bridge", Stance.ASSERT, "2031-07-01", None),
    "another council": ("The council of Osterby repaired the swing bridge", Stance.ASSERT, "2031-07-01", None),
    "another thing": ("The council of Varnholm sold the town hall", Stance.ASSERT, "2031-07-01", None),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_became_of_a_pledge(desk: Any, name: str) -> None:
    content, stance, day, came_true = CASES[name]
    first = desk.write("herald", f"{PLEDGED}, Marit Oduya said.", published="2031-05-01")
    pledge = desk.say(first, "Marit Oduya", PLEDGED, stance=Stance.PLEDGE)
    later = desk.write("portal", f"{content}, Pelle Aasgaard said.", published=day)
    told = desk.say(later, "Pelle Aasgaard", content, stance=stance)
    found = {expectation.of: expectation for expectation in desk.link().expectations}
    assert found[pledge.id].came_true is came_true
    assert found[pledge.id].by == (() if came_true is None else (told.id,))


def test_where_pages_disagree_nothing_is_concluded(desk: Any) -> None:
    first = desk.write("herald", f"{PLEDGED}, Marit Oduya said.", published="2031-05-01")
    desk.say(first, "Marit Oduya", PLEDGED, stance=Stance.PLEDGE)
    for name, words in (("portal", "repaired"), ("courier", "has not repaired")):
        content = f"The council of Varnholm {words} the swing bridge"
        article = desk.write(name, f"{content}, divers said.", published="2031-07-01")
        desk.say(article, "Pelle Aasgaard", content)
    [expectation] = desk.link().expectations
    assert expectation.came_true is None
    assert expectation.by == ()


SENT = "Norway would send more soldiers to Latvia"
ACTS = {
    "in other words, with a number": ("Oslo deployed around 900 additional troops to Latvia", True),
    "not done": ("Oslo did not deploy more troops to Latvia", False),
    "not on top of what was there": ("Oslo deployed around 900 troops to Latvia", None),
    "another thing": ("Oslo shipped more tanks to Latvia", None),
    "another side": ("Chad deployed more troops to Latvia", None),
    "elsewhere": ("Oslo deployed more troops to Chad", None),
}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_that_was_expected_is_known_in_other_words(desk: Any, name: str) -> None:
    content, came_true = ACTS[name]
    first = desk.write("herald", f"{SENT}, Marit Oduya said.", published="2031-05-01")
    expected = desk.say(first, "Marit Oduya", SENT, stance=Stance.PREDICT)
    later = desk.write("portal", f"{content}, Pelle Aasgaard said.", published="2031-07-01")
    desk.say(later, "Pelle Aasgaard", content)
    found = {expectation.of: expectation for expectation in desk.link().expectations}
    assert found[expected.id].came_true is came_true


MOVES = {
    "rose": ("the toll would rise", 14.0, "19 people", 19.0, True),
    "fell": ("the toll would rise", 14.0, "9 people", 9.0, False),
    "stayed": ("the toll would rise", 14.0, "14 people", 14.0, None),
    "expected to fall": ("the toll could fall", 14.0, "9 people", 9.0, True),
    "not expected": ("the toll would not rise", 14.0, "19 people", 19.0, None),
    "another thing": ("the water would rise", 14.0, "19 people", 19.0, None),
}


@pytest.mark.parametrize("name", sorted(MOVES))
def test_that_a_count_would_move_is_told_by_the_counts(desk: Any, name: str) -> None:
    content, before, words, after, came_true = MOVES[name]
    first = desk.write(
        "herald",
        f"The dam at Skarby killed 14 people, divers said. Marit Oduya said {content}.",
        published="2031-05-01",
    )
    desk.count(first, "14", before, before, unit="persons", counted="people", measure="killed", place="Skarby")
    warned = desk.say(first, "Marit Oduya", content, stance=Stance.PREDICT)
    later = desk.write("portal", f"The dam at Skarby killed {words}, Pelle Aasgaard said.", published="2031-05-03")
    told = desk.say(later, "Pelle Aasgaard", f"The dam at Skarby killed {words}")
    desk.count(
        later,
        words,
        after,
        after,
        unit="persons",
        counted="people",
        measure="killed",
        place="Skarby",
        statement=told.id,
    )
    found = {expectation.of: expectation for expectation in desk.link().expectations}[warned.id]
    assert (found.came_true, found.by) == (came_true, () if came_true is None else (told.id,))


def test_when_something_was_is_no_pledge(desk: Any) -> None:
    article = desk.write("herald", "When Oduya visited Varnholm last month, she vowed help.", published="2031-05-01")
    desk.say(article, "Marit Oduya", "When Oduya visited Varnholm last month", stance=Stance.PLEDGE)
    assert desk.link().expectations == ()
