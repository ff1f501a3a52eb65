"""Items: the articles, live entries, digest items and teasers of one page. Paths: marks (JSONL), folder of the pages.

An item is found where one of sayso's articles shares at least .7 of the characters of both bodies; a teaser, which has
no body, where their headlines meet. White space does not count. Where HTML stands beside the text of a page, it is read
too: there an item reaches from its first to its last words, and so does an article.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quality.bootstrap import add_interval
from quality.copies import read_lines
from sayso.model import Article, Capture, Page, Span
from sayso.read import page_id, read_page
from sayso.split import find_teasers, split_page
from sayso.strip import strip_page

LEAST_SHARED = 0.7  # intersection over union
INFERRED = frozenset({"C018"})
"""Pages whose borders are inferred, because their text has lost the headings: scored apart."""

TEASER = "teaser"
SHOWN = 100  # characters of an item in an error

Characters = frozenset[int]


class Item(NamedTuple):
    """Something on a page: the characters of its headline and of its body, and words to know it by."""

    headline: Characters
    body: Characters
    words: str
    kind: str = "article"


class PageScore(NamedTuple):
    """One page: items that are found, sayso's articles, items marked, and what went wrong."""

    page: str
    right: int
    given: int
    wanted: int
    errors: tuple[str, ...] = ()


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`f1 precision recall` over all items, their mean F1 by page, and the same on HTML.

    `negative_split` counts the pages that are one article and were split.
    """
    rows, folder = read_lines(paths[0]), Path(paths[1])
    scores = [score_text(row, folder) for row in rows]
    sure = [score for score in scores if score.page not in INFERRED]
    inferred = [score for score in scores if score.page in INFERRED]
    marked_up = [score_markup(row, folder) for row in rows if (folder / f"{row['page']}.html").exists()]
    if errors:
        print_errors(scores, errors)
        print_errors([score._replace(page=f"{score.page}.html") for score in marked_up], errors)
    precision, recall, f1 = sum_scores(sure)
    measures = {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "page_f1": sum(sum_scores([score])[2] for score in sure) / len(sure),
        "negative_split": float(sum(score.wanted == 1 < score.given for score in sure)),
    }
    if inferred:
        measures["inferred_f1"] = sum_scores(inferred)[2]
    if marked_up:
        names = ("html_precision", "html_recall", "html_f1")
        measures |= dict(zip(names, sum_scores(marked_up), strict=True))
        measures["html_negative_split"] = float(sum(score.wanted == 1 < score.given for score in marked_up))
    add_interval(measures, "f1", sure, score_f1)
    return measures


def sum_scores(scores: Sequence[PageScore]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the items of all pages."""
    right = sum(score.right for score in scores)
    given = sum(score.given for score in scores)
    wanted = sum(score.wanted for score in scores)
    return right / max(1, given), right / max(1, wanted), 2 * right / max(1, given + wanted)


def score_f1(scores: Sequence[PageScore]) -> float:
    """F1 alone."""
    return sum_scores(scores)[2]


# --- plain text: by characters ---------------------------------------------------------------------------------------


def score_text(row: dict[str, Any], folder: Path) -> PageScore:
    """The items of a page's text, matched by the offsets of the marks.

    Raises:
        ValueError: sayso reads another text than the one that was marked.
    """
    path = folder / f"{row['page']}.txt"
    page, articles = read_articles(path)
    if page.text != path.read_bytes().decode("utf-8"):
        raise ValueError(f"{path} is read as another text than the marks were made on.")
    inside = Span(*row["range"])
    given = [
        Item(
            list_characters(page.text, [article.headline] if article.headline else []),
            list_characters(page.text, article.body),
            quote_article(page, article),
        )
        for article in articles
        if inside.start <= article.block.start < inside.end
    ]
    given += [
        teaser for teaser in list_teasers(page) if any(inside.start <= place < inside.end for place in teaser.headline)
    ]
    wanted = [
        Item(
            list_characters(page.text, [Span(*item["headline"])] if item["headline"] else []),
            list_characters(page.text, [Span(*span) for span in item["body"]]),
            item["start"],
            item["kind"],
        )
        for item in row["items"]
    ]
    return score_page(row["page"], given, wanted)


