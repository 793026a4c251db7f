"""The store: what is first sight and what a revision, and what survives locks, strangers and power cuts."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import StoreError
from digest.model import Edition, Entry, Failed, FeedHealth, FeedState, Fresh, Move, Rhythm
from digest.store import MOST_REVISIONS, SCHEMA, Run, Store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = Edition(day=date(2026, 11, 22), since=NOW - 1000 * HOUR, until=NOW + 1000 * HOUR)

STATE = FeedState(
    feed="feed",
    url="https://feed.example/?ä",
    reading="k3",
    etag='"é"',
    last_modified="Mon,  1",
    body_hash="ff",
    due=NOW + HOUR,
    wait=NOW + 2 * HOUR,
    failures=2,
    rhythm=Rhythm(every=HOUR, hours=frozenset({0, 23}), days=frozenset({6})),
    move=Move(to="https://new.example/", since=NOW - 30 * HOUR, last=NOW, times=3),
    gone=NOW,
    since=NOW - HOUR,
)
"""A state in which nothing is empty but the word that it changed."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    with Store(tmp_path / "work" / "wire.db") as opened:
        yield opened


def entry(key: str, title: str = "", feed: str = "feed", **other: Any) -> Entry:
    """An entry as a pull at noon reads it."""
    plain = Entry(
        id=key, feed=feed, outlet="one", title=title or f"Title {key}", link=f"https://x.example/{key}", seen=NOW
    )
    return replace(plain, **other)


def keep(store: Store, *entries: Entry, now: datetime = NOW) -> int:
    """Keep entries as first seen when they are kept."""
    by_feed: dict[str, list[Entry]] = {}
    for one in entries:
        by_feed.setdefault(one.feed, []).append(one)
    fresh = [Fresh(feed=feed, state=FeedState(feed=feed), entries=tuple(some)) for feed, some in by_feed.items()]
    return store.keep(fresh, now=now, first_sight=lambda _: now)


def window(since: datetime, until: datetime) -> Edition:
    """An edition of that window."""
    return Edition(day=until.date(), since=since, until=until)


def test_an_entry_comes_back_as_it_was(store: Store) -> None:
    """Everything that an entry says is kept, its first sight is what the rule says."""
    full = entry(
        "a",
        published=NOW - HOUR,
        summary="外交 “quoted”",
        language="zh-Hans",
        authors=("A", "B"),
        categories=("é",),
    )
    store.keep(
        [Fresh(feed="feed", state=STATE, entries=(full,))],
        now=NOW,
        first_sight=lambda one: (one.published or NOW) - HOUR,
    )
    assert store.entries(ALWAYS) == (replace(full, seen=NOW - 2 * HOUR),)


def test_windows_are_half_open_and_ordered(store: Store) -> None:
    """An edition gets what was first seen from its opening on, before its close, in the entries' total order."""
    for hours in range(4):
        keep(store, entry(f"b{hours}", published=NOW - hours * HOUR), entry(f"a{hours}"), now=NOW + hours * HOUR)
    entries = store.entries(window(NOW + HOUR, NOW + 3 * HOUR))
    assert [one.id for one in entries] == ["b2", "b1", "a1", "a2"]
    assert list(entries) == sorted(entries, key=lambda one: one.order)


def test_first_sight_never_changes(store: Store) -> None:
    """An entry that comes again is not new, whatever else it says now."""
    assert keep(store, entry("a"), entry("b")) == 2
    assert keep(store, entry("a", published=NOW), entry("b", "Other"), entry("c"), now=NOW + HOUR) == 1
    assert [(one.id, one.seen) for one in store.entries(window(NOW, NOW + HOUR))] == [("a", NOW), ("b", NOW)]


