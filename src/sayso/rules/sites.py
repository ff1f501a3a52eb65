"""Whether a name, the host of an address and the initials of a name may be those of one site or outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=4_096)
def fold_name(name: str) -> str:
    """A name, or the host of an address, for comparison: "The Varnholm Post" and "www.varnholmpost.example"."""
    bare = name.strip().casefold()
    if "." in bare and " " not in bare:
        bare = max(bare.split(".")[:-1], key=len)
    return re.sub(r"^the\s+|[\W_]", "", bare)


def join_names(names: Iterable[str]) -> list[str]:
    """The names, each outlet once: under the longest that it bears here, where its first stood."""
    longest: dict[str, str] = {}
    for name in names:
        longest[fold_name(name)] = max(longest.get(fold_name(name), ""), name, key=len)
    return list(longest.values())


def read_host(address: str | None) -> str | None:
    """The host of an address, without `www.`; None where it has none."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def host_of(address: str | None) -> str | None:
    """The host, without what says only how it is shown."""
    host = read_host(address)
    return re.sub(r"^(?:(?:www\d?|m|amp|mobile)\.)+", "", host) if host else None


def are_alike(a: str, b: str) -> bool:
    """Whether one name is the other, holds it, or is made of its initials: "Yahoo" and "Yahoo News"."""
    one, other = fold_name(a), fold_name(b)
    initials = {_initials_of(a), _initials_of(b)}
    return one in other or other in one or one in initials or other in initials


def _initials_of(name: str) -> str:
    return "".join(word[0] for word in name.casefold().split() if word[0].isalnum())


def shows_anothers(site: str | None, outlet: str | None, hosts: Sequence[str]) -> bool:
    """Whether a page of `site` shows the text of another `outlet`: the site bears the name of one of its hosts, and the
    outlet neither that of the site nor that of any host, nor are its initials a part of one (`hosted.ap.example`)."""
    if not site or not outlet or are_alike(site, outlet):
        return False
    own = any(are_alike(outlet, host) or _initials_of(outlet) in host.split(".") for host in hosts)
    return not own and any(are_alike(site, host) for host in hosts)
