"""Daily builds: whatever happens to a newsroom, a build of what changed leaves what a build from nothing leaves.

Sequences of changes are drawn from their number; `DIGEST_SEQUENCES=100` runs as many as the promise is made for.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import archive
from bench.newsroom import furnish, shelve
from digest import site
from digest.model import Issue
from digest.pipeline import building
from digest.pipeline.desk import open_desk
from tests.newsrooms import fingerprint

SEQUENCES = int(os.environ.get("DIGEST_SEQUENCES", "4"))
NOW = "2026-11-20T07:00:00Z"
LAST = date(2026, 2, 10)


def threaded(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Briefs of which every second one goes on with the first story of the one before."""
    found = list(issues)
    for place in range(0, len(found) - 1, 2):
        earlier, issue = found[place + 1], found[place]
        story = earlier.record.stories[0].id
        lines = (replace(issue.record.lines[0], story=story), *issue.record.lines[1:])
        stories = (replace(issue.record.stories[0], id=story), *issue.record.stories[1:])
        found[place] = replace(issue, record=replace(issue.record, lines=lines, stories=stories))
    return tuple(found)


class Room:
    """A newsroom to which things happen."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        # Two years meet in it, and one topic has more lines than a page.
        view = archive.archive(16, seed=7, last=LAST, outlets=9)
        old = archive.archive(4, seed=8, last=date(2025, 12, 28), outlets=9)
        self.spare = list(threaded(archive.archive(6, seed=9, last=LAST + timedelta(days=6), outlets=9).issues))
        furnish(folder, replace(view, issues=threaded((*view.issues, *old.issues))))
        (folder / "content" / "about.md").write_text("# About\n\nThis.\n", encoding="utf-8")
        (folder / "site_templates").mkdir()

    def build(self, *, clean: bool = False) -> None:
        """`digest build`, in this process."""
        with open_desk(self.folder, now=NOW) as desk:
            paged = building.build(desk, clean=clean)
            site.build(desk.newsroom, desk.roster, built=paged.moment, clean=clean)

    def files(self) -> dict[str, str]:
        """What was derived."""
        return fingerprint(self.folder / ".digest" / "docs", self.folder / "site")

    def page(self) -> Path:
        """The page of some brief."""
        return self.chance.choice(sorted((self.folder / "content" / "briefs").rglob("*.md")))

    def rewrite(self, path: Path, change: Callable[[str], str]) -> None:
        """Change a text file."""
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def edit_a_line(self) -> None:
        """An editor writes other words."""
        words = f"Envoy {self.chance.randrange(99)} {self.chance.choice(['leaves', '离开', 'stays'])} reports."
        self.rewrite(self.page(), lambda text: text.replace("reports.", words, 1))

    def edit_a_title(self) -> None:
        """An editor finds another word, which the neighbours' pages show."""
        word = f"Word{self.chance.randrange(99)}"
        self.rewrite(self.page(), lambda text: text.replace("title: ", f'title: "First POST: {word}"\n#', 1))

    def link_a_page(self) -> None:
        """An editor's passage links to a page that may come or go, and to another day."""
        self.rewrite(self.page(), lambda text: f"{text}\nSee [that](guide.md) and [then](briefs/2026/02/09.md).\n")

    def write_a_guide(self) -> None:
        """A page by people comes, changes or goes."""
        path = self.folder / "content" / "guide.md"
        if path.exists() and self.chance.random() < 0.5:
            path.unlink()
        else:
            path.write_text(f"# Guide\n\nEdition {self.chance.randrange(99)}.\n", encoding="utf-8")

    def add_a_day(self) -> None:
        """A new brief."""
        if self.spare:
            shelve(self.folder, [self.spare.pop(self.chance.randrange(len(self.spare)))])

    def delete_a_day(self) -> None:
        """A brief and its record go."""
        page = self.page()
        page.unlink()
        page.with_suffix(".json").unlink()

    def move_a_day(self) -> None:
        """A brief goes and comes back under its name, with other times."""
        page = self.page()
        other = page.with_name("moved")
        page.rename(other)
        shutil.copyfile(other, page)
        other.unlink()

    def rename_a_topic(self) -> None:
        """A topic gets another id and keeps the former one, or another title."""
        name = f"aid{self.chance.randrange(99)}"
        self.rewrite(
            self.folder / "feeds.yaml",
            lambda text: text.replace("{id: aid, title", f"{{id: {name}, formerly: [aid], title", 1),
        )

    def rename_the_site(self) -> None:
        """The site gets another title."""
        number = self.chance.randrange(99)
        self.rewrite(self.folder / "feeds.yaml", lambda text: text.replace("The Long", f"The {number}", 1))

    def change_a_setting(self) -> None:
        """A setting of mkdocs.yml that every page shows."""
        self.rewrite(self.folder / "mkdocs.yml", lambda text: text.replace("copyright: ", "copyright: More. ", 1))

    def change_a_template(self) -> None:
        """A newsroom's own template of pages comes, changes or goes."""
        own = self.folder / "site_templates" / "month.md.j2"
        if own.exists() and self.chance.random() < 0.5:
            own.unlink()
        else:
            own.write_text(f"# Month {{{{ month.first }}}} {self.chance.randrange(99)}\n", encoding="utf-8")

    def change_the_theme(self) -> None:
        """A newsroom's own file of the theme comes, changes or goes."""
        own = self.folder / "site_templates" / "theme" / self.chance.choice(["404.html", "partials/section.html"])
        if own.exists() and self.chance.random() < 0.5:
            own.unlink()
        else:
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_text(f"<p>Own {self.chance.randrange(99)}</p>\n", encoding="utf-8")

    def hide_a_change(self) -> None:
        """A page of the same length, its time put back to what it was or to years before."""
        page = self.page()
        before = page.stat()
        self.rewrite(page, lambda text: text.replace("a", "e", 3).replace("{e", "{a") if "a" in text else text)
        self.rewrite(page, lambda text: text.replace("dete: ", "date: ").replace("stete: ", "state: "))
        old = before.st_mtime_ns if self.chance.random() < 0.5 else 10**18
        os.utime(page, ns=(old, old))

    def touch_everything(self) -> None:
        """All times change, and nothing else."""
        for path in (self.folder / "content").rglob("*"):
            os.utime(path, (1, 1))

    def lose_something(self) -> None:
        """Derived files are deleted or spoilt; of a spoilt store a build tells, so that is only deleted."""
        tree = self.chance.choice([self.folder / ".digest", self.folder / "site"])
        path = self.chance.choice(sorted(path for path in tree.rglob("*") if path.is_file() and path.name != "lock"))
        if self.chance.random() < 0.5 or path.name.startswith("wire.db"):
            path.unlink()
        else:
            path.write_bytes(b"spoilt")

    def draw(self) -> Callable[[], None]:
        """Something that happens."""
        return self.chance.choice(
            [
                self.edit_a_line, self.edit_a_line, self.edit_a_title, self.link_a_page, self.write_a_guide,
                self.add_a_day, self.add_a_day, self.delete_a_day, self.move_a_day, self.rename_a_topic,
                self.rename_the_site, self.change_a_setting, self.change_a_template, self.change_the_theme,
                self.hide_a_change, self.touch_everything, self.lose_something,
            ]
        )  # fmt: skip


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_a_build_of_what_changed_equals_one_from_nothing(number: int, tmp_path: Path) -> None:
    """After edits, new days, deletions, renames, changed settings and templates and strange times, no byte differs."""
    room = Room(tmp_path / "room", number)
    room.build()
    happened = []
    for _ in range(3):
        for _ in range(room.chance.randint(1, 3)):
            step = room.draw()
            happened.append(step.__name__)
            step()
        room.build()
    renewed = room.files()
    room.build(clean=True)
    assert room.files() == renewed, happened


def test_where_nothing_was_touched_nothing_is_looked_at(tmp_path: Path) -> None:
    """A second build reads nothing of what it remembers of each page; one after an edit does, and finds all right."""
    room = Room(tmp_path / "room", 0)
    room.build()
    memories = [*(room.folder / ".digest" / "leaves").iterdir(), room.folder / ".digest" / "made.pickle"]
    for path in memories:
        path.write_bytes(b"spoilt")
    room.build()
    assert {path.read_bytes() for path in memories} == {b"spoilt"}
    room.edit_a_line()
    room.build()
    assert b"spoilt" not in [path.read_bytes() for path in memories]
    renewed = room.files()
    room.build(clean=True)
    assert room.files() == renewed
