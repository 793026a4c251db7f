"""Newsrooms made for a test: a roster of invented outlets whose feeds a loopback server answers."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

from tests.serving import Site, item, rss

ROOT = Path(__file__).parent.parent

ROSTER = """\
version: 1
site:
  title: The Test Digest
  url: https://digest.example/daily/
  repository: https://git.example/digest
  contact: editors@digest.example
  tag: {authority: digest.example, since: 2026-01-01}
editions:
  zone: Etc/UTC
  cut_off: "06:00"
pull: {every: 0s, apart: 0s}
scope:
  core: {en: [talks, envoy, ambassador*, summit, treaty, embassy, sanctions], zh: [会谈, 大使]}
topics:
  - {id: talks, title: Talks, match: {en: [talks, summit], zh: [会谈]}}
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an invented wire."""

    outlet: str
    title: str
    at: datetime
    summary: str = ""


def newsroom(folder: Path, server: Site, outlets: Sequence[str], *, more: str = "") -> Path:
    """A newsroom that reads `outlets` from the server, with the mkdocs.yml that the package ships."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        f"  - {{id: {name}, name: {name.title()} Times, country: FR, ownership: private, role: press, language: en}}"
        for name in outlets
    ]
    feeds = [f'  - {{id: {name}-all, outlet: {name}, url: "{server.url}/{name}.xml"}}' for name in outlets]
    folder.joinpath("feeds.yaml").write_text(
        "\n".join([ROSTER.rstrip(), "outlets:", *rows, "feeds:", *feeds, more]) + "\n", encoding="utf-8"
    )
    folder.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    return folder


def serve_items(server: Site, outlets: Sequence[str], items: Sequence[Item]) -> None:
    """Let the server answer each outlet's feed with its items."""
    for outlet in outlets:
        rows = [
            item(
                escape(one.title),
                guid=f"{outlet}/{hashlib.sha1(one.title.encode()).hexdigest()[:8]}",
                link=f"https://{outlet}.example/{hashlib.sha1(one.title.encode()).hexdigest()[:8]}",
                date=format_datetime(one.at),
                body=escape(one.summary),
            )
            for one in items
            if one.outlet == outlet
        ]
        server.routes[f"/{outlet}.xml"] = (200, {"Content-Type": "application/rss+xml"}, rss(*rows, title=outlet))


def digest(
    folder: Path, *words: str, code: int = 0, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a newsroom and check its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "digest", *words], cwd=folder, capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def fingerprint(*folders: Path) -> dict[str, str]:
    """Every file below the folders with the hash of its bytes."""
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
