"""Made news: the same for the same seed, true to its pages, and no word tells what is planted."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import quality.__main__ as board
from fastwarc import ArchiveIterator, WarcRecordType
from quality.made import Comparison, Lines, read_truth
from quality.make import make
from quality.making import load_findings, load_news, write_news
from quality.making.likeness import is_alike
from quality.making.lines import Line, Mark, capitalise, expand, join, mark, replace_words
from quality.making.story import make_bundle
from quality.making.world import list_events, load_data, make_world

from sayso.archive import Archive
from sayso.export import export_lines
from sayso.model import Capture
from sayso.read import page_id, read_page

SCHEMA = Path(__file__).parents[2] / "docs" / "export.schema.json"
SEED = 5
RELATIONS = {
    "additional", "circular", "conversion", "copy_excerpt", "copy_identical", "copy_near", "copy_version",
    "corroboration", "denial", "differs", "differs_too", "independent", "lookalike", "misleading_year", "one_origin",
    "other_measure", "other_scope", "reversal", "revision_down", "revision_up", "second_hand", "stale", "undated",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made news of a size that holds each relation."""
    folder = tmp_path_factory.mktemp("made") / "news"
    assert write_news(folder, articles=1000, seed=SEED, findings=True) >= 1000
    return folder


@pytest.fixture(scope="module")
def rows(made: Path) -> list[dict[str, Any]]:
    return read_truth(made)


