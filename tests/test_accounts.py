"""`digest accounts`: figures and events written down, tables taken over, and what is known of each account."""

from __future__ import annotations

import csv
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from digest import curate, figures, standings
from digest.model import AccountEvent, Moment, Observation, Precision
from tests.newsrooms import ROOT, ROSTER, digest

NOW = ("--now", "2026-11-22")
MORE = """\
platforms:
  - {id: weibo, name: Sina Weibo, country: CN}
  - {id: x, name: X, country: US}
accounts:
  - {id: fr-weibo, platform: weibo, handle: "", name: Elbonia, office: fr, kind: embassy, country: FR, host: CN}
  - {id: fr-x, platform: x, handle: ElboniaMFA, name: Elbonian Ministry, office: fr-mfa, kind: ministry, country: FR}
"""
KINDS = {"consul-general": "consulate", "official": "ministry"}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with two accounts and no figure."""
    tmp_path.joinpath("feeds.yaml").write_text(ROSTER + MORE, encoding="utf-8")
    return tmp_path


def rows(room: Path) -> list[Observation]:
    """Every figure of the newsroom."""
    found: list[Observation] = []
    for path in sorted((room / "content/accounts/observations").glob("*.csv")):
        read, faults = figures.read_rows(path.read_text(), path.name)
        assert not faults
        found += read
    return found


def test_a_figure_is_written_as_printed(room: Path) -> None:
    """A figure typed in with its hedge stands in its year's file with bounds, source, and the day it came to us."""
    words = ("accounts", "observe", "fr-weibo", "over 1.91 million", "--on", "2016-12", "--source", "A list")
    done = digest(room, *words, "--said-by", "A blog", *NOW)
    assert done.stdout == "Wrote fr-weibo, followers 2016-12: lower-bound, 1,910,000 to 1,920,000.\n"
    (row,) = rows(room)
    assert (row.value, row.low, row.high, row.printed) == (1_910_000, 1_910_000, 1_920_000, "over 1.91 million")
    assert (str(row.observed), row.said_by, row.source, row.recorded) == (
        "2016-12",
        "A blog",
        "A list",
        date(2026, 11, 22),
    )
    assert (room / "content/accounts/observations/2016.csv").is_file()
    assert "already" in digest(room, *words, "--said-by", "A blog", *NOW, code=2).stderr


def test_a_file_that_was_only_begun_gets_its_header(room: Path) -> None:
    """What a full disk left empty is begun anew, so that its rows can be read."""
    for name in ("observations/2026.csv", "events.csv"):
        path = room / "content/accounts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    digest(room, "accounts", "observe", "fr-x", "12", "--on", "2026-11-02", "--source", "x", *NOW)
    digest(room, "accounts", "event", "fr-x", "opened", "--on", "2026-11-02", "--source", "x", *NOW)
    assert len(rows(room)) == 1
    digest(room, "check")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody", "5"), "nobody is no account"),
        (("platform:none", "5"), "platform:none is no account or platform"),
        (("fr-x", "many"), "'many' is no number"),
        (("fr-x", "714.568"), "'714.568' is no whole number"),
        (("fr-x", "9" * 30), "no count is as great as that"),
        (("fr-x", "5", "--on", "soon"), "'soon' is no day, month or year"),
        (("fr-x", "5", "--on", "2030"), "2030 is still to come"),
        (("fr-x", "5", "--supersedes", "none"), "no figure has the id none"),
        (("fr-x", "5", "--source", " "), "a figure needs its source"),
        (("fr-x", "5", "--locale", "xx"), "--locale 'xx' is no language"),
    ],
)
def test_wrong_figures_are_refused_in_a_line(room: Path, words: tuple[str, ...], told: str) -> None:
    """A figure that cannot be one is refused with one line and nothing is written."""
    done = digest(room, "accounts", "observe", "--source", "x", *words, *NOW, code=2)
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert rows(room) == []


