"""Plain text, tokens, terms and escaping."""

from __future__ import annotations

import re
from html import unescape as html_unescape

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest import text
from digest.text import teasers

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "footnotes", "abbr", "admonition", "def_list"]
"""More than the site turns on, so that a newsroom that adds one stays safe."""


def rendered(source: str) -> str:
    """What a browser would show of a bullet with this source, white space folded."""
    html = markdown.markdown(f"- {source}\n", extensions=EXTENSIONS)
    assert re.fullmatch(r"<ul>\n<li>.*</li>\n</ul>", html, re.DOTALL), html
    inner = html.removeprefix("<ul>\n<li>").removesuffix("</li>\n</ul>")
    assert "<" not in inner, html
    return re.sub(r"\s+", " ", html_unescape(inner)).strip()


MARKS = [*"\\`*_[]{}()#+-.!<>&|~:=^$\"'0 ", "<script>", "&lt;", "{: onclick=x }", "{{ x }}", "{% x %}", "--8<--"]
BLOCKS = ["](javascript:x)", "![x](y)", "[^1]", "*[A]: b", "!!! note", "1.", "2)", "---", "===", "<!--", "&#60;"]
HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from([*MARKS, *BLOCKS]),
    ),
    max_size=8,
).map("".join)


def linked(value: str) -> str:
    """A link with a label and an address from outside."""
    return text.link(value, f"https://e.org/{value}")


@given(HOSTILE)
@example("1. x")
@example("- x")
@example("    code")
@example("a &lt; b &amp c")
@example("[x]: http://e.org")
@settings(max_examples=400)
def test_escaped_text_renders_to_itself(value: str) -> None:
    """Whatever came from outside, its escaped form shows exactly that text in a browser, with no markup at all."""
    if text.clean(value):
        assert rendered(text.escape(value)) == text.clean(value)


@given(HOSTILE)
def test_escaping_can_be_undone(value: str) -> None:
    """Escaped text gives its plain text back."""
    assert text.unescape(text.escape(value)) == text.clean(value)


@given(st.lists(st.one_of(HOSTILE.map(text.escape), HOSTILE, HOSTILE.map(linked)), max_size=5).map(" ".join))
@example(r'One \(two\) & 1\. [A!](https://e.org/?a=1&b=2_c_d) said > <span lang="fr">non</span>.')
@example("Wow![A](https://e.org/)")
@settings(max_examples=400)
def test_plain_markdown_is_html_without_markdown(source: str) -> None:
    """Words and links become the very HTML that Markdown makes of them; whatever is more than that is left to it."""
    made = text.as_html(source)
    if made is not None:
        assert markdown.markdown(f"So {source}, he said.", extensions=EXTENSIONS) == f"<p>So {made}, he said.</p>"


@given(HOSTILE)
def test_words_and_links_are_plain_markdown(value: str) -> None:
    """What `escape` and `link` write needs no Markdown to become HTML."""
    assert text.as_html(text.escape(value)) is not None
    assert text.as_html(text.link(value, "https://e.org/a_b?c=1&d=[2]")) is not None


@given(HOSTILE)
def test_a_link_stays_one_link(value: str) -> None:
    """A label and an address from outside make exactly one link with that label and no other attribute."""
    label = text.clean(value) or "x"
    html = markdown.markdown(f"- {text.link(label, 'https://example.org/' + value)}, and on\n", extensions=EXTENSIONS)
    match = re.fullmatch(r'<ul>\n<li><a href="https://example\.org/[^"<>]*">([^<]*)</a>, and on</li>\n</ul>', html)
    assert match, html
    assert re.sub(r"\s+", " ", html_unescape(match.group(1))).strip() == label


@given(st.text())
def test_an_address_is_escaped_once(url: str) -> None:
    """Escaping an address that is already safe changes nothing."""
    assert text.escape_url(text.escape_url(url)) == text.escape_url(url)


def test_readable_text_stays_readable() -> None:
    """Ordinary headlines keep their look, so that an editor can work on them."""
    for headline in ["U.S. & Iran resume talks - again", "Macron: “No deal” (yet)", "中国外交部：愿同各方保持沟通"]:
        assert text.escape(headline) == headline


