"""What hangs together: joining records by their edges, with some that must stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Groups:
    """Records in groups that can be joined. Those a person set apart never come into one group."""

    def __init__(self, records: Iterable[str], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._group = {record: record for record in records}
        self._members = {record: [record] for record in self._group}
        self._apart: dict[str, set[str]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def members(self, record: str) -> Sequence[str]:
        """The records of this record's group."""
        return self._members[self._group[record]]

    def are_joined(self, a: str, b: str) -> bool:
        """Whether both are in one group."""
        return self._group[a] == self._group[b]

    def may_join(self, a: str, b: str) -> bool:
        """Whether no member of one group was set apart from a member of the other."""
        others = set(self.members(b))
        return not any(self._apart.get(member, set()) & others for member in self.members(a))

    def join(self, a: str, b: str) -> bool:
        """Make one group of the two; False, and nothing changed, where they must stay apart."""
        if self.are_joined(a, b):
            return True
        if not self.may_join(a, b):
            return False
        small, large = sorted((self._group[a], self._group[b]), key=lambda group: len(self._members[group]))
        for member in self._members[small]:
            self._group[member] = large
        self._members[large].extend(self._members.pop(small))
        return True

    def all(self) -> list[list[str]]:
        """Every group, its records sorted, by smallest record."""
        return sorted(sorted(members) for members in self._members.values())
