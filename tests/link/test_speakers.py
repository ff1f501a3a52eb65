"""One speaker over all articles of a story, and nobody merged who might be two."""

from __future__ import annotations

import msgspec
import pytest

from sayso.link.speakers import (
    find_government,
    is_nobody,
    name_parts,
    normalise_organisation,
    resolve_speakers,
    sound,
)
from sayso.model import Source, Span, SpeakerKind, Statement


def make(
    number: int, name: str | None, kind: SpeakerKind = SpeakerKind.PERSON, article: str = "a", **marks: object
) -> Statement:
    source = Source(name=name, kind=kind, anonymous=kind is SpeakerKind.ANONYMOUS, **marks)  # type: ignore[arg-type]
    return Statement(id=f"statement-{number}", article=article, page="p", source=source, content=(Span(0, 1),))


def meet(*statements: Statement, works: dict[str, str] | None = None, mirrors: dict[str, str] | None = None) -> bool:
    found = resolve_speakers(statements, works or {}, mirrors or {})
    return len({found.by_statement[s.id] for s in statements}) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marta Oling", "Oling", True),
        ("Dr Marta Oling", "Marta Oling", True),
        ("Marta J. Oling", "Marta Oling", True),
        ("Oleksiy Harny", "Oleksii Harnyy", True),
        ("Marta Oling", "Petra Oling", False),
        ("Oling", "Olander", False),
    ],
)
def test_people_meet_on_their_name(one: str, other: str, same: bool) -> None:
    assert meet(make(1, one), make(2, other, article="b")) is same


def test_a_surname_of_two_people_stays_alone() -> None:
    two = [make(1, "Marta Oling"), make(2, "Petra Oling"), make(3, "Oling")]
    assert len(set(resolve_speakers(two, {}, {}).by_statement.values())) == 3


def test_a_family_name_written_first_is_found_and_kept_apart_where_two_bear_it() -> None:
    assert meet(make(1, "Ryu Min-seo"), make(2, "Ryu"))
    three = [make(1, "Ryu Min-seo"), make(2, "Ryu Han Bok"), make(3, "Ryu")]
    assert len(set(resolve_speakers(three, {}, {}).by_statement.values())) == 3


@pytest.mark.parametrize(
    "name", ["Oslo", "Norway", "the Norwegian government", "Government of Norway", "Norway's government"]
)
def test_a_country_is_its_capital_and_its_government(name: str) -> None:
    assert find_government(name) == "no"
    assert normalise_organisation(name) == "Norway"


@pytest.mark.parametrize("name", ["Norwegian Refugee Council", "Oslo Police", "Marta Oling", ""])
def test_an_organisation_of_a_country_is_not_the_country(name: str) -> None:
    assert find_government(name) is None


def test_organisations_meet_wherever_their_country_is_written() -> None:
    kind = SpeakerKind.ORGANISATION
    assert meet(make(1, "Norway's Coast Guard", kind), make(2, "the Norwegian Coast Guard", kind))
    assert not meet(make(1, "Norway's Coast Guard", kind), make(2, "Denmark's Coast Guard", kind))


def test_unnamed_sources_meet_only_within_one_work() -> None:
    kind = SpeakerKind.ANONYMOUS
    one, other = make(1, "a senior official", kind), make(2, "A senior official", kind, article="b")
    assert not meet(one, other, works={"a": "w1", "b": "w2"})
    assert meet(one, other, works={"a": "w1", "b": "w1"})


def test_a_copied_statement_has_the_speaker_of_the_original() -> None:
    one, copy = make(1, "the harbour master Marta Oling"), make(2, "the official", SpeakerKind.ANONYMOUS, article="b")
    assert meet(one, copy, mirrors={"statement-2": "statement-1"})


def test_joint_speakers_are_a_group_with_members() -> None:
    joint = make(1, "Norway and Denmark", SpeakerKind.GROUP, members=("Norway", "Denmark"))
    found = resolve_speakers([joint, make(2, "Oslo", SpeakerKind.COUNTRY)], {}, {})
    group = next(s for s in found.speakers if s.kind is SpeakerKind.GROUP)
    names = {s.id: s.name for s in found.speakers}
    assert [names[i] for i in group.members] == ["Norway", "Denmark"]
    assert found.by_statement["statement-2"] == group.members[0]


def test_the_fullest_name_is_shown_and_the_others_are_aliases() -> None:
    found = resolve_speakers([make(1, "Oling"), make(2, "Marta Oling", role="harbour master")], {}, {})
    assert [(s.name, s.aliases, s.role) for s in found.speakers] == [("Marta Oling", ("Oling",), "harbour master")]


