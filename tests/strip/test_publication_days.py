"""The day that a credit line prints, in the forms that newsrooms use, and lines that print none."""

from __future__ import annotations

import pytest

from sayso.model import Article, Capture, MediaType, Page, PageFacts
from sayso.read import read_page
from sayso.split import split_page
from sayso.strip import strip_page

HEADLINE = "Ferry line to Skarn Island to close for the winter"
TEXT = (
    "The ferry line between Merrow and Skarn Island will close for the winter, the port authority of Ellery said.",
    "Its two boats need new engines, which the yard in Tarnby has promised to deliver before the end of the season.",
    "About 300 people live on the island all year round, and most of their children go to school on the mainland.",
)
DAY = "2031-03-06"

FORMS = (
    # weekdays, hours and zones
    "Wed 6 Mar 2031, 4:17pm AEDT",
    "Thursday 6 March 2031 16:17 GMT",
    "Thu, 6 Mar 2031 16:17:05 +0200",
    "Thu., March 6, 2031 at 4:17 p.m. EST",
    "Thursday, March 6th, 2031 | 4:17 PM CST",
    "Thursday 6th of March 2031",
    "6th March 2031, 11:20am NZDT",
    "6 March 2031 - 16:17 SAST",
    "06 Mar 2031 04:17PM IST",
    "MAR 6, 2031 4:17 PM ET",
    "Mar. 6, 2031, 4:17 a.m. PST",
    "March 06 2031 16:17 UTC+2",
    "4:17 p.m., March 6, 2031",
    "16:17, 6 March 2031",
    "16:17 / 06.03.2031",
    "06.03.2031 / 16:17 Uhr",
    "06.03.2031 16:17 MSK",
    "4.17pm GMT, Thu 6 Mar 2031",
    "16h17 | 6 March 2031",
    "2031-03-06T16:17:05Z",
    "2031-03-06 16:17:05 WIB",
    "2031/03/06 16:17 JST",
    "6-Mar-2031",
    "6-Mar-2031 16.17",
    "March 6, 2031 16.17 (GMT +7)",
    # words before the day
    "Posted: Mar 6, 2031 / 04:17 PM EST",
    "Posted on 6 March 2031 by Nora Quill",
    "Published on Thursday, 6 March 2031",
    "Published: 16:17 BST, 6 March 2031",
    "Published Thu 6 Mar 2031 16.17 CET",
    "PUBLISHED : MARCH 6, 2031 AT 4:17 P.M.",
    "Published March 6, 2031 4:17pm EST",
    "Publish date: 6 March 2031",
    "Publication date: 6 March 2031",
    "Date published: 6 March 2031",
    "First published on Thu 6 Mar 2031 16.17 AEST",
    "Originally published March 6, 2031",
    "Broadcast: Thursday 6 March 2031, 7:36am",
    "Broadcast on 6 March 2031",
    "Aired March 6, 2031 - 20:00 ET",
    "Air date: March 6, 2031",
    "Original air date: March 6, 2031",
    "Filed 6 March 2031",
    "Filed: 6 March 2031 4:17 p.m.",
    "Filed at 4:17 p.m. on March 6, 2031",
    "Issued: 6 March 2031",
    "Issued on: 6 March 2031 - 16:17",
    "Released: 6 March 2031",
    "Release date: 6 March 2031",
    "For release: March 6, 2031",
    "Press release, 6 March 2031",
    "PRESS RELEASE | 6 March 2031",
    "Press release - 06 March 2031",
    "News release — March 6, 2031",
    "Media release: 6 March 2031",
    "Uploaded: 6 March 2031",
    "Submitted on 6 March 2031",
    "Created: 6 March 2031 16:17",
    "Added 6 March 2031",
    # what stands beside it
    "6 March 2031 | 3 min read",
    "6 March 2031 · 3 minute read",
    "March 6, 2031 • 5 MIN READ",
    "• March 6, 2031 • 4:17 PM ET",
    "– 6 March 2031 –",
    "[6 March 2031]",
    "(March 6, 2031)",
    "By Nora Quill on March 6, 2031",
    "by Nora Quill on 6 March 2031 at 16:17",
    "By Nora Quill | March 6, 2031 | 4:17 pm",
    "By Nora Quill, 6 March 2031",
    "By Nora Quill Published 6 March 2031",
    "By NORA QUILL — March 6, 2031",
    "Nora Quill — March 6, 2031",
    "Nora Quill — 6 March 2031, 16:17",
    "Nora Quill | 6 Mar 2031",
    "MERROW, 6 March 2031",
    "News | 6 March 2031",
    "News · Thursday 6 March 2031 · 16:17",
    "Thursday 6 March 2031 by Nora Quill",
    "Merrow — March 6, 2031",
    "Merrow, le 6 mars 2031",
    "Merrow, den 6. März 2031",
    "Text: Nora Quill, 6 March 2031",
    "4:17 PM · Mar 6, 2031 · Merrow",
    "417 PM CST Thu Mar 6 2031",
    "NEWS RELEASE 6-MAR-2031",
    "6 March 2031 Last updated at 16:17 GMT",
    # two days
    "Posted at 4:17 PM, Mar 06, 2031 and last updated 7:02 PM, Mar 07, 2031",
    "6 Mar 2031 12:40AM (Updated: 7 Mar 2031 01:20AM)",
    "PUBLISHED: 16:17, 6 March 2031 | UPDATED: 17:02, 7 March 2031",
    "Published: March 6, 2031 4:17 PM EST Updated: March 7, 2031 9:00 AM EST",
    "Updated March 7, 2031; published March 6, 2031",
    "Updated: Mar. 07, 2031, 9:00 a.m.|Published: Mar. 06, 2031, 4:17 p.m.",
    "Last updated 7 March 2031, first published 6 March 2031",
    "March 6, 2031 / Updated March 7, 2031, 9:00 AM EST",
    "6 March 2031 (last modified 7 March 2031)",
    # other languages
    "6 de marzo de 2031, 04:17 p. m.",
    "06 de marzo de 2031 a las 16:17 hs",
    "6. 3. 2031 16:17",
    "6.3.2031 klo 16:17",
    "Donnerstag, 6. März 2031, 16:17 Uhr",
    "Veröffentlicht am 6. März 2031 um 16:17 Uhr",
    "Veröffentlicht: 06.03.2031, 16:17 Uhr",
    "Stand: 06.03.2031 16:17 Uhr",
    "Erstellt am 6. März 2031",
    "Von Nora Quill, 6. März 2031",
    "Publié le jeudi 6 mars 2031 à 16h17",
    "Publié le 06 mars 2031 à 16h17, modifié le 7 mars 2031 à 9h00",
    "Jeudi 6 mars 2031",
    "Mis en ligne le 6 mars 2031",
    "Jueves, 6 de marzo de 2031",
    "6 de marzo de 2031 - 16:17 h",
    "Publicado el 6 de marzo de 2031 a las 16:17",
    "6 mar 2031 - 16:17 CET",
    "Publicado em 6 de março de 2031 às 16h17",
    "Giovedì 6 marzo 2031, ore 16:17",
    "Pubblicato il 6 marzo 2031 alle 16:17",
    "Opublikowano: 6 marca 2031, 16:17",
    "Czwartek, 6 marca 2031 r.",
    "Data publikacji: 06.03.2031 16:17",
    "Donderdag 6 maart 2031 om 16:17",
    "Gepubliceerd op 6 maart 2031",
    "Четвер, 6 березня 2031, 16:17",
    "6 березня 2031 року, 16:17",
    "Опубліковано 6 березня 2031",
    "Опубликовано: 6 марта 2031 г., 16:17",
)


