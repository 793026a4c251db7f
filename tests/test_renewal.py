"""Renewal: a site of which only what changed is made anew equals one that is built from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mkdocs.commands import build as engine
from mkdocs.config import load_config

from digest import site
from digest.errors import BuildError
from digest.files import Newsroom
from tests.making import roster
from tests.newsrooms import fingerprint

CONFIG = """\
site_name: A site
docs_dir: .digest/docs
site_dir: site
theme: {name: mkdocs}
plugins: [PLUGINS]
nav: [{Home: index.md}, {One: one/index.md}]
validation: {nav: {omitted_files: ignore}}
"""
PAGES = {
    "index.md": "# Home\n\n[One](one/index.md), [gone](two/index.md)\n",
    "one/index.md": "# One\n\nWords.\n",
    "three/index.md": "# Three\n\nMore words.\n",
    "assets/plain.txt": "plain\n",
}
BUILT = datetime(2026, 11, 20, 6, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A newsroom whose pages are written and whose site is built."""
    made = Newsroom(tmp_path / "room")
    write(made, PAGES)
    made.root.joinpath("mkdocs.yml").write_text(CONFIG.replace("PLUGINS", ""), encoding="utf-8")
    build(made)
    return made


def write(newsroom: Newsroom, pages: Mapping[str, str]) -> None:
    """Write files of the docs tree."""
    for name, text in pages.items():
        path = newsroom.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(newsroom: Newsroom, **other: bool) -> tuple[str, ...]:
    """Build the site and give the engine's warnings."""
    return site.build(newsroom, roster(), built=BUILT, **other)


def same_from_nothing(newsroom: Newsroom) -> dict[str, str]:
    """The files of the site, after a check that a build from nothing gives the same."""
    renewed = fingerprint(newsroom.site)
    shutil.rmtree(newsroom.site)
    build(newsroom, clean=True)
    assert fingerprint(newsroom.site) == renewed
    return renewed


def written(newsroom: Newsroom) -> dict[str, int]:
    """When each file of the site was written."""
    found = (path for path in newsroom.site.rglob("*") if path.is_file() and "sitemap" not in path.name)
    return {path.relative_to(newsroom.site).as_posix(): path.stat().st_mtime_ns for path in found}


def test_a_renewed_site_equals_one_from_nothing(newsroom: Newsroom) -> None:
    """After pages were changed, added and removed, the site is what a build from nothing gives."""
    write(newsroom, {"one/index.md": "# One\n\nOther words.\n", "four/index.md": "# Four\n"})
    (newsroom.docs / "three" / "index.md").unlink()
    build(newsroom)
    made = same_from_nothing(newsroom)
    assert "site/four/index.html" in made
    assert "site/three/index.html" not in made


def test_what_did_not_change_is_not_written_again(newsroom: Newsroom) -> None:
    """A changed page is written, and no other file but those that are of the whole site."""
    before = written(newsroom)
    write(newsroom, {"one/index.md": "# One\n\nOther words.\n"})
    build(newsroom)
    after = written(newsroom)
    assert {name for name in after if after[name] != before[name]} <= {"one/index.html", "404.html"}
    assert after["one/index.html"] != before["one/index.html"]


def test_a_page_follows_the_pages_that_it_links_to(newsroom: Newsroom) -> None:
    """A page that links to one that was missing is made anew as soon as that is there, and warned of until then."""
    assert any("two/index.md" in words for words in build(newsroom))
    write(newsroom, {"two/index.md": "# Two\n"})
    assert build(newsroom) == ()
    assert 'href="two/"' in (newsroom.site / "index.html").read_text(encoding="utf-8")
    same_from_nothing(newsroom)