def test_changed_text_is_a_revision_from_then_on(store: Store) -> None:
    """An edition has the text that its entries had at its close, a later one never changes it."""
    keep(store, entry("a", "First"))
    keep(store, entry("a", "Second", summary="More", link="https://x.example/new"), now=NOW + 2 * HOUR)
    keep(store, entry("a", "Second", summary="More"), now=NOW + 3 * HOUR)
    keep(store, entry("a", "First"), now=NOW + 4 * HOUR)

    def text_at(hours: int) -> tuple[str, str, str]:
        (one,) = store.entries(window(NOW, NOW + hours * HOUR))
        return one.title, one.summary, one.link

    assert text_at(1) == text_at(2) == ("First", "", "https://x.example/a")
    assert text_at(3) == text_at(4) == ("Second", "More", "https://x.example/new")
    assert text_at(5) == ("First", "", "https://x.example/a")


def test_what_a_feed_carries_no_longer_keeps_its_words(store: Store, tmp_path: Path) -> None:
    """An entry that its publisher took down keeps its last text, here and in an archive, and is told to be gone."""
    keep(store, entry("a"), entry("b"))
    keep(store, entry("a", "Changed"), now=NOW + HOUR)
    store.note_missing(["a", "b"], [], now=NOW + 2 * HOUR)
    assert [one.title for one in store.entries(ALWAYS)] == ["Changed", "Title b"]
    assert {key: title for key, (title, _) in store.revised(["a", "b"]).items()} == {"a": "", "b": ""}
    with Store(tmp_path / "other.db") as other:
        other.take_over(store.everything())
        keep(other, entry("a", "Changed"), entry("b"), now=NOW + 3 * HOUR)
        assert [len(one.revisions) for one in other.everything()] == [2, 1]
        assert [one.title for one in other.entries(ALWAYS)] == ["Changed", "Title b"]


def test_restless_texts_are_not_followed_for_ever(store: Store) -> None:
    """After twenty changes an entry keeps the text it has."""
    for number in range(30):
        keep(store, entry("a", f"Title {number}"), now=NOW + number * HOUR)
    (one,) = store.entries(ALWAYS)
    assert one.title == f"Title {MOST_REVISIONS}"


def test_backlog_is_known_but_in_no_edition(store: Store) -> None:
    """What the rule calls backlog is not counted, not given out, and never new again."""
    old = Fresh(feed="feed", state=STATE, entries=(entry("old"),))
    assert store.keep([old], now=NOW, first_sight=lambda _: None) == 0
    assert keep(store, entry("old")) == 0
    assert store.entries(ALWAYS) == ()
    assert list(store.everything())
    assert store.opened() is None
    assert store.first_seen_range() is None


def test_the_same_under_another_id_is_not_new(store: Store) -> None:
    """A publisher that changes its guids has nothing told twice; the same words on another day are news."""
    keep(store, entry("a", "Briefing", link="https://x.example/", published=NOW - HOUR))
    assert keep(store, entry("b", "Briefing", link="https://x.example/", published=NOW - HOUR), now=NOW + HOUR) == 0
    assert keep(store, entry("c", "Briefing", link="https://x.example/", published=NOW), now=NOW + HOUR) == 1
    assert keep(store, entry("d", "Briefing", "other", link="https://x.example/", published=NOW)) == 1


BATCHES = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["one", "two"])), max_size=6, unique_by=lambda r: r[0]
    ),
    max_size=5,
)


@settings(max_examples=25)
@given(BATCHES)
def test_keeping_twice_is_keeping_once(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[str, str]]]
) -> None:
    """Pulls that bring the same again, in one piece or in several, change nothing; each entry is new exactly once."""
    folder = tmp_path_factory.mktemp("twice")

    def kept(name: str, repeat: int, *, apart: bool) -> tuple[int, list[tuple[Entry, ...]]]:
        with Store(folder / name) as store:
            new = 0
            for number, batch in enumerate(batches):
                entries = [entry(key, f"{key} {title}") for key, title in batch]
                for piece in [[one] for one in entries] if apart else [entries]:
                    new += sum(keep(store, *piece, now=NOW + number * HOUR) for _ in range(repeat))
            editions = [window(NOW + n * HOUR, NOW + m * HOUR) for n in range(5) for m in range(n, 6)]
            return new, [store.entries(edition) for edition in editions]

    once = kept("once", 1, apart=False)
    assert kept("twice", 2, apart=False) == kept("apart", 1, apart=True) == once
    assert once[0] == len({key for batch in batches for key, _ in batch})


