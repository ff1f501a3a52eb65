"""Article → statements, figures, dates and names: an article's own findings, each tied to its characters."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model import ArticleText, DateMention, Figure, NameMention, Record, Statement


class Findings(Record, frozen=True):
    """What one article's headline and body hold."""

    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameMention, ...] = ()


def extract_findings(items: Sequence[ArticleText]) -> list[Findings]:
    """One `Findings` an item, in order. Sentences of the whole batch are parsed together, each distinct one once."""
    from sayso.extract.dates import extract_dates  # other rooms read the words of this one, and find nothing
    from sayso.extract.figures import extract_all_figures
    from sayso.extract.mentions import extract_names
    from sayso.extract.statements import extract_statements

    dates = [extract_dates(item) for item in items]
    statements = extract_statements(items, dates)
    figures = extract_all_figures(items, statements, dates)
    return [
        Findings(
            statements=said,
            figures=counted,
            dates=dated,
            names=extract_names(item, said),
        )
        for item, said, dated, counted in zip(items, statements, dates, figures, strict=True)
    ]