def read_texts(folder: Path, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The text of each page as sayso reads it."""
    texts = {}
    for row in rows:
        if row["type"] == "page":
            data = (folder / row["path"]).read_bytes()
            assert page_id(data) == row["id"]
            texts[row["id"]] = read_page(data, Capture(page=row["id"], path=row["path"])).text
    return texts


def list_words(row: Any, page: str | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """(page, span) of everything below a line that has words."""
    if isinstance(row, dict):
        page = row.get("page") or page
        if {"start", "end", "text"} <= row.keys() and page:
            yield page, row
        for value in row.values():
            yield from list_words(value, page)
    elif isinstance(row, list):
        for value in row:
            yield from list_words(value, page)


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- the grammar ----------------------------------------------------------------------------------------------------


def test_marks_move_with_their_words() -> None:
    ref = object()
    line = expand(
        "{S} <said> [that|that] {C}.",
        random.Random(1),
        {
            "S": Line("Ilse Marn, the mayor,", (Mark(0, 9, "source", ref),)),
            "<said": "said",
            "C": mark("it rains", "content", ref),
        },
    )
    assert line.text == "Ilse Marn, the mayor, said that it rains."
    assert [line.text[m.start : m.end] for m in line.marks] == ["Ilse Marn", "it rains"]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([Line("Marn, the mayor,"), " said"], "Marn, the mayor, said"),
        (["said ", Line("Marn, the mayor,"), "."], "said Marn, the mayor."),
        (["said ", Line("Marn, the mayor,"), ": no"], "said Marn, the mayor: no"),
        ([Line("Marn, the mayor,")], "Marn, the mayor,"),
    ],
)
def test_an_apposition_is_closed_once(pieces: list[str | Line], expected: str) -> None:
    assert join(pieces).text == expected


@pytest.mark.parametrize(
    ("text", "expected", "marked"),
    [
        ("The harbour centre, 40 metres wide", "The harbor center, 40 meters wide", "40 meters"),
        ("Centre of 40 metres", "Center of 40 meters", "40 meters"),
        ("At the weir, 40 metres", "At the weir, 40 meters", "40 meters"),
    ],
)
def test_words_are_exchanged_under_their_marks(text: str, expected: str, marked: str) -> None:
    start = text.index("40")
    line = Line(text, (Mark(start, start + 9, "figure", None),))
    changed = replace_words(line, {"harbour": "harbor", "centre": "center", "metres": "meters"})
    assert changed.text == expected
    assert changed.text[changed.marks[0].start : changed.marks[0].end] == marked


def test_a_sentence_begins_with_a_capital() -> None:
    assert capitalise(Line("“we count”")).text == "“We count”"


def test_every_event_has_what_stories_need() -> None:
    roles = load_data("roles")
    for name in list_events():
        event = load_data(f"events/{name}")
        assert set(event["cast"].values()) <= roles.keys(), name
        assert {count[0] for count in event["counts"]} <= load_data("measures").keys(), name
        assert {remark["by"] for remark in event["remark"]} <= event["cast"].keys(), name


OWN = re.compile(r"\{(town2?|dam|river|ship|company|accused)\}")


@pytest.mark.parametrize("name", list_events())
def test_the_news_names_what_only_its_story_has(name: str) -> None:
    """Else another story of the same country, years apart, opens with the same words, and by chance numbers."""
    assert [line for line in load_data(f"events/{name}")["happened"] if not OWN.search(line)] == []


# --- what is written ------------------------------------------------------------------------------------------------


def test_the_same_seed_writes_the_same_news(tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 1), ("three", 2)):
        write_news(tmp_path / name, articles=60, seed=3, findings=True, workers=workers)
    first = read_files(tmp_path / "one")
    assert first == read_files(tmp_path / "two") == read_files(tmp_path / "three")
    write_news(tmp_path / "other", articles=60, seed=4)
    assert read_files(tmp_path / "other").keys() != first.keys()


def test_size_does_not_change_earlier_articles(tmp_path: Path) -> None:
    write_news(tmp_path / "small", articles=50, seed=3)
    write_news(tmp_path / "large", articles=120, seed=3)
    small, large = read_files(tmp_path / "small"), read_files(tmp_path / "large")
    del small["truth.jsonl"]
    assert small.items() <= large.items()


def test_a_folder_in_use_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert make(["--articles", "5", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("pages", ["text", "html"])
def test_truth_holds_its_words_and_each_character_once(tmp_path: Path, pages: str) -> None:
    folder = tmp_path / "news"
    write_news(folder, articles=40, seed=8, findings=True, pages=pages)
    rows = read_truth(folder)
    texts = read_texts(folder, rows)
    for row in rows:
        for page, span in list_words(row):
            assert texts[page][span["start"] : span["end"]].startswith(span["text"]), row["type"]
    covered = {page: Counter[int]() for page in texts}
    for row in rows:
        spans = [row] if row["type"] == "furniture" else []
        if row["type"] == "article":
            spans = [*filter(None, [row["headline"]])]
            spans += [span for part in ("headline_repeats", "credits", "body", "repeats") for span in row[part]]
        for span in spans:
            covered[row["page"]].update(range(span["start"], span["end"]))
    for page, text in texts.items():
        wrong = [text[i - 20 : i + 20] for i, sign in enumerate(text) if not sign.isspace() and covered[page][i] != 1]
        assert not wrong


def test_truth_is_an_export(rows: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["type"]] += 1
        if row["type"] != "planted" and seen[row["type"]] <= 20:
            validator.validate(row)
    assert seen.keys() >= {
        "page",
        "capture",
        "article",
        "furniture",
        "work",
        "speaker",
        "statement",
        "figure",
        "claim",
        "conflict",
        "story",
        "planted",
    }


def test_truth_points_at_what_is_there(rows: list[dict[str, Any]]) -> None:
    ids = {row["id"] for row in rows if "id" in row}
    for row in rows:
        if row["type"] == "planted":
            assert {part["id"] for side in row["about"] for part in side} <= ids
        if row["type"] == "claim":
            assert {*row["statements"], *row["figures"]} <= ids
        if row["type"] in ("statement", "figure") and row["mirror_of"]:
            assert row["mirror_of"] in ids


def test_every_relation_is_planted(rows: list[dict[str, Any]]) -> None:
    assert {row["kind"] for row in rows if row["type"] == "planted"} == RELATIONS


def test_no_copy_lacks_who_she_is() -> None:
    """Wherever an editor cut or an agency added, a pronoun and a surname still have their paragraph before them."""
    world = make_world(SEED)
    checked = 0
    for number in range(12):
        for sheet in make_bundle(world, number).sheets:
            for printing in sheet.printings:
                checked += check_references(printing.paragraphs)
    assert checked > 500


def check_references(paragraphs: Sequence[Line]) -> int:
    """How many sources name somebody by less than the name; fails where the one they lean on is not before them."""
    known: set[str] = set()
    last = ""
    short = 0
    for paragraph in paragraphs:
        for found in sorted((m for m in paragraph.marks if m.part == "source"), key=lambda m: m.start):
            words, said = paragraph.text[found.start : found.end], found.ref
            if said.speaker is None:
                last = said.name
                continue
            if words.lower() in ("he", "she"):
                assert last == said.name, paragraph.text
            if said.name not in words:
                short += 1
                assert said.name in known or words not in (said.speaker.surname, "he", "she"), paragraph.text
            known.add(said.name)
            last = said.name
    return short


def test_texts_written_apart_are_no_excerpts_of_each_other() -> None:
    """What shares forty words of narration, a third of the shorter text, is one work by the copies set's definition."""
    world = make_world(SEED)
    for number in range(30):
        works = [work for script in make_bundle(world, number).scripts for work in script.works]
        for one, other in combinations(works, 2):
            if (one.update_of or one) is not (other.update_of or other):
                assert not is_alike(one.paragraphs, other.paragraphs)


COUNTED = "The number on strike had grown to 4,300 from 2,600, which was more than the union itself had ever hoped for"
HEARD = "Trains stood still in the whole of the east, and what ran ran late, the railway said at noon in Selanton"

OPENED = "The owners of the mill came out of {} hours of talks in Selanton, their lips sealed."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param([COUNTED, HEARD], [HEARD, COUNTED], True, id="two-sentences"),
        pytest.param([COUNTED, HEARD], [COUNTED, "Nobody knew why."], True, id="one-of-a-brief"),
        pytest.param([f"“{COUNTED}”", f"“{HEARD}”"], [f"“{COUNTED}”", f"“{HEARD}”"], False, id="quotations"),
        pytest.param([OPENED.format(14)], [OPENED.format(19)], True, id="an-opening-with-another-number"),
        pytest.param([HEARD, OPENED.format(14)], [COUNTED, OPENED.format(14)], False, id="a-sentence-further-down"),
        pytest.param([COUNTED], [HEARD], False, id="nothing"),
    ],
)
def test_what_no_two_reporters_write(one: list[str], other: list[str], *, expected: bool) -> None:
    assert is_alike([Line(text) for text in one], [Line(text) for text in other]) is expected


