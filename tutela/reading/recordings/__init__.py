"""The photos, videos and satellite images a document refers to, who carried them and who says what of them."""

from tutela.reading.recordings.reader import read_recordings

__all__ = ["read_recordings"]
