"""The e-mail edition: what it says, who gets it, and what came back, with a real mail server on loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from digest import feeds, publish
from digest.cli import main
from digest.errors import FileFault
from digest.feeds.message import MOST_MESSAGE
from digest.files import Newsroom
from digest.mail.ledger import open_ledger
from digest.mail.post import Security, Server
from digest.mail.sending import send
from digest.model import AmendmentKind, Issue, Link, Passage
from digest.publish import merge
from digest.text import escape
from tests import newsrooms
from tests.making import DAY, line
from tests.post_office import PostOffice, post_office
from tests.test_feeds import ROSTER, TREE, published
from tests.test_other_feeds import amended

READERS = [f"reader{number}@mail.example" for number in range(1, 7)]
SECRET = "a long secret of the newsroom"
MAIL = "mail: {from: brief@digest.example, unsubscribe: 'https://digest.example/lists/leave/the/brief?who={token}'}"


def letter(*issues: Issue) -> feeds.Letter:
    """The newest of some issues as a message."""
    stand = feeds.newsstand(ROSTER, issues)
    return feeds.letter(stand, stand.issues[0], TREE, sender="brief@example.org")


def parts(message: bytes) -> tuple[str, str]:
    """The plain text and the HTML of a message."""
    parsed = message_from_bytes(message, policy=default)
    assert isinstance(parsed, EmailMessage)
    assert parsed.get_content_type() == "multipart/alternative"
    text, marked_up = (part.get_content() for part in parsed.iter_parts())
    return str(text), str(marked_up)


def told(text: str = "[Talks](https://t.example/?a=1&b=2) open, *One* reports.") -> Issue:
    """A published issue of a line with another outlet, and a passage."""
    more = (Link(label="Une & Co", url="https://une.example/x"),)
    return published(line("a", text, more=more), Passage(text="See [before](19.md#b)."))


def test_both_parts_say_the_same() -> None:
    """Text and HTML have the title, the teaser, each line and each link in the same order, links made absolute."""
    text, marked_up = parts(letter(told()).addressed("a@b.example", "https://example.org/leave"))
    root = html.document_fromstring(marked_up)
    links = [link.get("href") for link in root.iter("a")]
    own = ["https://example.org/digest/2026/11/20/", "https://example.org/leave"]
    said = ["https://t.example/?a=1&b=2", "https://une.example/x", "https://example.org/digest/2026/11/19/#b"]
    assert links == ["https://example.org/digest/", own[0], *said, *own]
    assert [word for word in text.split() if word.startswith("https://")] == [*said, *own]
    for words in ("First POST: Edges", "One; two; three; and much, much more.", "Talks open, One reports.", "Une & Co"):
        assert words in " ".join(text.split())
        assert words in " ".join(root.text_content().split())


def test_the_html_survives_mail_programs() -> None:
    """One column, every style inline, nothing that is fetched or runs, and dark colours for programs that ask."""
    _, marked_up = parts(letter(told()).addressed("a@b.example", "https://example.org/leave"))
    root = html.document_fromstring(marked_up)
    assert {element.tag for element in root.iter()} <= {
        *("html", "head", "meta", "title", "style", "body", "table", "tr", "td", "div", "h1", "p", "a", "em", "span"),
    }
    assert "prefers-color-scheme:dark" in root.findtext(".//style", "").replace(" ", "")
    assert root.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    for element in root.iter("p", "a", "td", "div", "h1"):
        assert element.get("style"), element.tag
    assert not root.xpath("//@src | //@background | //@onclick | //link | //img | //script")
    assert "url(" not in marked_up
    assert "@import" not in marked_up


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_words_make_a_message(text: str, word: str) -> None:
    """Whatever titles, lines and passages hold, a message has both parts, one subject line and a way out."""
    issue = published(line("a", escape(text) or "x"), Passage(text=text), word=word, teaser=text)
    message = letter(issue).addressed("a@b.example", "mailto:brief@example.org?subject=unsubscribe")
    plain, marked_up = parts(message)
    assert plain.count("mailto:brief@example.org?subject=unsubscribe") >= 1
    assert html.document_fromstring(marked_up).find("body") is not None
    assert b"\n\n" not in message.replace(b"\r\n", b"")
    assert message == letter(issue).addressed("a@b.example", "mailto:brief@example.org?subject=unsubscribe")


def test_a_long_brief_stays_under_the_limit() -> None:
    """Both parts end after the same line, with a link to the rest."""
    lines = [line(f"l{number}", f"Line {number}. 外交部发言人 " + "word & 会谈 " * 150) for number in range(60)]
    made = letter(published(*lines))
    message = made.addressed("a@b.example", "https://example.org/leave")
    assert MOST_MESSAGE * 0.6 < len(message) < MOST_MESSAGE
    for part in parts(message):
        assert "Read on at The Digest & Co" in part.replace("&amp;", "&")
    text, marked_up = parts(message)
    assert text.count("\n* Line ") == html.document_fromstring(marked_up).text_content().count("Line ") > 5


def test_headers_are_those_of_a_list() -> None:
    """A list has its id, its archive and ways to leave, by one click where the way is of the web, however long."""
    way = "https://example.org/leave?who=" + "0123456789abcdef" * 6
    message = letter(told()).addressed("a@b.example", way)
    assert f"List-Unsubscribe: <{way}>,\r\n <mailto:brief@example.org?subject=unsubscribe>\r\n".encode() in message
    parsed = message_from_bytes(message, policy=default)
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["List-Id"] == "<briefs.example.org>"
    assert parsed["From"] == '"The Digest & Co" <brief@example.org>' or str(parsed["From"]).startswith(
        "The Digest & Co"
    )
    assert parsed["To"] == "a@b.example"
    assert parsed["Subject"] == "First POST: Edges: One (20 November 2026)"
    assert parsed["Date"] == "Fri, 20 Nov 2026 06:00:00 +0000"
    by_mail = message_from_bytes(letter(told()).addressed("a@b.example", "mailto:x@y.example"), policy=default)
    assert by_mail["List-Unsubscribe"] == "<mailto:x@y.example>"
    assert by_mail["List-Unsubscribe-Post"] is None


def test_corrections_since_yesterday_are_told() -> None:
    """What was corrected between the edition before and this one stands in this one, and in no other."""
    before, now = amended(AmendmentKind.CORRECTED, days=1, hours=5), told()
    for part in parts(letter(now, before).addressed("a@b.example", "https://example.org/leave")):
        assert "Corrections since yesterday" in part
        assert "It said: “It was so & so.”" in html.fromstring(part).text_content()
    withdrawn = amended(AmendmentKind.WITHDRAWN, days=3, hours=5)
    for part in parts(letter(now, withdrawn).addressed("a@b.example", "https://example.org/leave")):
        assert "Corrections since 17 November" in part
        assert "It was so" not in part
    too_old = amended(AmendmentKind.CORRECTED, days=2, hours=5)
    for part in parts(letter(now, published(line("c"), days=1), too_old).addressed("a@b.example", "https://e.org")):
        assert "Corrections" not in part


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with one published brief and a list of readers beside it."""
    folder = tmp_path / "room"
    folder.mkdir()
    roster = f"{newsrooms.ROSTER}outlets: []\nfeeds: []\n{MAIL}\n"
    folder.joinpath("feeds.yaml").write_text(roster, encoding="utf-8")
    issue = told()
    settled = merge.Settled(page=issue.record.body, record=issue.record)
    publish.save(Newsroom(folder).briefs, settled, Newsroom(folder).journal)
    tmp_path.joinpath("list.txt").write_text("\n".join(["# our readers", *READERS]) + "\n", encoding="utf-8")
    return folder


