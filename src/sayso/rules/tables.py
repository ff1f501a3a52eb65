"""The tables of `rules/*.toml`, read once."""

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
