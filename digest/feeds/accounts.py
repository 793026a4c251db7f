"""The feeds of accounts and platforms: each figure as its source prints it, and each event, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from html import escape
from itertools import chain
from urllib.parse import urljoin

from digest import figures
from digest.feeds import words
from digest.feeds.channel import MOST_ITEMS, Channel, Item
from digest.feeds.metrics import ABOUT, metrics_offer, metrics_title
from digest.feeds.offering import channel, offer, titled
from digest.language import Language
from digest.model import Account, AccountEvent, Observation, Offer, Roster
from digest.text import clean

_Told = Observation | AccountEvent
_Dated = tuple[date, str, _Told]
"""Something known, with the day that it is of and the name that its tag: URI ends with."""


def account_feeds(
    roster: Roster, observations: Iterable[Observation], events: Iterable[AccountEvent], language: Language
) -> tuple[tuple[Offer, Channel], ...]:
    """The figures of all, then a feed for each account and each platform of which something is known."""
    site = roster.site
    platforms = {account.platform: account.platform for account in roster.accounts}
    platforms |= {platform.id: platform.name for platform in roster.platforms}
    names = {one.id: _named(one, platforms[one.platform], language) for one in roster.accounts}
    names |= {f"platform:{key}": name for key, name in platforms.items()}
    figures_ = [_dated_figure(row) for row in observations]
    told: dict[str, list[_Dated]] = {}
    for one in (*figures_, *_dated_events(roster, events)):
        told.setdefault(_subject(one[2]), []).append(one)

    def feed(offered: Offer, about: str, home: str, of: Iterable[_Dated]) -> tuple[Offer, Channel]:
        newest = sorted(of, key=lambda one: one[:2], reverse=True)
        some = list({name: (name, row) for _, name, row in newest}.values())[:MOST_ITEMS]
        return offered, channel(site, offered, about, home, [_item(roster, names, language, *one) for one in some])

    found = [feed(metrics_offer(roster, language), language.say(ABOUT), "standings/", figures_)]
    for account in roster.accounts:
        name = names[account.id]
        offered = offer("account", f"feeds/a/{account.id}", titled(site, name, language), key=account.id)
        about = language.say("Figures and events of %(name)s, each once.", name=name)
        found.append(feed(offered, about, f"a/{account.id}/", told.get(account.id, ())))
    for key, name in sorted(platforms.items()):
        members = [f"platform:{key}", *(account.id for account in roster.accounts if account.platform == key)]
        offered = offer("platform", f"feeds/p/{key}", titled(site, name, language), key=key)
        about = language.say("Figures and events of accounts on %(name)s, each once.", name=name)
        found.append(feed(offered, about, f"p/{key}/", chain.from_iterable(told.get(one, ()) for one in members)))
    return tuple(one for one in found if one[1].items)


def _dated_figure(row: Observation) -> _Dated:
    return row.observed.first, f"observation/{figures.id_of(row)}", row


def _dated_events(roster: Roster, events: Iterable[AccountEvent]) -> Iterator[_Dated]:
    """The events of accounts that the roster knows; what several sources tell alike is one item."""
    known = {account.id for account in roster.accounts}
    for event in events:
        if event.account in known:
            yield event.on.first, f"event/{figures.id_of_happening(event)}", event


def _subject(told: _Told) -> str:
    return told.subject if isinstance(told, Observation) else told.account


def _item(roster: Roster, names: Mapping[str, str], language: Language, name: str, told: _Told) -> Item:
    subject = _subject(told)
    kind, colon, key = subject.partition(":")
    path = f"a/{subject}/" if not colon else f"p/{key}/" if kind == "platform" else "standings/"
    if isinstance(told, Observation):
        on, title = told.observed.first, metrics_title(told, names.get(subject, subject), language)
        said = _said(told, language)
    else:
        kind = language.happening(told.kind)
        on, title = told.on.first, _event_title(names[subject], told, language)
        said = f"{kind.capitalize()}{language.say(', ')}{language.known(told.on)}{language.say('. ')}{told.note}"
    at = datetime.combine(on, time(), UTC)
    return Item(
        id=words.tag(roster.site, *name.split("/", 1)),
        link=urljoin(roster.site.url, path),
        title=words.title(title),
        summary=words.summary(said),
        content=f"{words.paragraph(clean(said))}{_source(told.source, language)}",
        published=at,
        updated=at,
    )


def _event_title(name: str, event: AccountEvent, language: Language) -> str:
    told = f"{name}{language.say(': ')}{language.happening(event.kind)}"
    return language.say("%(words)s (%(day)s)", words=told, day=language.known(event.on))


def _named(account: Account, platform: str, language: Language) -> str:
    return language.say("%(account)s on %(platform)s", account=account.name, platform=platform)


def _said(row: Observation, language: Language) -> str:
    """A figure as a sentence: `Followers: over 1.91 million (at least), December 2016, says What's on Weibo.`"""
    by = language.say("says %(name)s", name=row.said_by) if row.said_by else ""
    exact = f"{language.figure(row)} ({language.precision(row.precision)})"
    told = f"{language.metric(row.metric).capitalize()}{language.say(': ')}{exact}"
    return language.say(", ").join(filter(None, (told, language.known(row.observed), by))) + language.say(". ").strip()


def _source(source: str, language: Language) -> str:
    label = language.say("Source:")
    if source.startswith(("https://", "http://")):
        return f'\n<p>{label} <a href="{escape(source)}">{escape(source, quote=False)}</a></p>'
    return f"\n{words.paragraph(f'{label} {source}')}" if source else ""
