"""The words of the interface: one catalogue, `strings.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.server.marks import Layer


@lru_cache(maxsize=1)
def load_strings() -> dict[str, str]:
    """Dotted name → text, where `{word}` stands for what is filled in."""
    return dict(_flatten(tomllib.loads(files("sayso.server").joinpath("strings.toml").read_text("utf-8")), ""))


def _flatten(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in table.items():
        flat += _flatten(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, str(value))]
    return flat


def say(name: str, /, **words: object) -> str:
    """The text of this name with the words filled in. Raises `KeyError` where the catalogue has none."""
    text = load_strings()[name]
    return text.format(**words) if words else text


def count(name: str, number: int) -> str:
    """ "1 report", "2 reports"."""
    return say(f"count.{name}.{'one' if number == 1 else 'many'}", n=f"{number:,}")


@lru_cache(maxsize=64)
def family_of(stance: str) -> Layer:
    """The layer in which statements of this `Stance` are marked."""
    return Layer(say(f"stance.{stance}.family"))


def name_language(code: str) -> str:
    """ "German" of `de`; a code that the catalogue has no name for stays as it is."""
    return load_strings().get(f"language.{code}", code)


def name_topic(topic: str) -> str:
    """A topic of `rules/topics.toml` in words; one that the catalogue has no name for stays as it is."""
    return load_strings().get(f"topic.{topic}", topic)
