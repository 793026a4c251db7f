"""What crosses languages without a model: countries, people, organisations, dates, numbers, some words of the trade.

Two texts of different languages are taken for one event where they have so much of that in common, by its rarity, that
little else of it is left, and where each is, or nearly is, the other's best match in its language. Precision comes
first: a link that is missing leaves two stories side by side, a wrong one tells readers what nobody wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from babel import Locale
from babel.core import UnknownLocaleError
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.concepts import NUMBERS, ORGANISATIONS, PEOPLE, PLACES, ROUTINE, WORDS
from digest.cluster.countries import mentions
from digest.cluster.graph import GRAIN, REACH, Matrix
from digest.cluster.headlines import headline
from digest.cluster.stopwords import stopwords
from digest.cluster.terms import Rows, weighted
from digest.cluster.wordlists import in_mainland_form
from digest.model import Entry
from digest.text import find_terms, primary, tokens

_LEAST = 6.0  # nats: the least that two texts must have in common
_LEFT = 0.5  # what only one of them has counts against it so much
_SEVERAL = 1.5  # in common must be so many signs, of which these count for less:
_PARTS = {"@": 0.6, "-": 0.2}  # countries, which have much to do with each other, and what diplomats do every day
_NAME = 0.5  # has several words
_CLOSE = 0.5  # nats by which another text of that language may be nearer
_STRENGTH = 0.1  # likeness for each nat

_TEXTS = 50.0  # texts' worth of belief that
_OFTEN, _SELDOM = 1.5, 0.2  # so many of them have a word of the trade, or a name
_COMMON = 1.0  # nats: what says less is not looked at

_BLOCK = 512
_MARKS = "@=#~-"  # of countries, names, numbers, words and routine; words as they stand have none
_LETTERS = 6  # of a name, beyond which languages inflect it
_SHORTEST = 4

_NUMERAL = re.compile(rf"(\d[\d.,]*\d|\d)\s?({'|'.join(sorted(NUMBERS, key=len, reverse=True))})?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_HAN_DATE = re.compile(r"(\d{1,2})[月월]\s?(\d{1,2})[日号일]?")
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufyeiieg", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Links between texts of different languages, in the order of the graph's rows, with how alike they make them."""

    links: Matrix
    rows: Rows  # of texts by signs; each weighs the root of its rarity
    columns: Sequence[str]

    @classmethod
    def of(cls, entries: Sequence[Entry], languages: NDArray[np.int64], days: NDArray[np.float64]) -> Self:
        """The links between the entries; `days` must not decrease."""
        if not languages.any():
            nothing = sparse.csr_array((len(entries), 0)), sparse.csr_array((len(entries), len(entries)))
            return cls(rows=nothing[0], links=nothing[1], columns=())
        rows, columns = _weighted([signs(entry) for entry in entries], languages)
        found = list(_candidates(rows, columns, languages, days))
        here, there, score = (np.concatenate(part) for part in zip(*found, strict=True)) if found else _NONE
        best = np.zeros((len(entries), int(languages.max(initial=0)) + 1))
        np.maximum.at(best, (here, languages[there]), score)
        np.maximum.at(best, (there, languages[here]), score)
        near = score >= np.maximum(best[here, languages[there]], best[there, languages[here]]) - _CLOSE
        here, there, score = here[near], there[near], np.minimum(1.0, _STRENGTH * score[near])
        ends = np.concatenate([here, there]), np.concatenate([there, here])
        shape = (len(entries), len(entries))
        links = sparse.csr_array(sparse.coo_array((np.concatenate([score, score]), ends), shape=shape))
        return cls(links=links, rows=rows, columns=columns)

    @property
    def signs(self) -> Rows:
        """The signs of each text by their rarity, at unit length."""
        return weighted(sparse.csr_array(self.rows.multiply(self.rows)))

    def shared(self, one: int, other: int) -> dict[str, float]:
        """The signs of both texts, with what each adds to their likeness."""
        both = self.rows[[one]].multiply(self.rows[[other]]).tocoo()
        return {
            self.columns[column].lstrip(_MARKS): round(_STRENGTH * float(weight), 4)
            for column, weight in zip(both.col.tolist(), both.data.tolist(), strict=True)
        }


_NONE = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))


def signs(entry: Entry) -> tuple[str, ...]:
    """What of a headline can be told in any language, each with a mark of its kind."""
    return _signs(headline(entry.title, entry.summary), primary(entry.language))


@lru_cache(maxsize=1 << 12)
def _signs(text: str, language: str) -> tuple[str, ...]:
    text = in_mainland_form(unicodedata.normalize("NFKC", text), language)
    found: list[str] = []
    for word, sign in (*_countries(text, language), *_concepts(text)):
        found.append(sign)
        text = text.replace(word, " ", 1)  # so that nothing counts twice
    return tuple(dict.fromkeys((*found, *_numbers(text, language), *_names(text, language))))


