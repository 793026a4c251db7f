"""The roster's events as a calendar that any calendar program subscribes to (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from digest import __version__
from digest.model import Event, Roster

AGENDA_PATH = "feeds/events.ics"
"""Where the calendar lies, below the site's address."""


def agenda(roster: Roster) -> bytes:
    """The events as all-day entries, by their days; the same roster gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//diplomacy-digest//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", roster.site.title)
    for event in sorted(roster.events, key=lambda event: (event.start, event.id)):
        calendar.add_component(_entry(event, roster))
    return bytes(calendar.to_ical())


def _entry(event: Event, roster: Roster) -> Entry:
    tag = roster.site.tag
    entry = Entry()
    entry.add("uid", f"{event.id}@{tag.authority.rpartition('@')[2]}")
    # When it was written down is not known; a moment that stays is what lets nobody be told of changes that are none.
    entry.add("dtstamp", datetime.combine(tag.since, time(), UTC))
    entry.add("summary", event.title)
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end + timedelta(days=1))
    if event.place:
        entry.add("location", event.place)
    if event.link:
        entry.add("url", event.link)
    return entry
