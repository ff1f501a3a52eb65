"""Pages are read in slices and gathered as they come: what is found does not hang on where a slice ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive, adding, gather, reading
from sayso.export import export_lines

TOWNS = ("Ost Haven", "Ulverholt", "Brennick")
TOLL = "Seven people died when the ferry {ship} struck the pier at {town}, harbour master Lena Voss of {town} said.\n\n"
REST = (
    "Voss told reporters that 40 passengers had been aboard the {ship} when it left {town}.\n\nThe pier was closed.\n"
)


def write_pages(folder: Path) -> str:
    for ship, town in zip(("Corrin", "Ulvik", "Tamsin"), TOWNS, strict=True):
        for number, text in enumerate(
            (TOLL + REST, f"Ferry {ship} strikes pier\n\n{TOLL}{REST}", f"{TOLL}She wept.\n")
        ):
            (folder / f"{number}-{ship}.txt").write_text(text.format(ship=ship, town=town), "utf-8")
    return str(folder)


def export(archive: Archive) -> list[bytes]:
    return sorted(line for line in export_lines(archive) if b'"type":"capture"' not in line)


@pytest.fixture
def pages(tmp_path: Path) -> str:
    (tmp_path / "pages").mkdir()
    return write_pages(tmp_path / "pages")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done: "read" and "gather" for each transaction."""
    done: list[str] = []
    read, gathered = adding.read_pages, gather.gather_articles

    def read_pages(*arguments: Any) -> Iterator[reading.Read]:
        for part in read(*arguments):
            done.append("read")
            yield part

    def gather_articles(store: Any, articles: Sequence[str]) -> list[str]:
        done.append("gather")
        return gathered(store, articles)

    monkeypatch.setattr(adding, "read_pages", read_pages)
    monkeypatch.setattr(gather, "gather_articles", gather_articles)
    return done


@pytest.mark.parametrize("first", [1, 2, 8])
def test_slices_change_nothing(pages: str, first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(tmp_path / "whole.db", create=True) as archive:
        archive.add([pages])
        whole = export(archive)
    monkeypatch.setattr(adding, "FIRST_SLICE", first)
    monkeypatch.setattr(reading, "PER_TRANSACTION", 2)
    with Archive.open(tmp_path / "sliced.db", create=True) as archive:
        archive.add([pages])
        assert export(archive) == whole


def test_what_is_read_after_the_first_slice_is_gathered_at_once(
    pages: str, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "FIRST_SLICE", 1)
    monkeypatch.setattr(reading, "PER_TRANSACTION", 2)
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        archive.add([pages])
    assert steps == ["read", "gather"] * 6  # slices of 1, 3 and 5 pages


def test_pages_read_anew_are_gathered_when_all_are_read(
    pages: str, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        archive.add([pages])
        before = export(archive)
        steps.clear()
        monkeypatch.setattr(adding, "FIRST_SLICE", 1)
        for module in (adding, reading):
            monkeypatch.setattr(module, "VERSION", "another")
        archive.add([])
        assert steps == ["read"] * 3 + ["gather"]
        assert export(archive) == before


def test_a_run_that_was_interrupted_is_finished_by_the_next(
    pages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path / "whole.db", create=True) as archive:
        archive.add([pages])
        whole = export(archive)
    monkeypatch.setattr(adding, "FIRST_SLICE", 1)
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        with monkeypatch.context() as broken:
            broken.setattr(adding, "gather_chunk", _stop)
            with pytest.raises(KeyboardInterrupt):
                archive.add([pages])
        assert list(archive._store.ungathered())
        archive.add([])
        assert export(archive) == whole


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt
