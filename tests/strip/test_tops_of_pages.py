"""The top of a page saved as text: its masthead, other news, the headline, who wrote it, whose it is, buttons."""

from __future__ import annotations

import pytest

from sayso.model import Article, Capture, FurnitureKind
from sayso.read import read_page
from sayso.rules.lines import judge_line, read_lines
from sayso.rules.shape import LineKind
from sayso.split import split_page
from sayso.strip import strip_page

HEADLINE = "Dam wall fails above Telmar: 38 dead"
BODY = (
    "A wall of the Telmar dam gave way before dawn on Monday and killed 38 people, the rescue service said.\n"
    "The mayor told reporters that the river had risen within an hour and that the lower streets were under water.\n"
    "Engineers had asked for an inspection of the dam in spring, according to the town's register of letters.\n"
)
TOLD = "Rescuers searched the houses by boat on Monday."


def read(top: str, below: str = "") -> tuple[str, Article]:
    text = f"{top}\n{BODY}{below}"
    page = read_page(text.encode(), Capture(page="page-1", path="page.txt", url=None, retrieved=None, container=None))
    (article,) = strip_page(page, split_page(page)).articles
    return page.text, article


def headline_of(top: str) -> str | None:
    text, article = read(top)
    return text[article.headline.start : article.headline.end] if article.headline else None


@pytest.mark.parametrize(
    "top",
    [
        f"{HEADLINE}\nPrint · Share · Listen",
        f"{HEADLINE}\nShare Post Email Save for later",
        f"{HEADLINE}\nFacebook Twitter WhatsApp\nThe town hall of Telmar. File photo: Ada Brandt",
        f"BREAKING: Harbour bridge closed to lorries until further notice\n{HEADLINE}\nBy Ada Brandt",
        f"Markets: crown steady, plums higher\n{HEADLINE}\nAda Brandt | Harbour Dispatch\n2 May 2031",
        f"THE TELMAR LEDGER\nHome\nWorld\nMoney\nSport\nLIVE: Cup draw at noon, all matches\n{HEADLINE}\n2 May 2031",
        f"{HEADLINE}\nAda Brandt | Karmar Press Service\nPrint · Share · Listen",
        f"{HEADLINE}\nThe Evening MercuryAda Brandt\nPrint · Share",
        f"{HEADLINE}\nBy Tarnpress, Harbour Dispatch\nShare on: Post | Mail",
    ],
)
def test_the_headline_is_found_among_buttons_and_other_news(top: str) -> None:
    assert headline_of(top) == HEADLINE


def test_a_label_before_a_headline_stays_with_it() -> None:
    assert headline_of("LIVE: Telmar dam gives way, streets under water\nBy Ada Brandt") == (
        "LIVE: Telmar dam gives way, streets under water"
    )
    told = "LIVE: Telmar dam gives way before dawn\nRescue service counts 38 people dead in lower streets\n2 May 2031"
    assert headline_of(told) == "LIVE: Telmar dam gives way before dawn"


@pytest.mark.parametrize(
    ("credit", "outlet", "wire", "bylines"),
    [
        ("By Ada Brandt, Harbour Dispatch", "Harbour Dispatch", None, ("Ada Brandt",)),
        ("By Ada Brandt, Tarnpress", "Tarnpress", None, ("Ada Brandt",)),
        ("Ada Brandt | Harbour Dispatch", "Harbour Dispatch", None, ("Ada Brandt",)),
        ("Harbour Dispatch | Ada Brandt", "Harbour Dispatch", None, ("Ada Brandt",)),
        ("Ada Brandt | Karmar Press Service", "Karmar Press Service", None, ("Ada Brandt",)),
        ("The Evening MercuryAda Brandt", "The Evening Mercury", None, ("Ada Brandt",)),
        ("The Evening MercuryTarnpress", "The Evening Mercury", None, ()),
        ("Tarnpress | Harbour Dispatch", "Harbour Dispatch", "Tarnpress", ()),
        ("By Inter-Karmar, Harbour Dispatch", "Harbour Dispatch", "Inter-Karmar", ()),
    ],
)
def test_writer_outlet_and_agency_of_one_line(
    credit: str, outlet: str, wire: str | None, bylines: tuple[str, ...]
) -> None:
    _, article = read(f"{HEADLINE}\n{credit}\n2 May 2031")
    assert (article.outlet, article.wire, article.bylines) == (outlet, wire, bylines)


def test_a_section_beside_an_outlet_is_no_agency() -> None:
    _, article = read(f"{HEADLINE}\nWorld | Harbour Dispatch\n2 May 2031")
    assert article.wire is None


def test_who_reported_it_stands_below() -> None:
    _, article = read(
        f"{HEADLINE}\n2 May 2031", "(Reporting by Ada Brandt and Jo Adler in Telmar; editing by Mo Lind)\n"
    )
    assert article.bylines == ("Ada Brandt", "Jo Adler")


def test_a_newsletter_is_no_outlet() -> None:
    _, article = read(f"{HEADLINE}\n2 May 2031", "Subscribe to The Long Read\nA short letter, no fuss.\n")
    assert article.outlet is None
    _, article = read(f"{HEADLINE}\n2 May 2031", "Subscribe to The Telmar Gazette\n")
    assert article.outlet == "Telmar Gazette"


