"""`sayso extract`: who says what in a text, without an archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import explain, paragraph, print_json

if TYPE_CHECKING:
    from sayso.texts import ExtractionItem, StatementItem


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON: language, limits, statements with their words.")
@click.option("--language", metavar="CODE", help="Read FILE as plain text in this language (en, de, uk).")
def extract(file: str, as_json: bool, language: str | None) -> None:
    """Who says what in FILE ("-": standard input), without an archive.

    Plain text is taken as it stands, each line a paragraph; of HTML, mails and feeds the articles without furniture.
    """
    from sayso.texts import extract_page, extract_text, show_extraction

    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if language:
        found = extract_text(data.decode("utf-8", "replace"), language=language)
    elif file == "-" and not data.strip():
        found = extract_text("")
    else:
        found = extract_page(data, file)
    shown = show_extraction(found)
    if as_json:
        print_json(shown)
        return
    _print_extraction(shown)


def _print_extraction(shown: ExtractionItem) -> None:
    """The statements one below the other; what could not be done goes to standard error."""
    for limit in shown.limits:
        explain(limit)
    for statement in shown.statements:
        _print_statement(statement)


def _print_statement(statement: StatementItem) -> None:
    source = statement.source
    name = source.name or "speaker not known"
    known = [part for part in (source.role, source.affiliation) if part and part.casefold() not in name.casefold()]
    facts = [statement.stance.value, statement.directness.value]
    facts += [f"via {via.name}" for via in statement.via]
    facts += [statement.said.text] if statement.said else []
    facts.append(f"{statement.confidence:.2f}")
    head = f"{click.style(name, bold=True)}{''.join(f', {part}' for part in known[:1])} ({'; '.join(facts)})"
    paragraph(head, hang=2)
    paragraph(" … ".join(part.text for part in statement.content), indent=2)
    if source.because:
        paragraph(click.style(source.because, dim=True), indent=2)
