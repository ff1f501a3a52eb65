"""Fails where a test was skipped (unless ../shared is not here) or no browser test ran: `no_skips.py RESULTS.xml`."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ALLOWED = "../shared"
EXPECTED = "pytest.xfail"  # it ran, and failed as its (strict) mark says


def main() -> int:
    cases = list(ET.parse(Path(sys.argv[1])).iter("testcase"))
    skipped = [(case, reason) for case in cases if (reason := case.find("skipped")) is not None]
    skipped = [(case, reason) for case, reason in skipped if reason.get("type") != EXPECTED]
    wrong = [
        (case.get("classname"), case.get("name"), reason.get("message", ""))
        for case, reason in skipped
        if ALLOWED not in reason.get("message", "")
    ]
    for room, name, reason in wrong:
        print(f"skipped, but must run: {room} {name}: {reason}", file=sys.stderr)
    browser = [case for case in cases if case.get("classname", "").startswith("tests.browser")]
    if not browser:
        print("no browser test ran", file=sys.stderr)
    return 1 if wrong or not browser else 0


if __name__ == "__main__":
    sys.exit(main())
