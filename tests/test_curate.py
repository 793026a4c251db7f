"""Reading feeds.yaml and edits: values as written, and every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from digest.curate import load, places, schema
from digest.curate.document import read
from digest.curate.edits import load_edits
from digest.curate.fields import WEEKDAYS
from digest.curate.policy import load_policy
from digest.errors import RosterFaults
from digest.model import (
    Account,
    AccountKind,
    Calendar,
    Editor,
    Edits,
    Event,
    Feed,
    Outlet,
    Ownership,
    Platform,
    Retitle,
    Role,
    Roster,
    Scope,
    Site,
    Tag,
    Terms,
    Topic,
)
from digest.text import clean
from tests.newsrooms import ROSTER

VALID = """\
# The roster of a small newsroom.
version: 1
site:
  title: The Digest
  url: https://example.org/digest
  tag: {authority: example.org, since: 2026-01-01}
editions:
  zone: Europe/Zurich
  cut_off: "06:00"
  days: [mon, tue, wed, thu, fri]
  holidays: [2026-12-25]
  unattended: hold until 9:30
scope:
  core: {en: [diplom*, foreign minister], zh: [外交]}
  ownership: [ministry]
topics:
  - {id: china, title: China, match: {en: [Beijing]}, formerly: [prc]}
outlets:
  - {id: bbc, name: BBC World, ownership: public, role: press, country: GB, formerly: [bbc-news]}
  - {id: nrk, name: NRK, ownership: public, role: press, country: NO, language: no}
feeds:
  - id: bbc-world
    outlet: bbc  # the corporation
    url: https://feeds.example.org/world.xml
    weight: 1.2
    topics: [china]
  - id: nrk-urix
    outlet: nrk
    url: https://nrk.example.org/urix.rss
platforms:
  - {id: mastodon, name: Mastodon}
  - {id: weibo, name: Sina Weibo, country: CN, discloses: true}
accounts:
  - {id: il-cn, platform: weibo, handle: 007, name: Embassy, office: il-cn, kind: embassy, country: IL, host: CN}
events:
  - {id: visit, title: A state visit, from: 2014-04-08, until: 2014-04-10}
editors:
  - {id: anna, name: Anna}
"""


RULES = ("keep", "drop", "mute_until", "max_items_per_day", "every")


def load_text(folder: Path, text: str) -> Roster:
    """Load feeds.yaml with that text."""
    path = folder / "feeds.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return load(path)


def faults_of(folder: Path, text: str) -> list[str]:
    """The faults of feeds.yaml with that text, as the editor reads them."""
    with pytest.raises(RosterFaults) as caught:
        load_text(folder, text)
    return [str(problem) for problem in caught.value.problems]


def test_a_valid_file_says_what_it_means(tmp_path: Path) -> None:
    """Every section becomes values: defaults filled in, places of the world and times as typed."""
    roster = load_text(tmp_path, VALID)
    assert roster.site == Site(
        title="The Digest",
        url="https://example.org/digest/",
        tag=Tag(authority="example.org", since=date(2026, 1, 1)),
    )
    assert roster.calendar == Calendar(
        zone=ZoneInfo("Europe/Zurich"),
        cut_off=time(6),
        days=frozenset(range(5)),
        holidays=frozenset({date(2026, 12, 25)}),
        unattended="hold",
        hold_until=time(9, 30),
    )
    assert roster.scope == Scope(
        core={"en": ("diplom*", "foreign minister"), "zh": ("外交",)}, ownership=(Ownership.MINISTRY,)
    )
    assert roster.feeds[0] == Feed(
        id="bbc-world", outlet="bbc", url="https://feeds.example.org/world.xml", topics=("china",), weight=1.2
    )
    assert roster.events == (Event(id="visit", title="A state visit", start=date(2014, 4, 8), end=date(2014, 4, 10)),)
    assert roster.editors == (Editor(id="anna", name="Anna"),)


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    """Norway, an unquoted hour, a handle of digits and a title that is a year mean what they say."""
    text = VALID.replace('"06:00"', "6:00").replace("title: China", "title: 2015").replace("true", "no")
    roster = load_text(tmp_path, text)
    assert (roster.outlets[1].country, roster.outlets[1].language) == ("NO", "no")
    assert roster.calendar.cut_off == time(6)
    assert roster.accounts[0].handle == "007"
    assert roster.topics[0].title == "2015"
    assert not roster.platforms[1].discloses


def test_small_things_are_put_right_silently(tmp_path: Path) -> None:
    """A slash at the end of the site, the @ of a handle, the case of a language, white space in a name."""
    text = VALID.replace("handle: 007", "handle: '@IsraelinChina'").replace("language: no", "language: nb-no")
    roster = load_text(tmp_path, text.replace("name: NRK", 'name: "NRK  Urix\\n"'))
    assert roster.site.url == "https://example.org/digest/"
    assert roster.accounts[0].handle == "IsraelinChina"
    assert roster.outlets[1].language == "nb-NO"
    assert roster.outlets[1].name == "NRK Urix"


def test_references_by_a_former_id_lead_to_the_present_one(tmp_path: Path) -> None:
    """A feed may name its outlet and topics as they were called before."""
    text = VALID.replace("outlet: bbc ", "outlet: bbc-news ").replace("topics: [china]", "topics: [prc]")
    feed = load_text(tmp_path, text).feeds[0]
    assert (feed.outlet, feed.topics) == ("bbc", ("china",))


def test_keys_that_may_be_left_out_may_be_left_empty(tmp_path: Path) -> None:
    """A template's keys without values are as good as none, and so is an empty list."""
    empty = VALID.replace("holidays: [2026-12-25]", "holidays:").replace("country: CN, ", "country: '', ")
    empty = re.sub(r"(?s)scope:.*?topics:", "scope:\ntopics:", empty) + "include:\n"
    roster = load_text(tmp_path, empty)
    assert roster.scope == Scope()
    assert roster.calendar.holidays == frozenset()
    assert roster.platforms[1].country == ""


