"""Where two sides do not agree, and where it only looks so."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Conflict, ConflictKind, Scope, SpeakerKind, Stance


def conflicts(desk: Any, kind: ConflictKind | None = None) -> list[Conflict]:
    return [c for c in desk.link().conflicts if kind in (None, c.kind)]


def sides(conflict: Conflict) -> set[frozenset[str]]:
    return {frozenset(side) for side in conflict.between}


def between(*sides_: list[Any]) -> set[frozenset[str]]:
    return {frozenset(finding.id for finding in side) for side in sides_}


ARMS = "Norway has sent ammunition to Latvia"


@pytest.mark.parametrize("words", ["the allegations", "them", "any such claim", "the report", "this"])
def test_a_denial_that_points_back_means_what_was_said_before(desk: Any, words: str) -> None:
    article = desk.write("herald", f"Denmark says {ARMS}. Norway and Latvia have both denied {words}.")
    said = desk.say(article, "Denmark", ARMS, kind=SpeakerKind.COUNTRY)
    denied = desk.say(
        article,
        "Norway and Latvia",
        words,
        kind=SpeakerKind.GROUP,
        members=["Norway", "Latvia"],
        stance=Stance.DENY,
        negated=True,
    )
    [found] = conflicts(desk)
    assert found.kind is ConflictKind.DENIAL
    assert sides(found) == between([said], [denied])


def test_a_denial_takes_along_what_others_say_alike(desk: Any) -> None:
    article = desk.write("herald", f"Denmark says {ARMS}. Norway has denied the allegations.")
    said = desk.say(article, "Denmark", ARMS, kind=SpeakerKind.COUNTRY)
    denied = desk.say(article, "Norway", "the allegations", kind=SpeakerKind.COUNTRY, stance=Stance.DENY, negated=True)
    words = "Oslo has also supplied Riga with missiles"
    other = desk.say(desk.write("courier", f"{words}, Petra Lund said."), "Petra Lund", words)
    [found] = conflicts(desk)
    assert sides(found) == between([said, other], [denied])


def test_claims_dismissed_as_a_hoax_are_denied(desk: Any) -> None:
    sent = "Oslo sent military personnel"
    hoax = "claims of Norway sending soldiers as a “hoax.”"
    article = desk.write("herald", f"Denmark says {sent}. On Monday minister Jens Brask dismissed {hoax}")
    said = desk.say(article, "Denmark", sent, kind=SpeakerKind.COUNTRY)
    denied = desk.say(article, "Jens Brask", hoax, affiliation="Norway", stance=Stance.DENY, negated=True)
    [found] = conflicts(desk, ConflictKind.DENIAL)
    assert sides(found) == between([said], [denied])


def test_reports_of_a_thing_are_what_was_said_of_it(desk: Any) -> None:
    letter = "the letter lay in a drawer for 40 days"
    article = desk.write("herald", f"A clerk said {letter}. Mayor Marta Oling dismissed reports of a letter as gossip.")
    said = desk.say(article, "a clerk", letter, kind=SpeakerKind.ANONYMOUS)
    denied = desk.say(article, "Marta Oling", "reports of a letter", stance=Stance.DENY, negated=True)
    [found] = conflicts(desk)
    assert sides(found) == between([said], [denied])


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("Danish nationals are fighting in the Latvian ranks", "any direct involvement in the war"),
        ("Denmark has sent ammunition to Latvia", "sending soldiers to Latvia"),
        ("Denmark has sent ammunition to Latvia", "Norway has sent ammunition to Latvia"),
    ],
)
def test_a_denial_of_something_else_is_no_conflict(desk: Any, said: str, denied: str) -> None:
    article = desk.write("herald", f"Petra Lund said {said}. Copenhagen has denied {denied}.")
    desk.say(article, "Petra Lund", said)
    desk.say(article, "Denmark", denied, kind=SpeakerKind.COUNTRY, stance=Stance.DENY, negated=True)
    assert conflicts(desk) == []


def test_not_having_seen_it_is_no_denial(desk: Any) -> None:
    article = desk.write(
        "herald", "Latvian soldiers are fighting in Norway, she said. Oslo has not seen any Latvian soldiers fighting."
    )
    desk.say(article, "Petra Lund", "Latvian soldiers are fighting in Norway")
    desk.say(article, "Jens Brask", "Oslo has not seen any Latvian soldiers fighting")
    assert conflicts(desk) == []


def test_who_confirms_what_they_denied_goes_back_on_it(desk: Any) -> None:
    before = desk.say(
        desk.write("herald", "Brask denied reports of a leak at the reactor.", published="2031-03-02"),
        "Jens Brask",
        "reports of a leak at the reactor",
        stance=Stance.DENY,
        negated=True,
    )
    after = desk.say(
        desk.write("courier", "Brask confirmed a leak in February.", published="2031-05-02"),
        "Jens Brask",
        "a leak in February",
        stance=Stance.CONFIRM,
    )
    [found] = conflicts(desk)
    assert found.kind is ConflictKind.REVERSAL
    assert found.between == ((before.id,), (after.id,))


def test_a_demand_refused_is_a_difference(desk: Any) -> None:
    demand, answer = "Norway had to stop buying grain from Latvia", "it would keep doing what was best for Norwegians"
    article = desk.write("herald", f"Denmark said {demand}. Oslo said {answer}.")
    told = desk.say(article, "Denmark", demand, kind=SpeakerKind.COUNTRY, stance=Stance.DEMAND)
    refused = desk.say(article, "Norway", answer, kind=SpeakerKind.COUNTRY, stance=Stance.PLEDGE)
    [found] = conflicts(desk)
    assert (found.kind, sides(found)) == (ConflictKind.DIFFERS, between([told], [refused]))


DEAD = {"counted": "sailors killed", "measure": "killed", "unit": "persons", "scope": Scope.TOTAL}


def test_two_counts_of_one_day_differ(desk: Any) -> None:
    article = desk.write(
        "herald", "The coast guard said 19 sailors died. The union said 27 sailors died.", published="2031-03-02"
    )
    one = desk.say(article, "Coast Guard", "19 sailors died", kind=SpeakerKind.ORGANISATION)
    two = desk.say(article, "Sailors' Union", "27 sailors died", kind=SpeakerKind.ORGANISATION)
    low = desk.count(article, "19", 19, 19, statement=one.id, **DEAD)
    high = desk.count(article, "27", 27, 27, statement=two.id, **DEAD)
    [found] = conflicts(desk)
    assert (found.kind, sides(found)) == (ConflictKind.DIFFERS, between([low], [high]))


def test_later_counts_are_revisions_step_by_step(desk: Any) -> None:
    counts = []
    for name, day, number in (
        ("a", "2031-03-02", 14),
        ("b", "2031-03-04", 19),
        ("c", "2031-03-09", 31),
        ("d", "2031-03-10", 31),
    ):
        article = desk.write(name, f"The storm killed {number} sailors.", published=day)
        counts.append(desk.count(article, str(number), number, number, **DEAD))
    found = conflicts(desk)
    assert {c.kind for c in found} == {ConflictKind.REVISION}
    assert sorted(c.between for c in found) == [
        ((counts[0].id,), (counts[1].id,)),
        ((counts[1].id,), (counts[2].id, counts[3].id)),
    ]


def test_an_old_count_told_again_is_no_revision(desk: Any) -> None:
    for name, day, number in (("a", "2031-03-02", 14), ("b", "2031-03-09", 31), ("c", "2031-06-01", 14)):
        article = desk.write(name, f"The storm killed {number} sailors.", published=day)
        desk.count(article, str(number), number, number, **DEAD)
    assert [c.kind for c in conflicts(desk)] == [ConflictKind.REVISION]


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        ((11, None), (12, 12), {}),  # more than 11 allows 12
        ((None, 12), (11, None), {}),  # up to 12, more than 11
        ((3000, 3000), (3050, 3050), {"qualifier": "around"}),
        ((14, 14), (61, 61), {"measure": "injured"}),
        ((14, 14), (61, 61), {"counted": "dogs killed"}),
    ],
)
def test_what_can_both_hold_is_no_conflict(desk: Any, low: Any, high: Any, marks: dict[str, Any]) -> None:
    for name, bounds, more in (("herald", low, {}), ("courier", high, marks)):
        article = desk.write(name, f"{name}: 1 number.", published="2031-03-02")
        speaker = desk.say(article, f"{name} Oling", "number")
        desk.count(article, "1", *bounds, statement=speaker.id, **(DEAD | more))
    assert conflicts(desk) == []


def test_what_comes_on_top_only_looks_like_a_conflict(desk: Any) -> None:
    for name, number, scope in (("herald", 11000, Scope.TOTAL), ("courier", 3000, Scope.ADDITIONAL)):
        article = desk.write(name, f"{number} sailors were sent.", published="2031-03-02")
        desk.count(article, str(number), number, number, **(DEAD | {"measure": "deployed", "scope": scope}))
    assert [c.kind for c in conflicts(desk)] == [ConflictKind.APPARENT]


def test_a_copy_makes_no_conflict_of_its_own(desk: Any) -> None:
    first = {}
    for name in ("herald", "portal"):
        article = desk.write(name, f"Denmark says {ARMS}. Norway has denied that.", work="herald")
        one = {"mirror_of": first["said"]} if first else {}
        two = {"mirror_of": first["denied"]} if first else {}
        said = desk.say(article, "Denmark", ARMS, kind=SpeakerKind.COUNTRY, **one)
        denied = desk.say(article, "Norway", "that", kind=SpeakerKind.COUNTRY, stance=Stance.DENY, negated=True, **two)
        first = first or {"said": said, "denied": denied}
    assert len(conflicts(desk)) == 1


PEOPLE = {"counted": "people", "measure": "killed", "unit": "persons"}


def test_counts_of_another_place_do_not_meet(desk: Any) -> None:
    one = desk.write("herald", "Nine people died in Varnholm when a wall burst.", published="2031-03-02")
    two = desk.write("courier", "A wall burst in Skarby, days after Varnholm: 31 people died.", published="2031-03-09")
    desk.count(one, "Nine", 9, 9, place="Varnholm", **PEOPLE)
    desk.count(two, "31", 31, 31, place="Skarby", **PEOPLE)
    assert conflicts(desk) == []


def test_a_count_with_no_place_is_of_the_place_of_its_lead(desk: Any) -> None:
    one = desk.write("herald", "Nine people died in Varnholm when a wall burst.", published="2031-03-02")
    two = desk.write(
        "courier",
        "Divers searched cellars in Varnholm. The toll is now higher: 31 people died.",
        published="2031-03-09",
    )
    first = desk.count(one, "Nine", 9, 9, place="Varnholm", **PEOPLE)
    second = desk.count(two, "31", 31, 31, **PEOPLE)
    [found] = conflicts(desk)
    assert (found.kind, found.between) == (ConflictKind.REVISION, ((first.id,), (second.id,)))


@pytest.mark.parametrize(
    "text",
    [
        "In Varnholm 96 people were missing, down from 210 people.",
        "The agency at first reported 210 missing in Varnholm. The service counted 96 missing in Varnholm.",
    ],
)
def test_what_was_counted_before_is_revised(desk: Any, text: str) -> None:
    article = desk.write("herald", text, published="2031-03-02")
    marks = PEOPLE | {"measure": "missing"}
    now, before = desk.count(article, "96", 96, 96, **marks), desk.count(article, "210", 210, 210, **marks)
    [found] = conflicts(desk)
    assert (found.kind, found.between) == (ConflictKind.REVISION, ((before.id,), (now.id,)))


def test_a_number_put_at_so_much_is_somebodys_count(desk: Any) -> None:
    article = desk.write(
        "herald",
        "In Varnholm 19 people died. The agency put the number of dead in Varnholm at 27.",
        published="2031-03-02",
    )
    low, high = desk.count(article, "19", 19, 19, **PEOPLE), desk.count(article, "27", 27, 27, **PEOPLE)
    [found] = conflicts(desk)
    assert (found.kind, sides(found)) == (ConflictKind.DIFFERS, between([low], [high]))


def test_who_said_there_was_none_and_speaks_of_it_later_has_turned(desk: Any) -> None:
    first = desk.write("herald", "Brask said there was no letter.", published="2031-03-02")
    later = desk.write("courier", "Brask said the ministry received the letter in January.", published="2031-04-23")
    before = desk.say(first, "Jens Brask", "there was no letter")
    after = desk.say(later, "Jens Brask", "the ministry received the letter in January")
    [found] = conflicts(desk)
    assert (found.kind, found.between) == (ConflictKind.REVERSAL, ((before.id,), (after.id,)))


@pytest.mark.parametrize("nothing", ["there was no doubt", "there is no evidence"])
def test_no_doubt_denies_no_thing(desk: Any, nothing: str) -> None:
    article = desk.write("herald", f"Oling said the evidence left him in doubt for days. Brask said {nothing}.")
    desk.say(article, "Marta Oling", "the evidence left him in doubt for days")
    desk.say(article, "Jens Brask", nothing)
    assert conflicts(desk) == []


def test_no_warning_in_writing_denies_a_written_warning(desk: Any) -> None:
    article = desk.write(
        "herald",
        "The company warned the ministry in writing, Oling said. "
        "The ministry received no warning in writing, Brask said.",
    )
    told = desk.say(article, "Marta Oling", "The company warned the ministry in writing")
    denied = desk.say(article, "Jens Brask", "The ministry received no warning in writing")
    [found] = conflicts(desk)
    assert (found.kind, sides(found)) == (ConflictKind.DENIAL, between([told], [denied]))


@pytest.mark.parametrize(
    ("said", "denied", "against"),
    [
        ("Lund had lodged at the Seaward clinic since Monday", "Lund never lodged at the Seaward clinic", True),
        ("Brask fired the fatal shot on the pier", "Brask is not the one who fired the fatal shot", True),
        ("Lund had lodged at the Seaward clinic since Monday", "Lund never ate at the harbour canteen", False),
        ("Lund will lodge at the Seaward clinic", "Lund has not lodged at the Seaward clinic", False),
        ("why Lund lodged at the Seaward clinic", "Lund never lodged at the Seaward clinic", False),
        ("Lund lodged at the Seaward clinic on Friday night", "Lund never lodged at the Marn hostel", False),
        ("the cabinet had agreed in May to raise the harbour levy", "We shall not raise the harbour levy.", True),
        ("the cabinet raised the harbour levy", "There is no plan to raise the harbour levy", False),
        ("The ministry was warned about the sluice wall", "No warning about the sluice wall came to us", True),
        ("Two trams met on the single track", "A single track, many trams, no money", False),
        ("Officials had known of the first cases", "The ministry knew nothing of the first cases", True),
        ("The harbour wall held for an hour", "Please do not hold the harbour wall", False),
        (
            "38 clerks had walked out of the harbour office",
            "29 clerks had walked out of the harbour office, not 38",
            False,
        ),
    ],
)
def test_who_says_no_to_nearly_all_words_of_another_denies_them(
    desk: Any, said: str, denied: str, against: bool
) -> None:
    one = desk.say(desk.write("herald", f"{said}, he said."), "Jens Brask", said)
    other = desk.say(desk.write("courier", f"{denied}, she said."), "Marta Oling", denied)
    found = [sides(c) for c in conflicts(desk, ConflictKind.DENIAL)]
    assert found == ([between([one], [other])] if against else [])


def test_who_said_no_and_confirms_it_has_turned_though_nobody_dates_it(desk: Any) -> None:
    no, yes = "No warning about the wall had reached the council", "a warning about the wall had reached the council"
    before = desk.say(desk.write("herald", f"{no}, he said.", published="2031-03-09"), "Jens Brask", no)
    after = desk.say(desk.write("courier", f"{yes}, he confirmed."), "Jens Brask", yes, stance=Stance.CONFIRM)
    assert [sides(c) for c in conflicts(desk, ConflictKind.REVERSAL)] == [between([before], [after])]


@pytest.mark.parametrize(("house", "kind"), [("Varnholm Council", "reversal"), ("Elm Harbour", "denial")])
def test_another_voice_of_the_side_that_denied_it_turns_it(desk: Any, house: str, kind: str) -> None:
    told = "the council had sold the lower sluice to a bank"
    desk.say(desk.write("herald", f"{told}, she said.", published="2031-03-08"), "Ada Quill", told)
    article = desk.write("gazette", f"He denied that {told}.", published="2031-03-09")
    denied = desk.say(article, "Jens Brask", told, stance=Stance.DENY, affiliation="Varnholm Council")
    article = desk.write("courier", f"{told}, she said.", published="2031-03-20")
    later = desk.say(article, "Marta Oling", told, affiliation=house)
    found = [c.kind.value for c in conflicts(desk) if later.id in {i for side in c.between for i in side}]
    assert found == [kind]
    assert any(denied.id in {i for side in c.between for i in side} for c in conflicts(desk, ConflictKind.DENIAL))


def test_a_list_of_what_is_lacking_denies_nothing(desk: Any) -> None:
    list_, told = "A single track, many trains, no money", "the line had been run on a single track to save money"
    for name, day, words in (("herald", "2031-05-06", list_), ("courier", "2031-05-09", told)):
        desk.say(desk.write(name, f"{words}, Marta Oling said.", published=day), "Marta Oling", words)
    assert not desk.link().conflicts


def test_denials_of_one_thing_by_one_side_are_one(desk: Any) -> None:
    """What the outlets print of one denial in two wordings, held against what one other said, is one conflict."""
    told = desk.say(
        desk.write("herald", "The yard had warned the ministry about the hull in May, Petra Lund said."),
        "Petra Lund",
        "The yard had warned the ministry about the hull in May",
    )
    plain = desk.say(
        desk.write("courier", "The yard had not warned the ministry about the hull, Jens Brask said."),
        "Jens Brask",
        "The yard had not warned the ministry about the hull",
    )
    article = desk.write(
        "post", "The yard had warned the ministry about the hull, Petra Lund said. Jens Brask denied it."
    )
    again = desk.say(article, "Petra Lund", "The yard had warned the ministry about the hull")
    short = desk.say(article, "Jens Brask", "it", stance=Stance.DENY, negated=True)
    [found] = conflicts(desk, ConflictKind.DENIAL)
    assert sides(found) == between([told, again], [plain, short])


def test_denials_of_two_things_by_one_side_stay_two(desk: Any) -> None:
    denied = []
    for paper, words in (("herald", "The hull was cracked"), ("courier", "Two sailors were paid in plums")):
        article = desk.write(paper, f"{words}, Petra Lund said. Jens Brask denied it.")
        told = desk.say(article, "Petra Lund", words)
        denied.append(between([told], [desk.say(article, "Jens Brask", "it", stance=Stance.DENY, negated=True)]))
    found = [sides(conflict) for conflict in conflicts(desk, ConflictKind.DENIAL)]
    assert len(found) == 2 and all(pair in found for pair in denied)


BULLETS = "the guards had hit them with rubber bullets"


@pytest.mark.parametrize(
    ("denial", "found"),
    [
        ("the guards hit nobody with rubber bullets", True),
        ("the guards had hit us with rubber bullets, not with tomatoes", False),
    ],
)
def test_one_thing_set_against_another_is_no_denial(desk: Any, denial: str, found: bool) -> None:
    first = desk.write("herald", f"Jens Brask said {BULLETS}. Rain fell on the coast.", published="2031-05-02")
    desk.say(first, "Jens Brask", BULLETS)
    second = desk.write("courier", f"Marta Oling said {denial}. Boats stayed in port.", published="2031-05-03")
    desk.say(second, "Marta Oling", denial)
    assert bool(conflicts(desk, ConflictKind.DENIAL)) is found


@pytest.mark.parametrize(("state", "found"), [("off", True), ("down", False)])
def test_a_state_is_what_the_deed_brings_about(desk: Any, state: str, found: bool) -> None:
    told, denied = "the sirens of Skarby had been switched off in May", f"the sirens had been {state}"
    first = desk.write("herald", f"Jens Brask said {told}. Rain fell on the coast.", published="2031-05-02")
    desk.say(first, "Jens Brask", told)
    second = desk.write("courier", f"Marta Oling denied that {denied}. Boats stayed in port.", published="2031-05-03")
    desk.say(second, "Marta Oling", denied, stance=Stance.DENY)
    assert bool(conflicts(desk, ConflictKind.DENIAL)) is found


def test_who_denied_the_allegation_and_then_confirms_it_has_turned(desk: Any) -> None:
    told, owned = "a fault in the signal had been reported in May", "the signal had been faulty since May"
    first = desk.write("herald", f"Jens Brask said {told}. Marta Oling denied the allegation.", published="2031-05-02")
    desk.say(first, "Jens Brask", told)
    denied = desk.say(first, "Marta Oling", "the allegation", stance=Stance.DENY)
    second = desk.write("courier", f"Marta Oling confirmed that {owned}.", published="2031-05-09")
    confirmed = desk.say(second, "Marta Oling", owned, stance=Stance.CONFIRM)
    [found] = conflicts(desk, ConflictKind.REVERSAL)
    assert found.between == ((denied.id,), (confirmed.id,))


def test_two_who_speak_for_one_body_deny_one_claim_once(desk: Any) -> None:
    told = "the yard had warned the ministry in writing about the pier"
    for name, day, content in (("a", "02", told), ("b", "03", told)):
        article = desk.write(name, f"Jens Brask said {content} again.", published=f"2031-05-{day}")
        desk.say(article, "Jens Brask", content)
    denial = "the yard had not warned the ministry in writing about the pier"
    for name, day, speaker in (("c", "04", "Marta Oling"), ("d", "05", "Pia Lund")):
        article = desk.write(name, f"{speaker} said {denial}.", published=f"2031-05-{day}")
        desk.say(article, speaker, denial, affiliation="Ministry of Piers", stance=Stance.DENY, negated=False)
    assert len(conflicts(desk, ConflictKind.DENIAL)) == 1


SHE = "“She was overloaded. People stood on the stairs.”"


@pytest.mark.parametrize(
    ("told", "denied", "stance"),
    [
        ("the Morwen had been overloaded", "The ship was not overloaded", Stance.ASSERT),
        (SHE, "reports that the ferry Morwen had been overloaded", Stance.DENY),
        ("the ship had been overloaded on that day", "the ferry Morwen had not been overloaded", Stance.ASSERT),
        (SHE, "reports that the ferry was overloaded as “a sailor’s tale”", Stance.DENY),
    ],
)
def test_a_deed_is_denied_of_the_same_thing_under_another_name(
    desk: Any, told: str, denied: str, stance: Stance
) -> None:
    article = desk.write("herald", f"Pia Lund said {told}. Two rivers meet there. Jon Brask spoke of {denied}.")
    said = desk.say(article, "Pia Lund", told)
    denial = desk.say(article, "Jon Brask", denied, stance=stance)
    [found] = conflicts(desk, ConflictKind.DENIAL)
    assert sides(found) == between([said], [denial])


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("the Morwen had been overloaded", "the Kestrel was not overloaded"),
        ("the lorry had been overloaded", "the ferry Kestrel was not overloaded"),
        ("the cabinet of Skarby stated its plans", "Skarby had not been told"),
    ],
)
def test_a_deed_done_to_another_is_not_denied(desk: Any, told: str, denied: str) -> None:
    article = desk.write("herald", f"Pia Lund said {told}. Two rivers meet there. Jon Brask said {denied}.")
    desk.say(article, "Pia Lund", told)
    desk.say(article, "Jon Brask", denied)
    assert conflicts(desk, ConflictKind.DENIAL) == []


def test_the_adjective_of_a_name_is_that_name(desk: Any) -> None:
    told, denied = "Melandor had sent soldiers across the border", "no Melandorish soldiers had crossed the border"
    article = desk.write("herald", f"Officer Pia Lund said {told}. Jon Brask insisted that {denied}.")
    said = desk.say(article, "Pia Lund", told)
    denial = desk.say(article, "Jon Brask", denied)
    [found] = conflicts(desk, ConflictKind.DENIAL)
    assert sides(found) == between([said], [denial])


def test_a_word_that_begins_a_name_is_not_that_name(desk: Any) -> None:
    told, denied = "a storm had sent soldiers across the border", "no Stormont soldiers had crossed the border"
    article = desk.write("herald", f"Officer Pia Lund said {told}. Jon Brask insisted that {denied}.")
    desk.say(article, "Pia Lund", told)
    desk.say(article, "Jon Brask", denied)
    assert conflicts(desk, ConflictKind.DENIAL) == []


@pytest.mark.parametrize(("day", "found"), [("2031-03-05", True), ("2031-09-01", False)])
def test_an_article_without_a_date_is_of_the_time_of_most(desk: Any, day: str, found: bool) -> None:
    for name, printed in (("b", "2031-03-01"), ("c", "2031-03-03"), ("d", "2031-03-04"), ("e", "2031-09-02")):
        desk.write(name, "Envoys sat in Skarby for a week.", published=printed)
    told, denied = "envoys of Norland had held secret talks in Skarby", "having held secret talks in Skarby"
    said = desk.say(desk.write("f", f"Pia Lund said {told}."), "Pia Lund", told)
    article = desk.write("g", f"Jon Brask rejected {denied}.", published=day)
    denial = desk.say(article, "Jon Brask", denied, stance=Stance.DENY)
    expected = [between([said], [denial])] if found else []
    assert [sides(c) for c in conflicts(desk, ConflictKind.DENIAL)] == expected
