"""The wheel alone, in an empty folder, makes a newsroom and its site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the wheel's files, unpacked into a folder of their own, come before the checkout's."""
    folder = tmp_path_factory.mktemp("wheel")
    run(["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (wheel,) = folder.glob("*.whl")
    target = folder / "site-packages"
    run(["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)])
    return {**os.environ, "PYTHONPATH": str(target)}


def run(words: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run Python and check that it was content."""
    done = subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_is_used(installed: dict[str, str], tmp_path: Path) -> None:
    """What runs is the wheel's package, not the checkout's."""
    where = run(["-c", "import digest; print(digest.__file__)"], tmp_path, installed)
    assert where.startswith(installed["PYTHONPATH"])


def test_the_wheel_makes_a_newsroom(installed: dict[str, str], tmp_path: Path) -> None:
    """`digest init` and `digest run` in an empty folder give a site with the archive from the record."""
    run(["-m", "digest", "init", "room"], tmp_path, installed)
    room = tmp_path / "room"
    run(["-m", "digest", "run", "--offline"], room, installed)
    assert len(list((room / "site/record").rglob("index.html"))) >= 13
    assert (room / "site/feeds/briefs.xml").is_file()
    assert "Weibo" in (room / "site/record/2012/07/25/index.html").read_text(encoding="utf-8")
    for name in (".github/workflows/digest.yml", ".github/digest.sh", ".gitattributes", "content/about.md"):
        assert (room / name).is_file(), name
    assert "content/briefs" not in (room / ".gitignore").read_text()


def test_a_blank_newsroom_is_for_any_beat(installed: dict[str, str], tmp_path: Path) -> None:
    """`digest init --blank` gives a small roster without the record, which checks clean and builds."""
    run(["-m", "digest", "init", "--blank", "room"], tmp_path, installed)
    room = tmp_path / "room"
    assert "is in order" in run(["-m", "digest", "check"], room, installed)
    run(["-m", "digest", "run", "--offline"], room, installed)
    assert (room / "site/index.html").is_file()
    assert not (room / "content/record").exists()


def test_init_can_be_run_again(installed: dict[str, str], tmp_path: Path) -> None:
    """A second `digest init` leaves every file as it is and restores one that is gone."""
    run(["-m", "digest", "init", "--blank", "room"], tmp_path, installed)
    roster = tmp_path / "room/feeds.yaml"
    roster.write_text(roster.read_text() + "# mine\n")
    (tmp_path / "room/mkdocs.yml").unlink()
    run(["-m", "digest", "init", "--blank", "room"], tmp_path, installed)
    assert roster.read_text().endswith("# mine\n")
    assert (tmp_path / "room/mkdocs.yml").is_file()