def environment(folder: Path, office: PostOffice | None = None, **more: str) -> dict[str, str]:
    """What the environment says of mail."""
    said = {"DIGEST_MAIL_LIST": str(folder.parent / "list.txt"), "DIGEST_MAIL_KEY": SECRET}
    said |= {"DIGEST_SMTP_HOST": "127.0.0.1", "DIGEST_SMTP_SECURITY": "none"}
    return os.environ | said | ({"DIGEST_SMTP_PORT": str(office.port)} if office else {}) | more


@dataclass(frozen=True)
class Done:
    """What a command printed."""

    stdout: str
    stderr: str


def mail(folder: Path, office: PostOffice | None, *words: str, code: int = 0, **more: str) -> Done:
    """Run a command of `digest mail` in this process, which has everything loaded already, and check its exit code."""
    out, err, ended = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["digest", "-C", str(folder), "mail", *words])
        for name, value in environment(folder, office, **more).items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as end:
            ended = int(end.code or 0)
    assert ended == code, out.getvalue() + err.getvalue()
    return Done(stdout=out.getvalue(), stderr=err.getvalue())


def test_each_reader_gets_an_edition_once(room: Path) -> None:
    """A second sending sends nothing, a new reader gets theirs, and each message names its own way out."""
    with post_office() as office:
        assert "to 6." in mail(room, office, "send").stdout
        assert "to 0; 6 had it." in mail(room, office, "send").stdout
        mail(room, office, "add", "New.Reader@mail.example", READERS[0].upper())
        assert "to 1; 6 had it." in mail(room, office, "send", str(DAY)).stdout
        assert office.copies() == dict.fromkeys([*READERS, "New.Reader@mail.example"], 1)
        ways = {str(office.messages(reader)[0]["List-Unsubscribe"]) for reader in READERS}
        assert len(ways) == len(READERS)
        token = ways.pop().partition("who=")[2].partition(">")[0]
        assert "Removed 1." in mail(room, office, "remove", token).stdout
        assert "Removed 1." in mail(room, office, "remove", "NEW.READER@mail.example").stdout
    ledger = room.parent.joinpath("list.txt.ledger").read_text()
    assert "@" not in ledger
    assert not list(room.rglob("*ledger*"))
    assert "# our readers" in room.parent.joinpath("list.txt").read_text()


