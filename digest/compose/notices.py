"""What the lines beneath a brief's stories say, as data for each language that they are told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.model import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The frames of one language.

    In frames stand `{name}` of an account, `{platform}`, `{rank}` and `{places}` of a table, `{words}` for what was
    said before, `{when}`, `{note}` and `{source}` of an event, `{title}` and `{place}` of a meeting, `{link}` for where
    there is more. `week` puts together what moved in a week, `happened` tells each kind of event.
    """

    standings: str
    ahead: str
    ahead_this_week: str
    new: str
    gone: str
    joined: str
    listed: str
    week: str
    risen: str
    risen_more: str
    passed: str
    moved: str
    happened: Mapping[EventKind, str]
    noted: str
    meeting: str
    meeting_at: str
    day: str
    days: str
    movers: str
    calendar: str
    why: str


ENGLISH = Notices(
    standings="**Standings:** {words} ({link}).",
    ahead="**Ahead:** {words} ({link}).",
    ahead_this_week="**Ahead this week:** {words} ({link}).",
    new="**New on the platforms:** {words} ({when}; {source}).",
    gone="**Gone:** {words} ({when}; {source}).",
    joined="; ",
    listed=", ",
    week="over the week {words}",
    risen="{name} has moved up a place on {platform}, to {rank}",
    risen_more="{name} has moved up {places} places on {platform}, to {rank}",
    passed="{words} on {platform}",
    moved="{name} is {words} on {platform}",
    happened={
        "announced": "{name} has announced an account on {platform}",
        "opened": "{name} has opened an account on {platform}",
        "verified": "{platform} has verified the account of {name}",
        "renamed": "{name} has another name on {platform}",
        "silent": "{name} has fallen silent on {platform}",
        "suspended": "{platform} has suspended the account of {name}",
        "closed": "{name} has closed its account on {platform}",
    },
    noted="{when}; {note}",
    meeting="{title}, {when}",
    meeting_at="{title}, {when}, {place}",
    day="{weekday} {day}",
    days="{first} to {last}",
    movers="all movers",
    calendar="calendar",
    why="told of the accounts and the calendar, beneath the stories",
)
CHINESE = Notices(
    standings="**排行：**{words}（{link}）。",
    ahead="**近期日程：**{words}（{link}）。",
    ahead_this_week="**本周日程：**{words}（{link}）。",
    new="**平台新动态：**{words}（{when}；{source}）。",
    gone="**离开平台：**{words}（{when}；{source}）。",
    joined="；",
    listed="，",
    week="一周之内，{words}",
    risen="{name}在{platform}上升一位，列第{rank}",
    risen_more="{name}在{platform}上升{places}位，列第{rank}",
    passed="{platform}上，{words}",
    moved="{name}在{platform}的关注者{words}",
    happened={
        "announced": "{name}宣布将开设{platform}账号",
        "opened": "{name}开设了{platform}账号",
        "verified": "{platform}认证了{name}的账号",
        "renamed": "{name}更改了{platform}账号名称",
        "silent": "{name}的{platform}账号停止更新",
        "suspended": "{platform}停用了{name}的账号",
        "closed": "{name}关闭了{platform}账号",
    },
    noted="{when}；{note}",
    meeting="{title}，{when}",
    meeting_at="{title}，{when}，{place}",
    day="{day}{weekday}",
    days="{first}至{last}",
    movers="全部升降",
    calendar="日历",
    why="取自账号动态与日程，列于报道之后",
)
_BY_LANGUAGE = {"en": ENGLISH, "zh": CHINESE}


def notices(language: str) -> Notices | None:
    """The frames of a language by its primary tag; None where nothing of this is told in it."""
    return _BY_LANGUAGE.get(language)
