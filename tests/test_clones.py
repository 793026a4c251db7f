"""Two clones of a newsroom, worked in at the same time: real git, the starter's script, the merge driver."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import page
from digest.pipeline import merging
from digest.publish.records import read_record
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import Site

OUTLETS = ("alpha", "beta")
MORNING = [
    Item("alpha", "Norland and Sudmark resume border talks in Geneva", datetime(2026, 11, 16, 9, tzinfo=UTC)),
    Item("alpha", "Westria recalls its ambassador from Ostrovia", datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
]
NOON = [
    *MORNING,
    Item("beta", "Norland, Sudmark resume border talks in Geneva", datetime(2026, 11, 16, 12, tzinfo=UTC)),
    Item("beta", "Three ministers sign a treaty on the river Lumen", datetime(2026, 11, 16, 12, 5, tzinfo=UTC)),
]
BRIEF = "content/briefs/2026/11/17.md"
EDITS = "content/briefs/2026/11/17.edits.yaml"
RECORD = "content/briefs/2026/11/17.json"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which `digest` is a command and git knows who commits."""
    shim = tmp_path / "bin" / "digest"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m digest "$@"\n')
    shim.chmod(0o755)
    who = {f"GIT_{role}_{key}": f"{role}@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    root = str(Path(__file__).parent.parent)
    return {**os.environ, **who, "PATH": f"{shim.parent}:{os.environ['PATH']}", "PYTHONPATH": root}


def git(folder: Path, env: dict[str, str], *words: str) -> str:
    """Run git and check that it was content."""
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def clones(tmp_path: Path, server: Site, env: dict[str, str]) -> tuple[Path, Path]:
    """The editor's clone and the scheduled one, of a newsroom whose open brief was made in the morning."""
    seed = newsroom(tmp_path / "seed", server, OUTLETS)
    digest(seed, "init", "--blank", env=env)
    serve_items(server, OUTLETS, MORNING)
    digest(seed, "run", "--now", "2026-11-16T10:00Z", env=env)
    git(seed, env, "init", "-q", "-b", "main")
    git(seed, env, "add", "--all")
    git(seed, env, "commit", "-qm", "A newsroom")
    git(tmp_path, env, "clone", "-q", "--bare", str(seed), "origin.git")
    for name in ("editor", "scheduled"):
        git(tmp_path, env, "clone", "-q", "origin.git", name)
        digest(tmp_path / name, "init", "--blank", env=env)
    return tmp_path / "editor", tmp_path / "scheduled"


def test_git_is_read_as_utf8_in_any_locale(tmp_path: Path, env: dict[str, str]) -> None:
    """What git keeps of a brief is read as it was written, also where the locale knows no Chinese."""
    git(tmp_path, env, "init", "-q")
    (tmp_path / "brief.json").write_text("诺兰与苏德马克", encoding="utf-8")
    commit(tmp_path, env, "A brief")
    code = (
        "import sys; from digest.pipeline.cloning import git; sys.stdout.write(ascii(git('show', 'HEAD:brief.json')))"
    )
    plain = {**env, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=plain, capture_output=True, text=True, check=False
    )
    assert done.stdout == ascii("诺兰与苏德马克"), done.stderr


def push_noon(scheduled: Path, server: Site, env: dict[str, str]) -> None:
    """What the schedule does at noon: a run over the news since, committed and pushed."""
    serve_items(server, OUTLETS, NOON)
    digest(scheduled, "run", "--now", "2026-11-16T13:00Z", env=env)
    commit(scheduled, env, "Briefs at noon")
    git(scheduled, env, "push", "-q")


def edit(editor: Path) -> None:
    """What an editor does: a line in other words, a bullet of one's own, a decision."""
    path = editor / BRIEF
    brief = page.read(path.read_text())
    line = next(one for one in brief.lines if "Geneva" in one.text)
    path.write_text(path.read_text().replace(line.text, f"{line.text} Watch this one.") + "\n- A bullet of mine.\n")
    muted = next(one for one in brief.lines if "Westria" in one.text)
    (editor / EDITS).write_text(f"decisions:\n  - {{mute: {muted.id}, by: anna, why: old}}\n")


def commit(folder: Path, env: dict[str, str], message: str) -> None:
    """Commit everything."""
    git(folder, env, "add", "--all")
    git(folder, env, "commit", "-qm", message)


def assert_both_hands(text: str) -> None:
    """The page has the editor's words and the news of noon."""
    brief = page.read(text)
    geneva = next(one for one in brief.lines if "Geneva" in one.text)
    assert "Watch this one." in geneva.text
    assert "beta.example" in " ".join(link.url for link in (*page.links(geneva.text), *geneva.more))
    assert any("A bullet of mine." in one.text for one in brief.lines)
    assert any("Lumen" in one.text for one in brief.lines)
    assert "<<<<" not in text


def test_the_editor_pulls_after_the_scheduled_run(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> None:
    """An editor who edits and runs while the schedule pushed rebases without a conflict and keeps every decision."""
    editor, scheduled = clones
    push_noon(scheduled, server, env)
    edit(editor)
    digest(editor, "run", "--now", "2026-11-16T12:30Z", env=env)
    commit(editor, env, "Edited")
    git(editor, env, "pull", "-q", "--rebase")
    git(editor, env, "push", "-q")
    assert_both_hands((editor / BRIEF).read_text())
    digest(editor, "run", "--now", "2026-11-16T14:00Z", env=env)
    assert_both_hands((editor / BRIEF).read_text())
    assert not any("Westria" in one.text for one in page.read((editor / BRIEF).read_text()).lines)


def test_several_commits_are_replayed(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> None:
    """An editor with two commits, a hand edit and then a run, rebases without losing news or hand."""
    editor, scheduled = clones
    push_noon(scheduled, server, env)
    edit(editor)
    commit(editor, env, "Edited")
    digest(editor, "run", "--now", "2026-11-16T12:30Z", env=env)
    commit(editor, env, "Ran")
    git(editor, env, "pull", "-q", "--rebase")
    assert_both_hands((editor / BRIEF).read_text())
    digest(editor, "brief", "--now", "2026-11-16T14:00Z", env=env)
    assert_both_hands((editor / BRIEF).read_text())


def test_what_is_published_stays_published(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> None:
    """An editor publishes while the schedule composes: after the rebase the brief is published."""
    editor, scheduled = clones
    for folder in clones:
        roster = folder / "feeds.yaml"
        roster.write_text(roster.read_text().replace('cut_off: "06:00"', 'cut_off: "06:00"\n  unattended: hold'))
    commit(scheduled, env, "Hold")
    git(scheduled, env, "push", "-q")
    git(editor, env, "checkout", "-q", "feeds.yaml")
    git(editor, env, "pull", "-q", "--rebase")
    serve_items(server, OUTLETS, NOON)
    digest(scheduled, "run", "--now", "2026-11-17T08:00Z", env=env)
    commit(scheduled, env, "Composed")
    git(scheduled, env, "push", "-q")
    digest(editor, "publish", "2026-11-17", "--now", "2026-11-17T09:00Z", env=env)
    commit(editor, env, "Published")
    git(editor, env, "pull", "-q", "--rebase")
    assert "state: published" in (editor / BRIEF).read_text()
    assert '"state": "published"' in (editor / BRIEF.replace(".md", ".json")).read_text()


def test_a_clone_needs_no_setting_up(clones: tuple[Path, Path], tmp_path: Path, env: dict[str, str]) -> None:
    """The first command in a fresh clone tells git how briefs are merged."""
    git(tmp_path, env, "clone", "-q", "origin.git", "fresh")
    digest(tmp_path / "fresh", "status", env=env)
    assert "merge-file" in git(tmp_path / "fresh", env, "config", "merge.digest.driver")


def test_an_edit_without_a_run_rebases_too(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> None:
    """An editor who only changed the page and a decision rebases over the schedule's new composition."""
    editor, scheduled = clones
    push_noon(scheduled, server, env)
    edit(editor)
    commit(editor, env, "Edited")
    git(editor, env, "pull", "-q", "--rebase")
    assert_both_hands((editor / BRIEF).read_text())
    assert (editor / EDITS).is_file()


def test_the_scheduled_run_goes_second(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> None:
    """The schedule's script drops what it wrote when an editor pushed first, and composes again over that."""
    editor, scheduled = clones
    edit(editor)
    commit(editor, env, "Edited")
    serve_items(server, OUTLETS, NOON)
    # The editor's push arrives after the script has composed, and before it pushes: its first push is refused.
    hook = scheduled / ".git/hooks/pre-push"
    hook.write_text(f'#!/bin/sh\ncd "{editor}" && env -u GIT_DIR git push -q origin main 2>/dev/null\nexit 0\n')
    hook.chmod(0o755)
    script = scheduled / ".github/digest.sh"
    done = subprocess.run(
        ["bash", str(script)],
        cwd=scheduled,
        env={**env, "DIGEST_NOW": "2026-11-16T13:00Z"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    git(editor, env, "pull", "-q", "--rebase")
    assert_both_hands((editor / BRIEF).read_text())
    assert (scheduled / "site/index.html").is_file()


def test_both_append_figures(clones: tuple[Path, Path], env: dict[str, str]) -> None:
    """Figures that both clones appended are all there after a rebase."""
    editor, scheduled = clones
    head = "subject,metric,observed,precision,value,low,high,printed,recorded,said_by,method,source,supersedes\n"
    for folder, subject in ((editor, "mine"), (scheduled, "theirs")):
        path = folder / "content/accounts/observations/2026.csv"
        path.parent.mkdir(parents=True)
        path.write_text(f"{head}{subject},followers,2026-11-16,exact,5,5,5,5,,,manual,me,\n")
        commit(folder, env, subject)
    git(scheduled, env, "push", "-q")
    git(editor, env, "pull", "-q", "--rebase")
    text = (editor / "content/accounts/observations/2026.csv").read_text()
    assert "mine,followers" in text
    assert "theirs,followers" in text


@pytest.mark.parametrize(
    ("step", "commit", "ancestor"),
    [
        ("pick 1a2b3c4 An edit", "1a2b3c4", "1a2b3c4^"),
        ("p 1a2b3c4", "1a2b3c4", "1a2b3c4^"),
        ("fixup -C 1a2b3c4 An edit", "1a2b3c4", "1a2b3c4^"),
        ("fixup -c 1a2b3c4 # An edit", "1a2b3c4", "1a2b3c4^"),
        ("merge -C 1a2b3c4 branch # Merge branch", "refs/rewritten/branch", ""),
        ("merge branch", "refs/rewritten/branch", ""),
        ("exec make", "", ""),
        ("label onto", "", ""),
    ],
)
def test_every_step_of_a_rebase_names_its_commit(step: str, commit: str, ancestor: str) -> None:
    """A commit is found in the row of git's list whatever the command and its options; other rows name none."""
    assert merging.replayed_by(step) == (commit, ancestor)


def decide(folder: Path, env: dict[str, str], *words: str) -> str:
    """Decide on Tuesday's published brief, the afternoon after its close."""
    by = ("--by", folder.name, "--now", "2026-11-17T14:20Z")
    return digest(folder, "edit", "2026-11-17", *words, *by, env=env).stdout


def line(folder: Path, word: str) -> str:
    """The id of the line of Tuesday's brief that has a word."""
    return next(one.id for one in page.read((folder / BRIEF).read_text()).lines if word in one.text)


@pytest.fixture
def desks(clones: tuple[Path, Path], server: Site, env: dict[str, str]) -> tuple[Path, Path]:
    """Two clones, each of an editor, in which Tuesday's brief is published."""
    editor, other = clones
    push_noon(other, server, env)
    digest(other, "run", "--now", "2026-11-17T08:00Z", env=env)
    commit(other, env, "Published")
    git(other, env, "push", "-q")
    git(editor, env, "pull", "-q", "--rebase")
    assert "state: published" in (editor / BRIEF).read_text()
    return editor, other


@pytest.mark.parametrize("how", ["--rebase", "--no-rebase"])
def test_two_editors_decide_on_a_published_brief(desks: tuple[Path, Path], env: dict[str, str], how: str) -> None:
    """Decisions of both clones stand in file, page and record, each told once, and the next run changes nothing."""
    editor, other = desks
    geneva, westria = line(editor, "Geneva"), line(editor, "Westria")
    decide(other, env, "--correct", geneva, "Talks in Bern, not elsewhere.", "--why", "wrong town")
    commit(other, env, "One")
    git(other, env, "push", "-q")
    decide(editor, env, "--add", "A bullet of mine.")
    decide(editor, env, "--split", geneva, "--outlet", "beta")
    decide(editor, env, "--withdraw", westria, "--why", "Retracted.")
    decide(editor, env, "--note", geneva, "Public remark.", "--public")
    commit(editor, env, "Two")
    git(editor, env, "pull", "-q", how)
    before = (editor / BRIEF).read_text(), (editor / RECORD).read_text()
    assert digest(editor, "brief", "--now", "2026-11-17T15:00Z", env=env).stderr == ""
    assert ((editor / BRIEF).read_text(), (editor / RECORD).read_text()) == before
    record = read_record(before[1])
    assert sorted(one.change.value for one in record.amendments) == ["added", "corrected", "split", "withdrawn"]
    assert [one.text for one in record.notes] == ["Public remark."]
    ids = [one.id for one in page.read(before[0]).lines]
    assert len(ids) == len(set(ids))
    assert "Talks in Bern" in before[0]
    assert "Westria" not in "".join(before)
    assert (editor / EDITS).read_text().count("- {") == 5


def test_a_withdrawal_wins_over_a_decision_in_another_clone(desks: tuple[Path, Path], env: dict[str, str]) -> None:
    """What one clone withdrew leaves page and record, though the other one corrected it meanwhile."""
    editor, other = desks
    westria = line(editor, "Westria")
    decide(other, env, "--correct", westria, "Herrings of Westria are salmon.", "--why", "fish")
    commit(other, env, "Corrected")
    git(other, env, "push", "-q")
    decide(editor, env, "--withdraw", westria, "--why", "Retracted.")
    commit(editor, env, "Withdrawn")
    git(editor, env, "pull", "-q", "--rebase")
    assert "salmon" not in (editor / BRIEF).read_text() + (editor / RECORD).read_text()
    record = read_record((editor / RECORD).read_text())
    assert [(one.line, one.change.value) for one in record.amendments] == [(westria, "withdrawn")]


def test_decisions_that_collide_are_left_to_the_editor(clones: tuple[Path, Path], env: dict[str, str]) -> None:
    """Standing decisions of two clones come together; where both changed one, git's marks stand around it."""
    editor, other = clones
    desk = "content/desk.yaml"
    first, second, third = (
        f"  - {{mute_term: {word}, by: anna, why: enough}}\n" for word in ("yacht", "royal", "polo")
    )
    for folder, text in ((other, first), (editor, second)):
        (folder / desk).write_text(f"decisions:\n{text}")
        commit(folder, env, "Muted")
    git(other, env, "push", "-q")
    git(editor, env, "pull", "-q", "--rebase")
    assert (editor / desk).read_text() == f"decisions:\n{first}{second}"
    git(editor, env, "push", "-q")
    git(other, env, "pull", "-q", "--rebase")
    for folder, text in ((other, third), (editor, second.replace("enough", "too much"))):
        (folder / desk).write_text(f"decisions:\n{first}{text}")
        commit(folder, env, "Changed")
    git(other, env, "push", "-q")
    pulled = subprocess.run(
        ["git", "pull", "--rebase"], cwd=editor, env=env, capture_output=True, text=True, check=False
    )
    assert pulled.returncode == 1
    assert f"{desk}: one decision was changed on both sides (choose between the marks" in pulled.stderr
    assert "<<<<<<<" in (editor / desk).read_text()
