"""Write the parts of the docs that come from the code; with --check, say which are stale and exit 1.

docs/cli.md               the help of every command
docs/settings.md          every setting
docs/export.schema.json   the JSON Schema of a line of the export
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli import cli
from sayso.export.records import export_schema
from sayso.settings import describe_settings, variable_of

DOCS = Path(__file__).parent.parent / "docs"


def main() -> int:
    check = "--check" in sys.argv
    stale = [path for path, text in written_docs() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in written_docs():
        if path in stale and not check:
            path.write_text(text, "utf-8")
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)} {'is stale: run make docs' if check else 'written'}")
    return 1 if stale and check else 0


def written_docs() -> Iterator[tuple[Path, str]]:
    """(file, its text as the code has it today)."""
    yield DOCS / "cli.md", "".join(write_cli())
    yield DOCS / "settings.md", "".join(write_settings())
    yield DOCS / "export.schema.json", json.dumps(export_schema(), indent=2, ensure_ascii=False) + "\n"


def write_cli() -> Iterator[str]:
    yield "# Commands\n\nWritten from the commands themselves by `make docs`.\n"
    yield f"\n```\n{help_of(cli, 'sayso')}\n```\n"
    for name in sorted(cli.commands):
        yield f"\n## sayso {name}\n\n```\n{help_of(cli.commands[name], f'sayso {name}')}\n```\n"


def help_of(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return command.get_help(context)


def write_settings() -> Iterator[str]:
    yield "# Settings\n\nEach is an environment variable. Written from `sayso.settings` by `make docs`.\n\n"
    yield "| variable | default | what it is |\n| --- | --- | --- |\n"
    for name, default, text in describe_settings():
        yield f"| `{variable_of(name)}` | `{default}` | {text} |\n"


if __name__ == "__main__":
    sys.exit(main())