def test_every_fault_is_reported_at_once_with_its_place(tmp_path: Path) -> None:
    """Faults of syntax trees, values, ids and references stand together in the order of their lines."""
    text = """\
version: 1
site:
  title: The Digest
  url: example.org
editions:
  zone: Europe/Zürich
  cut_off: 360
  days: []
outlets:
  - {id: bbc, name: BBC, ownership: publik, role: press}
  - {id: bbc, name: BBC again, ownership: public, role: press}
feeds:
  - id: world
    outlet: bcc
    url: https://example.org/a
    wieght: 2
    weight: high
    weight: 3
"""
    assert [fault.partition(" (")[0] for fault in faults_of(tmp_path, text)] == [
        "feeds.yaml:2:1 tag is missing in site",
        'feeds.yaml:4:8 url must be an http or https address with a host, not "example.org"',
        'feeds.yaml:6:9 zone is not a time zone: "Europe/Zürich"',
        "feeds.yaml:7:12 cut_off must be a time of day, not 360",
        "feeds.yaml:8:9 days must not be an empty list",
        'feeds.yaml:10:37 ownership must be state, public, private, ngo, io, ministry or embassy, not "publik"',
        'feeds.yaml:11:10 id "bbc" is taken',
        'feeds.yaml:14:13 outlet "bcc" is not in outlets',
        'feeds.yaml:16:5 wieght is not a key of feed "world"',
        'feeds.yaml:17:13 weight must be between 0.1 and 5, not "high"',
        "feeds.yaml:18:5 weight stands here twice",
    ]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("tlh", 'has no dates and numbers in CLDR: "tlh" (write a language such as en or zh)'),
        ("zh-TW", 'is in traditional characters, and the site writes simplified ones: "zh-TW" (write zh)'),
        ("zh-Hant", 'is in traditional characters, and the site writes simplified ones: "zh-Hant" (write zh)'),
    ],
)
def test_a_site_is_in_a_language_that_it_has_words_for(tmp_path: Path, code: str, fault: str) -> None:
    """A language is refused that outlets may have, where the site has no dates for it or would write another script."""
    path = tmp_path / "feeds.yaml"
    outlet = f"{{id: b, name: B, country: FR, ownership: private, role: press, language: {code}}}"
    roster = f"{ROSTER}outlets: [{outlet}]\nfeeds: []\n".replace("site:\n", "site:\n  languages: [LANGUAGE]\n")
    path.write_text(roster.replace("LANGUAGE", code))
    with pytest.raises(RosterFaults) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert fault in str(problem)


