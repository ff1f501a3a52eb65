"""Works → printings: who carries a text, what its house changes, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from quality.making.lines import Line, replace_words
from quality.making.script import Said, Script, Tell, Work, make_headline
from quality.making.telling import Teller
from quality.making.world import House, load_data

IDENTICAL, NEAR, EXCERPT, VERSION, ORIGINAL = "identical", "near", "excerpt", "version", "original"
LEAST_EXCERPT = 45  # words


@dataclass(eq=False)
class Printing:
    """A work as one house prints it."""

    work: Work
    house: House
    relation: str
    headline: Line
    paragraphs: list[Line] = field(default_factory=list)
    day: int = 0

    @property
    def wire(self) -> House | None:
        """The agency whose text it is, where the house is another."""
        author = self.work.author
        return author if author.kind == "agency" else None


def dress(line: Line, house: House, speller: House | None = None) -> Line:
    """The line in the style of a house: spelling (or that of `speller`), quotation marks, apostrophes."""
    if (speller or house).american:
        line = replace_words(line, load_data("sites")["spelling"])
    return Line(line.text.translate(_make_table(house.quotes, house.apostrophe)), line.marks)


@lru_cache(maxsize=64)
def _make_table(quotes: str, apostrophe: str) -> dict[int, str]:
    """What a house prints for our quotation marks and apostrophes."""
    opening, closing, inner, inner_end = tuple(quotes)
    return str.maketrans({"“": opening, "”": closing, "‘": inner, "’": inner_end, "'": apostrophe})


def list_printings(script: Script, work: Work) -> list[Printing]:
    """All printings of a work, the original first where there is one."""
    rng = script.rng
    found: list[Printing] = []
    if work.author.kind != "agency" or rng.random() < 0.55:
        found.append(_print(work, work.author, VERSION if work.update_of else ORIGINAL, work.headline, work.paragraphs))
    houses = _draw_carriers(script, work, rng)
    if not found and not houses:
        houses = [rng.choice(script.world.by_kind["outlet"])]
    for house in houses:
        found.append(_copy(script, work, house))
    return found


def _draw_carriers(script: Script, work: Work, rng: Random) -> list[House]:
    """The houses that take a text over. An outlet's are nearly as many as an agency's: a wire credit proves nothing."""
    by_kind = script.world.by_kind
    count = rng.choice((0, 0, 1, 1, 2, 3) if work.author.kind == "agency" else (0, 0, 1, 1, 2))
    houses = rng.sample(by_kind["outlet"], count)
    if rng.random() < 0.3:
        houses.append(rng.choice(by_kind["portal"]))
    return [house for house in houses if house is not work.author]


def _copy(script: Script, work: Work, house: House) -> Printing:
    rng = script.rng
    chance = rng.random()
    headline = work.headline if rng.random() < 0.4 else make_headline(script, work)
    paragraphs = list(work.paragraphs)
    if chance < 0.25:
        kept = _excerpt(paragraphs, rng)
        if kept:
            return _print(work, house, VERSION if work.update_of else EXCERPT, headline, kept)
    if chance < 0.6:
        return _print(work, house, VERSION if work.update_of else IDENTICAL, headline, paragraphs)
    return _print(work, house, VERSION if work.update_of else NEAR, headline, _edit(paragraphs, rng))


def _excerpt(paragraphs: list[Line], rng: Random) -> list[Line]:
    """The first paragraphs of a long text, of some length; nothing where the text is short."""
    count = rng.randint(2, 4)
    kept = paragraphs[:count]
    words = sum(len(line.text.split()) for line in kept)
    return kept if count <= len(paragraphs) // 2 and words >= LEAST_EXCERPT else []


def _edit(paragraphs: list[Line], rng: Random) -> list[Line]:
    """One paragraph less, or the end cut, or two paragraphs in one."""
    edited = list(paragraphs)
    for _ in range(rng.randint(1, 2)):
        spare = [place for place in range(2, len(edited)) if not _is_needed(edited, place)]
        if len(edited) > 5 and spare and rng.random() < 0.6:
            edited.pop(rng.choice(spare))
    if len(edited) > 5 and rng.random() < 0.4:
        edited = edited[:-1]
    return edited


def _is_needed(paragraphs: list[Line], place: int) -> bool:
    """Whether later paragraphs lean on this one: no editor takes out the words that say who "she" or "Farran" is."""
    later = paragraphs[place + 1 :]
    if later and leans(later[0]):
        return True
    introduced = {said.name for text, said in _list_sources(paragraphs[place]) if said.name in text}
    return any(
        said.name in introduced and said.name not in text for line in later for text, said in _list_sources(line)
    )


def leans(paragraph: Line) -> bool:
    """Whether its first source is a pronoun: it means the last speaker of the paragraph before."""
    first = next(iter(_list_sources(paragraph)), None)
    return first is not None and first[0].lower() in ("he", "she")


def _list_sources(paragraph: Line) -> list[tuple[str, Said]]:
    """The sources in order, each with what it is the source of."""
    sources = sorted((mark for mark in paragraph.marks if mark.part == "source"), key=lambda mark: mark.start)
    return [(paragraph.text[mark.start : mark.end], mark.ref) for mark in sources]


def _print(work: Work, house: House, relation: str, headline: Line, paragraphs: list[Line]) -> Printing:
    speller = work.author if relation == IDENTICAL else house
    dressed = [dress(line, house, speller) for line in paragraphs]
    return Printing(work, house, relation, dress(headline, house), dressed, work.day)


def make_update(script: Script, work: Work) -> Work:
    """The same text some hours later: new paragraphs at its head, most of the old below."""
    rng = script.rng
    update = Work(
        work.author, work.day, min(23, work.hour + rng.randint(1, 6)), [], work.writer, work.editor, update_of=work
    )
    teller = Teller(script, update)
    for role in rng.sample(("counter", "local", "top", "second"), 2):
        teller.tell(Tell("voice", role=role))
    kept = work.paragraphs if len(work.paragraphs) < 6 else work.paragraphs[: -rng.randint(1, 2)]
    head = next((place for place in range(1, len(kept)) if not leans(kept[place])), len(kept))
    update.paragraphs = [*kept[:head], *teller.paragraphs, *kept[head:]]
    update.headline = make_headline(script, update)
    return update
