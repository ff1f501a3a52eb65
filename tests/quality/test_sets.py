"""The scoreboard's own arithmetic, on invented pages whose score can be worked out by hand."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
import quality.__main__ as board
from quality.anchors import find_copies_by_containment, find_copies_by_minhash, group_by_tfidf
from quality.bootstrap import add_interval, find_interval
from quality.copies import collapse_texts
from quality.extraction import Overlap, average_overlaps, compare_texts, list_missing
from quality.extraction import measure as measure_extraction
from quality.floors import check_floors, raise_floors, read_floors, write_floors
from quality.items import Item, PageScore, find_reach, score_page, sum_scores
from quality.items import measure as measure_items
from quality.report import write_report
from quality.stories import average_rates, rate_texts

SETS = tomllib.loads((Path(board.__file__).parent / "sets.toml").read_text("utf-8"))

FERRY = (
    "The ferry Lodda ran aground off Port Vesper on Tuesday night with 214 people on board, the harbour office said. "
    "Nobody was hurt, and tugs pulled the ship free before dawn while passengers waited on deck in blankets. "
    "Divers will look at the hull on Thursday before the ferry is allowed to sail again to the outer islands."
)
BUDGET = (
    "Parliament in Arvenne passed the budget by four votes after a debate that lasted until three in the morning. "
    "The finance minister promised that school meals would stay free, and the opposition called the sums a fairy tale. "
    "A tax on empty houses, which landlords had fought for a year, begins in the spring."
)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# --- intervals -------------------------------------------------------------------------------------------------------


def test_interval_holds_the_measure_and_does_not_change_from_run_to_run() -> None:
    values = [0.2, 0.4, 0.6, 0.8, 1.0] * 4
    low, high = find_interval(values, mean)
    assert low < mean(values) < high
    assert find_interval(values, mean) == (low, high)


def test_interval_narrows_as_the_set_grows() -> None:
    few, many = find_interval([0.0, 1.0] * 5, mean), find_interval([0.0, 1.0] * 100, mean)
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_interval_of_one_unit_is_that_unit() -> None:
    measures = {"f1": 0.7}
    add_interval(measures, "f1", [0.7], mean)
    assert measures == {"f1": 0.7, "f1_low": 0.7, "f1_high": 0.7}


def test_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        find_interval([], mean)


# --- extraction ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "text", "expected"),
    [
        ("one two three four five", "one two three four five", Overlap(2, 0, 0)),
        ("one two three four five", "one two three four", Overlap(1, 0, 1)),
        ("one two three four", "zero, one two three four", Overlap(1, 1, 0)),
        ("one two three four one two three four", "one two three four", Overlap(1, 0, 4)),
        ("one two", "one two", Overlap(1, 0, 0)),
        ("one two", "", Overlap(0, 0, 1)),
        ("", "", Overlap(0, 0, 0)),
    ],
)
def test_runs_of_four_words_are_compared_as_often_as_they_occur(truth: str, text: str, expected: Overlap) -> None:
    assert compare_texts(truth, text) == expected


def test_precision_and_recall_are_averaged_before_f1() -> None:
    precision, recall, f1 = average_overlaps([Overlap(1, 1, 0), Overlap(1, 0, 3)])
    assert (precision, recall) == (0.75, 0.625)
    assert f1 == pytest.approx(2 * 0.75 * 0.625 / 1.375)


def test_an_empty_answer_costs_recall_but_no_precision() -> None:
    assert average_overlaps([Overlap(2, 0, 0), Overlap(0, 0, 2)])[:2] == (1.0, 0.5)
    assert average_overlaps([Overlap(0, 0, 2)]) == (0.0, 0.0, 0.0)


def test_errors_name_lines_that_are_missing_not_lines_that_are_broken_elsewhere() -> None:
    truth = "The ferry ran aground.\nNobody was hurt.\nDivers will look at the hull."
    text = "The ferry ran aground. Nobody was hurt.\nSign up for our letter."
    assert list_missing(truth, text) == ["Divers will look at the hull."]
    assert list_missing(text, truth) == ["Sign up for our letter."]


def test_extraction_scores_the_body_without_menu_and_headline(tmp_path: Path) -> None:
    paragraphs = [*FERRY.split(". ")[:2], *BUDGET.split(". ")[:2]]
    body = "".join(f"<p>{words}.</p>" for words in paragraphs)
    page = (
        "<!doctype html><html lang=en><head><title>Ferry aground</title></head><body>"
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>"
        f"<article><h1>Ferry runs aground off Port Vesper</h1>{body}</article></body></html>"
    )
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a1.html.gz").write_bytes(gzip.compress(page.encode()))
    truth = {"a1": {"articleBody": "\n".join(f"{words}." for words in paragraphs), "url": "https://vesper.invalid/1"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    measures = measure_extraction([str(tmp_path)])
    assert measures["f1"] == measures["precision"] == measures["recall"] == 1.0
    assert measures["over_trafilatura"] == pytest.approx(1.0 - measures["trafilatura_f1"])
    assert measures["empty"] == 0
    assert measures["pages_per_s"] > 0


# --- items -----------------------------------------------------------------------------------------------------------


def item(start: int, end: int, kind: str = "article") -> Item:
    reach = frozenset(range(start, end))
    return Item(reach, frozenset(), kind, kind) if kind == "teaser" else Item(frozenset(), reach, kind, kind)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ([item(0, 100), item(100, 200)], 2),
        ([item(0, 71), item(110, 200)], 2),
        ([item(0, 69), item(100, 200)], 1),
        ([item(0, 200)], 0),
        ([], 0),
    ],
)
def test_an_item_is_found_where_bodies_share_enough(given: list[Item], right: int) -> None:
    score = score_page("p", given, [item(0, 100), item(100, 200)])
    assert (score.right, score.given, score.wanted) == (right, len(given), 2)
    assert len(score.errors) == len(given) + 2 - 2 * right


def test_one_article_answers_for_one_teaser_only() -> None:
    teasers = [item(0, 40, "teaser"), item(40, 90, "teaser")]
    assert score_page("p", [Item(frozenset(range(90)), frozenset(), "list")], teasers).right == 1
    assert score_page("p", [item(0, 30, "teaser"), item(50, 90, "teaser")], teasers).right == 2


def test_items_are_summed_over_pages() -> None:
    assert sum_scores([PageScore("a", 3, 3, 6), PageScore("b", 1, 1, 2)]) == (1.0, 0.5, 2 / 3)
    assert sum_scores([PageScore("a", 0, 0, 4)]) == (0.0, 0.0, 0.0)


def test_the_reach_of_an_item_is_found_by_its_words_in_order() -> None:
    bare = "Tugscame.Rainfell.Tugscame.Snowfell."
    assert bare[slice(*find_span(bare, "Tugs came.", "Rain fell.", 0))] == "Tugscame.Rainfell."
    assert bare[slice(*find_span(bare, "Tugs came.", "Snow fell.", 10))] == "Tugscame.Snowfell."
    assert bare[slice(*find_span(bare, "Rain fell.", "Rain fell.", 0))] == "Rainfell."
    assert find_reach(bare, "Hail fell.", "Snow fell.", 0) == range(0)


def find_span(bare: str, first: str, last: str, after: int) -> tuple[int, int]:
    reach = find_reach(bare, first, last, after)
    return reach.start, reach.stop


def write_marks(folder: Path, name: str, text: str, bodies: list[str]) -> None:
    (folder / f"{name}.txt").write_text(text, "utf-8")
    items = []
    for body in bodies:
        start = text.index(body)
        words = body.split()
        marks = {"body": [[start, start + len(body)]], "headline": None, "credit": [], "kind": "article"}
        items.append({**marks, "start": " ".join(words[:8]), "end": " ".join(words[-8:])})
    row = {"page": name, "layout": "", "lang": "en", "range": [0, len(text)], "items": items}
    with (folder / "items.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def test_items_of_a_page_with_one_article_and_of_its_html(tmp_path: Path) -> None:
    body = "\n".join(f"{words.rstrip('.')}." for words in [*FERRY.split(". "), *BUDGET.split(". ")])
    write_marks(tmp_path, "ferry", f"Ferry runs aground off Port Vesper\n{body}", [body])
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    markup = f"<!doctype html><html><body><article><h1>Ferry runs aground</h1>{paragraphs}</article></body></html>"
    (tmp_path / "ferry.html").write_text(markup, "utf-8")
    measures = measure_items([str(tmp_path / "items.jsonl"), str(tmp_path)])
    assert measures["f1"] == measures["page_f1"] == measures["html_f1"] == 1.0
    assert measures["negative_split"] == measures["html_negative_split"] == 0


def test_marks_that_do_not_fit_the_text_are_refused(tmp_path: Path) -> None:
    write_marks(tmp_path, "ferry", FERRY, [FERRY])
    (tmp_path / "ferry.txt").write_bytes(b"\xef\xbb\xbf" + FERRY.encode())
    with pytest.raises(ValueError, match="another text"):
        measure_items([str(tmp_path / "items.jsonl"), str(tmp_path)])


# --- anchors ---------------------------------------------------------------------------------------------------------


def test_anchors_find_a_whole_copy_and_containment_an_excerpt() -> None:
    texts = {"a": FERRY, "b": FERRY.upper(), "c": " ".join(FERRY.split()[:25]), "d": BUDGET, "e": "Too short."}
    pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e")]
    assert ("a", "b") in find_copies_by_minhash(texts, pairs)
    assert ("a", "d") not in find_copies_by_minhash(texts, pairs)
    assert find_copies_by_containment(texts, pairs) == {("a", "b"), ("a", "c")}
    assert sorted(map(sorted, collapse_texts({"a": FERRY, "b": FERRY, "d": BUDGET}))) == [["a", "b"], ["d"]]


def test_average_link_groups_by_words() -> None:
    texts = {
        "a": "Ferry Lodda aground, ferry passengers wait",
        "b": "Passengers of ferry Lodda wait aground",
        "c": "Budget vote tax landlords",
        "d": "Landlords fight budget tax",
    }
    assert sorted(group_by_tfidf(texts)) == [["a", "b"], ["c", "d"]]


def test_b_cubed_rates_each_text_by_its_story_and_its_label() -> None:
    rates = rate_texts([["a", "b", "c"], ["d"]], {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert rates == {"a": (2 / 3, 1.0), "b": (2 / 3, 1.0), "c": (1 / 3, 0.5), "d": (1.0, 0.5)}
    precision, recall, f1 = average_rates([[rates["a"], rates["b"]], [rates["c"], rates["d"]]])
    assert (precision, recall) == (pytest.approx(2 / 3), 0.75)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


# --- floors ----------------------------------------------------------------------------------------------------------

ABOUT = {"higher": ["f1"], "shown": ["recall"], "lower": ["merged"], "timed": {"pages_per_s": 0.5, "peak_mb": 1.25}}


@pytest.mark.parametrize(
    ("floors", "measures", "expected"),
    [
        ({}, {"f1": 0.91239}, {"f1": 0.9123}),
        ({"f1": 0.8}, {"f1": 0.9}, {"f1": 0.9}),
        ({"f1": 0.95}, {"f1": 0.9}, {"f1": 0.95}),  # a lower value is refused
        ({"max.merged": 3}, {"merged": 1.0}, {"max.merged": 1}),
        ({"max.merged": 1}, {"merged": 3.0}, {"max.merged": 1}),  # and so is a higher count of errors
        ({}, {"recall": 0.9}, {}),  # shown only
        ({"f1": 0.8}, {}, {"f1": 0.8}),  # not measured: it stays
        ({"by_hand": 0.4}, {"by_hand": 0.9}, {"by_hand": 0.4}),  # not named in sets.toml: left alone
        ({}, {"pages_per_s": 30.0, "peak_mb": 400.0}, {"pages_per_s": 15.0, "max.peak_mb": 500.0}),
    ],
)
def test_floors_are_only_ever_raised(
    floors: dict[str, float], measures: dict[str, float], expected: dict[str, float]
) -> None:
    assert raise_floors(floors, measures, ABOUT) == expected


def test_what_was_measured_stands_at_the_floor_pinned_from_it() -> None:
    measures = {"f1": 2 / 3, "merged": 2.0, "pages_per_s": 7.77, "peak_mb": 333.3}
    assert check_floors("copies", measures, raise_floors({}, measures, ABOUT)) == []


def test_floors_are_written_as_toml_and_read_again(tmp_path: Path) -> None:
    floors = {"copies": {"f1": 0.9691, "max.merged": 1.0}, "own-set": {"articles.found": 0.5, "pages_per_s": 12.5}}
    write_floors(
        tmp_path / "floors.toml", floors, {"copies": {"title": "Copies"}, "own-set": {**ABOUT, "title": "Own"}}
    )
    assert read_floors(tmp_path / "floors.toml") == floors
    assert "# a timing: pinned at 0.5" in (tmp_path / "floors.toml").read_text("utf-8")


@pytest.fixture
def small_board(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A board of one set at hand, `copies`, that measures what MEASURED says, and one that is absent."""
    (tmp_path / "here").touch()
    monkeypatch.setattr(board, "SETS", {"copies": ("here",), "stories": ("nowhere",)})
    monkeypatch.setattr(board, "FLOORS", tmp_path / "floors.toml")
    monkeypatch.setattr(board, "REPORT", tmp_path / "quality.md")
    measured = {"f1": 0.9, "f1_low": 0.85, "f1_high": 0.95, "merged_independent": 2.0, "minhash_f1": 0.46}
    monkeypatch.setattr(board, "measure_apart", lambda measure, paths: measured)
    return tmp_path


