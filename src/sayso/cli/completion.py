"""`sayso completion`: words to complete, for the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for SHELL. For bash: sayso completion bash >> ~/.bashrc"""
    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(completer(context.find_root().command, {}, "sayso", "_SAYSO_COMPLETE").source())
