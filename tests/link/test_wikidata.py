"""Wikidata ids from a user's file."""

from __future__ import annotations

import msgspec
import pytest

from sayso.errors import InputError
from sayso.link.wikidata import NO_IDS, read_known_names
from sayso.model import NameKind

FILE = """# people of Brisk
Olga Marnenska\tQ101\tO. Marnenska\tОльга Марненська
Vell\tQ102

{"id": "Q103", "name": "Vell", "kind": "organisation"}
{"id": "Q104", "name": "Harbour Union", "aliases": ["HU", "Union of the Harbour"]}
"""


@pytest.mark.parametrize(
    ("kind", "names", "expected"),
    [
        ("person", ["Olga Marnenska"], "Q101"),
        ("person", ["olga  MARNENSKA"], "Q101"),
        ("person", ["Ольга Марненська"], "Q101"),
        ("person", ["Olga Marnensky"], None),  # a name by sound is no name of the file
        ("place", ["Vell"], "Q102"),
        ("organisation", ["Vell"], None),  # two ids, and nothing tells which
        ("organisation", ["The HU", "HU"], "Q104"),
        ("organisation", ["Vell Bank"], None),
    ],
)
def test_a_name_has_the_one_id_of_the_file(kind: str, names: list[str], expected: str | None) -> None:
    found = read_known_names(FILE.splitlines(keepends=True)).find(NameKind(kind), names)
    assert (None if found is msgspec.UNSET else found) == expected


@pytest.mark.parametrize(
    "line", ["Olga Marnenska", "Olga\t101", "Olga\tQ0", '{"name": "Olga"}', '{"id": 3', "Olga\tP31"]
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(InputError, match="Line 2"):
        read_known_names(["Vell\tQ102\n", line])


def test_without_a_file_there_are_no_ids() -> None:
    assert NO_IDS.find(NameKind.PERSON, ["Olga Marnenska"]) is msgspec.UNSET
