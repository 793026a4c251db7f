"""Figures by recipe: what servers answer in the shapes that platforms have, and what is told when they do not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from digest import feeds, figures
from digest.model import Account, Moment, Observation, Platform, Precision, Recipe
from digest.pull.figures import pull_figures
from tests.making import roster
from tests.newsrooms import digest, newsroom
from tests.serving import MANNERS, Reply, Site, serving

ON = date(2026, 11, 22)

WEIBO = {"ok": 1, "data": {"userInfo": {"screen_name": "x", "followers_count": "36.2万"}}}
X = {"code": 200, "user": {"screen_name": "x", "followers": 1416764}}
VK = {"response": {"groups": [{"id": 1, "members_count": 20480}]}}
TELEGRAM = b'<div class="tgme_page"><div class="tgme_page_extra">12\xc2\xa0345 subscribers</div></div>'


def account(key: str, source: str, url: str, path: str = "", locale: str = "") -> Account:
    """An embassy's account with a recipe."""
    recipe = Recipe(url=url, path=path, locale=locale)
    whole: dict[str, Any] = {"platform": "p", "handle": key, "name": key, "office": key, "kind": "embassy"}
    return Account(id=key, source=source, recipe=recipe, **whole)


def asked(site: Site, source: str, path: str, locale: str = "") -> tuple[list[Observation], list[str]]:
    """What one account's recipe gives on a server, and what is told of it."""
    one = account("a", source, f"{site.url}/profile", path, locale)
    rows, problems = pull_figures((one,), (), on=ON, manners=MANNERS)
    return list(rows), [f"{problem.place.name}: {problem.what} ({problem.todo})" for problem in problems]


def answer(value: object) -> dict[str, Reply]:
    """A server that answers with JSON."""
    return {"/profile": (200, {"Content-Type": "application/json"}, json.dumps(value).encode())}


@pytest.mark.parametrize(
    ("shape", "path", "locale", "printed", "low", "high"),
    [
        (WEIBO, "data.userInfo.followers_count", "zh", "36.2万", 361_500, 362_500),
        (X, "user.followers", "", "1416764", 1_416_764, 1_416_764),
        (VK, "response.groups.0.members_count", "", "20480", 20_480, 20_480),
    ],
)
def test_json_is_read_at_a_path(shape: object, path: str, locale: str, printed: str, low: int, high: int) -> None:
    """The number at a path of keys and places counts as printed, an integer as exact."""
    with serving(answer(shape)) as site:
        (row,), told = asked(site, "json", path, locale)
        assert row.source == f"{site.url}/profile"
    assert told == []
    assert (row.subject, row.method, row.printed, row.low, row.high) == ("a", "api", printed, low, high)
    assert (row.precision is Precision.EXACT) == (low == high)


def test_a_page_is_read_at_a_selector() -> None:
    """The number that an element holds is read with its grouping, whatever stands beside it."""
    with serving({"/profile": (200, {"Content-Type": "text/html; charset=utf-8"}, TELEGRAM)}) as site:
        (row,), told = asked(site, "html", ".tgme_page_extra", "en")
    assert told == []
    assert (row.method, row.low, row.high) == ("page", 12_345, 12_345)


@pytest.mark.parametrize(
    ("reply", "source", "path", "what"),
    [
        ((429, {"Retry-After": "600"}, b""), "json", "a", "asked"),
        ((404, {}, b""), "json", "a", "404"),
        ((410, {}, b""), "html", ".a", "410"),
        ((200, {}, b"<html>log in</html>"), "json", "a", "a web page came instead of figures"),
        ((200, {}, b'{"a": null}'), "json", "a", "no number at a"),
        ((200, {}, b'{"a": true}'), "json", "a", "no number at a"),
        ((200, {}, b'{"a": [1]}'), "json", "a.4", "no number at a.4"),
        ((200, {}, b'{"a": "714.568"}'), "json", "a", "'714.568'"),
        ((200, {}, b'{"a": "lots"}'), "json", "a", "'lots' is no number"),
        ((200, {}, b"<p>renamed</p>"), "html", ".gone", "nothing at .gone"),
        ((200, {}, b"<p>3 of 5</p>"), "html", "p", "'3 of 5'"),
        ((200, {}, b"<p>3</p>"), "html", "p[", "no CSS selector"),
        ((200, {}, b""), "html", "p", "page"),
        ((200, {}, b"<rss/>"), "feed", "", "no metrics feed"),
    ],
)
def test_what_gives_no_figure_says_why(reply: Reply, source: str, path: str, what: str) -> None:
    """A rate limit, a missing account, a hidden count, a page instead of JSON, an unclear number: each is told."""
    with serving({"/profile": reply}) as site:
        rows, (told,) = asked(site, source, path)
    assert rows == []
    assert told.startswith("a: ")
    assert what in told


def test_a_hidden_count_is_undisclosed() -> None:
    """Where a server prints that there is no number, that is what is observed."""
    with serving(answer({"a": "N/A"})) as site:
        (row,), _ = asked(site, "json", "a")
    assert row.precision is Precision.UNDISCLOSED


