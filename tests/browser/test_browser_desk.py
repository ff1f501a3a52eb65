"""Searching, adding and correcting in a real browser: by keyboard, in the dark, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from visits import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("[01]*"))

TEXT = """Ferry to Skarrow is stopped

SKARROW, 3 May 2024 - The ferry will not sail before Monday, said Anna Brand, the mayor of Skarrow.

The lamp was out for nine hours, and nobody knows why.
"""


@pytest.fixture(scope="module")
def address(serve: Callable[[list[Path]], str], browser: Browser) -> str:
    """A site of its own, which these tests change."""
    return serve(SAMPLES)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page(), address)
    yield visit
    context.close()
    assert visit.faults == []


def list_rooms(visit: Visit) -> list[str]:
    """An address of each kind of page, beside those that `test_browser` visits."""
    story = max(visit.ask("/api/v1/stories")["stories"], key=lambda found: found["articles"])["id"]
    lines = visit.ask(f"/api/v1/stories/{story}")
    work = max(lines["works"], key=lambda found: len(found["articles"]))
    one, other = [printing["article"] for printing in work["articles"]][:2]
    outlet = next(line["outlet"] for line in lines["articles"] if line["outlet"])
    organisation = next(
        line["affiliation"] or line["name"]
        for line in sorted(lines["speakers"], key=lambda line: (line["kind"] == "person", line["affiliation"] is None))
        if line["affiliation"] or line["kind"] != "person"
    )
    finding = next(s for s in lines["statements"] if s["article"] == one)["id"]
    return [
        "/?revised=1&order=new",
        "/search?q=dam",
        "/outlets",
        f"/outlets?name={quote(outlet)}",
        f"/organisations?name={quote(organisation)}",
        f"/speakers/{lines['statements'][0]['source']['speaker']}",
        f"/articles/{one}/beside/{other}",
        f"/articles/{one}/correct",
        f"/articles/{one}/correct?finding={finding}",
        f"/pages/{lines['articles'][0]['page']}",
        "/add",
        "/judgements",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_every_room_fits_and_axe_finds_nothing_serious(visit: Visit, width: int, scheme: str) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in list_rooms(visit):
        visit.go(path)
        overflow = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is {overflow} pixels too wide at {width}"
        found = [fault for fault in Axe().run(visit.page).response["violations"] if fault["impact"] != "minor"]
        assert [(f["id"], [n["html"][:160] for n in f["nodes"][:3]]) for f in found] == [], path


def test_a_search_from_any_page_by_keyboard(visit: Visit) -> None:
    visit.go("/")
    visit.page.locator("#find").focus()
    visit.page.keyboard.type('"the wall"')
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/search?**")
    assert visit.page.locator("mark").count() > 0
    visit.page.locator(".hits h2 a").first.click()
    visit.page.wait_for_load_state()
    assert visit.page.locator("#text .cited").count() > 0


def test_a_text_is_pasted_selected_corrected_and_the_correction_undone(visit: Visit) -> None:
    visit.go("/add")
    visit.page.fill("#text", TEXT)
    visit.page.get_by_role("button", name="Add this text").click()
    visit.page.wait_for_url("**/pages/page-*")
    assert visit.page.evaluate("document.getElementById('text').textContent") == TEXT.strip()
    visit.page.get_by_role("link", name="Ferry to Skarrow is stopped").click()
    visit.page.wait_for_url("**/articles/article-*")
    visit.page.evaluate("""() => {
        const piece = [...document.querySelectorAll("#text span")].filter(
            (span) => !span.children.length && span.textContent.startsWith("The lamp")).pop();
        const range = document.createRange();
        range.setStart(piece.firstChild, 0);
        range.setEnd(piece.firstChild, "The lamp was out".length);
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
    }""")
    visit.page.locator("a.pick").click()
    assert visit.page.locator("blockquote").inner_text() == "The lamp was out"
    visit.page.fill("#name", "Olaf Meer")
    visit.page.get_by_role("button", name="Add this statement").click()
    assert "Kept and applied" in visit.page.locator(".told").inner_text()
    assert visit.page.get_by_role("heading", name="Olaf Meer").count() == 1
    visit.page.get_by_role("link", name="See all judgements").click()
    visit.page.get_by_role("button", name="Undo").first.click()
    visit.page.wait_for_load_state()
    assert visit.page.get_by_text("undone", exact=True).count() == 1


def test_a_file_is_added_without_scripts(browser: Browser, address: str, tmp_path: Path) -> None:
    page_file = tmp_path / "note.txt"
    page_file.write_text(TEXT.replace("Skarrow", "Harrowgate"), "utf-8")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/add")
    page.locator("#file").set_input_files(page_file)
    page.get_by_role("button", name="Add this file").click()
    assert "/pages/page-" in page.url and "Harrowgate" in page.locator("#text").inner_text()
    page.goto(f"{address}/")
    page.locator(".sieve summary").click()
    page.locator("#order").select_option("new")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_load_state()
    assert "order=new" in page.url and page.locator(".entry").count() > 0
    context.close()
