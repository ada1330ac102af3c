"""Linking as a case grows: a document that comes, changes or goes changes only the links it touches."""

from tutela.linking.growing.linker import Linker, Relinked
from tutela.linking.growing.memory import Cluster, Linked, LinkMemory, Seen, Told

__all__ = ["Cluster", "LinkMemory", "Linked", "Linker", "Relinked", "Seen", "Told"]
