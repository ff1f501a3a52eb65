"""Pages of a bundle → lines of truth, in the export's own format, and what was planted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from quality.making.lines import Mark
from quality.making.pages import Block, Sheet
from quality.making.printing import ORIGINAL, VERSION, Printing
from quality.making.script import Amount, Planted, Said, Script, Work
from quality.making.story import Bundle
from sayso.export import records as out
from sayso.model import (
    Basis,
    ConflictKind,
    Directness,
    FurnitureKind,
    MediaType,
    Precision,
    Relation,
    Scope,
    SpeakerKind,
    Stance,
    group_id,
    make_id,
)

CONFLICTS = {
    "denial": ConflictKind.DENIAL,
    "reversal": ConflictKind.REVERSAL,
    "revision_up": ConflictKind.REVISION,
    "revision_down": ConflictKind.REVISION,
    "differs": ConflictKind.DIFFERS,
    "differs_too": ConflictKind.DIFFERS,
    "additional": ConflictKind.APPARENT,
}
"""What sayso should report for what was planted."""


class PlantedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A record of one side of what was planted: an article or finding, and its words."""

    id: str
    page: str
    start: int
    end: int
    text: str


class PlantedLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="planted"):
    """A relation that the story holds, by sides, and why."""

    kind: str
    story: str
    about: list[list[PlantedPart]]
    why: str


TruthLine = out.AnyLine | PlantedLine


class PlacedPage(NamedTuple):
    """A page as it was written: id, path, media type, text, and where each block of its sheet starts (None: lost)."""

    id: str
    path: str
    media_type: MediaType
    text: str
    starts: Sequence[int | None]
    retrieved: str


class Placed(NamedTuple):
    """An article on its page."""

    id: str
    page: PlacedPage
    sheet: Sheet
    printing: Printing
    script: Script
    number: int