def test_each_fault_comes_with_advice(tmp_path: Path) -> None:
    """In brackets stands what to do, nearest first: the word that was meant, the line of the other, an example."""
    text = """version: 1
site: {title: The Digest, url: "https://example.org/"}
editions: {zone: Etc/UTC, cut_off: 360}
outlets:
  - {id: bbc, name: BBC, ownership: publik, role: press}
  - {id: bbc, name: BBC again, ownership: public, role: press}
feeds:
  - {id: world, outlet: bcc, url: "example.org/a", wieght: 2}
"""
    assert [fault.partition(" (")[2] for fault in faults_of(tmp_path, text)] == [
        "add it, such as tag: {authority: example.org, since: 2026-01-01})",
        'write "06:00", in quotes for tools of YAML 1.1)',
        'did you mean "public"?)',
        "it is also in line 5: give one of them another)",
        'did you mean "bbc"?)',
        "write https://example.org/a)",
        'did you mean "weight"?)',
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "sentence"),
    [
        ("version: 1", "version: 2", "2\nsite", "version must be 1, not 2 (write 1)"),
        (
            "weight: 1.2",
            "weight: 7",
            "7\n    topics",
            "weight must be between 0.1 and 5, not 7 (write a number such as 1.2)",
        ),
        ("weight: 1.2", "weight: .nan", ".nan", 'weight must be between 0.1 and 5, not ".nan"'),
        ("weight: 1.2", "weight: [1]", "[1]", "weight must be between 0.1 and 5, not a list"),
        ("[mon, tue,", "[mon, Tuesday,", "Tuesday", "an item of days must be a weekday in three letters, not"),
        ("[mon, tue, wed, thu, fri]", "mon", "mon\n", 'days must be a list, not "mon" (write something like [mon, tue'),
        ("[2026-12-25]", "[2026-13-01]", "2026-13", "an item of holidays must be a date of the calendar, not"),
        ('"06:00"', '"25:00"', '"25:00"', 'cut_off must be a time of day, not "25:00" (write something like "06:00"'),
        ("hold until 9:30", "hold till 9", "hold till", "unattended must be publish, hold or hold until HH:MM, not"),
        ("until 9:30", "until 5:00", "hold until", "unattended holds until 5:00, which is not after cut_off (06:00)"),
        ("Europe/Zurich", "Zurich", "Zurich", 'zone is not a time zone: "Zurich" (did you mean "Europe/Zurich"?)'),
        ("foreign minister", '"*"', '"*"', "an item of core.en may have a * only after the beginning of a word, not"),
        ("zh: [外交]", "cn: [外交]", "cn:", 'core.cn is not the code of a language: "cn" (did you mean "zh"?)'),
        ("[ministry]", "[king]", "king]", "an item of ownership must be state, public, private, ngo, io, ministry or"),
        ("title: China", "title: [a]", "[a]", "title must be text, not a list (write something like Public diplomacy)"),
        ("title: China", "title: ''", "''", "title must not be empty (write a text)"),
        ("title: The Digest", "title:", "title:", "title must be text, not an empty value"),
        ("country: GB", "country: UK", "UK", 'country is not the code of a country: "UK" (write "GB")'),
        ("country: GB", "country: China", "China, f", 'country is not the code of a country: "China" (write "CN")'),
        ("id: nrk-urix", "id: NRK Urix", "NRK Urix", "id must be lower-case letters, digits and single hyphens, not"),
        ("id: nrk-urix", f"id: {'u' * 101}", "uuu", "id must have no more than 100 characters, not 101 (write some"),
        ("[2026-12-25]", "[9999-12-25]", "9999", "an item of holidays must be a day from 1900 to 2199, not"),
        ("topics: [china]", "topics: [chyna]", "chyna", 'topic "chyna" is not in topics (did you mean "china"?)'),
        ("topics: [china]", "topics: china", "china\n", 'topics must be a list, not "china"'),
        ("https://nrk", "feed://nrk", "feed:", "url must be an http or https address with a host, not"),
        ("https://nrk", "https://n rk", "https://n", "url is not an address: it has a space in it"),
        ("https://nrk.example.org", "https://nrk:x", "https://nrk", "url is not an address:"),
        ("  tag: {", "  hub: hub.example\n  tag: {", "hub.ex", "hub must be an http or https address with a host"),
        ("example.org/digest", "example.org/?a", "https", 'url must be a folder, with no "?" or "#", not'),
        (
            "    url: https://nrk.example.org/urix.rss\n",
            "",
            "id: nrk-urix",
            'url is missing in feed "nrk-urix" (add it',
        ),
        ("version: 1\n", "", "# The", "version is missing in feeds.yaml (add it, such as version: 1)"),
        ("discloses: true", "discloses: perhaps", "perhaps", "discloses must be true or false, not"),
        ("platform: weibo", "platform: webo", "webo", 'platform "webo" is not in platforms (did you mean "weibo"?)'),
        ("platform: weibo", "platform: mastodon", "007", "handle must be name@host on Mastodon, not 007"),
        ("handle: 007", "handle: 'https://weibo.com/7'", "'https", "handle must be a name on its platform, not"),
        ("kind: embassy", "kind: embasy", "embasy", "kind must be embassy, consulate, mission, ambassador"),
        ("until: 2014-04-10", "until: 2014-04-07", "2014-04-07", "until is before from (2014-04-08) (write a day on"),
        ("formerly: [prc]", "formerly: [china]", "china]}", 'former id "china" is its own (a former id must be free'),
        ("formerly: [bbc-news]", "formerly: [nrk]", "nrk]", 'former id "nrk" is in use in line 20'),
        ("role: press, country: NO", "role: pres", "pres,", "role must be primary, wire, press, analysis or blog, not"),
        ("editors:\n", "editers:\n", "editers", 'editers is not a key of feeds.yaml (did you mean "editors"?)'),
        ("- {id: anna, name: Anna}", "-  # none", "-  #", "an item of editors must be a mapping of keys, not an empty"),
        ("authority: example.org", "authority: here", "here,", "authority must be a domain or an e-mail address, not"),
        (
            "nrk.example.org/urix.rss",
            "FEEDS.example.org/world.xml/",
            "https://FEEDS",
            'url is that of feed "bbc-world" (it',
        ),
    ],
)
def test_each_kind_of_fault_has_its_sentence(tmp_path: Path, old: str, new: str, at: str, sentence: str) -> None:
    """One change to a valid file gives one fault, at the offending value, in plain words."""
    text = VALID.replace(old, new, 1)
    before = text[: text.index(at)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    (found,) = faults_of(tmp_path, text)
    assert found.startswith(f"feeds.yaml:{line}:{column} {sentence}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: b: c\n", "feeds.yaml:1:5 has a colon where no key can stand"),
        ("a: [1, 2\nb: c\n", 'feeds.yaml:1:4 opens a bracket that is not closed by "]"'),
        ("a: 'x\nb: c\n", "feeds.yaml:1:4 opens a quotation that is never closed (close it)"),
        ("a:\n\t- b\n", "feeds.yaml:2:1 begins with a tab (indent with spaces)"),
        ("a: @x\n", 'feeds.yaml:1:4 has a text that begins with "@" (put it in quotes)'),
        ("a: *x\n", "feeds.yaml:1:4 repeats &x, which is not above (put a text that begins with * in quotes)"),
        ("a:\n  - b\n c: d\n", "feeds.yaml:3:2 does not line up with the lines above"),
        ("a: 'it's'\n", "feeds.yaml:1:8 goes on after a closing quotation mark"),
        ('a: "\\q"\n', 'feeds.yaml:1:6 has "\\q" in double quotes'),
        ("a: - b\n", "feeds.yaml:1:4 begins a list beside its key"),
        ("a: b\n---\nc: d\n", 'feeds.yaml:2:1 begins a second document (remove the "---")'),
        ("- a\n", 'feeds.yaml:1:1 must be a mapping of keys (write "key: value" lines)'),
        ("a: é\x01\n", "feeds.yaml:1:5 holds a control character (remove it)"),
        ("a: &x [*x]\n", "feeds.yaml:1:8 repeats &x within itself"),
        ("a: " + "[" * 100_000, "feeds.yaml:1:64 is nested too deeply"),
        ("a: %FOO\n", 'feeds.yaml:1:4 has a text that begins with "%"'),
        ("a: ]\n", 'feeds.yaml:1:4 has "]" where a value should stand'),
        ("a: {b: ?c}\n", 'feeds.yaml:1:8 has a text that begins with "?" (put it in quotes)'),
        ("%FOO\n", "feeds.yaml:2:1 is not YAML: expected"),
    ],
)
def test_a_file_that_is_not_yaml_gives_one_fault(tmp_path: Path, text: str, fault: str) -> None:
    """Where the syntax breaks off, the place is where an editor would mend it, and nothing is said of the rest."""
    (found,) = faults_of(tmp_path, text)
    assert found.startswith(fault)