def test_name_parts_drop_titles_but_never_all() -> None:
    assert name_parts("Police Sgt. Marta Oling (45)") == ["marta", "oling"]
    assert name_parts("General") == ["general"]
    assert sound("yevheniia") == sound("ievhenia")


def test_a_title_before_a_full_name_makes_no_other_person() -> None:
    assert meet(make(1, "Treasurer Marta Oling"), make(2, "Marta Oling"))
    assert meet(make(1, "Harbourmaster Marta Oling"), make(2, "Marta Oling"))


def test_a_double_surname_is_not_taken_for_a_name_with_a_title() -> None:
    one, other, bare = make(1, "Anna van der Berg"), make(2, "Piet van der Berg"), make(3, "van der Berg")
    found = resolve_speakers([one, other, bare], {}, {}).by_statement
    assert len(set(found.values())) == 3


@pytest.mark.parametrize(
    ("name", "kind", "nobody"),
    [
        ("measurements", SpeakerKind.DATA, True),
        ("the census", SpeakerKind.DATA, True),
        ("government figures", SpeakerKind.DATA, False),
        ("a briefing", SpeakerKind.DOCUMENT, True),
        ("the land register", SpeakerKind.DOCUMENT, False),
        ("a Harbour Board audit", SpeakerKind.DOCUMENT, False),
        ("The number of dead", SpeakerKind.ORGANISATION, True),
        ("chief of the Harbour Board", SpeakerKind.ORGANISATION, True),
        ("House of Lanterns", SpeakerKind.ORGANISATION, False),
        ("Secretary of State for Ferries", SpeakerKind.ORGANISATION, False),
        ("the ministry", SpeakerKind.ORGANISATION, False),
        ("not six as reported earlier", SpeakerKind.ORGANISATION, True),
        ("Nottingham Harbour Board", SpeakerKind.ORGANISATION, False),
        ("Marta Oling", SpeakerKind.PERSON, False),
    ],
)
def test_what_is_counted_and_who_is_told_by_office_only_is_nobody(name: str, kind: SpeakerKind, nobody: bool) -> None:
    assert is_nobody(Source(name=name, kind=kind)) is nobody


def place(statement: Statement, start: int, end: int) -> Statement:
    return msgspec.structs.replace(statement, content=(Span(start, end),))


@pytest.mark.parametrize(("start", "end", "same"), [(20, 50, True), (0, 60, True), (50, 80, False)])
def test_measurements_in_the_words_of_somebody_are_that_persons(start: int, end: int, same: bool) -> None:
    outer = place(make(1, "Marta Oling"), 0, 60)
    assert meet(outer, place(make(2, "measurements", SpeakerKind.DATA), start, end)) is same
    assert not meet(outer, place(make(3, "measurements", SpeakerKind.DATA, article="b"), start, end))


def test_a_person_taken_for_a_body_is_known_by_the_full_name() -> None:
    person, body = (
        make(1, "Marta Oling"),
        make(2, "Judge Marta Oling, chair of the Harbour Board", SpeakerKind.ORGANISATION),
    )
    found = resolve_speakers([person, body], {}, {})
    assert [(s.name, s.kind) for s in found.speakers] == [("Marta Oling", SpeakerKind.PERSON)]


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("Marta Oling of the Harbour Board", True),
        ("not six as reported earlier, Marta Oling of the Harbour Board", True),
        ("Radio Varn quoted engineer Marta Oling as saying that the wall had moved", True),
        ("Harbour Board Secretary Marta Oling", True),
        ("the Marta Oling Foundation", False),
        ("friends of Marta Oling", False),
        ("Marta Oling’s office", False),
        ("lawyers for Marta Oling", False),
        ("Jens Brask, who works for the Board, Marta Oling", False),
        ("Oling of the Harbour Board", False),
    ],
)
def test_a_full_name_within_a_bodys_is_who_speaks_but_not_whose_the_body_is(body: str, same: bool) -> None:
    people = [make(1, "Marta Oling"), make(2, "Jens Brask")]
    found = resolve_speakers([*people, make(3, body, SpeakerKind.ORGANISATION)], {}, {}).by_statement
    assert (found["statement-1"] == found["statement-3"]) is same


def test_a_first_name_is_that_of_the_one_person_who_bears_it() -> None:
    assert meet(make(1, "Marta Oling"), make(2, "Marta"))
    assert not meet(make(1, "Marta Oling"), make(2, "Marta"), make(3, "Marta Brask"))
