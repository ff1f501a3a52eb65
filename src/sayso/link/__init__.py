"""Links: what the statements and figures of one story have to do with each other.

`link_story` is loaded when it is asked for: who reads what was linked needs other modules of this room only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.link.story import link_story

__all__ = ["link_story"]


def __getattr__(name: str) -> Any:
    if name != "link_story":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sayso.link.story import link_story

    return link_story
