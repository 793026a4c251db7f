"""Whether there is a network at all."""

from __future__ import annotations

HOSTS_THAT_PROVE_IT = 8
"""When so many hosts were tried and not one could be connected to, it is our network that is gone."""


class Reach:
    """What the attempts so far say of the network.

    While it is in doubt, what runs goes on and nothing new starts; when nothing runs any more, there is no network.
    """

    def __init__(self, hosts: int) -> None:
        """`hosts` is how many there are to be asked."""
        self.enough = min(HOSTS_THAT_PROVE_IT, max(1, hosts))
        self.failed: set[str] = set()
        self.answered = False

    def learn(self, host: str, *, came: bool | None) -> None:
        """A host was connected to, or could not be; None where that was not even tried."""
        if came:
            self.answered = True
        elif came is False:
            self.failed.add(host)

    @property
    def certain(self) -> bool:
        """Whether there is no reason to doubt the network."""
        return self.answered or len(self.failed) < self.enough
