"""Each platform against a server in its documented shape: the count, and all that comes in its stead.

The recipes are those of docs/accounts.md, with the loopback server in the place of the platform's.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate, figures
from digest.model import Account, Fetched, Observation, Platform, Precision
from digest.pipeline import building, pulling
from digest.pipeline.desk import open_desk
from digest.pull.figures import pull_figures
from digest.sources import FigureRequest, youtube
from digest.sources.offered import names, offered
from tests.conftest import ROOT
from tests.newsrooms import ROSTER, digest, newsroom
from tests.serving import LOOPBACK, MANNERS, Asked, Reply, Site, serving

ON = date(2026, 11, 22)
SECRETS = {
    "YOUTUBE_API_KEY": "key-that-nobody-sees",
    "X_BEARER_TOKEN": "token-that-nobody-sees",
    "VK_SERVICE_TOKEN": "service-that-nobody-sees",
    "THREADS_TOKEN": "threads-that-nobody-sees",
}
DOCS = (ROOT / "docs/accounts.md").read_text()
PLATFORMS = "".join(f"  - {{id: {one}, name: {one.title()}}}\n" for one in ("x", "vk", "telegram", "weibo"))
LOGIN = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>Log in</title><p>Log in to go on")


def as_json(value: object) -> Reply:
    """An answer of JSON."""
    return (200, {"Content-Type": "application/json"}, json.dumps(value).encode())


def as_page(markup: str) -> Reply:
    """An answer of HTML."""
    return (200, {"Content-Type": "text/html; charset=utf-8"}, f"<!doctype html><body>{markup}</body>".encode())


def mastodon(**said: object) -> Reply:
    """A Mastodon account, as `GET /api/v1/accounts/lookup` gives it."""
    return as_json({"id": "1", "username": "mfa", "acct": "mfa", "statuses_count": 12, **said})


def bluesky(*profiles: Mapping[str, object]) -> Reply:
    """Profiles as `app.bsky.actor.getProfiles` gives them; of unknown or suspended actors there are none."""
    return as_json({"profiles": list(profiles)})


def channel(**said: object) -> Reply:
    """A channel as `channels.list` gives it with part=statistics."""
    return as_json({"kind": "youtube#channelListResponse", "items": [{"id": UC, "statistics": said}]})


def telegram(extra: str) -> Reply:
    """The public page of a channel."""
    return as_page(f'<div class="tgme_page_title">Example</div><div class="tgme_page_extra">{extra}</div>')


UC = "UC" + "a" * 22
PROFILE = {"did": "did:plc:mfa", "handle": "mfa.example", "postsCount": 7}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a platform answers: the count in words and as an interval, half of it, and what comes instead.

    `hidden`, `suspended`, `missing` and `renamed` are an answer and a part of what is told of it; a hidden count of
    which nothing is told is undisclosed.
    """

    count: Reply
    low: int
    high: int
    half: Reply
    hidden: tuple[Reply, str]
    suspended: tuple[Reply, str]
    missing: tuple[Reply, str]
    renamed: tuple[Reply, str]
    limit: Reply = (429, {"Retry-After": "900"}, b"")