@contextmanager
def killed_at(office: PostOffice, step: str, reader: str) -> Iterator[list[int]]:
    """Whoever's process id is put into the list is killed when the server comes to a step with a reader."""
    running: list[int] = []

    def kill(now: str, address: str) -> int | None:
        return running[0] if running and now == step and (step == "MAIL" or address == reader) else None

    office.kill = kill
    yield running
    office.kill = lambda _step, _address: None


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_sending_may_be_killed_at_any_moment(room: Path, step: str) -> None:
    """Killed with -9 in the middle, again and again, and run again: each reader has the edition exactly once.

    At DATA the server has the whole message and nobody the answer: who that was is told, and not sent to again.
    """
    with post_office() as office:
        doubtful = []
        for reader in READERS[1::2]:
            before = len(office.taken)
            with killed_at(office, step, reader) as running:
                process = subprocess.Popen(
                    [sys.executable, "-m", "digest", "mail", "send"],
                    cwd=room,
                    env=environment(room, office),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                running.append(process.pid)
                assert process.wait() == -9
            doubtful += [reader] if step == "DATA" else []
            assert len(office.taken) >= before
        done = mail(room, office, "send")
        assert office.copies() == dict.fromkeys(READERS, 1)
        assert [reader for reader in READERS if reader in done.stderr] == doubtful
        assert (f"{len(doubtful)} in doubt" in done.stdout) == bool(doubtful)
        if doubtful:
            assert "to 1;" in mail(room, office, "send", "--again", doubtful[0]).stdout
            assert office.copies()[doubtful[0]] == 2
            first, second = office.messages(doubtful[0])
            assert first["Message-ID"] == second["Message-ID"]


def test_what_a_server_refuses_is_told(room: Path) -> None:
    """A bad address is refused for good, a busy server is asked again, and a fault of ours blames no reader."""
    with post_office() as office:
        answers = {
            READERS[0]: "550 5.1.1 no such user",
            READERS[1]: "450 4.2.0 come back",
            READERS[2]: "550 5.7.1 relay",
        }
        office.on["RCPT"] = answers.get
        done = mail(room, office, "send")
        assert f"{READERS[0]}: 550 5.1.1 no such user" in done.stderr
        assert "to 3; 1 refused for good (`digest mail remove`); 2 to be tried again." in done.stdout
        office.on.clear()
        again = mail(room, office, "send")
        assert "to 2; 3 had it; 1 refused for good" in again.stdout
        assert office.copies() == dict.fromkeys(READERS[1:], 1)
        office.on["MAIL"] = lambda _: "550 5.7.1 not you"
        mail(room, office, "add", "one@more.example")
        assert "check `mail.from`" in mail(room, office, "send", code=1).stderr


def test_a_lost_connection_is_made_anew(room: Path) -> None:
    """A server that hangs up is called again; whose message it had whole is in doubt; in the end it is let be."""
    with post_office() as office:
        calls: list[str] = []

        def hang_up(step: str, address: str) -> bool:
            if (step, address) == ("RCPT", READERS[2]):
                calls.append(address)
                return len(calls) == 1
            return False

        office.hang_up = hang_up
        assert "to 6." in mail(room, office, "send").stdout
        assert len(calls) == 2
        assert office.copies() == dict.fromkeys(READERS, 1)
        mail(room, office, "add", *(f"late{number}@mail.example" for number in range(5)))
        office.hang_up = lambda step, _: step == "DATA"
        assert "was lost 3 times running" in mail(room, office, "send", code=1).stderr
        office.hang_up = lambda _step, _address: False
        assert "to 2; 6 had it; 3 in doubt." in mail(room, office, "send").stdout
        assert max(office.copies().values()) == 1


def test_malformed_addresses_are_reported(room: Path) -> None:
    """Lines that hold no address are told with their place; the others get their mail."""
    path = room.parent / "list.txt"
    path.write_text(
        "good@mail.example # since May\nno address\n\nbad@@mail.example\nGOOD@mail.example\n", encoding="utf-8"
    )
    with post_office() as office:
        done = mail(room, office, "send")
        assert f"{path}:2:1 is no address that mail can go to: no address" in done.stderr
        assert f"{path}:4:1" in done.stderr
        assert office.copies() == {"good@mail.example": 1}
    assert "'no@body' is no address" in mail(room, None, "add", "no@body", code=2).stderr


def test_the_password_goes_to_nobody_unasked(room: Path) -> None:
    """The server lets in who has the password; a wrong one is told without it, and no clear line gets any."""
    with post_office() as office:
        wrong = mail(room, office, "send", code=1, DIGEST_SMTP_USER="editor", DIGEST_SMTP_PASSWORD="sesame!")
        assert "lets editor not in" in wrong.stderr
        assert "sesame!" not in wrong.stderr + wrong.stdout
        right: dict[str, Any] = {"DIGEST_SMTP_USER": "editor", "DIGEST_SMTP_PASSWORD": "open sesame"}
        refused = mail(room, office, "send", code=1, DIGEST_SMTP_SECURITY="starttls", **right)
        assert "DIGEST_SMTP_SECURITY" in refused.stderr
        assert office.taken == []
        assert "to 6." in mail(room, office, "send", **right).stdout


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine's own for 127.0.0.1, which nobody trusts unless told to."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl found to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path.with_suffix(".key")), "-out", str(path)]
    subprocess.run([openssl, *words.split(), *names], check=True, capture_output=True)
    return path


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_connections_are_encrypted_and_the_server_is_who_it_says(room: Path, certificate: Path, security: str) -> None:
    """A server is talked to in secret, with the password, once its certificate is trusted, and not before."""
    with post_office(security, certificate) as office:
        said: dict[str, Any] = {"DIGEST_SMTP_SECURITY": security, "DIGEST_SMTP_USER": "editor"}
        said["DIGEST_SMTP_PASSWORD"] = "open sesame"
        refused = mail(room, office, "send", code=1, **said)
        assert "certificate verify failed" in refused.stderr
        assert office.taken == []
        assert "to 6." in mail(room, office, "send", **said, SSL_CERT_FILE=str(certificate)).stdout
        assert office.copies() == dict.fromkeys(READERS, 1)


def test_what_is_missing_is_said(room: Path) -> None:
    """Each thing that mail needs and has not is one line with what to do."""
    inside = str(room / "list.txt")
    cases: tuple[tuple[tuple[str, ...], dict[str, Any], str], ...] = (
        (("send",), {"DIGEST_MAIL_LIST": ""}, "set DIGEST_MAIL_LIST"),
        (("send",), {"DIGEST_SMTP_HOST": ""}, "set DIGEST_SMTP_HOST"),
        (("send",), {"DIGEST_MAIL_LIST": inside}, "must lie outside the newsroom"),
        (("send",), {"DIGEST_MAIL_LEDGER": str(room / ".digest" / "ledger")}, "must lie outside the newsroom"),
        (("send",), {"DIGEST_MAIL_KEY": ""}, "set DIGEST_MAIL_KEY"),
        (("send", "2026-11-19"), {}, "no published brief of 2026-11-19"),
        (("send", "--again", "nobody@mail.example"), {}, "is not on the list"),
        (("bounces", str(room / "nowhere")), {}, "is no mailbox"),
    )
    for words, said, answer in cases:
        assert answer in mail(room, None, *words, code=2, **said).stderr
    assert "cannot be used" in mail(room, None, "send", code=1, DIGEST_SMTP_PORT="1").stderr


def test_the_edition_can_be_looked_at(room: Path) -> None:
    """`digest mail write` gives a whole .eml, to nobody, without a list or a server."""
    newsrooms.digest(room, "mail", "write")
    message = room.joinpath(".digest/mail/2026-11-20.eml").read_bytes()
    assert message_from_bytes(message, policy=default)["To"] is None
    assert "Talks open" in parts(message)[0]


def notice(recipient: str, message: EmailMessage | None, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A delivery status notification as servers write it, with the head of the message where there is one."""
    head = f"Message-ID: {message['Message-ID']}\r\n" if message else "Subject: other\r\n"
    return (
        "From: MAILER-DAEMON@mail.example\r\nTo: brief@digest.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user here\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{head}\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize("kind", ["maildir", "mbox", "folder"])
def test_bounces_are_read_and_the_dead_removed(room: Path, kind: str, tmp_path: Path) -> None:
    """Who can never be reached leaves the list; full mailboxes, delays, forged and other notices remove nobody."""
    with post_office() as office:
        mail(room, office, "send")
        first = {reader: office.messages(reader)[0] for reader in READERS}
    notices = [
        notice(READERS[0], first[READERS[0]]),
        notice(READERS[1], first[READERS[1]], status="5.2.2"),
        notice(READERS[2], first[READERS[2]], status="4.4.7", action="delayed"),
        notice(READERS[3], None),
        notice(READERS[4], first[READERS[0]]),
        b"Subject: hello\r\n\r\nNot a notice.\r\n",
        b"\xff\xfe broken",
    ]
    box = tmp_path / "box"
    if kind == "mbox":
        box.write_bytes(
            b"".join(b"From x Fri Nov 20 06:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in notices)
        )
    else:
        for name in ("cur", "new", "tmp") if kind == "maildir" else ("",):
            (box / name).mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(notices):
            (box / ("new" if kind == "maildir" else "") / f"{number}.host.eml").write_bytes(one)
    trial = mail(room, None, "bounces", str(box), "--dry-run").stdout
    assert f"{READERS[0]} (would be removed): 5.1.1 550 no such user here" in trial
    done = mail(room, None, "bounces", str(box)).stdout
    assert f"{READERS[0]} (removed)" in done
    assert f"{READERS[1]} (kept): 5.2.2" in done
    assert f"{READERS[3]} (kept)" in done
    assert "shows no message of ours" in done
    assert "4 bounced, 1 for good." in done
    kept = room.parent.joinpath("list.txt").read_text().split()
    assert [reader for reader in READERS if reader not in kept] == [READERS[0]]


WATCHED = """
import os, stat, sys
from datetime import UTC, datetime
from pathlib import Path
from digest.mail import ledger, readers
def look(event, args):
    if event in {"os.rename", "os.chmod"}:
        print(oct(stat.S_IMODE(os.stat(args[0]).st_mode)))
os.umask(0)
sys.addaudithook(look)
folder = Path(sys.argv[1])
readers.add(folder / "list.txt", ["a@b.example"])
with ledger.open_ledger(folder / "list.txt.ledger", "series") as book:
    book.note(datetime(2026, 11, 20).date(), "a@b.example", "sent", datetime(2026, 11, 20, tzinfo=UTC))
print(*(oct(stat.S_IMODE((folder / name).stat().st_mode)) for name in ("list.txt", "list.txt.ledger")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_no_one_else_ever_reads_the_list_of_readers(tmp_path: Path) -> None:
    """List and ledger are their owner's alone from their first byte on, whatever the umask."""
    code = [sys.executable, "-c", WATCHED, str(tmp_path)]
    seen = subprocess.run(code, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert set(seen.stdout.split()) == {"0o600"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_ledger_that_takes_no_note_stops_the_sending(tmp_path: Path) -> None:
    """Where nothing can be noted nobody gets a copy, and it is the ledger that is told of, not the server."""
    path, now = tmp_path / "list.ledger", datetime(2026, 11, 20, 6, tzinfo=UTC)
    path.symlink_to("/dev/full")
    with post_office() as office:
        server = Server(host="127.0.0.1", port=office.port, security=Security.NONE)
        full = pytest.raises(FileFault, match=r"list\.ledger cannot be written: No space left")
        with full, open_ledger(path, "series") as ledger:
            send(server, ledger, DAY, READERS, lambda _: b"Hi", sender="us@mail.example", now=now)
        assert not office.copies()


def test_what_fails_beside_a_ledger_is_not_its_fault(tmp_path: Path) -> None:
    """An error of a connection passes through an open ledger as it is."""
    with pytest.raises(ConnectionResetError), open_ledger(tmp_path / "list.ledger", "series"):
        raise ConnectionResetError


def test_a_torn_ledger_is_read(room: Path) -> None:
    """A line that a crash cut off says nothing, and what follows stands on a line of its own."""
    with post_office() as office:
        mail(room, office, "send")
        path = room.parent / "list.txt.ledger"
        path.write_bytes(path.read_bytes()[: -len("t 2026-11-20T06:00:00Z\n")])
        assert "5 had it; 1 in doubt." in mail(room, office, "send").stdout
        mail(room, office, "add", "one@more.example")
        mail(room, office, "send")
        assert "6 had it; 1 in doubt." in mail(room, office, "send").stdout
        assert office.copies()["one@more.example"] == 1