@pytest.mark.parametrize("words", ["Share | Print | Save for later", "Print, listen, share", "Copy link · E-mail"])
def test_a_row_of_buttons_is_furniture(words: str) -> None:
    assert judge_line(words)[0] is LineKind.FURNITURE


@pytest.mark.parametrize("words", ["Share prices print gains", "Save the post office", "Mail delayed again"])
def test_words_of_buttons_within_a_title_are_none(words: str) -> None:
    assert judge_line(words)[0] is not LineKind.FURNITURE


def test_other_news_says_why_it_is_left_out() -> None:
    lines = read_lines(f"BREAKING: Harbour bridge closed to lorries\n{HEADLINE}\n{BODY}")
    assert (lines[0].kind, lines[0].furniture) == (LineKind.FURNITURE, FurnitureKind.NAVIGATION)
    assert lines[0].because == "other news above a headline"


def test_who_has_written_about_a_place_for_an_outlet_is_its_writer() -> None:
    told = judge_line("Ada Brandt has written about Telmar for The Harbour Dispatch since 2014.")
    assert told[0] is LineKind.BIO
    assert judge_line("The mayor has written to parliament about the dam for the third time.")[0] is LineKind.PROSE


@pytest.mark.parametrize(
    ("top", "bylines"),
    [
        (f"{HEADLINE}\nAda Brandt\nPrint · Share · Listen", ("Ada Brandt",)),
        (f"{HEADLINE}\nAda Brandt\nKarmar correspondent\nShare", ("Ada Brandt",)),
        (f"{HEADLINE}\nAda Brandt , Senior Reporter\nShare", ("Ada Brandt",)),
        (f"{HEADLINE}\nKarmar Public Radio | By Ada Brandt\n2 May 2031", ("Ada Brandt",)),
        (f"{HEADLINE}\nAda Brandt in Telmar and Jo Adler in Karmar\n2 May 2031", ("Ada Brandt", "Jo Adler")),
        (f"{HEADLINE}\nFrom: Office for Rivers\n2 May 2031", ()),
        (f"{HEADLINE}\nThe Evening MercuryKarmar Press Service\n2 May 2031", ()),
        (f"{HEADLINE}\nMiddle East\nPrint · Share · Listen", ()),
        (f"{HEADLINE}\nTelmar River\nPrint · Share · Listen", ()),
    ],
)
def test_a_name_under_the_headline_is_its_writers(top: str, bylines: tuple[str, ...]) -> None:
    text, article = read(top)
    assert article.bylines == bylines
    assert article.headline is not None
    assert text[article.headline.start : article.headline.end] == HEADLINE


@pytest.mark.parametrize(
    ("top", "outlet", "wire", "bylines"),
    [
        (
            f"{HEADLINE}\nAda Brandt | Inter-Starn\nShare | Save\nTELMAR (Inter-Starn) — {TOLD}",
            "Inter-Starn",
            "Inter-Starn",
            ("Ada Brandt",),
        ),
        (
            f"The Evening Mercury\n{HEADLINE}\nAssociated Talisnock Press\n2 May 2031\nTELMAR (ATP) — {TOLD}",
            "The Evening Mercury",
            "ATP",
            (),
        ),
        (f"{HEADLINE}\nBy Tarnpress\n2 May 2031", "Tarnpress", None, ()),
        (f"The Evening Mercury\n{HEADLINE}\nBy Tarnpress\n2 May 2031", "The Evening Mercury", "Tarnpress", ()),
        (f"{HEADLINE}\nHarbour Radio with AFP\n2 May 2031", "Harbour Radio", "AFP", ()),
        (f"LOCAL NEWS\n{HEADLINE}\nBy Ada Brandt\n2 May 2031", None, None, ("Ada Brandt",)),
    ],
    ids=["bar", "initials", "house", "carried", "with", "section"],
)
def test_the_agency_is_the_one_of_the_dateline(
    top: str, outlet: str | None, wire: str | None, bylines: tuple[str, ...]
) -> None:
    _, article = read(top)
    assert (article.outlet, article.wire, article.bylines) == (outlet, wire, bylines)


def test_the_outlet_is_the_member_of_the_press_council() -> None:
    _, article = read(
        f"{HEADLINE}\nBy Ada Brandt\n2 May 2031", "The Harbour Observer is a member of the press council.\n"
    )
    assert article.outlet == "Harbour Observer"
    assert judge_line("The minister is a member of the Telmar Press Council.")[0] is LineKind.FURNITURE
    assert judge_line("The press council said that its members would meet in May.")[0] is LineKind.PROSE


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Residents watch the river on Monday. [Jo Adler, Standard]", LineKind.CAPTION),
        ("Firefighters at the dam on Monday. - Photo by Jo Adler", LineKind.CAPTION),
        ("News Sports Obituaries Classifieds", LineKind.FURNITURE),
        ("Font size: - +", LineKind.FURNITURE),
        ("Add Yahoo on Google", LineKind.FURNITURE),
        ("Edited by Mo Lind", LineKind.FURNITURE),
        ("Business news lifts crown", LineKind.TITLE),
    ],
)
def test_lines_of_the_top(words: str, kind: LineKind) -> None:
    assert judge_line(words)[0] is kind
