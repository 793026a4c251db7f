"""Values kept between runs: given back as they were, and never a way to run somebody's code."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.files import stamps
from digest.files.kept import keep, kept
from digest.files.yearly import keep_rows, rows_kept
from digest.leaves import Row
from digest.model import State

BASE = "program 1"


class Call:
    """Unpickled by an ordinary reader, it calls a function with a path."""

    def __init__(self, function: Callable[[Path], object], path: Path) -> None:
        self.what = function, (path,)

    def __reduce__(self) -> tuple[Callable[[Path], object], tuple[Path]]:
        return self.what


@pytest.mark.parametrize(
    "value",
    [
        {"a page": Row("given", (("page", "a/b.md"), ("pages",)), "answers", frozenset({"a/b.md"}))},
        (date(2026, 2, 1), datetime(2026, 2, 1, 6, tzinfo=UTC), timezone(timedelta(hours=8)), {1, 2}),
        {"2026/02/01": (State.PUBLISHED, 2.5, None, True, b"bytes", ["a", "list"])},
    ],
)
def test_values_come_back(tmp_path: Path, value: object) -> None:
    """What was kept on the same base comes back as it was; on another base, nothing does."""
    path = tmp_path / "deep" / "kept.pickle"
    keep(path, BASE, value)
    assert kept(path, BASE) == value
    assert kept(path, "program 2") is None


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=60))
def test_damage_is_nothing_kept(tmp_path_factory: pytest.TempPathFactory, other: bytes, cut: int) -> None:
    """A file cut short or filled with anything is as good as none."""
    path = tmp_path_factory.mktemp("kept") / "kept.pickle"
    keep(path, BASE, {"key": Row("given", (), "answers")})
    path.write_bytes(path.read_bytes()[:-cut] if cut else other)
    assert kept(path, BASE) is None


@pytest.mark.parametrize("function", [Path.touch, Path.unlink, Path.mkdir])
def test_no_code_is_run(tmp_path: Path, function: Callable[[Path], object]) -> None:
    """A file that calls a function when an ordinary reader opens it calls none here, and is as good as none."""
    target = tmp_path / "target"
    if function is Path.unlink:
        target.touch()
    before = target.exists()
    path = tmp_path / "kept.pickle"
    path.write_bytes(pickle.dumps((BASE, Call(function, target))))
    assert kept(path, BASE) is None
    assert target.exists() is before


def test_own_functions_are_not_called(tmp_path: Path) -> None:
    """Not even functions of this program can be called from a file, only its classes that hold values."""
    path = tmp_path / "kept.pickle"
    path.write_bytes(pickle.dumps((BASE, Call(stamps.scan, tmp_path))))
    assert kept(path, BASE) is None


NAMES = st.sampled_from(["index.md", "2016/01/02.md", "2016/index.md", "c/cn/2017.md", "cards/2017/05/06.png"])
ROWS = st.dictionaries(NAMES, st.integers())


@given(st.lists(ROWS, max_size=4))
def test_rows_come_back(tmp_path_factory: pytest.TempPathFactory, each: list[dict[str, int]]) -> None:
    """What was kept last is all that is read, whatever years earlier rows were of."""
    folder = tmp_path_factory.mktemp("rows")
    for rows in each:
        keep_rows(folder, BASE, rows, rows_kept(folder, BASE))
        assert rows_kept(folder, BASE) == rows


def test_rows_of_years_that_did_not_change_are_not_written(tmp_path: Path) -> None:
    """A new day writes the rows of its own year; another program finds none."""
    before = {"2016/01/02.md": 1, "2017/01/02.md": 2, "index.md": 3}
    keep_rows(tmp_path, BASE, before, {})
    stood = stamps.scan(tmp_path)
    keep_rows(tmp_path, BASE, {**before, "2017/01/03.md": 4}, rows_kept(tmp_path, BASE))
    standing = stamps.scan(tmp_path)
    assert {name for name, stamp in standing.items() if stood[name] != stamp} == {"2017.pickle"}
    assert rows_kept(tmp_path, "program 2") == {}
