"""What holds of every story: order and copies change nothing, circles prove nothing, and size is borne."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Claim, Links, SpeakerKind, Stance

SPEAKERS = ("Marta Oling", "Jens Brask", "Oling", "Varnholm Council", "an official", "Nordwire")
CONTENTS = (
    "the sluice at Varnholm was opened in March",
    "the sluice at Varnholm was never opened in March",
    "the council had opened the Varnholm sluice",
    "nobody was hurt in the flood",
    "no one was injured",
    "engineers had warned the council about the sluice",
    "no warning about the sluice reached the council",
    "the allegations",
    "why the sluice was opened",
    "they would close the sluice at Varnholm",
)
KINDS = {
    "Varnholm Council": SpeakerKind.ORGANISATION,
    "Nordwire": SpeakerKind.ORGANISATION,
    "an official": SpeakerKind.ANONYMOUS,
}
Articles = list[list[tuple[str, str, Stance]]]
SAYINGS = st.tuples(st.sampled_from(SPEAKERS), st.sampled_from(CONTENTS), st.sampled_from((Stance.ASSERT, Stance.DENY)))
ARTICLES = st.lists(st.lists(SAYINGS, min_size=1, max_size=4), min_size=1, max_size=5)


def write(desk: Any, articles: Articles) -> Any:
    """The desk, with one article for each list of sayings, a week apart."""
    for number, sayings in enumerate(articles):
        text = " ".join(f"{content}, {speaker} said {place}." for place, (speaker, content, _) in enumerate(sayings))
        article = desk.write(f"a{number}", text, published=f"2031-05-{1 + 7 * number % 28:02}")
        for speaker, content, stance in sayings:
            kind = KINDS.get(speaker, SpeakerKind.PERSON)
            desk.say(article, speaker, content, kind=kind, stance=stance)
    return desk


def copy_first(desk: Any) -> None:
    """One more printing of the first article, with the same statements."""
    first = desk.printings["a0"][0]
    told = [s for s in desk.statements if s.article == first]
    copy = desk.write("copy", desk.items[first].text, work="a0")
    for statement in told:
        content = desk.items[first].text[statement.content[0].start : statement.content[0].end]
        marks = {"kind": statement.source.kind, "stance": statement.stance, "mirror_of": statement}
        desk.say(copy, statement.source.name, content, **marks)


def weigh_claims(links: Links) -> dict[str, tuple[int, int]]:
    """By statement: origins with unknown ones, and reports, of the claim it is in."""
    return {
        i: (claim.independent_origins + claim.unknown_origins, claim.reports)
        for claim in links.claims
        for i in claim.statements
    }


@settings(deadline=None, max_examples=25)
@given(articles=ARTICLES)
def test_order_changes_nothing(make_desk: Any, articles: Articles) -> None:
    desk = write(make_desk(), articles)
    assert desk.link() == desk.link(backwards=True)


@settings(deadline=None, max_examples=25)
@given(articles=ARTICLES)
def test_a_copy_adds_no_origin_and_no_report(make_desk: Any, articles: Articles) -> None:
    desk = write(make_desk(), articles)
    before = weigh_claims(desk.link())
    copy_first(desk)
    after = weigh_claims(desk.link())
    assert {i: after[i] for i in before} == before


@settings(deadline=None, max_examples=25)
@given(articles=ARTICLES)
def test_links_hold_statements_of_the_story_once(make_desk: Any, articles: Articles) -> None:
    desk = write(make_desk(), articles)
    links = desk.link()
    known = {s.id for s in desk.statements}
    for claim in links.claims:
        assert set(claim.statements) <= known
        assert sorted(i for origin in claim.origins for i in origin.statements) == sorted(claim.statements)
        assert claim.independent_origins + claim.unknown_origins >= 1
    for conflict in links.conflicts:
        one, other = map(set, conflict.between)
        assert one
        assert other
        assert not one & other


def find_claim(desk: Any, statement: Any) -> Claim:
    return next(claim for claim in desk.link().claims if statement.id in claim.statements)


LEAK = "the flood sirens in Varnholm had been switched off in January"


def test_houses_that_cite_each_other_know_nothing(desk: Any) -> None:
    for outlet, source in (("Elm Courier", "The Marn Echo"), ("The Marn Echo", "Elm Courier")):
        article = desk.write(outlet[:3], f"{LEAK}, {source} reported.", outlet=outlet)
        said = desk.say(article, source, LEAK, kind=SpeakerKind.ORGANISATION)
    claim = find_claim(desk, said)
    assert (claim.independent_origins, claim.organisations, claim.unknown_origins) == (0, 0, 1)
    assert not any(origin.organisation for origin in claim.origins)


def test_a_house_that_names_its_source_only_passes_on(desk: Any) -> None:
    desk.say(desk.write("courier", f"{LEAK}, Marta Oling said.", outlet="Elm Courier"), "Marta Oling", LEAK)
    article = desk.write("echo", f"{LEAK}, the Elm Courier reported.", outlet="The Marn Echo")
    said = desk.say(article, "the Elm Courier", LEAK, kind=SpeakerKind.ORGANISATION)
    claim = find_claim(desk, said)
    assert (claim.independent_origins, claim.unknown_origins, claim.reports) == (1, 0, 2)


def test_a_page_that_quotes_itself_is_one_report_of_an_unknown_origin(desk: Any) -> None:
    article = desk.write("courier", f"{LEAK}, the Elm Courier reported. Once more: {LEAK}.", outlet="Elm Courier")
    said = [desk.say(article, "the Elm Courier", LEAK, kind=SpeakerKind.ORGANISATION) for _ in range(2)]
    claim = find_claim(desk, said[0])
    assert claim.reports == 1
    assert claim.independent_origins + claim.unknown_origins == 1


@pytest.mark.parametrize("same", [True, False], ids=["same-words", "other-words"])
def test_many_statements_of_one_speaker_are_borne(desk: Any, *, same: bool) -> None:
    for number in range(40):
        words = [f"{LEAK} once more" if same else f"{LEAK} on street {number * 30 + n}" for n in range(30)]
        article = desk.write(f"a{number}", " | ".join(words))
        for content in words:
            desk.say(article, "Marta Oling", content)
    claims = desk.link().claims
    assert sum(len(claim.statements) for claim in claims) >= 1200
    assert (len(claims) == 1) is same
    assert all(claim.independent_origins == 1 for claim in claims)


PROGRAM = """
import runpy, msgspec, sys
from sayso.model import Stance
desk = runpy.run_path(sys.argv[1] + "/conftest.py")["Desk"]()
test = runpy.run_path(sys.argv[1] + "/test_link_properties.py")
sayings = [(s, c, st) for s in test["SPEAKERS"] for c in test["CONTENTS"] for st in (Stance.ASSERT, Stance.DENY)]
print(msgspec.json.encode(test["write"](desk, [sayings[n::7] for n in range(7)]).link()).decode())
"""


def test_hash_seed_changes_nothing() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(printed) == 1
    assert '"claims":[{' in printed.pop()
