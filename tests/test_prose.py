"""Figures found in the news: few, with reasons, and none that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import curate
from digest.cluster import mentions
from digest.figures import prose
from digest.model import Entry, Observation, Proposal
from tests.conftest import ROOT

ROSTER = curate.load(ROOT / "feeds.yaml")
SEEN = datetime(2026, 11, 22, 6, tzinfo=UTC)


def proposals(title: str, summary: str = "", language: str = "en") -> tuple[Proposal[Observation], ...]:
    """What is proposed from one entry."""
    link = "https://outlet.example/1"
    entry = Entry(id="e1", feed="f", outlet="o", title=title, link=link, seen=SEEN, summary=summary, language=language)
    return prose.propose([entry, entry], ROSTER, mentions)


@pytest.mark.parametrize(
    ("text", "language", "subject", "low", "high"),
    [
        ("Weibo: the Israeli embassy has over 1.91m followers", "en", "il-embassy-cn-weibo", 1_910_000, 1_920_000),
        ("Canada's embassy in China counts 1.13m Weibo fans", "en", "ca-embassy-cn-weibo", 1_125_000, 1_135_000),
        ("Shimon Peres has attracted nearly 500,000 fans on Weibo", "en", "peres-weibo", 450_000, 500_000),
        ("@narendramodi passed 8 million Twitter followers on Monday", "en", "modi-x", 8_000_000, 9_000_000),
        ("以色列驻华大使馆在微博上拥有超过191万粉丝", "zh", "il-embassy-cn-weibo", 1_910_000, 1_920_000),
        ("法国驻华使馆微博已有25.5万名粉丝", "zh", "fr-embassy-cn-weibo", 254_500, 255_500),
    ],
)  # fmt: skip
def test_figures_of_known_accounts_are_proposed(text: str, language: str, subject: str, low: int, high: int) -> None:
    """A sentence that says one number of followers of one known account becomes one proposal with its source."""
    (found,) = proposals(text, language=language)
    row = found.fact
    assert (row.subject, row.low, row.high) == (subject, low, high)
    assert (row.method, row.source, str(row.observed)) == ("article", "https://outlet.example/1", "2026-11-22")
    assert row.printed in text
    assert found.reasons


def test_the_platform_may_stand_in_the_sentence_before() -> None:
    """What is on Weibo goes on to be so in the next sentence, and the rest of that sentence does not disturb."""
    summary = "The Israeli embassy leads with over 1.91 million followers, 800,000 more than the Canadian embassy."
    (found,) = proposals("A blog lists the embassies on Sina Weibo.", summary)
    assert found.fact.subject == "il-embassy-cn-weibo"


@pytest.mark.parametrize(
    "text",
    [
        "The Israeli embassy has over 1.91 million followers",
        "On Weibo the Israeli embassy gained 20,000 followers",
        "On Weibo the Israeli embassy has 800,000 more followers than Canada's",
        "On Weibo the Israeli embassy has 800,000 followers more than Canada's",
        "On Weibo the Israeli and Canadian embassies have 3 million followers",
        "On Weibo the embassy has 3 million followers",
        "On Weibo the Peruvian embassy has 3 million followers",
        "On Weibo the Israeli embassy had 300,000 followers in 2014",
        "In 2014 the Israeli embassy had 300,000 Weibo followers",
        "On Weibo the Israeli embassy hopes for 3 million followers",
        "On Weibo the Israeli embassy grew from 1.2 million to 1.9 million followers",
        "The Israeli embassy has 1.9 million followers on Weibo and 200,000 followers on Twitter",
        "The Israeli embassy in Washington has 1.9 million followers on Weibo",
        "On Weibo the Israeli embassy spent 3 million dollars",
        "On Weibo the Israeli embassy lost an estimated 5 million fans",
        "Twitter and Weibo: the Israeli embassy has 2 million followers",
        "以色列驻华大使馆微博新增20万粉丝",
        "以色列驻华大使馆微博去年有20万粉丝",
        "以色列和加拿大驻华大使馆微博有20万粉丝",
    ],
)
def test_what_is_not_said_is_not_proposed(text: str) -> None:
    """Gains, comparisons, wishes, other years, several accounts or platforms, and unknown accounts propose nothing."""
    assert proposals(text, language="zh" if text > "一" else "en") == ()


def test_other_languages_propose_nothing() -> None:
    """What is in neither English nor Chinese is left to people."""
    assert proposals("Weibo: Embassy of Israel in China 2 million followers", language="fr") == ()


@pytest.mark.material
def test_the_documents_propose_only_what_they_say(material: Path) -> None:
    """Of the source documents the Israeli embassy's figure and Shakira's are proposed, and no wrong one."""
    found = {
        (one.fact.subject, one.fact.low)
        for path in sorted((material / "data/documents").glob("*.txt"))
        for one in proposals("", path.read_text(encoding="utf-8"))
    }
    assert ("il-embassy-cn-weibo", 1_910_000) in found
    assert found <= {
        ("il-embassy-cn-weibo", 1_910_000),
        ("shakira-facebook", 101_500_000),
        ("ioc-weibo", 20_500_000),
        ("un-weibo", 586_500),
    }
