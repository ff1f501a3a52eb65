"""Who passes news on: agencies, papers, stations, by name or by what they are called."""

from __future__ import annotations

import re

from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import ARTICLE, NAME, find_head, is_outlet

AMBIGUOUS = ("Time", "People", "Express", "Metro", "Star")  # outlets whose names are words, too
OWNER = re.compile(r"[’']s\s+")
SHOW = re.compile(r"(?:the\s+)?(?P<name>[A-Z][^,;:]*?)\s+(?:(?P<before>[a-z-]+)\s+)?(?P<noun>[a-z]+)", re.ASCII)


def is_media(name: str) -> bool:
    """Whether a phrase names who passes news on."""
    lexicon = load_lexicon()
    bare = ARTICLE.sub("", name)
    if name in lexicon.media or bare in lexicon.media:
        return True
    if any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name) for part in NAME.findall(name) if part in lexicon.media):
        return True
    return find_outlet(name) is not None or find_head(name) in lexicon.media_words or _masthead(name) is not None


def _masthead(name: str) -> str | None:
    """The name in "the local station Radio Vesk", "the Adrel Courier", "a report in the Adrel Courier", "Radio Vesk's
    Bo Tarn": behind a word for media, or made as those of papers and stations are."""
    lexicon = load_lexicon()
    words = ARTICLE.sub("", OWNER.split(name)[0]).split()
    cut = len(words)
    while cut and words[cut - 1][:1].isupper():
        cut -= 1
    printed = words[cut:]
    if not printed:
        return None
    acronym = bool(printed) and printed[-1].isupper() and len(printed[-1]) > 1
    if cut == len(words) - 1 and acronym and len(words) > 1 and words[-2].lower() in lexicon.media_words:
        return printed[-1]
    if cut and words[cut - 1].lower() in lexicon.media_words:
        return " ".join(printed)
    told = not cut or (words[cut - 1] == "the" and words[0].lower() in lexicon.documents)
    return " ".join(printed) if told and is_outlet(" ".join(printed)) else None


def find_outlet(name: str) -> str | None:
    """The known outlet whose name stands in a phrase ("Russia's TASS news agency", "an AFP report")."""
    lexicon = load_lexicon()
    words = re.findall(r"[\w.&/-]+", name)
    for length in (4, 3, 2, 1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if part in lexicon.media and (length > 1 or part.isupper() or part not in AMBIGUOUS):
                return lexicon.media[part]
    return None


def name_media(name: str) -> str:
    """The name of who passed words on: the outlet in the phrase, else the phrase."""
    return find_outlet(name) or _masthead(name) or name_show(name) or name


def name_show(name: str) -> str | None:
    """The name in "the Elm Talks podcast"."""
    found = SHOW.fullmatch(name)
    return found["name"] if found and is_show(found["noun"], found["before"]) else None


def is_show(noun: str, before: str | None) -> bool:
    """Whether a noun means what has a name and is read or heard, behind the word before it: a "news site"."""
    lexicon = load_lexicon()
    return noun in lexicon.shows or before in lexicon.shows_behind.get(noun, ())
