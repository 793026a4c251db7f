"""What strangers put into feeds reaches the built site as text and nothing else, in a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html
from playwright.sync_api import Dialog, Page

from bench.browsing import tab
from tests.browsing import under_a_path
from tests.hostile import documents, hostile_server
from tests.newsrooms import digest, fingerprint, newsroom
from tests.serving import Site, rss, serving
from tests.test_replay import issues

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)

PAYLOADS = (
    "<script>document.title='taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "<svg/onload=document.title='taken'>",
    "<a href='javascript:void(0)'>press</a>",
    "<iframe src='https://evil.example/'></iframe>",
    "<style>body{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    "&lt;script&gt;document.title='taken'&lt;/script&gt;",
    "&#60;script&#62;document.title='taken'&#60;/script&#62;",
    "[press](javascript:void(0))",
    "![press](https://evil.example/pixel.gif)",
    "](javascript:void(0)) {: onclick=alert(1) }",
    "{: .taken #taken onclick=alert(1) }",
    "{#taken}",
    "<!-- d:item -->",
    "{{ config.items() }} {% raw %}",
    '--8<-- "/etc/passwd"',
    "::: taken",
    '!!! danger "taken"',
    "[^1]: taken",
    "*[HTML]: taken",
    "```taken",
    "`taken` **taken** __taken__ ~~taken~~",
    "# taken",
    "--- title: taken ---",
    "| a | b |",
    "$$x$$ :material-close:",
    "<https://evil.example/>",
    "https://evil.example/ and www.evil.example",
    "\u202egnp.exe\u2066 \u200b\ufeff \u0000\u0008",
    "%2e%2e%2f../../etc/passwd",
    "]]><item><title>taken</title></item>",
    "'\"><x onmouseover=alert(1)>",
    "\\](javascript:void(0))\\",
)
"""Texts that some reader on the way from a feed to a page could take for more than text."""

EVENTS = (
    *("Envoys open treaty talks on a river in Peru", "Ambassador leaves Norway after a row over fishing licences"),
    *("Summit in Ecuador ends without an accord on grain", "Embassy in Tunisia closes its visa office for the winter"),
    *("Council eases sanctions on the central bank of Laos", "Morocco recalls its consul over a stamp"),
    *("Bulgaria ratifies a pact on night trains", "Chile hosts foreign ministers of the southern ocean"),
    *("Kenya expels two attachés over a drone", "Treaty on amber smuggling signed in Latvia"),
    *("Mediators carry a letter to Armenia", "Portugal invites Angola to a naval exercise"),
    *("Nepal and Bhutan exchange maps of a glacier", "Delegation from Cuba asks Spain for insulin"),
    *("Iceland withdraws from a whaling convention", "Ghana names a first envoy to Fiji"),
    *("Tribunal rules for Malta on an oil platform", "Mongolia offers a venue for disarmament talks"),
    *("Paraguay protests a dam upstream", "Estonia lifts its veto on a data accord"),
    *("Jordan brokers a prisoner swap", "Embassy guards in Panama go on strike"),
    *("Sweden apologises to Samoa for a museum", "Zambia joins the cobalt alliance"),
    *("Ceasefire monitors return to Cyprus", "Uruguay freezes the assets of a consul"),
    *("Greece opens an honorary consulate in Tonga", "Vietnam cancels a state visit by train"),
    *("Slovenia mediates over a disputed lighthouse", "Rwanda grants asylum to a cultural attaché"),
    *("Border commission of Albania meets on horseback", "Canada summons the chargé over a tariff on maple"),
    *("Qatar finances a peace academy", "Belgium returns a throne to Benin"),
    "Finland drafts a protocol on polar cables",
)
"""What happens: stories that have nothing in common, so that none is passed over as told already."""

OUTLETS = ("alpha", "beta", "gamma", "delta", "epsilon")


@pytest.fixture(scope="module")
def payload_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom over seven days, each day with five stories whose every part carries a payload."""
    folder = tmp_path_factory.mktemp("payloads") / "newsroom"
    with serving() as server:
        newsroom(folder, server, OUTLETS)
        for turn, outlet in enumerate(OUTLETS):
            document = rss(*(_item(number) for number in range(len(PAYLOADS)) if number // 7 == turn))
            server.routes[f"/{outlet}.xml"] = (200, {"Content-Type": "application/rss+xml"}, document)
        _without_scope(folder)
        digest(folder, "run", "--now", NOW.isoformat())
    return folder


def _without_scope(folder: Path) -> None:
    """Without a scope everything is on the beat, so that nothing hostile is left out."""
    roster = folder / "feeds.yaml"
    roster.write_text(re.sub(r"scope:\n.*\n", "", roster.read_text(encoding="utf-8")), encoding="utf-8")


def _item(number: int) -> str:
    """A story of its own with a payload in each of its parts, on the day that its number gives."""
    day, payload = number % 7, PAYLOADS[number]
    event = EVENTS[number]
    text = _xml(f"{event} {payload}")
    url = f"https://news.example/{number}?a=b&{payload}"
    at = format_datetime(NOW - timedelta(days=day, hours=8))
    return (
        f"<item><title>{text}</title><link>{_xml(url)}</link><guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{at}</pubDate><author>{_xml(payload)}</author><category>{_xml(payload)}</category>"
        f"<description>{_xml(f'{payload} {event}, officials said on day {number}. {payload}')}</description></item>"
    )


def _xml(text: str) -> str:
    return escape(text).replace("\x00", "").replace("\x08", "")


@pytest.fixture(scope="module")
def document_site(material: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that read all hostile documents."""
    folder = tmp_path_factory.mktemp("documents") / "newsroom"
    names = documents(material)
    with hostile_server(material) as address:
        newsroom(folder, Site(url=f"{address}/doc", routes={}), names)
        roster = folder / "feeds.yaml"
        roster.write_text(roster.read_text(encoding="utf-8").replace(".xml", ""), encoding="utf-8")
        _without_scope(folder)
        digest(folder, "run", "--now", NOW.isoformat())
    return folder


@pytest.fixture(params=["payload_site", pytest.param("document_site", marks=pytest.mark.material)])
def site(request: pytest.FixtureRequest) -> Path:
    """The newsroom's folder."""
    found: Path = request.getfixturevalue(request.param)
    return found


def test_most_payloads_are_told(payload_site: Path) -> None:
    """Of the hostile stories most have a line, whatever taste leaves out, so that the other tests have much to see."""
    told = {one.link for issue in issues(payload_site) for one in issue.record.evidence}
    assert len({re.findall(r"example/(\d+)", link)[0] for link in told}) > len(PAYLOADS) * 2 / 3


@pytest.mark.browser
def test_no_script_runs_and_nothing_leaves(site: Path, tmp_path: Path) -> None:
    """On no page does a stranger's script run, a request leave the site, or an attribute or style of theirs apply."""
    pages = sorted(path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("index.html"))
    assert len(pages) > 10
    with under_a_path(site / "site", tmp_path / "base") as address, tab() as page:
        faults: list[str] = []

        def dismiss(dialog: Dialog) -> None:
            faults.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on("pageerror", lambda error: faults.append(f"error {error}"))
        page.on("request", lambda ask: None if ask.url.startswith((address, "data:")) else faults.append(ask.url))
        for name in pages:
            page.goto(address + name)
            faults += [f"{name}: {what}" for what in _taken(page)]
    assert faults == []


def _taken(page: Page) -> list[str]:
    """What stands on the page that only a stranger could have put there."""
    found: list[str] = page.evaluate(
        """() => {
            const faults = [];
            for (const element of document.querySelectorAll('*')) {
                for (const {name, value} of element.attributes) {
                    if (name.startsWith('on')) faults.push(`${element.tagName} ${name}=${value}`);
                    const link = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcdoc', 'data', 'poster'];
                    if (link.includes(name) && /^\\s*(javascript|vbscript|data|file):/i.test(value))
                        faults.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
                    if (['id', 'class'].includes(name) && /taken/.test(value)) faults.push(`${name}=${value}`);
                }
            }
            const loud = 'img,iframe,object,embed,base,meta[http-equiv=refresh],form:not([role=search])';
            for (const media of document.querySelectorAll(loud))
                if (media.closest('article') || media.matches('base,iframe,object,embed,meta'))
                    faults.push(media.outerHTML.slice(0, 120));
            if (document.title === 'taken') faults.push('title'); // a story's page has its headline for a title
            if (getComputedStyle(document.body).display === 'none') faults.push('style');
            return faults;
        }"""
    )
    return found


def test_nothing_is_written_outside_the_newsroom(site: Path) -> None:
    """Beside the newsroom nothing appears, and within it only files of the kinds that the program writes."""
    assert [path.name for path in site.parent.iterdir()] == [site.name]
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert not [name for name in names if "passwd" in name or ".." in name or len(name) > 200]
    assert all(re.fullmatch(r"[\w./-]+", name) for name in names if not name.startswith("site/assets/"))


def test_front_matter_is_ours(site: Path) -> None:
    """Every brief's front matter has our keys only, and the title that the program gave."""
    for path in sorted(site.glob("content/briefs/**/*.md")):
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        keys = re.findall(r"^(\w+):", head, re.MULTILINE)
        assert set(keys) <= {"title", "date", "state", "since", "until", "teaser", "made"}, path
        assert len(keys) == len(set(keys)), path
        assert re.search(r'^title: "?First POST: ', head, re.MULTILINE), path


def test_what_leaves_is_well_formed(site: Path) -> None:
    """The feeds and the site map that the site offers are well-formed, and feedparser finds no fault in the feeds."""
    documents = [path for path in (site / "site").rglob("*.xml") if path.is_file()]
    assert documents
    for path in documents:
        etree.parse(path)
    for path in (path for path in documents if "feeds" in path.parts):
        found = feedparser.parse(path.read_bytes(), sanitize_html=False)
        assert not found.bozo, path
        parts = [part for entry in found.entries for part in (*entry.get("content", ()), entry.get("summary_detail"))]
        for part in parts:
            if part and part.type != "text/plain":
                assert_quiet(part.value)


def assert_quiet(markup: str) -> None:
    """HTML of ours has links and text, but nothing that loads, runs or hides."""
    for element in html.fragment_fromstring(markup, create_parent=True).iter():
        assert element.tag in {"div", "ul", "li", "p", "a", "em", "strong", "small", "span", "br"}, element.tag
        assert set(element.attrib) <= {"href", "title", "lang", "id", "class"}, element.attrib
        assert element.get("href", "https://").startswith(("https://", "http://")), element.attrib


def test_a_second_run_changes_nothing(payload_site: Path) -> None:
    """Composing and building again over hostile pages leaves every byte of the content as it was."""
    before = fingerprint(payload_site / "content")
    digest(payload_site, "run", "--offline", "--now", NOW.isoformat())
    assert fingerprint(payload_site / "content") == before