class Truth:
    """Makes the lines of one bundle."""

    def __init__(self, bundle: Bundle, pages: Sequence[PlacedPage], *, findings: bool) -> None:
        self._bundle = bundle
        self._pages = list(zip(pages, bundle.sheets, strict=False))
        self._findings = findings
        self._script_of = {id(work): script for script in bundle.scripts for work in script.works}
        self._placed: list[Placed] = []
        self._parts: dict[tuple[int, str], list[PlantedPart]] = defaultdict(list)  # by script and fact
        self._first: dict[int, str] = {}  # finding of the first printing, by what it mentions
        self._statements: list[tuple[Placed, Said, out.StatementLine]] = []
        self._figures: list[tuple[Placed, Amount, out.FigureLine]] = []
        self._work_ids: dict[str, str] = {}
        self._originals: dict[str, str | None] = {}

    def lines(self) -> Iterator[TruthLine]:
        """All lines, kind by kind in the export's order."""
        seen: set[str] = set()
        pages = []
        for page, sheet in self._pages:
            yield out.CaptureLine(page=page.id, path=page.path, retrieved=page.retrieved)
            if page.id not in seen:
                seen.add(page.id)
                pages.append((page, sheet))
        for page, sheet in pages:
            yield out.PageLine(id=page.id, path=page.path, media_type=page.media_type, language="en")
            self._place(page, sheet)
        works = list(self._works())
        for placed in self._placed:
            yield self._article(placed)
        for page, sheet in pages:
            yield from _list_furniture(page, sheet)
        yield from works
        for placed in self._placed:
            self._find(placed)
        if self._findings:
            yield from self._speakers()
            yield from (line for _, _, line in self._statements)
            yield from (line for _, _, line in self._figures)
        yield from self._groups()

    # --- articles ---------------------------------------------------------------------------------------------------

    def _place(self, page: PlacedPage, sheet: Sheet) -> None:
        for number, printing in enumerate(sheet.printings):
            starts = [
                s for b, s in zip(sheet.blocks, page.starts, strict=True) if b.article == number and s is not None
            ]
            script = self._script_of[id(printing.work)]
            self._placed.append(Placed(make_id("article", page.id, min(starts)), page, sheet, printing, script, number))

    def _blocks(self, placed: Placed) -> Iterator[tuple[Block, int]]:
        """The blocks of an article with their starts."""
        for block, start in zip(placed.sheet.blocks, placed.page.starts, strict=True):
            if block.article == placed.number and start is not None:
                yield block, start

    def _article(self, placed: Placed) -> out.ArticleLine:
        text = placed.page.text
        spans: dict[str, list[out.Words]] = defaultdict(list)
        for block, start in self._blocks(placed):
            line = block.line.text
            left = len(line) - len(line.lstrip())
            end = start + len(line.rstrip())
            spans[block.part].append(out.Words(start=start + left, end=end, text=text[start + left : end]))
        printing = placed.printing
        sheet = placed.sheet
        portal = sheet.house.kind == "portal"
        printed = " ".join(words.text for words in spans["credit"])
        wire = printing.wire
        named = wire if wire and (wire.short in printed or wire.name in printed) else None
        is_named = sheet.house.name.casefold() in text.casefold()  # a masthead is in capitals
        credited = printing.work.author.name if portal else sheet.house.name if is_named else None
        writer = printing.work.writer
        return out.ArticleLine(
            id=placed.id,
            page=placed.page.id,
            headline=next(iter(spans["headline"]), None),
            headline_repeats=spans["headline_repeat"],
            credits=spans["credit"],
            outlet=credited if not (portal and wire) else None,
            wire=named.short if named else None,
            carrier=None,
            bylines=[writer] if writer in printed else [],
            dateline=None,
            published=_date_of(sheet.dated[placed.number]),
            modified=None,
            language="en",
            body=[out.Offsets(start=w.start, end=w.end) for w in spans["body"]],
            repeats=[out.Offsets(start=w.start, end=w.end) for w in spans["repeat"]],
            work=self._work_ids.get(placed.id),
        )

    def _works(self) -> Iterator[out.WorkLine]:
        groups: dict[int, list[Placed]] = defaultdict(list)
        for placed in self._placed:
            groups[id(_root(placed.printing.work))].append(placed)
        for group in groups.values():
            work = group_id("work", (placed.id for placed in group))
            original = next((p.id for p in group if p.printing.relation == ORIGINAL), None)
            for placed in group:
                self._work_ids[placed.id] = work
                self._originals[placed.id] = original
            yield out.WorkLine(
                id=work,
                articles=[out.PrintingPart(article=p.id, relation=Relation(p.printing.relation)) for p in group],
                original=original,
            )

    # --- findings ---------------------------------------------------------------------------------------------------

    def _find(self, placed: Placed) -> None:
        for block, start in self._blocks(placed):
            if block.part not in ("headline", "body"):
                continue
            groups: dict[int, list[Mark]] = defaultdict(list)
            for mark in block.line.marks:
                groups[id(mark.ref)].append(mark)
            said = [g for g in groups.values() if isinstance(g[0].ref, Said) and any(m.part == "content" for m in g)]
            own = [self._add_statement(placed, marks, start) for marks in said]
            for marks in groups.values():
                if isinstance(marks[0].ref, Amount):
                    for mark in marks:
                        self._add_figure(placed, mark, start, own)

    def _add_statement(self, placed: Placed, marks: Sequence[Mark], start: int) -> out.StatementLine:
        said: Said = marks[0].ref
        words = {
            part: [_quote(placed.page.text, m, start) for m in sorted(marks) if m.part == part]
            for part in ("source", "cue", "content", "via")
        }
        name = make_id("statement", placed.id, *((w.start, w.end) for w in words["content"]))
        day = placed.script.date(said.day) if said.day is not None else None
        line = out.StatementLine(
            id=name,
            article=placed.id,
            page=placed.page.id,
            mirror_of=self._mirror(placed, said, name),
            source=out.SourcePart(spans=words["source"], speaker=None, name=said.name, anonymous=said.anonymous),
            cue=next(iter(words["cue"]), None),
            content=words["content"],
            directness=Directness(said.direct),
            via=[out.ViaPart(name=via, span=next(iter(words["via"]), None)) for via in said.via],
            said=_date_of(day.isoformat() if day else None),
            stance=Stance(said.stance),
            negated=said.negated,
            confidence=1.0,
        )
        self._statements.append((placed, said, line))
        self._note(placed, said.fact, name, words["content"][0].start, words["content"][-1].end)
        return line

    def _add_figure(self, placed: Placed, mark: Mark, start: int, statements: Sequence[out.StatementLine]) -> None:
        amount: Amount = mark.ref
        words = _quote(placed.page.text, mark, start)
        name = make_id("figure", placed.id, words.start, words.end)
        holder = next(
            (s for s in statements if any(c.start <= words.start and words.end <= c.end for c in s.content)), None
        )
        converted = amount.conversion_of
        line = out.FigureLine(
            id=name,
            article=placed.id,
            page=placed.page.id,
            mirror_of=self._mirror(placed, (amount, mark.start), name),
            start=words.start,
            end=words.end,
            text=words.text,
            value=out.ValuePart(min=amount.low, max=amount.high),
            qualifier=amount.qualifier,
            unit=amount.unit,
            counted=amount.counted,
            measure=amount.measure,
            scope=Scope(amount.scope),
            conversion_of=self._last_figure(placed, converted) if converted else None,
            statement=holder.id if holder else None,
        )
        self._figures.append((placed, amount, line))
        self._note(placed, amount.fact, name, words.start, words.end)

    def _last_figure(self, placed: Placed, amount: Amount) -> str | None:
        return next((line.id for p, a, line in reversed(self._figures) if p is placed and a is amount), None)

    def _mirror(self, placed: Placed, ref: object, name: str) -> str | None:
        """The same words in the work's first printing, where that is its original."""
        key = hash((id(_root(placed.printing.work)), *map(id, ref))) if isinstance(ref, tuple) else id(ref)
        first = self._first.setdefault(key, name)
        return first if first != name and self._originals[placed.id] else None

    def _note(self, placed: Placed, fact: str, name: str, start: int, end: int) -> None:
        part = PlantedPart(id=name, page=placed.page.id, start=start, end=end, text=placed.page.text[start:end])
        self._parts[id(placed.script), fact].append(part)

    def _speakers(self) -> Iterator[out.SpeakerLine]:
        groups: dict[tuple[int, str], list[tuple[Said, out.StatementLine]]] = defaultdict(list)
        for placed, said, line in self._statements:
            groups[id(placed.script), said.name].append((said, line))
        resolved = {}
        for (_, name), members in groups.items():
            speaker = group_id("speaker", (line.id for _, line in members))
            said = members[0][0]
            person = said.speaker
            for _, line in members:
                resolved[line.id] = speaker
            yield out.SpeakerLine(
                id=speaker,
                name=name,
                kind=SpeakerKind(said.kind),
                members=[],
                role=person.role if person else None,
                affiliation=person.org or None if person else None,
                aliases=[person.surname] if person else [],
            )
        self._statements = [
            (
                p,
                s,
                msgspec.structs.replace(line, source=msgspec.structs.replace(line.source, speaker=resolved[line.id])),
            )
            for p, s, line in self._statements
        ]

    # --- groups -----------------------------------------------------------------------------------------------------

    def _groups(self) -> Iterator[TruthLine]:
        for script in self._bundle.scripts:
            placed = [p for p in self._placed if p.script is script]
            if not placed:
                continue
            story = group_id("story", (self._work_ids[p.id] for p in placed))
            if self._findings:
                yield from self._claims(script)
                yield from self._conflicts(script)
            yield self._story(script, story, placed)
            yield from self._planted(script, story, placed)
        yield from self._lookalikes()

    def _claims(self, script: Script) -> Iterator[out.ClaimLine]:
        groups: dict[str, tuple[list[tuple[Placed, Said, out.StatementLine]], list[tuple[Placed, out.FigureLine]]]] = {}
        for placed, said, line in self._statements:
            if placed.script is script:
                groups.setdefault(said.claim, ([], []))[0].append((placed, said, line))
        stated = {line.id: (placed, said, line) for placed, said, line in self._statements}
        for placed, amount, figure in self._figures:
            if placed.script is not script:
                continue
            statements, figures = groups.setdefault(amount.claim, ([], []))
            figures.append((placed, figure))
            if figure.statement and stated[figure.statement] not in statements:
                statements.append(stated[figure.statement])
        for name, (statements, figures) in sorted(groups.items()):
            yield self._claim(name, statements, figures)

    def _claim(
        self,
        name: str,
        statements: Sequence[tuple[Placed, Said, out.StatementLine]],
        figures: Sequence[tuple[Placed, out.FigureLine]],
    ) -> out.ClaimLine:
        origins: dict[str, list[str]] = defaultdict(list)
        known: dict[str, Said] = {}
        for _, said, line in statements:
            origins[said.name].append(line.id)
            known[said.name] = said
        printings = {p.id for p, _, _ in statements} | {p.id for p, _ in figures}
        works = {self._work_ids[article] for article in printings}
        people = [said.speaker for said in known.values() if said.speaker]
        return out.ClaimLine(
            id=make_id("claim", name, min([line.id for _, _, line in statements] or [f.id for _, f in figures])),
            text=" … ".join(w.text for w in statements[0][2].content) if statements else name,
            statements=sorted(line.id for _, _, line in statements),
            figures=sorted(figure.id for _, figure in figures),
            origins=[
                out.OriginPart(speaker=None, organisation=_org(known[speaker]), occasion=None, statements=sorted(ids))
                for speaker, ids in sorted(origins.items())
            ],
            independent_origins=len(people),
            organisations=len({person.org or person.name for person in people}),
            unknown_origins=len(known) - len(people),
            reports=len(works),
            copies=len(printings) - len(works),
        )

    def _conflicts(self, script: Script) -> Iterator[out.ConflictLine]:
        for planted in script.planted:
            if planted.kind not in CONFLICTS:
                continue
            kind = "figure" if planted.kind not in ("denial", "reversal") else "statement"
            sides = [[p.id for p in side if p.id.startswith(kind)] for side in self._sides(script, planted)[:2]]
            if all(sides):
                yield out.ConflictLine(
                    id=make_id("conflict", *sides[0], "|", *sides[1]),
                    kind=CONFLICTS[planted.kind],
                    between=(sides[0], sides[1]),
                    because=planted.why,
                )

    def _sides(self, script: Script, planted: Planted) -> list[list[PlantedPart]]:
        return [[part for fact in side for part in self._parts[id(script), fact]] for side in planted.sides]

    def _story(self, script: Script, story: str, placed: Sequence[Placed]) -> out.StoryLine:
        days = sorted(p.printing.day for p in placed)
        return out.StoryLine(
            id=story,
            title=placed[0].printing.headline.text,
            parts=[out.StoryPartPart(work=work) for work in sorted({self._work_ids[p.id] for p in placed})],
            first=_date_of(script.date(days[0]).isoformat()),
            last=_date_of(script.date(days[-1]).isoformat()),
        )

    # --- what was planted -------------------------------------------------------------------------------------------

    def _planted(self, script: Script, story: str, placed: Sequence[Placed]) -> Iterator[PlantedLine]:
        for planted in script.planted:
            sides = self._sides(script, planted)
            if planted.kind.startswith("revision") and not self._is_ordered(sides):
                continue
            if sides and all(sides):
                yield PlantedLine(kind=planted.kind, story=story, about=sides, why=planted.why)
        yield from _list_conversions(story, [(a, line) for p, a, line in self._figures if p.script is script])
        yield from self._printings(story, placed)
        for one in placed:
            sheet = one.sheet
            if sheet.dated[one.number] is None:
                yield PlantedLine(
                    kind="undated", story=story, about=[[self._part(one)]], why="its page prints no full date"
                )
            if sheet.years:
                why = f"{', '.join(sheet.years)} in a caption is another year than that of the article"
                yield PlantedLine(kind="misleading_year", story=story, about=[[self._part(one)]], why=why)

    def _is_ordered(self, sides: Sequence[Sequence[PlantedPart]]) -> bool:
        """Whether a reader can tell which number is the later: pages on both sides print their day, or the text of the
        later one gives the earlier too."""
        placed = {line.id: one for one, _, line in self._figures} | {line.id: one for one, _, line in self._statements}
        compared = {id(one) for one, amount, _ in self._figures if amount.fact.endswith(".before")}
        holders = [[placed[part.id] for part in side if part.id in placed] for side in sides]
        days = [[day for one in side if (day := one.sheet.dated[one.number])] for side in holders]
        if any(id(one) in compared for one in holders[-1]):
            return True
        return all(days) and min(days[0]) < max(days[-1])

    def _printings(self, story: str, placed: Sequence[Placed]) -> Iterator[PlantedLine]:
        """Copies by kind, each with the first printing of its text; and texts of one day that were written apart."""
        roots: dict[int, Placed] = {}
        firsts: dict[int, Placed] = {}
        for one in sorted(placed, key=lambda one: one.printing.relation != ORIGINAL):
            root = roots.setdefault(id(_root(one.printing.work)), one)
            if root is not one:
                kind = VERSION if one.printing.work is not root.printing.work else _relation(root, one)
                yield self._pair(f"copy_{kind}", story, root, one, "one text, printed twice")
            firsts.setdefault(id(_root(one.printing.work)), one)
        apart = list(firsts.values())
        for place, one in enumerate(apart):
            other = next((o for o in apart[place + 1 :] if abs(o.printing.day - one.printing.day) <= 1), None)
            if other:
                yield self._pair("independent", story, one, other, "two texts about one event, written apart")

    def _pair(self, kind: str, story: str, one: Placed, other: Placed, why: str) -> PlantedLine:
        return PlantedLine(kind=kind, story=story, about=[[self._part(one)], [self._part(other)]], why=why)

    def _part(self, placed: Placed) -> PlantedPart:
        bodies = [(start, start + len(b.line.text)) for b, start in self._blocks(placed) if b.part == "body"]
        start, end = bodies[0][0], bodies[-1][1]
        return PlantedPart(
            id=placed.id, page=placed.page.id, start=start, end=end, text=placed.page.text[start : start + 60]
        )

    def _lookalikes(self) -> Iterator[PlantedLine]:
        by_script = [[p for p in self._placed if p.script is script] for script in self._bundle.scripts]
        if len(by_script) < 2 or not all(by_script):
            return
        story = group_id("story", (self._work_ids[p.id] for p in by_script[0]))
        for one, other in zip(by_script[0], by_script[1], strict=False):
            yield self._pair("lookalike", story, one, other, "another event of the same kind in the same days")


