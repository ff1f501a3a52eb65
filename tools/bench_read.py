"""How much memory reading takes: a feed of 50,000 items and a WARC of 1 GB, made here, opened and read to strip.

    python tools/bench_read.py [--items 50000] [--megabytes 1000] [--add]

Prints one JSON object a line: seconds, pages and peak memory (resident, of a process of its own) at a tenth of the
size and at the whole (feeds: also at a hundredth). Flat means that the peaks are alike. With --add, the feed is also
put into an archive.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = ("ferry", "harbour", "board", "mole", "tide", "crew", "towed", "hurt", "council", "bell", "lamp", "quay")


def make_paragraph(chance: random.Random) -> str:
    said = " ".join(chance.choices(WORDS, k=chance.randint(20, 60)))
    return f"<p>{said.capitalize()}, said Ina Mole, who runs the ferry off Ellery.</p>"


def make_feed(path: Path, items: int) -> None:
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("<rss version='2.0'><channel><title>Valley Wire</title><link>https://wire.example/</link>")
        for number in range(items):
            body = "".join(make_paragraph(chance) for _ in range(6))
            file.write(
                f"<item><guid>https://wire.example/{number}</guid><link>https://wire.example/{number}</link>"
                f"<title>Ferry {number} aground</title><pubDate>Sun, 04 May 2031 08:00:00 GMT</pubDate>"
                f"<description><![CDATA[{body}]]></description></item>\n"
            )
        file.write("</channel></rss>")


def make_warc(path: Path, megabytes: int) -> None:
    """Records of about 100 kB of HTML each, plain (so that what is read is what lies on the disk)."""
    chance = random.Random(7)
    filler = "".join(
        f"<nav><a href='/{number}'>{chance.choice(WORDS)}</a></nav><script>var a{number} = {number};</script>"
        for number in range(1_200)
    )
    written = number = 0
    with path.open("wb") as file:
        while written < megabytes * 1_000_000:
            body = "".join(make_paragraph(chance) for _ in range(12))
            markup = (
                f"<!DOCTYPE html><html><body><h1>Ferry {number}</h1><article>{body}</article>{filler}</body></html>"
            )
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + markup.encode()
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                "WARC-Date: 2031-05-04T08:00:00Z\r\n"
                f"WARC-Target-URI: https://wire.example/{number}\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode()
            written += file.write(head + block + b"\r\n\r\n")
            number += 1


def read_file(path: Path, every: int) -> None:
    """Open all pages and read every so-many-th of them to strip; print what it took. Runs in a process of its own."""
    from sayso.model import Found
    from sayso.read import read_page
    from sayso.read.container import open_container
    from sayso.split import split_page
    from sayso.strip import strip_page

    start = time.perf_counter()
    pages = read = 0
    with path.open("rb") as file:
        for part in open_container(file, path.name, max_bytes=16_000_000):
            pages += 1
            if isinstance(part, Found) and pages % every == 0:
                page = read_page(part.data, part.capture)
                strip_page(page, split_page(page))
                read += 1
    took = time.perf_counter() - start
    print_line(path, {"pages": pages, "read": read, "seconds": round(took, 1)})


def add_file(path: Path) -> None:
    from sayso.archive import Archive

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "bench.db", create=True) as archive:
        added = archive.add([str(path)])
    print_line(path, {"added": added.new_pages, "seconds": round(time.perf_counter() - start, 1)})


def print_line(path: Path, figures: dict[str, float]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1_000_000
    print(json.dumps({"file": path.name, "megabytes": round(size, 1), **figures, "peak_mb": round(peak)}), flush=True)


def run_apart(command: str, path: Path, every: int = 1) -> None:
    subprocess.run([sys.executable, __file__, command, str(path), str(every)], check=True)


def main() -> int:
    if sys.argv[1:2] == ["read"]:
        read_file(Path(sys.argv[2]), int(sys.argv[3]))
        return 0
    if sys.argv[1:2] == ["add"]:
        add_file(Path(sys.argv[2]))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument(
        "--every", type=int, default=20, help="of the WARC's pages, read every so-many-th; of a feed 5,000"
    )
    parser.add_argument("--add", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for items in (options.items // 100, options.items // 10, options.items):
            feed = Path(folder) / f"feed-{items}.xml"
            make_feed(feed, items)
            run_apart("read", feed, max(1, items // 5_000))
            if options.add:
                run_apart("add", feed)
            packed = feed.with_suffix(".xml.gz")
            packed.write_bytes(gzip.compress(feed.read_bytes(), 1))
            run_apart("read", packed, max(1, items // 5_000))
        for megabytes in (options.megabytes // 10, options.megabytes):
            warc = Path(folder) / f"crawl-{megabytes}.warc"
            make_warc(warc, megabytes)
            run_apart("read", warc, options.every)
            warc.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
