"""How a claim's support, its sides' positions and its disputes are told on pages."""

from __future__ import annotations

import pytest

from sayso.brief import PositionItem, StandItem
from sayso.model import Claim, Conflict, ConflictKind
from sayso.server.tree import Dispute, Side, Stand, Words, gather_stands, tell_support


@pytest.mark.parametrize(
    ("copies", "unknown", "told"),
    [
        (0, 0, "2 origins, 1 report"),
        (1, 0, "2 origins, 1 report, 1 copy"),
        (0, 3, "2 origins, 1 report, 3 of unknown origin"),
    ],
)
def test_lists_tell_what_is_not_zero(copies: int, unknown: int, told: str) -> None:
    claim = Claim(id="claim-1", text="", independent_origins=2, reports=1, copies=copies, unknown_origins=unknown)
    assert tell_support(claim) == told


def test_a_claim_without_origins_is_told_so() -> None:
    assert tell_support(Claim(id="claim-1", text="")) == "0 origins, 0 reports"


def take(*steps: tuple[str, str | None, bool]) -> list[Stand]:
    stands = tuple(StandItem(said=said, does=does, changed=changed, statement="s") for does, said, changed in steps)
    return gather_stands(PositionItem(claim="c", text="", side="x", stands=stands))


def test_what_is_done_again_is_told_once() -> None:
    again = take(("denies it", "2024-03-12", False), ("denies it", "2024-03-12/2024-03-22", False))
    assert again == [Stand("denies it", "2024-03-12/2024-03-22", 2, False)]
    assert take(("says so", "2024-03-12", False), ("says so", "2024-03-12", False))[0].days == "2024-03-12"
    assert take(("says so", None, False), ("says so", "2024-03", False))[0].days == "2024-03"


def test_a_change_stays_a_step_of_its_own() -> None:
    steps = [("says so", "2024-03-12", False), ("denies it", "2024-03-14", True), ("says so", "2024-03-15", True)]
    assert take(*steps) == [Stand(does, said, 1, changed) for does, said, changed in steps]


@pytest.mark.parametrize("kind", ConflictKind)
def test_a_dispute_is_no_revision(kind: ConflictKind) -> None:
    words = Words("statement-1", "article-1", (), "x", None, None, None, None, None, None)
    conflict = Conflict(id="conflict-1", kind=kind, between=(("a",), ("b",)), because="x")
    dispute = Dispute(conflict, (Side(words, 0), Side(words, 0)))
    assert (dispute.conflict.kind.is_open, dispute.conflict.kind.is_revision) == {
        ConflictKind.DENIAL: (True, False),
        ConflictKind.DIFFERS: (True, False),
        ConflictKind.REVISION: (False, True),
        ConflictKind.REVERSAL: (False, True),
        ConflictKind.APPARENT: (False, False),
    }[kind]


@pytest.mark.parametrize(
    ("finding", "who"),
    [("statement-1", "speaker not known"), ("event-1", "outlet not known"), ("figure-1", "Ida Holm")],
)
def test_whose_words_they_are(finding: str, who: str) -> None:
    speaker = "Ida Holm" if finding.startswith("figure") else None
    assert Words(finding, "article-1", (), "x", speaker, None, None, None, None, None).who == who