def test_a_figure_takes_another_back(room: Path) -> None:
    """A correction names the figure that it takes back; both stay, and only the newer one is listed."""
    digest(room, "accounts", "observe", "fr-x", "99,999", "--on", "2026-11-01", "--source", "x", *NOW)
    (listed,) = (one for one in json.loads(digest(room, "accounts", "list", "--json").stdout) if one["figures"])
    words = ("fr-x", "9,999", "--on", "2026-11-01", "--source", "y", "--supersedes", listed["id"])
    digest(room, "accounts", "observe", *words, *NOW)
    assert len(rows(room)) == 2
    (known,) = (one for one in json.loads(digest(room, "accounts", "list", "--json").stdout) if one["figures"])
    assert (known["followers"], known["figures"]) == ("9,999", 1)


def test_an_event_is_written_once(room: Path) -> None:
    """What happened to an account stands in events.csv with its source; what is announced may lie ahead."""
    digest(room, "accounts", "event", "fr-weibo", "announced", "--on", "2027", "--source", "A blog", *NOW)
    words = ("accounts", "event", "fr-weibo", "opened", "--on", "2026-11-20", "--source", "A blog", "--note", "At last")
    assert digest(room, *words, *NOW).stdout == "Wrote fr-weibo opened 2026-11-20.\n"
    found, faults = figures.read_events((room / "content/accounts/events.csv").read_text())
    assert not faults
    assert found[1] == AccountEvent(
        account="fr-weibo", kind="opened", on=Moment.parse("2026-11-20"), source="A blog", note="At last"
    )
    assert "already" in digest(room, *words, *NOW, code=2).stderr
    later = ("accounts", "event", "fr-weibo", "closed", "--on", "2027", "--source", "x")
    assert "still to come" in digest(room, *later, *NOW, code=2).stderr
    other = ("accounts", "event", "nobody", "closed", "--on", "2020", "--source", "x")
    assert "no account" in digest(room, *other, *NOW, code=2).stderr


def test_the_list_says_what_is_known(room: Path) -> None:
    """Each account is listed with its newest figure, how many there are, and its last event."""
    digest(room, "accounts", "observe", "fr-x", "N/A", "--on", "2026-11-02", "--source", "x", *NOW)
    digest(room, "accounts", "event", "fr-x", "suspended", "--on", "2026-11", "--source", "x", *NOW)
    heads, *lines = digest(room, "accounts", "list", *NOW).stdout.splitlines()
    assert heads.split()[:3] == ["account", "platform", "kind"]
    assert [line.split()[0] for line in lines] == ["fr-weibo", "fr-x"]
    assert "not disclosed" in lines[1]
    assert lines[1].endswith("suspended 2026-11")


def test_check_tells_of_rows_that_are_none(room: Path) -> None:
    """`digest check` names bad rows of events, statements and posts with their places; builds name them, too."""
    folder = room / "content/accounts"
    folder.joinpath("posts").mkdir(parents=True)
    folder.joinpath("posts/2026.csv").write_text("account,at\nfr-x,2026-11-20T10:00:00\n")
    folder.joinpath("events.csv").write_text("account,kind,on,source,note\nfr-x,born,2014,x,\n")
    folder.joinpath("statements.csv").write_text("subject,other,on,says,said_by,source\nfr-x,,2014,,,\n")
    told = digest(room, "check", code=1).stderr
    assert "content/accounts/events.csv:2:1 is no account event: kind 'born'" in told
    assert "content/accounts/statements.csv:2:1 is no statement: its says is missing" in told
    assert "content/accounts/posts/2026.csv:2:1 is no moment of a post: 2026-11-20T10:00:00 has no time zone" in told
    room.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    assert set(told.splitlines()[:3]) <= set(digest(room, "build", *NOW).stderr.splitlines())


