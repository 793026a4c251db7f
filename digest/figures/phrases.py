"""How a language says what figures prove: its frames, and the words for large numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scales = tuple[tuple[int, str], ...]
"""Large units with their names, the greatest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The frames of one language.

    In frames stand `{one}` and `{other}` for the names of subjects, `{metric}` for what is counted, `{by}` for an
    amount, `{ratio}` for how many times as much, `{number}` for digits. `scales` are units that a round number is
    written in, `ratios` the ratios that have a word of their own.
    """

    locale: str
    scales: Scales
    metrics: Mapping[str, str] = field(default_factory=dict)
    ratios: Mapping[int, str] = field(default_factory=dict)
    ratio: str
    about: str
    almost: str
    over: str
    least: str
    more: str
    ahead: str
    times: str
    short: str
    passed: str
    up: str
    down: str
    changed: str
    unchanged: str

    def metric(self, name: str) -> str:
        """What is counted, as it stands in a sentence."""
        return self.metrics.get(name, name.replace("_", " "))


ENGLISH = Phrases(
    locale="en",
    scales=((10**9, " billion"), (10**6, " million")),
    ratios={2: "double", 3: "three times", 4: "four times", 5: "five times"},
    ratio="{number} times",
    about="about {number}",
    almost="almost {number}",
    over="more than {number}",
    least="at least {number}",
    more="{one} has {by} more {metric} than {other}",
    ahead="{one} has more {metric} than {other}",
    times="{one} has {ratio} the {metric} of {other}",
    short="{one} would be {by} short of {other}",
    passed="{one} has passed {number} {metric}",
    up="up {by}",
    down="down {by}",
    changed="changed by {number} at most",
    unchanged="unchanged",
)
CHINESE = Phrases(
    locale="zh_Hans",
    scales=((10**8, "亿"), (10**4, "万")),
    metrics={"followers": "关注者"},
    ratio="{number}倍",
    about="约{number}",
    almost="近{number}",
    over="超过{number}",
    least="至少{number}",
    more="{one}的{metric}比{other}多{by}",
    ahead="{one}的{metric}多于{other}",
    times="{one}的{metric}是{other}的{ratio}",
    short="{one}比{other}少{by}",
    passed="{one}的{metric}突破{number}",
    up="增加{by}",
    down="减少{by}",
    changed="变化至多{number}",
    unchanged="没有变化",
)
_BY_LANGUAGE = {"en": ENGLISH, "zh": CHINESE}


def phrases(language: str) -> Phrases:
    """The frames of a language by its primary tag; the English ones where there are none."""
    return _BY_LANGUAGE.get(language, ENGLISH)