def read_articles(path: Path) -> tuple[Page, tuple[Article, ...]]:
    """A file read, split and stripped."""
    data = path.read_bytes()
    page = read_page(data, Capture(page=page_id(data), path=path.name))
    return page, strip_page(page, split_page(page)).articles


def list_teasers(page: Page) -> list[Item]:
    """The headlines of a page that is a list of them."""
    spans = find_teasers(page)
    words = [page.text[span.start : span.end] for span in spans]
    return [
        Item(list_characters(page.text, [span]), frozenset(), text, TEASER)
        for span, text in zip(spans, words, strict=True)
    ]


def list_characters(text: str, spans: Iterable[Span]) -> Characters:
    """Where the characters of the spans stand that are not white space."""
    return frozenset(place for span in spans for place in range(span.start, span.end) if not text[place].isspace())


def quote_article(page: Page, article: Article) -> str:
    """The first words of an article's block."""
    return page.text[article.block.start : article.block.end][:SHOWN].replace("\n", " ¶ ")


# --- HTML: by first and last words -----------------------------------------------------------------------------------


def score_markup(row: dict[str, Any], folder: Path) -> PageScore:
    """The items of a page's HTML, each from its first to its last words in the text that sayso makes of it."""
    page, articles = read_articles(folder / f"{row['page']}.html")
    places = [place for place, letter in enumerate(page.text) if not letter.isspace()]
    bare = "".join(page.text[place] for place in places)
    wanted, after = [], 0
    for item in row["items"]:
        found = find_reach(bare, item["start"], item["end"], after)
        after = found.stop if found else after
        reach = frozenset(places[found.start : found.stop])
        teaser = item["kind"] == TEASER
        wanted.append(Item(*((reach, frozenset()) if teaser else (frozenset(), reach)), item["start"], item["kind"]))
    given = [
        Item(
            list_characters(page.text, [article.headline] if article.headline else []),
            list_characters(page.text, [Span(article.body[0].start, article.body[-1].end)] if article.body else []),
            quote_article(page, article),
        )
        for article in articles
    ]
    given += list_teasers(page)
    return score_page(row["page"], given, wanted)


def find_reach(bare: str, first: str, last: str, after: int) -> range:
    """From the first words to the last ones in a text without white space, after an offset or else anywhere."""
    opening, closing = "".join(first.split()), "".join(last.split())
    start = bare.find(opening, after)
    start = bare.find(opening) if start < 0 else start
    if start < 0:
        return range(0)
    end = bare.find(closing, max(start, start + len(opening) - len(closing)))
    return range(start, end + len(closing)) if end >= 0 else range(0)


# --- matching --------------------------------------------------------------------------------------------------------


def score_page(name: str, given: Sequence[Item], wanted: Sequence[Item]) -> PageScore:
    """Each article answers for one item at most, the one it agrees with best."""
    pairs = sorted(
        ((share(mark, item), number, other) for number, mark in enumerate(wanted) for other, item in enumerate(given)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    found: dict[int, int] = {}
    for shared, number, other in pairs:
        enough = shared > 0 if wanted[number].kind == TEASER else shared >= LEAST_SHARED
        if enough and number not in found and other not in found.values():
            found[number] = other
    missed = [f"missed {mark.kind}: {mark.words}" for number, mark in enumerate(wanted) if number not in found]
    spurious = [f"made up: {item.words}" for other, item in enumerate(given) if other not in found.values()]
    return PageScore(name, len(found), len(given), len(wanted), (*missed, *spurious))


def share(mark: Item, item: Item) -> float:
    """Intersection over union: of the headlines for a teaser, else of the bodies."""
    one, other = (mark.headline, item.headline) if mark.kind == TEASER else (mark.body, item.body)
    return len(one & other) / len(one | other) if one and other else 0.0


def print_errors(scores: Iterable[PageScore], limit: int) -> None:
    """Each page's score, and up to `limit` of its errors, on standard error."""
    for score in scores:
        print(f"{score.page}: {score.right} right of {score.wanted}, {score.given} given", file=sys.stderr)
        for line in score.errors[:limit]:
            print(f"  {line}", file=sys.stderr)
