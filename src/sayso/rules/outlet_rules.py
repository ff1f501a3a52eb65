"""What is known of single outlets, where the general rules fail: one file each in `rules/outlets`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from sayso.rules.sites import read_host


class OutletRules(NamedTuple):
    """One outlet's file."""

    name: str
    hosts: tuple[str, ...]  # without "www."
    date_order: str | None  # "dmy" or "mdy": how it prints 06/07/2031
    furniture: tuple[re.Pattern[str], ...]  # of whole lines


def find_outlet_rules(address: str | None) -> OutletRules | None:
    """The file of the outlet at this address; None where there is none."""
    host = read_host(address)
    return read_outlet_rules().get(host) if host else None


@lru_cache(maxsize=1)
def read_outlet_rules() -> Mapping[str, OutletRules]:
    """Every file, by host. Raises `ValueError` where two claim one host, `KeyError` or `re.error` of a wrong one."""
    found: dict[str, OutletRules] = {}
    folder = resources.files("sayso.rules").joinpath("outlets")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        rules = parse_outlet_rules(file.read_text(encoding="utf-8"))
        for host in rules.hosts:
            if host in found:
                raise ValueError(f"{file.name}: {host} is in the file of {found[host].name} already.")
            found[host] = rules
    return found


def parse_outlet_rules(text: str) -> OutletRules:
    """One file. Raises `KeyError` for a missing name or hosts, `ValueError` for any other field or value."""
    table = tomllib.loads(text)
    unknown = sorted(table.keys() - {"name", "hosts", "date_order", "furniture"})
    if unknown or table.get("date_order", "dmy") not in ("dmy", "mdy"):
        raise ValueError(f"{table.get('name')}: {', '.join(unknown) or table['date_order']} is not known here.")
    return OutletRules(
        name=table["name"],
        hosts=tuple(table["hosts"]),
        date_order=table.get("date_order"),
        furniture=tuple(re.compile(pattern, re.IGNORECASE) for pattern in table.get("furniture", ())),
    )
