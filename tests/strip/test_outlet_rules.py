"""Files of single outlets: valid, and used on their pages only."""

from __future__ import annotations

import pytest

from sayso.model import MediaType, Page, PageFacts
from sayso.rules.outlet_rules import find_outlet_rules, parse_outlet_rules, read_outlet_rules
from sayso.split import split_page
from sayso.strip import strip_page

LINES = (
    "Dam to be drained after cracks are found",
    "06/07/2031",
    "The governor of Valmora said on Friday that the dam above Merrow would be drained by the end of the month.",
    "The tide table of Port Ellery and Merrow",
    "Engineers found three cracks in its northern wall last week, according to the water board, which runs the dam.",
)


def test_every_file_is_valid_and_names_its_outlet() -> None:
    assert all(rules.name and host == host.lower().removeprefix("www.") for host, rules in read_outlet_rules().items())


@pytest.mark.parametrize(
    "text", ["name = 'A'", "name = 'A'\nhosts = []\nkind = 1", "name='A'\nhosts=[]\ndate_order='ymd'"]
)
def test_a_wrong_file_is_refused(text: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        parse_outlet_rules(text)


@pytest.mark.parametrize("address", [None, "https://[bad", "https://other.example/1", "no address"])
def test_other_addresses_have_no_rules(address: str | None) -> None:
    assert find_outlet_rules(address) is None


@pytest.mark.parametrize(
    ("address", "outlet", "date", "kept"),
    [("https://www.herald.example/1", "The Example Herald", "2031-07-06", 2), ("https://o.example/1", None, "2031", 3)],
    ids=["its-own", "another"],
)
def test_rules_hold_on_the_outlets_pages(address: str, outlet: str | None, date: str, kept: int) -> None:
    facts = PageFacts(canonical=address)
    page = Page(id="page-0", media_type=MediaType.TEXT, text="\n".join(LINES), language="en", facts=facts)
    (article,) = strip_page(page, split_page(page)).articles
    assert article.outlet == outlet
    assert article.published is not None
    assert article.published.value == date
    assert len(article.body) == kept
