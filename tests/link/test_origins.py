"""Repetition is not corroboration: who a claim rests on."""

from __future__ import annotations

from typing import Any

from sayso.model import Claim, Directness, SpeakerKind

FLOOD = "the river flooded 40 homes in Varnholm on Monday night"


def claim_of(desk: Any, statement: Any) -> Claim:
    return next(c for c in desk.link().claims if statement.id in c.statements)


def counts(claim: Claim) -> tuple[int, int, int, int, int]:
    return claim.independent_origins, claim.organisations, claim.unknown_origins, claim.reports, claim.copies


def test_two_papers_with_one_interview_have_one_origin(desk: Any) -> None:
    for name in ("herald", "courier"):
        said = desk.say(
            desk.write(name, f"{FLOOD}, mayor Marta Oling told Channel Nine."),
            "Marta Oling",
            FLOOD,
            via=["Channel Nine"],
        )
    claim = claim_of(desk, said)
    assert counts(claim) == (1, 1, 0, 2, 0)
    assert claim.because == "1 origin (in 1 organisation), 2 reports, 0 copies, 0 unknown"


def test_two_officials_of_one_organisation_are_two_origins_of_one(desk: Any) -> None:
    for name, speaker in (("herald", "Marta Oling"), ("courier", "Jens Brask")):
        said = desk.say(desk.write(name, f"{FLOOD}, said {speaker}."), speaker, FLOOD, affiliation="Varnholm Council")
    assert counts(claim_of(desk, said)) == (2, 1, 0, 2, 0)


def test_an_agency_report_in_ten_papers_is_one_report(desk: Any) -> None:
    original = None
    for number in range(10):
        article = desk.write(f"paper{number}", f"{FLOOD}, Marta Oling said.", work="agency")
        marks = {"mirror_of": original} if original else {}
        statement = desk.say(article, "Marta Oling", FLOOD, **marks)
        original = original or statement
    claim = claim_of(desk, original)
    assert counts(claim) == (1, 1, 0, 1, 9)
    assert len(claim.statements) == 10
    assert [origin.statements for origin in claim.origins] == [(original.id,)]


def test_unnamed_sources_are_unknown_and_not_independent(desk: Any) -> None:
    for name in ("herald", "courier"):
        said = desk.say(
            desk.write(name, f"{FLOOD}, an official said."), "an official", FLOOD, kind=SpeakerKind.ANONYMOUS
        )
    assert counts(claim_of(desk, said))[:3] == (0, 0, 2)


def test_who_only_passes_words_on_is_no_origin(desk: Any) -> None:
    desk.say(desk.write("herald", f"{FLOOD}, Marta Oling told Nordwire."), "Marta Oling", FLOOD, via=["Nordwire"])
    said = desk.say(
        desk.write("courier", f"{FLOOD}, Nordwire reported."), "Nordwire", FLOOD, kind=SpeakerKind.ORGANISATION
    )
    assert counts(claim_of(desk, said)) == (1, 1, 0, 2, 0)


def test_a_nameless_word_beside_its_named_official_is_unknown(desk: Any) -> None:
    organisation = SpeakerKind.ORGANISATION
    desk.say(desk.write("herald", f"{FLOOD}, police said."), "Varnholm Police", FLOOD, kind=organisation)
    said = desk.say(
        desk.write("courier", f"{FLOOD}, said Jens Brask."), "Jens Brask", FLOOD, affiliation="Varnholm Police"
    )
    assert counts(claim_of(desk, said))[:3] == (1, 1, 1)


def test_a_body_with_its_country_before_it_is_the_body(desk: Any) -> None:
    organisation = SpeakerKind.ORGANISATION
    desk.say(desk.write("herald", f"{FLOOD}, the ministry said."), "Ministry of Waterways", FLOOD, kind=organisation)
    said = desk.say(
        desk.write("courier", f"{FLOOD}, said Jens Brask."),
        "Jens Brask",
        FLOOD,
        affiliation="Varnland's Ministry of Waterways",
    )
    assert counts(claim_of(desk, said))[:3] == (1, 1, 1)


def test_bodies_of_two_countries_are_two(desk: Any) -> None:
    for name, land in (("herald", "Varnland"), ("courier", "Ostmark")):
        body = f"{land}'s Ministry of Waterways"
        said = desk.say(desk.write(name, f"{FLOOD}, {body} said."), body, FLOOD, kind=SpeakerKind.ORGANISATION)
    assert counts(claim_of(desk, said))[:3] == (2, 2, 0)


def test_joint_speakers_are_one_origin_of_two_organisations(desk: Any) -> None:
    article = desk.write("herald", f"{FLOOD}, Norway and Denmark said.")
    said = desk.say(article, "Norway and Denmark", FLOOD, kind=SpeakerKind.GROUP, members=["Norway", "Denmark"])
    assert counts(claim_of(desk, said))[:2] == (1, 2)


def test_one_speaker_on_two_days_is_one_origin_with_two_occasions(desk: Any) -> None:
    for name, day in (("herald", "2031-05-06"), ("courier", "2031-05-09")):
        said = desk.say(desk.write(name, f"{FLOOD}, Marta Oling said."), "Marta Oling", FLOOD, said=day)
    claim = claim_of(desk, said)
    assert claim.independent_origins == 1
    assert [origin.occasion for origin in claim.origins] == ["2031-05-06", "2031-05-09"]