def test_without_findings_the_pages_are_the_same(made: Path, tmp_path: Path) -> None:
    write_news(tmp_path / "bare", articles=100, seed=SEED)
    kinds = {row["type"] for row in read_truth(tmp_path / "bare")}
    assert not kinds & {"statement", "figure", "claim", "conflict"}
    pages = [path.relative_to(tmp_path / "bare") for path in (tmp_path / "bare" / "pages").rglob("*.txt")]
    assert all((tmp_path / "bare" / page).read_bytes() == (made / page).read_bytes() for page in pages)


def test_warc_holds_the_pages(tmp_path: Path) -> None:
    write_news(tmp_path / "news", articles=30, seed=8, pages="warc")
    with (tmp_path / "news" / "pages.warc.gz").open("rb") as file:
        found = [
            page_id(record.reader.read()) for record in ArchiveIterator(file, record_types=WarcRecordType.response)
        ]
    assert found == [row["page"] for row in read_truth(tmp_path / "news") if row["type"] == "capture"]


# --- what it is for -------------------------------------------------------------------------------------------------


def test_truth_scores_full_against_itself(rows: list[dict[str, Any]]) -> None:
    comparison = Comparison(Lines(rows), Lines(row for row in rows if row["type"] != "planted"))
    measures = comparison.measure_findings()
    assert measures.pop("dates_wrong") == 0
    assert measures.pop("wire_wrong") == 0
    assert set(measures.values()) == {1.0}
    for name, tally in comparison.measure_relations().items():
        assert (tally.planted, tally.false or 0) == (tally.found, 0), name
        assert tally.planted, name
    assert set(comparison.measure_pairs().values()) == {1.0}


def test_truth_without_findings_is_compared_as_far_as_it_goes(rows: list[dict[str, Any]]) -> None:
    of_findings = ("statement", "figure", "claim", "conflict", "speaker")
    known = Lines(row for row in rows if row["type"] not in of_findings)
    comparison = Comparison(known, Lines(row for row in rows if row["type"] != "planted"))
    tallies = comparison.measure_relations()
    assert tallies["copies"].found == tallies["copies"].planted
    assert tallies["second_hand"].found == 0


def test_findings_fill_an_archive(tmp_path: Path) -> None:
    write_news(tmp_path / "news", articles=60, seed=8, findings=True)
    rows = read_truth(tmp_path / "news")
    counted = Counter(row["type"] for row in rows)
    assert load_findings(tmp_path / "sayso.db", tmp_path / "news") == counted["capture"]
    with Archive.open(tmp_path / "sayso.db") as archive:
        counts = archive.counts()
        assert not list(archive.check())
        assert archive.dossier().links.claims
    for kind, name in (("page", "pages"), ("article", "articles"), ("statement", "statements"), ("figure", "figures")):
        assert counts[name] == counted[kind]
    assert (counts["works"], counts["stories"]) == (counted["work"], counted["story"])


