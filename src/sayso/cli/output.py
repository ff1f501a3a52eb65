"""What the commands share: opening the archive, progress, JSON, wrapped text."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from sayso.archive import Archive, Progress
    from sayso.model import Discard

WIDTH = 100
"""Columns of running text at the most."""


def open_archive(context: click.Context, *, create: bool = False) -> Archive:
    """The archive named on the command line, in the environment or by default."""
    from sayso.archive import Archive

    name, settings = context.obj
    return Archive.open(Path(name), settings, create=create)


def explain(error: Exception | str) -> None:
    """One line on standard error."""
    click.echo(f"sayso: {error}", err=True)


def explain_discard(discard: Discard) -> None:
    """Its reason, which names the input."""
    explain(discard.reason if discard.input in discard.reason else f"{discard.input}: {discard.reason}")


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """A reader that closes the pipe early (`| head`) is no error."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A progress bar on standard error, or nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def update(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total, rate="")
            speed = bar.tasks[tasks[what]].speed
            bar.update(tasks[what], completed=done, total=total, rate=f"{speed:,.1f}/s" if speed else "")

        yield update


def print_json(value: Any) -> None:
    """The value as indented JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def heading(text: str, note: str = "") -> None:
    """A section's heading, with a blank line before it and a note behind it."""
    click.echo()
    click.echo(click.style(text.upper(), bold=True) + (click.style(f"  {note}", dim=True) if note else ""))


def paragraph(text: str, *, indent: int = 0, hang: int = 0) -> None:
    """Wrapped text. White space inside (line breaks of a page) is folded for the eye."""
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    click.echo(
        textwrap.fill(
            " ".join(text.split()),
            width=max(40, width),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def cited(numbers: tuple[int, ...]) -> str:
    """ "[1, 4]"."""
    return f"[{', '.join(map(str, numbers))}]"
