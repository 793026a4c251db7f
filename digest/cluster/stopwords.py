"""Words that say nothing about which event a text tells."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from digest.cluster import wordlists
from digest.text import primary

_ENGLISH = """
a about above after again against ago all also am amid among an and any are aren't around as at back be because been
before being below between both but by can can't cannot could couldn't day days did didn't do does doesn't doing don't
down during each ever every few first for friday from further get gets getting go going got had hadn't has hasn't have
haven't having he he'd he'll he's her here here's hers herself him himself his how how's i i'd i'll i'm i've if in into
is isn't it it's its itself just know last let's like likely live made make makes making may me might monday month
months more most mr mrs ms much must my myself need needs new news no nor not now of off on once one only or other ought
our ours ourselves out over own per put puts really report reportedly reports s said same saturday say saying says set
sets shan't she she'd she'll she's should shouldn't since so some still such sunday t take takes tell tells than that
that's the their theirs them themselves then there there's these they they'd they'll they're they've this those through
thursday time times to today told too tuesday two under until up us very via video want wants was wasn't watch way we
we'd we'll we're we've wednesday week weeks went were weren't what what's when when's where where's which while who
who's whom why why's will with won't would wouldn't year years yet you you'd you'll you're you've your yours yourself
yourselves according
"""
_HAN = "的了在是和与及或对将为于从向被把让就也都还又再已并而但等之其这那该此个名位们我你他她它不没有上下中会说称"
_KANA = "はがをにのでともへやかられたてしすいるまなくりっうえおあ"
_THE_REST = 80  # the most frequent words of any other language: its articles, prepositions, pronouns and auxiliaries


@lru_cache(maxsize=64)
def stopwords(language: str) -> frozenset[str]:
    """The stop list for texts in a language (BCP 47); English where nothing is known of it."""
    known = primary(language)
    signs = frozenset(_HAN + _KANA)
    english = frozenset(_ENGLISH.split()) | {word.replace("'", "’") for word in _ENGLISH.split() if "'" in word}
    if known in {"", "en", "zh", "ja", "ko"} or not wordlists.known(known):
        return signs | english
    return signs | frozenset(word for word, _ in islice(wordlists.by_frequency(known), _THE_REST))
