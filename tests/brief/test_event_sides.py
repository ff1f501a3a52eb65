"""A clash of two dates of one deed, as every door shows it: words, dates and whose pages they are."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sayso.archive import Archive
from sayso.brief import Brief, check_brief, make_brief
from sayso.brief.page import write_page
from sayso.brief.writing import write_markdown
from sayso.dossier import Dossier
from sayso.server.tree import find_disputes

HEAD = "<html><head><meta property='og:site_name' content='{0}'><meta property='article:published_time' content='{1}'>"
PAGES = {
    "herald": ("Norvik Herald", "2031-12-18T08:00:00Z", "Lorvan and Estiva signed a mutual fishing treaty in July."),
    "courier": (
        "Skarby Courier",
        "2031-12-20T08:00:00Z",
        "Lorvan and Estiva signed a mutual fishing pact in November.",
    ),
}
MORE = (
    "Estiva's fishing minister, Ida Holm, said that herring quotas in the Skarby strait would be shared. "
    "Lorvan's harbour master, Per Lund, said the Skarby strait had never held so many boats."
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("fishing")
    for name, (outlet, day, told) in PAGES.items():
        lines = f"<h1>Lorvan and Estiva share the herring of the Skarby strait</h1><p>{told}</p><p>{MORE}</p>"
        page = f"{HEAD.format(outlet, day)}</head><body><article>{lines}</article></body></html>"
        (folder / f"{name}.html").write_text(page, "utf-8")
    with Archive.open(Path(folder) / "sayso.db", create=True) as archive:
        archive.add([str(folder / f"{name}.html") for name in PAGES])
        return next(iter(archive.dossiers()))


def dated(dossier: Dossier) -> list[str]:
    return [c.id for c in dossier.real_conflicts if dossier.event_of(c.between[0][0]) is not None]


@pytest.fixture(scope="module")
def brief(dossier: Dossier) -> Brief:
    return make_brief(dossier, everything=True)


def test_a_brief_cites_both_accounts_with_their_dates(dossier: Dossier, brief: Brief) -> None:
    [conflict] = dated(dossier)
    [dispute] = [item for item in brief.disputes if item.conflict == conflict]
    assert {side.speaker for side in dispute.sides} == {"Norvik Herald", "Skarby Courier"}
    assert {side.counts for side in dispute.sides} == {"(dated 2031-07)", "(dated 2031-11)"}
    texts = {item.article.page: item.text for item in dossier.articles.values()}
    assert dispute in check_brief(brief, texts).disputes


@pytest.mark.parametrize("form", [write_markdown, write_page], ids=["markdown", "html"])
def test_each_form_prints_them(brief: Brief, form: object) -> None:
    assert callable(form)
    text = form([brief])
    assert "dated July 2031" in text and "dated November 2031" in text


def test_the_web_shows_them(dossier: Dossier) -> None:
    [conflict] = dated(dossier)
    [dispute] = [d for d in find_disputes(dossier) if d.conflict.id == conflict]
    assert {side.words.said for side in dispute.sides} == {"2031-07", "2031-11"}
    assert all("signed a mutual fishing" in side.words.words for side in dispute.sides)


def test_a_side_is_told_by_its_events_statements(dossier: Dossier) -> None:
    [event, *others] = dossier.links.events
    told = msgspec.structs.replace(event, statements=("statement-1",))
    links = msgspec.structs.replace(dossier.links, events=(told, *others))
    assert msgspec.structs.replace(dossier, links=links).told_by((event.id,)) == {event.id, "statement-1"}
    assert dossier.event_of("statement-1") is None
