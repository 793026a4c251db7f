"""`digest accounts`: figures and events written by hand, tables taken over, and what is known of each account."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.logging import log
from digest.cli.options import EditedBy, Folder, Json, Now, Trial, Why, only_editor, settings_of
from digest.cli.output import as_json_text, columns, counted, say
from digest.errors import UsageError
from digest.model import AccountEvent, EventKind, Method

if TYPE_CHECKING:
    from digest.pipeline.observing import Known

app = typer.Typer(help="Write down, take over and list the accounts' figures and events.", no_args_is_help=True)

On = Annotated[str, typer.Option("--on", metavar="DATE", help="2016-12-01, 2016-12 or 2016; today if not given.")]
Source = Annotated[str, typer.Option("--source", metavar="TEXT", help="Where it stands: an address or a title.")]
SaidBy = Annotated[str, typer.Option("--said-by", metavar="NAME", help="Who counted, if not the source.")]
By = Annotated[Method, typer.Option("--method", help="How it came to you.")]
Locale = Annotated[str, typer.Option("--locale", metavar="CODE", help="The language of the numbers: 714.568 in de.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="As `digest accounts waiting` and reviews have them.")]


@app.command()
def observe(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="ACCOUNT", help="An account's id, platform:ID or population:ID.")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="As printed: 'over 1.91 million', 191万, N/A.")],
    source: Source,
    on: On = "",
    metric: Annotated[str, typer.Option("--metric", help="What is counted.")] = "followers",
    said_by: SaidBy = "",
    method: By = "manual",
    locale: Locale = "en",
    supersedes: Annotated[
        str, typer.Option("--supersedes", metavar="ID", help="The figure that this one takes back.")
    ] = "",
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Write one figure down, as its source prints it."""
    from digest.pipeline import observing

    settings = settings_of(context, folder, now, as_json=as_json)
    said = observing.Said(
        subject=subject,
        number=number,
        on=on,
        metric=metric,
        locale=locale,
        said_by=said_by,
        source=source,
        method=method,
        supersedes=supersedes,
    )
    with open_desk(settings) as desk:
        row = observing.observe(desk, said)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(row) | {"observed": str(row.observed)}))
        return
    ends = "nothing" if row.low is None and row.high is None else f"{_end(row.low)} to {_end(row.high)}"
    say(f"Wrote {subject}, {metric} {row.observed}: {row.precision}, {ends}.")


