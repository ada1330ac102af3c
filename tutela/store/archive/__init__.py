"""A whole workspace as one file, and back: for a backup, for another machine, for another house."""

from tutela.store.archive.packing import Packed, check_out, pack
from tutela.store.archive.unpacking import unpack

__all__ = ["Packed", "check_out", "pack", "unpack"]
