"""What pages hold is text, whatever it looks like."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.server.article_pages import PART
from sayso.settings import Settings

SCRIPT = "<script>alert(document.domain)</script>"
SVG = '"><svg onload=alert(1)><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">'
TEMPLATE = "{{ 7*7 }} {% raw %} ${7*7} &amp; &lt;b&gt; </span></div><!-- ]]>"
OVERRIDE = "\u202eesrever\u202c \u2066isolate \u200b\u00ad"

BODY = (
    "Harrowgate, 3 May 2024\n\n"
    f"The mayor of Harrowgate, {SCRIPT}, said on Friday that {SVG} at least 14 people had been hurt {TEMPLATE}.\n\n"
    f"“We count {OVERRIDE} again,” said Anna Brand, a spokeswoman for the town. She denied that.\n\n"
    "The town clerk, Olaf Meer, told Radio Harrow that the bridge would stay closed until June.\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Pages whose headlines and bodies are hostile; one has a headline of 1 MB, one a body of 1 MB."""
    folder = tmp_path_factory.mktemp("hostile")
    pages = {
        f"script {SCRIPT[:12].strip('<')}.txt": f"{SCRIPT}\n\n{BODY}",
        "svg.txt": f"Flood {SVG} rises\n\n{BODY.replace('Friday', 'Saturday')}",
        "template.txt": f"{TEMPLATE}\n\n{BODY.replace('14', '15')}",
        "override.txt": f"Mayor {OVERRIDE} says\n\n{BODY.replace('June', 'July')}",
        "returns.txt": f"Flood at Harrowgate\n\n{BODY.replace('Olaf', 'Ole')}".replace("\n", "\r\n"),
        "long-headline.txt": f"{'Flood <b>' * 116_000}\n\n{BODY.replace('Radio', 'Kanal')}",
        "long-body.txt": f"A long day\n\n{BODY}\n{'Water <i>rose</i> over the meadow. ' * 30_000}\n",
    }
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8", newline="")
    with Archive.open(folder / "sayso.db", create=True) as archive:
        archive.add([str(folder / name) for name in pages])
    return TestClient(make_app(folder / "sayso.db", Settings()), base_url="http://localhost")


def list_articles(client: TestClient) -> list[str]:
    stories = client.get("/api/v1/stories").json()["stories"]
    return [line["id"] for s in stories for line in client.get(f"/api/v1/stories/{s['id']}").json()["articles"]]


ALLOWED = set(
    """html head meta title link script body a header p nav main footer h1 h2 h3 div span section article aside form
    fieldset legend label input ul ol li dl dt dd bdi blockquote sup time figure figcaption table caption thead tbody tr
    th td b svg g circle rect path line text desc mark details summary select option button textarea
    code strong""".split()  # noqa: SIM905 (a list would be twenty lines)
)


def check_harmless(page: HtmlPage) -> None:
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert page.attributes("script", "src") == ["/static/sayso.js"] and sum(t == "script" for t, _ in page.tags) == 1
    for tag, attrs in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attrs), (tag, attrs)


def test_hostile_pages_are_shown_as_text(hostile: TestClient) -> None:
    articles = list_articles(hostile)
    assert len(articles) >= 6
    shown = 0
    for article in articles:
        answer = hostile.get(f"/api/v1/articles/{article}").json()
        text = answer["page"]["text"]
        response = hostile.get(f"/articles/{article}?part=1")
        assert response.status_code == 200
        page = HtmlPage(response.text)
        check_harmless(page)
        start = next(at for at in range(0, len(text), PART) if text[at : at + PART].startswith(page.text[:200]))
        assert page.text == text[start : start + PART]
        shown += SCRIPT in page.text
    assert shown >= 5


def test_hostile_titles_are_shown_as_text_everywhere(hostile: TestClient) -> None:
    stories = hostile.get("/api/v1/stories").json()["stories"]
    for address in ["/", *(f"/stories/{s['id']}?everything=1" for s in stories)]:
        answer = hostile.get(address)
        assert answer.status_code == 200 and len(answer.content) < 400_000
        check_harmless(HtmlPage(answer.text))
        assert not any(sign in answer.text for sign in "\u202e\u2066"), "direction is never turned outside the text"


def test_hostile_claims_are_shown_as_text(hostile: TestClient) -> None:
    for story in hostile.get("/api/v1/stories").json()["stories"]:
        for claim in hostile.get(f"/api/v1/stories/{story['id']}").json()["claims"]:
            answer = hostile.get(f"/claims/{claim['id']}")
            assert answer.status_code == 200
            check_harmless(HtmlPage(answer.text))


def test_every_other_page_of_hostile_words_is_harmless(hostile: TestClient) -> None:
    lines = [hostile.get(f"/api/v1/stories/{s['id']}").json() for s in hostile.get("/api/v1/stories").json()["stories"]]
    speakers = [f"/speakers/{speaker['id']}" for told in lines for speaker in told["speakers"][:3]]
    pages = [f"/pages/{told['articles'][0]['page']}" for told in lines]
    regrouped = [f"/stories/{told['story']['id']}/correct" for told in lines]
    corrected = [f"/articles/{told['articles'][0]['id']}/correct" for told in lines]
    rooms = ["/outlets", "/places", "/judgements", "/search?q=Harrowgate", "/ask?q=How+many+people+were+hurt%3F"]
    for address in (
        *speakers,
        *pages,
        *regrouped,
        *corrected,
        *rooms,
        f"/ask?q={quote(SCRIPT)}",
        f"/search?q={quote(SVG)}",
    ):
        answer = hostile.get(address)
        assert answer.status_code == 200, address
        check_harmless(HtmlPage(answer.text))


def test_a_wrong_cursor_of_a_page_is_told(hostile: TestClient) -> None:
    for after in ("nobody", "article-000000", SCRIPT[:60], "../..", "\x00"):
        answer = hostile.get("/search", params={"q": "Harrowgate", "after": after})
        assert answer.status_code == 422, after
        check_harmless(HtmlPage(answer.text))


def test_a_long_page_is_shown_in_parts(hostile: TestClient) -> None:
    for article in list_articles(hostile):
        text = hostile.get(f"/api/v1/articles/{article}").json()["page"]["text"]
        if len(text) < 2 * PART:
            continue
        parts = [
            HtmlPage(hostile.get(f"/articles/{article}?part={n}").text).text
            for n in range(2, -(-len(text) // PART) + 1)
        ]
        assert "".join(parts) == text[PART:]
        assert hostile.get(f"/articles/{article}?part=99999").status_code == 200


@pytest.mark.parametrize(
    "text", [SCRIPT, SVG, OVERRIDE, "../../etc/passwd", "a" * 5000, "\u0000", "%00", "'; drop table pages"]
)
def test_hostile_ids_are_not_found(hostile: TestClient, text: str) -> None:
    for kind in ("stories", "articles", "claims"):
        answer = hostile.get(f"/{kind}/{text}") if text.isprintable() else hostile.get(f"/{kind}/%00%E2%80%AE")
        assert answer.status_code == 404
        check_harmless(HtmlPage(answer.text))


def test_carriage_returns_reach_the_browser(hostile: TestClient) -> None:
    pages = {a: hostile.get(f"/api/v1/articles/{a}").json()["page"]["text"] for a in list_articles(hostile)}
    with_returns = {article: text for article, text in pages.items() if "\r" in text}
    assert with_returns
    for article, text in with_returns.items():
        source = hostile.get(f"/articles/{article}").text
        assert "\r" not in source and HtmlPage(source).text == text