@app.command()
def event(
    context: typer.Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account's id.")],
    kind: Annotated[EventKind, typer.Argument(help="What happened.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="2014-08-11, 2014-08 or 2014.")],
    source: Source,
    note: Annotated[str, typer.Option("--note", help="What a reader should know of it.")] = "",
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Write down that an account was announced, opened, verified, renamed, fell silent, was suspended or closed."""
    from digest.pipeline import observing

    moment = observing.moment_of(on)
    if not source.strip():
        raise UsageError("an event needs its source (say --source)")
    with open_desk(settings_of(context, folder, now)) as desk:
        observing.note_event(desk, AccountEvent(account=account, kind=kind, on=moment, source=source, note=note))
    say(f"Wrote {account} {kind} {moment}.")


@app.command("import")
def import_table(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table of figures.")],
    source: Source,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=METRIC", help="A column of numbers and what they count; repeat it."),
    ] = None,
    handles: Annotated[str, typer.Option("--handles", metavar="COLUMN", help="The column of handles or ids.")] = "",
    account: Annotated[str, typer.Option("--account", metavar="ID", help="The one account of all rows.")] = "",
    platform: Annotated[str, typer.Option("--platform", metavar="ID", help="The platform of the handles.")] = "",
    days: Annotated[str, typer.Option("--days", metavar="COLUMN", help="The column of days.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The one day, month or year of all rows.")] = "",
    status: Annotated[str, typer.Option("--status", metavar="COLUMN", help="The column that says active or not.")] = "",
    grain: Annotated[
        int | None, typer.Option("--grain", min=1, help="What the numbers are exact to: 1, or 1000 for Weibo's 0.1万.")
    ] = None,
    suffix: Annotated[str, typer.Option("--suffix", help="What the head of a column multiplies by: 万, K.")] = "",
    said_by: SaidBy = "",
    method: By = "manual",
    locale: Locale = "en",
    trial: Trial = False,
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Take over a table of figures: rows that are new are written down, the others told."""
    from digest.pipeline import importing

    settings = settings_of(context, folder, now, as_json=as_json)
    if bool(handles) == bool(account) or bool(days) == bool(on):
        raise UsageError("say either --handles or --account, and either --days or --on")
    which = importing.Columns(
        metrics=_metrics(mapped or ["followers=followers"]),
        subject=handles,
        account=account,
        platform=platform,
        on=days,
        day=on,
        status=status,
        locale=locale,
        grain=grain,
        suffix=suffix,
        said_by=said_by,
        source=source,
        method=method,
    )
    with open_desk(settings) as desk:
        taken = importing.take_over(desk, file, which, is_trial=trial)
    if settings.json:
        counts = {"observations": len(taken.observations), "events": len(taken.events)}
        skipped = [str(problem) for problem in taken.skipped]
        sys.stdout.write(as_json_text(counts | {"blank": taken.blank, "known": taken.known, "skipped": skipped}))
        return
    for problem in taken.skipped:
        log.problem(problem)
    wrote = "Would write" if trial else "Wrote"
    figures, events = counted(len(taken.observations), "figure"), counted(len(taken.events), "event")
    rest = f"{taken.blank} blank, {taken.known} known, {len(taken.skipped)} left out"
    say(f"{wrote} {figures} and {events}; {rest}.")


@app.command("list")
def list_accounts(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """List the accounts with their newest figure, how many there are, and their last event."""
    from digest.pipeline import observing

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        known = observing.list_accounts(desk)
    rows = [_row(one) for one in known]
    if settings.json:
        sys.stdout.write(as_json_text(rows))
        return
    heads = ["account", "platform", "kind", "country", "followers", "on", "id", "figures", "event"]
    for line in columns([heads, *([str(row[head]) for head in heads] for row in rows)]):
        say(line)


@app.command("waiting")
def list_waiting(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """List what waits for an editor: figures and events found in the news, and figures that fell by half."""
    from digest.pipeline import judging

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        found = judging.waiting(desk)
    proposed = [
        {"id": key, "says": judging.in_words(one.fact), "source": one.fact.source, "why": list(one.reasons)}
        for key, one in found.proposals
    ]
    fallen = [
        {
            "id": key,
            "says": judging.in_words(one.after),
            "source": one.after.source,
            "why": [f"half or less of {judging.in_words(one.before)}"],
        }
        for key, one in found.falls
    ]
    if settings.json:
        sys.stdout.write(as_json_text([*proposed, *fallen]))
        return
    for one in (*proposed, *fallen):
        say(f"{one['id']}  {one['says']}")
        for row in (*one["why"], one["source"]):
            say(f"            {row}")
    if not (proposed or fallen):
        say("Nothing waits.")


def judge(
    context: typer.Context,
    ids: Ids,
    why: Why = "",
    by: EditedBy = "",
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Accept or reject figures and events, as the command is called."""
    from digest.pipeline import judging

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        by = by or only_editor([editor.id for editor in desk.roster.editors])
        said = judging.judge(desk, ids, good=context.info_name == "accept", by=by, why=why)
    if settings.json:
        sys.stdout.write(as_json_text(said))
        return
    for row in said:
        say(row)


_ACCEPT = "Accept figures and events: what was proposed is written down, what looked wrong is marked as checked."
_REJECT = "Reject figures and events: they count nowhere, and are not proposed again."
app.command("accept", help=_ACCEPT)(judge)
app.command("reject", help=_REJECT)(judge)


def _row(known: Known) -> dict[str, str | int]:
    from digest import figures

    newest, happened = known.newest, known.event
    return {
        "account": known.account.id,
        "platform": known.account.platform,
        "kind": known.account.kind,
        "country": known.account.country,
        "followers": figures.in_words(newest) if newest else "-",
        "on": str(newest.observed) if newest else "-",
        "id": figures.id_of(newest) if newest else "-",
        "figures": known.figures,
        "event": f"{happened.kind} {happened.on}" if happened else "-",
    }


def _metrics(mapped: list[str]) -> dict[str, str]:
    found = {}
    for one in mapped:
        head, sign, metric = one.rpartition("=")
        if not (head and sign and metric):
            raise UsageError(f"{one!r} maps nothing (write COLUMN=METRIC, say 'tweets_total=posts')")
        found[head] = metric
    return found


def _end(number: int | None) -> str:
    return "open" if number is None else f"{number:,}"