GONE_FROM_X = {"errors": [{"title": "Not Found Error", "detail": "Could not find user with username: [examplemfa]."}]}
SHAPES = {
    "mastodon": Shape(
        count=mastodon(followers_count=4120),
        low=4120,
        high=4120,
        half=mastodon(followers_count=2060),
        hidden=(mastodon(followers_count=0, pleroma={"hide_followers_count": True}), ""),
        suspended=(mastodon(followers_count=0, suspended=True), "suspended the account"),
        missing=((404, {}, b'{"error": "Record not found"}'), "404"),
        renamed=((404, {}, b'{"error": "Record not found"}'), "404"),
    ),
    "bluesky": Shape(
        count=bluesky(PROFILE | {"followersCount": 4120}),
        low=4120,
        high=4120,
        half=bluesky(PROFILE | {"followersCount": 2060}),
        hidden=(bluesky(PROFILE), "no count is given"),
        suspended=(bluesky(), "no count is given"),
        missing=(bluesky(), "no count is given"),
        renamed=(bluesky(PROFILE | {"handle": "new.example", "followersCount": 5}), "no count is given"),
    ),
    "youtube": Shape(
        count=channel(subscriberCount="3240000", videoCount="40", viewCount="99", hiddenSubscriberCount=False),
        low=3_240_000,
        high=3_249_999,
        half=channel(subscriberCount="1610000", hiddenSubscriberCount=False),
        hidden=(channel(subscriberCount="0", videoCount="40", hiddenSubscriberCount=True), ""),
        suspended=(as_json({"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 0}}), "no count"),
        missing=(as_json({"items": []}), "no count is given"),
        renamed=(as_json({"items": []}), "no count is given"),
        limit=(403, {}, b'{"error": {"code": 403, "message": "The request cannot be completed: quota exceeded."}}'),
    ),
    "x": Shape(
        count=as_json({"data": {"username": "examplemfa", "public_metrics": {"followers_count": 1_416_764}}}),
        low=1_416_764,
        high=1_416_764,
        half=as_json({"data": {"public_metrics": {"followers_count": 708_382}}}),
        hidden=(as_json({"data": {"username": "examplemfa"}}), "no number at data.public_metrics.followers_count"),
        suspended=(as_json({"errors": [{"detail": "User has been suspended: [examplemfa]."}]}), "has been suspended"),
        missing=(as_json(GONE_FROM_X), "Could not find user"),
        renamed=(as_json(GONE_FROM_X), "Could not find user"),
    ),
    "vk": Shape(
        count=as_json({"response": {"groups": [{"id": 1, "members_count": 20_480}]}}),
        low=20_480,
        high=20_480,
        half=as_json({"response": {"groups": [{"id": 1, "members_count": 10_240}]}}),
        hidden=(as_json({"response": {"groups": [{"id": 1, "is_closed": 1}]}}), "no number at"),
        suspended=(as_json({"response": {"groups": [{"id": 1, "deactivated": "banned"}]}}), "no number at"),
        missing=(as_json({"error": {"error_code": 100, "error_msg": "group_id is undefined"}}), "is undefined"),
        renamed=(as_json({"error": {"error_code": 100, "error_msg": "group_id is undefined"}}), "is undefined"),
        limit=as_json({"error": {"error_code": 6, "error_msg": "Too many requests per second"}}),
    ),
    "telegram": Shape(
        count=telegram("12\N{NO-BREAK SPACE}345 subscribers"),
        low=12_345,
        high=12_345,
        half=telegram("6 172 subscribers"),
        hidden=(telegram("channel"), "'channel'"),
        suspended=(as_page("<p>This channel cannot be displayed.</p>"), "nothing at .tgme_page_extra"),
        missing=(as_page('<div class="tgme_icon_user"></div>'), "nothing at .tgme_page_extra"),
        renamed=(as_page('<div class="tgme_icon_user"></div>'), "nothing at .tgme_page_extra"),
    ),
    "weibo": Shape(
        count=as_json({"ok": 1, "data": {"userInfo": {"followers_count": "36.2万"}}}),
        low=361_500,
        high=362_500,
        half=as_json({"ok": 1, "data": {"userInfo": {"followers_count": "18.0万"}}}),
        hidden=(as_json({"ok": 1, "data": {"userInfo": {"followers_count": "--"}}}), ""),
        suspended=(as_json({"ok": 0, "msg": "账号已冻结"}), "账号已冻结"),
        missing=(as_json({"ok": 0, "msg": "这里还没有内容"}), "这里还没有内容"),
        renamed=(as_json({"ok": 0, "msg": "这里还没有内容"}), "这里还没有内容"),
        limit=(418, {}, b""),
    ),
}
PRESETS = {
    "mastodon": ("mfa@social.example", "/api/v1/accounts/lookup"),
    "bluesky": ("mfa.example", "/xrpc/app.bsky.actor.getProfiles"),
    "youtube": (UC, "/channels"),
}


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Account]:
    """The accounts of docs/accounts.md by their platforms: what it shows checks clean."""
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    rows = "".join("".join(f"  {row}\n" for row in block.splitlines()) for block in blocks)
    path = tmp_path_factory.mktemp("docs") / "feeds.yaml"
    path.write_text(f"{ROSTER}platforms:\n{PLATFORMS}accounts:\n{rows}", encoding="utf-8")
    return {one.platform: one for one in curate.load(path).accounts}


@pytest.fixture
def at(documented: dict[str, Account]) -> Callable[[str, Site], tuple[Account, Platform]]:
    """An account of a platform whose server is the loopback one."""

    def made(name: str, server: Site) -> tuple[Account, Platform]:
        platform = Platform(id=name, name=name, api=server.url)
        if name in PRESETS:
            return Account(
                id="mfa", platform=name, handle=PRESETS[name][0], name="MFA", office="mfa", kind="ministry", source=name
            ), platform
        account = documented[name]
        assert account.recipe
        url = urlsplit(account.recipe.url)
        moved = url._replace(scheme="http", netloc=urlsplit(server.url).netloc).geturl()
        return replace(account, id="mfa", recipe=replace(account.recipe, url=moved)), platform

    return made


def path_of(name: str, account: Account) -> str:
    """The path at which the server has to answer."""
    return PRESETS[name][1] if name in PRESETS else urlsplit(account.recipe.url if account.recipe else "").path


def asked(account: Account, platform: Platform) -> tuple[tuple[Observation, ...], list[str]]:
    """What a pull gives of the account, and what it tells."""
    rows, problems = pull_figures((account,), (platform,), on=ON, manners=MANNERS, secrets=SECRETS)
    return rows, [str(problem) for problem in problems]


At = Callable[[str, Site], tuple[Account, Platform]]


@pytest.mark.parametrize("name", SHAPES)
def test_the_count_is_what_the_platform_says(name: str, at: At) -> None:
    """Each platform's count is read with what its digits leave open, from the documented shape."""
    with serving() as server:
        account, platform = at(name, server)
        server.routes[path_of(name, account)] = SHAPES[name].count
        rows, told = asked(account, platform)
    assert told == []
    followers = [row for row in rows if row.metric == "followers"]
    assert [(row.low, row.high) for row in followers] == [(SHAPES[name].low, SHAPES[name].high)]


@pytest.mark.parametrize("what", ["hidden", "suspended", "missing", "renamed", "limit", "page"])
@pytest.mark.parametrize("name", SHAPES)
def test_what_comes_instead_is_never_a_number(name: str, what: str, at: At) -> None:
    """A hidden, suspended, missing or renamed account, a rate limit and a login page give no number and a sentence."""
    shape = SHAPES[name]
    reply, said = {"limit": (shape.limit, ""), "page": (LOGIN, "")}.get(what) or getattr(shape, what)
    with serving() as server:
        account, platform = at(name, server)
        server.routes[path_of(name, account)] = reply
        rows, told = asked(account, platform)
    followers = [row for row in rows if row.metric == "followers"]
    if what == "hidden" and not said:
        assert [row.precision for row in followers] == [Precision.UNDISCLOSED]
        assert followers[0].value is None
        return
    assert followers == []
    (sentence,) = told
    assert sentence.startswith("mfa")
    assert said in sentence
    assert sentence.endswith(")")
    assert len(sentence) < 320


BAD = "9" * 5000
"""More digits than a program turns into a number, and than any count has."""


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("mastodon", mastodon(followers_count=10**40)),
        ("mastodon", (200, {}, b'{"username": "mfa", "followers_count": ' + BAD.encode() + b"}")),
        ("bluesky", as_json({"profiles": [PROFILE | {"followersCount": 10**40}]})),
        ("youtube", as_json({"items": 5})),
        ("youtube", channel(subscriberCount=BAD, hiddenSubscriberCount=False)),
        ("weibo", as_json({"ok": 1, "data": {"userInfo": {"followers_count": BAD}}})),
        ("weibo", as_json({"ok": 1, "data": {"userInfo": {"followers_count": "9" * 40}}})),
        ("weibo", as_json({"ok": 1, "data": {"userInfo": {"followers_count": "1 " * 400_000}}})),
    ],
)
def test_an_answer_of_no_sense_costs_its_account_the_figure(name: str, reply: Reply, at: At) -> None:
    """Whatever shape or number a server answers with, the pull goes on and tells which account has no figure."""
    with serving() as server:
        account, platform = at(name, server)
        server.routes[path_of(name, account)] = reply
        rows, (sentence,) = asked(account, platform)
    assert [row for row in rows if row.metric == "followers"] == []
    assert sentence.startswith("mfa")
    assert len(sentence) < 320


