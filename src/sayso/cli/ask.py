"""`sayso ask`: a question, answered from the pages or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.cli.output import explain, heading, open_archive, paragraph, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.ask.records import Answer, Answers, Near, Source


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--because", is_flag=True, help="Say why each answer is one.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def ask(context: click.Context, question: tuple[str, ...], because: bool, as_json: bool) -> None:
    """Answer QUESTION ("How many people were killed in Elm?", "Who denies …?") with what somebody says on a page.

    Where no page answers it, what comes nearest is shown, and what of it is not as asked; exit code 1.
    """
    with open_archive(context) as archive:
        found = archive.ask(" ".join(question))
    if as_json:
        print_json(found)
        return
    print_answers(found, because=because)
    if not found.answered:
        context.exit(1)


def print_answers(found: Answers, *, because: bool) -> None:
    """The answers as text."""
    click.echo(click.style(found.question, bold=True))
    click.echo(click.style(f"asked: {found.asked}", dim=True))
    for number, answer in enumerate(found.answers, 1):
        _print_answer(number, answer, because=because)
    if found.answered:
        return
    explain(found.note or "No statement in these pages answers this.")
    if found.nearest:
        heading("Nearest", "not an answer")
        for near in found.nearest:
            _print_near(near)


def _print_answer(number: int, answer: Answer, *, because: bool) -> None:
    click.echo()
    paragraph(f"{click.style(str(number), bold=True)}  {answer.text}", hang=3)
    if answer.rests_on:
        click.echo(click.style(f"   rests on {answer.rests_on}", dim=True))
    for side in answer.disputes:
        when = f", {side.date}" if side.date else ""
        said = " … ".join(side.source.words)
        paragraph(
            f"{click.style(side.kind, fg='red')}: {side.speaker or 'no speaker named'}{when}: {said}", indent=3, hang=2
        )
    for source in answer.sources:
        _print_source(source)
    if answer.alike:
        _print_alike(answer.alike)
    if because:
        paragraph(f"because: {'; '.join(answer.because)}", indent=3, hang=2)


def _print_alike(alike: Sequence[Source]) -> None:
    """Where the same speaker says it again."""
    click.echo(f"   and {len(alike)} more like it from the same speaker:")
    for source in alike:
        paragraph(" … ".join(source.words), indent=5, hang=2)
        _print_source(source, indent=5)


def _print_near(near: Near) -> None:
    paragraph(near.text, indent=2, hang=2)
    paragraph(click.style(f"but: {'; '.join(near.missing)}", fg="yellow"), indent=4, hang=2)
    _print_source(near.sources[0])


def _print_source(source: Source, indent: int = 3) -> None:
    where = f"{source.spans[0].start}-{source.spans[-1].end}"
    parts = [source.outlet or "outlet not known", source.published, source.place, f"characters {where}"]
    click.echo(click.style(f"{' ' * indent}[{', '.join(part for part in parts if part)}]", dim=True))
