"""Which stories a question may be about, and what they answer; what a search finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.archive.dossiers import make_dossier
from sayso.archive.spelling import correct_names
from sayso.ask import Answers, Question, answer_question, read_question, refuse_question
from sayso.ask.question import LONGEST
from sayso.ask.wording import clean_question, find_foreign, name_countries, name_teller, restore_names
from sayso.dossier import Dossier
from sayso.group.terms import rate_word
from sayso.link.words import fold
from sayso.model import Story
from sayso.store import Store
from sayso.store.words import Term, find_tokens

MOST_STORIES = 4
"""Stories that are read for one question."""

ENOUGH_READ = 50
"""Articles of the stories read after which no further story is: what a question costs is bounded by them."""

MOST_ARTICLES = 80
"""Articles by which the stories are chosen."""

NAMED = 5  # words that a name outweighs: who must have said it stands in the story, whatever else does
LEAST_RARE = 3.5  # a word more common than this finds nothing by itself
LEAST_STEM = 4  # letters of a word by which its other forms are found, too


def answer(store: Store, text: str) -> Answers:
    """What the archive answers. Call it inside a snapshot."""
    asked = clean_question(text)
    spelt = correct_names(store, asked if len(text) <= LONGEST else "")
    dossiers = _read_stories(store, read_question(spelt))
    language = find_foreign(asked)
    if language is not None:
        return refuse_question(read_question(asked), language, dossiers)
    named = restore_names(name_countries(spelt), dossiers)
    question = read_question(named)._replace(text=asked)
    told = name_teller(named, dossiers) if question.asks_number and not question.speaker else None
    if told is not None:
        answers = answer_question(read_question(told)._replace(text=asked), dossiers)
        if answers.answered:
            return answers
    return answer_question(question, dossiers)


def _read_stories(store: Store, question: Question) -> list[Dossier]:
    """The likeliest stories, until they have enough articles."""
    dossiers: list[Dossier] = []
    for story in find_stories(store, question):
        dossiers.append(make_dossier(store, story))
        if sum(len(dossier.articles) for dossier in dossiers) >= ENOUGH_READ:
            break
    return dossiers


def find_stories(store: Store, question: Question) -> list[Story]:
    """The stories that a question may be about, likeliest first."""
    scores: dict[str, float] = {}
    named = _list_named(question)
    for groups in _list_attempts(question):
        weight = sum(NAMED if group in named else 1 for group in groups)
        for place, (article, _) in enumerate(store.find_articles(groups, MOST_ARTICLES)):
            scores[article] = max(scores.get(article, 0.0), weight + 1.0 / (1 + place))
        if len(scores) >= MOST_ARTICLES // 2:
            break
    return _rank_stories(store, scores)


def _list_named(question: Question) -> list[list[Term]]:
    """What to look for of the names and of who must have said it."""
    names = (*question.names, *([question.against] if question.against else ()))
    words = [*(name.text for name in names), *_last_words(question.speaker_text)]
    return [group for word in words if (group := _term(word))]


def _rank_stories(store: Store, scores: dict[str, float]) -> list[Story]:
    by_work: dict[str, float] = defaultdict(float)
    for work in store.works(sorted(scores)):
        by_work[work.id] = max(scores.get(printing.article, 0.0) for printing in work.articles)
    rated = []
    for story in store.stories(sorted(by_work)) if by_work else ():
        best = sorted((by_work.get(part.work, 0.0) for part in story.parts), reverse=True)[:4]
        rated.append((-sum(best), story.id, story))
    return [story for _, _, story in sorted(rated, key=lambda row: row[:2])[:MOST_STORIES]]


def _list_attempts(question: Question) -> Iterable[Sequence[Sequence[Term]]]:
    """What to look for, strictest first: all names and words, then fewer."""
    named = (*question.names, *([question.against] if question.against else ()))
    names = [group for name in named if (group := _term(name.text))]
    speaker = [group for word in _last_words(question.speaker_text) if (group := _term(word))]
    office = _list_office(question.speaker_text)
    counted = [w for w in question.counted if w.number is None]
    words = [*question.words, *(w for w in counted if w not in question.words)]
    telling = sorted(
        (w for w in words if rate_word(fold(w.text)) >= LEAST_RARE), key=lambda w: -rate_word(fold(w.text))
    )
    forms = [_forms(w.text) for w in telling[:6]]
    attempts = [
        *([[*names, *office, *forms[:3]], [*names, *office]] if office else []),
        [*names, *speaker, *forms[:3]],
        [*names, *speaker, *forms[:1]],
        [*names, *speaker],
        [*names, *forms[:2]],
        names,
        speaker,
        forms[:3],
        forms[:2],
        forms[:1],
        [[term for group in (*names, *speaker, *forms) for term in group]],
    ]
    seen: list[Sequence[Sequence[Term]]] = []
    for groups in attempts:
        if groups and all(groups) and groups not in seen:
            seen.append(groups)
            yield groups


def _term(text: str) -> list[Term]:
    tokens = tuple(token for token, _ in find_tokens(text) if token not in ("s", "the"))
    return [Term(tokens)] if tokens else []


def _last_words(text: str) -> list[str]:
    """The words of a speaker's name that find it: the surname, or the words with capitals of a body's name."""
    words = [word for word in text.split() if word[:1].isupper()] or text.split()
    return words[-1:]


def _list_office(text: str) -> list[list[Term]]:
    """The telling words of a speaker who is asked for by office, all of them: "the culture minister"."""
    tokens = [token for token, _ in find_tokens(text) if rate_word(token) >= LEAST_RARE]
    return [_forms(token) for token in tokens] if len(tokens) > 1 and text.split()[-1].islower() else []


def _forms(word: str) -> list[Term]:
    """A word with its other forms: "denied" finds "denies"."""
    token = next((token for token, _ in find_tokens(word)), "")
    if len(token) <= LEAST_STEM or token.isdigit():
        return [Term((token,))] if token else []
    return [Term((token[: max(LEAST_STEM, len(token) - 2)],), prefix=True)]
