"""Profiles of sites, and which page was read with which. Functions on an open connection, for every database."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from sayso.model import Profile
from sayso.store.records import chunk, decode_record, encode_record
from sayso.store.tables import PROFILES, READ_WITH, READINGS


def put_profile(connection: Connection, profile: Profile) -> None:
    """Keep a profile; one that is kept already stays as it is."""
    key = (PROFILES.c.site == profile.site, PROFILES.c.number == profile.number)
    if connection.scalar(select(PROFILES.c.number).where(*key)) is None:
        row = {"site": profile.site, "number": profile.number, "data": encode_record(profile)}
        connection.execute(insert(PROFILES).values(row))


def read_profile(connection: Connection, site: str, number: int | None) -> Profile | None:
    """The site's profile of this number, or its newest."""
    query = select(PROFILES.c.data).where(PROFILES.c.site == site).order_by(PROFILES.c.number.desc()).limit(1)
    if number is not None:
        query = query.where(PROFILES.c.number == number)
    data = connection.scalar(query)
    return decode_record(data, Profile) if data is not None else None


def put_read_with(connection: Connection, page: str, site: str, number: int) -> None:
    """Note the site of a page and the number of the profile it is read with; 0: none."""
    connection.execute(delete(READ_WITH).where(READ_WITH.c.page == page))
    connection.execute(insert(READ_WITH).values(page=page, site=site, number=number))


def read_read_with(connection: Connection, page: str) -> tuple[str, int] | None:
    """Site and number that are noted of a page."""
    row = connection.execute(select(READ_WITH.c.site, READ_WITH.c.number).where(READ_WITH.c.page == page)).one_or_none()
    return (row.site, row.number) if row else None


def read_sites(connection: Connection, pages: Iterable[str] | None) -> list[str]:
    """The sites of these pages (or of all), by name."""
    query = select(READ_WITH.c.site).distinct()
    if pages is None:
        return sorted(connection.scalars(query))
    parts = (connection.scalars(query.where(READ_WITH.c.page.in_(part))) for part in chunk(pages))
    return sorted({site for part in parts for site in part})


def read_site_pages(connection: Connection, site: str, limit: int | None) -> list[str]:
    """The pages of a site that have a reading, by id."""
    query = select(READ_WITH.c.page).join(READINGS, READINGS.c.page == READ_WITH.c.page).where(READ_WITH.c.site == site)
    return list(connection.scalars(query.order_by(READ_WITH.c.page).limit(limit)))


def count_site_pages(connection: Connection, site: str) -> int:
    """How many pages of a site have a reading."""
    query = select(func.count()).select_from(READ_WITH).join(READINGS, READINGS.c.page == READ_WITH.c.page)
    return int(connection.scalar(query.where(READ_WITH.c.site == site)) or 0)
