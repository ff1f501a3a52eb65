"""The tables of `rules/*.toml`, read once, and the lists of `rules/*.txt`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=8)
def load_rules(name: str) -> Mapping[str, Any]:
    """The table `rules/NAME.toml`."""
    return tomllib.loads(resources.files("sayso.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def read_list(name: str) -> list[str]:
    """The lines of `rules/NAME.txt` that hold something and are no remark."""
    lines = resources.files("sayso.rules").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
