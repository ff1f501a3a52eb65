"""The gate of `make test-full`: a skip fails it, a strict expected failure that ran does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "no_skips.py"
BROWSER = '<testcase classname="tests.browser.test_front" name="test_it_opens"/>'


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        (BROWSER, 0),
        (f'{BROWSER}<testcase classname="a" name="b"><skipped type="pytest.xfail" message="known"/></testcase>', 0),
        (f'{BROWSER}<testcase classname="a" name="b"><skipped type="pytest.skip" message="../shared"/></testcase>', 0),
        (f'{BROWSER}<testcase classname="a" name="b"><skipped type="pytest.skip" message="slow"/></testcase>', 1),
        ('<testcase classname="a" name="b"/>', 1),
    ],
    ids=["all ran", "expected failure", "shared is not here", "skipped", "no browser test"],
)
def test_what_fails_the_gate(tmp_path: Path, cases: str, code: int) -> None:
    results = tmp_path / "tests.xml"
    results.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", encoding="utf-8")
    assert subprocess.run([sys.executable, str(TOOL), str(results)], check=False).returncode == code
