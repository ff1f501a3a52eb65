"""Whom an article in a language without a parser means by the words of a source: names by their shape, role words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from sayso.extract.languages import Language
from sayso.extract.lexicon import load_lexicon
from sayso.extract.phrases_by_shape import Phrase, Word, cut_words
from sayso.model import Source, Span, SpeakerKind

LONGEST_NAME = 3  # words
ENDING = 3  # letters by which two cases of a name differ at most
PATRONYMICS = ("ович", "евич", "івна", "ївна", "йович", "овича", "евича", "івни", "ївни")


@dataclass(slots=True)
class Cast:
    """Who an article names and who has spoken."""

    language: Language
    names: dict[str, str] = field(default_factory=dict)  # last word, in small letters → the fullest name
    gender: dict[str, str] = field(default_factory=dict)  # by name, from titles and roles
    roles: dict[str, str] = field(default_factory=dict)  # by name
    spoken: list[Source] = field(default_factory=list)


def open_cast(text: str, spans: Sequence[Span], language: Language) -> Cast:
    """The names of two or three words in an article."""
    cast = Cast(language)
    for span in spans:
        for run in _find_runs(text, span, language):
            title, name = _split_title(run, language)
            if len(name) > 1 and not _is_body(name, language):
                cast.names.setdefault(name[-1].lower(), " ".join(name))
                if title:
                    _note_role(cast, " ".join(name), title)
    return cast


def _find_runs(text: str, span: Span, language: Language) -> list[list[str]]:
    """The runs of words with capital letters, with a role word before them."""
    runs: list[list[str]] = []
    before: Word | None = None
    for word in cut_words(text, span.start, span.end):
        joined = before is not None and text[before.end : word.start] in (" ", ". ")
        capital = word.text[:1].isupper()
        if joined and capital and runs:
            runs[-1].append(word.text)
        elif capital or language.roles.is_one_of(word.text, language.roles.people):
            runs.append([word.text])
        elif runs and runs[-1]:
            runs.append([])
        before = word
    return [run for run in runs if len(run) > 1]


def name_source(text: str, phrase: Phrase, cast: Cast, gender: str | None = None) -> Source:
    """The source behind a phrase. `gender` is what the verb tells of it."""
    language = cast.language
    words = [word.text for word in cut_words(text, phrase.head.start, phrase.head.end)]
    behind = cut_words(text, phrase.apposition.start, phrase.apposition.end) if phrase.apposition else ()
    source = _resolve_pronoun(cast, words) if words[0].lower() in language.pronouns else None
    source = source or _describe(cast, words, [word.text for word in behind])
    if gender and source.kind == SpeakerKind.PERSON and source.name:
        cast.gender.setdefault(source.name, gender)
    source = msgspec.structs.replace(source, spans=(phrase.head,))
    if source.name:
        cast.spoken.append(source)
    return source


def carry_over(cast: Cast, gender: str | None) -> Source:
    """The source of a verb without a subject: the last speaker whom its gender fits."""
    kind = gender or "thing"
    last = next((source for source in reversed(cast.spoken) if _fits(cast, kind, source)), None)
    if last is None:
        return Source()
    return msgspec.structs.replace(last, spans=(), because="the last speaker before a verb without a subject")


def _resolve_pronoun(cast: Cast, words: Sequence[str]) -> Source | None:
    kinds = [cast.language.pronouns[words[0].lower()]]
    for source in reversed(cast.spoken):
        if any(_fits(cast, kind, source) for kind in kinds):
            because = f"“{words[0]}” for the last speaker before it that it fits"
            return msgspec.structs.replace(source, because=because)
    return Source(kind=SpeakerKind.GROUP if "many" in kinds else SpeakerKind.PERSON)


def _fits(cast: Cast, kind: str, source: Source) -> bool:
    if kind in ("male", "female"):
        known = cast.gender.get(source.name or "")
        single = source.kind == SpeakerKind.PERSON or (source.kind == SpeakerKind.ANONYMOUS and not source.members)
        return single and known in (None, kind)
    if kind == "many":
        return source.kind in (SpeakerKind.GROUP, SpeakerKind.ANONYMOUS)
    return source.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY, SpeakerKind.DOCUMENT)


def _describe(cast: Cast, words: Sequence[str], behind: Sequence[str]) -> Source:
    """What the words of a source and those behind its comma say."""
    language = cast.language
    has_article = words[0].lower() in language.articles
    bare = _strip(words, language)
    title, name = _split_title(bare, language)
    _, appended = _split_title(_strip(behind, language), language) if behind else ([], [])
    if len(appended) > 1 and not _is_body(appended, language) and (title or has_article):
        return _make_person(cast, appended, bare)
    if name and not (has_article and not title) and not _is_body(name, language):
        told = title or (list(behind) if behind and _tells_role(behind, language) else [])
        known = cast.language.countries.get(" ".join(name)) if not title else None
        if known:
            return Source(name=known, kind=SpeakerKind.COUNTRY)
        outlet = load_lexicon().media.get(" ".join(name)) if not title else None
        if outlet:
            return Source(name=outlet, kind=SpeakerKind.ORGANISATION)
        return _make_person(cast, name, told)
    return _make_unnamed(cast, words, bare)


def _make_person(cast: Cast, name: Sequence[str], title: Sequence[str]) -> Source:
    printed = " ".join(name)
    full = cast.names.get(name[-1].lower(), printed) if len(name) == 1 else printed
    if not cast.language.nouns_are_capital:
        full = _find_nominative(cast, full)
    if title:
        _note_role(cast, full, list(title))
    because = f"“{printed}” is {full} elsewhere in the article" if full != printed else None
    return Source(name=full, kind=SpeakerKind.PERSON, role=cast.roles.get(full), because=because)


def _find_nominative(cast: Cast, name: str) -> str:
    """The shortest of the article's names that differ from this one in their endings only: "Іван Коваль" for "Івана
    Коваля"."""
    words = name.split()
    like = [
        other
        for other in cast.names.values()
        if len(other.split()) >= len(words) and all(map(_is_same_stem, words, other.split()[-len(words) :]))
    ]
    return min([*like, name], key=len)


