"""What a search asks for besides words: `speaker:Name outlet:"Elm Courier" stance:deny place:Elm before:2024-03`."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.ask.question import list_keys
from sayso.ask.wording import clean_question

FILTERS = ("speaker", "outlet", "stance", "place", "before", "after", "disputed")
_FILTER = re.compile(rf"(?<!\S)({'|'.join(FILTERS)}):(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


class Search(NamedTuple):
    """A search: words, and what else must hold. Of a filter that is given twice the last counts."""

    words: str
    speaker: tuple[str, ...] = ()
    speaker_text: str = ""
    outlet: tuple[str, ...] = ()
    stance: str = ""
    place: str = ""
    before: str = ""
    after: str = ""
    disputed: bool | None = None

    @property
    def of_statements(self) -> bool:
        """Whether only statements can fit."""
        return bool(self.speaker or self.stance or self.disputed is not None)

    @property
    def is_plain(self) -> bool:
        """Whether it is words only."""
        return not (self.of_statements or self.outlet or self.place or self.before or self.after)


def read_search(text: str) -> Search:
    """The filters and the words of a search. What looks like a filter and is none is a word."""
    found: dict[str, str] = {}
    for match in _FILTER.finditer(text[:20_000]):
        found[match.group(1).casefold()] = clean_question(match.group(2) or match.group(3) or "")
    days = {name: value for name in ("before", "after") if _DAY.fullmatch(value := found.get(name, ""))}
    disputed = found.get("disputed", "").casefold()
    return Search(
        words=_FILTER.sub(" ", text).strip(),
        speaker=list_keys(found.get("speaker", "")),
        speaker_text=found.get("speaker", ""),
        outlet=list_keys(found.get("outlet", "")),
        stance=found.get("stance", "").casefold(),
        place=found.get("place", ""),
        before=days.get("before", ""),
        after=days.get("after", ""),
        disputed=None if not disputed else disputed in ("yes", "true", "1"),
    )