@pytest.mark.parametrize("name", SHAPES)
def test_a_fall_by_half_is_kept_and_told(name: str, at: At, tmp_path: Path) -> None:
    """A count that falls to half stands in the file beside the one before; the pull and the account's page tell it."""
    with serving() as server:
        account, platform = at(name, server)
        room = newsroom(tmp_path, server, [], more=in_yaml(account, platform))
        server.routes[path_of(name, account)] = SHAPES[name].count
        pulled(room, "2026-11-20")
        server.routes[path_of(name, account)] = SHAPES[name].half
        told = pulled(room, "2026-11-21")
        keys = [one.headers.get("x-goog-api-key") or one.headers.get("authorization", "") for one in server.asked]
    rows, _ = figures.read_rows((room / "content/accounts/observations/2026.csv").read_text())
    assert len([row for row in rows if row.metric == "followers"]) == 2
    assert re.search(r"mfa has .+ followers, which were", told)
    assert "half or less" in (room / ".digest/docs/a/mfa/index.md").read_text()
    secret = next((one for one in SECRETS.values() if any(one in key for key in keys)), "")
    assert bool(secret) == (name in {"youtube", "x", "vk"})
    if secret:  # sent, and nowhere else
        assert secret not in told
        assert not [path for path in room.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def pulled(room: Path, day: str) -> str:
    """Pull and derive the pages; gives what was told."""
    with open_desk(room, now=f"{day}T07:00:00Z", allow_private=LOOPBACK, secrets=SECRETS) as desk:
        found = pulling.pull(desk)
        building.build(desk)
    return "\n".join(map(str, found.problems))


def in_yaml(account: Account, platform: Platform) -> str:
    """The account and its platform as feeds.yaml has them."""
    recipe = account.recipe
    keys = {"url": recipe.url, "path": recipe.path, "headers": dict(recipe.headers)} if recipe else {}
    more = f", recipe: {json.dumps(keys | {'locale': recipe.locale})}" if recipe else ""
    return (
        f'platforms:\n  - {{id: {platform.id}, name: {platform.name}, api: "{platform.api}"}}\naccounts:\n'
        f"  - {{id: {account.id}, platform: {account.platform}, handle: {json.dumps(account.handle)}, name: MFA, "
        f"office: mfa, kind: ministry, source: {account.source}{more}}}\n"
    )


# ---- Keys -----------------------------------------------------------------------------------------------------------


def test_without_its_key_an_account_is_not_asked(at: At) -> None:
    """Where the environment lacks the key, nobody is asked, and the sentence names the variable."""
    with serving() as server:
        account, platform = at("youtube", server)
        rows, (problem,) = pull_figures((account,), (platform,), on=ON, manners=MANNERS)
        assert server.asked == []
    assert rows == ()
    assert problem.what == "needs the environment variable YOUTUBE_API_KEY, which is not set"


def test_a_key_goes_to_no_other_host(at: At) -> None:
    """A redirect to another origin is followed without the key."""
    with serving() as other, serving() as server:
        account, platform = at("x", server)
        other.routes["/elsewhere"] = SHAPES["x"].count
        server.routes[path_of("x", account)] = (302, {"Location": f"{other.url}/elsewhere"}, b"")
        rows, _ = asked(account, platform)
        assert [one.headers.get("authorization") for one in server.asked] == ["Bearer token-that-nobody-sees"]
        assert [one.headers.get("authorization") for one in other.asked] == [None]
    assert rows


def test_a_server_that_repeats_the_key_is_not_quoted(at: At) -> None:
    """What an answer says of its trouble is told without the secret that it was sent."""

    def echo(one: Asked) -> Reply:
        return as_json({"errors": [{"detail": f"bad token {one.headers['authorization']}"}]})

    with serving() as server:
        account, platform = at("x", server)
        server.routes[path_of("x", account)] = echo
        _, (told,) = asked(account, platform)
    assert "bad token Bearer $X_BEARER_TOKEN" in told
    assert "nobody-sees" not in told


@pytest.mark.parametrize("secret", ["two\nlines", "über", "  "])
def test_a_key_that_no_header_can_hold_is_told(secret: str, at: At) -> None:
    """A variable with line ends or nothing in it is told by its name, not by its value."""
    with serving() as server:
        account, platform = at("x", server)
        _, (problem,) = pull_figures(
            (account,), (platform,), on=ON, manners=MANNERS, secrets={"X_BEARER_TOKEN": secret}
        )
        assert server.asked == []
    assert "X_BEARER_TOKEN" in problem.what
    assert secret.strip() not in problem.what or not secret.strip()


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        ('{url: "https://a.example/", path: a, headers: {Authorization: Bearer 123}}', "must not stand in feeds.yaml"),
        ('{url: "https://a.example/", path: a, headers: {X-Api-Key: abc}}', "must not stand in feeds.yaml"),
        ('{url: "http://a.example/", path: a, headers: {X-Api-Key: $KEY}}', "would send $KEY unencrypted"),
        ('{url: "https://a.example/", path: a, headers: {Host: b.example}}', "the program sets itself"),
        ('{url: "https://a.example/", path: a, headers: {"a b": c}}', "is not the name of a header"),
        ('{url: "https://a.example/", path: a, headers: {X-Cost: "5 $"}}', "without the name of an environment"),
        ('{url: "https://a.example/", path: a, headers: {X-Cost: "5 €"}}', "must be printable ASCII"),
    ],
)
def test_keys_are_refused_in_the_roster(recipe: str, told: str, tmp_path: Path) -> None:
    """A key written out, one sent in the clear, and headers that are none are faults with their places."""
    row = "{id: a, platform: x, handle: a, name: A, office: a, kind: io, source: json, recipe: " + recipe + "}"
    (tmp_path / "feeds.yaml").write_text(f"{ROSTER}platforms:\n{PLATFORMS}accounts:\n  - {row}\n")
    done = digest(tmp_path, "check", code=1)
    assert re.search(r"feeds\.yaml:\d+:\d+ ", done.stderr)
    assert told in done.stderr