def test_aliases_cannot_swell_a_file(tmp_path: Path) -> None:
    """A few lines that stand for billions of values are refused quickly."""
    lines = [f"b{n}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]" for n in range(9)]
    (found,) = faults_of(tmp_path, "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(lines))
    assert "holds too many values" in found


def test_aliases_tags_and_odd_keys(tmp_path: Path) -> None:
    """A repeated value is read where it is repeated; a tag and a key that is no word are faults."""
    text = VALID.replace("url: https://nrk", "language: &l en\n    url: https://nrk")
    assert load_text(tmp_path, text + "  - {id: ben, name: *l}\n").editors[1].name == "en"
    found = faults_of(tmp_path, VALID + "  - {id: ben, name: !!binary Ben}\n? [a]\n: b\n")
    assert [fault.split(" (")[0] for fault in found] == [
        "feeds.yaml:39:21 has the tag tag:yaml.org,2002:binary",
        "feeds.yaml:40:3 has a key that is not text",
    ]


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    """A missing file, a folder, and bytes that are not UTF-8, with the place of the first one."""
    path = tmp_path / "feeds.yaml"
    with pytest.raises(RosterFaults, match=r"^feeds\.yaml does not exist \(run the command in the newsroom's folder"):
        load(path)
    path.write_bytes(b"version: 1\n# Z\xfcrich\n")
    with pytest.raises(RosterFaults, match=r"^feeds\.yaml:2:4 is not UTF-8 text \(save the file as UTF-8\)$"):
        load(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(RosterFaults, match=r"^feeds\.yaml:1:1 cannot be read: Is a directory"):
        load(path)


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    """A file saved by Notepad reads the same, and its places are the same."""
    assert load_text(tmp_path, "\ufeff" + VALID.replace("\n", "\r\n")) == load_text(tmp_path, VALID)
    (found,) = faults_of(tmp_path, "\ufeff" + VALID.replace("1.2", "high").replace("\n", "\r\n"))
    assert found.startswith("feeds.yaml:25:13 ")


def test_doubles_of_accounts_and_former_ids_are_found(tmp_path: Path) -> None:
    """One handle on one platform stands once; a former id belongs to one; a public interface needs a full handle."""
    account = "  - {id: x, platform: weibo, handle: '@007', name: X, office: x, kind: io, formerly: [y, y]}\n"
    bluesky = "  - {id: z, platform: weibo, handle: '', name: X, office: x, kind: io, source: bluesky}\n"
    assert faults_of(tmp_path, VALID.replace("events:\n", f"{account}{bluesky}events:\n")) == [
        'feeds.yaml:35:38 handle is that of account "il-cn" (it is also in line 34: remove one)',
        'feeds.yaml:35:90 former id "y" stands here twice (it is also in line 35: keep one)',
        'feeds.yaml:36:38 handle must be a domain on Bluesky, not "" (write something like eudiplomacy.bsky.social)',
    ]


def test_included_files_belong_to_the_roster(tmp_path: Path) -> None:
    """Lists of included files follow those of the main file, and an include is relative to the file that has it."""
    (tmp_path / "rosters").mkdir()
    (tmp_path / "rosters" / "asia.yaml").write_text(
        "outlets: [{id: tass, name: TASS, ownership: state, role: wire}]\ninclude: [far/east.yaml]\n"
    )
    (tmp_path / "rosters" / "far").mkdir()
    (tmp_path / "rosters" / "far" / "east.yaml").write_text(
        "feeds: [{id: t, outlet: tass, url: 'https://t.example'}]\n"
    )
    roster = load_text(tmp_path, VALID + "include: [rosters/asia.yaml]\n")
    assert [outlet.id for outlet in roster.outlets] == ["bbc", "nrk", "tass"]
    assert roster.feeds[-1].outlet == "tass"


def test_faults_of_included_files_carry_their_names(tmp_path: Path) -> None:
    """Each file's faults stand under its own name, also those between two files."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.yaml").write_text(
        "site: {title: x}\nfeeds:\n- {id: bbc-world, outlet: nobody, url: 'https://a.example'}\n", encoding="utf-8"
    )
    assert faults_of(tmp_path, VALID.replace("1.2", "9") + "include: [more/a.yaml]\n") == [
        "feeds.yaml:25:13 weight must be between 0.1 and 5, not 9 (write a number such as 1.2)",
        "more/a.yaml:1:1 site is not a key of more/a.yaml (move it to feeds.yaml, the only file that has it)",
        'more/a.yaml:3:8 id "bbc-world" is taken (it is also in feeds.yaml:22: give one of them another)',
        'more/a.yaml:3:27 outlet "nobody" is not in outlets (add it to outlets)',
    ]


def test_a_broken_include_does_not_make_its_references_faults(tmp_path: Path) -> None:
    """What is defined in a file that cannot be read may be there: only that file's fault is reported."""
    (tmp_path / "outlets.yaml").write_text("outlets: [\n")
    (found,) = faults_of(tmp_path, VALID.replace("outlet: nrk", "outlet: tass") + "include: [outlets.yaml]\n")
    assert found.startswith("outlets.yaml:2:1 ")


def test_includes_stay_in_the_newsroom_and_never_circle(tmp_path: Path) -> None:
    """Paths out of the folder, also through links, circles, doubles and missing files are faults of their lines."""
    room = tmp_path / "room"
    room.mkdir()
    (tmp_path / "secret.yaml").write_text("topics: []\n")
    (room / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (room / "a.yaml").write_text("include:\n  - feeds.yaml\n")
    targets = ["../secret.yaml", "link.yaml", str(tmp_path / "secret.yaml"), "a.yaml", "./a.yaml", "b.yaml", "c\\d"]
    found = faults_of(room, VALID + "include:\n" + "".join(f"  - {target}\n" for target in targets))
    assert [re.sub(r'include "[^"]*" ', "", fault).partition(" (")[0] for fault in found] == [
        "feeds.yaml:40:5 is not a path inside the newsroom's folder",
        "feeds.yaml:41:5 is not a path inside the newsroom's folder",
        "feeds.yaml:42:5 is not a path inside the newsroom's folder",
        "feeds.yaml:44:5 was included before",
        "feeds.yaml:45:5 does not exist",
        "feeds.yaml:46:5 is not a path inside the newsroom's folder",
        "a.yaml:2:5 leads back to a file that includes it",
    ]


def test_places_are_those_of_a_round_trip(tmp_path: Path) -> None:
    """The light tree and ruamel's round trip tell the same line and column of every key and value."""
    path = tmp_path / "feeds.yaml"
    path.write_text(VALID + "include:\n", encoding="utf-8")
    light, full = read(path, path.name).tree, YAML().load(path)
    paths = list(_paths(light))
    assert len(paths) > 90
    for step in paths:
        assert places.of_value(light, step) == places.of_value(full, step), step
        assert places.of_key(light, step) == places.of_key(full, step), step
    assert places.of_value(full, ("feeds", 0, "weight")) == (25, 13)
    assert places.of_key(full, ("feeds", 0, "weight")) == (25, 5)
    assert places.of_value(full, ("include",)) == (39, 1)


def test_a_place_beyond_the_tree_is_the_last_one_on_the_way(tmp_path: Path) -> None:
    """A path to what is not there ends at its parent; the file itself is its first line."""
    tree = YAML().load(VALID)
    assert places.of_value(tree, ("feeds", 0, "nothing", 3)) == (22, 5)
    assert places.of_value(tree, ()) == (1, 1)


def _paths(tree: object, path: tuple[places.Step, ...] = ()) -> Sequence[tuple[places.Step, ...]]:
    """The paths to every value of a tree."""
    steps: list[tuple[places.Step, object]] = []
    if isinstance(tree, dict):
        steps = list(tree.items())
    elif isinstance(tree, list):
        steps = list(enumerate(tree))
    return [found for step, value in steps for found in ((*path, step), *_paths(value, (*path, step)))]


def _lists(roster: Roster) -> dict[str, Sequence[object]]:
    names = ("topics", "outlets", "feeds", "platforms", "accounts", "events", "editors")
    return {name: getattr(roster, name) for name in names}


def as_yaml(roster: Roster) -> str:
    """A roster as an editor could have written it."""
    calendar, site, scope = roster.calendar, roster.site, roster.scope
    held = f"hold until {calendar.hold_until:%H:%M}" if calendar.hold_until else calendar.unattended
    data: dict[str, object] = {
        "version": 1,
        "site": _plain(site) | {"tag": {"authority": site.tag.authority, "since": site.tag.since.isoformat()}},
        "editions": {
            "zone": calendar.zone.key,
            "cut_off": f"{calendar.cut_off:%H:%M}",
            "days": [WEEKDAYS[day] for day in sorted(calendar.days)],
            "holidays": [day.isoformat() for day in sorted(calendar.holidays)],
            "unattended": held,
        },
        "scope": _plain(scope),
    }
    data |= {name: [_plain(item) for item in items] for name, items in _lists(roster).items()}
    written = StringIO()
    _block().dump(data, written)
    return written.getvalue()


def _block() -> YAML:
    """A writer of YAML in lines: in brackets, ruamel does not read all that it writes."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    return writer


def _plain(value: Any) -> dict[str, object]:
    """A dataclass as keys of the file."""
    keys = {"start": "from", "end": "until"}
    return {keys.get(each.name, each.name): _plain_value(getattr(value, each.name)) for each in fields(value)}


def _plain_value(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [_plain_value(part) for part in value]
        case dict():
            return {key: list(terms) for key, terms in value.items()}
        case str():
            return str(value)
        case _:
            return value


IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TRAPS = st.sampled_from(["null", "no", "1.10", "06:00", "2015-04-16", "- a", "a: b", "#x", "'", "*x", "0x1", "~", "<<"])
LABELS = (st.text(max_size=30) | TRAPS).map(clean)
NAMES = LABELS.filter(bool)
URLS = st.from_regex(r"https?://[a-z0-9]{1,8}\.(org|example)(:80)?/[a-zA-Z0-9_~./%?=&-]{0,12}", fullmatch=True)
COUNTRIES = st.sampled_from(["", "CH", "NO", "UN", "EU", "XK", "CN"])
LANGUAGES = st.sampled_from(["en", "no", "zh-Hant", "pt-BR", "es-419", "sr-Latn-RS", "mul"])
SITE_LANGUAGES = st.sampled_from(["en", "no", "zh-Hans", "pt-BR", "es-419", "sr-Latn-RS"])
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
TERM = (
    NAMES.map(lambda name: name.replace("*", "").strip()).filter(bool).flatmap(lambda t: st.sampled_from([t, f"{t}*"]))
)
TERMS: st.SearchStrategy[Terms] = st.dictionaries(LANGUAGES, st.lists(TERM, max_size=3).map(tuple), max_size=2)
KINDS: st.SearchStrategy[AccountKind] = st.sampled_from(["embassy", "consulate", "leader", "io", "benchmark"])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any valid roster, its ids and addresses all different."""
    ids = draw(st.lists(IDS, min_size=14, max_size=14, unique=True))
    former = draw(st.lists(IDS.filter(lambda one: one not in ids), max_size=2, unique=True).map(tuple))
    urls = draw(st.lists(URLS, min_size=2, max_size=2, unique_by=lambda url: url.partition("://")[2].rstrip("/?")))
    topics = tuple(Topic(id=one, title=draw(NAMES), match=draw(TERMS)) for one in ids[:2])
    outlets = tuple(
        Outlet(
            id=one,
            name=draw(NAMES),
            ownership=draw(st.sampled_from(Ownership)),
            role=draw(st.sampled_from(Role)),
            country=draw(COUNTRIES),
            language=draw(LANGUAGES),
            home=draw(URLS | st.just("")),
            excerpt=draw(st.sampled_from(["title", "short", "none"])),
            formerly=former if one == ids[2] else (),
        )
        for one in ids[2:4]
    )
    feeds = tuple(
        Feed(
            id=one,
            outlet=draw(st.sampled_from(ids[2:4])),
            url=url,
            language=draw(LANGUAGES | st.just("")),
            topics=draw(st.lists(st.sampled_from(ids[:2]), max_size=2, unique=True).map(tuple)),
            weight=draw(st.floats(0.1, 5)),
        )
        for one, url in zip(ids[4:6], urls, strict=True)
    )
    return Roster(
        site=draw(_sites()),
        calendar=draw(_calendars()),
        scope=Scope(core=draw(TERMS), out=draw(TERMS), ownership=draw(st.lists(st.sampled_from(Ownership)).map(tuple))),
        topics=topics,
        outlets=outlets,
        feeds=feeds,
        platforms=(Platform(id=ids[6], name=draw(NAMES), owner=draw(LABELS), discloses=draw(st.booleans())),),
        accounts=(
            Account(
                id=ids[7],
                platform=ids[6],
                handle=draw(LABELS.filter(lambda text: "://" not in text and not text.startswith("@"))),
                name=draw(NAMES),
                office=ids[8],
                kind=draw(KINDS),
                country=draw(COUNTRIES),
                host=draw(COUNTRIES),
            ),
        ),
        events=(Event(id=ids[9], title=draw(NAMES), start=(day := draw(DAYS)), end=max(day, draw(DAYS))),),
        editors=(Editor(id=ids[10], name=draw(NAMES)),),
    )


@st.composite
def _sites(draw: st.DrawFn) -> Site:
    return Site(
        title=draw(NAMES),
        url=draw(URLS.filter(lambda url: "?" not in url)).rstrip("/") + "/",
        tag=Tag(authority="example.org", since=draw(DAYS)),
        series=draw(LABELS),
        description=draw(LABELS),
        repository=draw(URLS | st.just("")),
        contact=draw(LABELS),
        hub=draw(URLS | st.just("")),
        languages=draw(st.lists(SITE_LANGUAGES, min_size=1, max_size=2).map(tuple)),
    )


@st.composite
def _calendars(draw: st.DrawFn) -> Calendar:
    hour = draw(st.integers(0, 22))
    until = draw(st.none() | st.just(time(hour + 1)))
    return Calendar(
        zone=ZoneInfo(draw(st.sampled_from(["Etc/UTC", "Asia/Kathmandu", "America/St_Johns"]))),
        cut_off=time(hour, draw(st.integers(0, 59))) if until is None else time(hour),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(DAYS, max_size=2)),
        unattended="hold" if until else draw(st.sampled_from(["publish", "hold"])),
        hold_until=until,
    )


@settings(max_examples=40)
@given(roster=rosters())
def test_any_valid_roster_comes_back_as_it_was(tmp_path: Path, roster: Roster) -> None:
    """A roster written as YAML is read as the same roster, whatever words its names are."""
    assert load_text(tmp_path, as_yaml(roster)) == roster


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats(allow_nan=False) | LABELS | IDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LABELS, inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60)
@given(data=st.data())
def test_no_junk_gets_through_without_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands under a key, the file loads or each fault is one line with place, words and advice."""
    tree = YAML(typ="safe", pure=True).load(VALID)
    path = data.draw(st.sampled_from(_paths(tree)))
    parent = tree
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = data.draw(JUNK)
    written = StringIO()
    _block().dump(tree, written)
    try:
        load_text(tmp_path, written.getvalue())
    except RosterFaults as faults:
        for problem in faults.problems:
            assert re.fullmatch(r"feeds\.yaml:\d+:\d+ \S.* \(.+\)", str(problem)), str(problem)
            assert not re.search(r"\{\w+\}|Input should|valid (string|list)|cannot be", str(problem)), str(problem)


def test_the_schema_names_every_key() -> None:
    """Every key of the file has its entry with a description and an example, in a stable order."""
    made: dict[str, Any] = schema()
    definitions = made["$defs"]
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["required"] == ["version", "site", "editions"]
    keys = {name.lower(): list(one["properties"]) for name, one in definitions.items() if "properties" in one}
    assert list(made["properties"]) == [
        *("version", "site", "editions", "scope", "pull", "clustering", "mail", "topics", "outlets", "feeds"),
        *("platforms", "accounts", "events", "editors", "include"),
    ]
    assert keys == {
        "account": [
            "id",
            "platform",
            "handle",
            "name",
            "office",
            "kind",
            "country",
            "host",
            "url",
            "source",
            "recipe",
            "feed",
            "formerly",
        ],
        "clustering": ["encoder"],
        "mail": ["from", "subscribe", "unsubscribe"],
        "editions": ["zone", "cut_off", "days", "holidays", "unattended"],
        "editor": ["id", "name"],
        "event": ["id", "title", "from", "until", "place", "link"],
        "feed": ["id", "outlet", "url", "language", "topics", "weight", *RULES, "formerly"],
        "outlet": [
            *("id", "name", "ownership", "role", "country", "language", "home", "excerpt", "paywall", "formerly")
        ],
        "platform": ["id", "name", "owner", "country", "discloses", "api"],
        "pull": ["every", "per_host", "apart", "at_once", "seconds"],
        "recipe": ["url", "path", "locale", "headers"],
        "scope": ["core", "near", "acts", "parties", "against", "out", "ownership"],
        "site": ["title", "url", "tag", "series", "description", "repository", "contact", "hub", "languages"],
        "tag": ["authority", "since"],
        "topic": ["id", "title", "match", "formerly"],
    }
    for one in definitions.values():
        for key, field in one.get("properties", {}).items():
            assert "$ref" in field or ("description" in field and field["examples"]), key
            assert "anyOf" not in field
            assert "title" not in field
    assert repr(schema()) == repr(made)


def test_the_examples_of_the_schema_are_valid(tmp_path: Path) -> None:
    """A file made of the schema's own examples loads: what an editor is offered works."""
    made: dict[str, Any] = schema()
    definitions = made["$defs"]

    def example(name: str) -> dict[str, object]:
        fields = definitions[name]["properties"].items()
        return {key: field["examples"][0] if "examples" in field else example("Tag") for key, field in fields}

    singles = {"site": example("Site"), "editions": example("Editions"), "scope": example("Scope")}
    lists = {f"{name.lower()}s": [example(name)] for name in ("Topic", "Outlet", "Feed", "Platform", "Editor", "Event")}
    written = StringIO()
    _block().dump({"version": 1} | singles | lists | {"accounts": [example("Account")]}, written)
    assert load_text(tmp_path, written.getvalue().replace("source: mastodon", "source: manual")).feeds


def write_edits(folder: Path, text: str) -> Path:
    """Write the edits of 16 April 2015 in a newsroom."""
    path = folder / "content" / "briefs" / "2015" / "04" / "16.edits.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"decisions:\n{text}", encoding="utf-8")
    return path


def test_edits_say_what_was_decided(tmp_path: Path) -> None:
    """Each decision finds its place, and an id of ten digits stays an id."""
    path = write_edits(
        tmp_path,
        """\
  - {title: Edges, by: anna, why: reads better}
  - {teaser: "One; two; and much, much more.", by: anna}
  - {lead: k3m9x0a1bc, by: anna}
  - {pin: 0123456789, by: anna}
  - {mute: q1w2e3r4t5, by: anna, why: old news}
  - {retitle: k3m9x0a1bc, text: "New words", by: anna}
""",
    )
    edits = load_edits(path)
    assert edits == Edits(
        title="Edges",
        teaser="One; two; and much, much more.",
        lead="k3m9x0a1bc",
        pin=("0123456789",),
        mute=("q1w2e3r4t5",),
        retitle=(Retitle(line="k3m9x0a1bc", text="New words"),),
        hash=edits.hash,
        by=("anna",),
    )
    assert re.fullmatch("[0-9a-z]{10}", edits.hash)


def test_no_file_and_no_decisions_are_no_edits(tmp_path: Path) -> None:
    """A brief without decisions has none, and no hash."""
    assert load_edits(tmp_path / "16.edits.yaml") == Edits()
    assert load_edits(write_edits(tmp_path, "  # nothing yet\n")) == Edits()


def test_later_decisions_win(tmp_path: Path) -> None:
    """A title is decided anew, a muted line pinned again, a pinned one that led muted."""
    edits = load_edits(
        write_edits(
            tmp_path,
            """\
  - {title: Edges, by: anna, why: }
  - {title: Mugs, by: ben}
  - {mute: aaaaaaaaaa, by: anna}
  - {pin: aaaaaaaaaa, by: ben}
  - {pin: bbbbbbbbbb, by: anna}
  - {lead: bbbbbbbbbb, by: anna}
  - {mute: bbbbbbbbbb, by: ben}
  - {retitle: aaaaaaaaaa, text: Old, by: anna}
  - {retitle: aaaaaaaaaa, text: New, by: anna}
""",
        )
    )
    assert (edits.title, edits.lead, edits.pin, edits.mute) == ("Mugs", "", ("aaaaaaaaaa",), ("bbbbbbbbbb",))
    assert edits.retitle == (Retitle(line="aaaaaaaaaa", text="New"),)


def test_the_hash_follows_what_is_decided_and_not_who_or_why(tmp_path: Path) -> None:
    """A reason added leaves the hash; another decision changes it."""
    first = load_edits(write_edits(tmp_path, "  - {title: Edges, by: anna}\n"))
    reason = load_edits(write_edits(tmp_path, "  - by: ben\n    title: Edges\n    why: shorter\n"))
    other = load_edits(write_edits(tmp_path, "  - {teaser: Edges, by: anna}\n"))
    assert first.hash == reason.hash != other.hash


def test_faults_of_edits_have_places_too(tmp_path: Path) -> None:
    """All faults of the decisions at once, under the name by which the newsroom knows the file."""
    path = write_edits(
        tmp_path,
        """\
  - {title: , by: anna}
  - {teaser: "…", title: a}
  - {lead: "k3 m9", by: anna}
  - {text: words, by: anna}
  - {retitle: k3m9x0a1bc, txet: words, by: anna}
  - pin
  - {mute: [k3m9x0a1bc], by: anna}
""",
    )
    with pytest.raises(RosterFaults) as caught:
        load_edits(path)
    name = "content/briefs/2015/04/16.edits.yaml"
    assert [str(problem).removeprefix(f"{name}:").partition(" (")[0] for problem in caught.value.problems] == [
        "2:12 title must not be empty",
        "3:5 by is missing in decision",
        "3:19 title stands beside teaser in one decision",
        '4:12 lead is not the id of a line: "k3 m9"',
        "5:5 a decision needs title, teaser, lead, pin, mute, retitle, merge, split, add, note, correct or withdraw",
        "5:6 text goes with retitle, add, note or correct only",
        "6:6 retitle has no text",
        "6:27 txet is not a key of decision",
        '7:5 an item of decisions must be a mapping of keys, not "pin"',
        "8:12 mute must be text, not a list",
    ]


def test_faults_name_their_file_or_decision(tmp_path: Path) -> None:
    """A fault says what lacks a key, or has a strange one, as people call it: the file, or a standing decision."""
    path = tmp_path / "content/desk.yaml"
    path.parent.mkdir()
    path.write_text("decisions:\n  - {mute_term: wedding}\nrules: []\n")
    with pytest.raises(RosterFaults) as caught:
        load_policy(path)
    assert [str(problem).partition(" (")[0] for problem in caught.value.problems] == [
        "content/desk.yaml:2:5 by is missing in standing decision",
        "content/desk.yaml:3:1 rules is not a key of content/desk.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("source: json", "feeds.yaml:35:79 source json needs a recipe"),
        ("source: html, recipe: {url: 'https://a.example/'}", "recipe has no path (add path: a CSS selector)"),
        ("recipe: {url: 'https://a.example/', path: p}", "recipe is for other sources than manual"),
        ("source: json, recipe: {url: nowhere, path: p}", "feeds.yaml:35:99 url must be an http"),
    ],
)
def test_recipes_are_checked(tmp_path: Path, words: str, told: str) -> None:
    """A recipe stands where its source needs one, with an address and a place in the answer."""
    account = f"  - {{id: x, platform: weibo, handle: x, name: X, office: x, kind: io, {words}}}\n"
    (found,) = faults_of(tmp_path, VALID.replace("events:\n", f"{account}events:\n"))
    assert told in found
