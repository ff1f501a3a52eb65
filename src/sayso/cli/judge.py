"""`sayso judge`: what a person decides outranks the machine."""

from __future__ import annotations

import getpass
import re

import click

from sayso.cli.output import open_archive, paragraph, print_json
from sayso.model import Judgement, Span, Stance


@click.group()
@click.option("--author", help="Who judges [default: the user's name].")
@click.option("--reason", help="Why, in a few words.")
@click.pass_context
def judge(context: click.Context, author: str | None, reason: str | None) -> None:
    """Say what the machine got wrong. Judgements are kept apart from what it found: they win over it, survive a
    rebuild, and can be undone. They hang on the words of a page; a judgement on one printing holds for all.

    \b
      sayso judge add ARTICLE "the wall had moved" --speaker "Ada Holm"
      sayso judge --reason "it is a headline" reject FINDING
      sayso judge list
    """
    context.meta["author"] = author or getpass.getuser()
    context.meta["reason"] = reason


def _judge(context: click.Context, kind: str, about: tuple[str, ...], value: str | None = None) -> None:
    with open_archive(context) as archive:
        judgement = archive.judge(
            kind, about, author=context.meta["author"], value=value, reason=context.meta["reason"]
        )
    _confirm(judgement)


def _confirm(judgement: Judgement) -> None:
    click.echo(f"{judgement.id}  kept and applied.")


@judge.command()
@click.argument("one")
@click.argument("other")
@click.pass_context
def same(context: click.Context, one: str, other: str) -> None:
    """Two articles are printings of one text, two stories are one, or two statements (or speakers) are of one
    person."""
    _judge(context, "same", (one, other))


@judge.command()
@click.argument("one")
@click.argument("other")
@click.pass_context
def different(context: click.Context, one: str, other: str) -> None:
    """Two articles are two texts, two stories are two, or two statements (or speakers) are of two people who share a
    name."""
    _judge(context, "different", (one, other))


@judge.command()
@click.argument("one")
@click.argument("other")
@click.pass_context
def merge(context: click.Context, one: str, other: str) -> None:
    """The stories of two articles are one story."""
    _judge(context, "same story", (one, other))


@judge.command()
@click.argument("one")
@click.argument("other")
@click.pass_context
def split(context: click.Context, one: str, other: str) -> None:
    """Two articles are of two stories; the others go with the one that they are more like."""
    _judge(context, "different story", (one, other))


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
@click.argument("article")
@click.argument("words")
@click.option("--speaker", metavar="NAME", help="Whose words they are.")
@click.option("--source", metavar="WORDS", help="The words on the page that name who said it.")
@click.option(
    "--stance",
    type=click.Choice([stance.value for stance in Stance]),
    default="assert",
    help="What the speaker does by it.",
)
@click.pass_context
def add(context: click.Context, article: str, words: str, speaker: str | None, source: str | None, stance: str) -> None:
    """In ARTICLE, WORDS report what somebody said, and the machine missed it.

    WORDS stand in the article as given, once; or they are the characters START-END of its page, as `sayso show` and
    the export count them.
    """
    with open_archive(context) as archive:
        judgement = archive.add_statement(
            article,
            read_span(words) or words,
            author=context.meta["author"],
            speaker=speaker,
            source=(read_span(source) or source) if source else None,
            stance=Stance(stance),
            reason=context.meta["reason"],
        )
    _confirm(judgement)


@judge.command()
@click.argument("article")
@click.argument("words")
@click.argument("text")
@click.option("--tag", "is_tag", is_flag=True, help="TEXT is a tag: a word or two that many places may bear.")
@click.pass_context
def note(context: click.Context, article: str, words: str, text: str, is_tag: bool) -> None:
    """Write TEXT beside WORDS of ARTICLE (given as for `add`). It changes nothing that was found."""
    with open_archive(context) as archive:
        judgement = archive.note(
            article,
            read_span(words) or words,
            text,
            author=context.meta["author"],
            kind="tag" if is_tag else "note",
            reason=context.meta["reason"],
        )
    click.echo(f"{judgement.id}  kept.")


def read_span(text: str) -> Span | None:
    """`120-180` as a span; None for anything else."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", text)
    return Span(int(match[1]), int(match[2])) if match else None


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
    click.echo(f"{judgement.id}  {judgement.time[:19]}  {judgement.author}  {judgement.kind}  {state}".rstrip())
    for anchor in judgement.about:
        paragraph(f"{anchor.words}", indent=4, hang=4)
    if judgement.value or judgement.reason:
        paragraph(" · ".join(part for part in (judgement.value, judgement.reason) if part), indent=4)
