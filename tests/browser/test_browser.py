"""The pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from visits import Visit

from sayso.model import Span
from sayso.server.strings import family_of
from sayso.spans import merge_spans

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VIEWS = [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (390, 844, "dark"), (320, 700, "light")]

READ_TEXT = "document.getElementById('text').textContent"

READ_MARKS = """() => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const marks = [];
  let at = 0;
  while (walker.nextNode()) {
    const piece = walker.currentNode.parentElement;
    const length = [...walker.currentNode.data].length;
    if (piece.dataset.m) marks.push([at, at + length, piece.dataset.m]);
    at += length;
  }
  return marks;
}"""

READ_NOTES = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-finding]")].map((note) => [note.dataset.finding, note.value])
)"""

READ_FOCUS = """() => {
  const element = document.activeElement;
  return [element.tagName, getComputedStyle(element).outlineStyle, element.matches(":focus-visible")];
}"""

GROUND = "(piece) => getComputedStyle(piece).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"


def find_pages(visit: Visit) -> dict[str, str]:
    """The pages of the story with most articles: of one that is a copy and of a disputed claim, where there are."""
    story = max(visit.ask("/api/v1/stories")["stories"], key=lambda found: found["articles"])["id"]
    lines = visit.ask(f"/api/v1/stories/{story}")
    originals = {work["original"] for work in lines["works"]}
    copies = [article["id"] for article in lines["articles"] if article["id"] not in originals]
    disputed = {finding for conflict in lines["conflicts"] for side in conflict["between"] for finding in side}
    claims = sorted(lines["claims"], key=lambda claim: not disputed & set(claim["statements"]))
    return {
        "front": "/",
        "story": f"/stories/{story}",
        "article": f"/articles/{(copies or [lines['articles'][0]['id']])[0]}",
        "claim": f"/claims/{claims[0]['id']}",
    }


def find_more_pages(visit: Visit) -> dict[str, str]:
    """One page of every other kind."""
    story = max(visit.ask("/api/v1/stories")["stories"], key=lambda found: found["articles"])["id"]
    lines = visit.ask(f"/api/v1/stories/{story}")
    article = lines["articles"][0]["id"]
    speaker = next(line for line in lines["speakers"] if line["kind"] == "person")
    affiliation = next((line["affiliation"] for line in lines["speakers"] if line["affiliation"]), None)
    places = visit.ask("/api/v1/places")["places"]
    outlets = visit.ask("/api/v1/outlets")["outlets"]
    return {
        "speaker": f"/speakers/{speaker['id']}",
        **({"organisation": f"/organisations?name={quote(affiliation)}"} if affiliation else {}),
        **({"place": f"/places/{quote(places[0]['key'], safe='')}"} if places else {}),
        "places": "/places",
        "outlets": "/outlets",
        **({"outlet": f"/outlets?name={quote(outlets[0]['name'])}"} if outlets else {}),
        "search": "/search?q=said",
        "hints": "/search",
        "ask": "/ask?q=Who+denies+it",
        "beside": f"/articles/{article}/beside/{lines['articles'][-1]['id']}",
        "page": f"/pages/{lines['articles'][0]['page']}",
        "add": "/add",
        "correct": f"/articles/{article}/correct",
        "judgements": "/judgements",
        "look": "/look",
        "nothing new": "/?since=1",
    }


def test_each_page_renders_and_fits_in_every_view(visit: Visit) -> None:
    pages = [*find_pages(visit).values(), *find_more_pages(visit).values()]
    for path in [*pages, find_pages(visit)["story"] + "?everything=1"]:
        for width, height, scheme in VIEWS:
            visit.page.set_viewport_size({"width": width, "height": height})
            visit.page.emulate_media(color_scheme=scheme)
            visit.go(path)
            assert visit.page.locator("h1").count() == 1
            overflow = visit.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{path} is {overflow} pixels too wide at {width}"