# --- feeds --------------------------------------------------------------------------------------------------------


def test_states_come_back_byte_for_byte(store: Store) -> None:
    """Validators are remembered as they are; a failure leaves them alone."""
    store.keep([Fresh(feed="feed", state=STATE)], now=NOW, first_sight=lambda _: NOW)
    failed = Fresh(feed="feed", state=STATE, problem=Failed(what="HTTP 500", todo="wait"))
    store.keep([failed], now=NOW, first_sight=lambda _: NOW)
    assert store.states() == {"feed": STATE}


def test_health_tells_how_feeds_do(store: Store) -> None:
    """Failures in a row are counted and end with a success; the newest item and the number of items are known."""
    for hours in range(3):
        state = FeedState(feed="bad", failures=hours + 1)
        failed = Fresh(feed="bad", state=state, problem=Failed(what="HTTP 404", todo="remove it", status=404))
        store.keep([failed], now=NOW + hours * HOUR, first_sight=lambda _: NOW)
    keep(store, entry("a", published=NOW - 5 * HOUR), entry("b", published=NOW - 9 * HOUR))
    bad, good = store.health()
    assert bad == FeedHealth(feed="bad", failures=3, trouble="HTTP 404", todo="remove it", status=404)
    assert good == FeedHealth(feed="feed", last_ok=NOW, newest=NOW - 5 * HOUR, entries=2)
    store.keep([Fresh(feed="bad", state=FeedState(feed="bad"))], now=NOW + 4 * HOUR, first_sight=lambda _: NOW)
    assert store.health()[0] == FeedHealth(feed="bad", last_ok=NOW + 4 * HOUR)


def test_renamed_feeds_keep_what_is_known_of_them(store: Store) -> None:
    """State, health and entries go to the new id, the entries under the ids they have."""
    store.keep([Fresh(feed="feed", state=STATE, entries=(entry("a"),))], now=NOW, first_sight=lambda _: NOW)
    store.rename_feeds({"feed": "new", "unknown": "new"})
    store.rename_feeds({"feed": "new"})
    assert store.states() == {"new": replace(STATE, feed="new")}
    assert [(one.id, one.feed) for one in store.entries(ALWAYS)] == [("a", "new")]
    assert [(one.feed, one.entries) for one in store.health()] == [("new", 1)]
    assert keep(store, entry("a", feed="new")) == 0


def test_feeds_that_become_one_keep_both_their_entries(store: Store) -> None:
    """Renaming a feed to one that is known joins their entries."""
    keep(store, entry("a", feed="old"), entry("b", feed="new"))
    store.rename_feeds({"old": "new"})
    assert [(one.id, one.feed) for one in store.entries(ALWAYS)] == [("a", "new"), ("b", "new")]
    assert [(one.feed, one.entries) for one in store.health()] == [("new", 2)]


# --- the whole ----------------------------------------------------------------------------------------------------


def test_a_new_store_knows_nothing(store: Store) -> None:
    """Before the first pull there is nothing to tell."""
    assert not list(store.everything())
    assert store.opened() is None
    assert store.first_seen_range() is None
    assert (store.states(), store.health(), store.runs(), store.entries(ALWAYS)) == ({}, (), (), ())


def test_the_store_knows_when_it_began(tmp_path: Path) -> None:
    """The opening and the range of first sights outlast the program."""
    with Store(tmp_path / "wire.db") as store:
        keep(store, entry("a"))
        assert store.opened() is None  # that pull may have been cut off
        store.note_opening(NOW)
        keep(store, entry("b"), now=NOW + HOUR)
        store.note_opening(NOW + HOUR)
    with Store(tmp_path / "wire.db") as store:
        assert store.opened() == NOW
        assert store.first_seen_range() == (NOW, NOW + HOUR)


