from __future__ import annotations

from pathlib import Path

from sayso.archive import Archive
from sayso.archive.history import compare_paragraphs
from sayso.archive.revisions import find_figure_changes, find_removed_statements
from sayso.model import Article, ArticleText, Figure, Finding, Source, Span, Statement

BEFORE = (
    "A ferry struck the pier at Ost Haven on Monday and at least 12 people were hurt, the harbour office said.\n"
    "Captain Ilka Brandt said the brakes of the ferry had failed twice in the week before.\n"
    "The pier will be closed until the end of May."
)
AFTER = (
    "A ferry struck the pier at Ost Haven on Monday and at least 15 people were hurt, the harbour office said.\n"
    "The pier will be closed until the end of June, and divers will look at its piles."
)
REWORDED = BEFORE.replace("had failed twice in the week before", "had failed twice the week before she sailed")


def make_item(name: str, text: str) -> ArticleText:
    body, start = [], 0
    for line in text.split("\n"):
        body.append(Span(start, start + len(line)))
        start += len(line) + 1
    article = Article(id=f"article-{name}", page=name, block=Span(0, len(text)), body=tuple(body))
    return ArticleText(article=article, text=text)


def find(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def list_findings(name: str, text: str, people: int) -> list[Finding]:
    span = find(text, f"{people} people")
    found: list[Finding] = [
        Figure(
            id=f"figure-{name}",
            article=name,
            page=name,
            start=span.start,
            end=span.end,
            minimum=people,
            counted="people",
        )
    ]
    if "Brandt said " in text:
        start = text.index("the brakes")
        content = (Span(start, text.index(".", start)),)
        found.append(
            Statement(id=f"s-{name}", article=name, page=name, source=Source(name="Ilka Brandt"), content=content)
        )
    return found


def test_changed_figure_is_told_with_both_numbers() -> None:
    old, new = list_findings("a", BEFORE, 12), list_findings("b", AFTER, 15)
    (change,) = find_figure_changes(make_item("a", BEFORE), make_item("b", AFTER), old, new)
    assert (change.before, change.after, change.counted) == ("12 people", "15 people", "people")
    assert BEFORE[change.removed.start : change.removed.end] == "12 people"
    assert AFTER[change.added.start : change.added.end] == "15 people"


def test_figure_that_stands_is_no_change() -> None:
    old, new = list_findings("a", BEFORE, 12), list_findings("b", REWORDED, 12)
    assert find_figure_changes(make_item("a", BEFORE), make_item("b", REWORDED), old, new) == ()


def test_removed_statement_is_told_with_its_speaker() -> None:
    old, new = list_findings("a", BEFORE, 12), list_findings("b", AFTER, 15)
    (gone,) = find_removed_statements(make_item("a", BEFORE), make_item("b", AFTER), old, new)
    assert gone.speaker == "Ilka Brandt"
    assert gone.words == "the brakes of the ferry had failed twice in the week before"


def test_reworded_statement_was_not_removed() -> None:
    old, new = list_findings("a", BEFORE, 12), list_findings("b", REWORDED, 12)
    assert find_removed_statements(make_item("a", BEFORE), make_item("b", REWORDED), old, new) == ()


def test_paragraphs_are_compared_in_order() -> None:
    changes = compare_paragraphs(make_item("a", BEFORE), make_item("b", AFTER))
    assert [(bool(change.before), bool(change.after)) for change in changes] == [
        (True, True),
        (True, True),
        (True, False),
    ]


def test_history_of_a_page_found_twice(tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        for text in (BEFORE, AFTER):
            page.write_text(f"Ferry strikes pier at Ost Haven\n\n{text.replace(chr(10), chr(10) * 2)}\n", "utf-8")
            archive.add([str(page)])
        article = archive.search("pier")[0].article
        first, second = archive.history(article)
    assert not first.changes and not first.figures
    assert [(change.before, change.after) for change in second.figures] == [("12 people", "15 people")] or any(
        "12" in change.before and "15" in change.after for change in second.figures
    )
    assert any("brakes" in statement.words for statement in second.removed)
