"""The sample pages and the truth beside them: each expected string stands on its page, and the counts add up."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sayso.model import ConflictKind, Directness, Relation, Stance

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "EXPECTED" / "expected.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = EXPECTED["pages"]
CROWNS = {"USD": 15.48, "GBP": 19.63}
CLAIM_LISTS = ("statements", "figures", "may_include", "must_not_include")
CUE_REACH = 300  # characters between a content and its cue or source


def strip_tags(markup: str) -> str:
    """The visible text of one of the sample pages; good enough for these, not for the web."""
    markup = re.sub(r"<(script|style|head)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    markup = re.sub(r"</?(?:a|b|em|span|strong)\b[^>]*>", "", markup)
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_sample(name: str) -> str:
    """A page's words with white space collapsed."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    return squeeze(strip_tags(text) if name.endswith(".html") else text)


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


def list_findings(kind: str) -> list[Any]:
    return [
        pytest.param(name, finding, id=finding.get("id", f"{name}-{number}"))
        for name, page in PAGES.items()
        for number, finding in enumerate(page[kind])
    ]


STATEMENTS = {s["id"]: s for page in PAGES.values() for s in page["statements"]}
FIGURES = {f["id"]: f for page in PAGES.values() for f in page["figures"]}
FINDINGS = STATEMENTS | FIGURES


def test_samples_every_page_has_its_truth() -> None:
    on_disk = {path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html"}}
    assert on_disk == set(PAGES)


def test_samples_readme_names_every_page() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in PAGES if name not in readme] == []


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


@pytest.mark.parametrize(("name", "statement"), list_findings("statements"))
def test_samples_statement_words_are_in_the_article(name: str, statement: dict[str, Any]) -> None:
    text = cut_article(statement["article"])
    assert ARTICLES[statement["article"]]["page"] == name
    assert all(part in text for part in statement["content"])
    start = text.index(statement["content"][0])
    end = text.index(statement["content"][-1], start) + len(statement["content"][-1])
    around = text[max(0, start - CUE_REACH) : end + CUE_REACH]
    assert statement["cue"] in around
    assert statement["source"] in around
    assert Stance(statement["stance"])
    assert Directness(statement["directness"])


@pytest.mark.parametrize(("name", "statement"), list_findings("statements"))
def test_samples_direct_statements_are_quotations(name: str, statement: dict[str, Any]) -> None:
    quoted = [part[0] + part[-1] in {'""', "“”", "‘’", "''"} for part in statement["content"]]
    assert all(quoted) == (statement["directness"] == "direct"), name


@pytest.mark.parametrize(("name", "figure"), list_findings("figures"))
def test_samples_figure_words_are_in_the_article(name: str, figure: dict[str, Any]) -> None:
    assert ARTICLES[figure["article"]]["page"] == name
    assert figure["text"] in figure["near"]
    assert figure["near"] in cut_article(figure["article"])
    if figure["min"] is not None and figure["max"] is not None:
        assert figure["min"] <= figure["max"]


@pytest.mark.parametrize(("name", "figure"), list_findings("figures"))
def test_samples_conversions_fit_the_rate(name: str, figure: dict[str, Any]) -> None:
    if "conversion_of" not in figure:
        return
    crowns = FIGURES[figure["conversion_of"]]["min"]
    assert figure["min"] == pytest.approx(crowns / CROWNS[figure["unit"]], rel=0.01), name


@pytest.mark.parametrize(("name", "mention"), list_findings("dates"))
def test_samples_date_words_are_in_the_article(name: str, mention: dict[str, Any]) -> None:
    assert ARTICLES[mention["article"]]["page"] == name
    assert mention["text"] in mention["near"]
    assert mention["near"] in cut_article(mention["article"])
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", mention["date"])


def test_samples_works_have_one_original_and_the_articles_say_the_same() -> None:
    shared = {work["id"]: work for work in EXPECTED["works"]}
    for article_id, article in ARTICLES.items():
        if article["work"] in shared:
            assert shared[article["work"]]["articles"][article_id] == article["relation"]
        else:
            assert article["relation"] == "original"
    assert {Relation(article["relation"]) for article in ARTICLES.values()} >= {Relation.NEAR, Relation.EXCERPT}
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


def test_samples_reversal_is_by_one_speaker_and_dated() -> None:
    (reversal,) = [c for c in EXPECTED["conflicts"] if c["kind"] == "reversal"]
    sides = [[STATEMENTS[i] for i in side] for side in reversal["between"]]
    assert {s["speaker"] for side in sides for s in side} == {"Anselm Trake"}
    assert [{s["said"] for s in side} for side in sides] == [{day} for day in reversal["dates"]]


def test_samples_use_reserved_addresses_only() -> None:
    addresses = [a for name in PAGES for a in re.findall(r"https?://([^/\"'\s]+)", (SAMPLES / name).read_text("utf-8"))]
    assert addresses
    assert [a for a in addresses if not a.endswith((".example", "schema.org"))] == []
