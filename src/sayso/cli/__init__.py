"""The command line: each command parses, calls `Archive` and prints. One file a command."""

from __future__ import annotations

import sys

import click

from sayso.cli import (
    add,
    ask,
    backup,
    brief,
    check,
    claims,
    completion,
    export,
    extract,
    figures,
    history,
    judge,
    read,
    rebuild,
    search,
    serve,
    show,
    stories,
    trace,
    watch,
    who,
)
from sayso.cli.contents import Contents
from sayso.cli.output import explain, quiet_pipe
from sayso.errors import InputError, SaysoError, UnknownIdError
from sayso.settings import Settings

HELP = """On whose say-so? sayso reads news pages as they are found and shows, for every story, who said what, who
only repeats it, who denies it, and how the numbers changed, each tied to the exact characters of the page.

\b
  sayso add pages/*.txt    then    sayso brief

Where an id is asked for, its first six digits will do. The archive is one file: --archive FILE, or SAYSO_ARCHIVE, or
sayso.db in this folder. It works offline.

Exit codes: 0 all went well; 1 an input could not be read, an id is unknown or `check` found a fault;
2 the command or the archive cannot be used; 130 interrupted.
"""


@click.group(
    cls=Contents, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option("--archive", metavar="FILE", envvar="SAYSO_ARCHIVE", help="The archive's file [default: sayso.db].")
@click.version_option(package_name="sayso", prog_name="sayso")
@click.pass_context
def cli(context: click.Context, archive: str | None) -> None:
    settings = Settings.from_environment()
    context.obj = (archive or settings.archive, settings)


for command in (
    add.add,
    watch.watch,
    read.read,
    extract.extract,
    brief.brief,
    stories.stories,
    claims.claims,
    trace.trace,
    figures.figures,
    who.who,
    search.search,
    ask.ask,
    history.history,
    judge.judge,
    show.show,
    serve.serve,
    export.export,
    rebuild.rebuild,
    check.check,
    backup.backup,
    completion.completion,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors become one clear line and an exit code."""
    try:
        with quiet_pipe():
            sys.exit(cli(prog_name="sayso", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (InputError, UnknownIdError) as error:
        explain(error)
        sys.exit(1)
    except SaysoError as error:
        explain(error)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("sayso: interrupted. What was read so far is kept; the same command finishes the work.", err=True)
        sys.exit(130)
