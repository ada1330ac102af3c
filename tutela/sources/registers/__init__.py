"""Registers: files of assets that somebody keeps -> entries, with every fault of a file at once."""

from tutela.sources.registers.entries import BadRow, EntriesRead, EntryReader
from tutela.sources.registers.reading import RegisterReading, bad_rows_csv, read_register, stream_register
from tutela.sources.registers.stream import RegisterStream

__all__ = [
    "BadRow",
    "EntriesRead",
    "EntryReader",
    "RegisterReading",
    "RegisterStream",
    "bad_rows_csv",
    "read_register",
    "stream_register",
]
