"""What the composer says in its own words, as data for each language; English has its finer forms in `sentence`.

A language that is not here gets `PLAIN`: marks instead of words, which read in any of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.compose import house
from digest.compose.english import words
from digest.text import teasers


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The frames of one language.

    In frames stand `{name}` of the outlet, `{said}` for the linked headline, `{what}` an official outlet is, `{about}`
    for what a story touches, `{language}` of its headline, `{day}` for which day of a thread it is, `{country}`.
    A frame that is empty is left out. `primary` and `free` announce a page that is linked instead of the headline's
    own, `translated` a model's translation. `thread`, `related` and `also` tie a line to earlier briefs and to lines
    before it. `teaser` is how its clauses are joined; `quiet` and `nothing` are the titles and the teaser of an edition
    without lines, `withdrawn` stands where a line was taken back on `{day}`. `cuts` is where a headline may end early,
    `clause` how many letters a clause may have; `dull` are words too worn for a title. `lead` matches what stands
    before or after a headline proper, `opinion` what calls it one, `question` one that asks; `house` is how headlines
    are written.
    The reasons for a line's place: `found` for a `{term}` in `{count}` of `{total}` headlines (`found_once` where there
    is one), `told` by `{outlets}` (`told_widely` in `{countries}` countries), `original` a document of `{name}`,
    `since` what goes on since `{day}`, `further` for `{count}` more stories in the line, `chosen` by an editor,
    `parted` by one from another line, `open` where everything is on the beat.
    """

    reports: str = "{name}: {said}"
    official: str = "{name} ({what}): {said}"
    document: str = "{name} ({what}): {said}"
    asks: str = "{name}: {said}"
    argues: str = "{name}: {said}"
    foreign: str = "{name} ({language}): {said}"
    foreign_about: str = "{name} ({language}): {said}"
    state_media: str = "{country}"
    ministry: str = "{country}"
    embassy: str = "{country}"
    primary: str = " ({name})"
    free: str = " ({name})"
    translated: str = "Machine translation: {said}."
    thread: str = ""
    related: str = ""
    also: str = ""
    stop: str = "."
    listed: str = ", "
    teaser: teasers.Joints = teasers.PLAIN
    quiet: tuple[str, ...] = ("Quiet", "Pause", "Silence", "Stillness")
    withdrawn: str = "Withdrawn on {day}: {why}"
    nothing: str = "No story on the beat reached this edition."
    found: str = "'{term}' in {count} of {total} headlines"
    found_once: str = "'{term}' in {count} of {total} headline"
    told: str = "told by {outlets} outlets"
    told_widely: str = "told by {outlets} outlets in {countries} countries"
    original: str = "primary document of {name}"
    since: str = "goes on since {day}"
    further: str = "tells {count} more of its affair"
    chosen: str = "an editor's choice"
    parted: str = "split by an editor"
    open: str = "everything is on the beat"
    cuts: re.Pattern[str] = re.compile(r"[,;:]\s|\s[–—-]+\s")
    clause: int = 90
    dull: frozenset[str] = frozenset()
    lead: re.Pattern[str] | None = None
    opinion: re.Pattern[str] | None = None
    question: re.Pattern[str] | None = None
    house: house.Style = ()


PLAIN = Speech()
ENGLISH = Speech(
    primary=" (primary source: {name})",
    free=" (free to read: {name})",
    thread="Day {day}: ",
    related="Related: ",
    also="Also today: ",
    teaser=teasers.ENGLISH,
    house=house.ENGLISH,
)
CHINESE = Speech(
    reports="据{name}报道，{said}",
    official="据{name}（{what}）报道，{said}",
    document="{name}（{what}）发布：{said}",
    asks="{name}问：{said}",
    argues="{name}评论：{said}",
    foreign="{name}（{language}）报道：{said}",
    foreign_about="{name}（{language}）就{about}报道：{said}",
    primary="（原始文件：{name}）",
    free="（免费阅读：{name}）",
    translated="机器翻译：{said}。",
    state_media="{country}官方媒体",
    ministry="{country}政府部门",
    embassy="{country}驻外使馆",
    thread="第{day}天：",
    related="相关：",
    also="今日另讯：",
    stop="。",
    listed="、",
    teaser=teasers.CHINESE,
    quiet=("平静", "静默", "停顿", "沉寂"),
    withdrawn="已于{day}撤回：{why}",
    nothing="本期没有值得一报的外交新闻。",
    found="“{term}”见于{total}条标题中的{count}条",
    found_once="“{term}”见于标题",
    told="{outlets}家媒体报道",
    told_widely="{countries}个国家的{outlets}家媒体报道",
    original="{name}的原始文件",
    since="自{day}起持续",
    further="另含同一事件的{count}则报道",
    chosen="编辑选定",
    parted="由编辑拆分",
    open="所有报道均属本刊范围",
    cuts=re.compile(r"[，；：,;:]|\s+|——"),
    clause=30,
    dull=words("""
        表示 报道 宣布 记者 今天 今日 昨天 昨日 明天 日前 近日 目前 正在 已经 可能 继续 开始 结束 成为 进行 举行
        认为 指出 强调 呼吁 称将 将于 或将 中国 中方 我国 国家 政府 总统 总理 主席 首相 外长 部长 外交 外交部
        外交部长 发言人 大使 官员 领导人 代表 代表团 会见 会谈 会晤 会见 会议 访问 访华 访美 访俄 访欧 出席 关系
        合作 问题 双方 双边 国际 全球 世界 地区 方面 重要 重大 首次 最新 消息 新闻 媒体 相关 有关 关于 对于 以及
        因为 如果 为何 什么 如何 多名 多国 两国 三国 一名 数百 数千 支持 反对 谴责 批评 警告 威胁 要求 同意 拒绝
        希望 计划 决定 通过 发布 发表 公布 提出 加强 推动 促进 深化 愿意 准备 面临 遭到 遭遇 导致 造成 死亡 遇难
        受伤 没有 不会 不能 不是 我们 他们 自己 人民 人士 民众 社会 经济 政治 军事 安全 和平 战争 冲突 局势 措施
        行动 事件 时间 小时 分钟 百分 亿元 万元 美元 欧元
    """),
    lead=re.compile(
        r"^(?:(?:快讯|突发|独家|直播|视频|图集|简讯|最新|滚动)\s*[：:｜|丨]\s*|[【\[][^】\]]{1,16}[】\]]\s*)"
        r"|^\d{2}版\s*[-–—]+\s*|\s*[|｜_丨]\s*[^|｜_丨]{2,14}$"
    ),
    opinion=re.compile(
        r"^(?:评论|社评|观点|社论|时评|锐评|钟声|分析|述评)\s*[：:｜|丨]\s*|[（(](?:国际论坛|钟声|社论|人民时评|评论员观察|望海楼)[）)]$"
    ),
    question=re.compile("^为何|为什么|何以|怎么办|凭什么|[吗呢]$|[?？]$"),
    house=house.CHINESE,
)

_BY_LANGUAGE = {"en": ENGLISH, "zh": CHINESE}


def speech(language: str) -> Speech:
    """The frames of a language by its primary tag; `PLAIN` where there are none."""
    return _BY_LANGUAGE.get(language, PLAIN)
