"""The printings of a text as `show` and `trace` print them: by what way each came, and why they are one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sayso.cli.output import heading, paragraph
from sayso.model import ArticleText

if TYPE_CHECKING:
    from sayso.archive.printings import Printings, Tie

MOST_PRINTED = 12
"""Other printings that are told of, and …"""

LONGEST_PASSAGE = 160
"""… characters of the longest passage in common that are quoted."""


def print_printings(found: Printings, item: ArticleText) -> None:
    """The work of an article and its other printings; nothing where it is the only one."""
    if not found.others:
        return
    unlisted = max(0, len(found.others) - MOST_PRINTED) + found.unlisted
    heading("Printings", f"{found.work}: {found.because or ''}")
    is_original = " | original" if found.original == item.article.id else ""
    paragraph(f"{item.article.id}  {tell_way(found.way)} | this article{is_original}", indent=2, hang=4)
    for tie in found.others[:MOST_PRINTED]:
        paragraph(f"{tie.article}  {tell_way(tie.way)} | {tie.relation} | {tie.place}", indent=2, hang=4)
        paragraph(click.style(f"because: {tell_reason(tie)}{_quote_passage(tie, item)}", dim=True), indent=6)
    if unlisted:
        paragraph(f"… and {unlisted} more", indent=2)


def tell_way(way: Sequence[str]) -> str:
    """ "Newsly < Ellery Herald < Reuters": who shows it, whose text it is, who supplied it."""
    return " < ".join(way) or "outlet not known"


def tell_reason(tie: Tie) -> str:
    """Why it is the same text, as a sentence."""
    if tie.because is None:
        return "both are tied to other printings of the text"
    return f"{'that one' if tie.is_shorter else 'this article'}: {tie.because}"


def _quote_passage(tie: Tie, item: ArticleText) -> str:
    """The longest passage that both have, with its places in the two pages."""
    if not tie.passages:
        return ""
    ours, theirs = max(tie.passages, key=lambda pair: pair[0].end - pair[0].start)
    words = " ".join(item.text[ours.start : min(ours.end, ours.start + LONGEST_PASSAGE)].split())
    more = " …" if ours.end - ours.start > LONGEST_PASSAGE else ""
    return f" Both have (characters {ours.start}-{ours.end} here, {theirs.start}-{theirs.end} there): “{words}{more}”"
