"""One bundle of the made world: a story, sometimes another event of its kind in the same days, and their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from quality.making.likeness import is_alike
from quality.making.pages import Composer, Sheet
from quality.making.plan import plan_works
from quality.making.printing import Printing, list_printings, make_update
from quality.making.script import Script, Work, make_script
from quality.making.telling import write_work
from quality.making.world import World

TWINS = 0.35
UPDATES = 0.25
ON_PORTAL = 4  # articles of one page at most


@dataclass
class Bundle:
    """Scripts and the pages that carry their works, in order of time."""

    number: int
    scripts: list[Script]
    sheets: list[Sheet]
    found: list[datetime]  # when each page was found


def make_bundle(world: World, number: int) -> Bundle:
    """The bundle of this number: it depends on the world's seed and its own number only."""
    rng = Random(f"{world.seed}:bundle:{number}")
    main = make_script(world, rng, number)
    scripts = [main]
    if rng.random() < TWINS:
        scripts.append(make_script(world, rng, number, like=main))
    for script in scripts:
        plan_works(script, small=script is not main)
        _write_works(script, [work for other in scripts if other is not script for work in other.works])
    printings = [
        (script, printing) for script in scripts for work in script.works for printing in list_printings(script, work)
    ]
    printings.sort(key=lambda pair: (pair[0].date(pair[1].day), pair[1].work.hour))
    sheets = _compose(rng, printings)
    timed = sorted(((_find_time(script, sheet, rng), place) for place, (script, sheet) in enumerate(sheets)))
    return Bundle(number, scripts, [sheets[place][1] for _, place in timed], [time for time, _ in timed])


def _write_works(script: Script, before: Sequence[Work]) -> None:
    """All texts; one that came out like another's, of this script or one before, is given up."""
    written: list[Work] = []
    updates: list[Work] = []
    for work in script.works:
        if not write_work(script, work, [*before, *written]):
            continue
        written.append(work)
        if work.author.kind == "agency" and script.rng.random() < UPDATES:
            updates.append(make_update(script, work))
    for update in updates:
        others = [work for work in (*before, *written) if update.update_of not in (work, work.update_of)]
        if not any(is_alike(update.paragraphs, other.paragraphs) for other in others):
            written.append(update)
    script.works = written


def _compose(rng: Random, printings: list[tuple[Script, Printing]]) -> list[tuple[Script, Sheet]]:
    """A page for each printing; those on portals share pages."""
    sheets: list[tuple[Script, Sheet]] = []
    waiting: list[tuple[Script, Printing]] = []
    for script, printing in printings:
        if printing.house.kind != "portal":
            sheets.append((script, Composer(script, rng, printing.house).compose(printing)))
            continue
        if not any(printing.work is other.work for _, other in waiting):
            waiting.append((script, printing))
        if len(waiting) == ON_PORTAL or rng.random() < 0.25:
            sheets.append(_compose_portal(rng, waiting))
            waiting = []
    if waiting:
        sheets.append(_compose_portal(rng, waiting))
    return sheets


def _compose_portal(rng: Random, waiting: list[tuple[Script, Printing]]) -> tuple[Script, Sheet]:
    script, last = waiting[-1]
    return script, Composer(script, rng, last.house).compose_portal([printing for _, printing in waiting])


def _find_time(script: Script, sheet: Sheet, rng: Random) -> datetime:
    last = max(sheet.printings, key=lambda printing: (printing.day, printing.work.hour))
    start = datetime.combine(script.date(last.day), datetime.min.time())
    return start + timedelta(hours=last.work.hour + rng.randint(1, 9), minutes=rng.randrange(60))
