"""The options of commands that open inputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

_OPTIONS = (
    click.option(
        "--text-field",
        metavar="NAME",
        help="The field of JSON records that holds the text [default: text, html, content or body]; dots lead inwards.",
    ),
    click.option("--follow", is_flag=True, help="Fetch the feeds and pages that an OPML file lists."),
    click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and private networks, too."),
)


def opening_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with these options."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), command)
