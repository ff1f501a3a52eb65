"""What a careful reader would want to know and the pages do not give."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.brief.citing import name_speaker
from sayso.brief.telling import tell_place
from sayso.dossier import Dossier


def list_unknown(dossier: Dossier) -> Iterable[str]:
    """What a careful reader would want and the pages do not give, one sentence each."""
    for id_, item in dossier.articles.items():
        if not (item.article.outlet or item.article.wire):
            yield f"Which outlet wrote {_call(id_, dossier)}: the page does not credit one."
    undated = [id_ for id_ in dossier.articles if dossier.date_of(id_) is None]
    for called in dict.fromkeys(_call(id_, dossier) for id_ in undated):
        yield f"When {called} appeared: no date follows from the page."
    for work in dossier.works.values():
        if len(work.articles) > 1 and work.original is None:
            because = (work.because or "no page tells").rstrip(".")
            yield f"Which printing of {_call(work.articles[0].article, dossier)} is the original: {because}."
    nameless = sum(
        1 for s in dossier.statements.values() if s.id not in dossier.mirrors and not name_speaker(s, dossier)
    )
    if nameless:
        yield f"Who speaks in {nameless} statement{'' if nameless == 1 else 's'}: the speaker could not be resolved."


def _call(article: str, dossier: Dossier) -> str:
    """An article by its headline, or else by where it stands."""
    item = dossier.articles[article]
    headline = item.article.headline
    title = " ".join(item.text[headline.start : headline.end].split()) if headline else ""
    return f"“{title}”" if title else f"the article in {tell_place(dossier.place_of(article))}"
