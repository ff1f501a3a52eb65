"""Counts that two sides set against each other are a clash, and draw no line of how a number moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.brief import Brief, make_brief
from sayso.model import ConflictKind

HEAD = "<html><head><meta property='article:published_time' content='2031-06-18T08:00:00Z'></head><body><article>"
START = "<h1>Brigades of Lorvan at the Skarby front</h1><p>At least 1,000 Lorvan troops have been killed at Skarby, "
SAID = "Estivan officials said in January. {} said in April that {} Lorvan troops had been killed at Skarby.</p>"
RIVALS = SAID.format("A lawmaker in Norvik", "600")
STEPS = SAID.format("Estivan officials", "1,600")


def brief_of(told: str, folder: Path) -> Brief:
    (folder / "page.html").write_text(f"{HEAD}{START}{told}</article></body></html>", "utf-8")
    with Archive.open(folder / "sayso.db", create=True) as archive:
        archive.add([str(folder / "page.html")])
        return make_brief(next(iter(archive.dossiers())))


@pytest.mark.parametrize(("told", "clash", "moves"), [(RIVALS, True, []), (STEPS, False, ["at least 1,000", "1,600"])])
def test_a_clash_is_no_move(told: str, clash: bool, moves: list[str], tmp_path: Path) -> None:
    brief = brief_of(told, tmp_path)
    assert any(item.kind is ConflictKind.DIFFERS for item in brief.disputes) is clash
    assert [point.words.casefold() for move in brief.moves for point in move.points] == moves
