"""What a denial means that names nothing itself: "denied the allegations", "reports of a letter"."""

from __future__ import annotations

from sayso.link.ground import Ground, same_speaker
from sayso.link.likeness import weigh
from sayso.link.readings import Reading, content_span, turns_content
from sayso.link.sentences import SENTENCE_END
from sayso.link.words import load_tables
from sayso.model import Stance

REACH = 400  # characters of body that "the allegations" may stand behind what they point at …
FAR = 4000  # … and of the page, furniture between included
REACH_SENTENCES = 2  # … and sentence ends between the two
LEAST_SHARE = 0.4  # by weight, of what reports are of, that is told before


def find_pointed(reading: Reading, ground: Ground) -> Reading | None:
    """The statement right before in the same article, of another speaker, that says something positive."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    candidates = [
        r for r in _list_before(reading, ground) if start - content_span(r.statement).end <= FAR and len(r.words) > 1
    ]
    last = max(candidates, key=lambda r: content_span(r.statement).end, default=None)
    if last is None:
        return None
    last = next((r for r in candidates if r.statement.id == last.statement.parent), last)
    between = ground.read_body(reading.statement.article, content_span(last.statement).end - 1, start)
    reach = 0 if "which" in reading.text.casefold().split() else REACH_SENTENCES
    return last if len(between) <= REACH and len(SENTENCE_END.findall(between)) <= reach else None


def find_reported(reading: Reading, ground: Ground) -> list[Reading]:
    """What `reports of a letter` means: what one other speaker said of it before in the same article."""
    tables = load_tables()
    telling = {w.stem for w in reading.words} & tables.back - tables.stop
    if reading.statement.stance is not Stance.DENY or not telling:
        return []
    matter = frozenset(key for key in reading.keys if key not in tables.back)
    least = LEAST_SHARE * weigh(matter, ground.weights)
    start = content_span(reading.statement).start
    before = [
        r for r in _list_before(reading, ground) if matter & r.keys and weigh(matter & r.keys, ground.weights) >= least
    ]
    last = max(before, key=lambda r: content_span(r.statement).end, default=None)
    if last is None or start - content_span(last.statement).end > 3 * REACH:
        return []
    return [r for r in before if same_speaker(r, last, ground)]


def _list_before(reading: Reading, ground: Ground) -> list[Reading]:
    """What other speakers say before a statement in the same article, denials left out."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    return [
        other
        for other in ground.by_article[reading.statement.article]
        if content_span(other.statement).end <= start
        and not turns_content(other.statement)
        and not same_speaker(reading, other, ground)
    ]
