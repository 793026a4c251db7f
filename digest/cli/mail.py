"""`digest mail`: the e-mail edition, its readers, and what came back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.logging import log
from digest.cli.options import Folder, Now, Trial, day_of, settings_of
from digest.cli.output import say
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.mail import Sent, Server
    from digest.pipeline.desk import Desk
    from digest.pipeline.mailing import MailRoom

app = typer.Typer(help="Send the brief by e-mail, and keep the list of its readers.", no_args_is_help=True)

Day = Annotated[str, typer.Argument(metavar="[DATE]", help="The brief's day; none: the newest published one.")]
Readers = Annotated[
    Path | None,
    typer.Option(
        "--list", metavar="FILE", envvar="DIGEST_MAIL_LIST", help="The list of readers, outside the newsroom.",
        show_default=False,
    ),
]  # fmt: skip
Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", envvar="DIGEST_MAIL_LEDGER", help="Who had what; beside the list if not given.",
        show_default=False,
    ),
]  # fmt: skip
Again = Annotated[
    list[str] | None,
    typer.Option("--again", metavar="ADDRESS", help="Send it even to this reader who may have it; repeat it."),
]
Host = Annotated[str, typer.Option("--host", envvar="DIGEST_SMTP_HOST", help="The mail server.", show_default=False)]
Port = Annotated[
    int,
    typer.Option(
        "--port", min=0, max=65_535, envvar="DIGEST_SMTP_PORT", help="Its port; 587, or 465 for tls.",
        show_default=False,
    ),
]  # fmt: skip
Secure = Annotated[
    str,
    typer.Option(
        "--security", metavar="starttls|tls|none", envvar="DIGEST_SMTP_SECURITY", help="How to be alone with it."
    ),
]
Names = Annotated[list[str], typer.Argument(metavar="ADDRESS...")]


@app.command()
def write(
    context: typer.Context,
    day: Day = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to.", show_default=False)
    ] = None,
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Write the edition as an .eml file, which mail programs open, to look at it before it goes out."""
    from digest import files
    from digest.pipeline import mailing

    with open_desk(settings_of(context, folder, now)) as desk:
        letter = mailing.letter_of(desk, day_of(day) if day else None)
        path = output or desk.newsroom.work / "mail" / f"{letter.brief.day}.eml"
        files.write(path, mailing.example(letter, desk.roster))
    say(f"Wrote {path}")


@app.command()
def send(
    context: typer.Context,
    day: Day = "",
    again: Again = None,
    readers: Readers = None,
    ledger: Ledger = None,
    host: Host = "",
    port: Port = 0,
    security: Secure = "starttls",
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Send the edition to every reader who has not had it; run it again after whatever went wrong.

    DIGEST_SMTP_USER and DIGEST_SMTP_PASSWORD let in, DIGEST_MAIL_KEY makes {token} in `mail.unsubscribe`.
    """
    from digest.pipeline import mailing

    server = _server(host, port, security)
    with open_desk(settings_of(context, folder, now)) as desk:
        room = _room(desk, readers, ledger)
        letter = mailing.letter_of(desk, day_of(day) if day else None, room.key)
    posted = mailing.send_letter(letter, desk.roster, room, server, now=desk.now, again=again or ())
    for problem in posted.problems:
        log.problem(problem)
    _tell(posted.sent, str(posted.day))


@app.command()
def add(context: typer.Context, names: Names, readers: Readers = None, folder: Folder = None, now: Now = None) -> None:
    """Put readers on the list. Have their consent: a list of people who did not ask is spam."""
    from digest import mail

    with open_desk(settings_of(context, folder, now)) as desk:
        fresh = mail.add(_room(desk, readers, None).readers, names)
    say(
        f"Added {len(fresh)} of {len(names)}; the others were on the list."
        if len(fresh) < len(names)
        else f"Added {len(fresh)}."
    )


@app.command()
def remove(
    context: typer.Context, names: Names, readers: Readers = None, folder: Folder = None, now: Now = None
) -> None:
    """Take readers off the list, by address or by the token of their unsubscribe address."""
    from digest.pipeline import mailing

    with open_desk(settings_of(context, folder, now)) as desk:
        gone = mailing.remove_readers(_room(desk, readers, None), names)
    say(f"Removed {len(gone)}." if gone else "Nobody of them was on the list.")


@app.command()
def bounces(
    context: typer.Context,
    mailbox: Annotated[
        Path, typer.Argument(metavar="MAILBOX", help="A maildir, an mbox file or a folder of messages.")
    ],
    readers: Readers = None,
    trial: Trial = False,
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Read what came back, and take off the list who can never be reached."""
    from digest.pipeline import mailing

    with open_desk(settings_of(context, folder, now)) as desk:
        found = mailing.bounces_of(desk.roster, _room(desk, readers, None), mailbox, is_trial=trial)
    for one in found:
        done = "would be removed" if one.dead and trial else "removed" if one.dead else "kept"
        doubt = "" if one.ours else "; the notice shows no message of ours"
        say(f"{one.address} ({done}): {' '.join(filter(None, (one.status, one.words)))}{doubt}")
    say(f"{len(found)} bounced, {sum(one.dead for one in found)} for good." if found else "Nothing came back.")


def _room(desk: Desk, readers: Path | None, ledger: Path | None) -> MailRoom:
    from digest.pipeline import mailing

    if readers is None:
        raise UsageError(
            "where is the list of readers? (set DIGEST_MAIL_LIST or say --list FILE, outside the newsroom)"
        )
    return mailing.mail_room(desk.newsroom, readers, ledger, os.environ.get("DIGEST_MAIL_KEY", ""))


def _server(host: str, port: int, security: str) -> Server:
    from digest.mail import Security, Server

    if not host:
        raise UsageError("which mail server? (set DIGEST_SMTP_HOST or say --host)")
    try:
        secure = Security(security.strip().lower())
    except ValueError:
        raise UsageError(f"--security {security!r} is none of starttls, tls and none") from None
    user, password = os.environ.get("DIGEST_SMTP_USER", ""), os.environ.get("DIGEST_SMTP_PASSWORD", "")
    usual = 465 if secure is Security.TLS else 587
    return Server(host=host, port=port or usual, security=secure, user=user, password=password)


def _tell(sent: Sent, day: str) -> None:
    for address, words in (*sent.refused, *sent.later):
        log.warn(f"{address}: {words}")
    for address in sent.doubtful:
        log.warn(
            f"{address}: the connection ended while the server took the edition of {day} over, so it may or may not"
            f" have arrived (ask, or `digest mail send {day} --again {address}`)"
        )
    rest = f"; {sent.before} had it" if sent.before else ""
    rest += f"; {len(sent.refused)} refused for good (`digest mail remove`)" if sent.refused else ""
    rest += f"; {len(sent.later)} to be tried again" if sent.later else ""
    rest += f"; {len(sent.doubtful)} in doubt" if sent.doubtful else ""
    say(f"Sent the edition of {day} to {sent.sent}{rest}.")
