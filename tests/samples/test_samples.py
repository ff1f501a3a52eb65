"""The sample pages and the truth beside them: each expected string stands on its page, and the counts add up."""

from __future__ import annotations

import email
import email.policy
import gzip
import html
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sayso.model import ConflictKind, Directness, Relation, Stance

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "EXPECTED" / "expected.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = EXPECTED["pages"]
CROWNS = {"USD": 15.48, "GBP": 19.63, "EUR": 16.8}
CLAIM_LISTS = ("statements", "figures", "may_include", "must_not_include")
CUE_REACH = 300  # characters between a content and its cue or source
QUOTATION_MARKS = {'""', "“”", "‘’", "''", "„“"}
FEED_PARTS = ("title", "{http://purl.org/dc/elements/1.1/}creator", "source")
FEED_BODY = "{http://purl.org/rss/1.0/modules/content/}encoded"


def strip_tags(markup: str) -> str:
    """The visible text of one of the sample pages; good enough for these, not for the web."""
    markup = re.sub(r"<(script|style|head)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    markup = re.sub(r"</?(?:a|b|em|span|strong)\b[^>]*>", "", markup)
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_mail(data: bytes) -> list[str]:
    """The HTML alternative of a message, decoded."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("html",))
    assert part is not None
    return [str(part.get_content())]


def read_feed(data: bytes) -> list[str]:
    """Title, creator, source and full content of each item of a feed."""
    items = list(ElementTree.fromstring(data).iter("item"))
    heads = [[html.escape(item.findtext(part, "")) for part in FEED_PARTS] for item in items]
    return ["<p>".join([*head, item.findtext(FEED_BODY, "")]) for head, item in zip(heads, items, strict=True)]


def read_warc(data: bytes) -> list[str]:
    """The HTML pages that were delivered: responses with status 200, in their own charset."""
    records = re.split(rb"(?:^|\r\n\r\n)(?=WARC/1\.1\r\n)", gzip.decompress(data))
    parts = [record.split(b"\r\n\r\n", 2) for record in records if b"\r\nWARC-Type: response\r\n" in record]
    return [read_response(head.decode(), body) for _, head, body in parts if b" 200 OK\r\n" in head]


def read_response(head: str, body: bytes) -> str:
    charset = re.search(r"Content-Type: text/html; charset=(\S+)", head)
    assert charset is not None
    return (join_chunks(body) if "Transfer-Encoding: chunked" in head else body).decode(charset[1])


def join_chunks(body: bytes) -> bytes:
    size, _, rest = body.partition(b"\r\n")
    length = int(size, 16)
    return rest[:length] + join_chunks(rest[length + 2 :]) if length else b""


READERS: dict[str, Callable[[bytes], list[str]]] = {".eml": read_mail, ".xml": read_feed, ".gz": read_warc}


def read_source(name: str) -> str:
    """A page as it was written, decoded: text, or HTML where the file is none; `file#2` is the second page in it."""
    file, _, number = name.partition("#")
    if not number:
        return (SAMPLES / file).read_text("utf-8")
    return READERS[Path(file).suffix]((SAMPLES / file).read_bytes())[int(number) - 1]


def read_sample(name: str) -> str:
    """A page's words with white space collapsed."""
    text = SOURCES[name]
    return squeeze(text if name.endswith(".txt") else strip_tags(text))


SOURCES = {name: read_source(name) for name in PAGES}
TEXTS = {name: read_sample(name) for name in PAGES}
ARTICLES = {article["id"]: article | {"page": name} for name, page in PAGES.items() for article in page["articles"]}


def cut_article(article_id: str) -> str:
    """What stands between an article's first and last words, furniture in between included."""
    article = ARTICLES[article_id]
    text = TEXTS[article["page"]]
    alike = [other["id"] for other in PAGES[article["page"]]["articles"] if other["first"] == article["first"]]
    start = -1
    for _ in range(alike.index(article_id) + 1):
        start = text.index(article["first"], start + 1)
    return text[start : text.index(article["last"], start) + len(article["last"])]


STATEMENTS = {s["id"]: s for page in PAGES.values() for s in page["statements"]}
FIGURES = {f["id"]: f for page in PAGES.values() for f in page["figures"]}
FINDINGS = STATEMENTS | FIGURES
REVERSALS = [conflict for conflict in EXPECTED["conflicts"] if conflict["kind"] == "reversal"]
AFFILIATIONS = {speaker["name"]: speaker["affiliation"] for speaker in EXPECTED["speakers"]}
WARC = SAMPLES / "16_morrend_one.warc.gz"


def test_samples_every_page_has_its_truth() -> None:
    on_disk = {path.name for path in SAMPLES.iterdir() if path.is_file() and path.name != "README.md"}
    assert on_disk == {name.partition("#")[0] for name in PAGES}


@pytest.mark.parametrize("file", sorted({name.partition("#")[0] for name in PAGES if "#" in name}))
def test_samples_every_page_of_a_file_has_its_truth(file: str) -> None:
    pages = READERS[Path(file).suffix]((SAMPLES / file).read_bytes())
    assert {f"{file}#{number + 1}" for number in range(len(pages))} == {n for n in PAGES if n.startswith(f"{file}#")}


def test_samples_plain_twin_of_the_letter_says_the_same() -> None:
    (name,) = [name for name in PAGES if ".eml#" in name]
    message = email.message_from_bytes((SAMPLES / name.partition("#")[0]).read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    plain = message.get_body(("plain",))
    assert plain is not None
    text = squeeze(plain.get_content())
    assert [s["id"] for s in PAGES[name]["statements"] if not all(part in text for part in s["content"])] == []


def test_samples_readme_names_every_page() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in PAGES if name.partition("#")[0] not in readme] == []


def test_samples_ids_are_unique() -> None:
    assert len(FINDINGS) == sum(len(page["statements"]) + len(page["figures"]) for page in PAGES.values())
    assert len(ARTICLES) == sum(len(page["articles"]) for page in PAGES.values())


@pytest.mark.parametrize("article_id", ARTICLES)
def test_samples_article_words_are_on_the_page(article_id: str) -> None:
    article = ARTICLES[article_id]
    text = TEXTS[article["page"]]
    assert len(article["first"].split()) == len(article["last"].split()) == 5
    assert cut_article(article_id)
    for words in [*article["credits"], *article["bylines"], *article.get("undecided", ())]:
        assert squeeze(words) in text
    assert article["dateline"] is None or article["dateline"] in text
    if article["headline"] is not None:
        assert text.count(article["headline"]) >= 1 + article["headline_repeats"]
    if "repeats" in article:
        assert all(text.count(words) == 2 for words in article["repeats"].values())


@pytest.mark.parametrize("name", PAGES)
def test_samples_furniture_is_on_the_page(name: str) -> None:
    page = PAGES[name]
    missing = [words for words in [*page["furniture"], *page["not_articles"]] if squeeze(words) not in TEXTS[name]]
    assert missing == []


@pytest.mark.parametrize("name", PAGES)
def test_samples_findings_hold_no_furniture(name: str) -> None:
    page = PAGES[name]
    found = [part for s in page["statements"] for part in s["content"]]
    found += [finding["near"] for finding in page["figures"] + page["dates"]]
    assert [(words, part) for words in page["furniture"] for part in found if words in part] == []


@pytest.mark.parametrize("name", PAGES)
def test_samples_statement_words_are_in_the_article(name: str) -> None:
    for statement in PAGES[name]["statements"]:
        text = cut_article(statement["article"])
        assert ARTICLES[statement["article"]]["page"] == name
        assert all(part in text for part in statement["content"]), statement["id"]
        start = text.index(statement["content"][0])
        end = text.index(statement["content"][-1], start) + len(statement["content"][-1])
        around = text[max(0, start - CUE_REACH) : end + CUE_REACH]
        assert statement["cue"] is not None or statement.get("unquoted"), statement["id"]
        assert (statement["cue"] or "") in around, statement["id"]
        assert statement["source"] in around, statement["id"]
        assert Stance(statement["stance"])
        assert Directness(statement["directness"])


@pytest.mark.parametrize("name", PAGES)
def test_samples_direct_statements_are_quotations(name: str) -> None:
    for statement in PAGES[name]["statements"]:
        quoted = all(part[0] + part[-1] in QUOTATION_MARKS for part in statement["content"])
        direct = statement["directness"] == "direct" and not statement.get("unquoted")
        assert quoted == direct, statement["id"]


@pytest.mark.parametrize("name", PAGES)
def test_samples_figure_words_are_in_the_article(name: str) -> None:
    for figure in PAGES[name]["figures"]:
        assert ARTICLES[figure["article"]]["page"] == name
        assert figure["text"] in figure["near"], figure["id"]
        assert figure["near"] in cut_article(figure["article"]), figure["id"]
        if figure["min"] is not None and figure["max"] is not None:
            assert figure["min"] <= figure["max"], figure["id"]


def test_samples_conversions_fit_the_rate() -> None:
    for figure in FIGURES.values():
        if "conversion_of" in figure:
            crowns = FIGURES[figure["conversion_of"]]
            assert crowns["unit"] == "crown"
            assert figure["min"] == pytest.approx(crowns["min"] / CROWNS[figure["unit"]], rel=0.01), figure["id"]


@pytest.mark.parametrize("name", PAGES)
def test_samples_date_words_are_in_the_article(name: str) -> None:
    for mention in PAGES[name]["dates"]:
        assert ARTICLES[mention["article"]]["page"] == name
        assert mention["text"] in mention["near"], mention
        assert mention["near"] in cut_article(mention["article"]), mention
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", mention["date"])


@pytest.mark.parametrize("name", [name for name in PAGES if "not_statements" in PAGES[name]])
def test_samples_words_that_are_no_statement_are_on_the_page(name: str) -> None:
    content = [part for s in PAGES[name]["statements"] for part in s["content"]]
    for words in PAGES[name]["not_statements"]:
        assert words in TEXTS[name]
        assert not any(words in part for part in content)


def test_samples_works_have_one_original_and_the_articles_say_the_same() -> None:
    shared = {work["id"]: work for work in EXPECTED["works"]}
    for article_id, article in ARTICLES.items():
        if article["work"] in shared:
            assert shared[article["work"]]["articles"][article_id] == article["relation"]
        else:
            assert article["relation"] == "original"
    assert {Relation(article["relation"]) for article in ARTICLES.values()} >= set(Relation) - {Relation.IDENTICAL}
    for work in shared.values():
        assert [a for a, relation in work["articles"].items() if relation == "original"] == [work["original"]]


def test_samples_copied_paragraphs_are_word_for_word() -> None:
    original = (SAMPLES / "01_courier_brunnock.txt").read_text(encoding="utf-8").splitlines()
    last = next(n for n, line in enumerate(original) if line.endswith(ARTICLES["01#1"]["last"]))
    copied = (SAMPLES / "02_gistmill_brunnock.txt").read_text(encoding="utf-8").splitlines()
    assert original[0] not in copied
    assert copied[1 : last + 1] == original[1 : last + 1]


def test_samples_block_printed_again_is_word_for_word() -> None:
    lines = (SAMPLES / "05_courier_tray.txt").read_text(encoding="utf-8").splitlines()
    block = lines[1 : len(lines) // 2 + 1]
    assert lines[1:] == block + block


def test_samples_every_article_is_in_one_story() -> None:
    told = [article for story in EXPECTED["stories"] for article in story["articles"]]
    assert sorted(told) == sorted(ARTICLES)


def test_samples_links_name_known_findings() -> None:
    named = [
        i
        for claim in EXPECTED["claims"]
        for key in ("statements", "figures", "may_include")
        for i in claim.get(key, ())
    ]
    named += [i for conflict in EXPECTED["conflicts"] for side in conflict["between"] for i in side]
    named += [i for pair in EXPECTED["not_conflicts"] + EXPECTED["unsure"] for i in pair["between"]]
    named += [i for stale in EXPECTED["stale_figures"] for i in (stale["figure"], *stale["outdated_by"])]
    assert [i for i in named if i not in FINDINGS] == []
    assert [a for pair in EXPECTED["not_copies"] for a in pair["between"] if a not in ARTICLES] == []


def count_printings(finding_ids: list[str]) -> tuple[int, int]:
    """How many works hold the findings, and how many further printings of those works hold the same words."""
    printings: dict[str, set[str]] = {}
    for finding in (FINDINGS[i] for i in finding_ids):
        words = finding["content"][0] if "content" in finding else finding["near"]
        work = ARTICLES[finding["article"]]["work"]
        holders = {a for a in ARTICLES if ARTICLES[a]["work"] == work and words in cut_article(a)}
        printings.setdefault(work, set()).update(holders)
    return len(printings), sum(len(holders) - 1 for holders in printings.values())


@pytest.mark.parametrize("claim", EXPECTED["claims"], ids=lambda claim: claim["id"])
def test_samples_claim_counts_follow_from_the_works(claim: dict[str, Any]) -> None:
    certain = claim["statements"] + claim.get("figures", [])
    least, most = count_printings(certain), count_printings(certain + claim["may_include"])
    assert (least[0], most[0]) == tuple(claim["reports"])
    assert (least[1], most[1]) == tuple(claim["copies"])
    assert len(claim["origins"]) == claim["independent_origins"][0]
    assert not set(claim.get("must_not_include", ())) & {*certain, *claim["may_include"]}


@pytest.mark.parametrize("conflict", EXPECTED["conflicts"], ids=lambda conflict: conflict["id"])
def test_samples_conflict_sides_are_of_one_kind(conflict: dict[str, Any]) -> None:
    assert ConflictKind(conflict["kind"])
    kinds = [{i in STATEMENTS for i in side} for side in conflict["between"]]
    assert kinds[0] == kinds[1] == {conflict["kind"] in {"denial", "reversal"}}


@pytest.mark.parametrize("conflict", REVERSALS, ids=lambda conflict: conflict["id"])
def test_samples_reversal_is_by_one_side(conflict: dict[str, Any]) -> None:
    sides = [[STATEMENTS[i] for i in side] for side in conflict["between"]]
    assert {s["speaker"] for side in sides for s in side} == set(conflict["by"])
    assert len({AFFILIATIONS.get(name) or name for name in conflict["by"]}) == 1
    if "dates" in conflict:
        assert [{s["said"] for s in side} for side in sides] == [{day} for day in conflict["dates"]]


def test_samples_use_reserved_addresses_only() -> None:
    addresses = [a for source in SOURCES.values() for a in re.findall(r"https?://([^/\"'\s]+)", source)]
    addresses += re.findall(r"https?://([^/\"'\s]+)", (SAMPLES / "21_vesk_feed.xml").read_text("utf-8"))
    addresses += re.findall(r"URI: https?://([^/\s]+)", gzip.decompress(WARC.read_bytes()).decode("utf-8", "replace"))
    assert addresses
    assert [a for a in addresses if not a.endswith((".example", "schema.org", "purl.org", "www.w3.org"))] == []