# ---- YouTube --------------------------------------------------------------------------------------------------------


def test_channels_go_fifty_to_an_address() -> None:
    """Channel ids share an address, handles have one each, and no address holds the key."""
    accounts = [
        Account(id=f"a{n}", platform="youtube", handle=handle, name="A", office="a", kind="io", source="youtube")
        for n, handle in enumerate([f"UC{n:022d}" for n in range(60)] + ["@eumission", ""])
    ]
    first, second, third = youtube.requests(accounts, ())
    assert first.key == ("a60",)
    assert parse_qs(urlsplit(first.url).query)["forHandle"] == ["@eumission"]
    assert (len(second.key), len(third.key)) == (50, 10)
    assert all("key=" not in one.url.lower() and dict(one.headers) == {"X-Goog-Api-Key": "$YOUTUBE_API_KEY"}
               for one in (first, second, third))  # fmt: skip


@given(st.integers(0, 10**11))
def test_subscribers_are_rounded_down(count: int) -> None:
    """Whatever a channel's true count, it lies within the interval that is read from what YouTube shows of it."""
    step = 10 ** max(0, len(str(count)) - 3)
    shown = count // step * step
    request = FigureRequest(key=("a",), url=f"https://x.example/channels?part=statistics&id={UC}")
    body = json.dumps({"items": [{"id": UC, "statistics": {"subscriberCount": str(shown)}}]}).encode()
    rows = youtube.read(request, Fetched(url=request.url, body=body), ON)
    assert isinstance(rows, tuple)
    assert rows[0].low is not None
    assert rows[0].high is not None
    assert rows[0].low <= count <= rows[0].high


