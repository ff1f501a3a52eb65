"""`python -m quality bench`: what the journey costs by station, and how that grows. Writes docs/performance.md.

Each stage runs in a process of its own, with a limit of time, and what it measured is kept in a file at once: a stage
that fails or is stopped leaves the others' results. The page is written from all that is kept, after each stage.

    stations      each station beside the tool that does the same or less, over the same 500 made articles
    copies:N      N made articles collapsed at hand, without a store
    add:N         N made articles added in full, with two workers
    filled:N      an archive filled with N made articles from their truth, without a parse: what questions and one more
                  page cost there

Costs are CPU seconds (user and system, of the process and its workers), so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from quality.bench_kept import STAGES, Kept, keep_result, read_kept, write_kept
from quality.bench_page import write_page
from quality.bench_stages import run_stage
from sayso.run.local import ONE_THREAD

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "performance.md"
KEPT = ROOT / "build" / "bench.json"
USUAL = ("stations", "copies:5000", "copies:100000", "add:1000", "add:5000", "filled:1000", "filled:100000")
MINUTES = 20.0


def bench(arguments: list[str]) -> int:
    """Run the stages that are asked for and write the page. Exit code 0, or 1 where a stage failed."""
    options = parse(arguments)
    if options.only:
        sys.stdout.buffer.write(msgspec.json.encode(run_stage(options.only)))
        return 0
    kept = read_kept(options.kept)
    failed = 0
    for stage in options.stages:
        failed += not keep_stage(kept, stage, options.minutes)
        write_kept(options.kept, kept)
        write_page(options.out, kept)
    print(write_page(options.out, kept))
    return 1 if failed else 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m quality bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--stages",
        type=split_stages,
        default=USUAL,
        metavar="S,S…",
        help=f"usually {','.join(USUAL)}; none (--stages '') writes the page from what is kept",
    )
    parser.add_argument("--minutes", type=float, default=MINUTES, help="the most that a stage may take (usually 20)")
    parser.add_argument("--kept", type=Path, default=KEPT, help="where results are kept (build/bench.json)")
    parser.add_argument("--out", type=Path, default=REPORT, help="the page to write, with its plot beside it")
    parser.add_argument("--only", type=check_stage, metavar="STAGE", help="measure one stage here, print it as JSON")
    return parser.parse_args(arguments)


def split_stages(text: str) -> tuple[str, ...]:
    """The names of stages. Raises `ValueError` where one is none."""
    return tuple(check_stage(stage.strip()) for stage in text.split(",") if stage.strip())


def check_stage(stage: str) -> str:
    """The name, where it is one: `stations`, or `copies`, `add` or `filled` with a number of articles."""
    kind, _, size = stage.partition(":")
    if kind not in STAGES or (kind == "stations") == bool(size) or (size and not (size.isdecimal() and int(size))):
        raise argparse.ArgumentTypeError(f"{stage} is no stage: stations, copies:N, add:N or filled:N")
    return stage


def keep_stage(kept: Kept, stage: str, minutes: float) -> bool:
    """Run one stage and keep what it measured, or why it did not end. Whether it did."""
    print(f"{stage} …", file=sys.stderr, end=" ", flush=True)
    began = time.monotonic()
    try:
        code, output = run_apart([sys.executable, "-m", "quality", "bench", "--only", stage], 60 * minutes)
    except subprocess.TimeoutExpired:
        kept.failed[stage] = f"took longer than {minutes:g} minutes"
    else:
        if code:
            kept.failed[stage] = f"ended with exit code {code}"
        else:
            keep_result(kept, stage, msgspec.json.decode(output, type=STAGES[stage.partition(":")[0]]))
    print(kept.failed.get(stage, f"{time.monotonic() - began:.0f} s"), file=sys.stderr, flush=True)
    return stage not in kept.failed


def run_apart(command: list[str], seconds: float) -> tuple[int, bytes]:
    """Exit code and output of a command, which nothing of outlives.

    Raises:
        subprocess.TimeoutExpired: it took longer.
    """
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | ONE_THREAD, cwd=ROOT, start_new_session=True
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except BaseException:  # also Ctrl-C, which a session of its own does not hear of
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, output


if __name__ == "__main__":
    sys.exit(bench(sys.argv[1:]))
