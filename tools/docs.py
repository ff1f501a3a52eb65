"""Write the parts of the docs that come from the code; with --check, say which are stale and exit 1.

docs/cli.md               the help of every command
docs/sayso.1              the same as a manual page
docs/settings.md          every setting
docs/export.schema.json   the JSON Schema of a line of the export
README.md                 the brief that `make demo` prints, between its two marks
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import click

from sayso.cli import cli
from sayso.export.records import export_schema
from sayso.settings import describe_settings, variable_of

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SAYSO = Path(sys.executable).parent / "sayso"
TRANSCRIPT = re.compile(r"(<!-- transcript -->\n).*?(<!-- end of transcript -->)", re.DOTALL)
SHOWN = {"WHAT IS SAID": 3, "FIGURES": 6, "DISPUTED": 3, "TIMELINE": 4, "PRINTINGS": 2, "CITATIONS": 4}
"""How many items of each section the README shows."""

HIDDEN = -1
SOME_DISCARDED = 1
"""The exit code of `sayso add` where an input held no article: one of the sample pages is such a page."""


def main() -> int:
    check = "--check" in sys.argv
    stale = find_stale()
    for path, text in stale:
        if not check:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)} {'is stale: run make docs' if check else 'written'}")
        if check:
            print(*difference(path, text), sep="\n")
    return 1 if stale and check else 0


def find_stale() -> list[tuple[Path, str]]:
    """The files that are not as the code has them, with what they should be."""
    return [(path, text) for path, text in written_docs() if not path.exists() or path.read_text("utf-8") != text]


def difference(path: Path, text: str) -> Iterator[str]:
    """The first lines that differ."""
    old = path.read_text("utf-8").splitlines() if path.exists() else []
    return islice(unified_diff(old, text.splitlines(), "as it stands", "as the code has it", lineterm="", n=0), 20)


def written_docs() -> Iterator[tuple[Path, str]]:
    """(file, its text as the code has it today)."""
    yield DOCS / "cli.md", "".join(write_cli())
    yield DOCS / "sayso.1", "".join(write_manual())
    yield DOCS / "settings.md", "".join(write_settings())
    yield DOCS / "export.schema.json", json.dumps(export_schema(), indent=2, ensure_ascii=False) + "\n"
    readme = ROOT / "README.md"
    transcript = "".join(write_transcript())
    yield readme, TRANSCRIPT.sub(lambda match: match[1] + transcript + match[2], readme.read_text("utf-8"))


def commands() -> Iterator[tuple[str, click.Command]]:
    """(name as typed, command), those of groups included."""
    for name in sorted(cli.commands):
        command = cli.commands[name]
        yield f"sayso {name}", command
        if isinstance(command, click.Group):
            yield from ((f"sayso {name} {inner}", command.commands[inner]) for inner in sorted(command.commands))


def write_cli() -> Iterator[str]:
    yield "# Commands\n\nWritten from the commands themselves by `make docs`.\n"
    yield f"\n```\n{help_of(cli, 'sayso')}\n```\n"
    for name, command in commands():
        yield f"\n## {name}\n\n```\n{help_of(command, name)}\n```\n"


def help_of(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return command.get_help(context)


def write_manual() -> Iterator[str]:
    yield ".TH SAYSO 1\n.SH NAME\nsayso \\- on whose say\\-so? who said what in the news, and who only repeats it\n"
    yield f".SH DESCRIPTION\n.nf\n{roff(help_of(cli, 'sayso'))}\n.fi\n.SH COMMANDS\n"
    for name, command in commands():
        yield f".SS {roff(name)}\n.nf\n{roff(help_of(command, name))}\n.fi\n"
    yield ".SH ENVIRONMENT\n"
    for name, default, text in describe_settings():
        yield f".TP\n{roff(variable_of(name))} ({roff(str(default))})\n{roff(text)}\n"


def roff(text: str) -> str:
    """Escape what troff would take for its own."""
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"), flags=re.MULTILINE)


def write_settings() -> Iterator[str]:
    yield "# Settings\n\nEach is an environment variable. Written from `sayso.settings` by `make docs`.\n\n"
    yield "| variable | default | what it is |\n| --- | --- | --- |\n"
    for name, default, text in describe_settings():
        yield f"| `{variable_of(name)}` | `{default}` | {text} |\n"


def write_transcript() -> Iterator[str]:
    """The brief of the sample pages' biggest story, each section cut short."""
    with tempfile.TemporaryDirectory() as folder:
        archive = ["--archive", f"{folder}/sayso.db"]
        pages = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "samples").glob("[0-9]*"))
        added = subprocess.run([SAYSO, *archive, "add", *pages], cwd=ROOT, check=False, capture_output=True, text=True)
        if added.returncode not in (0, SOME_DISCARDED):
            raise SystemExit(f"`sayso add` ended with {added.returncode}: {added.stderr}")
        shown = subprocess.run([SAYSO, *archive, "brief"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    yield "```\n$ sayso brief\n"
    left = 9
    for line in shown.splitlines():
        title = line.partition("  ")[0]
        if title and title.isupper():
            left = SHOWN.get(title, HIDDEN)
            yield f"\n{line}\n" if left != HIDDEN else ""
        elif line.startswith("  ") and not line.startswith("   "):  # an item begins
            left -= 1
            yield f"{line}\n" if left >= 0 else "  …\n" if left == -1 else ""
        elif line and left >= 0:
            yield f"{line}\n"
    yield "```\n"


if __name__ == "__main__":
    sys.exit(main())
