"""The recorded wire as a newsroom: a hundred days of real headlines, and the briefs that come of them."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path

from bench.values import ROOT

_SITE = """\
version: 1
site:
  title: The Replay
  url: https://replay.example/
  contact: desk@replay.example
  tag: {authority: replay.example, since: 2025-01-01}
editions: {zone: Etc/UTC, cut_off: "06:00", unattended: publish}
"""


def play(material: Path, folder: Path) -> Path:
    """A newsroom with a brief on each day of the wire, made in `folder`; the roster's beat is the shipped one."""
    folder.mkdir(parents=True)
    rows = list(_rows(material / "data" / "wire" / "wire.jsonl.gz"))
    (folder / "feeds.yaml").write_text(_roster(sorted({row["host"] for row in rows})), encoding="utf-8")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    dump = folder / "wire.jsonl"
    dump.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    days = sorted({row["seen"][:10] for row in rows})
    command = [sys.executable, "-m", "digest", "backfill", "--since", days[0], "--until", days[-1], "--from", str(dump)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def _rows(wire: Path) -> Iterator[dict[str, str]]:
    """The wire's rows, each first seen at four in the morning of its day."""
    with gzip.open(wire, "rt", encoding="utf-8") as lines:
        for line in lines:
            row: Mapping[str, str] = json.loads(line)
            yield {
                "host": row["outlet"],
                "outlet": _id(row["outlet"]),
                "feed": f"{_id(row['outlet'])}-feed",
                "title": row["title"],
                "link": row["link"],
                "language": "en",
                "published": parsedate_to_datetime(row["published"]).isoformat(),
                "seen": f"{row['day']}T04:00:00+00:00",
            }


def _id(host: str) -> str:
    return host.replace(".", "-")


def _roster(outlets: list[str]) -> str:
    shipped = (ROOT / "feeds.yaml").read_text(encoding="utf-8")
    beat = shipped[shipped.index("\nscope:") + 1 : shipped.index("\noutlets:") + 1]
    rows = [f"  - {{id: {_id(name)}, name: {name}, ownership: private, role: press, language: en}}" for name in outlets]
    feeds = [f'  - {{id: {_id(name)}-feed, outlet: {_id(name)}, url: "https://{name}/rss"}}' for name in outlets]
    return "\n".join([_SITE + beat.rstrip(), "outlets:", *rows, "feeds:", *feeds, ""])
