"""Printings → pages: what a reader finds around an article, and where on the page each part stands."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from quality.making.lines import Line, expand
from quality.making.printing import Printing, dress
from quality.making.script import MONTHS, Script
from quality.making.telling import WEEKDAYS
from quality.making.world import House, load_data, make_name, make_place


class Block(NamedTuple):
    """A stretch of a page: a part of an article, or furniture of a kind, and what separates it from the next."""

    part: str  # headline, headline_repeat, credit, body, repeat, or a kind of furniture
    line: Line
    article: int | None = None
    glue: str = "\n"


@dataclass
class Sheet:
    """A page before it is written to a file."""

    house: House
    blocks: list[Block] = field(default_factory=list)
    printings: list[Printing] = field(default_factory=list)
    dated: list[str | None] = field(default_factory=list)  # by article: the day that the page prints, with its year
    years: list[str] = field(default_factory=list)  # misleading years in captions

    def add(self, part: str, line: Line | str, article: int | None = None, glue: str = "\n") -> None:
        """Append a block; empty ones are passed over."""
        made = Line(line) if isinstance(line, str) else line
        if made.text.strip():
            self.blocks.append(Block(part, made, article, glue))

    def text(self) -> str:
        """The page as plain text."""
        return "".join(block.line.text + block.glue for block in self.blocks)


def format_date(day: date, style: str, hour: int) -> str:
    """How a page prints a day; nothing for the styles that do not."""
    month = MONTHS[day.month - 1]
    clock = f"{hour % 12 or 12}:{(hour * 7) % 60:02d} {'a.m.' if hour < 12 else 'p.m.'}"
    return {
        "long": f"{day.day} {month} {day.year}",
        "short": f"{month[:3]} {day.day}, {day.year}",
        "iso": f"{day.isoformat()} {hour:02d}:{(hour * 7) % 60:02d}",
        "stamp": f"Published {month} {day.day}, {day.year} at {clock}",
        "weekday": f"{WEEKDAYS[day.weekday()]}, {clock}",
    }.get(style, "")


class Composer:
    """Lays out one page."""

    def __init__(self, script: Script, rng: Random, house: House) -> None:
        self.script = script
        self.rng = rng
        self.sheet = Sheet(house)
        self._sites = load_data("sites")

    def _fill(self, template: str, **slots: str) -> str:
        """A piece of furniture with the names it speaks of."""
        if "{" not in template and "[" not in template:
            return template
        return dress(expand(template, self.rng, Around(self, slots)), self.sheet.house).text

    def draw(self, key: str) -> str:
        """A name that only furniture speaks of. Raises `KeyError` for another."""
        rng, house = self.rng, self.sheet.house
        day = self.script.date(rng.choice((0, 1, 2)))
        drawn: dict[str, Callable[[], str]] = {
            "outlet": lambda: house.name,
            "OUTLET": lambda: house.name.upper(),
            "photographer": lambda: make_name(rng)[0],
            "agency": lambda: rng.choice(self.script.world.by_kind["agency"]).short,
            "number": lambda: str(rng.randint(2, 240)),
            "guess": lambda: str(rng.randint(12, 400)),
            "weekday": lambda: WEEKDAYS[day.weekday()],
            "date": lambda: f"{MONTHS[day.month - 1]} {day.day}",
            "year": lambda: str(day.year),
            "letter": lambda: str(rng.choice(self._sites["letters"])),
            "slogan": lambda: self._pick("slogans"),
            "city": lambda: make_place(rng),
        }
        return drawn[key]()

    def _pick(self, name: str, **slots: str) -> str:
        return self._fill(self.rng.choice(self._sites[name]), **slots)

    def _other(self) -> str:
        return self._fill(self.rng.choice(self._sites["other_headline"]))

    # --- one article a page -----------------------------------------------------------------------------------------

    def compose(self, printing: Printing) -> Sheet:
        """The page of one article."""
        sheet, house = self.sheet, self.sheet.house
        sheet.printings.append(printing)
        self._top(house)
        self._heading(printing)
        if "share" in house.habits:
            sheet.add("navigation", self._pick("share"))
        if "caption" in house.habits:
            self._caption()
        self._body(printing)
        self._bottom(printing)
        return sheet

    def _top(self, house: House) -> None:
        sheet = self.sheet
        if "nav" in house.habits:
            sheet.add("navigation", self._fill(self._sites["mastheads"][house.nav % 2]))
            for word in self._sites["nav"][house.nav]:
                sheet.add("navigation", word)
        if "ticker" in house.habits:
            sheet.add("navigation", self._pick("ticker"))

    def _heading(self, printing: Printing) -> None:
        sheet, house, script = self.sheet, self.sheet.house, self.script
        sheet.add("headline", printing.headline, 0)
        if "twice" in house.habits:
            sheet.add("headline_repeat", printing.headline, 0)
        if house.byline:
            sheet.add("credit", self._byline(printing), 0)
        day = script.date(printing.day)
        sheet.add("credit", format_date(day, house.dated, printing.work.hour), 0)
        if house.dated == "ago":
            sheet.add("credit", self._ago(), 0)
        sheet.dated.append(day.isoformat() if house.dated in ("long", "short", "iso", "stamp") else None)

    def _byline(self, printing: Printing) -> str:
        author = printing.work.writer
        wire = printing.wire
        if wire and printing.house is not wire and self.rng.random() < 0.5:
            author = wire.name
        return self._fill(printing.house.byline, author=author)

    def _ago(self) -> str:
        return self._pick("ago", hours=str(self.rng.randint(2, 20)), minutes=str(self.rng.randint(4, 55)))

    def _dateline(self, printing: Printing) -> str:
        """The place (and agency) before the first sentence."""
        house = printing.wire or printing.house
        if not house.dateline or ("{agency}" in house.dateline and not printing.wire):
            return ""
        names, day = self.script.names, self.script.date(printing.day)
        short = f"{MONTHS[day.month - 1]} {day.day}"
        return self._fill(
            house.dateline, PLACE=names["town"].upper(), Country=names["country"], agency=house.short, date_short=short
        )

    def _body(self, printing: Printing) -> None:
        sheet, house, rng = self.sheet, self.sheet.house, self.rng
        sheet.add("credit", self._dateline(printing), 0, "")
        places = list(range(1, max(2, len(printing.paragraphs))))
        inserts = {
            rng.choice(places): piece
            for piece in ("newsletter", "advert", "readalso", "caption2")
            if piece in house.habits
        }
        for number, paragraph in enumerate(printing.paragraphs):
            if number in inserts:
                self._insert(inserts[number])
            sheet.add("body", paragraph, 0)
        if "credit" in house.habits:
            note = self._pick("credit_notes", author=printing.work.writer, editor=printing.work.editor)
            sheet.add("credit", note, 0)
        if rng.random() < 0.03 and len(printing.paragraphs) > 4:
            for paragraph in printing.paragraphs[: len(printing.paragraphs) // 2]:
                sheet.add("repeat", paragraph, 0)

    def _insert(self, piece: str) -> None:
        sheet = self.sheet
        if piece == "newsletter":
            for line in self.rng.choice(self._sites["newsletter"]):
                sheet.add("membership", self._fill(line))
        elif piece == "advert":
            sheet.add("advert", self._pick("advert"))
        elif piece == "readalso":
            sheet.add("teaser", self._pick("readalso", other=self._other()))
        else:
            self._caption()

    def _caption(self) -> None:
        caption = self._pick("caption")
        self.sheet.add("caption", caption)
        self.sheet.years += [word.strip(".,()") for word in caption.split() if word.strip(".,()").startswith("201")]

    def _bottom(self, printing: Printing) -> None:
        sheet, house, rng = self.sheet, self.sheet.house, self.rng
        for habit, part in (("correction", "other"), ("topics", "navigation")):
            if habit in house.habits:
                sheet.add(part, self._pick(habit))
        if "bio" in house.habits:
            bio = self._pick("bio", author=printing.work.writer)
            sheet.add("bio", bio)
        if "related" in house.habits:
            sheet.add("teaser", self._pick("related"))
            for _ in range(rng.randint(2, 4)):
                sheet.add("teaser", self._other())
                if rng.random() < 0.4:
                    sheet.add("teaser", self._fill(rng.choice(self._sites["other_deck"])))
        if "comments" in house.habits:
            self._comments()
        if "footer" in house.habits:
            sheet.add("other", self._pick("footer"))

    def _comments(self) -> None:
        sheet, rng = self.sheet, self.rng
        sheet.add("comments", self._pick("comments_head"))
        count = rng.choice((0, 0, 1, 2, 3))
        if not count:
            sheet.add("comments", rng.choice(self._sites["no_comments"]))
        for _ in range(count):
            sheet.add("comments", make_name(rng)[1].lower() + str(rng.randint(1, 99)))
            sheet.add("comments", self._pick("comment"))

    # --- several articles a page ------------------------------------------------------------------------------------

    def compose_portal(self, printings: Sequence[Printing]) -> Sheet:
        """An aggregator's page: each article in one line, under the name of the outlet that it came from."""
        sheet = self.sheet
        for word in ("Home", "News feed", "Search"):
            sheet.add("navigation", word)
        for number, printing in enumerate(printings):
            sheet.printings.append(printing)
            self._portal_item(number, printing)
            if number == 0 and len(printings) > 1:
                for line in self._sites["portal_ends"]:
                    sheet.add(PORTAL_KINDS.get(line, "advert"), line)
        return sheet

    def _portal_item(self, number: int, printing: Printing) -> None:
        sheet, rng = self.sheet, self.rng
        credit = printing.work.author.name
        for line in (credit, self._ago(), f"- {credit}"):
            sheet.add("credit", line, number)
        sheet.add("headline", printing.headline, number)
        sheet.dated.append(None)
        opening = f"By {printing.work.writer} " if rng.random() < 0.6 else ""
        sheet.add("credit", (opening + self._dateline(printing)).rstrip(), number, " ")
        cut = (
            rng.randrange(1, len(printing.paragraphs)) if rng.random() < 0.4 and len(printing.paragraphs) > 1 else None
        )
        for place, paragraph in enumerate(printing.paragraphs):
            if place == cut:
                sheet.add("navigation", rng.choice(self._sites["glitch"]), glue=" ")
            last = place == len(printing.paragraphs) - 1
            sheet.add("body", paragraph, number, "\n" if last else " ")


