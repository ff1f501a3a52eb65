"""The names of one sentence: runs of capitals, cut at "'s" and at countries, told apart by their words and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.extract.lexicon import load_lexicon
from sayso.extract.name_words import Found, Token, is_where, load_name_words
from sayso.extract.names import NAME_WORD, PARTICLE, POSSESSIVE, drop_stop, is_acronym, is_outlet
from sayso.extract.places import load_gazetteer
from sayso.model import NameKind, Span

LONGEST_PERSON = 4  # words of a person's name
SHOUTED = 60  # characters about a word of capitals that must not all be capitals
_WORD = re.compile(r"\S+")
_RUN_WORD = rf"(?:(?:[A-Z]\.){{2,4}}|{NAME_WORD})"  # "U.S." is one word
RUN = re.compile(rf"{_RUN_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{_RUN_WORD}){{0,7}}")
_REGIONS_LISTED = re.compile(r"(?:\s+(?:and|or)\s+|,\s+)(?=[A-Z])")


def read_sentence(text: str, sentence: Span, matches: Sequence[re.Match[str]]) -> Iterator[Found]:
    groups = [group for match in matches for group in _split_run(match)]
    number = 0
    while number < len(groups):
        group = groups[number]
        while _is_body(group) and number + 1 < len(groups):
            joined = _join_body(text, group, groups[number + 1])
            if joined is None:
                break
            group, number = joined, number + 1
        yield from _read_group(text, sentence, group)
        number += 1


def _split_run(match: re.Match[str]) -> Iterator[list[Token]]:
    """The words of a run of capitals, cut behind each "'s"."""
    compounds = load_name_words().compounds
    group: list[Token] = []
    for word in _WORD.finditer(match.group()):
        compound = compounds.search(word.group())
        bare = word.group()[: compound.start()] if compound else POSSESSIVE.sub("", word.group())
        start = match.start() + word.start()
        clean = POSSESSIVE.sub("", drop_stop(bare)).rstrip("'’")
        group.append(Token(start, start + len(clean), clean))
        if bare != word.group() or clean != bare:
            yield group
            group = []
    if group:
        yield group


def _is_body(group: Sequence[Token]) -> bool:
    bodies = load_name_words().bodies
    return any(token.text.lower() in bodies for token in group)


def _join_body(text: str, group: list[Token], other: list[Token]) -> list[Token] | None:
    """ "Center" and "Countering Disinformation", where only "for" is between them."""
    between = text[group[-1].end : other[0].start]
    if between not in load_name_words().links or (between == " and " and not _is_body(other)):
        return None
    if between == " and " and len(group) > 1:
        return None
    return [*group, Token(group[-1].end + 1, other[0].start - 1, between.strip()), *other]


def _read_group(text: str, sentence: Span, group: list[Token]) -> Iterator[Found]:
    """The names in a run of capitals that no "'s" divides."""
    lexicon = load_lexicon()
    while len(group) > 1 and group[0].text.lower() in lexicon.leading and _join(group) not in lexicon.media:
        group = group[1:]
    whole = _name_known(text, group)
    if whole:
        yield whole
        return
    rest: list[Token] = []
    at = 0
    while at < len(group):
        known, length = _find_known(text, group, at)
        if known is None:
            rest.append(group[at])
            at += 1
            continue
        if not (rest and _is_body([*rest, *group[at:]])):
            yield from _read_rest(text, sentence, rest)
            rest = []
            yield from known
        else:
            rest += group[at : at + length]
        at += length
    yield from _read_rest(text, sentence, rest)


def _join(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _find_known(text: str, group: Sequence[Token], at: int) -> tuple[list[Found] | None, int]:
    """A country, demonym or outlet that begins at a word of a run, and its length in words."""
    lexicon = load_lexicon()
    for length in range(min(3, len(group) - at), 0, -1):
        name = _join(group[at : at + length])
        if (name in lexicon.demonyms or name.removesuffix("s") in lexicon.demonyms) and name not in lexicon.countries:
            return [], length
        known = _name_known(text, group[at : at + length]) if length > 1 or len(group) > 1 else None
        if known and known.kind in (NameKind.COUNTRY, NameKind.ORGANISATION):
            return [known], length
    return None, 0


def _name_known(text: str, group: Sequence[Token]) -> Found | None:
    """What the tables have for a run of capitals: country, outlet, platform, part of the world."""
    lexicon, words = load_lexicon(), load_name_words()
    name, span = _join(group), Span(group[0].start, group[-1].end)
    full = f"The {name}" if text[max(0, span.start - 4) : span.start].lower() == "the " else name
    outlet = lexicon.media.get(full) or lexicon.media.get(name)
    if name in lexicon.ambiguous:
        return None
    if outlet or (name in lexicon.platforms and len(name) > 1):
        return Found(span, outlet or name, NameKind.ORGANISATION, is_known=True)
    if name in words.regions:
        return Found(span, name, NameKind.PLACE)
    country = lexicon.countries.get(name) or lexicon.countries.get(name.replace(".", ""))
    return _read_country(text, span, name, country) if country else None


def _read_country(text: str, span: Span, name: str, country: str) -> Found:
    """A country, its capital where that is meant, or a body of its state: "Kesh's military intelligence"."""
    words = load_name_words()
    if name in words.capitals and (is_where(text, span, words.where) or words.of_town.match(text, span.end)):
        return Found(span, name, NameKind.PLACE)
    office = words.state_body.match(text, span.end)
    if office:
        return Found(Span(span.start, office.end()), f"{country}'s {office['body']}", NameKind.ORGANISATION)
    return Found(span, country, NameKind.COUNTRY)


def _read_rest(text: str, sentence: Span, tokens: list[Token]) -> Iterator[Found]:
    """A run of capitals without the countries in it: a title and a person, a body, a place, one word."""
    lexicon, words = load_lexicon(), load_name_words()
    title = [n for n, token in enumerate(tokens) if token.text.lower() in lexicon.people | lexicon.ranks]
    cut = title[-1] + 1 if title else 0
    name = tokens[cut:]
    before = lexicon.leading | lexicon.courtesy | words.parties
    while len(name) > 1 and name[0].text.lower() in before and not _is_body(name):
        name = name[1:]
    if not name or any(token.text in words.calendar for token in name):
        return
    printed, span = _join(name), Span(name[0].start, name[-1].end)
    titled = Span(tokens[0].start, tokens[cut - 1].end) if cut else None
    lower = [token.text.lower() for token in name]
    if len(name) > 1 and lower[-1] in words.region_nouns:
        yield Found(span, _join(name[:-1]), NameKind.PLACE, is_region=True)
    elif _is_body(name):
        if len(name) > 1 and len(printed) <= 100:
            yield Found(span, printed, NameKind.ORGANISATION)
    elif lower[0] in words.place_nouns or lower[-1] in words.place_nouns:
        if len(name) > 1:
            yield Found(span, printed, NameKind.PLACE)
    elif len(name) == 1:
        is_office = bool(cut) and tokens[cut - 1].text.lower() in lexicon.people
        yield from _read_single(text, sentence, name[0], titled if is_office else None)
    elif titled is None and printed in load_gazetteer():
        yield Found(span, printed, NameKind.PLACE, is_region=_has_region_noun(text, span.end))
    elif words.things.intersection(lower):
        return
    elif len(name) <= LONGEST_PERSON:
        yield from _read_several(text, name, printed, span, titled)


def _read_several(text: str, name: list[Token], printed: str, span: Span, title: Span | None) -> Iterator[Found]:
    if is_outlet(printed):
        yield Found(span, printed, NameKind.ORGANISATION)
    elif is_where(text, span, load_name_words().of_place):
        yield Found(span, printed, NameKind.PLACE)
    elif all(_may_be_part(token.text) for token in name):
        yield Found(span, printed, NameKind.PERSON, title)


def _may_be_part(word: str) -> bool:
    """Whether a word may be a part of a person's name: a capital and small letters, or a particle."""
    return word.islower() or (word[:1].isupper() and (not is_acronym(word) or "." in word))


