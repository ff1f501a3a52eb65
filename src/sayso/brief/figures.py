"""The figures of a brief: which, in which order, and what each counts."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.brief.citing import Citations, iso_date, name_speaker
from sayso.brief.records import FigureItem
from sayso.dossier import Dossier
from sayso.link.figure_labels import join_counted
from sayso.model import Figure, Span


def list_own_figures(dossier: Dossier) -> list[Figure]:
    """Figures that are no mirror and no conversion; those that measure the same together, larger groups first."""
    own = [
        figure for figure in dossier.figures.values() if figure.id not in dossier.mirrors and not figure.conversion_of
    ]
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in own:
        groups.setdefault(((figure.counted or "").casefold(), (figure.measure or "").casefold()), []).append(figure)
    ranked = sorted(
        (group for key, group in groups.items() if key[0]),
        key=lambda group: (-len({figure.article for figure in group}), -sum(f.statement is not None for f in group)),
    )
    return [f for group in ranked for f in sorted(group, key=lambda f: iso_date(dossier.date_of(f.id)) or "9999")]


def make_figure_item(figure: Figure, dossier: Dossier, sources: Citations) -> FigureItem:
    span = Span(figure.start, figure.end)
    statement = dossier.statements.get(figure.statement) if figure.statement else None
    return FigureItem(
        figure=figure.id,
        words=dossier.articles[figure.article].text[figure.start : figure.end],
        counts=name_count(figure),
        scope=figure.scope,
        speaker=name_speaker(statement, dossier) if statement else None,
        as_of=iso_date(dossier.date_of(figure.id)),
        doubt=figure.doubt,
        citations=(sources.cite(figure.article, (span,)),),
    )


def name_count(figure: Figure) -> str:
    """What a figure counts, as far as the page says: "people killed, Brunnock"."""
    return ", ".join(part for part in (join_counted(figure.counted, figure.measure, figure.unit), figure.place) if part)


def tell_once(figures: Iterable[Figure], dossier: Dossier) -> list[Figure]:
    """The figures without those that repeat the words and the count of another; who names a speaker is kept."""
    kept: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        words = dossier.articles[figure.article].text[figure.start : figure.end].casefold()
        first = kept.setdefault((words, name_count(figure)), figure)
        if first.statement is None and figure.statement is not None:
            kept[words, name_count(figure)] = figure
    return list(kept.values())
