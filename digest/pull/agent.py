"""The name that the program gives itself to publishers."""

from __future__ import annotations

from digest import __version__


def user_agent(contact: str) -> str:
    """How the program names itself to publishers: its version, and where to find the newsroom that runs it."""
    return f"diplomacy-digest/{__version__}" + (f" (+{contact})" if contact else "")
