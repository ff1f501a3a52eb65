"""What is found on a page before its lines are told apart: where an article opens, the items of a page of many."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Opening(NamedTuple):
    """Numbers of the lines with which an article opens."""

    start: int
    headlines: tuple[int, ...]
    credits: tuple[int, ...]
    body: int  # where its first paragraph is looked for


class Items(NamedTuple):
    """The openings of a page's items, the line after the last one, and lines between that are no item's."""

    openings: list[Opening]
    end: int
    between: frozenset[int] = frozenset()
    heads: Mapping[int, tuple[int, int]] = MappingProxyType({})  # by line: which of its characters are the headline
    times: Mapping[int, int] = MappingProxyType({})  # by line: how many of its characters are the time before its text
    foreign: bool = False  # whether they are other pages' texts
