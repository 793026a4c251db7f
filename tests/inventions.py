"""Sentences that say more, less or something else than the entry they cite: none may ever stand in a brief."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.model import Entry

TITLE = "Norland expels Ostrovian ambassador after herring spat, ministry says"
SUMMARY = (
    "Foreign Minister Ada Brandt called the quotas “plainly unlawful” and said 12 boats were seized on Friday. "
    "Former President Olof Lind did not attend the talks in Geneva. "
    "Ostrovia will pay nearly $5 million to 300 fishermen. "
    "Prime Minister Per Dahl met Ostrovia's envoy, Mina Roth."
)
CHINESE_TITLE = "诺兰外长白兰达会见奥斯特罗维亚大使米娜 双方未谈鲱鱼配额"
CHINESE_SUMMARY = "白兰达表示：“配额并不合法”。12艘渔船4月16日被扣。奥方将支付36万元。"
LINK = "https://alpha.example/1"


def entry(language: str = "en") -> Entry:
    """The entry that the inventions cite."""
    chinese = language == "zh"
    return Entry(
        id="e1",
        feed="alpha-all",
        outlet="alpha",
        title=CHINESE_TITLE if chinese else TITLE,
        summary=CHINESE_SUMMARY if chinese else SUMMARY,
        link=LINK,
        seen=datetime(2026, 11, 16, 12, tzinfo=UTC),
        language=language,
    )


ENGLISH = {
    "a wrong office-holder": "Foreign Minister Per Dahl called the quotas “plainly unlawful”.",
    "an office that nobody gave": "Prime Minister Ada Brandt said 12 boats were seized on Friday.",
    "a former president made the present one": "President Olof Lind did not attend the talks in Geneva.",
    "an office out of nowhere": "Chancellor Ada Brandt said 12 boats were seized on Friday.",
    "a paraphrase as a quotation": "Foreign Minister Ada Brandt called the quotas “clearly illegal”.",
    "the publisher's words as a quotation": "Norland expels “Ostrovian ambassador” after herring spat, ministry says.",
    "a quotation with a word more": "Ada Brandt called the quotas “plainly and utterly unlawful”.",
    "a quotation that never closes": "Ada Brandt called the quotas “a plain act of war.",
    "a quotation said as a fact": "Foreign Minister Ada Brandt called the quotas plainly unlawful.",
    "a quotation of somebody else": "Olof Lind called the quotas “plainly unlawful”.",
    "a changed number": "Foreign Minister Ada Brandt said 21 boats were seized on Friday.",
    "a changed number, spelled out": "Foreign Minister Ada Brandt said twenty boats were seized on Friday.",
    "another scale": "Ostrovia will pay nearly $5 billion to 300 fishermen.",
    "another currency": "Ostrovia will pay nearly €5 million to 300 fishermen.",
    "a unit in place of another": "Ostrovia will pay nearly $5 million to 300 villages.",
    "numbers that change places": "Ostrovia will pay nearly $300 million to 5 fishermen.",
    "a bound that is lost": "Ostrovia will pay $5 million to 300 fishermen.",
    "a bound that is turned": "Ostrovia will pay over $5 million to 300 fishermen.",
    "a share out of a number": "Foreign Minister Ada Brandt said 12% of boats were seized on Friday.",
    "names that change places": "Ostrovia expels Norland ambassador after herring spat, ministry says.",
    "a name out of nowhere": "Westria expels Ostrovian ambassador after herring spat, ministry says.",
    "a name made of two": "Foreign Minister Ada Dahl said 12 boats were seized on Friday.",
    "a person who was not there": "Ada Brandt met Ostrovia's envoy, Mina Roth.",
    "a denial that is lost": "Former President Olof Lind did attend the talks in Geneva.",
    "a denial out of nowhere": "Norland does not expel Ostrovian ambassador after herring spat, ministry says.",
    "a date that moved": "Foreign Minister Ada Brandt said 12 boats were seized on Monday.",
    "a plan made a fact": "Ostrovia paid nearly $5 million to 300 fishermen.",
    "a deed made a plan": "Norland will expel Ostrovian ambassador after herring spat, ministry says.",
    "cause and effect turned": "Herring spat after Norland expels Ostrovian ambassador, ministry says.",
    "what was said told as known": "Norland expels Ostrovian ambassador after herring spat.",
    "who did it turned": "Norland was expelled by Ostrovian ambassador after herring spat, ministry says.",
    "two reports made one": "Olof Lind will pay nearly $5 million to 300 fishermen.",
    "a judgement added": "Norland recklessly expels Ostrovian ambassador after herring spat, ministry says.",
    "a background added": "Norland expels Ostrovian ambassador after herring spat, the worst in years, ministry says.",
    "a report made a question": "Norland expels Ostrovian ambassador after herring spat, ministry says?",
    "an address out of nowhere": "Norland expels Ostrovian ambassador, see https://evil.example/x, ministry says.",
    "a link out of nowhere": "[Norland expels Ostrovian ambassador](https://evil.example/), ministry says.",
    "markup": "<b>Norland expels Ostrovian ambassador</b> after herring spat, ministry says.",
    "an answer about itself": "Here is the reworded sentence: Norland expels Ostrovian ambassador.",
}
"""What is invented, and the sentence that does it."""

CHINESE = {
    "a wrong office-holder": "诺兰总理白兰达会见奥斯特罗维亚大使米娜，双方未谈鲱鱼配额。",
    "names that change places": "奥斯特罗维亚外长米娜会见诺兰大使白兰达，双方未谈鲱鱼配额。",
    "a swapped character in a name": "诺兰外长白兰德会见奥斯特罗维亚大使米娜，双方未谈鲱鱼配额。",
    "a name out of nowhere": "诺兰外长白兰达会见韦斯特里亚大使米娜，双方未谈鲱鱼配额。",
    "a denial that is lost": "诺兰外长白兰达会见奥斯特罗维亚大使米娜，双方谈鲱鱼配额。",
    "a denial out of nowhere": "诺兰外长白兰达未会见奥斯特罗维亚大使米娜，双方未谈鲱鱼配额。",
    "a paraphrase as a quotation": "白兰达表示：“配额违法”。",
    "the publisher's words as a quotation": "诺兰外长白兰达会见“奥斯特罗维亚大使米娜”，双方未谈鲱鱼配额。",
    "a changed number": "21艘渔船4月16日被扣。",
    "a date that moved": "12艘渔船4月17日被扣。",
    "another scale": "奥方将支付36亿元。",
    "another currency": "奥方将支付36万美元。",
    "a plan made a fact": "奥方已支付36万元。",
    "half of it": "诺兰外长白兰达会见奥斯特罗维亚大使米娜。",
    "a judgement added": "诺兰外长白兰达强硬会见奥斯特罗维亚大使米娜，双方未谈鲱鱼配额。",
}
"""The same in Chinese."""

TOLD_BY_ITSELF = frozenset(
    {
        "a wrong office-holder",
        "an office that nobody gave",
        "a former president made the present one",
        "an office out of nowhere",
        "a paraphrase as a quotation",
        "a quotation with a word more",
        "a quotation that never closes",
        "a changed number",
        "a changed number, spelled out",
        "another scale",
        "another currency",
        "a share out of a number",
        "a name out of nowhere",
        "a name made of two",
        "a date that moved",
        "an address out of nowhere",
        "a link out of nowhere",
        "a swapped character in a name",
    }
)
"""What is a wrong link, quotation, number, name or office, in whatever sentence it stands."""