def test_plain_text_of_markup() -> None:
    """Tags, scripts, entities and invisible characters go; breaks between blocks become spaces."""
    markup = "<p>Talks&nbsp;<b>resume</b></p><script>alert('x')</script><p>in \u202eGeneva &amp; Oslo\u0007</p>"
    assert text.plain(markup) == "Talks resume in Geneva & Oslo"
    assert text.plain("3 < 5 and 7 > 2<!-- not > this -->") == "3 < 5 and 7 > 2"


@given(st.text())
def test_clean_text_is_clean(value: str) -> None:
    """Cleaning twice changes nothing, and no line break or bidi override is left."""
    cleaned = text.clean(value)
    assert text.clean(cleaned) == cleaned
    assert not set(cleaned) & set("\n\r\t\u202e\u2066\u0000")


@given(st.text(st.characters(codec="ascii")))
def test_tokens_do_not_depend_on_what_else_there_is(value: str) -> None:
    """Plain ASCII, which is read by a pattern of its own, gives the same words beside other letters as alone."""
    assert text.tokens(f"{value} \u00e9") == [*text.tokens(value), "\u00e9"]


def test_tokens_of_many_scripts() -> None:
    """Words are folded; Han, kana and Thai give a token a character; numbers keep their points."""
    assert text.tokens("U.S.–Iran talks’ 1.91 million") == ["u", "s", "iran", "talks", "1.91", "million"]
    assert text.tokens("Ｃhina 中国外交") == ["china", "中", "国", "外", "交"]
    assert text.tokens("Переговоры в Женеве") == ["переговоры", "в", "женеве"]


@pytest.mark.parametrize(
    ("terms", "value", "found"),
    [
        ({"en": ("diplom*",)}, "Diplomats meet; undiplomatic", ("Diplomats",)),
        ({"en": ("foreign minister",)}, "The Foreign  Minister and ministers", ("Foreign  Minister",)),
        ({"en": ("un",)}, "The UN; unusual; run", ("UN",)),
        ({"zh": ("外交",)}, "中国外交部", ("外交",)),
        ({"ar": ("سفير",)}, "السفير الروسي", ("سفير",)),
        ({}, "anything", ()),
    ],
)
def test_terms_are_found_as_they_stand(terms: dict[str, tuple[str, ...]], value: str, found: tuple[str, ...]) -> None:
    """Whole words, prefixes and phrases match without regard to case; scripts without spaces match anywhere."""
    assert text.find_terms(terms, value) == found


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_ids_have_one_shape(parts: list[str]) -> None:
    """An id is ten characters that need no escaping anywhere, and the same parts give the same id."""
    assert re.fullmatch(r"[0-9a-z]{10}", text.digest_of(*parts))
    assert text.digest_of(*parts) == text.digest_of(*parts)


def test_an_address_has_one_fragment() -> None:
    """A second # within an address is no more than a letter of its fragment."""
    assert text.escape_url("https://e.example/a#b#c") == "https://e.example/a#b%23c"


@pytest.mark.parametrize(
    ("sentences", "whole"),
    [
        (("Envoys meet.", "“All is well.”"), "Envoys meet. “All is well.”"),
        (("据长江日报报道，[外长会晤](https://a.example/)。", "“双方同意。”", "[大使](https://b.example/)离任。"),
         "据长江日报报道，[外长会晤](https://a.example/)。“双方同意。”[大使](https://b.example/)离任。"),
        (("外长会晤。", "Machine translation: Ministers meet."), "外长会晤。 Machine translation: Ministers meet."),
        (("Envoys meet.", "外长会晤。"), "Envoys meet. 外长会晤。"),
        ((), ""),
    ],
)  # fmt: skip
def test_sentences_run_on_as_their_script_does(sentences: tuple[str, ...], whole: str) -> None:
    """Between sentences stands a space, unless both are written without any."""
    assert text.running(sentences) == whole


CLAUSE = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8) | st.sampled_from(
    ["the U.S.", "卢门。甲"]
)
JOINTS = st.sampled_from([teasers.PLAIN, teasers.ENGLISH, teasers.CHINESE])


