"""Works and stories, what is linked in a story, and where an id that is no more leads to.

A group's id bears the digits of its smallest member (`model.group_id`), so an old id names its smallest old member for
ever: when that member turns up in another group, the redirect follows it there. Functions on an open connection; they
hold for every database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, structs
from sqlalchemy import Connection, and_, delete, insert, select, update

from sayso.errors import UnknownIdError
from sayso.model import Date, Links, Story
from sayso.store import StorySummary
from sayso.store.gathered import drop_edges, drop_keys, drop_waiting, put_waiting
from sayso.store.records import chunk, decode_record, encode_record, pack, unpack
from sayso.store.rows import list_linked
from sayso.store.tables import DISCARDS, GROUPS, LINKED, LINKS, MEMBERS, REDIRECTS, SUMMARIES


class Group(NamedTuple):
    """A work or a story as the tables hold it."""

    id: str
    members: tuple[str, ...]  # sorted
    data: str


def put_groups(connection: Connection, kind: str, groups: Iterable[Group]) -> None:
    """Keep the groups, replacing those that held any of their members."""
    new = {group.id: group for group in groups}
    held = read_holders(connection, kind, (member for group in new.values() for member in group.members))
    old = _read_groups(connection, {*held, *new})
    fresh = [group for group in new.values() if old.get(group.id) != group]
    replaced = [group for group in old.values() if new.get(group.id) != group]
    _remove_groups(connection, [group.id for group in replaced])
    _insert_groups(connection, kind, fresh)
    if kind == "work":
        drop_waiting(connection, "article", (member for group in fresh for member in group.members))
    else:
        put_waiting(connection, "story", new)
    where = {member: group.id for group in new.values() for member in group.members}
    moved = {group.id: _find_home(group.members, where) for group in replaced if group.id not in new}
    _forget_records(connection, moved)
    _redirect_ids(connection, moved)
    if kind == "work":
        _move_members(connection, moved)
    _welcome_ids(connection, {group.id: _anchor_digits(connection, kind, group) for group in fresh})


def retell_stories(connection: Connection, stories: Iterable[Story]) -> None:
    """Replace the records of stories that hold the very works they held; what was linked in them stays."""
    for story in stories:
        connection.execute(update(GROUPS).where(GROUPS.c.id == story.id).values(data=encode_record(story)))
        told = connection.scalar(select(SUMMARIES.c.data).where(SUMMARIES.c.story == story.id))
        if told is not None:
            summary = structs.replace(decode_record(told, StorySummary), title=story.title)
            connection.execute(
                update(SUMMARIES).where(SUMMARIES.c.story == story.id).values(data=encode_record(summary))
            )


def drop_groups(connection: Connection, ids: Iterable[str]) -> None:
    """Forget these works or stories; their ids stay reserved."""
    dropped = list(ids)
    _remove_groups(connection, dropped)
    _forget_records(connection, dropped)
    _redirect_ids(connection, dict.fromkeys(dropped))


def ungather_articles(connection: Connection, articles: Iterable[str]) -> None:
    """Forget the works of these articles, the stories of these works, and the works of these stories: what was gathered
    from articles that have changed. Those of their articles that are still there wait to be gathered again."""
    works = read_holders(connection, "work", articles)
    stories = read_holders(connection, "story", works)
    works.update(_read_members(connection, stories))
    left = _read_members(connection, works)
    drop_groups(connection, [*stories, *works])
    put_waiting(connection, "article", left)


def _read_members(connection: Connection, holders: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunk(holders):
        found.update(connection.scalars(select(MEMBERS.c.member).where(MEMBERS.c.holder.in_(part))))
    return found


def reserve_ids(connection: Connection) -> None:
    """Turn every id that was given out to a group into a redirect that waits for its members to come back."""
    given = [
        *connection.scalars(select(GROUPS.c.id)),
        *filter(_is_linked_group, connection.scalars(select(LINKED.c.id))),
    ]
    connection.execute(update(REDIRECTS).values(new=None))
    _redirect_ids(connection, dict.fromkeys(given))


def read_holders(connection: Connection, kind: str, members: Iterable[str]) -> set[str]:
    """Ids of the groups that hold one of the members."""
    found: set[str] = set()
    for part in chunk(members):
        query = select(MEMBERS.c.holder).where(MEMBERS.c.kind == kind, MEMBERS.c.member.in_(part))
        found.update(connection.scalars(query))
    return found


def put_links(connection: Connection, links: Links, summary: StorySummary | None) -> None:
    """Replace all that was linked in this story, and its summary. It waits no more.

    Raises:
        UnknownIdError: there is no such story.
    """
    if connection.scalar(select(GROUPS.c.id).where(GROUPS.c.id == links.story, GROUPS.c.kind == "story")) is None:
        raise UnknownIdError(f"No story bears the id {links.story}.")
    drop_waiting(connection, "story", [links.story])
    told = {"data": encode_record(summary), "size": summary.size} if summary else {"data": None}
    connection.execute(update(SUMMARIES).where(SUMMARIES.c.story == links.story).values(**told))
    data = encode_record(links).encode()
    before = read_links(connection, links.story)
    if before == links:
        return
    vanished = _remove_links(connection, [links.story])
    linked = list_linked(links)
    connection.execute(insert(LINKS).values(story=links.story, data=pack(data)))
    if linked:
        connection.execute(insert(LINKED), [{"id": record, "story": links.story} for record in linked])
    _redirect_ids(connection, _find_linked_homes(before, links, vanished.difference(linked)))
    members = _linked_members(links)
    _welcome_ids(connection, {group: {_digits(member) for member in members[group]} for group in members})


def _find_linked_homes(before: Links, after: Links, vanished: set[str]) -> dict[str, str | None]:
    """Where the smallest member of each claim or speaker that vanished is now."""
    where: dict[tuple[str, str], str] = {}
    for group, members in sorted(_linked_members(after).items(), reverse=True):
        where.update({(_kind(group), member): group for member in members})
    old = _linked_members(before)
    return {
        group: next((where[_kind(group), m] for m in sorted(old[group]) if (_kind(group), m) in where), None)
        for group in vanished
    }


def read_links(connection: Connection, story: str) -> Links:
    """What was linked in this story; empty where nothing was."""
    data = connection.scalar(select(LINKS.c.data).where(LINKS.c.story == story))
    if data is None:
        return Links(story=story)
    return decode_record(unpack(data, f"What was linked in {story}"), Links)


class _Dates(Struct, frozen=True):
    """Of what was linked in a story only the dates: the rest is not decoded."""

    dates: dict[str, Date] = {}


def read_dates(connection: Connection, stories: Iterable[str]) -> dict[str, Date]:
    """The dates of these stories' articles and findings; of a record that stands in several, the last story's by id."""
    query = select(LINKS.c.story, LINKS.c.data).order_by(LINKS.c.story)
    rows = [row for part in chunk(sorted(stories)) for row in connection.execute(query.where(LINKS.c.story.in_(part)))]
    found: dict[str, Date] = {}
    for story, data in rows:
        found.update(decode_record(unpack(data, f"What was linked in {story}"), _Dates).dates)
    return found


def _linked_members(links: Links) -> dict[str, tuple[str, ...]]:
    """The statements and figures of each claim and speaker."""
    claims = {claim.id: (*claim.statements, *claim.figures) for claim in links.claims}
    return claims | {speaker.id: speaker.statements for speaker in links.speakers}


def _is_linked_group(record: str) -> bool:
    return _kind(record) in ("claim", "speaker")


def _kind(record: str) -> str:
    return record.rpartition("-")[0]


def _digits(record: str) -> str:
    return record.rpartition("-")[2]


def _find_home(members: Sequence[str], where: Mapping[str, str]) -> str | None:
    """The group that holds the smallest of the members that any group holds."""
    return next((where[member] for member in members if member in where), None)


def _anchor_digits(connection: Connection, kind: str, group: Group) -> set[str]:
    """The digits of all records a group of this kind may once have been named after."""
    digits = {_digits(member) for member in group.members}
    if kind == "story":  # named after its smallest work, which was named after its smallest article
        for part in chunk(group.members):
            articles = connection.scalars(select(MEMBERS.c.member).where(MEMBERS.c.holder.in_(part)))
            digits.update(map(_digits, articles))
    return digits


def _read_groups(connection: Connection, ids: Iterable[str]) -> dict[str, Group]:
    members: dict[str, list[str]] = {}
    found: dict[str, Group] = {}
    for part in chunk(ids):
        query = select(MEMBERS.c.holder, MEMBERS.c.member).where(MEMBERS.c.holder.in_(part)).order_by(MEMBERS.c.member)
        for holder, member in connection.execute(query):
            members.setdefault(holder, []).append(member)
        for group, data in connection.execute(select(GROUPS.c.id, GROUPS.c.data).where(GROUPS.c.id.in_(part))):
            found[group] = Group(group, tuple(members.get(group, ())), data)
    return found


def _remove_groups(connection: Connection, ids: Iterable[str]) -> None:
    """Take groups out; what was linked in a story goes with it."""
    for part in chunk(ids):
        _redirect_ids(connection, dict.fromkeys(_remove_links(connection, part)))
        connection.execute(delete(SUMMARIES).where(SUMMARIES.c.story.in_(part)))
        connection.execute(delete(DISCARDS).where(DISCARDS.c.input.in_(part)))  # why a story could not be linked
        drop_waiting(connection, "story", part)
        connection.execute(delete(MEMBERS).where(MEMBERS.c.holder.in_(part)))
        connection.execute(delete(GROUPS).where(GROUPS.c.id.in_(part)))


def _remove_links(connection: Connection, stories: Sequence[str]) -> set[str]:
    """Take out what was linked in these stories. The ids of claims and speakers that no other story has."""
    gone = set(connection.scalars(select(LINKED.c.id).where(LINKED.c.story.in_(stories))))
    connection.execute(delete(LINKED).where(LINKED.c.story.in_(stories)))
    connection.execute(delete(LINKS).where(LINKS.c.story.in_(stories)))
    for part in chunk(gone):
        gone.difference_update(connection.scalars(select(LINKED.c.id).where(LINKED.c.id.in_(part))))
    return set(filter(_is_linked_group, gone))


def _insert_groups(connection: Connection, kind: str, groups: Sequence[Group]) -> None:
    if groups:
        connection.execute(insert(GROUPS), [{"id": group.id, "kind": kind, "data": group.data} for group in groups])
    rows = [{"kind": kind, "member": member, "holder": group.id} for group in groups for member in group.members]
    if rows:
        connection.execute(insert(MEMBERS), rows)
    if kind == "story" and groups:
        sizes = [{"story": group.id, "size": len(group.members)} for group in groups]
        connection.execute(insert(SUMMARIES), sizes)


def _forget_records(connection: Connection, ids: Iterable[str]) -> None:
    drop_keys(connection, ids)
    drop_edges(connection, ids)


def _redirect_ids(connection: Connection, moved: Mapping[str, str | None]) -> None:
    """Let ids that vanish, and those that led to them, lead to where their members are now (None: nowhere yet)."""
    if not moved:
        return
    for part in chunk(moved):
        led = connection.execute(select(REDIRECTS.c.old, REDIRECTS.c.new).where(REDIRECTS.c.new.in_(part))).all()
        for old, new in led:
            connection.execute(update(REDIRECTS).where(REDIRECTS.c.old == old).values(new=moved[new]))
        connection.execute(delete(REDIRECTS).where(REDIRECTS.c.old.in_(part)))
    connection.execute(insert(REDIRECTS), [{"old": old, "new": new} for old, new in moved.items()])


def _welcome_ids(connection: Connection, digits: Mapping[str, set[str]]) -> None:
    """Groups that live now (id to the digits of their members): no redirect bears their ids, and old ids that are named
    after one of their members lead to them."""
    for part in chunk(digits):
        connection.execute(delete(REDIRECTS).where(REDIRECTS.c.old.in_(part)))
    leads = {f"{_kind(group)}-{digit}": group for group in sorted(digits, reverse=True) for digit in digits[group]}
    for part in chunk(leads):
        for old, new in connection.execute(select(REDIRECTS).where(REDIRECTS.c.old.in_(part))).all():
            if new != leads[old]:
                connection.execute(update(REDIRECTS).where(REDIRECTS.c.old == old).values(new=leads[old]))


def _move_members(connection: Connection, moved: Mapping[str, str | None]) -> None:
    """Stories that hold a work that is no more hold the work its articles went to, until they are made again."""
    for part in chunk(moved):
        theirs = and_(MEMBERS.c.kind == "story", MEMBERS.c.member.in_(part))  # without the kind all members are read
        held = connection.execute(select(MEMBERS.c.member, MEMBERS.c.holder).where(theirs)).all()
        connection.execute(delete(MEMBERS).where(theirs))
        for member, holder in held:
            row = {"kind": "story", "member": moved[member], "holder": holder}
            same = select(MEMBERS.c.member).filter_by(**row)
            if moved[member] is not None and connection.scalar(same) is None:
                connection.execute(insert(MEMBERS).values(row))
