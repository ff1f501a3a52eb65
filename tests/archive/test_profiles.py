"""What sites print again and again, from pages as they come to a rebuild."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.archive import Archive
from sayso.archive.profiles import name_site
from sayso.extract import Findings
from sayso.model import Capture, Page
from sayso.spans import slice_text

TOPICS = ("ferry", "bridge", "harbour", "tunnel", "station", "library", "orchard", "museum", "airfield", "quarry")
SLOGAN = "Nobody reads the tides as the Herald reads them"
WIRE = (
    "LENNOVA, May 4 (XPA) - The council of Lennova closed the northern lock on Friday after cracks were found in it.\n"
    "“We could not wait for another winter to tell us,” said Ilse Marrow, who has looked after the lock since 2011.\n"
    "The lock will be drained on Monday, the council said, and nobody knows yet what the repair of it is going to cost."
)


def write_story(topic: str) -> str:
    return (
        f"The {topic} of Port Ellery will be closed for a year from Monday, the harbour board said on Friday evening.\n"
        f"“We have looked at the {topic} from below and from above,” said Ina Mole, who runs the {topic}.\n"
        f"{SLOGAN}\n"
        f"Shopkeepers near the {topic} said they had not been asked, and that they would write to the mayor about it.\n"
    )


def write_pages(folder: Path, stories: Sequence[str], site: str = "herald") -> list[str]:
    """One archived page a story, each with its address."""
    names = []
    for number, story in enumerate(stories):
        body = "".join(f"<p>{line}</p>" for line in story.strip().split("\n"))
        title = f"The news of {TOPICS[number % len(TOPICS)]} number {number} in Port Ellery"
        head = f'<link rel="canonical" href="https://{site}.example/{number}"><title>{title}</title>'
        path = folder / f"{site}{number}.html"
        path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body><h1>{title}</h1>{body}</body></html>", "utf-8")
        names.append(str(path))
    return names


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is extracted does not matter here: no model."""
    monkeypatch.setattr(pipeline, "extract_findings", lambda items: [Findings() for _ in items])


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        yield archive


def bodies_of(archive: Archive) -> dict[str, str]:
    return {
        article.id: slice_text(page.text, article.body, "\n")
        for page in archive.pages()
        for article in archive.articles_on(page.id)
    }


def test_a_rebuild_reads_as_before_and_relearning_adopts_what_is_known(archive: Archive, tmp_path: Path) -> None:
    archive.add(write_pages(tmp_path, [write_story(topic) for topic in TOPICS[:4]]))
    before = bodies_of(archive)
    assert len(before) == 4
    assert all(SLOGAN in body for body in before.values())
    archive.rebuild()
    assert bodies_of(archive) == before
    archive.rebuild(relearn=True)
    after = bodies_of(archive)
    assert after == {article: body.replace(f"{SLOGAN}\n", "") for article, body in before.items()}
    archive.rebuild()
    assert bodies_of(archive) == after


def test_later_pages_are_read_with_what_was_learned(archive: Archive, tmp_path: Path) -> None:
    pages = write_pages(tmp_path, [write_story(topic) for topic in TOPICS[:5]])
    warcs = []
    for number, name in enumerate(pages):
        feed = {
            "items": [{"id": "1", "url": f"https://herald.example/{number}", "content_html": Path(name).read_text()}]
        }
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", **feed}), "utf-8")
        warcs.append(str(path))
    archive.add(warcs[:4])
    archive.add(warcs[4:])
    kept = [body for body in bodies_of(archive).values() if SLOGAN in body]
    assert len(kept) == 4
    archive.rebuild()
    assert [body for body in bodies_of(archive).values() if SLOGAN in body] == kept


def test_any_order_of_adding_gives_the_same_after_relearning(tmp_path: Path) -> None:
    pages = write_pages(tmp_path, [write_story(topic) for topic in TOPICS])
    found = []
    for name, groups in (("one", [pages]), ("two", [pages[7:], pages[3:5], pages[:3], pages[5:7]])):
        with Archive.open(tmp_path / f"{name}.db", create=True) as archive:
            for group in groups:
                archive.add(group)
            archive.rebuild(relearn=True)
            found.append(bodies_of(archive))
    assert found[0] == found[1]
    assert len(found[0]) == len(TOPICS)


def test_a_wire_story_that_a_site_prints_on_several_pages_stays_an_article(archive: Archive, tmp_path: Path) -> None:
    archive.add(write_pages(tmp_path, [WIRE] * 4 + [write_story(topic) for topic in TOPICS[:3]]))
    archive.rebuild(relearn=True)
    printed = [body for body in bodies_of(archive).values() if "northern lock" in body]
    assert len(printed) == 4
    assert all("Ilse Marrow" in body and "drained on Monday" in body for body in printed)


@pytest.mark.parametrize(
    ("capture", "page", "site"),
    [
        (Capture(page="p", url="https://www.herald.example/1"), None, "herald.example"),
        (Capture(page="p", url="https://[bad"), None, None),
        (Capture(page="p", path="one.txt"), None, None),
    ],
    ids=["address", "broken", "file"],
)
def test_site_of_a_page(capture: Capture, page: Page | None, site: str | None) -> None:
    assert name_site(capture, page) == site