def test_an_archive_filled_on_the_way_is_that_of_the_written_news(tmp_path: Path) -> None:
    loaded = load_news(tmp_path / "one.db", articles=40, seed=8, workers=2)
    write_news(tmp_path / "news", articles=loaded, seed=8, findings=True)
    load_findings(tmp_path / "two.db", tmp_path / "news")
    with Archive.open(tmp_path / "one.db") as one, Archive.open(tmp_path / "two.db") as two:
        assert loaded == one.counts()["articles"] >= 40
        assert list(export_lines(one)) == list(export_lines(two))
        assert one.search("town") == two.search("town")


def test_a_filled_archive_takes_a_page_as_any_other(tmp_path: Path) -> None:
    """The page of an article that is there already, with another top, meets its neighbours and is a copy."""
    load_news(tmp_path / "sayso.db", articles=30, seed=8)
    with Archive.open(tmp_path / "sayso.db") as archive:
        page = next(iter(archive.pages()))
        (tmp_path / "again.txt").write_text(f"Home | News | Weather\n\n{page.text}", "utf-8")
        before = archive.counts()
        assert archive.add([str(tmp_path / "again.txt")]).articles
        assert archive.counts()["works"] == before["works"]
        assert not list(archive.check())


def test_filling_overwrites_nothing_and_leaves_nothing_half_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    assert board.main(["load", "--articles", "10", str(there)]) == 2
    assert there.read_text() == "mine" and "there already" in capsys.readouterr().err
    with pytest.raises(FileNotFoundError):
        load_findings(tmp_path / "new.db", tmp_path / "no-news")
    assert [path.name for path in tmp_path.iterdir()] == ["there.db"]


def test_no_word_tells_copies_from_independent_reports(made: Path, rows: list[dict[str, Any]]) -> None:
    """A bag of words, trained on some stories, cannot tell on others which text is printed twice."""
    accuracy = score_classifier(made, rows)
    assert accuracy < 0.6


def score_classifier(folder: Path, rows: list[dict[str, Any]]) -> float:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, labels, stories = list_labelled(folder, rows)
    matrix = CountVectorizer(binary=True, min_df=3).fit_transform(texts)
    names = sorted(set(stories))
    right = total = 0
    for fold in range(3):
        held = {name for place, name in enumerate(names) if place % 3 == fold}
        train = [i for i, story in enumerate(stories) if story not in held]
        test = [i for i, story in enumerate(stories) if story in held]
        model = LogisticRegression(C=0.1, max_iter=300).fit(matrix[train], [labels[i] for i in train])
        right += sum(model.predict(matrix[test]) == [labels[i] for i in test])
        total += len(test)
    return right / total


def list_labelled(folder: Path, rows: list[dict[str, Any]]) -> tuple[list[str], list[bool], list[str]]:
    """Pages of copies and of texts printed once, as many of each, of like lengths; and the story of each."""
    texts = {row["id"]: (folder / row["path"]).read_text("utf-8") for row in rows if row["type"] == "page"}
    page_of = {row["id"]: row["page"] for row in rows if row["type"] == "article"}
    story_of = {part["work"]: row["id"] for row in rows if row["type"] == "story" for part in row["parts"]}
    alone: list[tuple[int, str, str]] = []
    copied: list[tuple[int, str, str]] = []
    several = {page for page, count in Counter(page_of.values()).items() if count > 1}
    for row in rows:
        if row["type"] != "work":
            continue
        for printing in row["articles"]:
            page = page_of[printing["article"]]
            if page in several:
                continue
            sample = (len(texts[page]) // 200, texts[page], story_of[row["id"]])
            if len(row["articles"]) == 1:
                alone.append(sample)
            elif printing["relation"] in ("identical", "near"):
                copied.append(sample)
    chosen: list[tuple[str, bool, str]] = []
    shuffle = random.Random(0).shuffle
    for length in {size for size, _, _ in alone}:
        sides = [[sample for sample in side if sample[0] == length] for side in (alone, copied)]
        for side in sides:
            shuffle(side)
        for one, other in zip(*sides, strict=False):
            chosen += [(one[1], False, one[2]), (other[1], True, other[2])]
    return [text for text, _, _ in chosen], [label for _, label, _ in chosen], [story for _, _, story in chosen]
