"""One story, prepared to be asked: what may answer, where it is set, who bears which office, who disputes whom."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from sayso.ask.evidence import MOST_TEXT, Evidence
from sayso.ask.kinds import list_stems
from sayso.ask.question import list_keys
from sayso.dossier import Dossier
from sayso.link.sentences import list_sentences
from sayso.link.settings import name_places
from sayso.link.slots import noun_classes
from sayso.link.words import Word, read_words
from sayso.model import ArticleText, Claim, Event, Source, Span, SpeakerKind, Statement

LEAD_PARTS = 2  # paragraphs that tell where an article is set
LEAD = 600
SEAT_REACH = 2  # words behind "the agency of" that name whose it is
FEW_WORKS = 2  # of so few, only headline and first paragraph tell where the story is set
MOST_SERIES = 80  # figures of one measure that are compared for being of one count


class Scene:
    """One story, prepared to be asked."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.claims: dict[str, Claim] = {
            member: claim for claim in dossier.links.claims for member in (*claim.statements, *claim.figures)
        }
        self._roles: dict[tuple[str, ...], tuple[frozenset[str], ...]] = {}
        self._series: dict[str | None, Mapping[str, frozenset[str]]] = {}
        self._leads: dict[str, frozenset[str]] = {}
        self._folded: dict[str, str] = {}
        self._texts: dict[str, frozenset[str]] = {}
        self._opponents: dict[tuple[str, ...], frozenset[str]] = {}

    @cached_property
    def statements(self) -> list[Evidence]:
        """What somebody said, once for each work."""
        own = [s for s in self.dossier.statements.values() if s.id not in self.dossier.mirrors]
        return [Evidence(statement, self.dossier) for statement in own]

    @cached_property
    def events(self) -> list[Evidence]:
        """What pages tell themselves, with its date."""
        own = (event for event in self.dossier.links.events if not event.statements)
        return [self._read_event(event) for event in own]

    def _read_event(self, event: Event) -> Evidence:
        told = Statement(
            id=event.id, article=self.dossier.article_of(event), page=event.page, source=Source(), content=event.spans
        )
        return Evidence(told, self.dossier, narrated=True, event=event)

    def list_narrated(self, words: Sequence[str]) -> Iterator[Evidence]:
        """The sentences that the pages tell themselves, with all of these words' beginnings; once for each work."""
        said: dict[str, list[Span]] = defaultdict(list)
        for statement in self.dossier.statements.values():
            said[statement.article] += statement.content
        for work in self.dossier.works.values():
            id_ = work.reference
            if id_ in self.dossier.articles:
                item = self.dossier.articles[id_]
                for part in item.article.body:
                    yield from self._narrate(item, part, said[id_], words)

    def _narrate(
        self, item: ArticleText, part: Span, taken: Sequence[Span], words: Sequence[str]
    ) -> Iterator[Evidence]:
        text = item.text[part.start : part.end].casefold()
        if not words or len(text) > MOST_TEXT or not all(word in text for word in words):
            return
        for sentence in list_sentences(item, part):
            low = item.text[sentence.start : sentence.end].casefold()
            said = any(s.start < sentence.end and sentence.start < s.end for s in taken)
            if not said and all(word in low for word in words):
                own = item.article
                told = Statement(id="", article=own.id, page=own.page, source=Source(), content=(sentence,))
                yield Evidence(told, self.dossier, narrated=True)

    @cached_property
    def figures(self) -> list[Evidence]:
        """The numbers, once for each work; conversions are counted with their original."""
        mirrors = self.dossier.mirrors
        own = [f for f in self.dossier.figures.values() if f.id not in mirrors and not f.conversion_of]
        return [Evidence(figure, self.dossier) for figure in own]

    @cached_property
    def settings(self) -> Mapping[str, float]:
        """Key of a name → the share of the story's works whose headline or lead has it."""
        counts: Counter[str] = Counter()
        few = len(self.dossier.works) <= FEW_WORKS
        for work in self.dossier.works.values():
            item = self.dossier.articles[work.reference]
            counts.update(_lead_keys(item, parts=1) if few else self.lead_keys(work.reference))
        total = max(1, len(self.dossier.works))
        return {key: number / total for key, number in counts.items()}

    @cached_property
    def body_keys(self) -> frozenset[str]:
        """The keys of the names of bodies that speak in the story."""
        bodies = [s for s in self.dossier.links.speakers if s.kind is SpeakerKind.ORGANISATION]
        return frozenset(key for body in bodies for key in list_keys(body.name))

    def places_of(self, evidence: Evidence) -> frozenset[str]:
        """The places that figures of the same count name."""
        measure = evidence.slots.measure if evidence.slots else None
        if measure not in self._series:
            self._series[measure] = self._join_places(measure)
        return self._series[measure].get(evidence.finding.id, frozenset())

    def _join_places(self, measure: str | None) -> Mapping[str, frozenset[str]]:
        alike = [e for e in self.figures if e.slots and e.slots.measure == measure][:MOST_SERIES]
        places = {e.finding.id: list_places(e) for e in alike}
        found: dict[str, frozenset[str]] = {}
        for series in self.dossier.list_series() if any(places.values()) else ():
            own = [figure.id for figure in series if figure.id in places]
            found.update(dict.fromkeys(own, frozenset().union(*(places[figure] for figure in own))))
        return found

    def roles_of(self, asked: tuple[str, ...]) -> tuple[frozenset[str], ...]:
        """The roles, of two words at least, of the speakers that bear all these keys in their names."""
        if asked not in self._roles:
            named = [
                s for s in self.dossier.links.speakers if set(asked) <= set(list_keys(" ".join((s.name, *s.aliases))))
            ]
            roles = [frozenset(list_keys(speaker.role)) for speaker in named if speaker.role]
            self._roles[asked] = tuple(role for role in roles if len(role) > 1)
        return self._roles[asked]

    def offices_of(self, name: str | None) -> frozenset[str]:
        """The keys of the roles that the story's articles give to somebody of this name, also where he says nothing."""
        return self._offices.get(name or "", frozenset())

    @cached_property
    def _offices(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for mention in self.dossier.names:
            text = self.dossier.articles[mention.article].text
            for span in mention.roles:
                found[mention.name].update(list_keys(text[span.start : span.end]))
        return {name: frozenset(keys) for name, keys in found.items()}

    def is_namesake(self, asked: tuple[str, ...]) -> bool:
        """Whether a name of two words is that of nobody here, and its second word that of somebody else: of "Ida Marn",
        where Ada Marn is told of."""
        if len(asked) != 2 or any(key.startswith("@") for key in asked) or noun_classes().get(asked[0]) == "people*":
            return False
        bearers = self._full_names.get(asked[1], frozenset())
        return bool(bearers) and asked[0] not in bearers

    @cached_property
    def _full_names(self) -> Mapping[str, frozenset[str]]:
        """Key of a surname → the keys of the words that stand before it in names of people."""
        speakers = [s for s in self.dossier.links.speakers if s.kind is SpeakerKind.PERSON]
        texts = {n for s in speakers for n in (s.name, *s.aliases, f"{s.role} {s.name}")}
        texts |= {m.name for m in self.dossier.names}
        found: dict[str, set[str]] = defaultdict(set)
        for keys in map(list_keys, sorted(texts)):
            if len(keys) > 1:
                found[keys[-1]].update(keys[:-1])
        return {surname: frozenset(before) for surname, before in found.items()}

    def opponents_of(self, keys: tuple[str, ...]) -> frozenset[str]:
        """The statements that dispute what a speaker of this name says."""
        if keys not in self._opponents:
            own = {e.finding.id for e in self.statements if set(keys) <= e.tellers}
            self._opponents[keys] = frozenset(
                finding
                for conflict in self.dossier.real_conflicts
                for side, other in (conflict.between, conflict.between[::-1])
                if own & set(side)
                for finding in other
            )
        return self._opponents[keys]

    def article_text(self, article: str) -> str:
        """The text of an article as names are looked for in it."""
        if article not in self._folded:
            item = self.dossier.articles[article]
            self._folded[article] = fold_letters(item.text[item.article.block.start : item.article.block.end])
        return self._folded[article]

    def article_keys(self, article: str) -> frozenset[str]:
        """The keys of an article's words."""
        if article not in self._texts:
            item = self.dossier.articles[article]
            text = item.text[item.article.block.start : item.article.block.end][:MOST_TEXT]
            self._texts[article] = frozenset(w.key for w in read_words(text))
        return self._texts[article]

    def lead_keys(self, article: str) -> frozenset[str]:
        """The keys of an article's headline, dateline and lead."""
        if article not in self._leads:
            self._leads[article] = _lead_keys(self.dossier.articles[article])
        return self._leads[article]


def fold_letters(text: str) -> str:
    """The letters of the Latin alphabet in it, small and without accents, with what else is ASCII: quick on a page."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()


def list_places(evidence: Evidence) -> frozenset[str]:
    """The places that a figure is set in, by its own slot and the words near it."""
    slots = evidence.slots.place if evidence.slots else frozenset()
    return slots | name_places(_leave_seats(evidence.near))


def _leave_seats(words: Sequence[Word]) -> list[Word]:
    """The words without the place where a body sits, or whose it is: "the ministry in Elm", "the agency of neighbouring
    Elm" say nothing of where something is."""
    bodies = list_stems("again", "nouns")
    seats = {
        last
        for i, w in enumerate(words)
        if w.stem in bodies and not w.proper and [o.text.casefold() for o in words[i + 1 : i + 2]] in (["in"], ["of"])
        for last in range(i + 1, i + 2 + SEAT_REACH)
    }
    return [w for i, w in enumerate(words) if i not in seats]


def _lead_keys(item: ArticleText, parts: int = LEAD_PARTS) -> frozenset[str]:
    spans = [item.article.headline, *item.article.body[:parts]]
    lead = " . ".join(item.text[s.start : min(s.end, s.start + LEAD)] for s in spans if s is not None)[:LEAD]
    dateline = (item.article.dateline or "").title()
    return frozenset(w.key for w in (*read_words(lead), *read_words(f"x {dateline}")[1:]))
