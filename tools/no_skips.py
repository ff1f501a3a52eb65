"""Fails where a test of one room was skipped, or none ran: `no_skips.py RESULTS.xml tests.browser`."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def main() -> int:
    results, room = Path(sys.argv[1]), sys.argv[2]
    cases = [c for c in ET.parse(results).iter("testcase") if c.get("classname", "").startswith(room)]
    skipped = [c.get("name", "") for c in cases if c.find("skipped") is not None]
    for name in skipped:
        print(f"skipped, but must run: {room} {name}", file=sys.stderr)
    if not cases:
        print(f"no test of {room} ran", file=sys.stderr)
    return 1 if skipped or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
