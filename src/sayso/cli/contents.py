"""The first page of the help: commands in the order in which somebody new needs them, one plain line each."""

from __future__ import annotations

import click

SECTIONS: dict[str, dict[str, str]] = {
    "Put pages in": {
        "add PATH…": "read pages into the archive: files, folders, feeds, crawls",
        "watch PATH…": "add what is new in folders and feeds, again and again",
        "read FILE": "what it takes for what on a page, without an archive",
        "extract FILE": "who says what in any text, without an archive",
    },
    "Ask": {
        "brief [STORY]": "what a story says and on whose say-so; of the biggest story where none is named",
        "ask QUESTION": "what somebody says on a page in answer, or that nobody does",
        "stories": "all stories, the one told most first",
        "claims [STORY]": "what is said, and on how many independent origins it rests",
        "trace CLAIM": "one claim, down to who said it where",
        "figures [STORY]": "who gives which number for when",
        "who NAME": "what somebody said",
        "search WORDS": "articles that hold the words",
        "serve": "all of this as pages in a browser",
    },
    "Look closely": {
        "show ARTICLE": "the page with its findings marked in the text",
        "history ARTICLE": "what changed from one version of a page to the next",
        "judge": "say what the machine got wrong; it is kept, wins, and can be undone",
    },
    "Keep the archive": {
        "export": "all findings as JSON lines, for other programs",
        "rebuild": "derive everything anew from the pages as found",
        "check": "whether anything in the archive is damaged",
        "backup FILE": "write a whole copy",
        "completion SHELL": "let the shell complete commands and options",
    },
}
"""By heading, how each command is typed and what it gives."""


class Contents(click.Group):
    """A group whose help lists its commands by section."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        listed = {usage.split()[0] for section in SECTIONS.values() for usage in section}
        others = {name: self.commands[name].get_short_help_str() for name in sorted(set(self.commands) - listed)}
        wide = max(len(usage) for section in SECTIONS.values() for usage in section)
        for heading, section in {**SECTIONS, **({"More": others} if others else {})}.items():
            here = {usage: text for usage, text in section.items() if usage.split()[0] in self.commands}
            with formatter.section(heading):
                formatter.write_dl([(usage.ljust(wide), text) for usage, text in here.items()])
