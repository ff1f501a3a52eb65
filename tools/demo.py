"""`make demo`: read the sample pages into a new archive and print the brief of their biggest story."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAYSO = Path(sys.executable).parent / "sayso"
SOME_DISCARDED = 1
"""How `sayso add` exits where something is no page or has no article, as among the samples: it says so and goes on."""


def main() -> int:
    folder = ROOT / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    archive = folder / "sayso.db"
    pages = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "samples").glob("[0-9]*"))
    for arguments in (["add", *pages], ["stories"], ["brief"]):
        shown = ["add", "samples/*"] if arguments[0] == "add" else arguments
        print(f"\n$ sayso --archive demo/sayso.db {' '.join(shown)}", flush=True)
        done = subprocess.run([SAYSO, "--archive", archive, *arguments], cwd=ROOT, check=False)
        if done.returncode and not (arguments[0] == "add" and done.returncode == SOME_DISCARDED):
            return done.returncode
    print("\nThe archive is demo/sayso.db. Go on with, for example:")
    for command in ("stories", "claims", "show ARTICLE", "trace CLAIM", "export > demo/export.jsonl"):
        print(f"  .venv/bin/sayso --archive demo/sayso.db {command}")
    print("\nTo see it in a browser:\n  .venv/bin/sayso --archive demo/sayso.db serve\nand open http://127.0.0.1:8470/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