@given(st.lists(CLAUSE, min_size=1, max_size=4), JOINTS, st.booleans())
@example(["Envoys agree", "Ministers have a plan B"], teasers.ENGLISH, False)
def test_a_teaser_is_taken_apart_as_it_was_put_together(clauses: list[str], joints: teasers.Joints, more: bool) -> None:
    """Whatever its language, a teaser gives back its clauses, without its stop and the promise of more."""
    made = teasers.join(clauses, joints, more=more)
    assert teasers.clauses_of(made) == tuple(clauses)
    assert teasers.first_clause(made) == clauses[0]
    assert teasers.without(made, lambda _: False, told=9) == made
    assert teasers.without(made, lambda _: True, told=9) == ""


@pytest.mark.parametrize(
    ("teaser", "told", "left"),
    [
        (
            "Talks open; a whale sings; ports close; and much, much more.",
            5,
            "Talks open; ports close; and much, much more.",
        ),
        ("A whale sings; talks open; and much, much more.", 1, "Talks open."),
        ("鲸鱼歌唱；两国会谈；港口关闭；更多内容见正文。", 5, "两国会谈；港口关闭；更多内容见正文。"),
        ("两国会谈；鲸鱼歌唱；更多内容见正文。", 1, "两国会谈。"),
        ("Talks open；a whale sings; 港口关闭", 2, "Talks open; 港口关闭"),
        ("Talks open in the U.S.; a whale sings.", 1, "Talks open in the U.S."),
    ],
)
def test_a_teaser_without_a_clause_keeps_its_marks(teaser: str, told: int, left: str) -> None:
    """What is left stands with its own marks, a capital at its start, and promises more only where there is more."""
    assert teasers.without(teaser, lambda clause: "whale" in clause.lower() or "鲸鱼" in clause, told=told) == left


@given(st.lists(st.sampled_from(["---", "--- ", "\n", "\r\n", "\ufeff", "a: 1", "x"]), max_size=12).map("".join))
@example("---\na: 1\n---")
@example("\ufeff--- \r\na: 1\r\n---\r\n\r\nText")
def test_a_file_is_its_front_matter_and_its_text(file: str) -> None:
    """Front matter stands at the head of a file or nowhere, and its pieces are the whole file again."""
    found = text.fronted(file)
    if found is not None:
        assert file == found.opening + found.keys + found.closing + found.text
        assert file.removeprefix("\ufeff").startswith("---")
        assert found.line_end in found.opening
    assert (text.fronted(f"---\na: 1\n---\n{file}") or found) is not None


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Talks open. Ports close.", "Talks open."),
        ("Mr. Smith meets J. Doe in St. Gallen. They talk.", "Mr. Smith meets J. Doe in St. Gallen."),
        ("[Talks open. Or not](https://e.org/a.b) today. More.", "[Talks open. Or not](https://e.org/a.b) today."),
        ("两国会谈。港口关闭。", "两国会谈。"),
        ("“Talks open!” she says. More.", "“Talks open!” she says."),
        ("Talks open", "Talks open"),
    ],
)
def test_a_sentence_ends_where_people_end_it(said: str, first: str) -> None:
    """Neither an abbreviation, nor an initial, nor a stop within a link ends a sentence."""
    assert said[: text.first_sentence_end(said)] == first


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Embassy of Peru in Kenya", "the Embassy of Peru in Kenya"),
        ("US Embassy in Estonia", "the US Embassy in Estonia"),
        ("Peru's Prime Minister's Office", "Peru's Prime Minister's Office"),
        ("The White House", "The White House"),
        ("United Nations", "the United Nations"),
        ("President of the UN General Assembly", "the President of the UN General Assembly"),
        ("International Committee of the Red Cross", "the International Committee of the Red Cross"),
        ("UN Women", "UN Women"),
        ("Kevin Rudd", "Kevin Rudd"),
        ("Meduza", "Meduza"),
    ],
)
def test_names_take_the_article_that_a_sentence_gives_them(name: str, told: str) -> None:
    """Offices and bodies stand with "the" inside a sentence; people, brands and what has an article do not."""
    assert text.in_sentence(name) == told