def read_article(*lines: str) -> Article:
    page = Page(id="page-0", media_type=MediaType.TEXT, text="\n".join(lines), language="en")
    (article,) = strip_page(page, split_page(page)).articles
    return article


@pytest.mark.parametrize("words", FORMS)
def test_publication_day(words: str) -> None:
    article = read_article(HEADLINE, words, *TEXT)
    assert article.headline is not None
    assert article.published is not None
    assert article.published.value == DAY


@pytest.mark.parametrize("words", ["03/04/2031 16:17", "Posted 03/04/2031", "Published: 3/4/2031, 16:17 GMT"])
def test_a_day_that_may_be_two_is_but_a_year(words: str) -> None:
    published = read_article(HEADLINE, words, *TEXT).published
    assert published is not None
    assert published.value == "2031"


@pytest.mark.parametrize(
    ("words", "published", "modified"),
    [
        ("Updated Aug. 30, 2031 at 9:14 a.m.", None, "2031-08-30"),
        ("Last updated: 9 Nov 2031 18:20 GMT", None, "2031-11-09"),
        ("Last edited 9 November 2031", None, "2031-11-09"),
        ("Zuletzt geändert am 9. November 2031", None, "2031-11-09"),
        ("Updated 9 Nov 2031; published 8 Nov 2031", "2031-11-08", "2031-11-09"),
        ("8 Nov 2031 | Updated 9 Nov 2031", "2031-11-08", "2031-11-09"),
        ("Publié le 8 novembre 2031, mis à jour le 9 novembre 2031", "2031-11-08", "2031-11-09"),
        ("Pubblicato il 8 novembre 2031, aggiornato il 9 novembre 2031", "2031-11-08", "2031-11-09"),
        ("Опубліковано 8 листопада 2031, оновлено 9 листопада 2031", "2031-11-08", "2031-11-09"),
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(words: str, published: str | None, modified: str) -> None:
    article = read_article(HEADLINE, words, *TEXT)
    assert (article.published and article.published.value) == published
    assert article.modified is not None
    assert article.modified.value == modified


@pytest.mark.parametrize(
    "words",
    [
        "Filed 300 lawsuits in March 2031",
        "Released 12 prisoners on 6 March 2031",
        "Released on 6 March 2031 by the army",
        "Recorded: Thursday 6 March 2031",
        "Next hearing: 6 March 2031",
        "Vote on 6 March 2031, 4pm",
        "6 March 2031 was a Thursday",
        "Born 6 March 2031",
        "2031/13/46 16:17",
        "Yesterday, 16:17",
    ],
)
def test_lines_that_tell_no_day_of_publication(words: str) -> None:
    assert read_article(HEADLINE, words, *TEXT).published is None


@pytest.mark.parametrize("place", [2, 3])
def test_a_day_between_or_below_the_paragraphs_is_not_that_of_publication(place: int) -> None:
    lines = [HEADLINE, *TEXT]
    lines.insert(place, "Thursday 6 March 2031")
    assert read_article(*lines).published is None


def test_a_day_under_a_headline_as_long_as_a_sentence() -> None:
    headline = "It was said at a meeting of the port authority: the ferry line to the island will close for four months"
    article = read_article(headline, "16:17 / 06.03.2031", *TEXT)
    assert article.published is not None
    assert article.published.value == DAY


@pytest.mark.parametrize(
    ("words", "bylines"),
    [
        ("Posted on 6 March 2031 by Nora Quill", ("Nora Quill",)),
        ("Thursday 6 March 2031 | by Nora Quill and Tam Orrin", ("Nora Quill", "Tam Orrin")),
        ("By Nora Quill Published 6 March 2031", ("Nora Quill",)),
        ("By NORA QUILL — March 6, 2031", ("NORA QUILL",)),
        ("Written by Nora Quill | New Delhi | March 6, 2031 4:17:32 pm", ("Nora Quill",)),
        ("MERROW, 6 March 2031", ()),
        ("News | 6 March 2031", ()),
    ],
)
def test_who_stands_beside_the_day(words: str, bylines: tuple[str, ...]) -> None:
    assert read_article(HEADLINE, words, *TEXT).bylines == bylines


def test_what_opens_a_byline_names_no_outlet_and_a_day_below_it_no_writer() -> None:
    facts = PageFacts(
        outlet="Merrow Heute", authors=("Nora Quill, The Merrow Times",), canonical="https://merrow-heute.example/1"
    )
    text = "\n".join(["von", HEADLINE, "06.03.2031, 23:06", *TEXT])
    page = Page(id="page-0", media_type=MediaType.HTML, text=text, language="de", facts=facts)
    (article,) = strip_page(page, split_page(page)).articles
    assert (article.outlet, article.carrier, article.bylines) == ("Merrow Heute", None, ("Nora Quill",))
    assert article.published is not None
    assert article.published.value == DAY


# --- entries of a page that goes on while things happen -------------------------------------------------------------

ENTRIES = (
    ("11:47", "Nora Quill", "Council opens its session"),
    ("11:31", "Tam Orrin", "Members ask for delay"),
    ("11:02", "Nora Quill", "Mayor will not wait"),
    ("10:44", "Nora Quill", "First count shows a majority"),
)


@pytest.mark.parametrize(
    "order",
    ["{clock}\n{name}\n{head}", "{name}\n{clock}\n{head}", "{name}\n{head}\n{clock}", "{clock}{name}\n{head}"],
    ids=["clock-name", "name-clock", "clock-below", "glued"],
)
def test_who_wrote_an_entry_stands_above_its_headline(order: str) -> None:
    heads = [order.format(clock=clock, name=name, head=head) for clock, name, head in ENTRIES]
    texts = (
        *TEXT,
        "The harbour will be dredged from the spring on, at a cost of nine million, the council has decided.",
    )
    lines = [line for head, text in zip(heads, texts, strict=True) for line in (*head.split("\n"), text)]
    text = "\n".join(["Harbour vote in Merrow – live", *lines])
    page = Page(id="page-0", media_type=MediaType.TEXT, text=text, language="en")
    articles = strip_page(page, split_page(page)).articles
    assert [(article.outlet, article.bylines) for article in articles] == [(None, (name,)) for _, name, _ in ENTRIES]


# --- who shows another's text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "address", "carrier"),
    [
        ("Newsly", "https://www.newsly.example/a/1", "Newsly"),
        ("Newsly", "https://www.merrowtimes.example/a/1", None),
        ("Newsly", "https://cdn.example/1", None),
        ("Newsly", None, None),
        ("Merrow Times", "https://www.merrowtimes.example/a/1", None),
        ("Times Online", "https://merrow-times.example/times-online", None),
        ("Hosted", "https://hosted.tmt.example/1", None),
    ],
    ids=["its-own", "of-the-outlet", "of-neither", "no-address", "its-own-text", "of-both", "initials-of-the-outlet"],
)
def test_a_site_that_credits_another_outlet_is_a_carrier(site: str, address: str | None, carrier: str | None) -> None:
    text = "\n".join([HEADLINE, "The Merrow Times • 6 March 2031", *TEXT])
    facts = PageFacts(outlet=site, canonical=address)
    page = Page(id="page-0", media_type=MediaType.HTML, text=text, language="en", facts=facts)
    (article,) = strip_page(page, split_page(page)).articles
    assert (article.outlet, article.carrier) == ("The Merrow Times", carrier)


@pytest.mark.parametrize(
    "number",
    [
        "Press release No. 14/2031\n6 March 2031",
        "MEDIA RELEASE 14\n6 March 2031",
        "Pressemitteilung Nr. 14/2031\n6. März 2031",
        "Communiqué de presse n° 14\n6 mars 2031",
        "Media Release No. 14/2031, 6 March 2031",
        "Medienmitteilung Nr. 14/2031 vom 6. März 2031",
    ],
)
def test_the_number_of_a_release_is_no_headline(number: str) -> None:
    text = "\n\n".join((f"ELLERY PORT AUTHORITY\n{number}", HEADLINE, *TEXT))
    page = Page(id="page-0", media_type=MediaType.TEXT, text=text, language="en")
    (article,) = strip_page(page, split_page(page)).articles
    assert article.headline is not None and text[article.headline.start : article.headline.end] == HEADLINE
    assert article.published is not None and article.published.value == DAY


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Medieninformation vom 26.03.2031", "2031-03-26"),
        ("qpa am 26.03.2031", "2031-03-26"),
        ("Skarn desk, 26 March 2031, 700 words", "2031-03-26"),
        ("Changed by the desk, updated 26 March 2031", None),
        ("Season of 2031", None),
        ("The day that the town of Skarn will never forget, as all of it knows: 26 March 2031", None),
        ("From 26 March 2031</div><div>Until 28 March 2031", None),
    ],
    ids=range(7),
)
def test_the_only_day_between_headline_and_text(line: str, value: str | None) -> None:
    body = "".join(f"<p>{words}</p>" for words in TEXT)
    markup = f"<html><body><h1>{HEADLINE}</h1><div class=top><div>{line}</div></div><article>{body}</article>"
    page = read_page(markup.encode(), Capture(page="", path="a.html"))
    (article,) = strip_page(page, split_page(page)).articles
    found = article.published
    assert (found.value if found else None) == value
    if found and found.span:
        assert page.text[found.span.start : found.span.end].endswith("2031")


def test_a_day_of_the_metadata_goes_before_a_day_above_the_text() -> None:
    head = '<meta name="pubdate" content="2031-03-20">'
    body = "".join(f"<p>{words}</p>" for words in TEXT)
    markup = f"<html><head>{head}</head><body><h1>{HEADLINE}</h1><div>Open day on 26 March 2031</div><article>{body}"
    page = read_page(markup.encode(), Capture(page="", path="a.html"))
    (article,) = strip_page(page, split_page(page)).articles
    assert article.published is not None and article.published.value == "2031-03-20"