class Around(dict[str, str | Line]):
    """Slots of furniture: given ones, then those of the story, then what only furniture speaks of."""

    def __init__(self, composer: Composer, slots: dict[str, str]) -> None:
        super().__init__(slots)
        self._composer = composer

    def __missing__(self, key: str) -> str | Line:
        names = self._composer.script.names
        if key[0] == "@":  # its own years are drawn anew
            low, high = key[1:].split("-")
            return str(self._composer.rng.randint(int(low), int(high)))
        if key in names:
            found: str | Line = names[key]
            return found
        return names["town"] if key == "town_tag" else self._composer.draw(key)


PORTAL_KINDS = {
    "Hashtags": "navigation",
    "Comments": "comments",
    "No comments yet...": "comments",
    "Related Articles": "teaser",
}

ELEMENTS = {
    "headline": "h1",
    "headline_repeat": "p",
    "credit": "div",
    "body": "p",
    "repeat": "p",
    "caption": "figcaption",
    "navigation": "li",
    "teaser": "li",
    "comments": "p",
}


def write_html(sheet: Sheet) -> str:
    """The page as HTML: its blocks as elements, in order, those of an article inside `article`."""
    title = html.escape(next((b.line.text for b in sheet.blocks if b.part == "headline"), sheet.house.name))
    lines = [f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>']
    run: list[Block] = []
    for block in sheet.blocks:
        run.append(block)
        if block.glue not in ("", " "):
            lines.append(_write_run(run))
            run = []
    if run:
        lines.append(_write_run(run))
    return "\n".join([*lines, "</body></html>\n"])


def _write_run(run: Sequence[Block]) -> str:
    """Blocks of one line."""
    main = next((b.part for b in run if b.part in ("body", "headline")), run[0].part)
    tag = ELEMENTS.get(main, "div")
    words = "".join(html.escape(b.line.text, quote=False) + b.glue.replace("\n", "") for b in run)
    return f'<{tag} class="{main.replace("_", "-")}">{words}</{tag}>'