def _read_single(text: str, sentence: Span, token: Token, title: Span | None) -> Iterator[Found]:
    span, word = Span(token.start, token.end), token.text
    if len(word) < 2 or word.lower() in load_lexicon().leading | load_name_words().things:
        return
    if title is not None:
        yield Found(span, word, NameKind.PERSON, title)
    elif is_acronym(word):
        if word not in load_name_words().not_acronyms and not _is_shouted(text, sentence, token):
            yield Found(span, word, NameKind.ORGANISATION)
    else:
        is_region = word in load_gazetteer() and _has_region_noun(text, token.end)
        yield Found(span, word, NameKind.PLACE if is_region else None, is_region=is_region)


def _is_shouted(text: str, sentence: Span, token: Token) -> bool:
    """Whether all about a word is in capitals."""
    left, right = max(sentence.start, token.start - SHOUTED), min(sentence.end, token.end + SHOUTED)
    return text[left:right].isupper()


def _has_region_noun(text: str, end: int) -> bool:
    """Whether "oblast" follows, also behind others of a list: "the Sumy and Kharkiv oblasts"."""
    nouns = load_name_words().region_nouns
    reach = text[end : end + 80]
    while True:
        word = re.match(r"\s+([A-Za-z]+)", reach)
        if word and word[1].lower() in nouns:
            return True
        more = _REGIONS_LISTED.match(reach)
        name = re.compile(r"[A-Z][\w’'-]+").match(reach, more.end()) if more else None
        if name is None or (name.group() not in load_gazetteer()):
            return False
        reach = reach[name.end() :]
