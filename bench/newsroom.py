"""A generated archive as a newsroom on disk: what `digest build` reads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from digest import files, page
from digest.model import Issue, Roster
from digest.publish.records import write_record
from digest.render import SiteView


def furnish(folder: Path, view: SiteView) -> None:
    """Write feeds.yaml, mkdocs.yml and a page and a record for each brief of an archive."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "feeds.yaml").write_text(roster_text(view.roster), encoding="utf-8")
    shutil.copyfile(files.shipped() / "mkdocs.yml", folder / "mkdocs.yml")
    shelve(folder, view.issues)


def shelve(folder: Path, issues: Iterable[Issue]) -> None:
    """Write the page and the record of each brief; those of published ones never change, so none is synced."""
    for issue in issues:
        stem = folder / "content" / "briefs" / files.day_path(issue.brief.day)
        stem.parent.mkdir(parents=True, exist_ok=True)
        stem.with_suffix(".md").write_text(page.write(issue.brief), encoding="utf-8")
        stem.with_suffix(".json").write_text(write_record(issue.record), encoding="utf-8")


def roster_text(roster: Roster) -> str:
    """A feeds.yaml that reads as the roster."""
    site = roster.site
    rows = [
        "version: 1",
        "site:",
        f"  title: {json.dumps(site.title)}",
        f"  url: {site.url}",
        f"  repository: {site.repository}",
        f"  tag: {{authority: {site.tag.authority}, since: {site.tag.since}}}",
        "editions: {zone: Etc/UTC, cut_off: '06:00'}",
        "topics:",
        *(f"  - {{id: {one.id}, title: {json.dumps(one.title)}}}" for one in roster.topics),
        "platforms:",
        *(f"  - {{id: {one.id}, name: {json.dumps(one.name)}}}" for one in roster.platforms),
        "outlets:",
        *(
            f"  - {{id: {one.id}, name: {json.dumps(one.name)}, country: {one.country}, ownership: {one.ownership},"
            f" role: {one.role}, language: {one.language}}}"
            for one in roster.outlets
        ),
        "feeds:",
        *(f'  - {{id: {one.id}, outlet: {one.outlet}, url: "{one.url}"}}' for one in roster.feeds),
    ]
    return "\n".join(rows) + "\n"
