"""Made news as articles with the works they truly are, and copies derived from them: what collapse finds of both."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, count, islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec

from quality.anchors import SEED
from quality.making.write import Made, write_bundle
from sayso.model import Article, ArticleText, Basis, Capture, DateExpression, Relation, Span
from sayso.read import read_page

PLANTED = 200  # of each kind of copy that is derived from the texts
DERIVED = "~"  # stands in the id of what was derived
STATEMENT = (
    "The department said in a statement sent to newsrooms that it had opened a review of the handling of the case that "
    "all records would be kept until the review was over and that the families had been told before the public was as "
    "the law of the land requires in every such case without any exception whatever"
)
FURNITURE = (
    "Sign up for our evening letter and get the five stories that matter most from our reporters every working day. "
    "Readers can leave the list at any time with the link at the foot of each letter we send."
)
ACCUSED = "merged_"


Derived = tuple[str, str, ArticleText]
"""A kind, the text it is derived from, or must stay apart from, and the new one."""


class MadeArticle(NamedTuple):
    """An article with its true body, outlet and day, the work it prints and how."""

    item: ArticleText
    work: str
    relation: Relation


# --- reading --------------------------------------------------------------------------------------------------------


def read_made(made: Path, most: int) -> list[MadeArticle]:
    """The first articles of a folder of made news, in the order in which they were written."""
    with (made / "truth.jsonl").open("rb") as lines:
        found = list(_read_truth(lines, lambda path: (made / path).read_bytes()))
    return found[:most]


def make_articles(most: int) -> Iterator[MadeArticle]:
    """The same from news that is made on the way and written nowhere."""
    bundles = (write_bundle(number, seed=SEED, findings=False, pages="text") for number in count())
    yield from islice((article for made in bundles for article in _read_bundle(made)), most)


def _read_bundle(made: Made) -> Iterator[MadeArticle]:
    pages = {path: data for path, _, data, _ in made.pages}
    return _read_truth(made.truth.splitlines(), pages.__getitem__)


def _read_truth(lines: Iterable[bytes], read: Callable[[str], bytes]) -> Iterator[MadeArticle]:
    """The articles of these lines; `read` gives the bytes of a page by its path. A work stands after its articles."""
    paths: dict[str, str] = {}
    items: dict[str, ArticleText] = {}
    page, text = "", ""
    for line in lines:
        if not line.startswith((b'{"type":"capture"', b'{"type":"article"', b'{"type":"work"')):
            continue
        row = msgspec.json.decode(line)
        if row["type"] == "capture":
            paths[row["page"]] = row["path"]
        elif row["type"] == "article":
            if row["page"] != page:
                page, text = row["page"], read_page(read(paths[row["page"]]), Capture(page=row["page"])).text
            items[row["id"]] = _make_article(row, text)
        else:
            for printing in row["articles"]:
                yield MadeArticle(items.pop(printing["article"]), row["id"], Relation(printing["relation"]))


def _make_article(row: Mapping[str, Any], text: str) -> ArticleText:
    published = row["published"] and DateExpression(value=row["published"]["date"], basis=Basis.STATED)
    paragraphs = [text[span["start"] : span["end"]] for span in row["body"]]
    return make_item(row["id"], paragraphs, outlet=row["outlet"], published=published)


def make_item(name: str, paragraphs: Sequence[str], **facts: Any) -> ArticleText:
    """An article of these paragraphs and nothing else, with what else is known of it."""
    body: list[Span] = []
    start = 0
    for paragraph in paragraphs:
        body.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    text = "\n".join(paragraphs)
    article = Article(id=name, page=name, block=Span(0, len(text)), body=tuple(body), **facts)
    return ArticleText(article=article, text=text)


# --- what was found -------------------------------------------------------------------------------------------------


def measure_found(
    articles: Sequence[MadeArticle],
    collapse: Callable[[Mapping[str, ArticleText]], Sequence[Sequence[str]]],
    errors: int = 0,
) -> dict[str, float]:
    """The share found of each kind of printing, of the articles' own and of copies derived from them; how many pairs of
    articles of two works stand in one, and how many texts that were made to share something."""
    derived = list(derive({article.item.article.id: article.item for article in articles}))
    items = [*(article.item for article in articles), *(item for _, _, item in derived)]
    works = collapse({item.article.id: item for item in items})
    work_of = {name: number for number, work in enumerate(works) for name in work}
    for kind, source, item in [found for found in derived if _is_wrong(*found, work_of)][:errors]:
        print(f"{kind}: {source}\n{item.text}\n", file=sys.stderr)
    return _measure_printings(articles, work_of) | _count_merged(articles, works) | _measure_derived(derived, work_of)


def _measure_printings(articles: Sequence[MadeArticle], work_of: Mapping[str, int]) -> dict[str, float]:
    """Of the printings of each kind the share that stands in one work with the original."""
    originals = {a.work: a.item.article.id for a in articles if a.relation is Relation.ORIGINAL}
    planted, found = Counter[str](), Counter[str]()
    for item, work, relation in articles:
        if work in originals and relation is not Relation.ORIGINAL:
            planted[f"found_{relation}"] += 1
            number = work_of.get(item.article.id)
            found[f"found_{relation}"] += number is not None and number == work_of.get(originals[work])
    return {kind: found[kind] / number for kind, number in sorted(planted.items())}


def _count_merged(articles: Sequence[MadeArticle], works: Sequence[Sequence[str]]) -> dict[str, float]:
    true = {article.item.article.id: article.work for article in articles}
    pairs = [
        (a, b) for work in works for a, b in combinations([true[name] for name in work if name in true], 2) if a != b
    ]
    return {f"{ACCUSED}independent": len(pairs), f"{ACCUSED}works": len({frozenset(pair) for pair in pairs})}


def _measure_derived(derived: Sequence[Derived], work_of: Mapping[str, int]) -> dict[str, float]:
    """Of each kind of copy the share found; of texts that are none how many were merged."""
    planted = Counter(kind for kind, _, _ in derived)
    wrong = Counter(kind for kind, source, item in derived if _is_wrong(kind, source, item, work_of))
    return {
        kind: float(wrong[kind]) if kind.startswith(ACCUSED) else 1 - wrong[kind] / number
        for kind, number in planted.items()
    }


def _is_wrong(kind: str, source: str, item: ArticleText, work_of: Mapping[str, int]) -> bool:
    """Whether a copy is apart from its source, or a text that is none is together with it."""
    number = work_of.get(item.article.id)
    return (number is not None and number == work_of.get(source)) == kind.startswith(ACCUSED)


# --- what is derived ------------------------------------------------------------------------------------------------


def derive(items: Mapping[str, ArticleText]) -> Iterator[Derived]:
    """Kind, the text it is derived from (or must stay apart from), and the new text."""
    rng = Random(SEED)
    long = [name for name, item in items.items() if len(item.text.split()) > 150]
    for number, name in enumerate(rng.sample(long, min(PLANTED, len(long)))):
        paragraphs = items[name].text.split("\n")
        sentences = items[name].text.replace("\n", " \n").split(". ")
        third = max(2, round(0.3 * len(sentences)))
        first = rng.randrange(len(sentences) - third + 1)
        other = items[rng.choice(long)].text.split("\n")
        for kind, lines in (
            ("lead_dropped", paragraphs[1:]),
            ("excerpt_30", ". ".join(sentences[first : first + third]).split("\n")),
            ("light_edits", [edit_lightly(line, rng) for line in paragraphs]),
        ):
            yield kind, name, make_item(f"{name}{DERIVED}{kind}", [line.strip() for line in lines if line.strip()])
        for kind, shared in (("statement", STATEMENT), ("furniture", FURNITURE)):
            one, two = (f"{name}{DERIVED}{kind}-{side}" for side in "ab")
            yield f"carries_{kind}", name, make_item(one, [*paragraphs, shared])
            if number and other != paragraphs:
                yield f"{ACCUSED}{kind}", name, make_item(two, [shared, *rewrite(other, number)])


def edit_lightly(line: str, rng: Random) -> str:
    """One word in thirty is another."""
    return " ".join(f"{word}s" if rng.random() < 1 / 30 else word for word in line.split(" "))


def rewrite(paragraphs: Iterable[str], number: int) -> list[str]:
    """A text of its own: every third word is another, so that nothing but what is shared stands in both."""
    return [
        " ".join(f"{word}{number}" if place % 3 == 0 else word for place, word in enumerate(paragraph.split(" ")))
        for paragraph in paragraphs
    ]
