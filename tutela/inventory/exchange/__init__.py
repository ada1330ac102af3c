"""An inventory as a map others can edit, and what they changed in it."""

from tutela.inventory.exchange.edits import Change, EditedCopy, EditedRow, Edits, edits_in
from tutela.inventory.exchange.layers import inventory_layers

__all__ = ["Change", "EditedCopy", "EditedRow", "Edits", "edits_in", "inventory_layers"]
