"""Folds the entries of each live log into one, so that a long log weighs no more in a story than another work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.group.gists import Gist
from sayso.group.join import SURE, multiply
from sayso.group.terms import Terms, scale
from sayso.model import Edge


def find_folds(gists: Mapping[str, Gist], edges: Iterable[Edge]) -> dict[str, str]:
    """Each work's fold: for an entry of a live log the first of its log, else itself.

    An entry that people keep apart from any work stands for itself.
    """
    kept_apart = {work for edge in edges if edge.score <= 0 for work in (edge.a, edge.b)}
    first: dict[str, str] = {}
    folds = {}
    for work in sorted(gists):
        is_entry = work not in kept_apart and gists[work].is_entry
        folds[work] = first.setdefault(gists[work].page, work) if is_entry else work
    return folds


def fold_terms(terms: Mapping[str, Terms], folds: Mapping[str, str]) -> dict[str, Terms]:
    """What each fold is about, all its entries together."""
    entries = list_entries(folds)
    return {fold: _add_terms([terms[work] for work in entries[fold]]) for fold in sorted(entries)}


def fold_edges(edges: Iterable[Edge], folds: Mapping[str, str], terms: Mapping[str, Terms]) -> list[Edge]:
    """The edges between folds, one a pair: what people decided stands, else their likeness."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        a, b = sorted((folds[edge.a], folds[edge.b]))
        if a == b:
            continue
        held = found.get((a, b))
        if held is None or edge.score >= SURE:
            found[a, b] = _move_edge(edge, a, b, terms)
    return list(found.values())


def list_entries(folds: Mapping[str, str]) -> dict[str, list[str]]:
    """The works of each fold, sorted."""
    entries: dict[str, list[str]] = {}
    for work, fold in sorted(folds.items()):
        entries.setdefault(fold, []).append(work)
    return entries


def _move_edge(edge: Edge, a: str, b: str, terms: Mapping[str, Terms]) -> Edge:
    if (a, b) == (edge.a, edge.b):
        return edge
    if {a, b} == {edge.a, edge.b} or not 0 < edge.score < SURE:
        return msgspec.structs.replace(edge, a=a, b=b)
    return msgspec.structs.replace(edge, a=a, b=b, score=min(multiply(terms[a].weights, terms[b].weights), 0.999))


def _add_terms(entries: Sequence[Terms]) -> Terms:
    if len(entries) == 1:
        return entries[0]
    weights: dict[str, float] = {}
    for entry in entries:
        for term, weight in entry.weights.items():
            weights[term] = weights.get(term, 0.0) + weight
    return Terms(scale(weights), frozenset().union(*(entry.names for entry in entries)))