@pytest.mark.parametrize(("width", "height", "scheme"), VIEWS[:4])
def test_axe_finds_nothing_serious(visit: Visit, width: int, height: int, scheme: str) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.emulate_media(color_scheme=scheme)
    for path in [*find_pages(visit).values(), *find_more_pages(visit).values()]:
        visit.go(path)
        found = Axe().run(visit.page).response["violations"]
        told = [
            (f["id"], f["help"], [n["html"][:160] for n in f["nodes"][:3]]) for f in found if f["impact"] != "minor"
        ]
        assert told == [], path


def test_a_reader_chooses_how_pages_look(visit: Visit) -> None:
    visit.go("/look")
    paper = "getComputedStyle(document.body).backgroundColor"
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    light, usual = visit.page.evaluate(paper), visit.page.evaluate(size)
    visit.page.get_by_label("very large").check()
    visit.page.get_by_label("dark", exact=True).check()
    visit.page.get_by_role("button", name="Use this").click()
    visit.page.wait_for_load_state()
    assert visit.page.evaluate(paper) != light and visit.page.evaluate(size) > 1.3 * usual
    visit.page.set_viewport_size({"width": 320, "height": 700})
    for path in find_pages(visit).values():
        visit.go(path)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_bookmark_and_a_note_by_keyboard(visit: Visit) -> None:
    visit.go(find_pages(visit)["story"])
    visit.page.get_by_role("button", name="Put a bookmark here").focus()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Take the bookmark out").wait_for()
    visit.go("/?kept=1")
    assert visit.page.locator(".entry").count() == 1


def test_the_page_can_be_installed(visit: Visit) -> None:
    visit.go("/")
    manifest = visit.ask(visit.page.locator("link[rel=manifest]").get_attribute("href") or "")
    assert manifest["display"] == "standalone" and manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        answer = visit.page.request.get(visit.address + icon["src"])
        assert answer.status == 200 and answer.headers["content-type"] == icon["type"]


def test_marks_are_exactly_the_exported_spans(visit: Visit) -> None:
    story = visit.ask("/api/v1/stories")["stories"][0]["id"]
    for article in visit.ask(f"/api/v1/stories/{story}")["articles"]:
        answer = visit.ask(f"/api/v1/articles/{article['id']}")
        visit.go(f"/articles/{article['id']}")
        assert visit.page.evaluate(READ_TEXT) == answer["page"]["text"]
        marks = visit.page.evaluate(READ_MARKS)
        notes = visit.page.evaluate(READ_NOTES)
        for finding in (*answer["statements"], *answer["figures"]):
            for layer, spans in expect_marks(finding).items():
                reason = f"{layer}:{notes[finding['id']]}"
                marked = merge_spans(Span(start, end) for start, end, reasons in marks if reason in reasons.split())
                assert marked == merge_spans(Span(s["start"], s["end"]) for s in spans), (finding["id"], layer)


def expect_marks(finding: Any) -> dict[str, list[Any]]:
    """Layer → spans of a statement or figure of the export."""
    if finding["type"] == "figure":
        return {"figure": [finding]}
    return {
        family_of(finding["stance"]).value: finding["content"],
        "source": finding["source"]["spans"],
        "cue": [finding["cue"]] if finding["cue"] else [],
        "via": [via["span"] for via in finding["via"] if via["span"]],
    }


def test_layers_switch_by_keyboard_without_changing_the_text(visit: Visit) -> None:
    visit.go(find_pages(visit)["article"])
    text = visit.page.evaluate(READ_TEXT)
    mark = visit.page.locator("#text span.tells:not(.warns, .disputes, .asks, .promises, .repeat)").first
    number = mark.get_attribute("data-m").split("tells:")[1].split()[0]
    note = visit.page.locator(f"#note-{number}")
    assert mark.evaluate(GROUND) != CLEAR and note.is_visible()
    visit.page.locator("#on-tells").focus()
    visit.page.keyboard.press("Space")
    visit.page.wait_for_load_state()
    assert mark.evaluate(GROUND) == CLEAR and not note.is_visible()
    assert visit.page.evaluate(READ_TEXT) == text
    visit.page.keyboard.press("Space")
    visit.page.wait_for_load_state()
    assert mark.evaluate(GROUND) != CLEAR and note.is_visible()


