"""What can go wrong, on one screen.

    SaysoError
    ├── InputError            an input cannot be read: what, where, what to do
    │   ├── NotFoundError         no such file, folder or address
    │   ├── UnreadableError       it is there, but may not or cannot be read as a page
    │   └── TooLargeError         it goes beyond a limit of time, memory or size
    ├── ArchiveError          the archive cannot be used
    │   ├── LockedError           another writer holds it
    │   ├── FullError             the disk is full
    │   ├── VersionError          it was written by another version of sayso
    │   └── DamagedError          its bytes are not what was written
    └── UnknownIdError        no record bears this id

An `InputError` concerns one input: it becomes a `Discard` and the others go on. An `ArchiveError` ends the command.
Only `sayso.cli` turns them into messages and exit codes.
"""


class SaysoError(Exception):
    """Base of all errors that sayso raises on purpose; `str(error)` is a full sentence for a person."""


class InputError(SaysoError):
    """One input cannot be read. `station` names where in the journey it ended."""

    def __init__(self, message: str, *, station: str = "read") -> None:
        super().__init__(message)
        self.station = station


class NotFoundError(InputError):
    """No such file or folder."""


class UnreadableError(InputError):
    """The input is there, but cannot be read as a page: no permission, binary, empty, unknown charset."""


class TooLargeError(InputError):
    """The input goes beyond a limit of size, time or memory."""


class ArchiveError(SaysoError):
    """The archive cannot be used as it is."""


class LockedError(ArchiveError):
    """Another process is writing to the archive."""


class FullError(ArchiveError):
    """There is no room left where the archive lies. What was committed before is safe."""


class VersionError(ArchiveError):
    """The archive was written by a version that this one cannot read."""


class DamagedError(ArchiveError):
    """The archive's bytes are not what was written."""


class UnknownIdError(SaysoError):
    """No record of the archive bears this id or this beginning of an id."""
