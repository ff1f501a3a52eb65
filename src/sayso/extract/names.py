"""Words that are names: the shape of one, the noun that heads a phrase, names for comparison, gender by title."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sayso.extract.lexicon import load_lexicon
from sayso.rules.tables import read_list

NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\.?)"
PARTICLE = r"(?:de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|di|ben|abu|ter|&)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{0,7}}")
POSSESSIVE = re.compile(r"[’']s?$")
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
ABBREVIATED = 3  # letters with a stop that are an abbreviation at the most: "Jr.", "Co."
BEHIND_HEAD = re.compile(
    r"\s+(?:of|in|at|for|from|with|on|who|which|that|to|inside|near|close|briefed|familiar|speaking|about|by|within"
    r"|under|working|involved|based|cited|quoted|[a-z]+ed (?:by|in|on|for|at|from|with)|published|released|issued"
    r"|obtained|leaked|seen by|shown to|written by|led by|run by)\s"
)


def find_head(words: str) -> str:
    """The noun that says what a phrase is about: the last word before "of", "in", "who" or a participle."""
    tokens = re.findall(r"[\w’'.-]+", BEHIND_HEAD.split(words, maxsplit=1)[0])
    return tokens[-1].lower() if tokens else ""


def fold_name(name: str) -> str:
    """A name for comparison: no accents, no case."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def gender_of(text: str) -> str | None:
    """The gender that a title or a noun in the text tells."""
    lexicon = load_lexicon()
    words = set(re.findall(r"[\w.]+", text.lower()))
    if words & lexicon.male:
        return "male"
    return "female" if words & lexicon.female else None


@lru_cache(maxsize=1)
def _load_first_names() -> dict[str, str]:
    """Gender by first name, without accents and in small letters."""
    told = (line.partition(": ") for line in read_list("first_names"))
    return {name: gender for gender, _, names in told for name in names.split()}


def gender_by_name(name: str) -> str | None:
    """The gender that the first name of a full name tells, if nearly all who bear it share one: "Ann Lee"."""
    words = fold_name(name).split()
    return _load_first_names().get(words[0].partition("-")[0]) if len(words) > 1 else None


def is_personal(name: str) -> bool:
    """Whether there is a name, none of whose words is of bodies, media, places, many people, nor the last of
    businesses."""
    lexicon = load_lexicon()
    words = name.lower().split()
    return bool(words) and lexicon.nobody.isdisjoint(words) and words[-1] not in lexicon.trading and not is_outlet(name)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, or is made as those of papers and stations are: "Radio Elm"."""
    lexicon = load_lexicon()
    words = ARTICLE.sub("", name).lower().split()
    if name in lexicon.media or len(words) < 2:
        return name in lexicon.media
    last = words[-1] in lexicon.mastheads_last and gender_by_name(name) is None  # "Ann Ledger" is somebody
    return last or bool({words[0], words[-1]} & lexicon.mastheads)


def drop_stop(name: str) -> str:
    """A name without the full stop of its sentence; that of "Jr.", "Inc." and initials stays."""
    last = name.rpartition(" ")[2]
    return name if not name.endswith(".") or len(last) <= ABBREVIATED or "." in last[:-1] else name[:-1]


def drop_honours(name: str) -> str:
    """A name without the letters behind it: "Ann Lee KC"."""
    words = name.split()
    while len(words) > 2 and words[-1].strip(".,").lower() in load_lexicon().honours:
        words.pop()
    return " ".join(words).rstrip(",") if len(words) < len(name.split()) else name


def is_acronym(name: str) -> bool:
    """Whether a name is two to six capitals."""
    return name.isupper() and name.isalpha() and 2 <= len(name) <= 6


def is_family_first(name: str) -> bool:
    """Whether a name is written the Korean or Chinese way: `Park Sung-min`, `Han Jae Won`."""
    parts = name.split()
    if len(parts) == 3:
        return all(1 < len(part) <= 5 and part.isalpha() for part in parts)
    return len(parts) == 2 and "-" in parts[1]


def is_thing_name(name: str) -> bool:
    """Whether a name is a body's, an outlet's or a country's by its words."""
    lexicon = load_lexicon()
    words = name.split()
    return (
        words[-1].lower() in lexicon.organisations
        or (len(words) > 1 and words[-1].lower() in lexicon.trading)
        or name in lexicon.media
        or name in lexicon.countries
        or words[0] in lexicon.demonyms
    )
