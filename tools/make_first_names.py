"""Write `src/sayso/rules/first_names.txt`: first names that nearly all who bear them share a gender with.

    python tools/make_first_names.py FOLDER

FOLDER holds `dist.male.first` and `dist.female.first` of the United States Census Bureau's 1990 census (a work of the
government of the United States: public domain; they come with PyPI's `names`). A line is a name and the share of people
who bear it. A name of both genders is kept where one has `CLEAR` times the other's share.
"""

from __future__ import annotations

import sys
from pathlib import Path

CLEAR = 15
TARGET = Path(__file__).parent.parent / "src" / "sayso" / "rules" / "first_names.txt"
HEAD = """\
# First names by gender, in small letters, one line for each first letter. Made by tools/make_first_names.py from the
# names of the 1990 census of the United States (public domain). Names that both genders bear are left out.
"""


def main() -> int:
    male, female = (read_shares(Path(sys.argv[1]) / f"dist.{gender}.first") for gender in ("male", "female"))
    lines = [*write_lines("male", keep_clear(male, female)), *write_lines("female", keep_clear(female, male))]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return 0


def read_shares(path: Path) -> dict[str, float]:
    """The share of people, in per cent, by name."""
    return {line.split()[0].lower(): float(line.split()[1]) for line in path.read_text("utf-8").splitlines()}


def keep_clear(own: dict[str, float], other: dict[str, float]) -> list[str]:
    """The names of one gender that the other bears seldom or never, sorted."""
    return sorted(name for name, share in own.items() if share >= CLEAR * other.get(name, 0.0))


def write_lines(gender: str, names: list[str]) -> list[str]:
    letters = sorted({name[0] for name in names})
    return [f"{gender}: {' '.join(name for name in names if name[0] == letter)}" for letter in letters]


if __name__ == "__main__":
    raise SystemExit(main())