def test_a_row_that_lacks_cells_is_no_figure(room: Path) -> None:
    """A row with too few or too many cells is named with its place, counts for nothing, and stops no build."""
    folder = room / "content/accounts/observations"
    folder.mkdir(parents=True)
    whole = ",".join(("fr-x", "followers", "2015-01-02", "exact", "7", "7", "7", "7", "", "", "manual", "x", ""))
    short, long = "fr-x,followers,2015-01-01,exact,100,100,100,100", f"{whole.replace('02', '03')},surplus"
    folder.joinpath("2015.csv").write_text("\n".join((",".join(figures.COLUMNS), short, long, whole, "")))
    told = digest(room, "check", code=1).stderr
    assert "observations/2015.csv:2:1 is no observation: it has 8 cells, the header 13" in told
    assert "observations/2015.csv:3:1 is no observation: it has 14 cells, the header 13" in told
    assert "7" in digest(room, "accounts", "list", *NOW).stdout
    assert told.count("is no observation") == 2
    room.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    assert digest(room, "build", *NOW).stderr.count("is no observation") == 2


def test_a_cell_without_an_end_is_told_with_its_place() -> None:
    """A quotation mark that nobody closes swallows what follows, and is told instead of stopping the program."""
    found, (fault,) = figures.read_events('account,kind,on,source,note\nfr-x,opened,2014,"' + "x" * 140_000)
    assert found == ()
    assert str(fault).startswith("content/accounts/events.csv:2:1 is no account event: field larger than")


def test_a_table_is_taken_over_once(room: Path) -> None:
    """Rows become figures, blanks are passed over, doubles count once, unknown accounts and words are told."""
    table = room / "table.csv"
    table.write_text(
        'handle,followers,posts,status\n@elboniamfa,"12,345",,active\n@elboniamfa,"12,345",,active\n'
        "@nobody,5,5,active\n@elboniamfa,lots,7,active\n@elboniamfa,N/A,,suspended\n@elboniamfa,8,,odd\n@elboniamfa,9\n"
    )
    words = ("accounts", "import", "table.csv", "--handles", "handle", "--status", "status", "--on", "2022-05")
    maps = ("--map", "followers=followers", "--map", "posts=posts", "--grain", "1", "--source", "A study")
    trial = digest(room, *words, *maps, "--dry-run", *NOW)
    assert trial.stdout.startswith("Would write 1 figure and 1 event; 3 blank, 1 known, 4 left out.")
    assert rows(room) == []
    done = digest(room, *words, *maps, *NOW)
    assert "table.csv:4:1 @nobody is no account" in done.stderr
    assert "table.csv:5:1 'lots' is no number" in done.stderr
    assert "table.csv:7:1 status 'odd'" in done.stderr
    assert "table.csv:8:1 it has 2 cells, the header 4" in done.stderr
    assert [(row.subject, row.metric, row.value) for row in rows(room)] == [("fr-x", "followers", 12_345)]
    assert digest(room, *words, *maps, *NOW).stdout.startswith("Wrote 0 figures and 0 events")
    assert "no column 'day'" in digest(room, *words[:5], "--days", "day", "--source", "x", *NOW, code=2).stderr


def test_a_table_of_nothing_that_is_known_is_refused(room: Path) -> None:
    """A day to come and a row of nobody are left out, and a platform that no account is on is told at once."""
    (room / "table.csv").write_text("handle,followers,day\nelboniamfa,12,2027-01-01\n ,12,2026-01-01\n")
    words = ("accounts", "import", "table.csv", "--handles", "handle", "--days", "day", "--source", "A study", *NOW)
    done = digest(room, *words)
    assert "table.csv:2:1 2027-01-01 is still to come" in done.stderr
    assert "table.csv:3:1 it names no account" in done.stderr
    assert done.stdout.startswith("Wrote 0 figures")
    assert "is on weebo (name a platform" in digest(room, *words, "--platform", "weebo", code=2).stderr


