"""The language of a site: its words, its dates and numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from digest.language import Language, language_of
from digest.model import AccountKind, Moment
from digest.render import Templates, kinds, theme_words
from tests.test_render import full_view, rendered_in
from tests.wording import TEMPLATES, messages

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
    assert (english.listed("ab"), chinese.listed("ab"), english.listed([])) == ("a, b", "a、b", "")
    later, next_month = date(2026, 11, 24), date(2026, 12, 2)
    assert (english.span(DAY, later), chinese.span(DAY, later)) == ("22–24 November 2026", "2026年11月22日至24日")
    assert english.span(DAY, next_month) == "22 November – 2 December 2026"
    assert english.span(DAY, date(2027, 1, 1)) == "22 November 2026 – 1 January 2027"
    assert (english.span(DAY, DAY), english.span(DAY, DAY, year=False)) == ("22 November 2026", "22 November")
    assert english.between(Moment.parse("2016"), Moment.parse("2026-11-22")) == "2016 to 22 November 2026"
    assert (english.amount(1_500_000), chinese.amount(1_500_000)) == ("1.5 million", "150万")


def test_chinese_says_every_message_and_no_other() -> None:
    """The Chinese catalogue has each message of templates, code, theme and scripts, each with the same values."""
    with (TEMPLATES / "locale" / "zh.po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    said = {tuple(each.id) if isinstance(each.id, list | tuple) else each.id: each for each in catalogue if each.id}
    assert set(said) == messages()
    for key, each in said.items():
        forms = [each.string] if isinstance(each.string, str) else [*(each.string or [])]
        wanted = set(_VALUE.findall(key if isinstance(key, str) else key[1]))
        assert forms, key
        assert all(form and set(_VALUE.findall(form)) == wanted for form in forms), key


def test_a_chinese_site_speaks_chinese() -> None:
    """Of the interface of a site in Chinese no English is left on its lists, calendars and tables."""
    pages = rendered_in("zh", full_view())
    for path in ("archive/index.md", "2026/index.md", "t/quiet/index.md", "sources/index.md", "search/index.md"):
        text = re.sub(r"<[^>]*>|&\w+;", " ", pages[path].split("---\n", 2)[2])
        left = re.findall(r"[A-Za-z]{3,}(?: [a-z]+)+", text)
        assert [words for words in left if words not in _CONTENT] == [], path
    assert "2026年11月22日" in pages["2026/11/22/index.md"]
    assert "星期日" in pages["2026/11/22/index.md"]
    assert "入选理由" in Templates(TEMPLATES, language="zh").language.words.values()


def test_the_theme_speaks_the_language_too() -> None:
    """The theme's words and those of its scripts are written for another language, and stay as they are in English."""
    script = (TEMPLATES / "theme" / "assets" / "search" / "language.js").read_text(encoding="utf-8")
    files = {each.path: each.text for each in theme_words(language_of("zh", [TEMPLATES]), script)}
    assert set(files) == {
        *("assets/search/language.js", "assets/feed-words.css"),
        *("partials/language.html", "partials/words.html"),
    }
    assert "订阅源" in files["assets/feed-words.css"]
    assert '"Skip to the text": "跳到正文"' in files["partials/words.html"]
    words, rest = files["assets/search/language.js"].split(";\n", 1)
    assert '"Year": "年份"' in words
    assert rest in script
    assert theme_words(Language(), script) == ()


_VALUE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
_CONTENT = {"BBC World", "TASS", "quiet topic", "the server answered"}


def test_a_language_has_the_forms_of_its_script_and_region() -> None:
    """A tag is followed as far as CLDR has data for it."""
    day = date(2026, 11, 22)
    told = {code: Language(code).month(day) for code in ("sr", "sr-Latn-RS", "fr-JP", "en-US", "zh-Hans")}
    assert told == {
        "sr": "новембар 2026.",
        "sr-Latn-RS": "novembar 2026.",
        "fr-JP": "novembre 2026",
        "en-US": "November 2026",
        "zh-Hans": "2026年11月",
    }


def test_every_kind_of_account_has_its_words() -> None:
    """What `kind:` may be in feeds.yaml is said in words, one and many, and in Chinese too."""
    chinese = language_of("zh", [TEMPLATES])
    for kind in get_args(AccountKind):
        assert kinds.all_of(kind, Language()) != kinds.one_of(kind, Language())
        assert kinds.one_of(kind, chinese) != kinds.one_of(kind, Language())
