"""What lasts, whatever happens in between: edited bytes, published words, withdrawn silence, ids and permalinks."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from digest import page, publish
from digest.model import Issue, State
from digest.pipeline import briefing, building, editing, pulling
from digest.pipeline.desk import Desk, open_desk
from tests.newsrooms import Item, newsroom, serve_items
from tests.serving import LOOPBACK, serving

OUTLETS = ("alpha", "beta", "gamma")
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)  # a Monday
PLACES = ("Norland", "Sudmark", "Westria", "Ostrovia", "Caldera", "Lumen", "Tarn", "Verden")
MATTERS = (
    "recalls its ambassador over herring quotas",
    "opens an embassy in the capital",
    "resumes border talks in Geneva",
    "lifts sanctions on the port",
    "signs a fisheries treaty",
    "hosts a summit of ministers",
)


def headline(number: int) -> str:
    """One of many headlines on the beat, no two alike."""
    return f"{PLACES[number % len(PLACES)]} {MATTERS[number % len(MATTERS)]}"


class Newsroom(RuleBasedStateMachine):
    """A newsroom in which pulls, people, decisions, publications, upgrades and accidents follow in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = serving()
        self.server = self.serving.__enter__()
        self.parent = Path(tempfile.mkdtemp())
        self.now = NOON
        self.items: list[Item] = []
        self.frozen: dict[date, str] = {}
        self.hands: dict[date, list[str]] = {}
        self.marks = 0
        self.withdrawn: list[str] = []

    def teardown(self) -> None:
        self.serving.__exit__(None, None, None)
        shutil.rmtree(self.parent)

    @initialize()
    def open(self) -> None:
        """Make the newsroom and its first brief."""
        self.folder = newsroom(self.parent / "room", self.server, OUTLETS)
        roster = self.folder / "feeds.yaml"
        hold = '  cut_off: "06:00"\n  unattended: hold\n'
        roster.write_text(roster.read_text().replace('  cut_off: "06:00"\n', hold))
        self.arrive(3)

    # --- what happens ---------------------------------------------------------------------------------------------

    @rule(count=st.integers(1, 3))
    def arrive(self, count: int) -> None:
        """News come in, and a run pulls and composes."""
        for _ in range(count):
            number = len(self.items)
            for outlet in OUTLETS[: 1 + number % 2]:
                self.items.append(Item(outlet, headline(number), self.now - timedelta(minutes=5 + number)))
        serve_items(self.server, OUTLETS, self.items)
        self.run()

    @rule(hours=st.sampled_from([1, 5, 24]))
    def wait(self, hours: int) -> None:
        """Time goes by, and a run finds nothing new."""
        self.now += timedelta(hours=hours)
        self.run()

    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        """An editor publishes a brief that waits."""
        waiting = [one.record.day for one in self.issues() if one.record.state is State.REVIEW]
        if waiting:
            with self.desk() as desk:
                briefing.publish_day(desk, data.draw(st.sampled_from(waiting)))
            self.remember()

    @rule(data=st.data(), kind=st.sampled_from(["passage", "word", "title", "question"]))
    def edit_by_hand(self, data: st.DataObject, kind: str) -> None:
        """A person changes a page in an editor of their own."""
        issue = data.draw(st.sampled_from(self.issues()))
        day, path = issue.record.day, self.path(issue.record.day)
        text, mark = path.read_text(), f"By *hand*,  {self.marks}."
        self.marks += 1
        if kind == "passage":
            text = f"{text.rstrip()}\n\n{mark}\n"
        elif kind == "word":
            text = text.replace(". {: #", f". {mark} {{: #", 1)
        elif kind == "title":
            text = re.sub(r'^title: ".*"$', f'title: "First POST: {mark}"', text, count=1, flags=re.MULTILINE)
        else:
            text = text.replace("\nteaser:", f'\nquestion{self.marks}: "{mark}"\nteaser:', 1)
        if mark in text:
            path.write_text(text)
            # A hand may take back what an earlier one wrote, as with a second title.
            self.hands[day] = [*(one for one in self.hands.get(day, []) if one in text), mark]
            self.frozen |= {day: text} if day in self.frozen else {}
            self.run()

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """An editor takes a line back, which goes from every file, hand edits on it included."""
        issue = data.draw(st.sampled_from(self.issues()))
        gone = {stone.line for stone in issue.record.withdrawn}
        rows = [row for row in issue.record.lines if row.id in {line.id for line in issue.brief.lines} - gone]
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        titles = {one.title for one in issue.record.evidence if one.id in row.sentences[0].entries}
        day = issue.record.day
        line = next(line.text for line in issue.brief.lines if line.id == row.id)
        self.hands[day] = [mark for mark in self.hands.get(day, []) if mark not in line]
        others = [line for line in issue.brief.lines if line.id != row.id]
        with self.desk() as desk:
            editing.edit(desk, day, [{"withdraw": row.id, "by": "anna", "why": "Retracted."}])
        self.withdrawn += titles
        after = self.issue(day)
        if day in self.frozen:
            assert [one for one in after.brief.lines if one.id != row.id] == others
            self.frozen[day] = self.path(day).read_text()
        # A title by hand that told the line goes with it.
        self.hands[day] = [mark for mark in self.hands[day] if mark in self.path(day).read_text()]

    @precondition(lambda self: self.now > NOON)
    @rule(weight=st.sampled_from(["0.3", "1", "4"]))
    def upgrade(self, weight: str) -> None:
        """A newer program with other weights takes over: the method that records name is not its own."""
        for path in (self.folder / "content/briefs").rglob("*.json"):
            record = json.loads(path.read_text())
            path.write_text(json.dumps(record | {"method": "of-old/0", "whole": False}))
        roster = self.folder / "feeds.yaml"
        roster.write_text(
            re.sub(r'(alpha\.xml")(?:, weight: [\d.]+)?\}', rf"\1, weight: {weight}}}", roster.read_text())
        )
        self.run()

    @rule()
    def lose_the_store(self) -> None:
        """The working set is lost; what was told is known from the records."""
        for path in (self.folder / ".digest").glob("wire.db*"):
            path.unlink()
        self.run()

    @rule()
    def build(self) -> None:
        """The pages are derived, which writes no word of content/."""
        with self.desk() as desk:
            building.build(desk)

    # --- what must hold -------------------------------------------------------------------------------------------

    @invariant()
    def every_edited_byte_stays(self) -> None:
        for day, marks in self.hands.items():
            text = self.path(day).read_text()
            assert all(mark in text for mark in marks), (day, marks, text)

    @invariant()
    def every_published_word_stays(self) -> None:
        for day, text in self.frozen.items():
            assert self.path(day).read_text() == text

    @invariant()
    def what_is_withdrawn_stands_nowhere(self) -> None:
        if self.withdrawn:
            content = "\n".join(p.read_text() for p in (self.folder / "content").rglob("*") if p.is_file())
            plain = page.plain(content)
            assert not [title for title in self.withdrawn if title in plain]

    @invariant()
    def no_entry_is_told_twice(self) -> None:
        if hasattr(self, "folder"):
            told = [entry for issue in self.issues() for story in issue.record.stories for entry in story.entries]
            assert len(told) == len(set(told))

    # --- how ------------------------------------------------------------------------------------------------------

    def desk(self) -> AbstractContextManager[Desk]:
        """The newsroom at the present moment."""
        return open_desk(self.folder, now=self.now.isoformat(), allow_private=LOOPBACK)

    def run(self) -> None:
        """Pull and compose, a minute later."""
        self.now += timedelta(minutes=1)
        with self.desk() as desk:
            pulling.pull(desk)
            briefing.brief(desk)
        self.remember()

    def remember(self) -> None:
        """The pages of briefs as they were published."""
        for issue in self.issues():
            if issue.record.state is State.PUBLISHED:
                self.frozen.setdefault(issue.record.day, self.path(issue.record.day).read_text())

    def issues(self) -> tuple[Issue, ...]:
        return publish.read_issues(self.folder / "content/briefs")

    def issue(self, day: date) -> Issue:
        return next(one for one in self.issues() if one.record.day == day)

    def path(self, day: date) -> Path:
        return self.folder / f"content/briefs/{day:%Y/%m/%d}.md"


