"""One story's speakers, dates, claims, conflicts and events: the link station."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.link.claims import Cluster, Match, clash, cluster_matches, compare_readings, find_matches
from sayso.link.conflicts import find_conflicts
from sayso.link.dates import resolve_date, resolve_mentions
from sayso.link.events import find_events, shorten
from sayso.link.expectations import find_expectations
from sayso.link.figure_scopes import group_figures
from sayso.link.ground import Ground
from sayso.link.likeness import weigh_keys
from sayso.link.origins import Wording, count_origins, list_houses
from sayso.link.periods import spans_days
from sayso.link.published import infer_published
from sayso.link.readings import Reading, content_span, find_force, is_substantial, points_back, read_statement
from sayso.link.sentences import find_sentence
from sayso.link.settings import read_settings
from sayso.link.slots import changing_measures, read_slots
from sayso.link.speakers import Speakers, name_parts, resolve_speakers
from sayso.link.timeline import merge_events
from sayso.model import (
    ArticleText,
    Basis,
    Claim,
    Date,
    DateMention,
    Directness,
    Figure,
    FigureSeries,
    Links,
    Precision,
    Relation,
    Statement,
    Story,
    Work,
    group_id,
    make_id,
)

LEAST_CONFIDENCE = 0.5  # of a statement that makes a claim by itself
# After a figure: its verb in the present or the present perfect, no other verb before it.
CURRENT = re.compile(
    r"[^.;:,\"”]{0,60}?\b(?:(?:have|has)\s+(?:\w+\s+){0,2}?(?:been|died|fled|\w+ed)|remains?|are|is)\b"
)
TENSE_REACH = 120  # characters after a figure that are read for its verb
EXACT_DAYS = 3  # days that the date of an article may span and still date what it tells in the present
MAX_HEARD = 100  # members of a claim that its words are chosen by
LEAST_UTTERANCE = 7  # words that two people do not find alike
MAX_CONTEXT = 60  # articles of a story that may supply a year


def link_story(
    story: Story,
    works: Sequence[Work],
    items: Mapping[str, ArticleText],
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    mirrors: Mapping[str, str],
    apart: Mapping[str, str] | None = None,
) -> Links:
    """All links of one story.

    `items` are its articles by id, `mirrors` finding id in a copy → id of the same words in the original; `apart` marks
    statements whose speaker people told apart from others of that name. What a copy says never counts as a second
    report. The result depends on the records only, not on their order.
    """
    statements = sorted(statements, key=lambda s: s.id)
    work_of = {printing.article: work.id for work in works for printing in work.articles}
    speakers = resolve_speakers(statements, work_of, mirrors, apart)
    resolved = resolve_dates(items, statements, figures, dates, _name_texts(works))
    own = [s for s in statements if s.id not in mirrors and s.article in items]
    readings = {s.id: read_statement(s, items[s.article].text) for s in own}
    clusters = cluster_statements(readings, speakers)
    ground = Ground(
        readings,
        speakers,
        clusters,
        [f for f in figures if f.id not in mirrors],
        resolved,
        {a: resolved[a] for a in items if a in resolved},
        {article: item.text for article, item in items.items()},
        read_settings(items, figures, statements),
        weigh_keys(readings.values()),
        items,
    )
    pages = {item.article.page: item.text for item in items.values()}
    events = merge_events(find_events(items, dates, resolved, statements, mirrors), pages, ground.weights)
    return Links(
        story=story.id,
        speakers=speakers.speakers,
        dates=resolved,
        claims=_Claims(statements, figures, works, mirrors, speakers, ground, items).make(),
        conflicts=find_conflicts(ground, events),
        events=events,
        expectations=find_expectations(ground, events, pages),
        series=tuple(_tell_series(series, ground) for series in ground.series),
    )


def _tell_series(series: Sequence[Figure], ground: Ground) -> FigureSeries:
    told = {figure.id: ground.settings[figure.id].part or ground.settings[figure.id].day for figure in series}
    return FigureSeries(tuple(told), {figure: part for figure, part in told.items() if part})


def _name_texts(works: Sequence[Work]) -> dict[str, str]:
    """The work of each article; a version stands for itself, for it was written on another day."""
    return {
        printing.article: printing.article if printing.relation is Relation.VERSION else work.id
        for work in works
        for printing in work.articles
    }


def resolve_dates(
    items: Mapping[str, ArticleText],
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    mentions: Sequence[DateMention],
    text_of: Mapping[str, str],
) -> dict[str, Date]:
    """The dates of articles (as printed, else inferred from them and the story's others) and of findings, by id.

    `text_of` names the text of each article: articles of one text share what dates it.
    """
    found: dict[str, Date] = {}
    told: dict[str, list[DateMention]] = {article: [] for article in items}
    for mention in mentions:
        told.setdefault(mention.article, []).append(mention)
    for article, item in sorted(items.items()):
        text = text_of.get(article, article)
        others = [(items[a], told[a]) for a in sorted(items)[:MAX_CONTEXT] if a != article]
        copies = [pair for pair in others if text_of.get(pair[0].article.id) == text]
        date = infer_published(item, told[article], [pair for pair in others if pair not in copies], copies)
        if date:
            found[article] = date
    for article, own in sorted(told.items()):
        found.update(resolve_mentions(own, found.get(article)))
    at = {(m.article, m.start): found[m.id] for m in mentions if m.id in found}
    for finding, article, expression in [
        *((s.id, s.article, s.said) for s in statements),
        *((f.id, f.article, f.as_of) for f in figures),
    ]:
        place = expression.span.start if expression and expression.span else -1
        resolved = at.get((article, place)) or (resolve_date(expression, found.get(article)) if expression else None)
        if resolved:
            found[finding] = resolved
    for figure in figures:
        if figure.as_of is None and figure.article in items and is_current(items[figure.article], figure):
            date = _date_current(figure, found)
            if date is not None:
                found[figure.id] = date
    return found


def is_current(item: ArticleText, figure: Figure) -> bool:
    """Whether a count that may change is told in the present or the present perfect: it holds when it is told."""
    if read_slots(figure).measure not in changing_measures():
        return False
    span = find_sentence(item, figure.start, figure.end)
    after = item.text[figure.end : min(span.end, figure.end + TENSE_REACH)]
    return CURRENT.match(after) is not None


def _date_current(figure: Figure, found: Mapping[str, Date]) -> Date | None:
    """The day on which a current count was told: that of its statement, else of its article where that is exact."""
    said = found.get(figure.statement or "")
    published = found.get(figure.article)
    if said is not None or published is None or spans_days(published) > EXACT_DAYS:
        return said
    # An article of a day or two after a report tells what held on the day of the report.
    day = published.date.partition("/")[0]
    because = f"It is told in the present, and the article is of {published.date}."
    return Date(date=day, precision=Precision.DAY, basis=Basis.INFERRED, because=because)


def cluster_statements(readings: Mapping[str, Reading], speakers: Speakers) -> list[Cluster]:
    """The statements of a story that tell the same thing; one speaker's very words, told alike, are compared once."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for statement in sorted(readings):
        reading = readings[statement]
        speaker = speakers.by_statement.get(statement, statement)
        stems = statement if points_back(reading) else tuple(word.stem for word in reading.words) or statement
        alike.setdefault((speaker, stems, find_force(reading.statement), reading.negated), []).append(statement)
    told = {found[0]: found for found in alike.values()}
    listed = [readings[i] for i in sorted(told)]

    def one_speaker(a: str, b: str) -> bool:
        return speakers.by_statement.get(a, a) == speakers.by_statement.get(b, b)

    def clashing(a: str, b: str) -> bool:
        return clash(readings[a], readings[b])

    weights = weigh_keys(readings.values())

    def compare(a: str, b: str) -> list[Match]:
        return compare_readings(readings[a], readings[b], weights, same_speaker=one_speaker(a, b))

    matches = find_matches(listed, weights, one_speaker)
    clusters = cluster_matches(matches, clashing, speakers.by_statement, compare)
    joined = {i for cluster in clusters for i in cluster.statements}
    clusters += [Cluster("", (i,)) for i in sorted(told) if i not in joined and len(told[i]) > 1]
    return [Cluster(c.act, tuple(sorted(i for one in c.statements for i in told[one]))) for c in clusters]


Group = tuple[str, tuple[str, ...], tuple[str, ...]]  # act, statements, figures


class _Claims:
    """The claims of one story, from its clusters, its figures and what is said once."""

    def __init__(
        self,
        statements: Sequence[Statement],
        figures: Sequence[Figure],
        works: Sequence[Work],
        mirrors: Mapping[str, str],
        speakers: Speakers,
        ground: Ground,
        items: Mapping[str, ArticleText],
    ) -> None:
        self.statements = {s.id: s for s in statements}
        self.figures = {f.id: f for f in figures}
        self.work_of = {p.article: work.id for work in works for p in work.articles}
        self.mirrors = mirrors
        self.speakers = speakers
        self.ground = ground
        self.starts = {article: item.article.block.start for article, item in items.items()}
        self.houses = list_houses(items, self.work_of)
        self.wording = {i: self._read_wording(r) for i, r in ground.readings.items() if len(r.words) >= LEAST_UTTERANCE}
        self.printed: dict[str, list[str]] = {}
        for copy, original in sorted(mirrors.items()):
            self.printed.setdefault(original, []).append(copy)

    def _read_wording(self, reading: Reading) -> Wording:
        statement = reading.statement
        words = " ".join(w.stem for w in reading.words)
        if statement.directness is Directness.DIRECT:
            return Wording(words, named=False)
        text = self.ground.texts[statement.article]
        printed = name_parts(" ".join(text[span.start : span.end] for span in statement.source.spans))
        return Wording(words, named=not printed or printed[-1:] == name_parts(statement.source.name or "")[-1:])

    def make(self) -> tuple[Claim, ...]:
        """What says something by itself first; then by origins, reports, and how early it stands in its article."""
        groups = self._add_figures([(c.act, c.statements, ()) for c in self.ground.clusters])
        said = {i for _, statements, _ in groups for i in statements}
        groups += [
            ("", (i,), ())
            for i, reading in sorted(self.ground.readings.items())
            if i not in said and reading.statement.confidence >= LEAST_CONFIDENCE and not points_back(reading)
        ]
        return tuple(sorted((self._make_claim(*group) for group in groups), key=self._rank))

    def _rank(self, claim: Claim) -> tuple[bool, int, int, int, int, str]:
        readings = [self.ground.readings[i] for i in claim.statements if i in self.ground.readings]
        is_news = bool(claim.figures and not readings) or any(is_substantial(r) for r in readings)
        places = [(s.article, content_span(s).start) for s in (r.statement for r in readings)]
        places += [(self.figures[i].article, self.figures[i].start) for i in claim.figures]
        first = min((start - self.starts.get(article, 0) for article, start in places), default=0)
        return (not is_news, -claim.independent_origins, -claim.reports, -len(claim.statements), first, claim.id)

    def _add_figures(self, groups: list[Group]) -> list[Group]:
        """Figures that meet join the claim of their statements where there is one; others make a claim of their own."""
        made = list(groups)
        for figures in group_figures(self.ground.series, self.ground.settings):
            ids = tuple(f.id for f in figures)
            telling = tuple(
                sorted({f.statement for f in figures if f.statement and f.statement in self.ground.readings})
            )
            home = next(
                (n for n, (_, statements, _) in enumerate(groups) if telling and set(telling) <= {*statements}), None
            )
            if home is None:
                made.append(("figure", telling, ids))
            else:
                act, statements, others = made[home]
                made[home] = act, statements, others + ids
        return made

    def _make_claim(self, act: str, members: Sequence[str], figures: Sequence[str]) -> Claim:
        statements = [self.statements[i] for i in self._with_copies(members) if i in self.statements]
        all_figures = [i for i in self._with_copies(figures) if i in self.figures]
        articles = {self.figures[i].article for i in all_figures}
        support = count_origins(
            statements,
            articles,
            self.speakers,
            self.work_of,
            self.mirrors,
            self.ground.dates,
            self.wording,
            self.houses,
        )
        return Claim(
            id=self._name_claim(act, members, figures),
            text=self._tell(members, figures),
            statements=tuple(sorted(s.id for s in statements)),
            figures=tuple(sorted(all_figures)),
            origins=support.origins,
            independent_origins=support.independent,
            organisations=support.organisations,
            unknown_origins=support.unknown,
            reports=support.reports,
            copies=support.copies,
            because=support.because,
        )

    def _with_copies(self, members: Sequence[str]) -> list[str]:
        return [i for member in members for i in (member, *self.printed.get(member, ()))]

    def _name_claim(self, act: str, members: Sequence[str], figures: Sequence[str]) -> str:
        """A claim's id is its smallest member's; where it is about one act of a statement, that statement and act."""
        if act == "figure":
            return group_id("claim", figures)
        return make_id("claim", act, min(members)) if act else group_id("claim", members)

    def _tell(self, members: Sequence[str], figures: Sequence[str]) -> str:
        """The words of the member that shares most with the others; of figures alone, theirs and what they count."""
        if not members:
            figure = self.figures[min(figures)]
            words = self.ground.texts[figure.article][figure.start : figure.end]
            return " ".join(part for part in (words, figure.counted, figure.measure) if part)
        readings = [self.ground.readings[i] for i in sorted(members)]
        others = readings[:MAX_HEARD]
        best = max(readings, key=lambda r: (sum(len(r.keys & o.keys) for o in others) / (1 + len(r.keys)), len(r.text)))
        return shorten(best.text, 0)
