"""Links: what the statements and figures of one story have to do with each other."""

from sayso.link.story import link_story

__all__ = ["link_story"]