def _is_same_stem(a: str, b: str) -> bool:
    stem = max(3, min(len(a), len(b)) - 1)
    return abs(len(a) - len(b)) <= ENDING and a[:stem] == b[:stem]


def _make_unnamed(cast: Cast, words: Sequence[str], bare: Sequence[str]) -> Source:
    """An organisation, a text, data, or somebody without a name."""
    language, roles = cast.language, cast.language.roles
    head = _find_head(bare, language)
    name = " ".join(bare)
    indefinite = words[0].lower() in language.indefinite
    country = language.countries.get(name)
    if country:
        return Source(name=country, kind=SpeakerKind.COUNTRY)
    if roles.is_one_of(head, roles.people) or roles.is_one_of(head, roles.many) or indefinite:
        earlier = None if indefinite else _find_called(cast, head)
        if earlier:
            return msgspec.structs.replace(earlier, because=f"“{' '.join(words)}” for {earlier.name}, called so before")
        return Source(name=" ".join(words), kind=SpeakerKind.ANONYMOUS, anonymous=True)
    if roles.is_one_of(head, roles.data):
        return Source(name=name, kind=SpeakerKind.DATA)
    if roles.is_one_of(head, roles.documents):
        return Source(name=name, kind=SpeakerKind.DOCUMENT)
    return Source(name=_appended_name(bare, language) or name, kind=SpeakerKind.ORGANISATION)


def _find_head(words: Sequence[str], language: Language) -> str:
    """The word that says what a phrase is about: the last noun before a genitive or a preposition, or the first
    word where nouns have no capital letter."""
    if not language.nouns_are_capital:
        return next((w for w in words if language.roles.is_known(w)), words[0])
    head = words[0]
    for word in words:
        if word.lower() in language.links:
            break
        if word[:1].isupper():
            head = word
    return head


def _appended_name(bare: Sequence[str], language: Language) -> str | None:
    """The name behind the noun for a body: "Betreiber | Marnwerk", "агентство | Ілна"."""
    for number, word in enumerate(bare[:-1]):
        rest = bare[number + 1 :]
        if language.roles.is_one_of(word, language.roles.organisations) and all(w[:1].isupper() for w in rest):
            return " ".join(rest) if language.nouns_are_capital else None
    return None


def _find_called(cast: Cast, head: str) -> Source | None:
    """The last speaker whose role or description holds a word."""
    for source in reversed(cast.spoken):
        told = f"{source.role or ''} {source.name or ''}".lower().split()
        if head.lower() in told and source.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS):
            return source
    return None


def _note_role(cast: Cast, name: str, title: list[str]) -> None:
    language = cast.language
    role = " ".join(_strip(title, language))
    words = [word.lower().strip(".") for word in title]
    gender = next((language.roles.titles[word] for word in words if word in language.roles.titles), None)
    if gender is None and language.roles.female:
        people = [w for w in words if language.roles.is_one_of(w, language.roles.people)]
        gender = "female" if any(word.endswith(language.roles.female) for word in people) else None
    if gender:
        cast.gender.setdefault(name, gender)
    if role.lower() not in language.roles.titles and len(role) > len(cast.roles.get(name, "")):
        cast.roles[name] = role


def _split_title(words: Sequence[str], language: Language) -> tuple[list[str], list[str]]:
    """Role and name of a phrase: "Umweltministerin | Ann Lee", "президент України | Іван Коваль"."""
    roles = language.roles
    cut = 0
    for number, word in enumerate(words):
        if roles.is_one_of(word, roles.people) and number < len(words):
            cut = number + 1
    tail = list(words[cut:])
    if cut and not language.nouns_are_capital:
        run = 0
        while run < len(tail) and tail[-1 - run][:1].isupper():
            run += 1
        keep = 3 if run >= 3 and tail[-2].lower().endswith(PATRONYMICS) else min(run, 2)
        lead = len(tail) - keep
        return [*words[:cut], *tail[:lead]], tail[lead:]
    if cut and tail and tail[0].lower() in language.links:
        return list(words), []
    if not tail or not all(word[:1].isupper() for word in tail) or len(tail) > LONGEST_NAME:
        return list(words[:cut]), []
    return list(words[:cut]), tail


def _is_body(name: Sequence[str], language: Language) -> bool:
    """Whether a run of capitals is an organisation's, a text's or a country's name."""
    roles = language.roles
    kinds = (roles.organisations, roles.documents, roles.data, roles.many)
    if any(roles.is_one_of(word, kind) for word in name for kind in kinds):
        return True
    return len(name) == 1 and name[0].isupper() and len(name[0]) > 1 and name[0] not in language.countries


def _tells_role(words: Sequence[str], language: Language) -> bool:
    return any(language.roles.is_one_of(word, language.roles.people) for word in words)


def _strip(words: Sequence[str], language: Language) -> list[str]:
    """Words without articles before them."""
    bare = list(words)
    while len(bare) > 1 and bare[0].lower() in language.articles:
        bare.pop(0)
    return bare