def test_a_lost_store_learns_what_was_told(store: Store) -> None:
    """Told entries come back with the first sight they had, are not new again, and take the feed's fuller text."""
    told = [entry("a", seen=NOW - 30 * HOUR), entry("b", seen=NOW - 20 * HOUR, feed="gone")]
    assert store.reseed(told) == 2
    assert store.reseed(told) == 0
    assert store.entries(ALWAYS) == tuple(told)
    assert list(store.everything())
    assert store.health() == ()
    assert keep(store, entry("a", summary="The whole text")) == 0
    assert store.entries(ALWAYS)[0] == replace(told[0], summary="The whole text")


def test_runs_are_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last runs come newest first, and the oldest are forgotten."""
    monkeypatch.setattr("digest.store.runs.MOST_RUNS", 5)
    for number in range(9):
        run = Run(started=NOW + number * HOUR, command="brief", counts={"lines": number})
        store.end_run(store.begin_run("brief", started=run.started), run)
    assert store.runs(1) == (run,)
    assert [run.counts["lines"] for run in store.runs()] == [8, 7, 6, 5, 4]


def test_a_run_comes_back_as_it_was(store: Store) -> None:
    """A run keeps its moments, counts and problems."""
    run = Run(started=NOW, ended=NOW + HOUR, command="pull", counts={"new": 3}, problems=("bad: HTTP 404",))
    number = store.begin_run("pull", started=NOW)
    assert store.runs() == (Run(started=NOW, command="pull", counts={}),)
    store.end_run(number, run)
    assert store.runs() == (run,)


def test_a_pull_that_was_cut_off_is_no_pull(store: Store) -> None:
    """Whether feeds were pulled in an edition is told by pulls that came to their end."""
    number = store.begin_run("pull", started=NOW)
    edition = window(NOW - HOUR, NOW + HOUR)
    assert not store.pulled_in(edition)
    store.end_run(number, Run(started=NOW, command="pull", counts={"new": 0}))
    assert store.pulled_in(edition)
    assert not store.pulled_in(window(NOW + HOUR, NOW + 2 * HOUR))


# --- what is kept aside -------------------------------------------------------------------------------------------


def test_what_is_kept_aside_is_in_no_edition_until_it_is_accepted(store: Store) -> None:
    """News of a feed that changed are stored but not counted; accepting them dates them by the rule, once."""
    keep(store, entry("known"))
    strange = Fresh(feed="feed", state=replace(STATE, changed="lead elsewhere"), entries=(entry("known"), entry("b")))
    assert store.keep([strange], now=NOW + HOUR, first_sight=lambda _: NOW) == 0
    assert store.keep([strange], now=NOW + 2 * HOUR, first_sight=lambda _: NOW) == 0
    assert [one.id for one in store.entries(ALWAYS)] == ["known"]
    assert [(one.changed, one.held) for one in store.health()] == [("lead elsewhere", 1)]
    assert store.past("feed", since=NOW).titles == ("Title known",)
    assert store.accept("feed", now=NOW + 3 * HOUR, first_sight=lambda _: NOW + 3 * HOUR) == 1
    assert [(one.id, one.seen) for one in store.entries(ALWAYS)] == [("known", NOW), ("b", NOW + 3 * HOUR)]
    assert (store.states()["feed"].changed, store.states()["feed"].since) == ("", NOW + 3 * HOUR)
    assert store.accept("feed", now=NOW + 4 * HOUR, first_sight=lambda _: NOW) == 0


def test_news_are_what_no_entry_is_known_of(store: Store) -> None:
    """An entry that came before under its own id or another, changed or not, is no news."""
    keep(store, entry("a"), entry("b", "Same", link="https://x.example/"))
    same = entry("c", "Same", link="https://x.example/")
    assert store.news("feed", (entry("a", "Changed"), same, entry("d"))) == (entry("d"),)


# --- what can go wrong --------------------------------------------------------------------------------------------


def opening(path: Path) -> str:
    """What is said when a file cannot be used, on one line with the file's name."""
    with pytest.raises(StoreError) as caught, Store(path):
        pass
    said = str(caught.value)
    assert str(path) in said
    assert "\n" not in said
    return said


