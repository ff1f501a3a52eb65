"""Counts that clash, and counts of two scopes that only look so, each with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.figure_scopes import split_scopes, tell_gap
from sayso.link.figures import list_series
from sayso.link.settings import read_settings
from sayso.model import Conflict, ConflictKind, Figure, Scope

ARRESTED = {"counted": "people", "measure": "arrested", "unit": "persons"}
KILLED = {"counted": "people", "measure": "killed", "unit": "persons"}
PRINTED = "2031-03-02"


def count(desk: Any, name: str, text: str, words: str, value: float, **marks: Any) -> Figure:
    """The figure of an article of its own."""
    article = desk.write(name, text, published=marks.pop("published", PRINTED))
    figure: Figure = desk.count(article, words, value, value, **marks)
    return figure


def conflicts(desk: Any) -> list[Conflict]:
    return list(desk.link().conflicts)


def compare(desk: Any, a: Figure, b: Figure) -> str | None:
    """Why the two need not agree."""
    return tell_gap(a, b, read_settings(desk.items, [a, b]))


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("In Skarby alone 20 people were killed in Norvik county.", "20", "one is told of a part: Skarby alone"),
        ("In Norvik 20 people were killed in Skarby alone.", "20", "one is told of a part: Skarby alone"),
        ("In Norvik 20 people were killed on Sunday alone.", "20", "one is told of a part: Sunday alone"),
        ("In Norvik 20 others were killed.", "20", "one leaves out who was named before it"),
        ("In Norvik 20 people were killed.", "20", None),
        ("In Skarby alone 7 wells ran dry; in Norvik 20 people were killed.", "20", None),
    ],
)
def test_a_part_needs_not_agree_with_the_whole(desk: Any, text: str, words: str, why: str | None) -> None:
    whole = count(desk, "herald", "In Norvik 52 people were killed.", "52", 52, **KILLED)
    part = count(desk, "courier", text, words, 20, **KILLED)
    assert compare(desk, whole, part) == compare(desk, part, whole) == why


def test_two_counts_of_one_part_must_agree(desk: Any) -> None:
    one = count(desk, "herald", "In Skarby alone 20 people were killed.", "20", 20, **KILLED)
    two = count(desk, "courier", "The flood killed 31 people in Skarby alone.", "31", 31, **KILLED)
    assert compare(desk, one, two) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Officers made 86 arrests over the course of Saturday’s protests in Norvik.", True),
        ("On Saturday officers made 86 arrests in Norvik.", True),
        ("By Saturday officers had made 86 arrests in Norvik.", False),
        ("Officers made 86 arrests in Norvik, the mayor said on Saturday.", False),
    ],
)
def test_a_days_arrests_are_a_part_of_all(desk: Any, text: str, day: bool) -> None:
    whole = count(desk, "herald", "In Norvik more than 200 people have been arrested.", "200", 200, **ARRESTED)
    part = count(desk, "courier", text, "86", 86, **(ARRESTED | {"counted": "arrests"}))
    assert (compare(desk, whole, part) == "one is told of a day: Saturday") is day


def test_the_dead_of_a_day_are_all_the_dead(desk: Any) -> None:
    whole = count(desk, "herald", "In Norvik 52 people were killed.", "52", 52, **KILLED)
    other = count(desk, "courier", "On Saturday 40 people were killed in Norvik.", "40", 40, **KILLED)
    assert compare(desk, whole, other) is None


def test_a_larger_count_of_a_day_is_no_part(desk: Any) -> None:
    whole = count(desk, "herald", "In Norvik 50 people have been arrested.", "50", 50, **ARRESTED)
    other = count(desk, "courier", "On Saturday 86 people were arrested in Norvik.", "86", 86, **ARRESTED)
    assert compare(desk, whole, other) is None


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (Scope.ADDITIONAL, "one comes on top of the total of the other"),
        (Scope.REMAINING, "one is what is left of the other"),
        (Scope.RATE, "one is a rate, the other a count"),
        (Scope.TOTAL, None),
    ],
)
def test_a_figure_of_another_scope_only_looks_like_a_clash(desk: Any, scope: Scope, why: str | None) -> None:
    whole = count(desk, "herald", "In Norvik 52 people were killed.", "52", 52, **KILLED)
    other = count(desk, "courier", "In Norvik 20 people were killed.", "20", 20, **KILLED, scope=scope)
    assert compare(desk, whole, other) == why
    found = conflicts(desk)
    assert [c.because for c in found if c.kind is ConflictKind.APPARENT] == ([why] if why else [])


def test_one_number_is_no_gap(desk: Any) -> None:
    one = count(desk, "herald", "In Norvik 20 people were killed.", "20", 20, **KILLED)
    two = count(desk, "courier", "In Norvik 20 more people were killed.", "20", 20, **KILLED, scope=Scope.ADDITIONAL)
    assert compare(desk, one, two) is None


def test_parts_are_revised_among_themselves(desk: Any) -> None:
    figures = [
        count(desk, name, text, words, value, **KILLED, published=day)
        for name, text, words, value, day in (
            ("a", "In Norvik 52 people were killed.", "52", 52, "2031-03-02"),
            ("b", "In Norvik, in Skarby alone 20 people were killed.", "20", 20, "2031-03-03"),
            ("c", "In Norvik 61 people were killed.", "61", 61, "2031-03-04"),
        )
    ]
    first, part, last = figures
    found = {(c.kind, c.between) for c in conflicts(desk)}
    assert (ConflictKind.REVISION, ((first.id,), (last.id,))) in found
    assert {kind for kind, between in found if (part.id,) in between} <= {ConflictKind.APPARENT}
    assert [len(group) for group in split_scopes(figures, read_settings(desk.items, figures))] == [2, 1]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        # The same article tells both numbers: they are of two things.
        (
            ("The judge in Norvik gave him 7 terms and 4 terms more severe.", "7"),
            ("The judge in Norvik gave him 4 terms.", "4"),
            False,
        ),
        (
            ("The judge in Norvik gave him 7 terms, up from 4.", "7"),
            ("The judge in Norvik gave him 4 terms.", "4"),
            True,
        ),
        # What must be is not what is.
        (("A vote is valid with a turnout of 50 percent.", "50"), ("Turnout was 39 percent.", "39"), False),
    ],
)
def test_what_is_of_two_things_does_not_clash(
    desk: Any, one: tuple[str, str], other: tuple[str, str], joined: bool
) -> None:
    percent = "percent" in one[0]
    marks: dict[str, Any] = {"measure": "turnout", "unit": "percent"} if percent else {"measure": "charges"}
    marks |= {} if percent else {"counted": "terms", "unit": "terms"}
    figures = [
        count(desk, name, text, words, float(words), **marks)
        for name, (text, words) in (("herald", one), ("courier", other))
    ]
    assert bool(list_series(figures, read_settings(desk.items, figures))) is joined


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ((18, "months"), (1.5, "years"), True),
        ((24, "hours"), (1, "days"), True),
        ((2, "days"), (4, "years"), False),
    ],
)
def test_times_in_two_units_meet_where_they_are_as_long(
    desk: Any, one: tuple[float, str], other: tuple[float, str], joined: bool
) -> None:
    figures = [
        count(desk, name, f"The siege of Norvik took {value:g}.", f"{value:g}", value, unit=unit, measure="siege")
        for name, (value, unit) in (("herald", one), ("courier", other))
    ]
    assert bool(list_series(figures, read_settings(desk.items, figures))) is joined


@pytest.mark.parametrize(
    "text",
    [
        "The number of dead in Norvik had risen to at least 34 from 19.",
        "In Norvik 34 people were killed, not 19 as announced before.",
        "In Norvik 34 people were killed, up from 19.",
    ],
)
def test_the_count_before_is_revised(desk: Any, text: str) -> None:
    article = desk.write("herald", text, published=PRINTED)
    now, before = desk.count(article, "34", 34, 34, **KILLED), desk.count(article, "19", 19, 19, **KILLED)
    assert [(c.kind, c.between) for c in conflicts(desk)] == [(ConflictKind.REVISION, ((before.id,), (now.id,)))]


def test_a_number_of_people_that_did_not_come_is_no_count_before(desk: Any) -> None:
    figure = count(desk, "herald", "The league has not sent 40 observers to Norvik.", "40", 40, counted="observers")
    assert not read_settings(desk.items, [figure])[figure.id].former


MISSING = {"counted": "people", "measure": "missing", "unit": "persons"}


def test_who_is_still_missing_is_the_count(desk: Any) -> None:
    before = count(desk, "herald", "In Norvik 40 people are missing.", "40", 40, **MISSING)
    text = "In Norvik 12 people are still missing."
    now = count(desk, "courier", text, "12", 12, published="2031-03-04", scope=Scope.REMAINING, **MISSING)
    assert [(c.kind, c.between) for c in conflicts(desk)] == [(ConflictKind.REVISION, ((before.id,), (now.id,)))]


def test_a_count_that_became_another_was_before(desk: Any) -> None:
    text = "Forty missing at Norvik become twelve."
    figure = count(desk, "herald", text, "Forty", 40, **MISSING)
    assert read_settings(desk.items, [figure])[figure.id].former
    other = count(desk, "courier", "Forty missing at Norvik became rich.", "Forty", 40, **MISSING)
    assert not read_settings(desk.items, [other])[other.id].former


def test_what_the_later_page_adds_is_no_revision(desk: Any) -> None:
    moved = {"counted": "people", "measure": "displaced", "unit": "persons"}
    count(desk, "herald", "In Norvik 800 people were moved.", "800", 800, **moved)
    text = "Another 1,100 people were moved in Norvik, which brings the number moved to 1,900 people."
    article = desk.write("courier", text, published="2031-03-04")
    desk.count(article, "1,100", 1100, 1100, scope=Scope.ADDITIONAL, **moved)
    desk.count(article, "1,900", 1900, 1900, scope=Scope.TOTAL, **moved)
    assert {c.kind for c in conflicts(desk)} == {ConflictKind.APPARENT}
    assert any("“1,900” (2031-03-04) is “800” (2031-03-02) and “1,100”" in c.because for c in conflicts(desk))


def test_the_day_of_a_comparison_dates_no_count(desk: Any) -> None:
    before = count(desk, "herald", "In Norvik 4 people were killed.", "4", 4, **KILLED)
    text = "In Norvik 6 people were killed, two more than on Sunday."
    article = desk.write("courier", text, published="2031-03-03")
    mention = desk.date(article, "Sunday", PRINTED)
    now = desk.count(article, "6", 6, 6, as_of=mention.expression, **KILLED)
    assert [(c.kind, c.between) for c in conflicts(desk)] == [(ConflictKind.REVISION, ((before.id,), (now.id,)))]


def test_the_day_of_a_month_is_no_number_beside(desk: Any) -> None:
    figure = count(desk, "herald", "In Norvik 34 people were killed on March 19.", "34", 34, **KILLED)
    assert not read_settings(desk.items, [figure])[figure.id].numbers


def test_a_speakers_own_counts_follow_each_other_past_those_of_others(desk: Any) -> None:
    figures = []
    for name, who, value, day in (
        ("herald", "Ida Holm", 14, "2031-03-02"),
        ("courier", "Per Lund", 16, "2031-03-03"),
        ("portal", "Ida Holm", 19, "2031-03-04"),
    ):
        content = f"in Norvik {value} people were killed"
        article = desk.write(name, f"{who} said that {content}.", published=day)
        told = desk.say(article, who, content)
        figures.append(desk.count(article, str(value), value, value, statement=told.id, **KILLED).id)
    revised = {c.between for c in conflicts(desk) if c.kind is ConflictKind.REVISION}
    first, other, last = ((i,) for i in figures)
    assert revised == {(first, other), (other, last), (first, last)}


def test_people_are_people_in_any_language(desk: Any) -> None:
    one = count(desk, "herald", "In Norvik 34 people were killed.", "34", 34, **KILLED)
    marks = KILLED | {"counted": "Menschen"}
    other = count(desk, "courier", "In Norvik sind 34 Menschen gestorben.", "34", 34, **marks)
    figures = [one, other]
    assert len(list_series(figures, read_settings(desk.items, figures))) == 1


def _kill(desk: Any, name: str, low: int, high: int | None, speaker: str) -> Figure:
    """At least so many, as a speaker counts them."""
    said = f"at least {low} people were killed in Norvik"
    article = desk.write(name, f"{said.capitalize()}, {speaker} said.", published=PRINTED)
    statement = desk.say(article, speaker, said.capitalize())
    figure: Figure = desk.count(article, str(low), low, high, statement=statement.id, **KILLED)
    return figure


@pytest.mark.parametrize(
    ("speaker", "high", "kinds"),
    [("Marta Oling", None, [ConflictKind.REVISION]), ("Jens Brask", None, []), ("Marta Oling", 14, [])],
)
def test_an_open_count_outgrows_that_of_the_same_day(
    desk: Any, speaker: str, high: int | None, kinds: list[ConflictKind]
) -> None:
    first = _kill(desk, "herald", 11, None, "Marta Oling")
    later = _kill(desk, "courier", 14, high, speaker)
    found = [c for c in conflicts(desk) if c.kind is ConflictKind.REVISION]
    assert [c.kind for c in found] == kinds
    assert [c.between for c in found] == [((first.id,), (later.id,))] * len(kinds)


def test_what_stands_behind_where_is_set_in_the_place_before_it(desk: Any) -> None:
    here = count(desk, "herald", "In Skarby 12 people were killed.", "12", 12, **KILLED)
    text = "In Norland the fire in Skarby was a footnote to Tarnby, where 34 people were killed."
    there = count(desk, "courier", text, "34", 34, **KILLED)
    assert not list_series([here, there], read_settings(desk.items, [here, there]))
    assert read_settings(desk.items, [there])[there.id].places == frozenset({"tarnbi"})


def test_a_count_without_a_date_stands_beside_those_that_give_it(desk: Any) -> None:
    first = count(desk, "a", "In Skarby 20 people were killed.", "20", 20, published="2031-03-02", **KILLED)
    later = count(desk, "b", "In Skarby 31 people were killed.", "31", 31, published="2031-03-04", **KILLED)
    undated = count(desk, "c", "In Skarby 31 people were killed.", "31", 31, published=None, **KILLED)
    [revision] = [c for c in conflicts(desk) if c.kind is ConflictKind.REVISION]
    assert [set(side) for side in revision.between] == [{first.id}, {later.id, undated.id}]


@pytest.mark.parametrize(("speaker", "found"), [("Pia Lund", True), ("Jon Brask", False)])
def test_one_side_gives_two_counts_and_no_page_tells_the_order(desk: Any, speaker: str, found: bool) -> None:
    figures = []
    for name, who, number in (("a", "Pia Lund", 20), ("b", speaker, 31)):
        told = f"{number} people were killed in Skarby"
        article = desk.write(name, f"{told}, {who} said.", published=None)
        statement = desk.say(article, who, told)
        figures.append(desk.count(article, str(number), number, number, statement=statement.id, **KILLED))
    revisions = [c for c in conflicts(desk) if c.kind is ConflictKind.REVISION]
    assert [c.between for c in revisions] == ([((figures[0].id,), (figures[1].id,))] if found else [])
    assert all("no page tells which came first" in c.because for c in revisions)


def test_counts_of_two_measures_are_no_steps_of_one(desk: Any) -> None:
    guards = {"counted": "guards", "unit": "persons"}
    count(desk, "a", "Norland keeps 44,200 guards in Skarby.", "44,200", 44200, published="2031-03-02", **guards)
    hurt = {**guards, "measure": "injured"}
    count(desk, "b", "13 guards were injured in Skarby.", "13", 13, published="2031-03-04", **hurt)
    assert [c for c in conflicts(desk) if c.kind is ConflictKind.REVISION] == []
