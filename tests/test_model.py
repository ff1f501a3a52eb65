from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from sayso.model import Article, Span, group_id, make_id, to_json
from sayso.settings import SaysoError, Settings


def test_an_id_is_the_same_in_every_process() -> None:
    code = "from sayso.model import make_id; print(make_id('article', 'page-1', 7))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == make_id("article", "page-1", 7)
    assert make_id("article", "page-1", 7) != make_id("article", "page-17", "")


def test_a_group_bears_its_smallest_members_digits() -> None:
    assert group_id("work", ["article-b2", "article-a1"]) == "work-a1"


def test_a_record_survives_json() -> None:
    article = Article(id="article-1", page="page-1", block=Span(0, 9), body=(Span(2, 9),), bylines=("Ada Quill",))
    assert msgspec.json.decode(to_json(article), type=Article) == article


def test_settings_come_from_the_environment() -> None:
    assert Settings.from_environment({"SAYSO_WORKERS": "3"}).workers == 3
    with pytest.raises(SaysoError, match="SAYSO_WORKERS='many'"):
        Settings.from_environment({"SAYSO_WORKERS": "many"})
