"""Stories across languages without a model: what headlines in two languages have in common."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.cluster import cluster, explain
from digest.cluster.concepts import ORGANISATIONS, PEOPLE, PLACES, ROUTINE, WORDS
from digest.cluster.crossing import signs
from digest.model import Entry
from tests.headlines import PAIRS
from tests.making import entry

ENTRIES = [
    entry(f"{language}{number}", title, outlet=language, language=language)
    for number, pair in enumerate(PAIRS)
    for language, title in zip(("en", "zh"), pair, strict=True)
]

NEAR_MISSES = (
    ("France and Germany sign defence pact", "法国和德国就欧盟预算发生争执"),
    ("Japanese minister visits Seoul for security talks", "韩国总统就铁路项目访问东京"),
    ("Earthquake of magnitude 6.1 strikes northern Chile", "智利大选进入第二轮投票"),
    ("Russia expels 12 Polish diplomats", "波兰向乌克兰提供12架无人机"),
    ("Trump calls Modi about tariffs", "特朗普与泽连斯基会谈停火"),
    ("UN Security Council votes on Sudan ceasefire", "联合国难民署：苏丹难民缺水"),
    ("Brazil and Argentina agree on gas pipeline", "巴西与阿根廷世界杯预选赛门票售罄"),
    ("Embassy of Canada in Cuba closes over drought", "加拿大游客在古巴被捕"),
)


def told(entries: list[Entry]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in story.entries) for story in cluster(entries)}


def test_most_headlines_find_their_translations_without_a_model() -> None:
    """Of fifty events in English and Chinese at least 44 make one story of both, and no story has two events."""
    stories = told([*ENTRIES])
    assert sum(len(story) == 2 for story in stories) >= 44
    assert all(len({key[2:] for key in story}) == 1 for story in stories)


def test_the_same_countries_are_not_the_same_event() -> None:
    """Headlines about the same countries, people or numbers, but not the same event, stay apart."""
    entries = [
        entry(f"{language}{number}", title, outlet=language, language=language)
        for number, pair in enumerate(NEAR_MISSES)
        for language, title in zip(("en", "zh"), pair, strict=True)
    ]
    assert all(len(story) == 1 for story in told([*entries]))


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("馬克宏與澤倫斯基在巴黎會談", "马克龙与泽连斯基在巴黎会谈"),
        ("納坦雅胡訪問華盛頓", "内塔尼亚胡访问华盛顿"),
        ("北約秘書長呂特抵達烏克蘭", "北约秘书长吕特抵达乌克兰"),
    ],
)
def test_names_of_taipei_and_beijing_mean_the_same(traditional: str, simplified: str) -> None:
    """People, places and offices are known in both scripts and by both names."""
    one, other = (signs(entry("one", title, language="zh")) for title in (traditional, simplified))
    assert {*one} == {*other}


@settings(max_examples=10)
@given(st.permutations(ENTRIES[:40]))
def test_order_decides_no_link(shuffled: list[Entry]) -> None:
    """The same stories come of the same headlines in any order."""
    assert told(shuffled) == told([*ENTRIES[:40]])


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Putin erwartet Hilfe aus Deutschland", "de", {"=Putin", "@DE"}),
        ("Россия и Китай договорились о поставках зерна", "ru", {"@RU", "@CN"}),
        ("俄外长拉夫罗夫8月5日访华", "zh", {"=Lavrov", "#8-5"}),
        ("Lavrov to arrive on August 5", "en", {"=Lavrov", "#8-5"}),
        ("援助6万吨粮食", "zh", {"#60000", "~grain", "~aid"}),
        ("Aid of 60,000 tonnes of grain", "en", {"#60000", "~grain", "~aid"}),
        ("约1.5亿人受影响", "zh", {"#1.5e+08"}),
        ("About 150 million people affected", "en", {"#1.5e+08"}),
        ("江苏与浙江联合救灾", "zh", {"=Jiangsu", "=Zhejiang"}),
        ("Jiangsu and Zhejiang fight floods together", "en", {"=Jiangsu", "=Zhejiang"}),
        ("Зеленский прибыл в Берлин", "ru", {"=Zelensky"}),
        ("Kanye West verlässt die Bühne", "de", {"kanye", "west"}),
    ],
)
def test_signs_are_the_same_in_every_language(title: str, language: str, found: set[str]) -> None:
    """Countries, people, dates, numbers and words of the trade have one sign each, however a language writes them."""
    assert found <= set(signs(entry("one", title, language=language)))


@pytest.mark.parametrize("title", ["Газпром снизил экспорт", "Газета сообщает о переговорах", "Туск и Газетный двор"])
def test_a_name_is_not_found_in_longer_words(title: str) -> None:
    """A short name in Cyrillic has its own endings and no others."""
    assert "=Gaza" not in signs(entry("one", title, language="ru"))


def test_a_form_has_one_concept() -> None:
    """No word of the table stands for two things, or twice for one."""
    tables = (PEOPLE, ORGANISATIONS, PLACES, ROUTINE, WORDS)
    rows = [line.split(", ") for table in tables for line in table.strip().splitlines()]
    forms = [form.rstrip("*").casefold() for row in rows for form in row]
    assert sorted(form for form, number in Counter(forms).items() if number > 1) == []
    assert signs(entry("a", "特使", language="zh")) == signs(entry("b", "Special envoy", language="en"))


def test_a_pronoun_is_no_organisation() -> None:
    """Names that are also words count only as they are written."""
    assert "=WHO" in signs(entry("one", "WHO warns of a new virus", language="en"))
    assert "=WHO" not in signs(entry("one", "The envoy who walked out", language="en"))


def test_a_link_across_languages_is_explained() -> None:
    """What two headlines have in common is named, with what each sign adds."""
    (link,) = explain(ENTRIES, "en4").inside
    assert link.entry.id == "zh4"
    assert {word for word, _ in link.shared} >= {"HN", "embassy"}
    assert link.likeness >= 0.24
