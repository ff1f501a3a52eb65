"""What one check of a question against evidence tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sayso.ask.evidence import Evidence
from sayso.ask.question import Question
from sayso.ask.scene import Scene

NEAR, FAR, SETTING, CONTEXT = 1.0, 0.8, 0.6, 0.1
"""How near a word or a name stands: in the words themselves, in their sentence, in the article's lead, around it."""

GAPS = "; "


class Point(NamedTuple):
    """Points for what fits, with the reason; or the gap: what is not as asked."""

    score: float = 0.0
    because: str = ""
    gap: str = ""


FITS = Point()
Check = Callable[[Question, Evidence, Scene], Point]
