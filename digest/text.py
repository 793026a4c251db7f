"""Text: tokens, terms, plain text from HTML, and the one escaper for everything that came from outside."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import chain

from digest.model import Terms

_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_SUBSTRING_SCRIPTS = re.compile(f"[{_UNSPACED}\u0600-\u06ff\uac00-\ud7af]")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|\d+(?:[.,]\d+)+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)*")
_ASCII_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[a-z0-9]+(?:'[a-z0-9]+)*")  # the same, found sooner
_WORD = re.compile(r"\w+")
_KEPT = 1 << 16
"""So many words are remembered with the terms that could begin with them."""
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_SILENT = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|p|div|li|tr|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)

_ALWAYS = re.compile(r"([\\`*_\[\]{}])")
_AT_START = re.compile(r"^([#+\-=~:>|!^]|\d+(?=[.)]))")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_ESCAPED = re.compile(r"(?<=\d)\\(?=[.)])()|\\([\\`*_\[\]{}])|&(amp|lt|#\d+);")
_PLAIN_INLINE = re.compile(
    r"""(?P<words>[^\\`*_\[\]{}<&!\x00-\x1f]+|!(?!\[))
    |\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<url>https?://(?:[^\s()<>\[\]\\`{}|^"'&]|&(?!\#?\w+;))*)\)
    |\\(?P<sign>[\\`*_{}\[\]()>#+.!-])
    |(?P<entity>&(?:amp|lt|\#\d+);)
    |(?P<and>&(?![#A-Za-z]))
    |(?P<mark></?span(?:\ [a-z]+="[\w-]*")*>)""",
    re.VERBOSE,
)
_BEGINS_BLOCK = re.compile(r"[-+#>=:|~\s]|\d+[.)](?:\s|$)")
_ENTITY_IN_URL = re.compile(r"&(?=#?\w+;)")
_ENDS_UNSPACED = re.compile("[。！？…；][”’」』）]*(?:\\]\\([^()]*\\))?$")
_OPENS_UNSPACED = re.compile(rf"[\W_]*(?:\d+[\W_]*)?[{_UNSPACED}]")
_DOT_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_HOST_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_DOT_ATOM}(?:\.{_DOT_ATOM})*@{_HOST_LABEL}(?:\.{_HOST_LABEL})+")
_UNSAFE_IN_URL = frozenset(" \"'()<>[]\\`{}|^")
_UNSAFE = re.compile(f"[{re.escape(''.join(sorted(_UNSAFE_IN_URL)))}]")


def digest_of(*parts: str, length: int = 10) -> str:
    """A short id made from content: lower-case base 32 without look-alikes (5 bits a character), 50 bits by default."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    number = int.from_bytes(blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big")
    return "".join([alphabet[(number >> shift) & 31] for shift in range(0, 5 * length, 5)])


def is_email(value: str) -> bool:
    """Whether a text is an e-mail address as mail goes out to: ASCII, no quoted names, no bare hosts.

    Source: RFC 5321, sections 4.1.2 and 4.5.3.1, as the HTML standard narrows them for forms.
    """
    name, _, _ = value.rpartition("@")
    return bool(_EMAIL.fullmatch(value)) and len(value) <= 254 and len(name) <= 64


def split_id(entry: str, known: Collection[str]) -> str:
    """The id of a story that editors took out of another one, by its first entry: its own, unless that is taken."""
    own = digest_of("story", entry)
    return own if own not in known else digest_of("split", entry)


def clean(value: str) -> str:
    """One line of plain text: NFC, no control, bidi-override or invisible characters, white space folded."""
    if value.isascii() and value.isprintable():  # most texts, quickly
        return " ".join(value.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", value)).split())


def plain(markup: str) -> str:
    """HTML or plain text as one line of plain text; scripts and styles are dropped with what they hold."""
    if "<" in markup:
        markup = _TAG.sub("", _BREAK.sub(" ", _SILENT.sub(" ", markup)))
    return clean(html.unescape(markup))


def escape(value: str) -> str:
    """Plain text as inline Markdown that renders to that very text, wherever on a line it stands.

    Only what Markdown, its attribute lists, HTML or a template language could read as markup is escaped, so that
    the result stays pleasant to edit by hand.
    """
    value = _ALWAYS.sub(r"\\\1", clean(value))
    value = _ENTITY.sub("&amp;", value).replace("<", "&lt;")
    if match := _AT_START.match(value):
        mark = match.group(1)
        value = f"{mark}\\{value[len(mark) :]}" if mark.isdigit() else f"&#{ord(mark)};{value[1:]}"
    return value


def unescape(markdown: str) -> str:
    """The plain text that `escape` made this Markdown from."""

    def original(match: re.Match[str]) -> str:
        return html.unescape(f"&{match.group(3)};") if match.group(3) else match.group(2) or ""

    return _ESCAPED.sub(original, markdown)


def escape_url(url: str) -> str:
    """An address that is safe between the parentheses of a Markdown link; doing it twice changes nothing."""
    url = _ENTITY_IN_URL.sub("%26", url)
    address, mark, place = url.partition("#")
    url = f"{address}{mark}{place.replace('#', '%23')}"
    if url.isprintable() and not _UNSAFE.search(url):
        return url
    return "".join(f"%{ord(char):02X}" if char in _UNSAFE_IN_URL else char for char in url if char.isprintable())


def link(label: str, url: str) -> str:
    """A Markdown link with a label in plain text."""
    return f"[{escape(label)}]({escape_url(url)})"


def running(sentences: Iterable[str]) -> str:
    """Sentences as running text: a space between two, and none where both are of a script that writes none."""
    made = ""
    for sentence in sentences:
        unspaced = _ENDS_UNSPACED.search(made) and _OPENS_UNSPACED.match(sentence)
        made = f"{made}{'' if not made or unspaced else ' '}{sentence}"
    return made


def as_html(markdown: str) -> str | None:
    """Inline Markdown as the HTML that Python-Markdown makes of it, where it is words and links to the web as `escape`
    and `link` write them, and spans around them; None where there is more in it, which takes Markdown itself to read.
    """
    made = []
    end = 0
    while found := _PLAIN_INLINE.match(markdown, end):
        end = found.end()
        match found.lastgroup:
            case "words":
                made.append(found.group().replace(">", "&gt;"))
            case "url":
                label = as_html(found["label"])
                if label is None:
                    return None
                made.append(f'<a href="{found["url"].replace("&", "&amp;")}">{label}</a>')
            case "sign":
                made.append("&gt;" if found["sign"] == ">" else found["sign"])
            case "and":
                made.append("&amp;")
            case _:
                made.append(found.group())
    return "".join(made) if end == len(markdown) else None


def paragraph_as_html(markdown: str) -> str | None:
    """The same of what a paragraph says; None also where it begins like a list or another block of its own kind."""
    return None if _BEGINS_BLOCK.match(markdown) else as_html(markdown)


def tokens(value: str) -> list[str]:
    """Words in NFKC and case-folded; scripts without spaces give one token a character."""
    if value.isascii():
        return _ASCII_TOKEN.findall(value.lower())
    return _TOKEN.findall(unicodedata.normalize("NFKC", value).casefold())


def find_terms(terms: Terms, value: str) -> tuple[str, ...]:
    """The terms that stand in `value`; `TermIndex.find` says how they match."""
    return index_of(terms).find(value)


def index_of(terms: Terms) -> TermIndex:
    """An index of terms, to be kept where many texts are asked for the same ones."""
    return _index(tuple(terms.values()))


class TermIndex:
    """Terms by how they begin, so that a text is asked only for the few that could stand at each of its words."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._words: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[_Phrase]] = defaultdict(list)
        self._inside: dict[str, list[_Phrase]] = defaultdict(list)
        self._plain_inside = False
        for term in sorted(terms, key=lambda term: (-len(term), term)):
            stem = term.removesuffix("*")
            first = _WORD.search(stem)
            ending = r"\w*" if term != stem else r"(?!\w)"
            if _SUBSTRING_SCRIPTS.search(stem) or first is None or first.start() > 0:
                self._inside[stem[:1].casefold()].append(_Phrase(stem, ""))
                self._plain_inside = self._plain_inside or stem.isascii()
            elif term != stem and first.end() == len(stem):
                self._stems[stem.casefold()].append(_Phrase(stem, ending, one_word=True))
            else:
                phrase = _Phrase(stem, ending, one_word=first.end() == len(stem))
                self._words[first.group().casefold()].append(phrase)
        self._lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        self._known: dict[str, list[_Phrase]] = {}
        self._silent: set[str] = set()

    def find(self, value: str) -> tuple[str, ...]:
        """The terms that stand in a text, as they stand there, each once, in the order of the text.

        Terms match without regard to case: whole words or phrases, a trailing `*` stands for any ending; terms in
        scripts without spaces (and Arabic and Hangul, whose words carry affixes) match anywhere. Of several terms that
        begin at one place the longest counts.
        """
        places = self._places(value)
        return tuple(dict.fromkeys(self._standing(value, places))) if places else ()

    def _standing(self, value: str, places: Iterable[_Place]) -> Iterator[str]:
        """Terms from left to right, none inside another."""
        over = 0
        for start, end, phrases in places:
            if start >= over:
                found = max(phrase.end(value, start, end) for phrase in phrases)
                if found:
                    over = found
                    yield value[start:found]

    def _places(self, value: str) -> list[_Place]:
        """Where terms could begin in a text, where the word there ends, and which terms they are."""
        spans = _spans(value)
        telling = [word for word in spans if word not in self._silent]
        places = [(*span, found) for word in telling if (found := self._starting(word)) for span in spans[word]]
        if self._inside and (self._plain_inside or not value.isascii()):
            folded = enumerate(map(str.casefold, value))
            places += [(at, at, self._inside[char]) for at, char in folded if char in self._inside]
        return sorted(places, key=_start) if len(places) > 1 else places

    def _starting(self, word: str) -> list[_Phrase]:
        """The terms that could begin with a word; the news uses few words often, so what was found is kept."""
        found = self._known.get(word)
        if found is None:
            stems = [self._stems[stem] for length in self._lengths if (stem := word[:length]) in self._stems]
            found = [*self._words.get(word, ()), *chain.from_iterable(stems)]
            if len(self._known) + len(self._silent) < _KEPT:
                if found:
                    self._known[word] = found
                else:
                    self._silent.add(word)
        return found


class _Phrase:
    """A term at its place in a text; one of several words is a pattern, made when a text first has its first word."""

    def __init__(self, term: str, ending: str, *, one_word: bool = False) -> None:
        self._term, self._ending, self._one_word = term, ending, one_word

    def end(self, value: str, start: int, word: int) -> int:
        """Where the term ends that may begin at `start`, where a word ends at `word`; 0 if it does not stand there."""
        if self._one_word:
            return word
        match = self._pattern.match(value, start)
        return match.end() if match else 0

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = r"\s+".join(re.escape(word) for word in self._term.split())
        return re.compile(words + self._ending, re.IGNORECASE)


_Place = tuple[int, int, list[_Phrase]]


def _start(place: _Place) -> int:
    return place[0]


@lru_cache(maxsize=64)
def _spans(value: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Where each word of a text begins and ends, by the word; a text is asked for several lists of terms in a row."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(value):
        found.setdefault(match.group().casefold(), []).append(match.span())
    return found


@lru_cache(maxsize=256)
def _index(groups: tuple[tuple[str, ...], ...]) -> TermIndex:
    return TermIndex(set(chain.from_iterable(groups)))