# ---- Sources of other packages --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a little package with the source of docs/accounts.md, and a broken one, are installed."""
    folder = tmp_path_factory.mktemp("package")
    (module,) = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    (table,) = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    folder.joinpath("digest_threads.py").write_text(module)
    folder.joinpath("digest_broken.py").write_text("raise RuntimeError('it is broken')\n")
    folder.joinpath("pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        f'[project]\nname = "digest-threads"\nversion = "1"\n{table}broken = "digest_broken"\n'
        '[tool.hatch.build.targets.wheel]\ninclude = ["digest_threads.py", "digest_broken.py"]\n'
    )
    target = folder / "installed"
    words = [
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(target),
        str(folder),
    ]
    done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_a_source_of_another_package(package: Path, tmp_path: Path) -> None:
    """An installed package's source is asked and read like ours; what it cannot read costs that account its figure."""
    env = os.environ | SECRETS | {"PYTHONPATH": os.pathsep.join((str(package), str(ROOT)))}
    with serving() as server:
        server.routes |= {"/users/one": as_json({"count": 5120}), "/users/two": LOGIN, "/users/three": as_json({})}
        rows = [
            f"  - {{id: {name}, platform: threads, handle: {name}, name: N, office: o, kind: io, source: {source}}}"
            for name, source in (("one", "threads"), ("two", "threads"), ("three", "threads"), ("four", "broken"))
        ]
        more = f'platforms:\n  - {{id: threads, name: Threads, api: "{server.url}"}}\naccounts:\n' + "\n".join(rows)
        room = newsroom(tmp_path, server, [], more=more + "\n")
        done = digest(room, "pull", "--now", "2026-11-20T07:00:00Z", env=env)
        assert {one.headers["authorization"] for one in server.asked} == {"Bearer threads-that-nobody-sees"}
    found, _ = figures.read_rows((room / "content/accounts/observations/2026.csv").read_text())
    assert [(row.subject, row.value, row.source) for row in found] == [("one", 5120, f"{server.url}/users/one")]
    told = done.stdout + done.stderr
    assert "two reading its answer took too long or failed (JSONDecodeError" in told
    assert "three the account hides its count" in told
    assert "four the source broken of digest-threads cannot be loaded (RuntimeError: it is broken)" in told


def test_a_source_that_is_not_installed_is_a_fault(tmp_path: Path) -> None:
    """feeds.yaml may name only sources that there are; the sentence says what to do."""
    row = "{id: a, platform: x, handle: a, name: A, office: a, kind: io, source: threads}"
    (tmp_path / "feeds.yaml").write_text(f"{ROSTER}platforms:\n{PLATFORMS}accounts:\n  - {row}\n")
    told = digest(tmp_path, "check", code=1).stderr
    assert "source must be manual, mastodon, bluesky, youtube, json, html, feed or wikidata" in told
    assert "install the package that brings it" in told


def test_ours_cannot_be_replaced() -> None:
    """Each name of ours leads to ours."""
    assert names()[:7] == ("mastodon", "bluesky", "youtube", "json", "html", "feed", "wikidata")
    one = offered("youtube")
    assert getattr(one, "source", None) is youtube
