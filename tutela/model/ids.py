"""Record ids: a short prefix and a hash of content, so that the same input has the same ids everywhere."""

import hashlib
from collections.abc import Mapping

from tutela.model.canonical import canonical_json

ID_LENGTH = 20
"""Hex digits kept: 80 bits, a collision among a billion records has odds of 1 in 2 million."""


def record_id(prefix: str, content: Mapping[str, object]) -> str:
    """The id of a record made of `content` (JSON values): `doc_3f2a...`."""
    return f"{prefix}_{hashlib.sha256(canonical_json(content)).hexdigest()[:ID_LENGTH]}"