@pytest.mark.parametrize(
    ("floors", "exit_code", "pinned"),
    [
        ("[copies]\nf1 = 0.8\n", 0, {"f1": 0.9, "max.merged_independent": 2}),
        ("[copies]\nf1 = 0.92\n", 1, {"f1": 0.92, "max.merged_independent": 2}),
    ],
)
def test_pinning_never_lowers_and_a_drop_fails(
    small_board: Path, floors: str, exit_code: int, pinned: dict[str, float]
) -> None:
    (small_board / "floors.toml").write_text(floors, "utf-8")
    assert board.main(["all", "--pin", "--shared", str(small_board)]) == exit_code
    assert read_floors(small_board / "floors.toml") == {"copies": pinned}


def test_without_pinning_the_floors_are_left_alone(small_board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_board / "floors.toml").write_text("[copies]\nf1 = 0.92\n", "utf-8")
    assert board.main(["all", "--shared", str(small_board)]) == 1
    assert (small_board / "floors.toml").read_text("utf-8") == "[copies]\nf1 = 0.92\n"
    assert not (small_board / "quality.md").exists()
    shown = capsys.readouterr().out
    assert "copies f1: 0.9000 is under 0.92." in shown
    assert "stories: skipped" in shown


def test_a_set_that_is_not_there_is_said_to_be_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert board.main(["stories", str(tmp_path / "docs.jsonl")]) == 2
    assert "docs.jsonl" in capsys.readouterr().err


