"""Who declines to speak or to do something says neither that it is so nor that it is not."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.link.words import read_rules
from sayso.model import Stance, Statement


@lru_cache(maxsize=1)
def load_abstaining() -> re.Pattern[str]:
    """`to comment`, `to estimate how many`, `further comment`; not `to accept that`, which is to deny it."""
    rules = read_rules("conflicts")["abstaining"]
    opposing, nouns = ("|".join(map(re.escape, rules[key])) for key in ("opposing", "nouns"))
    return re.compile(
        rf"\W*(?:to\s+(?!(?:\w+ly\s+)?(?:{opposing})\b)\w|(?:an?y?\s+|all\s+|further\s+)?(?:{nouns})\b)", re.IGNORECASE
    )


def abstains(statement: Statement, content: str) -> bool:
    """Whether a statement marked as a denial only declines: `declined to comment`; `content` is its words."""
    return statement.stance is Stance.DENY and load_abstaining().match(content) is not None
