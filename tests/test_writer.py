"""The optional writer, played by a loopback server: what may stand is marked, all else leaves the composed text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from pathlib import Path

import pytest

from digest import curate, page, publish, writer
from digest.compose.reword import Head, checked
from digest.errors import UsageError
from digest.model import Brief, Endpoint, Facet, Record, Story, Wording
from digest.pipeline import briefing, pulling
from digest.pipeline.desk import open_desk
from tests.inventions import CHINESE, ENGLISH, TITLE, entry
from tests.newsrooms import ROOT, Item, digest, newsroom, serve_items
from tests.serving import LOOPBACK, MANNERS, Asked, Reply, Site, serving

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 17)
HONEST = "After a herring spat, Norland expelled the Ostrovian ambassador, ministry says."
FOREIGN = "诺兰外长会见12名大使 会谈在日内瓦举行"
ITEMS = [
    Item("alpha", TITLE, NOON - timedelta(hours=1)),
    Item("beta", "Caldera lifts sanctions on the port of Meridian", NOON - timedelta(hours=3)),
]
Answer = Callable[[dict[str, str]], str]


def _said(texts: Iterator[str]) -> Answer:
    return lambda _: next(texts)


def chat(answer: Answer) -> Callable[[Asked], Reply]:
    """An interface that answers what it is asked for (the roles' texts by role)."""

    def reply(asked: Asked) -> Reply:
        said = answer({one["role"]: one["content"] for one in json.loads(asked.body)["messages"]})
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
        return 200, {"Content-Type": "application/json"}, body

    return reply


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlets' server, which plays the model too."""
    with serving() as site:
        serve_items(site, ("alpha", "beta"), ITEMS)
        yield site


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom that holds its briefs for an editor."""
    folder = newsroom(tmp_path / "room", server, ("alpha", "beta"))
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('  cut_off: "06:00"\n', '  cut_off: "06:00"\n  unattended: hold\n'))
    return folder


def run(folder: Path, server: Site, moment: datetime = NOON, *, model: str = "small-1") -> briefing.Briefed:
    """Pull and compose at a moment, with the model where one is named."""
    secrets = {"DIGEST_WRITER_URL": f"{server.url}/v1", "DIGEST_WRITER_MODEL": model, "DIGEST_WRITER_KEY": "s3cret"}
    with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK, secrets=secrets if model else {}) as desk:
        pulling.pull(desk)
        return briefing.brief(desk)


def brief(folder: Path) -> Brief:
    """The brief as its page says it."""
    return page.read((folder / "content/briefs/2026/11/17.md").read_text())


def record(folder: Path) -> Record:
    """Its record."""
    issue = publish.read_issue(folder / "content/briefs", TUESDAY)
    assert issue is not None
    return issue.record


def posted(server: Site) -> list[Asked]:
    """What the model was asked."""
    return [one for one in server.asked if one.path == "/v1/chat/completions"]


def reworded(told: dict[str, str]) -> str:
    """An honest model that knows one headline and returns all others unchanged."""
    title = told["user"].splitlines()[0].removeprefix("Headline: ")
    return HONEST if title == TITLE else title


def test_what_passes_the_gate_stands_and_is_marked(room: Path, server: Site) -> None:
    """A wording that its entry bears out takes the headline's place; record and page name the model's part in it."""
    server.routes["/v1/chat/completions"] = chat(reworded)
    assert run(room, server).problems == ()
    (line,) = (one for one in brief(room).lines if "Norland" in one.text)
    assert "expelled the Ostrovian ambassador" in page.plain(line.text)
    assert page.links(line.text)[0].url.startswith("https://alpha.example/")
    (row,) = (one for one in record(room).lines if one.id == line.id)
    assert row.sentences[0].by == "small-1"
    digest(room, "build", "--now", "2026-11-16T13:00Z")
    html = (room / "site/2026/11/17/index.html").read_text()
    assert html.count("Worded by a model, checked against its sources") == 1


def test_the_model_is_asked_once_and_its_words_last(room: Path, server: Site) -> None:
    """A headline is asked about once; the record makes the same brief again, with the model or without it."""
    server.routes["/v1/chat/completions"] = chat(reworded)
    run(room, server)
    first, asked = brief(room), len(posted(server))
    assert asked == len(first.lines)
    run(room, server, NOON + timedelta(hours=1))
    run(room, server, NOON + timedelta(hours=2), model="")
    assert brief(room).blocks == first.blocks
    assert len(posted(server)) == asked


def test_the_key_goes_to_the_model_and_nowhere_else(room: Path, server: Site) -> None:
    """The key is sent with each question, and stands in no file of the newsroom."""
    server.routes["/v1/chat/completions"] = chat(reworded)
    run(room, server)
    assert {one.headers["authorization"] for one in posted(server)} == {"Bearer s3cret"}
    assert not any("authorization" in one.headers for one in server.asked if one not in posted(server))
    assert not any(b"s3cret" in path.read_bytes() for path in room.rglob("*") if path.is_file())


BROKEN: dict[str, Reply | Callable[[Asked], Reply | None]] = {
    "a web page": (200, {"Content-Type": "text/html"}, b"<!doctype html><p>Sign in"),
    "a fault of its own": (500, {}, b"out of memory"),
    "a refused key": (401, {}, b"{}"),
    "no chat": (200, {"Content-Type": "application/json"}, b'{"choices": []}'),
    "no text": (200, {}, b'{"choices": [{"message": {"content": null}}]}'),
    "a cut connection": lambda asked: None,
    "another place": (307, {"Location": "/v1/elsewhere"}, b""),
    "a flood": (200, {}, b"x" * 300_000),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_model_that_fails_leaves_the_composed_text(room: Path, server: Site, what: str) -> None:
    """Whatever comes instead of an answer, the brief stands as composed, and one line says so; it is asked no more."""
    run(room, server, model="")
    plain = (room / "content/briefs/2026/11/17.md").read_bytes()
    server.routes["/v1/chat/completions"] = BROKEN[what]
    problems = [str(one) for one in run(room, server, NOON + timedelta(hours=1)).problems]
    assert len(problems) == 1
    assert problems[0].startswith("writer gave no wording: ")
    assert len(posted(server)) == 1
    assert (room / "content/briefs/2026/11/17.md").read_bytes() == plain
    assert record(room).wordings == ()


def test_a_model_that_invents_leaves_the_composed_text(room: Path, server: Site) -> None:
    """An invention is refused without a word; it is not asked about again."""
    run(room, server, model="")
    plain = brief(room)
    server.routes["/v1/chat/completions"] = chat(lambda told: ENGLISH["names that change places"])
    assert run(room, server, NOON + timedelta(hours=1)).problems == ()
    assert brief(room) == plain
    assert {one.text for one in record(room).wordings} == {""}
    asked = len(posted(server))
    run(room, server, NOON + timedelta(hours=2))
    assert len(posted(server)) == asked


def test_every_invention_of_a_model_is_refused(server: Site) -> None:
    """Each invention, proposed by a model over the wire, comes to nothing."""
    for language, inventions in (("en", ENGLISH), ("zh", CHINESE)):
        left = iter(inventions.values())
        server.routes["/v1/chat/completions"] = chat(_said(left))
        asks = [
            writer.Ask(entry=what, title=entry(language).title, summary=entry(language).summary, language="English")
            for what in inventions
        ]
        proposed = writer.propose(asks, Endpoint(url=f"{server.url}/v1", model="m"), MANNERS)
        assert proposed.trouble == ""
        assert proposed.texts.keys() == inventions.keys()
        roster = curate.load(ROOT / "feeds.yaml")
        head = Head(entry=entry(language), story=Story(id="s", entries=(entry(language),)), foreign=False)
        for what, said in proposed.texts.items():
            assert checked(Wording(entry=what, text=said, by="m"), head, roster).text == ""


def test_a_translation_is_marked_and_its_original_kept(tmp_path: Path, server: Site) -> None:
    """A headline in another language keeps its own words; the translation stands behind them and says what it is."""
    serve_items(server, ("alpha",), [Item("alpha", FOREIGN, NOON - timedelta(hours=1))])
    folder = newsroom(tmp_path / "zh", server, ("alpha",))
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace("language: en}", "language: zh}"))
    server.routes["/v1/chat/completions"] = chat(lambda told: "Norland foreign minister meets 12 ambassadors in Geneva")
    assert run(folder, server).problems == ()
    (line,) = brief(folder).lines
    assert FOREIGN in page.plain(line.text)
    assert "Machine translation: Norland foreign minister meets 12 ambassadors in Geneva." in line.text
    digest(folder, "build", "--now", "2026-11-16T13:00Z")
    assert "Translated by a model" in (folder / "site/2026/11/17/index.html").read_text()


def test_a_translation_into_chinese_is_chinese(tmp_path: Path, server: Site) -> None:
    """In a Chinese edition it stands, and says in Chinese what it is; one that stayed English is refused."""
    serve_items(server, ("alpha",), [Item("alpha", "Norland envoy opens talks in Geneva", NOON - timedelta(hours=1))])
    folder = newsroom(tmp_path / "into-zh", server, ("alpha",))
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace("  title: The Test Digest", "  title: 试刊\n  languages: [zh]"))
    for said, standing in (("诺兰特使在日内瓦开始会谈。", True), ("Norland's envoy has opened talks", False)):
        server.routes["/v1/chat/completions"] = chat(_said(repeat(said)))
        shutil.rmtree(folder / ".digest", ignore_errors=True)
        shutil.rmtree(folder / "content", ignore_errors=True)
        assert run(folder, server).problems == ()
        (line,) = brief(folder).lines
        assert ("机器翻译：诺兰特使在日内瓦开始会谈。" in line.text) is standing
        assert "Machine translation" not in line.text


WRONG_TRANSLATIONS = [
    "Norland foreign minister meets 13 ambassadors in Geneva",
    "Norland foreign minister meets ambassadors in Geneva",
    "Norland foreign minister meets 12 ambassadors in Geneva, “a triumph”",
    "Japan's foreign minister meets 12 ambassadors in Geneva",
    "Norland foreign minister meets 12 ambassadors, see https://evil.example/",
    "诺兰外长会见12名大使",
    "",
]


@pytest.mark.parametrize("said", WRONG_TRANSLATIONS)
def test_a_translation_with_other_facts_is_refused(said: str) -> None:
    """Other numbers, a quotation or a country out of nowhere, a link, or no translation at all: the original stands."""
    there = curate.load(ROOT / "feeds.yaml")
    cited = entry("zh")
    cited = type(cited)(id="e", feed="f", outlet="o", title=FOREIGN, link=cited.link, seen=NOON, language="zh")
    story = Story(id="s", entries=(cited,), facets=(Facet(kind="country", id="CH", words=("日内瓦",)),))
    head = Head(entry=cited, story=story, foreign=True)
    assert checked(Wording(entry="e", text=said, by="m", translated=True), head, there).text == ""
    honest = Wording(entry="e", text="Norland foreign minister meets 12 ambassadors in Geneva", by="m", translated=True)
    assert checked(honest, head, there) == honest


def test_withdrawn_words_of_a_model_are_gone(room: Path, server: Site) -> None:
    """After a withdrawal the record keeps nothing of what the model said of the line."""
    server.routes["/v1/chat/completions"] = chat(reworded)
    run(room, server)
    run(room, server, NOON + timedelta(days=1))
    (line,) = (one for one in brief(room).lines if "Norland" in one.text)
    words = ("--withdraw", line.id, "--why", "Retracted.", "--by", "anna", "--now", "2026-11-17T14:20Z")
    digest(room, "edit", "2026-11-17", *words)
    text = "".join(path.read_text() for path in (room / "content").rglob("*") if path.is_file())
    assert "Ostrovian" not in text


def test_half_a_model_is_refused(room: Path, server: Site) -> None:
    """An address without the name of a model is told in one line."""
    with (
        open_desk(room, secrets={"DIGEST_WRITER_URL": "http://localhost:1"}) as desk,
        pytest.raises(UsageError, match="DIGEST_WRITER_MODEL"),
    ):
        briefing.brief(desk)
