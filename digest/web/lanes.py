"""Whose turn it is: so many at once in all, fewer to one host, and those not too soon after one another."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count

from digest.model import Postponed

TOLD_TO_WAIT = 2
"""When so many requests to one host were told to wait, its others are not sent: it is the host that wants it."""

Turn = asyncio.Future[Postponed | None]


class Lanes:
    """Turns for requests, each in the lane of its host.

    A turn takes a place in its lane and a slot among all. The place is given back by `leave`, the slot by `free`, so
    that a document which nobody has taken yet still counts among all, but keeps its host from nothing. Who waits
    takes neither. Each step costs the logarithm of the number of lanes, however long they are.
    """

    def __init__(self, *, per_host: int, apart: float, at_once: int, is_open: Callable[[], bool]) -> None:
        """`apart` in seconds; while `is_open` says no, nothing starts."""
        self.per_host = per_host
        self.apart = apart
        self.slots = at_once
        self.running = 0
        self.is_open = is_open
        self.lanes: dict[str, _Lane] = {}
        self.ready: list[tuple[float, int, _Lane]] = []  # lanes in which one may start, by when it may
        self.order = count()
        self.loop = asyncio.get_running_loop()
        self.alarm: asyncio.Handle | None = None
        self.alarm_at = math.inf  # kept here: of a handle for a moment that has all but come, uvloop does not tell it

    async def turn(self, host: str) -> Postponed | None:
        """Wait until one may start; or learn that it may not in this run."""
        lane = self.lanes.setdefault(host, _Lane())
        if (left := lane.quiet_until - self.loop.time()) > 0:
            return Postponed(wait=timedelta(seconds=left))
        turn: Turn = self.loop.create_future()
        lane.waiting.append(turn)
        self._line_up(lane)
        self.deal()
        return await turn

    def leave(self, host: str) -> None:
        """The host has answered, or will not."""
        lane = self.lanes[host]
        lane.running -= 1
        self.running -= 1
        self._line_up(lane)
        self.deal()

    def free(self) -> None:
        """What was asked for is done with."""
        self.slots += 1
        self.deal()

    def told(self, host: str, number: int, wait: timedelta) -> None:
        """The host told request `number` to wait; when it is not alone in that, the rest of its lane is postponed."""
        lane = self.lanes[host]
        lane.told[number] = self.loop.time() + wait.total_seconds()
        if len(lane.told) < TOLD_TO_WAIT:
            return
        lane.quiet_until = max(lane.told.values())
        postponed = Postponed(wait=timedelta(seconds=max(0.0, lane.quiet_until - self.loop.time())))
        while lane.waiting:
            _settle(lane.waiting.popleft(), postponed)

    def deal(self) -> None:
        """Start whatever may start now, and see to it that this is looked at again when more may."""
        while self.slots and self.ready and self.is_open():
            due, _, lane = self.ready[0]
            now = self.loop.time()
            if due > now:
                self._wake_at(due)
                return
            heappop(self.ready)
            lane.lined_up = False
            if lane.waiting and _settle(lane.waiting.popleft(), None):
                self.slots -= 1
                lane.running += 1
                self.running += 1
                lane.next_start = now + self.apart
            self._line_up(lane)

    def _line_up(self, lane: _Lane) -> None:
        if lane.waiting and not lane.lined_up and lane.running < self.per_host:
            lane.lined_up = True
            heappush(self.ready, (lane.next_start, next(self.order), lane))

    def _wake_at(self, due: float) -> None:
        if self.alarm_at <= due:
            return
        if self.alarm:
            self.alarm.cancel()
        self.alarm, self.alarm_at = self.loop.call_at(due, self._wake), due

    def _wake(self) -> None:
        self.alarm, self.alarm_at = None, math.inf
        self.deal()


class _Lane:
    """One host: who waits, how many run, when the next may start, who was told to wait and until when."""

    def __init__(self) -> None:
        self.waiting: deque[Turn] = deque()
        self.running = 0
        self.next_start = 0.0
        self.lined_up = False
        self.told: dict[int, float] = {}
        self.quiet_until = 0.0


def _settle(turn: Turn, result: Postponed | None) -> bool:
    """Give a turn its result; False if nobody waits for it any more."""
    if turn.done():
        return False
    turn.set_result(result)
    return True
