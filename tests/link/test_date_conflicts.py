"""Two accounts that date one deed apart clash; what may be done twice, or need not clash, does not."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Conflict, ConflictKind

SUMMER = "Lorvan and Estiva signed a mutual fishing treaty this summer."
AUTUMN = "In November Lorvan and Estiva signed a mutual fishing pact."


def tell(desk: Any, name: str, text: str, words: str, value: str, published: str = "2031-12-20") -> None:
    desk.date(desk.write(name, text, published=published, outlet=name.capitalize()), words, value)


def dated(desk: Any) -> list[Conflict]:
    return [c for c in desk.link().conflicts if c.between[0][0].startswith("event-")]


def test_two_dates_of_one_signing_clash_by_event(desk: Any) -> None:
    tell(desk, "herald", SUMMER, "this summer", "2031-06/2031-08")
    tell(desk, "courier", AUTUMN, "In November", "2031-11")
    [found] = dated(desk)
    days = {event.id: event.date.date for event in desk.link().events}
    assert found.kind is ConflictKind.DIFFERS
    assert [days[side[0]] for side in found.between] == ["2031-06/2031-08", "2031-11"]


def test_a_reason_names_the_words_the_dates_and_the_outlets(desk: Any) -> None:
    tell(desk, "herald", SUMMER, "this summer", "2031-06/2031-08")
    tell(desk, "courier", AUTUMN, "In November", "2031-11")
    [found] = dated(desk)
    for words in ("“this summer”", "2031-06/2031-08", "Herald", "“In November”", "2031-11", "Courier", "done once"):
        assert words in found.because


def test_two_months_clash(desk: Any) -> None:
    tell(desk, "herald", AUTUMN.replace("November", "May"), "In May", "2031-05")
    tell(desk, "courier", AUTUMN, "In November", "2031-11")
    assert len(dated(desk)) == 1


NO_CLASH = {
    "one date holds the other": ("On November 9 Lorvan and Estiva signed a mutual fishing pact.", "2031-11-09"),
    "another pact": ("In March Lorvan and Estiva signed a second mutual fishing pact.", "2031-03"),
    "other countries": ("In March France and Spain signed a mutual fishing pact.", "2031-03"),
    "another matter": ("In March Lorvan and Estiva signed a lease of the lighthouse.", "2031-03"),
    "talks are held again": ("In March Lorvan and Estiva discussed a mutual fishing pact.", "2031-03"),
    "not signed": ("In March Lorvan and Estiva had not signed a mutual fishing pact.", "2031-03"),
    "still to come": ("In March Lorvan and Estiva will sign a mutual fishing pact.", "2032-03"),
    "years apart": ("In March Lorvan and Estiva signed a mutual fishing pact.", "2027-03"),
    "a whole year": ("In March Lorvan and Estiva signed a mutual fishing pact.", "2030"),
}


@pytest.mark.parametrize("name", sorted(NO_CLASH))
def test_what_need_not_clash(desk: Any, name: str) -> None:
    text, value = NO_CLASH[name]
    if name == "other countries":
        tell(desk, "herald", AUTUMN.replace("Lorvan and Estiva", "Chad and Niger"), "In November", "2031-11")
    else:
        tell(desk, "herald", AUTUMN, "In November", "2031-11")
    tell(desk, "courier", text, " ".join(text.split()[:2]), value)
    assert dated(desk) == []


# (one account, its date, other account, its date): in other words, in the other voice, from the other side.
CLASH = {
    "the noun": (
        ("Since the signing of the fishing treaty between Lorvan and Estiva in May, boats cross.", "in May", "2031-05"),
        ("Lorvan and Estiva signed the fishing treaty in June.", "in June", "2031-06"),
    ),
    "who sold, who bought": (
        ("The lighthouse at Mole was sold to a dentist on 4 April.", "4 April", "2031-04-04"),
        ("A dentist bought the lighthouse at Mole on 19 June.", "19 June", "2031-06-19"),
    ),
    "a word of one sense": (
        ("Police arrested the harbour master Jens Brask on 3 March.", "3 March", "2031-03-03"),
        ("Brask, the harbour master, was detained on 21 April.", "21 April", "2031-04-21"),
    ),
    "a verdict": (
        ("Jens Brask was sentenced to nine years in May for fraud.", "in May", "2031-05"),
        ("A court in Osterby sentenced Jens Brask in August to nine years for fraud.", "in August", "2031-08"),
    ),
    "an election": (
        ("Petra Anselm was elected head of the Tide Board in March.", "in March", "2031-03"),
        ("Members elected Petra Anselm head of the Tide Board in October.", "in October", "2031-10"),
    ),
    "one that joins": (
        ("Lorvan joined the grain union in January.", "in January", "2031-01"),
        ("Lorvan has been a member since it joined the grain union in June.", "in June", "2031-06"),
    ),
    "two that become one": (
        ("The two banks, Tarn Savings and Mole Credit, merged in April.", "in April", "2031-04"),
        ("Tarn Savings merged with Mole Credit in November.", "in November", "2031-11"),
    ),
}
APART = {
    "a man who may be anybody": (
        ("Police arrested a man in Tarn on 3 March.", "3 March", "2031-03-03"),
        ("Police arrested a man in Tarn on 21 April.", "21 April", "2031-04-21"),
    ),
    "another of the house": (
        ("Police arrested the harbour master on 3 March.", "3 March", "2031-03-03"),
        ("Police arrested the harbour clerk on 21 April.", "21 April", "2031-04-21"),
    ),
    "another house of the kind": (
        ("The paper mill at Osterby was sold in May.", "in May", "2031-05"),
        ("The paper mill at Varnholm was sold in June.", "in June", "2031-06"),
    ),
    "another mayor": (
        ("The mayor of Skarby, Petra Anselm, resigned in March.", "in March", "2031-03"),
        ("The mayor of Tarn, Lukas Ormond, resigned in June.", "in June", "2031-06"),
    ),
    "another union": (
        ("Lorvan joined the grain union in January.", "in January", "2031-01"),
        ("Lorvan joined the customs union in June.", "in June", "2031-06"),
    ),
}


@pytest.mark.parametrize("name", [*sorted(CLASH), *sorted(APART)])
def test_accounts_in_other_words(desk: Any, name: str) -> None:
    for outlet, account in zip(("herald", "courier"), (CLASH | APART)[name], strict=True):
        tell(desk, outlet, *account)
    assert bool(dated(desk)) is (name in CLASH)


def test_an_article_that_tells_both_days_knows_two_deeds(desk: Any) -> None:
    tell(desk, "herald", SUMMER, "this summer", "2031-06/2031-08")
    both = desk.write("courier", f"{AUTUMN} Before that, {SUMMER}", published="2031-12-20")
    desk.date(both, "In November", "2031-11")
    desk.date(both, "this summer", "2031-06/2031-08")
    assert dated(desk) == []


@pytest.mark.parametrize(
    ("text", "clashes"),
    [
        ("Petra Anselm, the organ builder, died on March 2.", False),
        ("Lukas Ormond, the organ builder, died on March 2.", True),
        ("Nine sailors died on March 2.", False),
    ],
    ids=["another person", "one person", "nobody by name"],
)
def test_who_died_is_told_by_name(desk: Any, text: str, clashes: bool) -> None:
    tell(desk, "herald", "Lukas Ormond died in his workshop on June 4.", "June 4", "2031-06-04")
    tell(desk, "courier", text, "March 2", "2031-03-02")
    assert bool(dated(desk)) is clashes


def test_the_order_of_the_records_is_all_one(desk: Any) -> None:
    tell(desk, "herald", SUMMER, "this summer", "2031-06/2031-08")
    tell(desk, "courier", AUTUMN, "In November", "2031-11")
    assert desk.link().conflicts == desk.link(backwards=True).conflicts
