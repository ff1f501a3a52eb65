"""`sayso judge`: what a person decides outranks the machine."""

from __future__ import annotations

import getpass

import click

from sayso.cli.output import open_archive, paragraph, print_json
from sayso.model import Judgement


@click.group()
@click.option("--author", help="Who judges [default: the user's name].")
@click.option("--reason", help="Why, in a few words.")
@click.pass_context
def judge(context: click.Context, author: str | None, reason: str | None) -> None:
    """Decide what the machine got wrong. Judgements survive a rebuild, win over every suggestion, and can be undone."""
    context.meta["author"] = author or getpass.getuser()
    context.meta["reason"] = reason


def _judge(context: click.Context, kind: str, about: tuple[str, ...], value: str | None = None) -> None:
    with open_archive(context) as archive:
        judgement = archive.judge(
            kind, about, author=context.meta["author"], value=value, reason=context.meta["reason"]
        )
    click.echo(f"{judgement.id}  kept and applied.")


@judge.command()
@click.argument("article")
@click.argument("other")
@click.pass_context
def same(context: click.Context, article: str, other: str) -> None:
    """ARTICLE and OTHER are printings of one text."""
    _judge(context, "same", (article, other))


@judge.command()
@click.argument("article")
@click.argument("other")
@click.pass_context
def different(context: click.Context, article: str, other: str) -> None:
    """ARTICLE and OTHER are two texts."""
    _judge(context, "different", (article, other))


@judge.command()
@click.argument("finding")
@click.pass_context
def reject(context: click.Context, finding: str) -> None:
    """FINDING (a statement or figure) is none."""
    _judge(context, "reject", (finding,))


@judge.command()
@click.argument("statement")
@click.argument("name", required=False)
@click.pass_context
def speaker(context: click.Context, statement: str, name: str | None) -> None:
    """STATEMENT reports the words of NAME; without a name, nobody can tell whose."""
    _judge(context, "speaker", (statement,), name)


@judge.command()
@click.argument("judgement")
@click.pass_context
def undo(context: click.Context, judgement: str) -> None:
    """Take JUDGEMENT back; it stays on record as undone."""
    with open_archive(context) as archive:
        undone = archive.undo(judgement)
    click.echo(f"{undone.id}  undone.")


@judge.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def list_judgements(context: click.Context, as_json: bool) -> None:
    """All judgements, oldest first."""
    with open_archive(context) as archive:
        found = [(judgement, archive.is_orphan(judgement)) for judgement in archive.judgements()]
    if as_json:
        print_json([judgement for judgement, _ in found])
        return
    for judgement, orphan in found:
        _print_judgement(judgement, orphan=orphan)


def _print_judgement(judgement: Judgement, *, orphan: bool) -> None:
    state = "undone" if judgement.undone else "orphan: its words are no longer found" if orphan else ""
    click.echo(f"{judgement.id}  {judgement.time}  {judgement.author}  {judgement.kind}  {state}".rstrip())
    for anchor in judgement.about:
        paragraph(f"{anchor.words}", indent=4, hang=4)
    if judgement.value or judgement.reason:
        paragraph(" · ".join(part for part in (judgement.value, judgement.reason) if part), indent=4)
