"""Text: what all that reads and writes words stands on.

`cleaning` gives plain text on one line, `inline` escapes it for Markdown and reads that back, `tokens` are what texts
are compared by, `terms` finds words and phrases of a list, `ids` names things by what they hold, `addresses` knows an
e-mail address, `codes` those of languages and countries, `scripts` the ranges of scripts, `teasers` how clauses
stand in a row, `sentences` where one ends, `naming` how a name stands in one, `fronted` the head of a Markdown file.
"""

from digest.text.addresses import is_email
from digest.text.cleaning import clean, plain
from digest.text.codes import NO_COUNTRIES, primary
from digest.text.fronted import Fronted, fronted
from digest.text.ids import digest_of, split_id
from digest.text.inline import LINK, TARGET, as_html, escape, escape_url, link, paragraph_as_html, running, unescape
from digest.text.naming import in_sentence
from digest.text.sentences import first_sentence_end
from digest.text.terms import TermIndex, find_terms, index_of
from digest.text.tokens import tokens

__all__ = [
    "LINK",
    "NO_COUNTRIES",
    "TARGET",
    "Fronted",
    "TermIndex",
    "as_html",
    "clean",
    "digest_of",
    "escape",
    "escape_url",
    "find_terms",
    "first_sentence_end",
    "fronted",
    "in_sentence",
    "index_of",
    "is_email",
    "link",
    "paragraph_as_html",
    "plain",
    "primary",
    "running",
    "split_id",
    "tokens",
    "unescape",
]