def test_two_people_do_not_find_the_same_words(desk: Any) -> None:
    for name, speaker in (("herald", "Marta Oling"), ("gazette", "Marta Oling"), ("courier", "Jens Brask")):
        article = desk.write(name, f"{FLOOD}, {speaker} said.")
        said = desk.say(article, speaker, FLOOD, directness=Directness.DIRECT)
    assert counts(claim_of(desk, said))[:4] == (1, 1, 0, 3)


def test_an_agency_that_quotes_somebody_passes_on(desk: Any) -> None:
    desk.say(desk.write("herald", f"{FLOOD}, Marta Oling said.", outlet="Nordwire"), "Marta Oling", FLOOD)
    article = desk.write("courier", f"{FLOOD}, Nordwire reported.", outlet="Elm Courier")
    said = desk.say(article, "Nordwire", FLOOD, kind=SpeakerKind.ORGANISATION)
    assert counts(claim_of(desk, said)) == (1, 1, 0, 2, 0)


def test_who_is_quoted_within_anothers_words_is_no_second_origin(desk: Any) -> None:
    inner = "the laboratories at Varnholm had counted 40 cases of fever"
    article = desk.write("herald", f"Jens Brask said {inner}.")
    said = desk.say(article, "Jens Brask", inner)
    desk.say(article, "Elm Laboratories", "counted 40 cases of fever", kind=SpeakerKind.ORGANISATION)
    desk.count(article, "40 cases", 40, 40, counted="cases", measure="fever", statement=said.id)
    for claim in desk.link().claims:
        assert claim.independent_origins == 1


def cite(desk: Any, name: str, house: str, *, outlet: str | None, work: str | None = None, mirror: Any = None) -> Any:
    """A paper that gives another house as its source."""
    article = desk.write(name, f"{FLOOD}, {house} reported.", outlet=outlet, work=work)
    marks = {"mirror_of": mirror} if mirror else {}
    return desk.say(article, house, FLOOD, kind=SpeakerKind.ORGANISATION, **marks)


def test_houses_that_cite_each_other_are_no_origin(desk: Any) -> None:
    cite(desk, "herald", "Elm Courier", outlet="The Vale Post")
    said = cite(desk, "courier", "Vale Post", outlet="Elm Courier")
    assert counts(claim_of(desk, said)) == (0, 0, 1, 2, 0)


def test_who_carries_a_text_passes_on_like_its_writer(desk: Any) -> None:
    first = cite(desk, "herald", "Elm Courier", outlet="Hill Gazette", work="text")
    cite(desk, "reprint", "Elm Courier", outlet="Harbour Post", work="text", mirror=first)
    said = cite(desk, "courier", "Harbor Post", outlet="Elm Courier")
    assert counts(claim_of(desk, said))[:3] == (0, 0, 1)


def test_two_houses_named_by_nobody_knows_whom_may_be_a_circle(desk: Any) -> None:
    first = cite(desk, "herald", "Elm Courier", outlet=None, work="text")
    cite(desk, "courier", "Vale Post", outlet="Hill Gazette")
    assert counts(claim_of(desk, first))[:3] == (0, 0, 1)
    cite(desk, "reprint", "Elm Courier", outlet="Shore Herald", work="text", mirror=first)
    assert counts(claim_of(desk, first))[:3] == (0, 0, 1)


def test_a_longer_quotation_holds_the_same_words(desk: Any) -> None:
    more = f"{FLOOD}. Nobody in the valley had been told of it"
    for name, speaker, words in (("herald", "Marta Oling", FLOOD), ("courier", "Jens Brask", more)):
        said = desk.say(desk.write(name, f"{words}, said {speaker}."), speaker, words, directness=Directness.DIRECT)
    assert claim_of(desk, said).independent_origins == 1


SORRY = "she was sorry if the fire in the Varnholm church had anything to do with her"


def test_who_tells_what_another_speaker_of_the_claim_said_is_no_origin(desk: Any) -> None:
    desk.say(desk.write("herald", f"Marta Oling said {SORRY}."), "Marta Oling", SORRY)
    passed_on = f"Oling told the pastor that {SORRY}"
    said = desk.say(desk.write("courier", f"{passed_on}, her spokesman Jens Brask said."), "Jens Brask", passed_on)
    claim = claim_of(desk, said)
    assert len(claim.statements) == 2
    assert counts(claim)[:3] == (1, 1, 0)


def test_who_says_it_too_and_names_somebody_is_an_origin(desk: Any) -> None:
    desk.say(desk.write("herald", f"Marta Oling said {FLOOD}."), "Marta Oling", FLOOD)
    own = f"{FLOOD}, as Oling found"
    said = desk.say(desk.write("courier", f"{own}, Jens Brask said."), "Jens Brask", own)
    assert counts(claim_of(desk, said))[:3] == (2, 2, 0)


def test_two_who_tell_only_what_the_other_said_are_counted_all_the_same(desk: Any) -> None:
    one, other = f"Brask said {FLOOD}", f"Oling said {FLOOD}"
    desk.say(desk.write("herald", f"{one}, Marta Oling said."), "Marta Oling", one)
    said = desk.say(desk.write("courier", f"{other}, Jens Brask said."), "Jens Brask", other)
    claim = claim_of(desk, said)
    assert len(claim.statements) == 2
    assert claim.independent_origins + claim.unknown_origins > 0