def test_what_was_told_under_another_id_is_told(room: Path) -> None:
    """After an account has another id, the same table, figure and event bring nothing new; what is new comes."""
    (room / "table.csv").write_text('handle,followers,status\n@elboniamfa,"12,345",active\n@elboniamfa,,suspended\n')
    words = ("accounts", "import", "table.csv", "--handles", "handle", "--status", "status", "--on", "2022-05")
    table = (*words, "--map", "followers=followers", "--grain", "1", "--source", "A study", *NOW)
    figure = ("9,000", "--on", "2022-04", "--source", "A study", *NOW)
    event = ("opened", "--on", "2022-03", "--source", "A study", *NOW)
    assert digest(room, *table).stdout.startswith("Wrote 1 figure and 1 event")
    digest(room, "accounts", "observe", "fr-x", *figure)
    digest(room, "accounts", "event", "fr-x", *event)
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text().replace("{id: fr-x,", "{id: elbonia, formerly: [fr-x],"))
    assert digest(room, *table).stdout.startswith("Wrote 0 figures and 0 events; 1 blank, 1 known")
    assert "stands there already" in digest(room, "accounts", "observe", "elbonia", *figure, code=2).stderr
    assert "stands there already" in digest(room, "accounts", "event", "elbonia", *event, code=2).stderr
    digest(room, "accounts", "observe", "elbonia", "9,100", *figure[1:])
    assert {row.subject for row in rows(room)} == {"fr-x", "elbonia"}


@pytest.mark.material
def test_the_78_accounts_of_2022(room: Path, material: Path) -> None:
    """All 78 accounts load: 77 exact counts that rank without a tie, and one that is suspended and has no number."""
    path = material / "data/accounts/china_accounts_2022.csv"
    with path.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    lines = [
        f"  - {{id: {row['handle'][1:].lower().replace('_', '-').strip('-')}, platform: x, handle: {row['handle'][1:]},"
        f" name: {json.dumps(row['actor'])}, office: o{number}, country: CN,"
        f" kind: {KINDS.get(row['kind'], row['kind'])}}}"
        for number, row in enumerate(table)
    ]
    room.joinpath("feeds.yaml").write_text("\n".join([ROSTER + MORE.rstrip(), *lines]) + "\n", encoding="utf-8")
    words = ("accounts", "import", str(path), "--handles", "handle", "--platform", "x", "--status", "status")
    maps = ("--map", "followers_raw=followers", "--grain", "1", "--on", "2022-04", "--source", "China on X, 2022")
    done = digest(room, *words, *maps, *NOW)
    assert done.stdout.startswith("Wrote 77 figures and 1 event; 0 blank, 0 known, 0 left out.")
    assert all(row.precision is Precision.EXACT for row in rows(room))
    (event,), _ = figures.read_events((room / "content/accounts/events.csv").read_text())
    assert (event.account, event.kind) == ("generalkonsuldu", "suspended")
    roster = curate.load(room / "feeds.yaml")
    (ranked,) = standings.tables(rows(room), roster.accounts, date(2026, 11, 22))
    assert [one.rank for one in ranked.standings] == list(range(1, 78))
    assert [one.observation.value for one in ranked.standings[:2]] == [13_340_767, 12_277_458]


@pytest.mark.material
def test_the_daily_series(room: Path, material: Path) -> None:
    """Of 836 rows 829 load as what they are, good to a thousand; six are blank and one stands there twice."""
    path = material / "data/accounts/weibo_daily_series.csv"
    words = ("accounts", "import", str(path), "--account", "fr-weibo", "--days", "Date (YYYY-MM-DD)", "--locale", "zh")
    maps = (
        "--map",
        "Followers (tens of thousands)=followers",
        "--suffix",
        "万",
        "--grain",
        "1000",
        "--source",
        "A series",
    )
    done = digest(room, *words, *maps, "--method", "page", *NOW)
    assert done.stdout.startswith("Wrote 829 figures and 0 events; 6 blank, 1 known, 0 left out.")
    found = rows(room)
    assert all(row.high is not None and row.low is not None and row.high - row.low == 1_000 for row in found)
    steps = [figures.change(before, after) for before, after in pairwise(found)]
    falls = [step for step in steps if step.proven and step.least < 0]
    flat = [step for step in steps if not step.proven]
    assert len(falls) + len(flat) < len(steps) == 828
    assert all(step.after.high is not None and step.before.low is not None for step in falls)
    assert all(step.before.low > step.after.high for step in falls if step.before.low and step.after.high)
