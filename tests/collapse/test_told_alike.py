"""Texts that say other things in the same words are no copies: forms that are filled in, figures that come weekly."""

from __future__ import annotations

import msgspec
import pytest

from sayso.collapse import Collapse, _count_same
from sayso.model import Article, ArticleText, DateExpression, Span

QUAKE = (
    "A magnitude {} earthquake was reported on {} {} miles from {}, according to the Seismic Survey.\n"
    "According to the survey, the epicenter was {} miles from {}, {} miles from {} and {} miles from {}.\n"
    "In the past ten days, there have been no earthquakes of a greater magnitude centered nearby. "
    "This information comes from the notification service of the survey and was posted without an editor."
)
KARSK = QUAKE.format("4.6", "Tuesday", 11, "Karsk", 17, "Dolna", 29, "Petrov", 41, "Vasht")
LUMA = QUAKE.format("3.8", "Sunday", 4, "Luma", 9, "Tirgu", 22, "Hasek", 35, "Bovan")
RATES = (
    "Mortgage rates {} this week, the lender Homeway said. The average rate on a 30-year loan was {} percent, after {} "
    "percent the week before. A year ago it was {} percent. Rates on 15-year loans {} to {} percent. The survey of "
    "Homeway covers loans with a down payment of a fifth from borrowers with good credit."
)
MAY = RATES.format("fell", "6.41", "6.52", "7.03", "fell", "5.66")
JUNE = RATES.format("rose", "6.77", "6.58", "6.90", "rose", "5.98")
TOLL = (
    "At least {} people died when the ferry Corrin sank off Ost Haven in the night to Monday, the harbour police said. "
    "Divers from Varnholm searched the wreck for {} more, Inspector Lena Voss said. The ferry had left Kestrel Quay "
    "with 40 passengers aboard, though it was built for 25, and the wind had risen within minutes of its going out."
)

MARCH = (
    "Hundreds of people marched through {} against the new ferry fee, Inspector {} said. {} The fee is due to begin in "
    "two weeks. The march had set out from Kestrel Quay with a drum at its head and a brass band behind it. {} In 1988 "
    "a march on the same square had brought down the council."
)
OSTERBY = MARCH.format(
    "Osterby",
    "Lena Voss",
    "Emil Quarnby of St Hedda Hospital counted 14 people with bruises, and Ilka Brandt, a baker, gave them tea.",
    "The mayor, Rurik Dahl, watched from a window of the Guild Hall and would take no questions from the Osterby Post.",
)
TIRGU = MARCH.format(
    "Tirgu",
    "Pavel Moss",
    "Nobody was hurt, the Tirgu District Hospital told the National Police, and by dusk the benches were swept again.",
    "Ilka Stern, who writes for the Tirgu Herald, counted 620 people, and Jonas Kell of the New Centre twice as many.",
)

SCENERY = "By six o'clock the fish market was open again.\nThe bell of the harbour church, cracked for years, {}."
BRIEF = "«We have seen worse than this,» said {}.\n" + SCENERY.format("rang at noon")
REPORT = (
    "A fire in the cannery at Tirgu drove 300 people from their beds, said Pavel Moss, who commands the fire brigade.\n"
    "«Nobody slept,» said Jonas Kell, a baker.\n" + SCENERY.format("did not ring") + "\nThe cannery opened in 1961."
)

FLOOD = (
    "The river rose again in the night, and by morning {} houses stood in water and {} roads were closed. Boats went "
    "from door to door. The old bridge will stay shut until the engineers have seen its piers."
)


def make_item(name: str, text: str, day: str | None = None) -> ArticleText:
    body, start = [], 0
    for line in text.split("\n"):
        body.append(Span(start, start + len(line)))
        start += len(line) + 1
    published = DateExpression(value=day) if day else None
    article = Article(id=name, page=name, block=Span(0, len(text)), body=tuple(body), published=published)
    return ArticleText(article=article, text=text)


@pytest.mark.parametrize(
    ("a", "b", "days", "is_one"),
    [
        pytest.param(KARSK, LUMA, (None, None), False, id="a form with other places and numbers"),
        pytest.param(KARSK, KARSK.replace("4.6", "4.5"), (None, None), True, id="the same with one number put right"),
        pytest.param(MAY, JUNE, ("2031-05-02", "2031-05-09"), False, id="rates that come each week"),
        pytest.param(MAY, MAY.replace("6.41", "6.42"), ("2031-05-02", "2031-05-09"), True, id="corrected a week later"),
        pytest.param(TOLL.format(11, 9), TOLL.format(14, 6), (None, None), True, id="an update of the toll"),
        pytest.param(KARSK.lower(), LUMA.lower(), (None, None), False, id="without capitals the numbers tell"),
        pytest.param(OSTERBY, TIRGU, (None, None), False, id="half a name is no name that both have"),
        pytest.param(BRIEF.format("Ilka Brandt of Osterby"), REPORT, (None, None), False, id="none of two names"),
        pytest.param(BRIEF.format("Jonas Kell of Osterby"), REPORT, (None, None), True, id="one of two names"),
        pytest.param(FLOOD.format(40, 3), FLOOD.format(65, 5), (None, None), True, id="an update that names nobody"),
        pytest.param(OSTERBY, OSTERBY.replace("Osterby", "Tirgu"), (None, None), True, id="another town alone"),
    ],
)
def test_other_particulars_in_the_same_words(a: str, b: str, days: tuple[str | None, ...], *, is_one: bool) -> None:
    items = [make_item(name, text, day) for name, text, day in zip("ab", (a, b), days, strict=True)]
    for one, other in (items, items[::-1]):
        assert (Collapse().score(one, other) is not None) == is_one


def test_particulars_of_a_text_alone_do_not_part_it_from_itself() -> None:
    item = make_item("a", KARSK)
    again = msgspec.structs.replace(item, article=msgspec.structs.replace(item.article, id="b"))
    assert Collapse().score(item, again) is not None


@pytest.mark.parametrize(
    ("name", "is_same"),
    [
        pytest.param(("ilka", "brandt"), False, id="half of it"),
        pytest.param(("inspector", "ilka", "voss"), True, id="but for a title"),
        pytest.param(("st", "hedda", "hospital"), False, id="a third"),
        pytest.param(("bora", "bora"), True, id="a word twice"),
    ],
)
def test_a_name_is_the_same_where_most_of_it_is(name: tuple[str, ...], *, is_same: bool) -> None:
    assert _count_same([name], ["ilka", "voss", "left", "the", "hospital", "on", "bora"]) == is_same