# --- the report ------------------------------------------------------------------------------------------------------


def test_report_shows_intervals_others_goals_floors_and_what_was_absent(small_board: Path) -> None:
    (small_board / "floors.toml").write_text('[copies]\nf1 = 0.88\n"max.merged_independent" = 3\n', "utf-8")
    assert board.main(["report", "--shared", str(small_board)]) == 0
    text = (small_board / "quality.md").read_text("utf-8")
    assert "| `f1` | 0.900 [0.850, 0.950] | MinHash 0.460 | 0.920 | 0.880 |" in text
    assert "| `merged_independent` | 2 |  |  | at most 3 |" in text
    assert "- `stories` (Stories)" in text
    assert "`minhash_f1`" not in text
    assert "`f1_low`" not in text


def test_report_does_not_change_with_the_order_of_the_measures(tmp_path: Path) -> None:
    measures = {"b": 1.0, "a": 0.25, "f1": 0.5, "f1.precision": 0.6, "f1.recall": 0.4}
    texts = []
    for order in (list(measures), sorted(measures, reverse=True)):
        write_report(tmp_path / "q.md", {"x": {key: measures[key] for key in order}}, [], {}, {"x": {"higher": ["f1"]}})
        texts.append((tmp_path / "q.md").read_text("utf-8"))
    assert texts[0] == texts[1]
    assert "| `f1` | 0.500 (P 0.600, R 0.400) |" in texts[0]
    assert texts[0].index("`f1`") < texts[0].index("`a`") < texts[0].index("`b`")


@pytest.mark.parametrize("name", sorted({*board.SETS, *SETS}))
def test_each_set_says_what_it_is_and_how_it_is_pinned(name: str) -> None:
    about = SETS[name]
    assert about["title"]
    assert about["about"].endswith(".")
    named = [*about.get("higher", ()), *about.get("lower", ()), *about.get("timed", ()), *about.get("shown", ())]
    assert len(named) == len(set(named))
    assert {*about.get("goals", ()), *about.get("anchors", ())} <= {*named}
