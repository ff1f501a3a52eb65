"""What stands in so many texts that it is nobody's: stock sentences, standing background, statements pasted by all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.match import Held
from sayso.match.passages import Run
from sayso.match.shingles import SIZE, name_key
from sayso.match.words import Words

COMMON = 48  # records that hold a key; the printings of one text stop at 40 or so (`match.gather.CROWD`)


def mark_common(runs: Sequence[Run], words: Words, held: Held) -> bytes:
    """1 for each word of the runs that stands in a passage that many hold, else 0. The runs are by their place in these
    words. Of a passage only some shingles are keys; a word is judged by the one nearest to it.
    """
    marks = np.zeros(words.count, np.uint8)
    size = SIZE * words.grain
    for run in runs:
        shingles = words.shingles[run.a : run.a + run.length - size + 1].tolist()
        counts = held(name_key(shingle) for shingle in shingles)
        holders = np.array([counts.get(name_key(shingle), 0) for shingle in shingles])
        places = np.flatnonzero(holders)
        if not len(places) or holders.max() <= COMMON:
            continue
        bounds = (places[1:] + places[:-1] + size) // 2  # halfway from one key's words to the next one's
        nearest = np.searchsorted(bounds, np.arange(run.length), side="right")
        marks[run.a : run.a + run.length] = holders[places][nearest] > COMMON
    return marks.tobytes()