def test_every_layer_of_a_page_can_be_switched(visit: Visit) -> None:
    visit.go(find_pages(visit)["article"])
    for switch in visit.page.locator(".layers input").all():
        layer = switch.get_attribute("id").removeprefix("on-")
        notes = visit.page.locator(f".note.{layer}")
        shown = notes.count() and notes.first.is_visible()
        switch.uncheck()
        assert not shown or not notes.first.is_visible(), layer
        switch.check()


def test_a_mark_leads_to_its_note_and_back(visit: Visit) -> None:
    visit.go(find_pages(visit)["article"])
    link = visit.page.locator("#text .ref.figure").first
    link.focus()
    visit.page.keyboard.press("Enter")
    note = visit.page.locator(link.get_attribute("href"))
    assert note.is_visible() and "lit" in note.get_attribute("class")
    assert visit.page.locator("#text .lit").count() >= 1
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_load_state()
    assert visit.page.locator("#text .lit").count() == 0
    note.locator("h3 a").click()
    assert visit.page.url.endswith("#" + link.get_attribute("id"))


def test_on_a_phone_a_tap_shows_the_note_over_the_text(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.go(find_pages(visit)["article"])
    visit.page.locator("#text span.figure").first.click()
    sheet = visit.page.locator(".note.sheet")
    assert sheet.count() == 1 and sheet.bounding_box()["y"] > 300
    visit.page.locator("h1").click()
    visit.page.wait_for_load_state()
    assert visit.page.locator(".note.sheet").count() == 0


def test_all_can_be_reached_by_keyboard_and_the_focus_is_seen(visit: Visit) -> None:
    visit.go(find_pages(visit)["article"])
    seen = set()
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        visit.page.wait_for_load_state()
        name, outline, is_visible = visit.page.evaluate(READ_FOCUS)
        assert outline != "none" and is_visible, name
        seen.add(name)
    assert {"A", "INPUT"} <= seen


def test_pages_are_read_without_scripts(browser: Browser, visit: Visit) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in find_pages(visit).values():
        page.goto(visit.address + path)
        assert page.locator("main").inner_text().strip()
    page.goto(visit.address + find_pages(visit)["article"])
    mark = page.locator("#text span.figure").first
    number = page.locator("#text .ref.figure").first.get_attribute("data-n")
    page.locator("#on-figure").uncheck()
    assert not page.locator(f"#note-{number}").is_visible() and mark.is_visible()
    context.close()


def test_hostile_words_do_nothing(browser: Browser, serve: Callable[[list[Path]], str], tmp_path: Path) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    body = f"HARROWGATE, 3 May 2024\n\nAnna Brand, a spokeswoman, said on Friday that {script} 14 people were hurt.\n"
    for number, headline in enumerate((script, "Mayor \u202esyas\u202c so", "javascript:alert(4)")):
        (tmp_path / f"{number}.txt").write_text(f"{headline}\n\n{body}{'She said more. ' * (number + 1)}\n", "utf-8")
    address = serve(sorted(tmp_path.glob("*.txt")))
    context = browser.new_context()
    visit = Visit(context.new_page(), address)
    visit.go("/")
    for story in visit.ask("/api/v1/stories")["stories"]:
        visit.go(f"/stories/{story['id']}")
        lines = visit.ask(f"/api/v1/stories/{story['id']}")
        for article in lines["articles"]:
            visit.go(f"/articles/{article['id']}")
            assert visit.page.locator("#text img, #text script, #text svg").count() == 0
        for claim in lines["claims"]:
            visit.go(f"/claims/{claim['id']}")
    context.close()
    assert visit.faults == []