Newsroom.TestCase.settings = settings(max_examples=8, stateful_step_count=12, suppress_health_check=list(HealthCheck))
TestAnythingInAnyOrder = Newsroom.TestCase


NEWS = [
    *(
        Item(outlet, f"{name} talks in Geneva", NOON - timedelta(hours=2))
        for outlet, name in zip(OUTLETS, PLACES, strict=False)
    ),
    *(Item(outlet, headline(1), NOON - timedelta(hours=3)) for outlet in OUTLETS[:2]),
    *(Item("gamma", headline(number), NOON - timedelta(hours=4)) for number in (3, 4, 5)),
]


@settings(max_examples=8)
@given(order=st.permutations(NEWS), cuts=st.lists(st.integers(0, len(NEWS)), min_size=2, max_size=3))
def test_ids_do_not_depend_on_what_came_first(order: list[Item], cuts: list[int]) -> None:
    """Whichever entries of an edition a run saw first, its brief closes with the same ids, permalinks and words."""
    closed = [_closed(list(NEWS), []), _closed(order, sorted(cuts))]
    assert closed[0] == closed[1]


def _closed(order: list[Item], cuts: list[int]) -> object:
    """Tuesday's brief after runs that saw so many of the items each, and one after its close."""
    with serving() as server, tempfile.TemporaryDirectory() as parent:
        folder = newsroom(Path(parent) / "room", server, OUTLETS)
        for number, seen in enumerate([*cuts, len(order), len(order)]):
            serve_items(server, OUTLETS, order[:seen])
            moment = NOON + timedelta(hours=number) if number <= len(cuts) else NOON + timedelta(days=1)
            with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK) as desk:
                pulling.pull(desk)
                briefing.brief(desk)
        issue = publish.read_issue(folder / "content/briefs", date(2026, 11, 17))
        assert issue is not None
        lines = [re.sub(r"127\.0\.0\.1:\d+", "", line.text) for line in issue.brief.lines]
        return [line.id for line in issue.brief.lines], issue.brief.word, issue.brief.teaser, lines