def test_a_metrics_feed_speaks_for_accounts_that_name_it() -> None:
    """One feed is asked once for all its accounts; what it says of others is left out; its dates and sources stay."""
    rows = [
        Observation(
            subject=name,
            metric="followers",
            observed=Moment(first=date(2026, 11, 20)),
            precision=Precision.EXACT,
            value=number,
            low=number,
            high=number,
            printed=str(number),
            said_by="A partner",
            source="https://partner.example/",
        )
        for name, number in (("a", 5), ("b", 6), ("c", 7))
    ]
    body = feeds.metrics(roster(), rows)
    with serving({"/metrics.xml": (200, {"Content-Type": "application/rss+xml"}, body)}) as site:
        accounts = [account(name, "feed", f"{site.url}/metrics.xml") for name in ("a", "b", "d")]
        found, (problem,) = pull_figures(accounts, (), on=ON, manners=MANNERS)
        assert len(site.asked) == 1
    assert {(row.subject, row.value, str(row.observed), row.method) for row in found} == {
        ("a", 5, "2026-11-20", "feed"),
        ("b", 6, "2026-11-20", "feed"),
    }
    assert (problem.place.name, problem.what) == ("d", "no figure is told of it")


def test_a_fall_by_half_is_kept_and_told(tmp_path: Path) -> None:
    """A count that is half of the last one or less stands in the file, and the run says so, once."""
    more = (
        "platforms:\n  - {{id: p, name: P}}\naccounts:\n  - {{id: a, platform: p, handle: a, name: A, office: a, "
        'kind: embassy, source: json, recipe: {{url: "{0}/profile", path: n}}}}\n'
    )
    with serving(answer({"n": 1000})) as site:
        room = newsroom(tmp_path, site, [], more=more.format(site.url))
        digest(room, "run", "--now", "2026-11-20T07:00:00Z")
        site.routes.update(answer({"n": 499}))
        told = digest(room, "run", "--now", "2026-11-21T07:00:00Z")
    rows, _ = figures.read_rows((room / "content/accounts/observations/2026.csv").read_text())
    assert [row.value for row in rows] == [1000, 499]
    assert "a has 499 followers, which were 1,000 on 2026-11-20" in told.stdout + told.stderr


def statement(amount: str, time: str, precision: int, handle: str, rank: str = "normal") -> dict[str, object]:
    """A statement P8687 as Wikidata gives it."""
    return {
        "mainsnak": {"datavalue": {"value": {"amount": amount, "unit": "1"}, "type": "quantity"}},
        "qualifiers": {
            "P585": [{"datavalue": {"value": {"time": time, "precision": precision}, "type": "time"}}],
            "P6552": [{"datavalue": {"value": handle, "type": "string"}}],
        },
        "rank": rank,
    }


def test_wikidata_gives_a_history() -> None:
    """The statements about the account are figures at their own dates; others, deprecated and future ones are none."""
    statements = [
        statement("+490181", "+2022-04-30T00:00:00Z", 11, "mfa_china"),
        statement("+600000", "+2024-05-00T00:00:00Z", 10, "MFA_China", "preferred"),
        statement("+7", "+2023-01-01T00:00:00Z", 11, "another"),
        statement("+8", "+2023-01-01T00:00:00Z", 11, "MFA_China", "deprecated"),
        statement("+9", "+2030-01-01T00:00:00Z", 11, "MFA_China"),
        statement("+" + "9" * 5000, "+2023-01-01T00:00:00Z", 11, "MFA_China"),
        {"mainsnak": {"snaktype": "somevalue"}, "qualifiers": {"P6552": [None]}},
    ]
    with serving(answer({"entities": {"Q1": {"claims": {"P8687": statements}}}})) as site:
        rows, told = asked(site, "wikidata", "P6552=MFA_China")
    assert told == []
    assert [(str(row.observed), row.value, row.method) for row in rows] == [
        ("2022-04-30", 490_181, "wikidata"),
        ("2024-05", 600_000, "wikidata"),
    ]


@pytest.mark.parametrize("shape", [{}, {"entities": {}}, {"entities": {"Q1": {"claims": []}}}, {"entities": [1]}])
def test_an_item_without_figures_says_so(shape: object) -> None:
    """What is no item of Wikidata, or one without figures of the account, is told."""
    with serving(answer(shape)) as site:
        rows, (told,) = asked(site, "wikidata", "P6552=MFA_China")
    assert rows == []
    assert "no item of Wikidata" in told or "no figure is told of it" in told


def test_a_suspended_account_is_no_zero() -> None:
    """A Mastodon server sets the counts of a suspended account to nothing; no figure is made of that."""
    found = {"username": "a", "suspended": True, "followers_count": 0, "statuses_count": 0}
    one = Account(id="a", platform="m", handle="a@b.example", name="a", office="a", kind="io", source="mastodon")
    with serving({"/api/v1/accounts/lookup": (200, {}, json.dumps(found).encode())}) as site:
        platform = Platform(id="m", name="M", api=site.url)
        rows, (problem,) = pull_figures((one,), (platform,), on=ON, manners=MANNERS)
    assert rows == ()
    assert problem.what == "its server has suspended the account"
    assert "accounts event a suspended" in problem.todo
