"""Telling a hub of the feeds, with a real server on loopback in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from digest import publish
from digest.files import Newsroom
from digest.publish import merge
from tests.newsrooms import ROOT, ROSTER, digest
from tests.serving import Asked, Reply, Site, serving
from tests.test_feeds import telling


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with a published brief and no hub yet."""
    tmp_path.joinpath("feeds.yaml").write_text(f"{ROSTER}outlets: []\nfeeds: []\n", encoding="utf-8")
    tmp_path.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    issue = telling("a", ["e1"])
    record = replace(issue.record, counts=(("entries", 3), ("outlets", 2)))
    settled = merge.Settled(page=record.body, record=record)
    publish.save(Newsroom(tmp_path).briefs, settled, Newsroom(tmp_path).journal)
    return tmp_path


def name_hub(room: Path, hub: Site) -> None:
    """Let the newsroom's feeds name a hub."""
    path = room / "feeds.yaml"
    path.write_text(path.read_text().replace("site:\n", f'site:\n  hub: "{hub.url}/hub"\n'), encoding="utf-8")


def test_the_hub_is_told_of_every_feed(room: Path) -> None:
    """Each feed that names the hub is named to it in a form, once, and what it answers is told."""
    assert "nobody to tell" in digest(room, "publish", "--ping").stdout
    told: list[bytes] = []

    def take(asked: Asked) -> Reply:
        told.append(asked.body)
        return 204, {}, b""

    with serving({"/hub": take}) as hub:
        name_hub(room, hub)
        done = digest(room, "publish", "2026-11-20", "--ping")
        assert "was published before" in done.stdout
        assert f"Told {hub.url}/hub of" in done.stdout
        digest(room, "build")
        hub.routes["/hub"] = (503, {}, b"")
        assert "was told of 0 feeds only: HTTP 503" in digest(room, "publish", "--ping", code=3).stderr
    (form,) = (parse_qs(body.decode()) for body in told)
    assert form["hub.mode"] == ["publish"]
    base = "https://digest.example/daily/"
    docs = room / ".digest" / "docs"
    written = [path for path in sorted(docs.joinpath("feeds").rglob("*")) if path.suffix in {".xml", ".json"}]
    naming = {base + path.relative_to(docs).as_posix() for path in written if b"/hub" in path.read_bytes()}
    assert set(form["hub.url"]) == naming
    assert len(form["hub.url"]) == len(naming)


def test_something_must_be_published(room: Path) -> None:
    """Without a day and without --ping there is nothing to do, and that is said."""
    assert "name its day" in digest(room, "publish", code=2).stderr
