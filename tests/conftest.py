"""What tests share: where the material lies, and skipping what needs parts that are not here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bench.browsing import CHROMIUM
from tests.serving import Site, serving
from tests.sites import built, chinese

__all__ = ["built", "chinese"]

ROOT = Path(__file__).parent.parent
MATERIAL = Path(os.environ.get("DIGEST_MATERIAL") or ROOT.parent / "shared")
# The servers of tests stand on this machine, where the program asks nobody unless it is told to.
os.environ["DIGEST_ALLOW_PRIVATE"] = "127.0.0.0/8 ::1"

# A busy machine is no fault of what is tested; and a folder of a test that is one for all examples is meant so.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
# For who decides about a change: the same examples at each run, so that none is refused for what another left.
settings.register_profile("steady", settings.get_profile("untimed"), derandomize=True, database=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the material or a browser where there is none, except in CI, where both must be there."""
    in_ci = bool(os.environ.get("CI"))
    for item in items:
        if item.get_closest_marker("material") and not (MATERIAL / "data").is_dir() and not in_ci:
            item.add_marker(pytest.mark.skip(reason="DIGEST_MATERIAL names no folder with the material"))
        if item.get_closest_marker("browser") and not CHROMIUM and not in_ci:
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of recorded feeds, headlines and labelled stories."""
    return MATERIAL


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        yield site
