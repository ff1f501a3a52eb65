"""`sayso watch`: add what is new, again and again."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

import click

from sayso.cli.opening import opening_options
from sayso.cli.output import explain, explain_discard, open_archive, paragraph, show_progress
from sayso.errors import LockedError

if TYPE_CHECKING:
    from sayso.archive import Archive
    from sayso.archive.inputs import Opening
    from sayso.archive.watching import Watcher

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}
MOST_TOLD = 5
"""Stories that are named after each round."""


def read_every(context: click.Context, option: click.Parameter, text: str) -> float:
    """Seconds of `90`, `30s`, `10m`, `2h`. Raises `click.BadParameter`."""
    match = re.fullmatch(r"(\d{1,6})([smh]?)", text.strip())
    if not match or not int(match[1]):
        raise click.BadParameter("give seconds, minutes or hours: 30s, 10m, 2h")
    return float(int(match[1]) * UNITS[match[2]])


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL...")
@click.option("--every", default="10m", callback=read_every, metavar="TIME", help="30s, 10m, 2h [default: 10m].")
@click.option("--rounds", type=click.IntRange(min=1), help="Stop after so many rounds [default: when interrupted].")
@opening_options
@click.pass_context
def watch(
    context: click.Context,
    inputs: tuple[str, ...],
    every: float,
    rounds: int | None,
    text_field: str | None,
    follow: bool,
    allow_private: bool,
) -> None:
    """Add what is new in folders, feeds and pages, again and again, and say which stories it belongs to.

    A file is read once it has stayed as it is for two seconds, and again when it changes; addresses are asked in each
    round. An input that cannot be read is named with its reason, and the others are added all the same.
    """
    from sayso.archive.inputs import Opening
    from sayso.archive.watching import Watcher

    watcher = Watcher(inputs)
    opening = Opening(text_field=text_field, follow=follow, allow_private=allow_private)
    done, discarded = 0, 0
    if sys.stderr.isatty():
        explain("watching. Ctrl-C ends it.")
    while True:
        began = time.monotonic()
        try:
            discarded += add_new(context, watcher, opening)
        except LockedError as error:  # another program is adding: the next round finds the same again
            explain(error)
        done += 1
        if rounds is not None and done >= rounds:
            break
        time.sleep(max(0.0, began + every - time.monotonic()))
    context.exit(1 if discarded else 0)


def add_new(context: click.Context, watcher: Watcher, opening: Opening) -> int:
    """One round: how many inputs were discarded. Raises `LockedError` where somebody else is writing."""
    found = watcher.find_new(time.time())
    if not found:
        return 0
    with open_archive(context, create=True) as archive, show_progress() as progress:
        mark = archive.count_additions()
        added = archive.add(found, opening=opening, progress=progress)
        lines = list_stories(archive, mark) if added.new_pages else []
    watcher.note_added(found)
    for discard in added.discards:
        explain_discard(discard)
    if added.new_pages or added.articles:
        click.echo(f"{time.strftime('%H:%M')}  {added.new_pages} new pages, {added.articles} articles read")
        for line in lines:
            paragraph(line, indent=7, hang=2)
    return len(added.discards)


def list_stories(archive: Archive, mark: int) -> list[str]:
    """A line for each story that something came to after the mark, the newest first."""
    news = archive.stories_since(mark)
    told = [story for story in archive.stories() if story.id in news]
    told.sort(key=lambda story: -news[story.id])
    lines = [
        f"{story.title}  ({story.id}, {story.pages} {'page' if story.pages == 1 else 'pages'})"
        for story in told[:MOST_TOLD]
    ]
    return [*lines, *([f"and {len(told) - MOST_TOLD} more stories"] if len(told) > MOST_TOLD else [])]
