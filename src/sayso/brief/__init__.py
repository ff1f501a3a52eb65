"""Briefs: what is said and on whose say-so, how figures moved, what is disputed, what is not known, each line cited.

story.py      a dossier → the brief of one story; citing.py its words and where they stand
figures.py    which figures it tells; moves.py how they moved
clashes.py    what is disputed, revised, given up and foretold; unknowns.py what no page gives
telling.py    how prose tells dates, stances and places
speakers.py   what one speaker says, and who stands where on what is disputed
records.py    what a brief holds
checked.py    every quoted word held against its page before it is printed
briefing.py   many stories, each with its share of the time to read
writing.py    Markdown and plain-text parts; page.py one self-contained HTML file
"""

from __future__ import annotations

from sayso.brief.briefing import Briefing, make_briefing
from sayso.brief.checked import check_brief
from sayso.brief.citing import list_spans
from sayso.brief.figures import name_count
from sayso.brief.records import (
    Brief,
    ChapterItem,
    Citation,
    ClaimItem,
    DisputeItem,
    DisputeSide,
    EventItem,
    FigureItem,
    ForetoldItem,
    MoveItem,
    MovePoint,
    PositionItem,
    PrintingItem,
    SayingItem,
    SpeakerItem,
    StandItem,
    WorkItem,
)
from sayso.brief.speakers import list_disputed, list_speakers
from sayso.brief.story import make_brief, rests_on
from sayso.brief.telling import count_words

__all__ = [
    "Brief",
    "Briefing",
    "ChapterItem",
    "Citation",
    "ClaimItem",
    "DisputeItem",
    "DisputeSide",
    "EventItem",
    "FigureItem",
    "ForetoldItem",
    "MoveItem",
    "MovePoint",
    "PositionItem",
    "PrintingItem",
    "SayingItem",
    "SpeakerItem",
    "StandItem",
    "WorkItem",
    "check_brief",
    "count_words",
    "list_disputed",
    "list_spans",
    "list_speakers",
    "make_brief",
    "make_briefing",
    "name_count",
    "rests_on",
]
