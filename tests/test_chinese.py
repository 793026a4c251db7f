"""Chinese: editions in it, what of it stands in English ones, and days of the corpus's Chinese documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import cluster, curate, page
from digest.compose.brief import Composition, compose
from digest.compose.memory import Earlier
from digest.compose.quote import count, second_sentence
from digest.compose.segments import HAN
from digest.model import Edition, Edits, Entry, Facet, Outlet, Roster, Scope, State, Story
from tests.making import entry
from tests.newsrooms import ROOT
from tests.test_compose import chinese_newsroom, faults, make, newsroom, rendered, story, texts
from tests.test_evidence import corpus, sentences_without_evidence

PORTS = (
    "本报利马11月19日电 （记者林舟）两国外长签署议定书。议定书规定，两座口岸每天开放十二小时，货车可以凭一张单据通关。"
)
ISLANDS = "渔民协会说，八十条渔船在港口停泊了整整一个冬天。"
BILINGUAL: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "b1": (
        ("daily", "zh", "秘鲁与智利重开边境口岸 大使返回任所", PORTS),
        ("wire", "en", "Peru and Chile reopen border crossings as ambassadors return", ""),
    ),
    "b2": (("paper", "zh", "挪威斡旋渔业争端 两国代表团抵达奥斯陆", ISLANDS),),
    "b3": (("evening", "zh", "为何小国使馆在太平洋越来越多", ""),),
    "b4": (("daily", "zh", "小岛外交的分量不在于岛屿的大小（国际论坛）", ""),),
    "b5": (("wire", "en", "Envoy of Kenya hands over letters of credence in Cairo", ""),),
    "b6": (("evening", "zh", "本版责编：林舟 赵一", ""),),
}


def bilingual_day() -> tuple[Story, ...]:
    """Six stories in two languages, one of them in both, and a line that is no news."""
    peru = (
        Facet(kind="country", id="PE", words=("Peru", "秘鲁")),
        Facet(kind="country", id="CL", words=("Chile", "智利")),
    )
    return tuple(
        story(
            key,
            *(
                entry(f"{key}{outlet}", title, outlet=outlet, hours=n + 1, language=language, summary=summary)
                for n, (outlet, language, title, summary) in enumerate(rows)
            ),
            facets=peru if key == "b1" else (),
        )
        for key, rows in BILINGUAL.items()
    )


def test_a_chinese_edition_quotes_chinese_summaries() -> None:
    """A whole sentence follows the headline, word for word, without dateline, with nothing between the two."""
    lines = texts(make(*bilingual_day(), roster=chinese_newsroom()))
    quoted = "议定书规定，两座口岸每天开放十二小时，货车可以凭一张单据通关。"
    assert lines["b1"] == f"据长江日报报道，秘鲁与智利重开边境口岸，大使返回任所。“{quoted}”"
    assert lines["b2"] == f"据国家日报（中国官方媒体）报道，挪威斡旋渔业争端，两国代表团抵达奥斯陆。“{ISLANDS}”"


def test_chinese_questions_and_columns_are_called_so_and_imprints_are_no_news() -> None:
    """A headline that an editor wants asks, one of a column argues, and who laid out the page is not told."""
    lines = texts(make(*bilingual_day(), roster=chinese_newsroom(), edits=Edits(pin=("b3",))))
    assert lines["b3"] == "江城晚报问：为何小国使馆在太平洋越来越多。"
    assert lines["b4"] == "长江日报评论：小岛外交的分量不在于岛屿的大小。"
    assert lines["b5"] == "Meridian Wire（英语）报道：Envoy of Kenya hands over letters of credence in Cairo"
    assert "b6" not in lines


def test_one_story_in_two_languages_is_told_in_that_of_the_edition() -> None:
    """The same day gives an English edition the English headline, and frames with the original elsewhere."""
    made = make(*bilingual_day(), roster=newsroom(scope=Scope(), outlets=chinese_newsroom().outlets))
    assert texts(made)["b1"].startswith("Peru and Chile reopen border crossings")
    assert texts(made)["b2"] == "In Chinese, 国家日报, state media of China: 挪威斡旋渔业争端 两国代表团抵达奥斯陆"
    assert [values.get("lang") for tag, values in rendered(made) if tag == "a" and values.get("lang")]


@pytest.mark.parametrize(
    "summary",
    [
        "他表示，议定书规定两座口岸每天开放十二小时，货车可以凭一张单据通关。",
        "点击查看议定书规定的两座口岸每天开放十二小时的详细时间表。",
        "图为两座口岸每天开放十二小时，货车凭一张单据排队等候通关。",
        "议定书规定，两座口岸每天开放十二小时，货车可以凭一张单据通关……",
        "通关。",
    ],
)
def test_a_chinese_sentence_that_cannot_stand_alone_is_not_quoted(summary: str) -> None:
    """Sentences that lean on others, speak to readers, describe pictures or are cut off or short are passed over."""
    assert second_sentence(summary, "挪威斡旋渔业争端", "zh") == ""


def test_chinese_words_are_counted_for_what_may_be_quoted() -> None:
    """Twenty-five words of Chinese are the known words in it, with what stands there in other scripts."""
    assert count("议定书规定") < 5
    assert count("E3 外长会谈") == 1 + count("外长会谈")
    long = "议定书规定，" + "两座口岸每天开放十二小时，货车可以凭一张单据通关，" * 3 + "明年生效。"
    assert second_sentence(long, "挪威斡旋渔业争端", "zh") == ""


def chinese_documents(material: Path, base: Roster) -> Iterator[tuple[Outlet, list[Entry]]]:
    """The outlets of the corpus that write in Chinese, and what they wrote."""
    for outlet, entries in corpus(material, base):
        chinese = [one for one in entries if one.language.startswith("zh") and HAN.search(one.title)]
        if len(chinese) > 2:
            yield outlet, chinese


@pytest.mark.material
@pytest.mark.parametrize("language", ["zh", "en"])
def test_days_of_chinese_documents_keep_the_form(material: Path, language: str) -> None:
    """Real Chinese feeds make Chinese editions that quote them, and framed lines in English ones, all with evidence."""
    shipped = curate.load(ROOT / "feeds.yaml")
    base = replace(shipped, scope=Scope(), outlets=(), feeds=(), site=replace(shipped.site, languages=(language,)))
    documents = list(chinese_documents(material, base))
    roster = replace(base, outlets=tuple(outlet for outlet, _ in documents))
    quoted = 0
    for number in range(6):
        since = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=number)
        picked = [one for _, some in documents for one in some[number::6]]
        entries = {one.id: replace(one, seen=since + timedelta(minutes=at)) for at, one in enumerate(picked)}
        made = composed(list(entries.values()), roster, since)
        names = {one.id: one.name for one in roster.outlets}
        of_english = () if language == "en" else ("clauses", "promise", "title")  # Chinese has its own marks
        assert [one for one in faults(made, entries, names) if not any(kind in one for kind in of_english)] == []
        assert not sentences_without_evidence(made, entries, roster)
        assert page.read(page.write(made.brief)) == made.brief
        quoted += sum(bool(one.quoted) for one in made.record.evidence)
        if language == "zh":
            assert re.fullmatch("[\u4e00-\u9fff]{2,4}", made.brief.word)
            assert any(made.brief.word in line.text for line in made.brief.lines)
            assert made.brief.teaser.count("；") == min(3, len(made.brief.lines) - 1)
        else:
            assert all("In Chinese, " in page.plain(line.text) for line in made.brief.lines)
    assert (quoted > 5) == (language == "zh")


def composed(entries: list[Entry], roster: Roster, since: datetime) -> Composition:
    """The brief of a day of those entries."""
    return compose(
        Edition(day=since.date(), since=since, until=since + timedelta(days=1)),
        cluster.cluster(entries, topics=roster.topics),
        roster=roster,
        earlier=Earlier(),
        state=State.REVIEW,
        whole=True,
        updated=since,
    )