def test_files_that_are_no_store_are_left_alone(tmp_path: Path) -> None:
    """What is no database, or another program's, is told and not touched."""
    path = tmp_path / "wire.db"
    path.write_bytes(b"Dear diary, today" * 100)
    assert "is not a database" in opening(path)
    assert path.read_bytes() == b"Dear diary, today" * 100
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE feeds (id)")
        other.execute("PRAGMA user_version = 1")
    other.close()
    before = path.read_bytes()
    assert "another program's database" in opening(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_left_to_newer_programs(tmp_path: Path) -> None:
    """A store with a higher schema number is told, with both numbers."""
    path = tmp_path / "wire.db"
    with Store(path):
        pass
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    newer.close()
    assert f"schema {SCHEMA + 1} where this one knows {SCHEMA}" in opening(path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder where the file should be, or a file where the folder should be, becomes one line."""
    assert "cannot be used" in opening(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in opening(tmp_path / "file" / "wire.db")


def test_a_store_that_another_run_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run writes, writing waits a while and then says so; reading goes on."""
    monkeypatch.setattr("digest.store.file._WAIT", 0.1)
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, entry("a"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is held by another run"):
            keep(store, entry("b"))
        assert len(store.entries(ALWAYS)) == 1
        other.execute("ROLLBACK")
        other.close()
        assert keep(store, entry("b")) == 1


def test_two_runs_can_open_a_new_store_together(tmp_path: Path) -> None:
    """Several runs that begin at once make one store."""
    trouble: list[Exception] = []

    def begin(number: int) -> None:
        try:
            with Store(tmp_path / "wire.db") as store:
                keep(store, entry(str(number)))
        except Exception as error:
            trouble.append(error)

    runs = [threading.Thread(target=begin, args=(number,)) for number in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    with Store(tmp_path / "wire.db") as store:
        assert (trouble, len(store.entries(ALWAYS))) == ([], 4)


def test_a_rule_that_fails_keeps_nothing(store: Store) -> None:
    """An error in the middle of a pull leaves the store as it was before."""

    def rule(one: Entry) -> datetime:
        if one.id == "b":
            raise KeyError(one.id)
        return NOW

    with pytest.raises(KeyError):
        store.keep([Fresh(feed="feed", state=STATE, entries=(entry("a"), entry("b")))], now=NOW, first_sight=rule)
    assert not list(store.everything())
    assert store.states() == {}
    assert keep(store, entry("a")) == 1


def run_python(code: str, *arguments: str) -> int:
    """Run a program apart; how it ended."""
    command: Sequence[str] = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, check=False, cwd=Path(__file__).parent.parent).returncode


def test_a_run_that_is_cut_off_leaves_the_store_whole(tmp_path: Path) -> None:
    """A process that dies while it writes leaves what was kept before, and the next run keeps the rest."""
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, entry("before"))
    code = """
        import os, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from digest.model import Entry, FeedState, Fresh
        from digest.store import Store
        now = datetime(2026, 11, 22, 13, tzinfo=UTC)
        entries = tuple(
            Entry(id=f"{n}", feed="feed", outlet="one", title="t" * 500, link=f"https://x.example/{n}", seen=now)
            for n in range(20_000)
        )
        def rule(entry):
            if entry.id == "19999":
                os._exit(9)
            return now
        with Store(Path(sys.argv[1])) as store:
            store.keep([Fresh(feed="feed", state=FeedState(feed="feed"), entries=entries)], now=now, first_sight=rule)
    """
    assert run_python(code, str(path)) == 9
    with Store(path) as store:
        assert [one.id for one in store.entries(ALWAYS)] == ["before"]
        assert keep(store, entry("after")) == 1
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