def _root(work: Work) -> Work:
    return work.update_of or work


def _relation(root: Placed, one: Placed) -> str:
    """How one printing stands to the first, which may itself be cut or edited."""
    plain = (ORIGINAL, "identical")
    if root.printing.relation in plain or root.printing.relation == VERSION:
        return VERSION if one.printing.relation == VERSION else one.printing.relation
    return root.printing.relation if one.printing.relation in plain else "near"


def _list_conversions(story: str, figures: Sequence[tuple[Amount, out.FigureLine]]) -> Iterator[PlantedLine]:
    lines = {line.id: line for _, line in figures}
    for _, line in figures:
        if line.conversion_of:
            sides = [[_figure_part(lines[line.conversion_of])], [_figure_part(line)]]
            yield PlantedLine(kind="conversion", story=story, about=sides, why="one sum in two currencies")


def _figure_part(line: out.FigureLine) -> PlantedPart:
    return PlantedPart(id=line.id, page=line.page, start=line.start, end=line.end, text=line.text)


def _list_furniture(page: PlacedPage, sheet: Sheet) -> Iterator[out.FurnitureLine]:
    kinds = set(FurnitureKind)
    for block, start in zip(sheet.blocks, page.starts, strict=True):
        if block.article is None and start is not None and block.part in kinds:
            yield out.FurnitureLine(
                page=page.id, start=start, end=start + len(block.line.text.rstrip()), kind=FurnitureKind(block.part)
            )


def _quote(text: str, mark: Mark, start: int) -> out.Words:
    return out.Words(start=start + mark.start, end=start + mark.end, text=text[start + mark.start : start + mark.end])


def _date_of(day: str | None) -> out.ResolvedDate | None:
    return out.ResolvedDate(date=day, precision=Precision.DAY, basis=Basis.STATED) if day else None


def _org(said: Said) -> str | None:
    return said.speaker.org or None if said.speaker else None
