"""`sayso read` and `sayso show --layers`: what was taken for what, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.archive import Archive
from sayso.cli import cli
from sayso.cli.layers import LEFT, find_layers
from sayso.model import MediaType, Page

BODY = "<p>ELLERY, May 4 (Herald) - The ferry Petrel ran aground off Ellery on Sunday, the harbour board said.</p>"
PAGE = f"""<!DOCTYPE html><html><head><title>T</title><meta property="og:title" content="Ferry aground">
<meta property="article:section" content="Harbour"><link rel="canonical" href="https://e.example/1"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Ferry aground</h1><p>By Nora Quill</p>{BODY}
<p>“Nobody was hurt,” said Ina Mole, who runs the ferry and owns the other one that lies at the mole.</p></article>
</body></html>"""


def run(folder: Path, *arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(folder / "sayso.db"), *arguments], input=given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_json_has_page_articles_and_layers_that_tile_the_page(folder: Path) -> None:
    done = run(folder, "read", "page.html", "--json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    page, article, *layers = lines
    assert [page["type"], article["type"], {line["type"] for line in layers}] == ["page", "article", {"layer"}]
    assert page["capture"]["path"] == "page.html"
    assert page["facts"]["basis"] == {
        "canonical": "link canonical",
        "headline": "meta og:title",
        "section": "meta article:section",
    }
    text = page["text"]
    end = 0
    for layer in layers:
        assert layer["words"] == text[layer["start"] : layer["end"]] and layer["because"]
        assert text[end : layer["start"]].strip() == "", "a character in no layer, or in two"
        end = layer["end"]
    assert text[end:].strip() == ""
    named = {layer["layer"] for layer in layers}
    assert {"headline", "body"} <= named and LEFT not in named
    assert not (folder / "sayso.db").exists(), "read needs no archive and makes none"


def test_text_for_people_names_facts_with_their_basis(folder: Path) -> None:
    done = run(folder, "read", "page.html")
    assert "headline: Ferry aground (meta og:title)" in done.stdout
    assert "LAYERS" in done.stdout and "(its markup says so)" in done.stdout


def test_standard_input_and_records(folder: Path) -> None:
    record = json.dumps({"words": "The ferry Petrel ran aground off Ellery on Sunday, the harbour board said."})
    done = run(folder, "read", "-", "--json", "--text-field", "words", given=record.encode())
    assert done.exit_code == 0, done.output
    assert "Petrel" in json.loads(done.stdout.splitlines()[0])["text"]


def test_what_cannot_be_read_is_named_and_the_others_are_read(folder: Path) -> None:
    done = run(folder, "read", "missing.html", "page.html", "--json")
    assert done.exit_code == 1
    first, second, *_ = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["type"], first["input"], second["type"]) == ("discard", "missing.html", "page")
    assert "missing.html: there is no such file" in done.stderr


def test_show_layers_says_the_same_of_a_page_in_the_archive(folder: Path) -> None:
    with Archive.open(folder / "sayso.db", create=True) as archive:
        archive.add(["page.html"])
        (article,) = (article for page in archive.pages() for article in archive.articles_on(page.id))
    shown = run(folder, "show", article.id, "--layers", "--json")
    assert shown.exit_code == 0, shown.output
    layers = json.loads(shown.stdout)
    read = [json.loads(line) for line in run(folder, "read", "page.html", "--json").stdout.splitlines()]
    told = [(line["start"], line["end"], line["layer"], line["because"]) for line in read if line["type"] == "layer"]
    assert [(layer["start"], layer["end"], layer["layer"], layer["because"]) for layer in layers] == told
    assert "LAYERS" in run(folder, "show", article.id, "--layers").stdout


def test_words_that_no_station_spoke_for_are_shown_as_such() -> None:
    page = Page(id="page-1", media_type=MediaType.TEXT, text="one\n\ntwo")
    (layer,) = find_layers(page, (), ())
    assert (layer.layer, layer.start, layer.end) == (LEFT, 0, 8)


SECTION = """<!DOCTYPE html><html><head><title>T</title><link rel="canonical" href="https://e.example/sea/"></head><body>
<nav><a href="/">Home</a></nav><h1>Sea</h1>
<div class="lead"><a href="ferry"><h2>Ferry aground off Ellery at noon</h2></a><p>Nobody was hurt.</p></div>
<div class="c"><h3><a href="/sea/herring">Herring down by a third</a></h3></div>
<div class="c"><h3><a href="https://f.example/cat">Where has the cat gone now</a></h3></div>
<div class="c"><h3><a href="/sea/bell">The bell of berth four rings</a></h3></div></body></html>"""
TEASERS = [
    ("Ferry aground off Ellery at noon", "https://e.example/sea/ferry"),
    ("Herring down by a third", "https://e.example/sea/herring"),
    ("Where has the cat gone now", "https://f.example/cat"),
    ("The bell of berth four rings", "https://e.example/sea/bell"),
]


def test_teasers_of_a_section_are_layers_with_the_address_they_lead_to(folder: Path) -> None:
    (folder / "section.html").write_text(SECTION, encoding="utf-8")
    lines = [json.loads(line) for line in run(folder, "read", "section.html", "--json").stdout.splitlines()]
    assert [line["type"] for line in lines].count("article") == 0
    led = [(line["words"], line["address"]) for line in lines if line.get("address")]
    assert led == TEASERS
    run(folder, "add", "section.html")
    shown = json.loads(run(folder, "show", lines[0]["id"], "--layers", "--json").stdout)
    assert [layer["address"] for layer in shown if layer.get("address")] == [address for _, address in TEASERS]
    assert "https://e.example/sea/bell" in run(folder, "show", lines[0]["id"], "--layers").stdout


def test_a_link_that_leads_to_no_page_gives_a_teaser_no_address(folder: Path) -> None:
    (folder / "section.html").write_text(SECTION.replace("/sea/bell", "javascript:go()"), encoding="utf-8")
    lines = [json.loads(line) for line in run(folder, "read", "section.html", "--json").stdout.splitlines()]
    found = [line.get("address") for line in lines if line["type"] == "layer" and line["words"].startswith("The bell")]
    assert found == [None]
