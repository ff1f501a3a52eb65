"""What collapse and link make must not depend on the order of Python's hashes, which changes from run to run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SEEDS = ("0", "42")
LEAD = (
    "The harbour council of Varnholm voted on Tuesday night to close the old swing bridge to lorries from next spring."
)
ENGINEERS = "Engineers had found cracks in two of the eleven girders when divers went down after the January storm."
OFFERED = (
    "The ferry company that runs between the two banks has offered to carry 40 empty trailers at half the usual fare."
)
DENIED = "Council leader Marit Oduya denied that the bridge was unsafe. “It will carry buses for years,” she said."
PAGES = {
    "a": [LEAD, ENGINEERS, "At least 12 people were hurt on the bridge last year, police said.", DENIED],
    "b": [LEAD, ENGINEERS, "At least 12 people were hurt on the bridge last year, police said.", DENIED, OFFERED],
    "c": [ENGINEERS, OFFERED, "Police said 15 people were hurt on the bridge in Varnholm last year.", DENIED],
    "d": [
        "Lorries will lose their shortest way across Varnholm harbour after councillors backed a ban by nine to four.",
        "Marit Oduya, the council leader, told reporters that the swing bridge was unsafe and should close at once.",
        "Police said that at least 15 people were hurt on the swing bridge in Varnholm last year.",
    ],
}
PROGRAM = """
import sys
from pathlib import Path
from sayso.archive import Archive
from sayso.export import export_lines
folder = Path(sys.argv[1])
with Archive.open(Path(sys.argv[2]), create=True) as archive:
    archive.add([str(folder)])
    for line in export_lines(archive):
        sys.stdout.write(line.decode().strip() + "\\n" if isinstance(line, bytes) else str(line).strip() + "\\n")
"""


def test_export_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, paragraphs in PAGES.items():
        (folder / f"{name}.txt").write_text("\n\n".join(["Swing bridge to close to lorries", *paragraphs]), "utf-8")
    exports = set()
    for seed in SEEDS:
        command = [sys.executable, "-c", PROGRAM, str(folder), str(tmp_path / f"{seed}.db")]
        run = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        )
        exports.add(run.stdout)
    assert len(exports) == 1
    assert exports.pop().count('"work"') >= 2
