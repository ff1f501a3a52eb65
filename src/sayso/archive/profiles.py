"""Which profile a page is read with, and when a site's next one is learned."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Capture, Page, Profile
from sayso.rules.sites import read_host
from sayso.store import Store
from sayso.strip import learn_profile

MILESTONES = (3, 10, 30, 100, 300, 1_000, 3_000, 10_000)
"""Pages of a site at which its next profile is learned."""

MOST_PAGES = 300
"""Pages of a site from which a profile is learned: the first by id."""


def name_site(capture: Capture, page: Page | None = None) -> str | None:
    """The host of the address at which a page was found; else, where the page was read, the host of the address that it
    gives itself, or its outlet's name."""
    host = read_host(capture.url)
    if host or page is None:
        return host
    return read_host(page.facts.canonical) or (page.facts.outlet or "").casefold() or None


def choose_profile(store: Store, capture: Capture) -> Profile | None:
    """The profile that the page was read with before; of a page that was not, the newest of its site."""
    noted = store.read_with(capture.page)
    if noted is not None:
        site, number = noted
        return store.profile(site, number) if number else None
    found = name_site(capture)
    return store.profile(found) if found else None


def note_profile(store: Store, capture: Capture, page: Page, profile: Profile | None) -> None:
    """Keep with which profile the page was read, so that it is read with the same again."""
    if store.read_with(page.id) is None and (site := profile.site if profile else name_site(capture, page)):
        store.put_read_with(page.id, site, profile.number if profile else 0)


def learn_profiles(store: Store, pages: Iterable[str]) -> None:
    """Learn the next profile of each site of these pages that has passed a milestone since its last one."""
    for site in store.sites(pages):
        count = store.count_site_pages(site)
        newest = store.profile(site)
        reached = max((milestone for milestone in MILESTONES if milestone <= count), default=0)
        if reached and (newest is None or newest.pages < min(reached, MOST_PAGES)):
            _learn(store, site, newest)


def relearn_profiles(store: Store) -> None:
    """Learn every site's profile from the pages it has today, and let all of them be read with it."""
    for site in store.sites():
        profile = _learn(store, site, store.profile(site))
        for page in store.site_pages(site):
            store.put_read_with(page, site, profile.number)


def _learn(store: Store, site: str, newest: Profile | None) -> Profile:
    """The site's profile as of today: its newest one where nothing has changed, else a new one, which is kept."""
    wanted = store.site_pages(site, MOST_PAGES)
    read = ((page, [article.block for article in store.articles(page=page.id)]) for page in store.pages(wanted))
    profile = learn_profile(site, (newest.number if newest else 0) + 1, read)
    if newest is not None and (newest.pages, newest.lines) == (profile.pages, profile.lines):
        return newest
    store.put_profile(profile)
    return profile
