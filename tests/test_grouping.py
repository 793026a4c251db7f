"""What an edition is judged by stays as it is while its entries come in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from digest import cluster
from digest.model import FeedState, Fresh
from digest.pipeline.grouping import Material, group, recently
from digest.store import Store
from tests.making import EDITION, SINCE, entry

HOUR = timedelta(hours=1)


def test_an_edition_fixes_which_words_are_common(tmp_path: Path) -> None:
    """However many entries of an edition the store has, and however late they come, its background is one."""
    backgrounds = []
    with Store(tmp_path / "wire.db") as store:
        for hours, title in ((-30, "Talks on grain go on"), (1, "Norland opens an embassy"), (9, "Grain talks end")):
            one = entry(f"entry{hours}", title, hours=hours)
            fresh = Fresh(feed="one", state=FeedState(feed="one"), entries=(one,))
            store.keep([fresh], now=SINCE + hours * HOUR, first_sight=lambda one: one.seen)
            backgrounds.append(cluster.background(recently(store, EDITION)))
        entries = store.entries(EDITION)
        (grouped,) = group([Material(entries=entries, recent=recently(store, EDITION))], ())
    assert len(entries) == 2
    assert backgrounds == [grouped.background] * 3
    assert grouped.background.documents == 1
