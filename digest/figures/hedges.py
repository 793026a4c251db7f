"""The words that say how a number is meant, in English and Chinese; those that stand for one; those for none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import TypeVar

_T = TypeVar("_T")


class Sense(Enum):
    """What a word beside a number makes of it."""

    EXACT = "exactly it"
    ABOVE = "it or a little more"
    FLOOR = "it or anything more"
    BELOW = "a little less"
    CEILING = "it or anything less"
    AROUND = "about it"
    ESTIMATE = "it, by an estimate"
    PLAIN = "no more than it says"


def _each(said: Mapping[_T, str]) -> dict[str, _T]:
    """Each of the phrases, parted by bars, with what it means; spaces inside the bars are part of a phrase."""
    return {phrase: meaning for meaning, phrases in said.items() for phrase in phrases.split("|")}


BEFORE: Mapping[str, Sense] = _each(
    {
        Sense.EXACT: "exactly|precisely|正好|恰好",
        Sense.ABOVE: (
            "over|just over|slightly over|a little over|more than|just more than|slightly more than|above|just above"
            "|exceeding|exceeded|exceeds|exceed|surpassing|surpassed|surpasses|topping|topped|tops|passed|passes"
            "|upward of|upwards of|in excess of|north of|no fewer than|no less than|>"
            "|超过|超過|超|逾|突破|已过|已過"
        ),
        Sense.FLOOR: (
            "at least|well over|well above|far over|far more than|much more than|a minimum of|minimum|>=|≥"
            "|至少|不少于|不少於|不低于|远超|遠超"
        ),
        Sense.BELOW: (
            "nearly|almost|close to|just under|just below|just shy of|shy of|approaching|not quite"
            "|近|将近|將近|接近|逼近"
        ),
        Sense.CEILING: (
            "under|below|fewer than|less than|up to|as many as|at most|no more than|not more than|a maximum of|<|<=|≤"
            "|不到|不足|未满|未滿|少于|少於|最多|至多|低于|低於"
        ),
        Sense.AROUND: (
            "about|around|some|roughly|approximately|approx|approx.|circa|c.|ca.|~|≈|in the region of|in the order of"
            "|something like|大约|大約|约|約|大概|约为|約為"
        ),
        Sense.ESTIMATE: "estimated|an estimated|an estimated total of|估计|估計|据估计|預估|预计|預計",
        Sense.PLAIN: (
            "a total of|a stunning|an astonishing|a whopping|已有|共有|共|达|達|达到|達到|多达|多達|高达|高達"
        ),
    }
)
"""Before the number."""

AFTER: Mapping[str, Sense] = _each(
    {
        Sense.FLOOR: "+|-plus| plus| or more| and more| at least| and counting|以上",
        Sense.CEILING: " or less| or fewer| at most|以下|以内|以內",
        Sense.AROUND: " or so| approximately| roughly|左右|上下",
    }
)
"""After it, with the space that parts them."""

BEFORE_A_SCALE = dict.fromkeys(("上", "过", "過"), Sense.FLOOR)
"""上百万, 过亿: hedges only where no digit follows, for they are everyday words too."""

NO_HEDGE_AFTER: Mapping[str, str] = {"近": "最附靠邻临鄰臨", "约": "条合纽签公节契违特", "約": "條合紐簽公節契違特"}
"""最近, 条约: characters that make another word of the hedge that follows them."""

WORDS: Mapping[str, int] = {
    word: number
    for number, said in {
        1: "a|an|one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve|a dozen",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "a hundred|one hundred",
    }.items()
    for word in said.split("|")
}
"""Numbers in English words; they count only before a scale."""

PARTS: Mapping[str, tuple[Decimal, Decimal]] = _each(
    {
        (Decimal("0.25"), Decimal("0.05")): "a quarter of a|quarter of a|a quarter",
        (Decimal("0.5"), Decimal("0.1")): "half a|half-a|a half|one half",
        (Decimal("0.75"), Decimal("0.05")): "three quarters of a|three-quarters of a",
        (Decimal("1.5"), Decimal("0.1")): "one and a half",
        (Decimal("2.5"), Decimal("0.1")): "two and a half",
        (Decimal("3.5"), Decimal("0.1")): "three and a half",
    }
)
"""Parts of a scale, and how fine they are."""

SEVERAL: Mapping[str, tuple[int, int]] = _each(
    {
        (2, 9): "several|a few|some few",
        (20, 99): "tens of|dozens of|scores of|several tens of|several dozen",
        (200, 999): "hundreds of|several hundred|a few hundred",
    }
)
"""Numbers that are not named, with the lowest and the highest that the words allow; they count only before a scale."""

OPEN: Mapping[str, int] = _each({200: "hundreds", 2_000: "thousands", 2_000_000: "millions"})
"""Plurals that give only a floor."""

NONE = frozenset(
    _each(
        {
            None: (
                "n/a|n.a|na|-|--|---|hidden|undisclosed|private|unknown|none|not disclosed|not available"
                "|not published|not public|does not publish"
                "|隐藏|隱藏|未公开|未公開|不公开|保密|未披露|非公開|비공개"
            )
        }
    )
)
"""What stands in the place of a number that its owner keeps."""

NOUNS = tuple(
    _each(
        {
            None: (
                "followers|follower|fans|fan|subscribers|subscriber|members|users|registered users|active users"
                "|monthly active users|accounts|posts|tweets|views|people|likes|page likes|weibo followers"
                "|twitter followers|facebook fans"
                "|粉丝|粉絲|名粉丝|名粉絲|个粉丝|個粉絲|位粉丝|关注者|關注者|关注|關注|关注量|订阅者|訂閱者|用户|用戶|名用户"
                "|人|人次|フォロワー|人のフォロワー|팔로워|abonnés|seguidores|abonnenten|подписчиков|подписчика"
                "|متابع|obserwujących|iscritti|volgers|takipçi"
            )
        }
    )
)
"""What is counted: passed over where a whole text is one number."""
