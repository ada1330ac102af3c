"""Timestamps of authorities on checkpoints (RFC 3161): asking for one, reading and checking it, offline."""
