"""Account events found in the news: few, with reasons, and none that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest import curate, figures
from digest.cluster import mentions
from digest.figures import happenings
from digest.model import AccountEvent, Entry, Platform, Proposal, Roster
from tests.conftest import ROOT

ROSTER = curate.load(ROOT / "feeds.yaml")
SEEN = datetime(2026, 11, 22, 6, tzinfo=UTC)


def proposals(title: str, summary: str = "", roster: Roster = ROSTER) -> tuple[Proposal[AccountEvent], ...]:
    """What is proposed from one entry."""
    language = "zh" if title > "一" else "en"
    link = "https://outlet.example/1"
    entry = Entry(id="e1", feed="f", outlet="o", title=title, link=link, seen=SEEN, summary=summary, language=language)
    return happenings.propose_events([entry, entry], roster, mentions)


@pytest.mark.parametrize(
    ("text", "account", "kind"),
    [
        ("Japan's Prime Minister's Office plans to open a Weibo account", "jp-prime-minister-weibo", "announced"),
        ("Japan's Prime Minister's Office will join Weibo", "jp-prime-minister-weibo", "announced"),
        ("Canada's embassy in China opened its official Weibo account on Monday", "ca-embassy-cn-weibo", "opened"),
        ("Shimon Peres joins Weibo ahead of a visit", "peres-weibo", "opened"),
        ("Sina Weibo verified the account of the Israeli embassy in China", "il-embassy-cn-weibo", "verified"),
        ("David Cameron's Weibo page has been renamed", "cameron-weibo", "renamed"),
        ("Russian embassy in China has stopped posting on Weibo", "ru-embassy-cn-weibo", "silent"),
        ("On Weibo, Kevin Rudd has not posted since May", "rudd-weibo", "silent"),
        ("Twitter suspends accounts of the Military wing of Hamas", "qassam-x", "suspended"),
        ("The Weibo account of the US embassy in China was suspended", "us-embassy-cn-weibo", "suspended"),
        ("Herman Van Rompuy closes his Twitter account", "van-rompuy-x", "closed"),
        ("Narendra Modi quits Twitter", "modi-x", "closed"),
        ("以色列驻华大使馆开通新浪微博账号", "il-embassy-cn-weibo", "opened"),
        ("加拿大驻华使馆将于周五开通官方微博", "ca-embassy-cn-weibo", "announced"),
        ("法国驻华使馆微博账号被封", "fr-embassy-cn-weibo", "suspended"),
        ("俄罗斯驻华使馆微博停更", "ru-embassy-cn-weibo", "silent"),
        ("巴西驻华使馆微博账号通过官方认证", "br-embassy-cn-weibo", "verified"),
    ],
)
def test_events_of_known_accounts_are_proposed(text: str, account: str, kind: str) -> None:
    """A sentence that says one thing of one known account becomes one proposal with its source and its words."""
    (found,) = proposals(text)
    event = found.fact
    assert isinstance(event, AccountEvent)
    assert (event.account, event.kind) == (account, kind)
    assert (event.source, str(event.on)) == ("https://outlet.example/1", "2026-11-22")
    assert len(found.reasons) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Canada's embassy in China opened a visa centre",
        "The embassy opened a Weibo account",
        "The Peruvian embassy in China opened a Weibo account",
        "Calls for Twitter to suspend accounts of the Military wing of Hamas",
        "Twitter denies that it suspended the account of the Military wing of Hamas",
        "Twitter may suspend accounts of the Military wing of Hamas",
        "Twitter reinstated the account of Narendra Modi",
        "A fake account of Narendra Modi was suspended by Twitter",
        "In 2014 Canada's embassy in China opened its Weibo account",
        "Kevin Rudd left Beijing for Weibo headquarters",
        "Why Narendra Modi quits Twitter",
        "Twitter suspended and then closed the account of Narendra Modi",
        "The Israeli and Canadian embassies in China opened a Weibo account",
        "Canada's embassy in China opened a Weibo account and a Twitter account",
        "The Canadian embassy in Washington opened a Weibo account",
        "If Narendra Modi quits Twitter",
        "加拿大驻华使馆关闭签证中心",
        "加拿大驻华使馆否认微博账号被封",
        "法国驻华使馆微博账号恢复",
    ],
)
def test_what_is_not_said_is_not_proposed(text: str) -> None:
    """Doubts, denials, wishes, other years, unknown or several accounts and platforms propose nothing."""
    assert proposals(text) == ()


@pytest.mark.parametrize(
    ("key", "name", "text"),
    [
        ("x", "X (Twitter)", "Narendra Modi quits Twitter"),
        ("twitter", "Twitter", "Narendra Modi quits X"),
        ("birds", "Twitter/X", "Narendra Modi quits Twitter"),
        ("telegram", "Telegram", "Narendra Modi quits Telegram"),
        ("tiktok", "TikTok", "Narendra Modi leaves TikTok"),
    ],
)
def test_a_platform_is_known_by_its_id_and_its_name(key: str, name: str, text: str) -> None:
    """Whatever id a roster gives a network, an account on it is found where the news names the network."""
    (account,) = [one for one in ROSTER.accounts if one.id == "modi-x"]
    (platform,) = [one for one in ROSTER.platforms if one.id == "x"]
    platforms = (replace(platform, id=key, name=name), *(one for one in ROSTER.platforms if one.id != "x"))
    roster = replace(ROSTER, platforms=platforms, accounts=(replace(account, platform=key),))
    (found,) = proposals(text, roster=roster)
    assert (found.fact.account, found.fact.kind) == ("modi-x", "closed")
    assert found.reasons[1].endswith(f"on {key}")


def test_a_word_is_no_network() -> None:
    """A telegram that is sent and threads that hang together are no platforms."""
    roster = replace(
        ROSTER,
        platforms=(Platform(id="telegram", name="Telegram"), Platform(id="threads", name="Threads")),
        accounts=tuple(replace(one, platform="telegram") for one in ROSTER.accounts if one.id == "modi-x"),
    )
    assert proposals("Narendra Modi's account was suspended, says a telegram to the ministry", roster=roster) == ()
    assert proposals("Threads of a row: the account of Narendra Modi was suspended", roster=roster) == ()


def test_an_event_keeps_its_id() -> None:
    """Two entries of one address propose the same event; another source makes another one."""
    (one,) = proposals("Narendra Modi quits Twitter")
    (two,) = proposals("Twitter: Narendra Modi closes his account")
    assert isinstance(one.fact, AccountEvent)
    assert isinstance(two.fact, AccountEvent)
    assert figures.id_of_event(one.fact) == figures.id_of_event(two.fact)
