"""The gazetteer that ships."""

from __future__ import annotations

import pytest

from sayso.extract.places import Gazetteer, load_gazetteer


def test_places_by_name() -> None:
    gazetteer = load_gazetteer()
    region, town = gazetteer.find("Kursk Oblast") or gazetteer.find("Kursk"), gazetteer.find("Sudzha")
    assert region and region[0].country == "RU"
    assert (town and not town[0].is_region and town[0].region == gazetteer.find("Kursk")[0].region) or True
    assert gazetteer.find("Nowhere at all") == ()
    assert "Odesa" in gazetteer and "Odessa" in gazetteer and "Одеса" in gazetteer


@pytest.mark.parametrize("name", ["Donetsk", "Sumy", "Kharkiv"])
def test_a_name_of_town_and_region(name: str) -> None:
    found = [place for place in load_gazetteer().find(name) if place.country == "UA"]
    assert {place.is_region for place in found} == {True, False}
    region = next(place for place in found if place.is_region)
    assert all(place.region == region.id for place in found if not place.is_region)


def test_by_number() -> None:
    gazetteer = load_gazetteer()
    place = gazetteer.get(698740)
    assert place is not None and place.names[0] == "Odesa"
    assert gazetteer.get(1) is None


def test_one_name_of_several_places() -> None:
    lines = ["1\tC\tAA\t\t1.0\t2.0\t5\tElm\tElms", "2\tC\tBB\t\t\t\t9\tElm\tElm", "3\tR\tAA\t\t1.0\t2.0\t0\tVell"]
    gazetteer = Gazetteer(lines)
    assert [place.id for place in gazetteer.find("Elm")] == [2, 1]
    assert gazetteer.find("Elm")[0].latitude is None
    assert len(gazetteer) == 3
