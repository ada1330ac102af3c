"""Joining two workspaces of one investigation that diverged: both ledgers kept, records joined, conflicts listed."""

from tutela.store.joining.join import Conflict, Joined, join

__all__ = ["Conflict", "Joined", "join"]
