"""From the keys of feeds.yaml to the values of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest.curate.keys import File, Part, items, settings
from digest.model import (
    Account,
    Calendar,
    Clustering,
    Editor,
    EncoderName,
    Event,
    Feed,
    Mailing,
    Manners,
    Outlet,
    Platform,
    Recipe,
    Roster,
    Scope,
    Site,
    Tag,
    Topic,
)


def roster_of(file: File, parts: Sequence[Part]) -> Roster:
    """The roster of the main file and the included ones, the main one among them; references lead to present ids."""
    topics = tuple(_topic(item) for part in parts for item in part.topics)
    outlets = tuple(_outlet(item) for part in parts for item in part.outlets)
    present_topics, present_outlets = _present(topics), _present(outlets)
    feeds = tuple(_feed(item, present_outlets, present_topics) for part in parts for item in part.feeds)
    present_feeds = _present(feeds)
    return Roster(
        site=_site(file.site),
        calendar=_calendar(file.editions),
        scope=_scope(file.scope),
        manners=_manners(file.pull),
        clustering=_clustering(file.clustering),
        mailing=Mailing(sender=file.mail.sender, subscribe=file.mail.subscribe, unsubscribe=file.mail.unsubscribe),
        topics=topics,
        outlets=outlets,
        feeds=feeds,
        platforms=tuple(_platform(item) for part in parts for item in part.platforms),
        accounts=tuple(_account(item, present_feeds) for part in parts for item in part.accounts),
        events=tuple(_event(item) for part in parts for item in part.events),
        editors=tuple(Editor(id=item.id, name=item.name) for part in parts for item in part.editors),
    )


def _present(items: Iterable[Topic | Outlet | Feed]) -> dict[str, str]:
    """The present id for every present or former one."""
    return {known: item.id for item in items for known in (item.id, *item.formerly)}


def _terms(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(terms) for language, terms in lists.items()}


def _site(item: settings.Site) -> Site:
    return Site(
        title=item.title,
        url=item.url,
        tag=Tag(authority=item.tag.authority, since=item.tag.since),
        series=item.series,
        description=item.description,
        repository=item.repository,
        contact=item.contact,
        hub=item.hub,
        languages=tuple(item.languages),
    )


def _calendar(item: settings.Editions) -> Calendar:
    return Calendar(
        zone=item.zone,
        cut_off=item.cut_off,
        days=frozenset(item.days),
        holidays=frozenset(item.holidays),
        unattended=item.unattended.then,
        hold_until=item.unattended.until,
    )


def _clustering(item: settings.Clustering) -> Clustering:
    return Clustering(encoder=None if item.encoder == "none" else EncoderName(item.encoder))


def _scope(item: settings.Scope) -> Scope:
    return Scope(
        core=_terms(item.core),
        near=_terms(item.near),
        acts=_terms(item.acts),
        against=_terms(item.against),
        out=_terms(item.out),
        parties=_terms(item.parties),
        ownership=tuple(item.ownership),
    )


def _manners(item: settings.Pull) -> Manners:
    return Manners(
        per_host=item.per_host,
        apart=item.apart.total_seconds(),
        at_once=item.at_once,
        seconds=item.seconds.total_seconds(),
        every=item.every,
    )


def _topic(item: items.Topic) -> Topic:
    return Topic(id=item.id, title=item.title, match=_terms(item.match), formerly=tuple(item.formerly))


def _outlet(item: items.Outlet) -> Outlet:
    return Outlet(
        id=item.id,
        name=item.name,
        ownership=item.ownership,
        role=item.role,
        country=item.country,
        language=item.language,
        home=item.home,
        excerpt=item.excerpt,
        paywall=item.paywall,
        formerly=tuple(item.formerly),
    )


def _feed(item: items.Feed, outlets: dict[str, str], topics: dict[str, str]) -> Feed:
    return Feed(
        id=item.id,
        outlet=outlets[item.outlet],
        url=item.url,
        language=item.language,
        topics=tuple(topics[topic] for topic in item.topics),
        weight=item.weight,
        keep=tuple(item.keep),
        drop=tuple(item.drop),
        mute_until=item.mute_until,
        max_items_per_day=item.max_items_per_day,
        every=item.every,
        formerly=tuple(item.formerly),
    )


def _platform(item: items.Platform) -> Platform:
    return Platform(
        id=item.id,
        name=item.name,
        owner=item.owner,
        country=item.country,
        discloses=item.discloses,
        api=item.api,
    )


def _recipe(item: items.Recipe) -> Recipe:
    return Recipe(url=item.url, path=item.path, locale=item.locale, headers=tuple(item.headers.items()))


def _account(item: items.Account, feeds: Mapping[str, str]) -> Account:
    return Account(
        id=item.id,
        platform=item.platform,
        handle=item.handle,
        name=item.name,
        office=item.office,
        kind=item.kind,
        country=item.country,
        host=item.host,
        url=item.url,
        source=item.source,
        recipe=_recipe(item.recipe) if item.recipe else None,
        feed=feeds.get(item.feed, ""),
        formerly=tuple(item.formerly),
    )


def _event(item: items.Event) -> Event:
    return Event(
        id=item.id,
        title=item.title,
        start=item.start,
        end=item.end or item.start,
        place=item.place,
        link=item.link,
    )