def _countries(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Words that name a country, and its sign."""
    for code, found in mentions(text, language).items():
        for mention in found:
            yield mention.word, f"@{code}"


def _concepts(text: str) -> Iterator[tuple[str, str]]:
    """Words that stand for a concept, and its sign."""
    exact, stems = _table()
    for found in find_terms({"": _forms()}, text):
        key = found.casefold()
        match = exact.get(key) or next((stems[key[:end]] for end in range(len(key), 1, -1) if key[:end] in stems), None)
        if match and not (match[0][0].isupper() and found[0].islower()) and not (match[0].isupper() > found.isupper()):
            yield found, match[1]


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Forms, and stems of forms, each as it is written and with its concept."""
    exact: dict[str, tuple[str, str]] = {}
    stems: dict[str, tuple[str, str]] = {}
    for mark, table in (("=", PEOPLE), ("=", ORGANISATIONS), ("=", PLACES), ("~", WORDS), ("-", ROUTINE)):
        for line in table.strip().splitlines():
            forms = [form.strip() for form in line.split(",")]
            concept = mark + forms[0].rstrip("*")
            for form in forms:
                (stems if form.endswith("*") else exact)[form.rstrip("*").casefold()] = (form, concept)
    return exact, stems


@lru_cache(maxsize=1)
def _forms() -> tuple[str, ...]:
    exact, stems = _table()
    return tuple(form for form, _ in (*exact.values(), *stems.values()))


def _numbers(text: str, language: str) -> Iterator[str]:
    """Days of a month, then numbers of two digits or more."""
    for pattern, month_first in ((_HAN_DATE, True), *_month_patterns(language)):
        for match in pattern.finditer(text):
            month, day = match.groups() if month_first else match.groups()[::-1]
            yield f"#{_months(language).get(month.casefold().rstrip('.'), month)}-{int(day)}"
        text = pattern.sub(" ", text)
    for digits, unit in _NUMERAL.findall(text):
        bare = digits.replace(",", "").replace(".", "") if _GROUPED.fullmatch(digits) else digits.replace(",", ".")
        if bare.count(".") <= 1:
            value = float(bare) * NUMBERS.get(unit.casefold(), 1)
            if value >= 10:
                yield f"#{value:.6g}"


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, str]:
    try:
        forms = Locale.parse(language or "en").months["format"]
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold().rstrip("."): str(number)
        for width in ("wide", "abbreviated")
        for number, name in forms[width].items()
        if not name[0].isdigit()
    }


@lru_cache(maxsize=64)
def _month_patterns(language: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    names = "|".join(re.escape(name) for name in sorted(_months(language), key=len, reverse=True))
    if not names:
        return ()
    return (
        (re.compile(rf"\b({names})\.?\s(\d{{1,2}})\b", re.IGNORECASE), True),
        (re.compile(rf"\b(\d{{1,2}})\.?\s({names})\b", re.IGNORECASE), False),
    )


def _names(text: str, language: str) -> Iterator[str]:
    """Words as they may stand in another language: in Latin letters, without accents, cut where inflection begins."""
    stopped = stopwords(language)
    for token in tokens(text):
        if len(token) >= _SHORTEST and token not in stopped and token[0].isalpha():
            plain = unicodedata.normalize("NFKD", token.translate(_CYRILLIC))
            plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
            if plain.isascii():
                yield plain[:_LETTERS]


def _weighted(bags: Sequence[tuple[str, ...]], languages: NDArray[np.int64]) -> tuple[Rows, list[str]]:
    """A row for each text over what stands in texts of two languages or more, each weighing the root of its rarity."""
    among: dict[str, set[int]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for bag, language in zip(bags, languages.tolist(), strict=True):
        counts.update(bag)
        for sign in bag:
            among[sign].add(language)
    rarity = {
        sign: float(np.log((len(bags) + _TEXTS) / (counts[sign] + (_OFTEN if sign[0] in "~-" else _SELDOM))))
        for sign in counts
        if len(among[sign]) > 1 or sign[0] in _MARKS
    }
    columns = sorted(sign for sign, value in rarity.items() if value >= _COMMON)
    place = {sign: at for at, sign in enumerate(columns)}
    held = [(row, place[sign]) for row, bag in enumerate(bags) for sign in bag if sign in place]
    weights = np.sqrt([rarity[columns[column]] for _, column in held])
    ends = np.array(held, dtype=np.int64).reshape(-1, 2).T
    rows = sparse.coo_array((weights, (ends[0], ends[1])), shape=(len(bags), len(columns)))
    return sparse.csr_array(rows), columns


def _candidates(
    rows: Rows, columns: Sequence[str], languages: NDArray[np.int64], days: NDArray[np.float64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Pairs of texts of different languages that have enough in common, and how much that is."""
    whole: NDArray[np.float64] = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    held = sparse.csr_array((np.ones(rows.nnz), rows.indices, rows.indptr), shape=rows.shape)
    counts = np.array([_PARTS.get(column[0], 1.0 if column[0] in _MARKS else _NAME) for column in columns])
    for start in range(0, len(days), _BLOCK):
        stop = min(start + _BLOCK, len(days))
        end = int(np.searchsorted(days, days[stop - 1] + REACH, side="right"))
        common = (rows[start:stop] @ rows[start:end].T).tocoo()
        here, there = common.row.astype(np.int64) + start, common.col.astype(np.int64) + start
        score = common.data - _LEFT * (whole[here] + whole[there] - 2 * common.data) / 2
        some = np.flatnonzero((score >= _LEAST) & (languages[here] != languages[there]) & (here < there))
        here, there, score = here[some], there[some], score[some]
        many = (held[here] * held[there]) @ counts >= _SEVERAL
        yield here[many], there[many], np.round(score[many] / GRAIN) * GRAIN
