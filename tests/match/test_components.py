from __future__ import annotations

from sayso.match.components import Groups


def test_joining_is_transitive() -> None:
    groups = Groups("abcd")
    groups.join("a", "b")
    groups.join("b", "c")
    assert groups.all() == [["a", "b", "c"], ["d"]]
    assert groups.are_joined("a", "c")


def test_what_a_person_set_apart_stays_apart() -> None:
    groups = Groups("abc", apart=[("a", "c")])
    assert groups.join("a", "b")
    assert not groups.join("b", "c")
    assert groups.all() == [["a", "b"], ["c"]]
