"""The language of a site: its words, its dates and numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.model import Moment
from digest.render.language import Language, language_of

DAY = date(2026, 11, 22)
CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Archive"
msgstr "往期"

msgid "%(num)s line"
msgid_plural "%(num)s lines"
msgstr[0] "%(num)s 条"
"""


@pytest.fixture
def chinese(tmp_path: Path) -> Language:
    """Chinese with two messages of its own."""
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "zh.po").write_text(CATALOGUE, encoding="utf-8")
    return language_of("zh-Hans", [tmp_path])


def test_english_says_what_stands_in_the_code() -> None:
    """Without a catalogue messages stay as written, with their values and their plural."""
    english = Language()
    assert english.say("newest item of %(day)s", day=english.full(DAY)) == "newest item of 22 November 2026"
    assert [english.count("%(num)s line", "%(num)s lines", number) for number in (1, 2000)] == ["1 line", "2,000 lines"]
    assert english.words == {}


def test_a_catalogue_translates(chinese: Language) -> None:
    """Messages come from the catalogue in their plural; one that it lacks stays English."""
    assert chinese.say("Archive") == "往期"
    assert chinese.count("%(num)s line", "%(num)s lines", 3) == "3 条"
    assert chinese.say("Topics") == "Topics"
    assert chinese.words == {"Archive": "往期"}


def test_a_newsroom_words_win(chinese: Language, tmp_path: Path) -> None:
    """Of two folders the first one's words are said, the second's where the first has none."""
    own = tmp_path / "own" / "locale"
    own.mkdir(parents=True)
    own.joinpath("zh.po").write_text(CATALOGUE.replace("往期", "旧闻").split('msgid "%')[0], encoding="utf-8")
    both = language_of("zh", [tmp_path / "own", tmp_path])
    assert both.say("Archive") == "旧闻"
    assert both.count("%(num)s line", "%(num)s lines", 3) == chinese.count("%(num)s line", "%(num)s lines", 3)


def test_dates_and_names_are_those_of_the_language(chinese: Language) -> None:
    """Days, months, moments, countries and round numbers follow CLDR in the site's language."""
    english, zone = Language("en"), ZoneInfo("UTC")
    moment = datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert (english.weekday(DAY), chinese.weekday(DAY)) == ("Sunday", "星期日")
    assert (english.full(DAY), chinese.full(DAY)) == ("22 November 2026", "2026年11月22日")
    assert (english.month(DAY), chinese.month(DAY)) == ("November 2026", "2026年11月")
    assert english.moment(moment, zone) == "22 November 2026, 06:00 UTC"
    assert english.known(Moment.parse("2016")) == "2016"
    assert (english.country("fr"), chinese.country("FR"), english.country("XX-1")) == ("France", "法国", "XX-1")
    assert (english.amount(1_500_000), chinese.amount(1_500_000)) == ("1.5 million", "150万")