def test_old_times_hide_no_change(newsroom: Newsroom) -> None:
    """A page of the same length whose time is put back to what it was is made anew all the same."""
    path = newsroom.docs / "one" / "index.md"
    before = path.stat()
    path.write_text("# One\n\nwordS.\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(newsroom)
    assert "wordS" in (newsroom.site / "one" / "index.html").read_text(encoding="utf-8")


def test_what_is_missing_or_strange_in_the_site_is_put_right(newsroom: Newsroom) -> None:
    """Files that someone took out of the site, changed or put into it are as they should be after the next build."""
    before = fingerprint(newsroom.site)
    (newsroom.site / "index.html").unlink()
    (newsroom.site / "assets" / "plain.txt").write_text("other\n", encoding="utf-8")
    (newsroom.site / "strange").mkdir()
    (newsroom.site / "strange" / "page.html").write_text("?", encoding="utf-8")
    (newsroom.site / ".nojekyll").touch()
    build(newsroom)
    after = fingerprint(newsroom.site)
    assert after.pop("site/.nojekyll")
    assert after == before


def test_a_setting_or_a_template_changes_every_page(newsroom: Newsroom) -> None:
    """A new entry of the navigation, and a changed override of the theme, reach pages whose text is as it was."""
    config = newsroom.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("]\nvalid", ", {Three: three/index.md}]\nvalid")
    config.write_text(text.replace("{name: mkdocs}", "{name: mkdocs, custom_dir: theme}"), encoding="utf-8")
    override = newsroom.root / "theme" / "main.html"
    override.parent.mkdir()
    override.write_text('{% extends "base.html" %}', encoding="utf-8")
    build(newsroom)
    assert "three/" in (newsroom.site / "one" / "index.html").read_text(encoding="utf-8")
    same_from_nothing(newsroom)
    override.write_text('{% extends "base.html" %}{% block content %}Mine{% endblock %}', encoding="utf-8")
    build(newsroom)
    assert "Mine" in (newsroom.site / "one" / "index.html").read_text(encoding="utf-8")
    same_from_nothing(newsroom)


def test_the_engine_alone_makes_the_same_site(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles from the navigation, addresses of odd names and the map of the site are as the engine makes them."""
    write(newsroom, {"four/a b.md": "# Four\n\n[Five](中文/index.md)\n", "four/中文/index.md": "# 五\n"})
    config = newsroom.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("]\nvalid", ", {Third: ./three/index.md}]\nvalid")
    config.write_text(f"{text}site_url: {roster().site.url}\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(BUILT.timestamp())))
    build(newsroom)
    ours = fingerprint(newsroom.site)
    engine.build(load_config(str(config), site_name=roster().site.title, site_description=roster().site.description))
    assert fingerprint(newsroom.site) == ours


def test_plugins_have_the_whole_build(newsroom: Newsroom) -> None:
    """Where mkdocs.yml names plugins the engine builds everything itself, since they may know more than a page."""
    config = newsroom.root / "mkdocs.yml"
    config.write_text(CONFIG.replace("PLUGINS", "search"), encoding="utf-8")
    build(newsroom)
    assert (newsroom.site / "search" / "search_index.json").is_file()
    config.write_text(CONFIG.replace("PLUGINS", ""), encoding="utf-8")
    build(newsroom)
    assert not (newsroom.site / "search" / "search_index.json").exists()
    same_from_nothing(newsroom)


def test_many_pages_by_several_processes_are_the_same_pages(newsroom: Newsroom) -> None:
    """Pages that forked processes make, and their warnings, are those that one process makes."""
    many = {f"p{number}/index.md": f"# Page {number}\n\n[Missing](no{number}.md)\n" for number in range(200)}
    write(newsroom, many)
    warned = build(newsroom)
    assert len([words for words in warned if "no" in words]) >= len(many)
    one = {name: (newsroom.site / name).read_bytes() for name in written(newsroom)}
    for name in sorted(many)[::2]:
        write(newsroom, {name: many[name] + "\nAnd.\n"})
        build(newsroom) if name == "p0/index.md" else None
    write(newsroom, many)
    assert set(build(newsroom)) == set(warned)
    assert {name: (newsroom.site / name).read_bytes() for name in written(newsroom)} == one


def test_a_page_that_cannot_be_made_is_named(newsroom: Newsroom) -> None:
    """A template that is not there stops the build with the name of the page, and the next build is whole again."""
    write(newsroom, {"one/index.md": "---\ntemplate: missing.html\n---\n# One\n"})
    with pytest.raises(BuildError, match=r"one/index\.md"):
        build(newsroom)
    write(newsroom, PAGES)
    build(newsroom)
    same_from_nothing(newsroom)
